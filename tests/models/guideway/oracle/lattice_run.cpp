#include "tests/models/guideway/oracle/lattice_run.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace dimai::tests {

using Ahead = Units::Ahead;

LatticeRun::LatticeRun(const Scene& scene)
    : scene_(scene), units_(scene), waiters_(units_.size()), links_(scene.links.size()) {
  result_.least_margin_s = kNever_s;
  result_.entry_order.resize(links_.size());
  for (const SceneClosure& closure : scene.closures)
    events_.push({closure.end_s, Kind::decide, closure.link, 0});
  fill_sources();
}

void LatticeRun::note_margin(double margin_s) {
  result_.least_margin_s = std::min(result_.least_margin_s, margin_s);
}

std::size_t LatticeRun::length_of(const std::vector<std::size_t>& members) const {
  std::size_t cells = (members.size() - 1) * scene_.coupling_cells;
  for (const std::size_t unit : members) cells += units_.cells(unit);
  return cells;
}

/// Cells from the train's front to that of one of its members.
std::size_t LatticeRun::behind_front(const Train& train, std::size_t member) const {
  std::size_t cells = 0;
  for (std::size_t k = 0; k < member; ++k)
    cells += units_.cells(train.members[k]) + scene_.coupling_cells;
  return cells;
}

/// Time of the train's last step to `offset`: of its capsules the slowest decides.
double LatticeRun::step_s(const Train& train, std::size_t offset) const {
  double speed_m_s = scene_.links[train.link].speed_m_s;
  std::size_t behind = 0;
  for (const std::size_t unit : train.members) {
    if (behind >= offset) {
      const auto point = static_cast<std::ptrdiff_t>(units_.start_of(unit, train.link) + offset) -
                         static_cast<std::ptrdiff_t>(behind);
      speed_m_s = std::min(speed_m_s, units_.speed_to(unit, point));
    }
    behind += units_.cells(unit) + scene_.coupling_cells;
  }
  return scene_.dx_m / speed_m_s;
}

/// The train's front is at its offset: so its members are at points of their own paths.
void LatticeRun::set_times(std::size_t train, double now_s) {
  const Train& row = trains_[train];
  std::size_t behind = 0;
  for (const std::size_t unit : row.members) {
    const std::size_t point = units_.start_of(unit, row.link) + row.offset;
    if (point >= behind) units_[unit].time_s[point - behind] = now_s;
    behind += units_.cells(unit) + scene_.coupling_cells;
  }
}

void LatticeRun::wake(const std::vector<std::size_t>& units, double now_s) {
  for (const std::size_t unit : units) {
    std::vector<Waiter> waiters;
    std::swap(waiters, waiters_[unit]);
    for (const Waiter& waiter : waiters) {
      if (std::isnan(units_.time_at(unit, waiter.point))) {
        waiters_[unit].push_back(waiter);
      } else if (waiter.is_link) {
        if (links_[waiter.subject].version == waiter.version) plan_grant(waiter.subject, now_s);
      } else if (trains_[waiter.subject].version == waiter.version) {
        plan_next_point(waiter.subject);
      }
    }
  }
}

/// The train's front passes the next point of its link, which is not the last one.
void LatticeRun::pass(std::size_t train, double now_s) {
  Train& row = trains_[train];
  row.due_s += step_s(row, row.offset + 1);
  ++row.offset;
  row.run_from_s = now_s;
  if (row.offset == length_of(row.members) + scene_.coupling_cells) {
    row.tail_in_s = now_s;
    row.tail_held_s = now_s - row.due_s;
    if (links_[row.link].newest == train) events_.push({now_s, Kind::decide, row.link, 0});
  }
  set_times(train, now_s);
  plan_next_point(train);
  wake(std::vector<std::size_t>(trains_[train].members), now_s);
}

/// Announces when a train could pass its next point by the rules of the link that it is on.
void LatticeRun::plan_next_point(std::size_t train) {
  Train& row = trains_[train];
  ++row.version;
  const std::size_t front = row.members.front();
  const SceneLink& link = scene_.links[row.link];
  const Follow& follow = units_[front].follows[units_.leg_of(front, row.link)];
  double time_s = std::max(row.due_s + step_s(row, row.offset + 1),
                           row.run_from_s + scene_.dx_m / link.speed_m_s);
  if (follow.unit != kNone) {
    const std::size_t point =
        units_.start_of(follow.unit, row.link) + row.offset + 1 + follow.cells;
    const double clear_s = units_.time_at(follow.unit, point);
    if (std::isnan(clear_s)) {
      waiters_[follow.unit].push_back({point, false, train, row.version});
      return;
    }
    double apart_s = follow.coupled ? 0.0 : link.tau_s;
    if (row.offset + 1 == link.cells && scene_.switch_s > 0.0) {
      const Ahead mine = units_.ahead(front, row.link);
      const Ahead theirs = units_.ahead(follow.unit, row.link);
      const bool same =
          mine == theirs || (mine.kind != Ahead::Kind::link && theirs.kind != Ahead::Kind::link);
      if (!same) apart_s = std::max(apart_s, scene_.switch_s);
    }
    time_s = std::max(time_s, clear_s + apart_s);
  }
  events_.push({time_s, Kind::ready, train, row.version});
}

void LatticeRun::on_ready(std::size_t train, double now_s) {
  const Train& row = trains_[train];
  if (row.offset + 1 < scene_.links[row.link].cells) return pass(train, now_s);
  const Ahead ahead = units_.ahead(row.members.front(), row.link);
  if (ahead.kind == Ahead::Kind::link) {
    add_candidate(ahead.link, {now_s, row.link, train, now_s}, now_s);
    return;
  }
  const std::size_t link = row.link;
  const std::vector<std::size_t> all = trains_[train].members;
  const std::size_t part = take_front(train, now_s);
  leave_link(part, link, now_s);
  const std::vector<std::size_t> members = trains_[part].members;
  trains_[part].link = kNone;
  finish(members, link, now_s);
  if (ahead.kind == Ahead::Kind::yard) stand(members, link, now_s);
  if (part != train) plan_next_point(train);
  wake(all, now_s);
}

/// The members, whose first has passed the link's end, run on to the ends of their paths.
void LatticeRun::finish(const std::vector<std::size_t>& members, std::size_t link, double now_s) {
  const double step = scene_.dx_m / scene_.links[link].speed_m_s;
  std::size_t behind = 0;
  for (const std::size_t unit : members) {
    const std::size_t end = units_.end_of(unit);
    for (std::size_t back = 0; back <= std::min(behind, end); ++back) {
      units_[unit].time_s[end - back] = now_s + static_cast<double>(behind - back) * step;
    }
    behind += units_.cells(unit) + scene_.coupling_cells;
  }
}

/// The capsules at the front of a train that go the same way from the end of its link, whose front
/// passes it now: a train of their own if they are not all of it.
std::size_t LatticeRun::take_front(std::size_t train, double now_s) {
  const std::size_t link = trains_[train].link;
  const std::vector<std::size_t> all = trains_[train].members;
  std::size_t count = 1;
  while (count < all.size() && units_.ahead(all[count], link) == units_.ahead(all[0], link))
    ++count;
  Train& row = trains_[train];
  row.offset = scene_.links[link].cells;
  row.due_s += step_s(row, row.offset);
  set_times(train, now_s);
  if (count == all.size()) return train;
  ++result_.cuts;
  if (row.cutting == kNone) row.cutting = cutting_count_++;
  Train part = row;
  const std::size_t behind = behind_front(row, count);
  if (behind > row.offset) throw std::invalid_argument("a train is longer than its link");
  part.members.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
  row.members.erase(row.members.begin(), row.members.begin() + static_cast<std::ptrdiff_t>(count));
  row.came_of.push_back(units_[row.members.front()].came_of);
  row.offset -= behind;
  row.run_from_s = now_s;
  row.free_s += static_cast<double>(behind) * scene_.dx_m / scene_.links[link].speed_m_s;
  trains_.push_back(part);
  return trains_.size() - 1;
}

/// A train, or the front part of one, is off the link behind.
void LatticeRun::leave_link(std::size_t part, std::size_t link, double now_s) {
  constexpr double kRounding_s = 1e-6;
  const Train& row = trains_[part];
  LatticeCrossing crossing{now_s, link, {}};
  for (const std::size_t unit : row.members) crossing.capsules.push_back(units_[unit].capsule);
  result_.crossings.push_back(crossing);
  Link& from = links_[link];
  const std::size_t cells = length_of(row.members) + scene_.gap_cells;
  const std::size_t longest = scene_.links[link].cells;
  const double delay_s = now_s - row.free_s;
  from.least_anchor = delay_s > kRounding_s ? std::min(longest, from.least_anchor + cells) : 0;
  from.most_anchor = delay_s > -kRounding_s ? std::min(longest, from.most_anchor + cells) : 0;
}

LatticeResult LatticeRun::run() {
  double now_s = -kNever_s;
  while (!events_.empty()) {
    const Event event = events_.top();
    events_.pop();
    if (event.time_s < now_s) throw std::logic_error("the lattice's time ran backwards");
    now_s = event.time_s;
    switch (event.kind) {
      case Kind::ready:
        if (trains_[event.subject].version == event.version) on_ready(event.subject, now_s);
        break;
      case Kind::source_ready:
        on_source_ready(event.subject, now_s);
        break;
      case Kind::yard_timer:
        if (links_[event.subject].wait_number == event.version) form(event.subject, now_s);
        break;
      case Kind::decide:
        decide(event.subject, now_s);
        break;
      case Kind::grant:
        if (links_[event.subject].version == event.version) on_grant(event.subject, now_s);
        break;
    }
  }
  for (std::size_t n = 0; n < units_.size(); ++n) {
    const Unit& unit = units_[n];
    std::vector<double>& boundaries_s = result_.boundary_time_s.emplace_back();
    for (const std::size_t point : unit.first_point) boundaries_s.push_back(unit.time_s[point]);
    result_.point_time_s.push_back(unit.time_s);
    const bool ends_here = unit.next_unit == kNone;
    if (ends_here && std::isnan(unit.time_s.back())) result_.stuck_trains.push_back(unit.capsule);
  }
  return std::move(result_);
}

LatticeResult run_lattice(const Scene& scene) { return LatticeRun(scene).run(); }

}  // namespace dimai::tests
