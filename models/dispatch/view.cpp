#include "models/dispatch/view.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace dimai::models {

namespace {

bool says_the_same(const View::Row& row, const CapsuleReport& report) {
  return row.at_ns == report.at_ns && row.plan == report.state.plan && !row.pending &&
         row.leg == report.state.leg && row.leg_end_ns == report.state.leg_end_ns &&
         row.free_ns == report.free_ns && row.portal == report.portal &&
         row.idle == report.state.idle;
}

/// Of two reports of one instant gossip brings both again and again, so the same one must count
/// everywhere: that of the later leg, then of the later end. Else each would be news after the
/// other.
bool counts_less(const CapsuleReport& report, const View::Row& row) {
  using Key = std::tuple<std::uint32_t, std::int64_t, std::int64_t, std::uint32_t>;
  return Key{report.state.leg, report.state.leg_end_ns, report.free_ns, report.portal} <=
         Key{row.leg, row.leg_end_ns, row.free_ns, row.portal};
}

}  // namespace

View::View(std::size_t capsule_classes, std::size_t portals)
    : portals_(portals), supply_(capsule_classes, portals), counts_(capsule_classes, 0) {}

View::View(std::size_t capsule_classes, WhoKnows& who_knows, std::uint32_t site)
    : who_knows_(&who_knows),
      site_(site),
      supply_(0, 0),
      small_(capsule_classes),
      counts_(capsule_classes, 0) {}

View::Row* View::find(CapsuleIndex capsule) {
  if (large()) {
    if (capsule.value >= rows_.size() || !rows_[capsule.value].known) return nullptr;
    return &rows_[capsule.value];
  }
  const WhoKnows::Slot slot = who_knows_->find(capsule, site_);
  return slot.place == WhoKnows::kNone ? nullptr : &small_[slot.group][slot.place].row;
}

View::Row& View::add(const CapsuleReport& report) {
  const CapsuleIndex capsule = report.capsule;
  if (large()) {
    if (capsule.value >= rows_.size()) rows_.resize(std::size_t{capsule.value} + 1);
    return rows_[capsule.value];
  }
  std::vector<SmallRow>& rows = small_[report.capsule_class];
  const auto place = static_cast<std::uint32_t>(rows.size());
  who_knows_->put(capsule, site_, {report.capsule_class, place});
  rows.push_back({capsule, {}});
  return rows.back().row;
}

/// Of a small one; the last row of the class takes the place of this one.
void View::drop(CapsuleIndex capsule) {
  const WhoKnows::Slot slot = who_knows_->find(capsule, site_);
  std::vector<SmallRow>& rows = small_[slot.group];
  rows[slot.place] = rows.back();
  who_knows_->put(rows.back().capsule, site_, slot);
  rows.pop_back();
  who_knows_->erase(capsule, site_);
}

void View::offer(CapsuleIndex capsule, Row& row, bool mine) {
  if (row.offered != mine) counts_[row.capsule_class] += mine ? 1 : std::size_t(-1);
  row.offered = mine;
  if (!large()) return;
  if (mine) {
    supply_.offer(capsule, row.capsule_class, row.portal, row.free_ns);
  } else {
    supply_.withdraw(capsule);
  }
}

bool View::hear(const CapsuleReport& report, bool mine, Row* row) {
  const CapsuleIndex capsule = report.capsule;
  if (row == nullptr) {
    if (!mine) return false;
    row = &add(report);
    row->known = true;
    row->capsule_class = report.capsule_class;
  } else {
    const bool older = report.state.plan < row->plan ||
                       (report.state.plan == row->plan && report.at_ns < row->at_ns) ||
                       (report.state.plan == row->plan && report.at_ns == row->at_ns &&
                        report.hops > 0 && counts_less(report, *row));
    if (older || (row->offered == mine && says_the_same(*row, report))) return false;
  }
  const bool same_offer =
      row->offered == mine && row->portal == report.portal && row->free_ns == report.free_ns;
  row->free_ns = report.free_ns;
  row->leg_end_ns = report.state.leg_end_ns;
  row->at_ns = report.at_ns;
  row->portal = report.portal;
  row->plan = report.state.plan;
  row->leg = report.state.leg;
  row->idle = report.state.idle;
  row->pending = false;
  if (!same_offer) offer(capsule, *row, mine);
  if (!mine && !large()) drop(capsule);
  return true;
}

void View::hear_places(std::uint32_t portal, std::int64_t free, std::int64_t at_ns) {
  Places& places = places_[portal];
  if (at_ns < places.at_ns) return;
  places = {free, at_ns};
}

void View::reserve(CapsuleIndex capsule, std::uint32_t portal, std::int64_t free_ns, bool mine) {
  Row& row = *find(capsule);
  ++row.plan;
  row.pending = true;
  if (row.idle) row.leg_end_ns = free_ns;  // until it says what it does
  row.idle = false;
  row.portal = portal;
  row.free_ns = free_ns;
  offer(capsule, row, mine);
}

void View::forget_order(CapsuleIndex capsule) {
  Row* row = find(capsule);
  if (row == nullptr) return;
  row->plan = 0;  // whatever is reported next counts
  row->pending = false;
  offer(capsule, *row, false);
}

/// One that should have come to its end already would look as if it were free now.
bool View::postpone_if_late(CapsuleIndex capsule, Row& row, std::int64_t now_ns) {
  const std::int64_t late_ns = now_ns - row.leg_end_ns;
  if (row.idle || late_ns <= 0) return false;
  row.leg_end_ns = now_ns + late_ns;
  row.free_ns += 2 * late_ns;
  offer(capsule, row, true);
  return true;
}

std::optional<Supply::Choice> View::soonest(std::uint32_t capsule_class, std::uint32_t portal,
                                            std::int64_t now_ns, EmptyTimes& times,
                                            const Foresight* foresight) {
  if (large()) {
    while (true) {
      const auto choice = foresight != nullptr
                              ? supply_.farsighted(capsule_class, portal, now_ns, times, *foresight)
                              : supply_.soonest(capsule_class, portal, now_ns, times);
      if (!choice || !postpone_if_late(choice->capsule, rows_[choice->capsule.value], now_ns))
        return choice;
    }
  }
  using Key = std::tuple<std::int64_t, std::int64_t, std::uint32_t>;
  std::optional<Key> best;
  for (auto& [capsule, row] : small_[capsule_class]) {
    if (!row.offered) continue;
    postpone_if_late(capsule, row, now_ns);
    const std::int64_t ready_ns = std::max(row.free_ns, now_ns);
    if (best && ready_ns > std::get<0>(*best)) continue;
    const auto way_ns = row.portal == portal ? std::optional<std::int64_t>(0)
                                             : times.time_ns(capsule_class, row.portal, portal);
    if (!way_ns) continue;
    const Key key{ready_ns + *way_ns, row.free_ns, capsule.value};
    if (!best || key < *best) best = key;
  }
  if (!best) return std::nullopt;
  return Supply::Choice{CapsuleIndex{std::get<2>(*best)}, std::get<0>(*best)};
}

std::vector<KnownPlace> View::known(std::uint32_t capsule_class, std::int64_t now_ns) {
  std::vector<KnownPlace> list;
  const auto add = [&](CapsuleIndex capsule, const Row& row) {
    if (!row.known || !row.offered || row.capsule_class != capsule_class) return;
    list.push_back({capsule, row.portal, row.idle ? now_ns : std::max(row.free_ns, now_ns + 1)});
  };
  for (std::uint32_t i = 0; i < rows_.size(); ++i) add(CapsuleIndex{i}, rows_[i]);
  if (!large()) {
    for (const auto& [capsule, row] : small_[capsule_class]) add(capsule, row);
    std::sort(list.begin(), list.end(), [](const KnownPlace& a, const KnownPlace& b) {
      return a.capsule.value < b.capsule.value;
    });
  }
  return list;
}

void View::clear() {
  const std::size_t classes = counts_.size();
  if (large()) {
    *this = View(classes, portals_);
    return;
  }
  for (const std::vector<SmallRow>& rows : small_) {
    for (const SmallRow& row : rows) who_knows_->erase(row.capsule, site_);
  }
  *this = View(classes, *who_knows_, site_);
}

}  // namespace dimai::models
