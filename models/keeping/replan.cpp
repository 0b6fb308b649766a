#include <vector>

#include "models/operation/route_keeper.hpp"
#include "models/operation/service.hpp"

// A run that goes on from the state of another one, with other things to come: what was planned by
// the other is dropped, and planned anew. Sends, trains and capsules stay as they are.

namespace dimai::models {

/// Requests that were taken stay; all others are given up for those of the scenario now. Idle
/// capsules are steered by what the scenario says now, from its next interval on.
void Service::replan(sim::Simulation& simulation, bool new_demand) {
  if (new_demand && setup_.dispatch_interval_ns == 0) {
    book_.go_to(simulation.now());
    simulation.drop(handler_, request_due);
    if (!book_.empty()) simulation.schedule(book_.next_planned(), handler_, request_due, 0);
  }
  simulation.drop(handler_, steer_due);
  if (!steering_ || !steering_->active()) return;
  const std::int64_t interval_ns = steering_->interval_ns();
  const std::int64_t next = simulation.now().ns / interval_ns + 1;
  simulation.schedule(sim::Time{next * interval_ns}, handler_, steer_due, 0);
}

/// Closures that begin or end after now are those of the scenario now. Those that are in force must
/// be in both.
void RouteKeeper::close_anew(sim::Simulation& simulation) {
  simulation.drop(handler_, close_link);
  simulation.drop(handler_, open_link);
  for (const Closure& closure : closures_) {
    const sim::Time from = sim::seconds(closure.from_s);
    const sim::Time until = sim::seconds(closure.until_s);
    if (from > simulation.now())
      simulation.schedule(from, handler_, close_link, closure.link.value);
    if (until > simulation.now())
      simulation.schedule(until, handler_, open_link, closure.link.value);
  }
}

/// Routes are found anew as often as the scenario says now.
void RouteKeeper::renew_anew(sim::Simulation& simulation) {
  simulation.drop(handler_, renew_costs);
  if (interval_ns_ <= 0) return;
  const std::int64_t next = simulation.now().ns / interval_ns_ + 1;
  simulation.schedule(sim::Time{next * interval_ns_}, handler_, renew_costs, 0);
}

}  // namespace dimai::models
