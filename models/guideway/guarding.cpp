#include <algorithm>

#include "models/guideway/guideway.hpp"

// Loops: what the guard against circles of waiting trains is told, and what waits for it. Lane i is
// place i.

namespace dimai::models {

/// What the head train of a lane wants if it goes to `target`.
HeadWant Guideway::want_of(LaneIndex lane, Target target) const {
  const PassageRing& passages = lanes_[lane].passages;
  if (passages.empty()) return {};
  const TrainIndex train = passages[passages.head()].train;
  const InletIndex inlet{lane.value};
  if (target.kind == Target::Kind::unknown) target = front_target(train, inlet);
  if (target.kind == Target::Kind::none) return {{}, 0, true};
  const bool to_tube = target.kind == Target::Kind::link ||
                       (target.kind == Target::Kind::yard && takes_room_of_tube(target.link));
  if (!to_tube) return {};
  return {PlaceIndex{first_lane_[target.link].value}, run_of(train, inlet, target), false};
}

HeadWant Guideway::head_of(PlaceIndex place) const {
  const LaneIndex lane{place.value};
  const PassageRing& passages = lanes_[lane].passages;
  if (!passages.empty()) return want_of(lane, passages[passages.head()].target);
  // Those in a yard who have its room: who of them comes first will be seen.
  return {{}, 0, takes_room_of_tube(lanes_[lane].link)};
}

/// Whether those who stand in the yard before the link's tube have taken room of it already.
bool Guideway::takes_room_of_tube(LinkIndex link) const {
  const std::uint32_t track = yards_.track_of(link);
  const Lane& lane = lanes_[first_lane_[link]];
  return track != Yards::kNoTrack && yards_.track(track).layout && lane.guarded &&
         lane.tube_count == 1;
}

/// The lane in which those who stand at the inlet have taken room already; invalid if in none.
LaneIndex Guideway::lane_with_room(InletIndex inlet) const {
  if (!is_source(inlet) || source(inlet).is_portal) return {};
  const LinkIndex link = yards_.track(source(inlet).track).link;
  return takes_room_of_tube(link) ? first_lane_[link] : LaneIndex{};
}

/// The link by which a capsule leaves a portal or a yard. Who has taken room in a tube goes there
/// whatever ways cost now, for others count on it; only if that is shut, or leads there no more, it
/// may leave by another one, as a train from outside the loops, and gives the room back.
LinkIndex Guideway::link_from_source(std::uint32_t profile, NodeIndex destination,
                                     InletIndex inlet) const {
  const LaneIndex own = lane_with_room(inlet);
  if (own.valid() && !lanes_[own].closed) {
    const LinkIndex link = lanes_[own].link;
    const bool there = lanes_[own].to == destination;
    if (there || router_.next_link_after(profile, link, destination).valid()) return link;
  }
  return router_.next_link(profile, node_of(inlet), destination);
}

/// How many of the `run` capsules at the head of the inlet may pass into the lane now.
std::uint32_t Guideway::guard_admits(LaneIndex lane, InletIndex inlet, std::uint32_t run) const {
  if (!lanes_[lane].guarded || lane_with_room(inlet) == lane) return run;
  const PlaceIndex from = is_source(inlet) ? PlaceIndex{} : PlaceIndex{inlet.value};
  return guard_.admitted(*this, from, PlaceIndex{lane.value}, run);
}

/// Ways have changed: gives the head train of a lane on a loop its new target, unless the lane is
/// full and that would close a circle of full lanes, or there is no way; then it goes on waiting
/// for what it waits for. False if it does so.
bool Guideway::renew_target(LaneIndex lane) {
  Lane& row = lanes_[lane];
  if (row.passages.empty()) return true;
  LanePassage& passage = row.passages[row.passages.head()];
  const InletIndex inlet{lane.value};
  const Target target = front_target(passage.train, inlet);
  const PlaceIndex place{lane.value};
  const bool had_way = passage.target.kind != Target::Kind::none;
  const bool no_way = target.kind == Target::Kind::none && !guard_.has_plenty(place, 0);
  const bool keeps = had_way && (no_way || guard_.would_close(*this, place, want_of(lane, target)));
  if (!keeps) passage.target = target;
  inlets_[inlet].target = passage.target;
  return !keeps;
}

/// Tells the guard who passes from the inlet into a lane, or off the guideway. True if that may
/// decide for others, who must ask again once the passing is complete: on neither side of it there
/// is room for a longest train.
bool Guideway::note_passing(InletIndex inlet, LaneIndex to, std::uint32_t count) {
  const LaneIndex left = is_source(inlet) ? lane_with_room(inlet) : LaneIndex{inlet.value};
  if (left.valid() && left == to) return false;
  const PlaceIndex from = left.valid() ? PlaceIndex{left.value} : PlaceIndex{};
  const bool leaves = from.valid() && guard_.guarded(from);
  const bool enters = to.valid() && lanes_[to].guarded;
  if (!leaves && !enters) return false;
  const auto longest = static_cast<std::uint32_t>(parameters_.max_train_capsules);
  const bool was_tight = leaves && !guard_.has_plenty(from, longest);
  guard_.pass(from, to.valid() ? PlaceIndex{to.value} : PlaceIndex{}, count);
  const bool is_tight = enters && !guard_.has_plenty(PlaceIndex{to.value}, longest);
  return was_tight || is_tight;
}

/// If the lane takes in nobody, and another tube of its link has more room: sends its contenders
/// there.
bool Guideway::change_tube(sim::Simulation& simulation, LaneIndex lane) {
  const PlaceIndex other = guard_.roomiest(PlaceIndex{first_lane_[lanes_[lane].link].value});
  if (other.value == lane.value || lanes_[LaneIndex{other.value}].closed) return false;
  const LaneIndex there{other.value};
  std::vector<InletIndex> moving;
  moving.swap(contenders_[lane.value]);
  lanes_[lane].contender_count = 0;
  for (const InletIndex inlet : moving) {
    inlets_[inlet].contends_for = there;
    contenders_[there.value].push_back(inlet);
    ++lanes_[there].contender_count;
  }
  plan_slot(simulation, there, simulation.now().ns);
  return true;
}

/// Those who contend for the lane, or for another tube of its link, may be let in once something
/// has passed.
void Guideway::ask_again_later(LaneIndex lane) {
  if (std::find(guard_queue_.begin(), guard_queue_.end(), lane) == guard_queue_.end())
    guard_queue_.push_back(lane);
}

void Guideway::wake_guarded(sim::Simulation& simulation) {
  std::vector<LaneIndex> lanes;
  lanes.swap(guard_queue_);
  for (const LaneIndex lane : lanes) plan_slot(simulation, lane, simulation.now().ns);
  lanes.swap(bound_);
  for (const LaneIndex lane : lanes) {
    const InletIndex inlet{lane.value};
    Inlet& row = inlets_[inlet];
    const Target before = row.target;
    if (!renew_target(lane)) bound_.push_back(lane);
    if (row.target == before || row.state != Inlet::State::contending) continue;
    std::vector<InletIndex>& contenders = contenders_[row.contends_for.value];
    contenders.erase(std::find(contenders.begin(), contenders.end(), inlet));
    --lanes_[row.contends_for].contender_count;
    row.state = Inlet::State::running;
    row.wake_ns = simulation.now().ns;
    simulation.schedule(simulation.now(), handler_, heads_ready_together, inlet.value);
  }
}

std::vector<GuardFault> Guideway::audit_guard() const {
  std::vector<GuardFault> faults;
  for (const LaneIndex index : lanes_.indices()) {
    const PlaceIndex place{index.value};
    if (!guard_.guarded(place)) continue;
    const PassageRing& passages = lanes_[index].passages;
    std::uint32_t counted = 0;
    for (std::uint32_t p = passages.head(); p != passages.end(); ++p)
      counted += trains_[passages[p].train].count;
    const LinkIndex link = lanes_[index].link;
    if (takes_room_of_tube(link))
      counted += static_cast<std::uint32_t>(yards_.track(yards_.track_of(link)).held.size());
    if (counted != guard_.taken(place)) faults.push_back({place, guard_.taken(place), counted});
  }
  return faults;
}

}  // namespace dimai::models
