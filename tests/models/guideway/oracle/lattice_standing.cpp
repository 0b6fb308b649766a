#include <algorithm>
#include <cmath>

#include "tests/models/guideway/oracle/lattice_order.hpp"
#include "tests/models/guideway/oracle/lattice_run.hpp"

// Where trains of the lattice begin: portals, and yards where they are formed standing.

namespace dimai::tests {

void LatticeRun::fill_sources() {
  std::vector<std::size_t> order(scene_.trains.size());
  for (std::size_t n = 0; n < order.size(); ++n) order[n] = n;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scene_.trains[a].departure_s < scene_.trains[b].departure_s;
  });
  for (const std::size_t n : order) {
    Train train;
    train.members = {n};
    const std::size_t link = units_[n].path.front();
    const double ramp_s = scene_.links[link].speed_m_s / scene_.rate_m_s2;
    links_[link].source.push_back({trains_.size(), scene_.trains[n].departure_s + ramp_s});
    trains_.push_back(train);
  }
  for (std::size_t link = 0; link < links_.size(); ++link) plan_source(link, -kNever_s);
}

void LatticeRun::plan_source(std::size_t link, double now_s) {
  const std::deque<Source>& source = links_[link].source;
  if (source.empty()) return;
  events_.push({std::max(now_s, source.front().ready_s), Kind::source_ready, link, 0});
}

void LatticeRun::on_source_ready(std::size_t link, double now_s) {
  const Source& first = links_[link].source.front();
  add_candidate(link, {first.ready_s, kNone, first.train, now_s}, now_s);
}

/// Capsules leave the line at the end of link `from`, one behind the other, and wait for others.
void LatticeRun::stand(const std::vector<std::size_t>& units, std::size_t from, double now_s) {
  const SceneYard& yard = scene_.nodes[scene_.links[from].to].yard;
  const double speed_m_s = scene_.links[from].speed_m_s;
  const std::size_t link = units_[units_[units.front()].next_unit].path.front();
  Link& row = links_[link];
  std::size_t behind = 0;
  for (const std::size_t unit : units) {
    if (!row.waiting.empty()) note_margin(std::abs(row.wait_until_s - now_s));
    if (row.waiting.empty()) {
      row.wait_until_s = now_s + yard.window_s;
      events_.push({row.wait_until_s, Kind::yard_timer, link, row.wait_number});
    }
    const double after_s = static_cast<double>(behind) * scene_.dx_m / speed_m_s;
    row.waiting.push_back({units_[unit].next_unit, now_s + speed_m_s / scene_.rate_m_s2 + after_s});
    behind += units_.cells(unit) + scene_.coupling_cells;
    if (row.waiting.size() >= std::min(yard.size, scene_.most_capsules)) form(link, now_s);
  }
}

/// All that wait for the link are coupled and go up the ramp.
void LatticeRun::form(std::size_t link, double now_s) {
  const std::size_t node = scene_.links[link].from;
  Link& row = links_[link];
  ++row.wait_number;
  std::vector<Waiting> waiting;
  waiting.swap(row.waiting);
  const OrderAhead order(scene_, node);
  const auto portal = [&](const Waiting& one) {
    return scene_.links[scene_.trains[units_[one.unit].capsule].path.back()].to;
  };
  std::stable_sort(waiting.begin(), waiting.end(), [&](const Waiting& a, const Waiting& b) {
    return order.before(portal(a), portal(b));
  });
  Train train;
  double ready_s = now_s;
  for (const Waiting& one : waiting) {
    train.members.push_back(one.unit);
    ready_s = std::max(ready_s, one.at_rest_s);
  }
  if (waiting.size() > 1) {
    ready_s += scene_.nodes[node].yard.latch_s;
    ++result_.formed;
  }
  ready_s += scene_.links[link].speed_m_s / scene_.rate_m_s2;
  const bool waits = !row.source.empty();  // for one before it
  row.source.push_back({trains_.size(), ready_s});
  trains_.push_back(train);
  if (!waits) plan_source(link, now_s);
}

}  // namespace dimai::tests
