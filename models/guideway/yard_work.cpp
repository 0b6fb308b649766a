#include <algorithm>
#include <cmath>

#include "models/guideway/guideway.hpp"
#include "models/physics/separation.hpp"
#include "models/trains/marshalling.hpp"
#include "models/yards/in_motion.hpp"

// What the guideway does for its yards: takes trains off the line and back onto it. Who waits for
// whom, where, and in what order they leave, Yards knows.

namespace dimai::models {

namespace {

double to_m(std::int64_t um) { return static_cast<double>(um) * 1e-6; }

void log_yard_train(YardLog& log, sim::Time now, const Yards::Track& track, std::uint32_t train,
                    const Yards::Formed& formed) {
  log.time_s.push_back(sim::to_seconds(now));
  log.node.push_back(track.node.value);
  log.link.push_back(track.link.value);
  log.train.push_back(train);
  log.capsules.push_back(static_cast<std::uint32_t>(formed.capsules.size()));
  log.plan.push_back(static_cast<std::uint8_t>(formed.sorting.plan));
  log.passes.push_back(formed.sorting.passes);
  log.rolled_units.push_back(formed.sorting.rolled_units);
  log.point_moves.push_back(formed.sorting.point_moves);
  log.cuts_as_come.push_back(formed.cuts_as_come);
  log.cuts_ahead.push_back(formed.cuts_ahead);
  log.sorting_s.push_back(formed.sorting.time_s);
  log.ready_s.push_back(sim::to_seconds({formed.ready_ns}));
}

void log_formation(FormationLog& log, sim::Time now, NodeIndex node, FormationKind kind,
                   std::uint32_t train, std::uint32_t before, std::uint32_t after) {
  log.time_s.push_back(sim::to_seconds(now));
  log.node.push_back(node.value);
  log.kind.push_back(static_cast<std::uint8_t>(kind));
  log.train.push_back(train);
  log.other_train.push_back(train);
  log.capsules_before.push_back(before);
  log.capsules_after.push_back(after);
}

}  // namespace

/// What holds for those who enter the lane.
void Guideway::set_policy(Lane& lane) const {
  const JunctionPolicy& policy = yards_.policy(lane.from);
  lane.merge = policy.merge;
  lane.couples = policy.in_motion;
  lane.looks_ahead = policy.policy == FormationPolicy::look_ahead && policy.in_motion;
  lane.reorders = yards_.reorders(lane.link) != nullptr;
}

/// The head of the inlet wants to stop in a yard: as much of it as there is room for does. Lanes of
/// a yard that is laid out belong to the tube that they lead to, as far as the deadlock rule goes:
/// whoever stands there has room in it.
void Guideway::go_to_yard(sim::Simulation& simulation, InletIndex inlet) {
  const Target target = inlets_[inlet].target;
  const std::uint32_t index = yards_.track_of(target.link);
  const TrainIndex head = inlets_[inlet].head;
  std::uint32_t count = yards_.room(index, trains_, head, run_of(head, inlet, target));
  const bool full = count == 0;
  if (!full && books_room(target.link)) {
    const PlaceIndex tube = guard_.roomiest(PlaceIndex{first_lane_[target.link].value});
    count = guard_admits(LaneIndex{tube.value}, inlet, count);
  }
  if (count > 0) {
    enter_yard(simulation, inlet, count);
  } else {
    refuse_at_yard(simulation, inlet, full);
  }
}

/// The head of the inlet waits on the line. If the track is full those who stand there wait for
/// nobody else.
void Guideway::refuse_at_yard(sim::Simulation& simulation, InletIndex inlet, bool full) {
  const LinkIndex link = inlets_[inlet].target.link;
  const std::uint32_t index = yards_.track_of(link);
  Yards::Track& track = yards_.track(index);
  inlets_[inlet].state = Inlet::State::waiting;
  if (inlets_[inlet].ready_ns >= simulation.now().ns) ++track.counts.held_trains;
  track.refused.push_back({inlet.value, simulation.now().ns});
  if (full && !track.waiting.empty()) depart_from_yard(simulation, index, false);
  const LaneIndex lane = first_lane_[link];
  if (!full) ask_again_later(lane);
}

/// The first capsules of the inlet's head leave the line for the track of their tube.
void Guideway::enter_yard(sim::Simulation& simulation, InletIndex inlet, std::uint32_t count) {
  const std::int64_t now_ns = simulation.now().ns;
  const LinkIndex link = inlets_[inlet].target.link;
  const std::uint32_t index = yards_.track_of(link);
  Yards::Track& track = yards_.track(index);
  const bool whole = count == trains_[inlets_[inlet].head].count;
  const TrainIndex train = take_front(simulation, inlet, count);
  const Part part{whole, trains_[train].length_um};
  account(simulation, inlet, train, {});
  traction_.stop(trains_[train].sum, lanes_[LaneIndex{inlet.value}].speed_m_s);
  const bool books = books_room(link);
  const PlaceIndex tube = guard_.roomiest(PlaceIndex{first_lane_[link].value});
  const bool asked_again = note_passing(inlet, books ? LaneIndex{tube.value} : LaneIndex{}, count);
  if (books) guard_.book(tube, count);
  const std::int64_t at_rest_ns = now_ns + arrival_ramp_ns(link_of(inlet));
  finish_leaving(simulation, inlet, part, {});
  if (asked_again) wake_guarded(simulation);
  note_places(train, LaneIndex{inlet.value});
  std::vector<CapsuleIndex> capsules;
  trains_.dissolve(train, capsules);
  // All at once: a train that is formed meanwhile must not take the room for which they came.
  const std::vector<std::uint32_t> lanes = yards_.take_room(index, trains_, capsules);
  for (std::size_t i = 0; i < capsules.size(); ++i) {
    const CapsuleIndex capsule = capsules[i];
    if (track.waiting.empty()) {
      const std::int64_t window_ns = yards_.policy(track.node).window_ns;
      simulation.schedule(sim::Time{now_ns + window_ns}, handler_, yard_timer, index,
                          ++track.timer_number);
    }
    yards_.take_in(
        index, {capsule, at_rest_ns + trains_[capsule].behind_front_ns, now_ns, lanes[i]}, trains_);
    const double speed_m_s = lanes_[first_lane_[link]].speed_m_s;
    if (yards_.gathered(track) >= yards_.wanted(track, speed_m_s, to_m(trains_[capsule].length_um)))
      depart_from_yard(simulation, index, true);
  }
  const bool looks_ahead = yards_.policy(track.node).policy == FormationPolicy::look_ahead;
  if (looks_ahead && !track.waiting.empty() && !partner_announced(track))
    depart_from_yard(simulation, index, false);
}

/// Whether a tube that ends here has somebody for the track who comes before the wait of the first
/// ends.
bool Guideway::partner_announced(const Yards::Track& track) const {
  const std::int64_t until_ns = track.waiting.front().came_ns + yards_.policy(track.node).window_ns;
  const Target wanted{Target::Kind::yard, track.link};
  for (const LaneIndex index : lanes_into(first_lane_[track.link])) {
    const Lane& lane = lanes_[index];
    for (std::uint32_t p = lane.passages.head(); p != lane.passages.end(); ++p) {
      const LanePassage& passage = lane.passages[p];
      const bool known = passage.target.kind != Target::Kind::unknown;
      const Target target =
          known ? passage.target : front_target(passage.train, InletIndex{index.value});
      if (target == wanted && passage.entered_ns + lane.running_ns <= until_ns) return true;
    }
  }
  return false;
}

/// Forms a train of what waits on the track and sends it up the ramp.
void Guideway::depart_from_yard(sim::Simulation& simulation, std::uint32_t index, bool newest) {
  Yards::Track& track = yards_.track(index);
  if (control_ != nullptr && !control_->may_form(index, track.node, newest)) return;
  ++track.timer_number;
  const Yards::Formed formed = yards_.form(index, trains_, simulation.now().ns, newest);
  const TrainIndex train = trains_.form(formed.capsules);
  const auto count = static_cast<std::uint32_t>(formed.capsules.size());
  observation_.journeys.board(simulation.now().ns, trains_, trains_[train], trains_[train].number,
                              0, Boarding::formed);
  traction_.start(trains_[train].sum, lanes_[first_lane_[track.link]].speed_m_s);
  log_yard_train(observation_.yard_log, simulation.now(), track, trains_[train].number, formed);
  if (count > 1) {
    for (const CapsuleIndex c : formed.capsules) ++trains_[c].couplings;
    observation_.junctions[track.node].formed_trains += 1;
    log_formation(observation_.formations, simulation.now(), track.node,
                  FormationKind::formed_standing, trains_[train].number, 1, count);
  }
  add_to_source(simulation, source_inlet(track.source), train,
                formed.ready_ns + departure_ramp_ns(track.link));
  if (!track.waiting.empty()) {
    simulation.schedule(sim::Time{yards_.deadline_ns(track, simulation.now().ns)}, handler_,
                        yard_timer, index, track.timer_number);
  }
}

/// A train of the track has passed onto the line: there is room for others.
void Guideway::leave_yard(sim::Simulation& simulation, std::uint32_t index, TrainIndex train) {
  yards_.leave(index, trains_, train, simulation.now().ns);
  wake_yard(simulation, index);
}

/// Trains that were refused try again.
void Guideway::wake_yard(sim::Simulation& simulation, std::uint32_t index) {
  if (index == Yards::kNoTrack || yards_.track(index).refused.empty()) return;
  std::vector<Yards::Refused> refused;
  refused.swap(yards_.track(index).refused);
  for (const Yards::Refused& each : refused) {
    const std::int64_t now_ns = simulation.now().ns;
    yards_.track(index).counts.held_s += static_cast<double>(now_ns - each.since_ns) * 1e-9;
    direct_soon(InletIndex{each.inlet});
  }
}

/// Puts the head of a tube in order for the way ahead while it runs through the yard, if that saves
/// cuts, lanes are enough and long enough, and its tube has room for the dip; see in_motion.hpp.
/// True if it is delayed by that.
bool Guideway::reorder_head(sim::Simulation& simulation, InletIndex inlet) {
  if (is_source(inlet)) return false;
  Inlet& row = inlets_[inlet];
  const Lane& lane = lanes_[LaneIndex{inlet.value}];
  const Lane& next = lanes_[first_lane_[row.target.link]];
  const std::uint32_t count = trains_[row.head].count;
  if (count < 2 || run_of(row.head, inlet, row.target) != count) return false;
  std::vector<CapsuleIndex> capsules;
  std::vector<std::uint32_t> ranks;
  std::vector<double> lengths_m;
  for (CapsuleIndex c = trains_[row.head].front; c.valid(); c = trains_[c].behind) {
    capsules.push_back(c);
    ranks.push_back(yards_.rank(trains_[c].profile, next.from, trains_[c].destination));
    lengths_m.push_back(to_m(trains_[c].length_um));
  }
  if (std::is_sorted(ranks.begin(), ranks.end())) return false;
  const YardParameters& yard = *yards_.reorders(row.target.link);
  const double speed_m_s = std::min(lane.speed_m_s, next.speed_m_s);
  const RunningUnits units{ranks,
                           lengths_m,
                           parameters_.coupling_gap_m,
                           parameters_.standstill_gap_m,
                           speed_m_s,
                           separation_time_s(separation_law(parameters_), speed_m_s)};
  const ReorderedInMotion done =
      reorder_in_motion(units, static_cast<std::size_t>(yard.lanes), yard.lane_length_m,
                        {parameters_.acceleration_m_s2, parameters_.deceleration_m_s2});
  const std::size_t cuts_before = cut_count(ranks);
  std::sort(ranks.begin(), ranks.end());
  if (!done.possible || cut_count(ranks) >= cuts_before) return false;
  if (!traction_.dip_has_room(lane, done.delay_s)) return false;

  std::vector<CapsuleIndex> ordered;
  for (const std::uint32_t place : done.order) ordered.push_back(capsules[place]);
  trains_.reorder(row.head, ordered);
  observation_.journeys.board(simulation.now().ns, trains_, trains_[row.head],
                              trains_[row.head].number, 0, Boarding::reordered);
  log_formation(observation_.formations, simulation.now(), next.from,
                FormationKind::reordered_in_motion, trains_[row.head].number, count, count);
  observation_.junctions[next.from].reordered_trains += 1;
  row.wake_ns = simulation.now().ns + std::llround(done.delay_s * 1e9);
  row.ready_ns = row.wake_ns;
  row.state = Inlet::State::running;
  simulation.schedule(sim::Time{row.wake_ns}, handler_, head_ready, inlet.value);
  return true;
}

/// The only contender for the lane could go now. If another tube announces a train that could
/// couple to it, were it only a little later, it loses that time by a dip on its way here, never
/// by stopping: true if it is held, and the lane looks again when it may go.
bool Guideway::hold_for_partner(sim::Simulation& simulation, LaneIndex lane) {
  const std::int64_t now_ns = simulation.now().ns;
  if (contenders_[lane.value].size() != 1) return false;
  const InletIndex inlet = contenders_[lane.value].front();
  if (is_source(inlet)) return false;
  const Lane& row = lanes_[lane];
  const Target target{Target::Kind::link, row.link};
  const Train& train = trains_[inlets_[inlet].head];
  const std::uint32_t own = run_of(inlets_[inlet].head, inlet, target);
  if (own != train.count) return false;
  const std::int64_t behind_ns = run_ns(train.length_um + trains_.coupling_gap_um(), row.ns_per_um);
  std::int64_t until_ns = kNotYet;
  for (const LaneIndex other : lanes_into(lane)) {
    const Inlet& partner = inlets_[InletIndex{other.value}];
    if (other.value == inlet.value || partner.state != Inlet::State::running) continue;
    const bool known = partner.target.kind != Target::Kind::unknown;
    const Target theirs =
        known ? partner.target : front_target(partner.head, InletIndex{other.value});
    if (theirs != target || lanes_[other].ns_per_um > row.ns_per_um) continue;
    const std::uint32_t together = own + run_of(partner.head, InletIndex{other.value}, target);
    if (together > parameters_.max_train_capsules) continue;
    until_ns = std::min(until_ns, partner.wake_ns - behind_ns);
  }
  if (until_ns == kNotYet || until_ns <= now_ns) return false;
  const std::int64_t window_ns = yards_.policy(row.from).window_ns;
  if (until_ns - inlets_[inlet].ready_ns > window_ns) return false;
  const Lane& from = lanes_[LaneIndex{inlet.value}];
  const double delay_s = static_cast<double>(until_ns - inlets_[inlet].free_ns) * 1e-9;
  const double without_stop_s =
      0.5 * from.speed_m_s *
      (1.0 / parameters_.acceleration_m_s2 + 1.0 / parameters_.deceleration_m_s2);
  if (delay_s >= without_stop_s || !traction_.dip_has_room(from, delay_s)) return false;
  plan_slot(simulation, lane, until_ns);
  return true;
}

}  // namespace dimai::models
