#include "scenarios/disruption/resilience.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <thread>

#include "models/network/geodesic.hpp"
#include "sim/random.hpp"

namespace dimai::scenarios {

namespace {

using models::LinkIndex;
using models::TunnelLinks;

constexpr std::uint32_t kLossPurpose = 0x4C000000;
constexpr std::uint32_t kCentrePurpose = 0x43000000;

struct Study {
  const Scenario& scenario;
  const models::LossStudy& losses;
  const TunnelLinks& tunnels;
  const std::vector<double>& trips;  ///< [link]
  const ResilienceQuestion& question;

  models::DrawKey key(std::uint64_t draw) const {
    // Draws of a campaign are replications far from those of runs.
    const auto first = static_cast<std::uint64_t>(scenario.run.replication) << 32U;
    return {static_cast<std::uint64_t>(scenario.run.seed), first + draw};
  }
  sim::Random random(std::uint32_t purpose, std::uint64_t draw) const {
    return {key(0).seed, key(0).replication, purpose, draw};
  }
  double trips_of(const std::vector<LinkIndex>& links) const {
    double most = 0.0;
    for (const LinkIndex link : links) most = std::max(most, trips[link.value]);
    return most;
  }
};

/// Does `work` for 0 to n - 1, on several threads.
void for_each_draw(std::uint32_t n, std::size_t threads,
                   const std::function<void(std::uint32_t)>& work) {
  std::vector<std::thread> pool;
  for (std::size_t t = 0; t < std::max<std::size_t>(1, threads); ++t) {
    pool.emplace_back([&, t] {
      for (auto i = static_cast<std::uint32_t>(t); i < n;
           i += static_cast<std::uint32_t>(std::max<std::size_t>(1, threads)))
        work(i);
    });
  }
  for (std::thread& each : pool) each.join();
}

/// Shares joined after 1, 2, ... losses of an order; and, if asked for, those in time by factor.
struct Shares {
  std::vector<double> joined;                ///< [loss]
  std::vector<std::vector<double>> in_time;  ///< [loss][factor]
};

Shares shares_along(const Study& study, const std::vector<std::size_t>& order, bool in_time) {
  std::vector<std::uint8_t> lost(study.scenario.network.links.size(), 0);
  Shares shares;
  for (const std::size_t tunnel : order) {
    for (const LinkIndex link : study.tunnels[tunnel]) lost[link.value] = 1;
    shares.joined.push_back(study.losses.connected_share(lost));
    if (in_time)
      shares.in_time.push_back(study.losses.in_time_shares(lost, study.question.in_time_factors));
  }
  return shares;
}

using Order = std::function<std::vector<std::size_t>(std::uint32_t)>;

void add_losses(const Study& study, const std::string& kind, std::uint32_t draws,
                const Order& order, std::vector<LossRow>& rows) {
  std::vector<Shares> shares(draws);
  const std::uint32_t timed = std::min(draws, study.question.in_time_draws);
  for_each_draw(draws, study.question.threads, [&](std::uint32_t draw) {
    shares[draw] = shares_along(study, order(draw), draw < timed);
  });
  for (std::uint32_t k = 0; k < shares.front().joined.size(); ++k) {
    std::vector<double> column;
    for (const Shares& each : shares) column.push_back(each.joined[k]);
    LossRow& row = rows.emplace_back();
    row.kind = kind;
    row.losses = k + 1;
    row.share = models::spread_of(std::move(column));
    for (std::size_t f = 0; timed > 0 && f < study.question.in_time_factors.size(); ++f) {
      std::vector<double> in_time;
      for (std::uint32_t draw = 0; draw < timed; ++draw)
        in_time.push_back(shares[draw].in_time[k][f]);
      row.in_time.push_back(models::spread_of(std::move(in_time)));
    }
  }
}

std::vector<std::size_t> first_of(const std::vector<double>& weight, std::size_t count) {
  std::vector<std::size_t> order(weight.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
  order.resize(std::min(order.size(), count));
  return order;
}

/// Random tunnels, without repetition; the first k are the same for every k.
std::vector<std::size_t> random_tunnels(const Study& study, std::uint32_t draw, std::size_t count) {
  std::vector<std::size_t> order(study.tunnels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  sim::Random random = study.random(kLossPurpose, draw);
  count = std::min(count, order.size());
  for (std::size_t i = 0; i < count; ++i)
    std::swap(order[i], order[i + random.below(order.size() - i)]);
  order.resize(count);
  return order;
}

/// The tunnels whose middles are nearest to that of a random one.
std::vector<std::size_t> tunnels_around(const Study& study, std::uint32_t draw, std::size_t count,
                                        const std::vector<std::pair<double, double>>& middles) {
  sim::Random random = study.random(kLossPurpose + 1, draw);
  const auto centre = middles[random.below(middles.size())];
  std::vector<double> nearness;
  const double narrow = std::cos(centre.second * 0.017453292519943295);
  for (const auto& place : middles) {
    const double east = (place.first - centre.first) * narrow;
    nearness.push_back(-std::hypot(east, place.second - centre.second));
  }
  return first_of(nearness, count);
}

void study_losses(const Study& study, std::vector<LossRow>& rows) {
  const std::size_t count = study.question.most_losses;
  const models::Network& network = study.scenario.network;
  add_losses(
      study, "random", study.question.draws,
      [&](std::uint32_t draw) { return random_tunnels(study, draw, count); }, rows);
  std::vector<double> trips;
  std::vector<std::pair<double, double>> middles;
  for (const auto& tunnel : study.tunnels) {
    trips.push_back(study.trips_of(tunnel));
    middles.push_back(models::place_on(network, tunnel.front(), 0.5));
  }
  add_losses(
      study, "trips", 1, [&](std::uint32_t) { return first_of(trips, count); }, rows);
  const models::TunnelGraph graph = models::tunnel_graph(network);
  const std::vector<double> of_edge = models::edge_betweenness(graph.graph);
  std::vector<double> of_link(network.links.size(), 0.0);
  for (std::size_t e = 0; e < of_edge.size(); ++e) of_link[graph.link[e].value] = of_edge[e];
  std::vector<double> between;
  for (const auto& tunnel : study.tunnels) {
    double most = 0.0;
    for (const LinkIndex link : tunnel) most = std::max(most, of_link[link.value]);
    between.push_back(most);
  }
  add_losses(
      study, "betweenness", 1, [&](std::uint32_t) { return first_of(between, count); }, rows);
  add_losses(
      study, "area", study.question.draws,
      [&](std::uint32_t draw) { return tunnels_around(study, draw, count, middles); }, rows);
}

/// Time of each pair's way, infinity if there is none.
std::vector<double> travel_times(const models::Router& router,
                                 const std::vector<models::PairDemand>& pairs) {
  std::vector<double> times_s;
  for (const auto& pair : pairs)
    times_s.push_back(router.travel_time_s(pair.profile, pair.origin, pair.destination));
  return times_s;
}

/// Fills in what trips that go another way lose.
void judge_ways(const Study& study, models::Router& router, const std::vector<LinkIndex>& links,
                const std::vector<double>& usual_s, CriticalRow& row) {
  const auto& pairs = study.losses.pairs();
  for (const LinkIndex link : links) router.set_closed(link, true);
  const std::vector<double> times_s = travel_times(router, pairs);
  for (const LinkIndex link : links) router.set_closed(link, false);
  double all = 0.0;
  double in_time = 0.0;
  double time = 0.0;
  double usual = 0.0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    all += pairs[i].trips;
    if (times_s[i] <= study.scenario.disruption.parameters.late_factor * usual_s[i])
      in_time += pairs[i].trips;
    if (std::isinf(times_s[i]) || std::isinf(usual_s[i])) continue;
    time += pairs[i].trips * times_s[i];
    usual += pairs[i].trips * usual_s[i];
  }
  row.in_time_share = all > 0.0 ? in_time / all : 1.0;
  row.mean_time = usual > 0.0 ? time / usual : 1.0;
}

void rank(const Study& study, models::Router& router, std::vector<CriticalRow>& ranked) {
  struct Candidate {
    CriticalRow row;
    std::vector<LinkIndex> links;
  };
  std::vector<Candidate> all;
  const models::Network& network = study.scenario.network;
  const auto add = [&](const std::string& id, bool is_node, std::vector<LinkIndex> links) {
    Candidate& each = all.emplace_back();
    each.row.id = id;
    each.row.is_node = is_node;
    each.row.trips = study.trips_of(links);
    each.links = std::move(links);
  };
  for (const auto& tunnel : study.tunnels) add(network.links[tunnel.front()].id, false, tunnel);
  for (const models::NodeIndex node : network.nodes.indices()) {
    if (network.nodes[node].kind != models::NodeKind::portal)
      add(network.nodes[node].id, true, models::links_at(network, node));
  }
  for_each_draw(static_cast<std::uint32_t>(all.size()), study.question.threads,
                [&](std::uint32_t i) {
                  std::vector<std::uint8_t> lost(network.links.size(), 0);
                  for (const LinkIndex link : all[i].links) lost[link.value] = 1;
                  all[i].row.connected_share = study.losses.connected_share(lost);
                });
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    if (a.row.connected_share != b.row.connected_share)
      return a.row.connected_share < b.row.connected_share;
    return a.row.trips > b.row.trips;
  });
  all.resize(std::min<std::size_t>(all.size(), study.question.ranked));
  const std::vector<double> usual_s = travel_times(router, study.losses.pairs());
  for (Candidate& each : all) {
    judge_ways(study, router, each.links, usual_s, each.row);
    ranked.push_back(each.row);
  }
}

void strike_often(const Study& study, StrikeCampaign& campaign) {
  const models::Network& network = study.scenario.network;
  const models::DisruptionPlan& plan = study.scenario.disruption;
  const models::StrikeTargets targets(network, plan.fragility);
  std::vector<models::Restoration> results(study.question.strikes);
  for_each_draw(study.question.strikes, study.question.threads, [&](std::uint32_t draw) {
    models::Strike strike;
    sim::Random random = study.random(kCentrePurpose, draw);
    strike.centre = models::random_place(network, random);
    strike.radius_m = study.question.radius_m;
    auto failures = targets.damage(strike, 0, study.key(draw));
    if (plan.repair.both_directions)
      failures = models::with_both_directions(network, plan.fragility.segment_m, failures);
    results[draw] = models::restoration(study.losses, network, plan, failures, study.trips,
                                        study.question.horizon_s, study.key(draw));
  });
  for (const models::Restoration& each : results) {
    campaign.after.push_back(each.after);
    campaign.failures.push_back(each.failures);
    campaign.area.push_back(each.recovery.area_share);
    campaign.to_50_s.push_back(each.recovery.to_50_s);
    campaign.to_90_s.push_back(each.recovery.to_90_s);
    campaign.to_99_s.push_back(each.recovery.to_99_s);
  }
}

}  // namespace

ResilienceAnswer study_resilience(const Scenario& scenario, models::Router& router,
                                  std::vector<models::PairDemand> pairs,
                                  const ResilienceQuestion& question) {
  ResilienceAnswer answer;
  const models::Network& network = scenario.network;
  const models::TunnelGraph graph = models::tunnel_graph(network);
  answer.topography = models::topography(graph.graph);
  for (const std::uint32_t edge : answer.topography.bridges)
    answer.bridges.push_back(network.links[graph.link[edge]].id);
  for (const std::uint32_t node : answer.topography.articulation_points)
    answer.articulation_points.push_back(network.nodes[models::NodeIndex{node}].id);
  const std::vector<double> trips = models::trips_by_link(router, pairs);
  for (const models::PairDemand& pair : pairs) answer.trips += pair.trips;
  answer.pairs = pairs.size();
  const models::LossStudy losses(network, router, std::move(pairs));
  const TunnelLinks tunnels = models::tunnels_of(network);
  answer.tunnels = tunnels.size();
  const Study study{scenario, losses, tunnels, trips, question};
  study_losses(study, answer.losses);
  rank(study, router, answer.critical);
  if (question.strikes > 0) strike_often(study, answer.campaign);
  return answer;
}

}  // namespace dimai::scenarios
