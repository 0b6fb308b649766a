#include <algorithm>

#include "models/guideway/guideway.hpp"

// Who waits for whom: trains held up by earlier ones, by portals without room and by shut links.

namespace dimai::models {

/// Registers who must be told when the passage that `bound` waits for leaves its lane.
void Guideway::wait_for(const Bound& bound, InletIndex inlet, LaneIndex entry) {
  if (inlet.valid()) inlets_[inlet].state = Inlet::State::waiting;
  waiters_[bound.waits_for.value].push_back({bound.waits_sequence, inlet, entry});
  ++lanes_[bound.waits_for].waiter_count;
}

void Guideway::wake_waiters(sim::Simulation& simulation, LaneIndex lane, std::uint32_t sequence) {
  if (lanes_[lane].waiter_count == 0) return;
  std::vector<Waiter>& waiters = waiters_[lane.value];
  const auto due = std::stable_partition(waiters.begin(), waiters.end(), [&](const Waiter& waiter) {
    return waiter.sequence > sequence;
  });
  const std::vector<Waiter> woken(due, waiters.end());
  waiters.erase(due, waiters.end());
  lanes_[lane].waiter_count = static_cast<std::uint32_t>(waiters.size());
  for (const Waiter& waiter : woken) {
    if (waiter.inlet.valid()) {
      plan_head(simulation, waiter.inlet);
    } else {
      lanes_[waiter.lane].entry_waits = false;
      plan_slot(simulation, waiter.lane, simulation.now().ns);
    }
  }
}

void Guideway::portal_has_room(sim::Simulation& simulation, NodeIndex portal) {
  std::vector<InletIndex> queue;
  queue.swap(portal_queue_[portal.value]);
  for (const InletIndex inlet : queue) direct_head(simulation, inlet, true);
}

void Guideway::set_closed(LinkIndex link, bool closed) {
  const std::uint32_t first = first_lane_[link].value;
  for (std::uint32_t tube = 0; tube < lanes_[LaneIndex{first}].tube_count; ++tube) {
    lanes_[LaneIndex{first + tube}].closed = closed;
  }
  reconsider_routes();
}

/// Ways have changed: what was looked up before does not count any more.
void Guideway::forget_targets() {
  bound_.clear();
  for (const LaneIndex index : lanes_.indices()) {
    PassageRing& passages = lanes_[index].passages;
    const bool guarded = lanes_[index].guarded && !passages.empty();
    if (!guarded) inlets_[InletIndex{index.value}].target.kind = Target::Kind::unknown;
    for (std::uint32_t p = passages.head() + (guarded ? 1 : 0); p != passages.end(); ++p) {
      passages[p].target.kind = Target::Kind::unknown;
    }
    if (guarded && !renew_target(index)) bound_.push_back(index);
  }
  for (auto i = static_cast<std::uint32_t>(lanes_.size()); i < inlets_.size(); ++i)
    inlets_[InletIndex{i}].target.kind = Target::Kind::unknown;
}

void Guideway::reconsider_routes() {
  yards_.forget_orders();
  for (std::uint32_t track = 0; track < yards_.track_count(); ++track)
    wake_yard(*simulation_, track);
  forget_targets();
  for (std::vector<InletIndex>& list : contenders_) list.clear();
  for (Lane& lane : lanes_) lane.contender_count = 0;
  for (std::uint32_t i = 0; i < inlets_.size(); ++i) {
    const InletIndex inlet{i};
    const Inlet::State state = inlets_[inlet].state;
    if (state != Inlet::State::contending && state != Inlet::State::stranded) continue;
    inlets_[inlet].state = Inlet::State::running;
    inlets_[inlet].wake_ns = simulation_->now().ns;
    simulation_->schedule(simulation_->now(), handler_, heads_ready_together, i);
  }
}

}  // namespace dimai::models
