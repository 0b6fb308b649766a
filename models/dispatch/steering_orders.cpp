#include <algorithm>

#include "models/dispatch/dispatch.hpp"

// Idle capsules that are sent ahead of demand.

namespace dimai::models {

/// Idle capsules that go where they will be wanted, as far as the site knows of them.
void Dispatch::decide_moves(std::uint32_t index, Decision& decision) {
  const std::uint32_t c = decision.task.subject;
  View& view = sites_[index].view;
  const auto& portals = setup_.router->portals();
  const std::vector<KnownPlace> known = view.known(c, now_ns());
  std::vector<std::vector<CapsuleIndex>> idle(portals.size());
  for (const KnownPlace& row : known) {
    if (view.find(row.capsule)->idle) idle[row.portal].push_back(row.capsule);
  }
  std::vector<std::int64_t> room(portals.size(), 0);
  for (const auto& [portal, places] : view.places())
    room[portal] = std::max<std::int64_t>(places.free, 0);
  for (const EmptyMove& move : fleet_->moves(c, now_ns(), known, room)) {
    for (std::int64_t n = 0; n < move.count && !idle[move.from].empty(); ++n) {
      const CapsuleIndex capsule = idle[move.from].back();
      idle[move.from].pop_back();
      const View::Row& row = *view.find(capsule);
      note_age(DecisionKind::empties, row.at_ns);
      add_parking_order(index, {capsule, portals[move.from], portals[move.to], row.plan, true},
                        decision);
    }
  }
}

void Dispatch::steer() {
  for (std::uint32_t i = 0; i < sites_.size(); ++i) {
    for (std::uint32_t c = 0; c < setup_.profile_of_class.size(); ++c) {
      DispatchTask task;
      task.kind = DecisionKind::empties;
      task.subject = c;
      task.home = i;
      task.since_ns = now_ns();
      if (sites_[i].working) take_task(i, task);
    }
  }
  after(fleet_->steering_interval_ns(), steer_due, 0);
}

}  // namespace dimai::models
