#include <algorithm>
#include <cmath>

#include "models/physics/dip.hpp"
#include "tests/models/guideway/oracle/lattice_order.hpp"
#include "tests/models/guideway/oracle/lattice_run.hpp"

// Who enters a link of the lattice, and when.

namespace dimai::tests {

namespace {

constexpr double kHeld_s = 1e-9;  ///< more than rounding makes of no delay

}  // namespace

/// The least time, not before `time_s`, at which the entry of a link is open.
double LatticeRun::when_open(std::size_t link, double time_s) {
  bool moved = true;
  while (moved) {
    moved = false;
    for (const SceneClosure& closure : scene_.closures) {
      if (closure.link != link) continue;
      note_margin(std::abs(time_s - closure.begin_s));
      if (time_s < closure.begin_s || time_s >= closure.end_s) continue;
      time_s = closure.end_s;
      moved = true;
    }
  }
  return time_s;
}

/// When another train may enter as far as those on the link are concerned; NaN: not known yet.
double LatticeRun::when_free(std::size_t link) const {
  const std::size_t last = links_[link].last_unit;
  if (last == kNone) return -kNever_s;
  const std::size_t cells = units_.cells(last) + scene_.gap_cells;
  return units_.time_at(last, units_.start_of(last, link) + cells) + scene_.links[link].tau_s;
}

void LatticeRun::add_candidate(std::size_t link, const Candidate& candidate, double now_s) {
  Link& row = links_[link];
  if (candidate.inlet != row.last_ready_inlet) note_margin(now_s - row.last_ready_s);
  if (late_may_win() && candidate.inlet != row.last_served) note_margin(now_s - row.last_grant_s);
  if (scene_.couples && row.newest != kNone && !std::isnan(trains_[row.newest].tail_in_s))
    note_margin(std::abs(now_s - trains_[row.newest].tail_in_s));
  row.last_ready_s = now_s;
  row.last_ready_inlet = candidate.inlet;
  row.candidates.push_back(candidate);
  decide(link, now_s);
}

/// Announces when a link takes its next train, once it has a candidate and its last train is far
/// enough in.
void LatticeRun::plan_grant(std::size_t link, double now_s) {
  Link& row = links_[link];
  ++row.version;
  if (row.candidates.empty()) return;
  const double free_s = when_free(link);
  if (std::isnan(free_s)) {
    const std::size_t last = row.last_unit;
    const std::size_t cells = units_.cells(last) + scene_.gap_cells;
    waiters_[last].push_back({units_.start_of(last, link) + cells, true, link, row.version});
    return;
  }
  events_.push({when_open(link, std::max(now_s, free_s)), Kind::grant, link, row.version});
}

bool LatticeRun::precedes(std::size_t link, const Candidate& a, const Candidate& b) const {
  if (scene_.merge == SceneMerge::priority) {
    const auto priority = [&](const Candidate& c) {
      return c.inlet == kNone ? 0 : scene_.links[c.inlet].priority;
    };
    if (priority(a) != priority(b)) return priority(a) > priority(b);
  }
  const Link& row = links_[link];
  if (scene_.merge == SceneMerge::zipper && row.any_served) {
    const bool a_was = a.inlet == row.last_served;
    const bool b_was = b.inlet == row.last_served;
    if (a_was != b_was) return b_was;
  }
  return std::tie(a.ready_s, a.inlet) < std::tie(b.ready_s, b.inlet);
}

std::size_t LatticeRun::choose(std::size_t link) const {
  const std::vector<Candidate>& all = links_[link].candidates;
  std::size_t best = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (precedes(link, all[i], all[best])) best = i;
  }
  return best;
}

/// How little decided between those who are ready.
void LatticeRun::note_choice(std::size_t link) {
  for (const Candidate& a : links_[link].candidates) {
    for (const Candidate& b : links_[link].candidates) {
      if (a.inlet == b.inlet) continue;
      note_margin(std::abs(a.ready_s - b.ready_s));
    }
  }
}

std::size_t LatticeRun::run_of(const Candidate& candidate) const {
  const Train& train = trains_[candidate.train];
  if (candidate.inlet == kNone) return train.members.size();
  std::size_t count = 1;
  while (count < train.members.size() && units_.ahead(train.members[count], train.link) ==
                                             units_.ahead(train.members[0], train.link))
    ++count;
  return count;
}

/// Whether the delay until now fits into the link behind as one dip of speed.
bool LatticeRun::dip_fits(const Candidate& candidate, double now_s) {
  const double delay_s = now_s - trains_[candidate.train].free_s;
  if (candidate.inlet == kNone || std::isinf(scene_.rate_m_s2) || delay_s <= kHeld_s) return true;
  const SceneLink& behind = scene_.links[candidate.inlet];
  const auto longest_s = [&](std::size_t anchor) {
    const double zone_m = static_cast<double>(behind.cells - anchor) * scene_.dx_m;
    return models::longest_dip_delay_s(zone_m, behind.speed_m_s,
                                       {scene_.rate_m_s2, scene_.rate_m_s2});
  };
  const double at_least_s = longest_s(links_[candidate.inlet].most_anchor);
  const double at_most_s = longest_s(links_[candidate.inlet].least_anchor);
  if (delay_s > at_least_s && delay_s <= at_most_s) note_margin(0.0);
  note_margin(std::abs(delay_s - at_least_s));
  note_margin(std::abs(delay_s - at_most_s));
  if (delay_s > at_most_s) ++result_.short_dips;
  return delay_s <= at_most_s;
}

/// Whether a candidate and the newest train are parts of one, and the rear of it came late.
bool LatticeRun::closes_up(std::size_t link, const Candidate& candidate, double now_s) const {
  const Train& ahead = trains_[links_[link].newest];
  const Train& train = trains_[candidate.train];
  const auto part_of = std::find(ahead.came_of.begin(), ahead.came_of.end(), train.cutting);
  return candidate.inlet != kNone && train.cutting != kNone && part_of != ahead.came_of.end() &&
         ahead.tail_in_s < now_s;
}

bool LatticeRun::may_join(std::size_t link, const Candidate& candidate, double now_s) {
  const Train& ahead = trains_[links_[link].newest];
  if (ahead.members.size() + run_of(candidate) > scene_.most_capsules) return false;
  const bool was_one = closes_up(link, candidate, now_s);
  if (!was_one && ahead.tail_in_s != now_s) return false;
  if (std::isnan(ahead.tail_in_s)) return false;
  if (!was_one && links_[link].last_joined_s != now_s) note_margin(now_s - candidate.since_s);
  if (ahead.tail_held_s > kHeld_s) note_margin(ahead.tail_held_s);
  if (ahead.tail_held_s > kHeld_s) return false;
  if (was_one) return true;
  const bool slower = candidate.inlet != kNone &&
                      scene_.links[candidate.inlet].speed_m_s < scene_.links[link].speed_m_s;
  return !slower && dip_fits(candidate, now_s);
}

/// Links that a candidate's first capsule has in common with the last one of the newest train.
std::size_t LatticeRun::in_common(std::size_t link, const Candidate& candidate) const {
  const Unit& last = units_[links_[link].last_unit];
  const Unit& first = units_[trains_[candidate.train].members.front()];
  const auto path = [&](const Unit& unit) -> const std::vector<std::size_t>& {
    return scene_.trains[unit.capsule].path;
  };
  const auto leg = [&](const Unit& unit) {
    return static_cast<std::size_t>(std::find(path(unit).begin(), path(unit).end(), link) -
                                    path(unit).begin());
  };
  if (scene_.links[path(last).back()].to == scene_.links[path(first).back()].to) return kNone;
  return common_links(path(last), leg(last), path(first), leg(first));
}

/// Lets a candidate couple to the newest train now; false if none can.
bool LatticeRun::try_join(std::size_t link, double now_s) {
  Link& row = links_[link];
  if (!scene_.couples || row.candidates.empty() || row.newest == kNone) return false;
  if (trains_[row.newest].link != link) return false;
  if (when_free(link) <= now_s) {  // at the very moment it might have closed up, or entered alone
    for (const Candidate& each : row.candidates) {
      if (closes_up(link, each, now_s)) note_margin(each.since_s - when_free(link));
    }
    return false;
  }
  if (when_open(link, now_s) > now_s) return false;
  std::size_t joining = row.candidates.size();
  if (scene_.merge != SceneMerge::concatenating) {
    const std::size_t first = choose(link);
    if (may_join(link, row.candidates[first], now_s)) joining = first;
  } else {
    for (std::size_t i = 0; i < row.candidates.size(); ++i) {
      if (!may_join(link, row.candidates[i], now_s)) continue;
      if (joining == row.candidates.size()) {
        joining = i;
        continue;
      }
      const std::size_t here = in_common(link, row.candidates[i]);
      const std::size_t best = in_common(link, row.candidates[joining]);
      if (here > best ||
          (here == best && precedes(link, row.candidates[i], row.candidates[joining])))
        joining = i;
    }
  }
  if (joining == row.candidates.size()) return false;
  note_choice(link);
  enter(link, joining, true, now_s);
  return true;
}

void LatticeRun::decide(std::size_t link, double now_s) {
  while (try_join(link, now_s)) {
  }
  plan_grant(link, now_s);
}

void LatticeRun::on_grant(std::size_t link, double now_s) {
  note_choice(link);
  const std::size_t chosen = choose(link);
  const Candidate& first = links_[link].candidates[chosen];
  for (const Candidate& other : links_[link].candidates) {
    if (late_may_win() && other.inlet != first.inlet) note_margin(now_s - first.since_s);
  }
  enter(link, chosen, false, now_s);
  links_[link].last_grant_s = now_s;
  decide(link, now_s);
}

/// A candidate, or the front of it that goes there, passes into the link.
void LatticeRun::enter(std::size_t link, std::size_t place, bool joins, double now_s) {
  const Candidate chosen = links_[link].candidates[place];
  links_[link].candidates.erase(links_[link].candidates.begin() +
                                static_cast<std::ptrdiff_t>(place));
  std::size_t part = chosen.train;
  const std::vector<std::size_t> all = trains_[part].members;
  if (chosen.inlet != kNone) {
    part = take_front(chosen.train, now_s);
    leave_link(part, chosen.inlet, now_s);
  }
  const std::size_t newest = links_[link].newest;
  Train& row = trains_[part];
  row.link = link;
  row.offset = 0;
  row.run_from_s = now_s;
  row.due_s = now_s;
  row.tail_in_s = kNotKnown;
  for (const std::size_t unit : row.members) units_[unit].came_of = row.cutting;
  row.came_of = {row.cutting};
  row.cutting = kNone;
  row.free_s = now_s + static_cast<double>(scene_.links[link].cells) * scene_.dx_m /
                           scene_.links[link].speed_m_s;
  std::size_t before = links_[link].last_unit;
  for (std::size_t k = 0; k < row.members.size(); ++k) {
    const std::size_t unit = row.members[k];
    const bool coupled = joins || k > 0;
    const std::size_t gap = coupled ? scene_.coupling_cells : scene_.gap_cells;
    const std::size_t cells = before == kNone ? 0 : units_.cells(before) + gap;
    units_[unit].follows[units_.leg_of(unit, link)] = {before, cells, coupled};
    result_.entry_order[link].push_back(unit);
    before = unit;
  }
  set_times(part, now_s);
  links_[link].last_unit = before;
  links_[link].last_served = chosen.inlet;
  links_[link].any_served = true;
  const std::vector<std::size_t> moved = row.members;
  if (joins) {
    ++result_.couplings;
    links_[link].last_joined_s = now_s;
    const std::size_t first = trains_[newest].members.size();
    for (const std::size_t unit : moved) trains_[newest].members.push_back(unit);
    ++row.version;
    row.link = kNone;
    close_up(newest, first, now_s);
  } else {
    links_[link].newest = part;
    plan_next_point(part);
  }
  if (part != chosen.train) plan_next_point(chosen.train);
  if (chosen.inlet == kNone) {
    links_[link].source.pop_front();
    plan_source(link, now_s);
  }
  wake(all, now_s);
}

/// Members from `first` on have joined the train: their first is at the link's start now. If the
/// train's front is farther than its place ahead of them it has lost the time that they need.
void LatticeRun::close_up(std::size_t ahead, std::size_t first, double now_s) {
  Train& train = trains_[ahead];
  const std::size_t reached = train.offset;
  const std::size_t place = behind_front(train, first);
  const bool apart = train.tail_in_s < now_s;
  train.tail_in_s = kNotKnown;
  result_.reclosings += apart ? 1 : 0;
  if (!apart && reached <= place) return;
  const std::size_t tail = length_of(train.members) + scene_.coupling_cells;
  double time_s = now_s;
  std::vector<std::size_t> joined(train.members.begin() + static_cast<std::ptrdiff_t>(first),
                                  train.members.end());
  for (std::size_t offset = place; offset <= reached; ++offset) {
    if (offset > place) time_s += step_s(train, offset);
    std::size_t behind = place;
    for (const std::size_t unit : joined) {
      const std::size_t point = units_.start_of(unit, train.link) + offset;
      if (point >= behind) units_[unit].time_s[point - behind] = time_s;
      behind += units_.cells(unit) + scene_.coupling_cells;
    }
    if (offset != tail) continue;
    train.tail_in_s = time_s;
    train.tail_held_s = 0.0;
    events_.push({time_s, Kind::decide, train.link, 0});
  }
  train.free_s += std::max(0.0, time_s - train.run_from_s);
  train.run_from_s = time_s;
  train.due_s = time_s;
  const Units::Ahead next = units_.ahead(train.members.front(), train.link);
  if (next.kind == Units::Ahead::Kind::link) {  // it may have come to the end already
    std::vector<Candidate>& all = links_[next.link].candidates;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const Candidate& c) { return c.train == ahead; }),
              all.end());
    plan_grant(next.link, now_s);
  }
  plan_next_point(ahead);
}

}  // namespace dimai::tests
