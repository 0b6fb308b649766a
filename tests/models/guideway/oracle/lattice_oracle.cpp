#include "tests/models/guideway/oracle/lattice_oracle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace dimai::tests {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Ready: train `subject` could pass its next point now. Grant: link `subject` takes a train now.
enum class Kind { ready, grant };

struct Event {
  double time_s;
  Kind kind;
  std::size_t subject;
  bool operator>(const Event& other) const {
    return std::tie(time_s, kind, subject) > std::tie(other.time_s, other.kind, other.subject);
  }
};

/// A train or link that cannot go on before some train has passed `point` of that train's path.
struct Waiter {
  std::size_t point;
  bool is_link;
  std::size_t subject;
};

/// A train that stands or arrives at the start of a link and may enter it.
struct Candidate {
  double ready_s;
  std::size_t inlet;  ///< the link behind; kNone, so after all links, where its path begins
  std::size_t train;
  bool operator<(const Candidate& other) const {
    return std::tie(ready_s, inlet) < std::tie(other.ready_s, other.inlet);
  }
};

struct Train {
  std::vector<std::size_t> first_point;  ///< of each link of the path, then of the path's end
  std::vector<std::size_t> leader;       ///< the train followed on each link, or kNone
  std::size_t leg = 0;                   ///< which link of the path the front is on
  std::size_t point = 0;                 ///< the next point to pass
  std::vector<Waiter> waiters;
};

struct Link {
  std::vector<Candidate> candidates;
  std::vector<std::size_t> source_queue;  ///< trains yet to begin here, the next one last
  bool grant_pending = false;
  double last_ready_s = -std::numeric_limits<double>::infinity();
  std::size_t last_ready_inlet = kNone;
};

class LatticeRun {
 public:
  explicit LatticeRun(const Scene& scene);
  LatticeResult run();

 private:
  void lay_out_path(std::size_t train);
  double time_at(std::size_t train, std::size_t point) const;
  double time_leader_clears(std::size_t leader, std::size_t link, std::size_t offset) const;
  double when_open(std::size_t link, double time_s);
  void wait_for(std::size_t leader, std::size_t link, std::size_t offset, bool is_link,
                std::size_t subject);
  void wake(std::size_t train, std::size_t point);
  void plan_next_point(std::size_t train);
  void plan_next_departure(std::size_t link, double now_s);
  void plan_grant(std::size_t link, double now_s);
  void on_ready(std::size_t train, double now_s);
  void on_grant(std::size_t link, double now_s);
  void pass(std::size_t train, double now_s);
  std::size_t end_point(std::size_t train) const { return trains_[train].first_point.back(); }

  const Scene& scene_;
  std::vector<Train> trains_;
  std::vector<Link> links_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  double now_s_ = -std::numeric_limits<double>::infinity();
  LatticeResult result_;
};

LatticeRun::LatticeRun(const Scene& scene)
    : scene_(scene), trains_(scene.trains.size()), links_(scene.links.size()) {
  result_.least_margin_s = std::numeric_limits<double>::infinity();
  result_.point_time_s.resize(trains_.size());
  result_.boundary_time_s.resize(trains_.size());
  result_.entry_order.resize(links_.size());
  for (std::size_t n = 0; n < trains_.size(); ++n) lay_out_path(n);
  for (Link& link : links_) {
    std::sort(link.source_queue.begin(), link.source_queue.end(),
              [&](std::size_t a, std::size_t b) {
                return std::tie(scene.trains[a].departure_s, a) >
                       std::tie(scene.trains[b].departure_s, b);
              });
  }
}

void LatticeRun::lay_out_path(std::size_t train) {
  const std::vector<std::size_t>& path = scene_.trains[train].path;
  if (path.empty()) throw std::invalid_argument("a train has an empty path");
  std::size_t point = 0;
  for (std::size_t k = 0; k < path.size(); ++k) {
    if (k > 0 && scene_.links.at(path[k]).from != scene_.links[path[k - 1]].to) {
      throw std::invalid_argument("a train's path is broken");
    }
    if (std::count(path.begin(), path.end(), path[k]) != 1) {
      throw std::invalid_argument("a train's path uses a link twice");
    }
    trains_[train].first_point.push_back(point);
    point += scene_.links.at(path[k]).cells;
  }
  trains_[train].first_point.push_back(point);
  trains_[train].leader.assign(path.size(), kNone);
  result_.point_time_s[train].assign(point + 1, kUnknown);
  links_[path.front()].source_queue.push_back(train);
}

/// When the front of a train passes a point of its path or of the straight line beyond it; NaN if
/// that is not known yet.
double LatticeRun::time_at(std::size_t train, std::size_t point) const {
  const std::vector<double>& times_s = result_.point_time_s[train];
  const std::size_t end = end_point(train);
  if (point <= end) return times_s[point];
  const double speed_m_s = scene_.links[scene_.trains[train].path.back()].speed_m_s;
  return times_s[end] + static_cast<double>(point - end) * scene_.dx_m / speed_m_s;
}

/// The point of the leader's path that is `offset` cells past the start of `link` plus its spacing.
std::size_t clear_point(const Scene& scene, const Train& train, std::size_t leader,
                        std::size_t link, std::size_t offset) {
  const std::vector<std::size_t>& path = scene.trains[leader].path;
  const auto leg = std::find(path.begin(), path.end(), link) - path.begin();
  return train.first_point[static_cast<std::size_t>(leg)] + offset + scene.spacing_cells(leader);
}

/// Time from which a follower may pass the point `offset` cells into `link`; NaN if unknown.
double LatticeRun::time_leader_clears(std::size_t leader, std::size_t link,
                                      std::size_t offset) const {
  if (leader == kNone) return -std::numeric_limits<double>::infinity();
  const std::size_t point = clear_point(scene_, trains_[leader], leader, link, offset);
  return time_at(leader, point) + scene_.links[link].tau_s;
}

void LatticeRun::wait_for(std::size_t leader, std::size_t link, std::size_t offset, bool is_link,
                          std::size_t subject) {
  const std::size_t point = clear_point(scene_, trains_[leader], leader, link, offset);
  trains_[leader].waiters.push_back({point, is_link, subject});
}

/// The least time, not before `time_s`, at which the entry of a link is open.
double LatticeRun::when_open(std::size_t link, double time_s) {
  bool moved = true;
  while (moved) {
    moved = false;
    for (const SceneClosure& closure : scene_.closures) {
      if (closure.link != link) continue;
      result_.least_margin_s = std::min(result_.least_margin_s, std::abs(time_s - closure.begin_s));
      if (time_s < closure.begin_s || time_s >= closure.end_s) continue;
      time_s = closure.end_s;
      moved = true;
    }
  }
  return time_s;
}

void LatticeRun::wake(std::size_t train, std::size_t point) {
  const bool finished = point == end_point(train);
  std::vector<Waiter> waiters;
  std::swap(waiters, trains_[train].waiters);
  for (const Waiter& waiter : waiters) {
    if (!finished && waiter.point > point) {
      trains_[train].waiters.push_back(waiter);
    } else if (waiter.is_link) {
      plan_grant(waiter.subject, now_s_);
    } else {
      plan_next_point(waiter.subject);
    }
  }
}

/// Announces when a train that has passed a point could pass the next one by the rules of its link.
void LatticeRun::plan_next_point(std::size_t train) {
  const Train& state = trains_[train];
  const std::size_t link = scene_.trains[train].path[state.leg];
  const std::size_t offset = state.point - state.first_point[state.leg];
  const std::size_t leader = state.leader[state.leg];
  const double clear_s = time_leader_clears(leader, link, offset);
  if (std::isnan(clear_s)) {
    wait_for(leader, link, offset, false, train);
    return;
  }
  const double free_s =
      result_.point_time_s[train][state.point - 1] + scene_.dx_m / scene_.links[link].speed_m_s;
  events_.push({std::max(free_s, clear_s), Kind::ready, train});
}

void LatticeRun::plan_next_departure(std::size_t link, double now_s) {
  std::vector<std::size_t>& queue = links_[link].source_queue;
  if (queue.empty()) return;
  const std::size_t train = queue.back();
  queue.pop_back();
  events_.push({std::max(now_s, scene_.trains[train].departure_s), Kind::ready, train});
}

/// Announces when a link takes its next train, once it has a candidate and its last train is far
/// enough in.
void LatticeRun::plan_grant(std::size_t link, double now_s) {
  Link& state = links_[link];
  if (state.grant_pending || state.candidates.empty()) return;
  const std::vector<std::size_t>& entered = result_.entry_order[link];
  const std::size_t leader = entered.empty() ? kNone : entered.back();
  const double clear_s = time_leader_clears(leader, link, 0);
  if (std::isnan(clear_s)) {
    wait_for(leader, link, 0, true, link);
    return;
  }
  state.grant_pending = true;
  events_.push({when_open(link, std::max(now_s, clear_s)), Kind::grant, link});
}

void LatticeRun::on_ready(std::size_t train, double now_s) {
  const Train& state = trains_[train];
  const std::vector<std::size_t>& path = scene_.trains[train].path;
  const bool begins = state.point == 0;
  const bool at_link_end = !begins && state.point == state.first_point[state.leg + 1];
  if (!begins && (!at_link_end || state.leg + 1 == path.size())) {
    pass(train, now_s);
    return;
  }
  const std::size_t inlet = begins ? kNone : path[state.leg];
  const std::size_t link = begins ? path.front() : path[state.leg + 1];
  Link& ahead = links_[link];
  if (inlet != ahead.last_ready_inlet) {
    result_.least_margin_s = std::min(result_.least_margin_s, now_s - ahead.last_ready_s);
  }
  ahead.last_ready_s = now_s;
  ahead.last_ready_inlet = inlet;
  ahead.candidates.push_back({now_s, inlet, train});
  plan_grant(link, now_s);
}

void LatticeRun::on_grant(std::size_t link, double now_s) {
  Link& state = links_[link];
  const auto first = std::min_element(state.candidates.begin(), state.candidates.end());
  const Candidate chosen = *first;
  state.candidates.erase(first);
  state.grant_pending = false;
  Train& train = trains_[chosen.train];
  if (chosen.inlet != kNone) ++train.leg;
  std::vector<std::size_t>& entered = result_.entry_order[link];
  train.leader[train.leg] = entered.empty() ? kNone : entered.back();
  entered.push_back(chosen.train);
  pass(chosen.train, now_s);
  if (chosen.inlet == kNone) plan_next_departure(link, now_s);
  plan_grant(link, now_s);
}

void LatticeRun::pass(std::size_t train, double now_s) {
  Train& state = trains_[train];
  const std::size_t point = state.point++;
  result_.point_time_s[train][point] = now_s;
  if (point < end_point(train)) plan_next_point(train);
  wake(train, point);
}

LatticeResult LatticeRun::run() {
  for (std::size_t link = 0; link < links_.size(); ++link) {
    plan_next_departure(link, -std::numeric_limits<double>::infinity());
  }
  while (!events_.empty()) {
    const Event event = events_.top();
    events_.pop();
    if (event.time_s < now_s_) throw std::logic_error("the lattice's time ran backwards");
    now_s_ = event.time_s;
    if (event.kind == Kind::ready) on_ready(event.subject, now_s_);
    if (event.kind == Kind::grant) on_grant(event.subject, now_s_);
  }
  for (std::size_t n = 0; n < trains_.size(); ++n) {
    for (const std::size_t point : trains_[n].first_point) {
      result_.boundary_time_s[n].push_back(result_.point_time_s[n][point]);
    }
    if (trains_[n].point <= end_point(n)) result_.stuck_trains.push_back(n);
  }
  return std::move(result_);
}

}  // namespace

LatticeResult run_lattice(const Scene& scene) { return LatticeRun(scene).run(); }

}  // namespace dimai::tests
