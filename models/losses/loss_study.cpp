#include "models/losses/loss_study.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

#include "models/disruption/service_curve.hpp"
#include "sim/random.hpp"

namespace dimai::models {

/// What one profile may use: links beside their ways back, and those of portals.
struct LossStudy::Ways {
  struct Twin {
    std::uint32_t a = 0, b = 0;
    LinkIndex there, back;  ///< back is invalid if the tunnel leads one way only
  };
  struct End {
    std::uint32_t node = 0;
    LinkIndex link;
  };
  std::vector<Twin> twins;                  ///< between nodes that are no portals
  std::vector<std::vector<End>> out, into;  ///< of portals  [node]
};

namespace {

/// Nodes that hang together both ways, and the one-way links between such parts.
class Joined {
 public:
  explicit Joined(std::size_t nodes) : part_(nodes), onward_(nodes), reached_(nodes, 0) {
    std::iota(part_.begin(), part_.end(), 0U);
  }
  std::uint32_t find(std::uint32_t node) {
    while (part_[node] != node) {
      part_[node] = part_[part_[node]];
      node = part_[node];
    }
    return node;
  }
  void join(std::uint32_t a, std::uint32_t b) { part_[find(a)] = find(b); }
  void add_one_way(std::uint32_t a, std::uint32_t b) { one_way_.emplace_back(a, b); }
  /// After all joins.
  void settle() {
    for (const auto& [a, b] : one_way_) {
      if (find(a) != find(b)) onward_[find(a)].push_back(find(b));
    }
  }
  /// Starts a new search.
  void begin() {
    ++stamp_;
    front_.clear();
  }
  void reach(std::uint32_t node) {
    const std::uint32_t part = find(node);
    if (reached_[part] == stamp_) return;
    reached_[part] = stamp_;
    front_.push_back(part);
  }
  void spread() {
    for (std::size_t i = 0; !one_way_.empty() && i < front_.size(); ++i) {
      for (const std::uint32_t part : std::vector(onward_[front_[i]])) reach(part);
    }
  }
  bool reached(std::uint32_t node) { return reached_[find(node)] == stamp_; }

 private:
  std::vector<std::uint32_t> part_;
  std::vector<std::vector<std::uint32_t>> onward_;
  std::vector<std::uint32_t> reached_;
  std::vector<std::uint32_t> front_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> one_way_;
  std::uint32_t stamp_ = 0;
};

}  // namespace

LossStudy::LossStudy(const Network& network, const Router& router, std::vector<PairDemand> pairs)
    : network_(network), pairs_(std::move(pairs)) {
  std::sort(pairs_.begin(), pairs_.end(), [](const PairDemand& a, const PairDemand& b) {
    return std::tuple(a.profile, a.origin, a.destination) <
           std::tuple(b.profile, b.origin, b.destination);
  });
  for (const PairDemand& pair : pairs_) trips_ += pair.trips;
  for (std::uint32_t profile = 0; profile < router.profile_count(); ++profile)
    ways_.push_back(ways_of(router, profile));
  for (const LinkIndex link : network_.links.indices()) cost_s_.push_back(router.cost_s(link));
  usual_s_ = times_s(std::vector<std::uint8_t>(network_.links.size(), 0));
}

LossStudy::~LossStudy() = default;

LossStudy::Ways LossStudy::ways_of(const Router& router, std::uint32_t profile) const {
  Ways ways;
  ways.out.resize(network_.nodes.size());
  ways.into.resize(network_.nodes.size());
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> unpaired;
  const auto is_portal = [&](NodeIndex node) {
    return network_.nodes[node].kind == NodeKind::portal;
  };
  for (const LinkIndex link : network_.links.indices()) {
    const Link& row = network_.links[link];
    if (!router.admits(profile, link)) continue;
    if (is_portal(row.from)) ways.out[row.from.value].push_back({row.to.value, link});
    if (is_portal(row.to)) ways.into[row.to.value].push_back({row.from.value, link});
    if (is_portal(row.from) || is_portal(row.to)) continue;
    std::vector<std::size_t>& back = unpaired[{row.to.value, row.from.value}];
    if (!back.empty()) {
      ways.twins[back.back()].back = link;
      back.pop_back();
      continue;
    }
    unpaired[{row.from.value, row.to.value}].push_back(ways.twins.size());
    ways.twins.push_back({row.from.value, row.to.value, link, {}});
  }
  return ways;
}

/// Trips of one profile, from `next` on, whose pair is joined; moves `next` past them.
double LossStudy::joined_trips(std::span<const std::uint8_t> lost, std::size_t& next) const {
  const std::uint32_t profile = pairs_[next].profile;
  const Ways& ways = ways_[profile];
  const auto open = [&](LinkIndex link) { return link.valid() && lost[link.value] == 0; };
  Joined joined(network_.nodes.size());
  for (const Ways::Twin& twin : ways.twins) {
    const bool there = open(twin.there);
    const bool back = open(twin.back);
    if (there && back) joined.join(twin.a, twin.b);
    if (there && !back) joined.add_one_way(twin.a, twin.b);
    if (back && !there) joined.add_one_way(twin.b, twin.a);
  }
  joined.settle();
  double kept = 0.0;
  NodeIndex origin;
  for (; next < pairs_.size() && pairs_[next].profile == profile; ++next) {
    const PairDemand& pair = pairs_[next];
    if (pair.origin != origin) {
      origin = pair.origin;
      joined.begin();
      for (const Ways::End& end : ways.out[origin.value]) {
        const bool on = network_.nodes[NodeIndex{end.node}].kind != NodeKind::portal;
        if (on && open(end.link)) joined.reach(end.node);
      }
      joined.spread();
    }
    const auto& into = ways.into[pair.destination.value];
    const bool way = std::any_of(into.begin(), into.end(), [&](const Ways::End& end) {
      return open(end.link) && (end.node == origin.value || joined.reached(end.node));
    });
    kept += way ? pair.trips : 0.0;
  }
  return kept;
}

namespace {

constexpr double kNoWay = std::numeric_limits<double>::infinity();

/// Links from node to node, without portals, and who is reached from one of them when (Dijkstra).
class TimesFrom {
 public:
  explicit TimesFrom(std::size_t nodes) : out_(nodes) {}
  void add(std::uint32_t from, std::uint32_t to, double cost_s) {
    out_[from].emplace_back(to, cost_s);
  }
  /// Times from a node to all others [s].
  const std::vector<double>& from(std::uint32_t node) {
    std::vector<double>& times_s = known_[node];
    if (!times_s.empty()) return times_s;
    times_s.assign(out_.size(), kNoWay);
    using Reached = std::pair<double, std::uint32_t>;
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
    times_s[node] = 0.0;
    queue.emplace(0.0, node);
    while (!queue.empty()) {
      const auto [time_s, at] = queue.top();
      queue.pop();
      if (time_s > times_s[at]) continue;
      for (const auto& [next, cost_s] : out_[at]) {
        if (time_s + cost_s >= times_s[next]) continue;
        times_s[next] = time_s + cost_s;
        queue.emplace(times_s[next], next);
      }
    }
    return times_s;
  }

 private:
  std::vector<std::vector<std::pair<std::uint32_t, double>>> out_;
  std::map<std::uint32_t, std::vector<double>> known_;
};

}  // namespace

/// Shortest time of each pair over links that are not lost, never through a portal [s].
std::vector<double> LossStudy::times_s(std::span<const std::uint8_t> lost) const {
  std::vector<double> times_s;
  const auto open = [&](LinkIndex link) { return link.valid() && lost[link.value] == 0; };
  for (std::size_t i = 0; i < pairs_.size();) {
    const std::uint32_t profile = pairs_[i].profile;
    const Ways& ways = ways_[profile];
    TimesFrom reach(network_.nodes.size());
    for (const Ways::Twin& twin : ways.twins) {
      if (open(twin.there)) reach.add(twin.a, twin.b, cost_s_[twin.there.value]);
      if (open(twin.back)) reach.add(twin.b, twin.a, cost_s_[twin.back.value]);
    }
    for (; i < pairs_.size() && pairs_[i].profile == profile; ++i) {
      double least_s = kNoWay;
      for (const Ways::End& out : ways.out[pairs_[i].origin.value]) {
        if (!open(out.link)) continue;
        if (out.node == pairs_[i].destination.value)
          least_s = std::min(least_s, cost_s_[out.link.value]);
        if (network_.nodes[NodeIndex{out.node}].kind == NodeKind::portal) continue;
        const std::vector<double>& from = reach.from(out.node);
        for (const Ways::End& in : ways.into[pairs_[i].destination.value]) {
          if (!open(in.link)) continue;
          least_s =
              std::min(least_s, cost_s_[out.link.value] + from[in.node] + cost_s_[in.link.value]);
        }
      }
      times_s.push_back(least_s);
    }
  }
  return times_s;
}

std::vector<double> LossStudy::in_time_shares(std::span<const std::uint8_t> lost,
                                              std::span<const double> factors) const {
  const std::vector<double> now_s = times_s(lost);
  std::vector<double> shares(factors.size(), 0.0);
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (now_s[i] == kNoWay) continue;
    for (std::size_t f = 0; f < factors.size(); ++f)
      shares[f] += now_s[i] <= factors[f] * usual_s_[i] ? pairs_[i].trips / trips_ : 0.0;
  }
  return shares;
}

double LossStudy::connected_share(std::span<const std::uint8_t> lost) const {
  double kept = 0.0;
  for (std::size_t next = 0; next < pairs_.size();) kept += joined_trips(lost, next);
  return trips_ > 0.0 ? kept / trips_ : std::numeric_limits<double>::quiet_NaN();
}

Spread spread_of(std::vector<double> values) {
  Spread spread;
  if (values.empty()) return spread;
  std::sort(values.begin(), values.end());
  const auto quantile = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(values.size() - 1, low + 1);
    return std::lerp(values[low], values[high], place - static_cast<double>(low));
  };
  spread.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  spread.least = values.front();
  spread.p5 = quantile(0.05);
  spread.p50 = quantile(0.5);
  spread.p95 = quantile(0.95);
  return spread;
}

TunnelLinks tunnels_of(const Network& network) {
  TunnelLinks tunnels;
  std::map<std::string, std::size_t> of_id;
  for (const LinkIndex link : network.links.indices()) {
    const std::string& id = network.links[link].id;
    const bool back = id.ends_with(":back");
    const auto found = of_id.find(back ? id.substr(0, id.size() - 5) : id);
    if (back && found != of_id.end()) {
      tunnels[found->second].push_back(link);
      continue;
    }
    of_id[id] = tunnels.size();
    tunnels.push_back({link});
  }
  return tunnels;
}

namespace {

/// Links that failures keep shut, mended one by one.
class Mending {
 public:
  Mending(const LossStudy& study, std::size_t links, std::span<const Failure> failures)
      : study_(study), failures_(failures), closed_(links, 0), lost_(links, 0) {
    for (const Failure& failure : failures) {
      for (const LinkIndex link : failure.closes) {
        ++closed_[link.value];
        lost_[link.value] = 1;
      }
    }
  }
  void mend(std::uint32_t failure) {
    for (const LinkIndex link : failures_[failure].closes) {
      if (--closed_[link.value] == 0) lost_[link.value] = 0;
    }
  }
  double share() const { return study_.connected_share(lost_); }

 private:
  const LossStudy& study_;
  std::span<const Failure> failures_;
  std::vector<std::uint32_t> closed_;
  std::vector<std::uint8_t> lost_;
};

RepairCrews crews_told(const Network& network, const DisruptionPlan& plan,
                       std::span<const Failure> failures, std::span<const double> trips,
                       DrawKey key) {
  const Node& base = network.nodes[plan.base];
  RepairCrews crews(plan.repair, {base.longitude_deg, base.latitude_deg});
  for (std::uint32_t i = 0; i < failures.size(); ++i) {
    const Failure& failure = failures[i];
    double weight = 0.0;
    for (const LinkIndex link : failure.closes) weight = std::max(weight, trips[link.value]);
    sim::Random random(key.seed, key.replication, kRepairPurpose, i);
    crews.tell({i,
                {failure.place.first, failure.place.second},
                weight,
                repair_time_s(plan.repair, failure.moderate_places, failure.severe_places,
                              random.normal())});
  }
  return crews;
}

}  // namespace

Restoration restoration(const LossStudy& study, const Network& network, const DisruptionPlan& plan,
                        std::span<const Failure> failures, std::span<const double> trips,
                        double horizon_s, DrawKey key) {
  Restoration result;
  result.failures = static_cast<std::uint32_t>(failures.size());
  Mending mending(study, network.links.size(), failures);
  RepairCrews crews = crews_told(network, plan, failures, trips, key);
  result.after = mending.share();
  ServiceCurve curve{{0.0}, {result.after}, horizon_s};
  using Work = std::pair<double, RepairCrews::Assignment>;
  const auto later = [](const Work& a, const Work& b) { return a.first > b.first; };
  std::priority_queue<Work, std::vector<Work>, decltype(later)> under_way(later);
  double now_s = 0.0;
  while (true) {
    while (const auto sent = crews.send(now_s)) under_way.push({sent->done_s, *sent});
    if (under_way.empty() || under_way.top().first >= horizon_s) break;
    now_s = under_way.top().first;
    const RepairCrews::Assignment work = under_way.top().second;
    under_way.pop();
    crews.free(work.crew);
    mending.mend(work.failure);
    const double share = mending.share();
    if (share == curve.share.back()) continue;
    curve.time_s.push_back(now_s);
    curve.share.push_back(share);
  }
  const std::vector<std::uint8_t> none(network.links.size(), 0);
  result.recovery = recovery(curve, 0.0, study.connected_share(none));
  return result;
}

}  // namespace dimai::models
