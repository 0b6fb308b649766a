#include <algorithm>
#include <cmath>
#include <limits>

#include "models/guideway/guideway.hpp"

// Who waits for whom: trains held up by earlier ones, by portals without room and by shut links.

namespace dimai::models {

namespace {

std::uint32_t capsules_on_link(const LaneTable& lanes, LaneIndex first, const TrainTable& trains) {
  std::uint32_t count = 0;
  for (std::uint32_t tube = 0; tube < lanes[first].tube_count; ++tube) {
    const PassageRing& passages = lanes[LaneIndex{first.value + tube}].passages;
    for (std::uint32_t p = passages.head(); p != passages.end(); ++p)
      count += trains[passages[p].train].count;
  }
  return count;
}

/// The way round to the portal, after a link that leads to `own`, that takes least time; invalid if
/// none leads back.
LinkIndex way_round(const Router& router, std::uint32_t profile, LinkIndex last, LinkIndex own) {
  const Network& network = router.network();
  const NodeIndex portal = network.links[own].to;
  double least_s = std::numeric_limits<double>::infinity();
  LinkIndex best;
  for (const LinkIndex link : router.out_links().of(network.links[last].to)) {
    const Link& row = network.links[link];
    const bool open = link != own && !router.closed(link) && router.admits(profile, link);
    const bool turns_round = row.to == network.links[last].from;
    const bool leads_on = network.nodes[row.to].kind != NodeKind::portal;
    if (!open || turns_round || !leads_on || row.speed_m_s < network.links[own].speed_m_s) continue;
    if (!router.next_link_after(profile, link, portal).valid()) continue;
    const double time_s = router.cost_s(link) + router.travel_time_s(profile, row.to, portal);
    if (time_s >= least_s) continue;
    least_s = time_s;
    best = link;
  }
  return best;
}

/// How far the front of a passage can have come: it has run freely, or stands at the end of the
/// queue of those before it. [um]
double farthest_um(const Lane& lane, const LanePassage& passage, std::int64_t now_ns) {
  const std::int64_t ahead_um =
      passage.position_um - lane.passages[lane.passages.head()].position_um;
  return std::min(static_cast<double>(now_ns - passage.entered_ns) / lane.ns_per_um,
                  static_cast<double>(lane.length_um - ahead_um));
}

std::vector<Break>::iterator break_of(std::vector<Break>& breaks, LaneIndex lane) {
  return std::find_if(breaks.begin(), breaks.end(),
                      [lane](const Break& each) { return each.lane == lane; });
}

}  // namespace

/// Registers who must be told when the passage that `bound` waits for leaves its lane.
void Guideway::wait_for(const Bound& bound, Waiter who) {
  who.sequence = bound.waits_sequence;
  std::vector<Waiter>& waiters = waiters_[bound.waits_for.value];
  const auto same = [&](const Waiter& each) {
    return each.joins && each.lane == who.lane && each.sequence == who.sequence;
  };
  if (who.joins && std::any_of(waiters.begin(), waiters.end(), same)) return;
  if (who.inlet.valid()) inlets_[who.inlet].state = Inlet::State::waiting;
  waiters.push_back(who);
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
      if (!waiter.joins) lanes_[waiter.lane].entry_waits = false;
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
    const LaneIndex lane{first + tube};
    const auto row = break_of(breaks_, lane);
    lanes_[lane].shut = closed;
    lanes_[lane].closed = closed || (row != breaks_.end() && row->times > 0);
    if (!lanes_[lane].closed && lanes_[lane].contender_count > 0)
      plan_slot(*simulation_, lane, simulation_->now().ns);
  }
  reconsider_routes();
}

/// Trains on the tube that have passed a share `at` of its length, from 0 to 1, run on. The first
/// of the others may not leave the lane, and so holds all behind it by the rules of following. Once
/// the tube was mended as often as it broke, that train leaves it as soon as it can have come to
/// its end from the break.
std::vector<TrainIndex> Guideway::break_tube(LinkIndex link, std::uint32_t tube, double at) {
  const LaneIndex index{first_lane_[link].value + tube};
  Lane& lane = lanes_[index];
  const PassageRing& passages = lane.passages;
  auto row = break_of(breaks_, index);
  if (row == breaks_.end()) row = breaks_.insert(row, {index, 0, 0.0, {}, 0});
  ++row->times;
  const double length_um = static_cast<double>(lane.length_um);
  row->way_out_um = std::max(row->way_out_um, (1.0 - at) * length_um);
  lane.broken = true;
  lane.closed = true;
  std::vector<TrainIndex> held;
  for (std::uint32_t p = passages.head(); p != passages.end(); ++p) {
    const double front_um = farthest_um(lane, passages[p], simulation_->now().ns);
    const bool passed = front_um >= at * length_um && passages[p].train != row->held;
    if (!passed || !held.empty()) held.push_back(passages[p].train);
  }
  if (!held.empty()) row->held = held.front();
  return held;
}

void Guideway::mend_tube(LinkIndex link, std::uint32_t tube) {
  const LaneIndex index{first_lane_[link].value + tube};
  Lane& lane = lanes_[index];
  const auto row = break_of(breaks_, index);
  if (row == breaks_.end() || --row->times > 0) return;
  lane.closed = lane.shut;
  const double now_ns = static_cast<double>(simulation_->now().ns);
  row->release_ns = std::llround(now_ns + row->way_out_um * lane.ns_per_um);
  if (!row->held.valid()) {
    breaks_.erase(row);
    lane.broken = false;
  } else if (inlets_[InletIndex{index.value}].state == Inlet::State::held) {
    hold_head(*simulation_, index);
  }
  plan_slot(*simulation_, index, simulation_->now().ns);
}

/// Whether the head of a broken lane must stand; if not, it is free from now on.
bool Guideway::hold_head(sim::Simulation& simulation, LaneIndex lane) {
  Inlet& inlet = inlets_[InletIndex{lane.value}];
  const auto row = break_of(breaks_, lane);
  if (row->held != inlet.head) return false;
  if (row->times > 0) {
    inlet.state = Inlet::State::held;
    return true;
  }
  const bool was_held = inlet.state == Inlet::State::held;
  if (!was_held && row->release_ns <= simulation.now().ns) {
    breaks_.erase(row);
    lanes_[lane].broken = false;
    return false;
  }
  inlet.state = Inlet::State::running;
  inlet.wake_ns = row->release_ns;
  simulation.schedule(sim::Time{inlet.wake_ns}, handler_, heads_ready_together, lane.value);
  return true;
}

/// Whether the head waits for a tube by which it goes round, and can still do so.
bool Guideway::goes_round(InletIndex inlet) const {
  const Inlet& row = inlets_[inlet];
  if (!row.waved_off || row.state != Inlet::State::contending) return false;
  const Train& train = trains_[row.head];
  const LinkIndex round = lanes_[row.contends_for].link;
  return !router_.closed(round) &&
         router_.next_link_after(train.profile, round, train.destination).valid();
}

/// Ways have changed: what was looked up before does not count any more.
void Guideway::forget_targets() {
  bound_.clear();
  for (const LaneIndex index : lanes_.indices()) {
    PassageRing& passages = lanes_[index].passages;
    const InletIndex inlet{index.value};
    const bool round = goes_round(inlet);
    const bool guarded = lanes_[index].guarded && !passages.empty();
    const bool kept = guarded || round;
    if (!kept) inlets_[inlet].target.kind = Target::Kind::unknown;
    for (std::uint32_t p = passages.head() + (kept ? 1 : 0); p != passages.end(); ++p) {
      passages[p].target.kind = Target::Kind::unknown;
    }
    if (guarded && !round && !renew_target(index)) bound_.push_back(index);
  }
  for (auto i = static_cast<std::uint32_t>(lanes_.size()); i < inlets_.size(); ++i)
    inlets_[InletIndex{i}].target.kind = Target::Kind::unknown;
}

/// Heads that wait for a tube, or before a yard, and want to go elsewhere now, are directed anew;
/// whom the change does not concern goes on waiting as if there had been none.
void Guideway::reconsider_routes() {
  yards_.forget_orders();
  forget_targets();
  bool changed = false;
  for (std::uint32_t i = 0; i < inlets_.size(); ++i) {
    const InletIndex inlet{i};
    Inlet& row = inlets_[inlet];
    const bool contends = row.state == Inlet::State::contending;
    if (!contends && row.state != Inlet::State::stranded) continue;
    if (row.target.kind == Target::Kind::unknown) row.target = front_target(row.head, inlet);
    if (contends && row.target == Target{Target::Kind::link, lanes_[row.contends_for].link}) {
      const LaneIndex first = first_lane_[row.target.link];
      if (!lanes_[row.contends_for].closed || all_closed(lanes_, first)) continue;
    }
    if (contends) {
      std::vector<InletIndex>& contenders = contenders_[row.contends_for.value];
      contenders.erase(std::find(contenders.begin(), contenders.end(), inlet));
      --lanes_[row.contends_for].contender_count;
    }
    direct_soon(inlet);
    changed = true;
  }
  for (std::uint32_t track = 0; track < yards_.track_count(); ++track) {
    const Target own{Target::Kind::yard, yards_.track(track).link};
    const std::vector<Yards::Refused>& refused = yards_.track(track).refused;
    const bool all_same = std::all_of(refused.begin(), refused.end(), [&](const auto& each) {
      const InletIndex inlet{each.inlet};
      if (inlets_[inlet].target.kind == Target::Kind::unknown)
        inlets_[inlet].target = front_target(inlets_[inlet].head, inlet);
      return inlets_[inlet].target == own;
    });
    if (!all_same) wake_yard(*simulation_, track);
    changed = changed || !all_same;
  }
  if (changed) wake_guarded(*simulation_);
}

/// The head of the inlet looks for its way at this time, together with others.
void Guideway::direct_soon(InletIndex inlet) {
  inlets_[inlet].state = Inlet::State::running;
  inlets_[inlet].wake_ns = simulation_->now().ns;
  simulation_->schedule(simulation_->now(), handler_, heads_ready_together, inlet.value);
}

/// The link that a head takes: its own, or, where that ends in its portal, which has no holding
/// place left for what is coming and waves it off, the one by which it comes round soonest. It is
/// not waved off where none leads back, or only a slower one or the same tunnel, or where it would
/// close a circle of full tubes.
LinkIndex Guideway::link_unless_waved_off(sim::Simulation& simulation, InletIndex inlet) {
  const LinkIndex own = inlets_[inlet].target.link;
  const Train& train = trains_[inlets_[inlet].head];
  const LaneIndex next = first_lane_[own];
  if (lanes_[next].to != train.destination || is_source(inlet)) return own;
  constexpr std::uint32_t any_number = 1U << 20U;
  const bool may_be_full = portals_->is_full_for(train.destination, any_number);
  if (!may_be_full || lanes_[next].left_elsewhere) return own;
  const std::uint32_t coming = capsules_on_link(lanes_, next, trains_) + 1;
  if (!portals_->is_full_for(train.destination, coming)) return own;
  const LinkIndex round = way_round(router_, train.profile, link_of(inlet), own);
  if (!round.valid()) return own;
  const LaneIndex lane{inlet.value};
  const Target wanted{Target::Kind::link, round};
  if (guard_.would_close(*this, PlaceIndex{inlet.value}, want_of(lane, wanted))) return own;
  portals_->waved_off(train.destination);
  // Others that wait must see what it waits for now.
  inlets_[inlet].target = wanted;
  inlets_[inlet].waved_off = true;
  lanes_[lane].passages[lanes_[lane].passages.head()].target = wanted;
  if (lanes_[lane].guarded) wake_guarded(simulation);
  return round;
}

void Guideway::count_capsules(std::vector<std::uint64_t>& by_class) const {
  const auto count_train = [&](TrainIndex train) {
    for (CapsuleIndex c = trains_[train].front; c.valid(); c = trains_[c].behind) {
      ++by_class[trains_[c].capsule_class];
    }
  };
  for (const Source& s : sources_) {
    for (const Source::Entry& entry : s.queue) count_train(entry.train);
  }
  for (const Lane& lane : lanes_) {
    const std::uint32_t first = lane.left_elsewhere ? lane.untold : lane.passages.head();
    for (std::uint32_t p = first; p != lane.passages.end(); ++p) {
      count_train(lane.passages[p].train);
    }
  }
  yards_.count_capsules(trains_, by_class);
}

void Guideway::granted(sim::Simulation& simulation, std::uint32_t inlet, std::uint32_t yard_track) {
  if (yard_track == Yards::kNoTrack) {
    if (inlets_[InletIndex{inlet}].state == Inlet::State::waiting)
      plan_head(simulation, InletIndex{inlet});
  } else if (!yards_.track(yard_track).waiting.empty()) {
    depart_from_yard(simulation, yard_track, false);
  }
}

}  // namespace dimai::models
