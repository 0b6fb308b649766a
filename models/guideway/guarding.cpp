#include <algorithm>
#include <utility>

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
                       (target.kind == Target::Kind::yard && books_room(target.link));
  if (!to_tube) return {};
  return {PlaceIndex{first_lane_[target.link].value}, run_of(train, inlet, target), false};
}

HeadWant Guideway::head_of(PlaceIndex place) const {
  const LaneIndex lane{place.value};
  const PassageRing& passages = lanes_[lane].passages;
  if (!passages.empty()) return want_of(lane, passages[passages.head()].target);
  // Those in a yard who have its room: who of them comes first will be seen.
  return {{}, 0, guard_.booked(place) > 0};
}

/// Whether those who stand in the yard before the link have booked room in its tubes.
bool Guideway::books_room(LinkIndex link) const {
  const std::uint32_t track = yards_.track_of(link);
  return track != Yards::kNoTrack && yards_.track(track).layout &&
         lanes_[first_lane_[link]].guarded;
}

/// The link in which those who stand at the inlet have booked room; invalid if in none.
LinkIndex Guideway::booked_link(InletIndex inlet) const {
  if (!is_source(inlet) || source(inlet).is_portal) return {};
  const LinkIndex link = yards_.track(source(inlet).track).link;
  return books_room(link) ? link : LinkIndex{};
}

/// The link by which a capsule leaves a portal or a yard. Who has booked room in a tube goes there
/// whatever ways cost now, for others count on it; only if that is shut, or leads there no more, it
/// may leave by another one, as a train from outside the loops, and gives the room back.
LinkIndex Guideway::link_from_source(std::uint32_t profile, NodeIndex destination,
                                     InletIndex inlet) const {
  const LinkIndex own = booked_link(inlet);
  if (own.valid() && !all_closed(lanes_, first_lane_[own])) {
    const bool there = network_.links[own].to == destination;
    if (there || router_.next_link_after(profile, own, destination).valid()) return own;
  }
  return router_.next_link(profile, node_of(inlet), destination);
}

/// How many of the `run` capsules at the head of the inlet may pass into the lane now.
std::uint32_t Guideway::guard_admits(LaneIndex lane, InletIndex inlet, std::uint32_t run) const {
  if (!lanes_[lane].guarded) return run;
  const PlaceIndex to{lane.value};
  if (booked_link(inlet) == lanes_[lane].link) return guard_.admitted_booked(to, run);
  const PlaceIndex from = is_source(inlet) ? PlaceIndex{} : PlaceIndex{inlet.value};
  return guard_.admitted(*this, from, to, run);
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
  const LinkIndex booked = booked_link(inlet);
  if (booked.valid() && lanes_[to].link == booked)
    return guard_.use_booked(PlaceIndex{to.value}, count);
  if (booked.valid()) guard_.give_back_booked(PlaceIndex{first_lane_[booked].value}, count);
  const PlaceIndex from = is_source(inlet) ? PlaceIndex{} : PlaceIndex{inlet.value};
  const bool leaves = from.valid() && guard_.guarded(from);
  const bool enters = to.valid() && lanes_[to].guarded;
  if (!leaves && !enters) return booked.valid();
  const auto longest = static_cast<std::uint32_t>(parameters_.max_train_capsules);
  const bool was_tight = leaves && !guard_.has_plenty(from, longest);
  guard_.pass(from, to.valid() ? PlaceIndex{to.value} : PlaceIndex{}, count);
  const bool is_tight = enters && !guard_.has_plenty(PlaceIndex{to.value}, longest);
  return was_tight || is_tight || booked.valid();
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
    if (booked_link(inlet) == lanes_[lane].link) {  // it goes where it can for certain
      contenders_[lane.value].push_back(inlet);
      ++lanes_[lane].contender_count;
      continue;
    }
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
  for (const LaneIndex lane : std::exchange(guard_queue_, {}))
    plan_slot(simulation, lane, simulation.now().ns);
  for (const LaneIndex lane : std::exchange(bound_, {})) {
    const InletIndex inlet{lane.value};
    Inlet& row = inlets_[inlet];
    const Target before = row.target;
    if (!renew_target(lane)) bound_.push_back(lane);
    if (row.target == before || row.state != Inlet::State::contending) continue;
    std::vector<InletIndex>& contenders = contenders_[row.contends_for.value];
    contenders.erase(std::find(contenders.begin(), contenders.end(), inlet));
    --lanes_[row.contends_for].contender_count;
    direct_soon(inlet);
  }
}

std::vector<GuardFault> Guideway::audit_guard() const {
  std::vector<GuardFault> faults;
  const auto check = [&](PlaceIndex place, std::uint32_t taken, std::uint32_t counted) {
    if (taken != counted) faults.push_back({place, taken, counted});
  };
  std::uint32_t booked = 0;  // in the tubes of a link
  for (const LaneIndex index : lanes_.indices()) {
    const PlaceIndex place{index.value};
    if (!guard_.guarded(place)) continue;
    const PassageRing& passages = lanes_[index].passages;
    std::uint32_t counted = 0;
    for (std::uint32_t p = passages.head(); p != passages.end(); ++p)
      counted += trains_[passages[p].train].count;
    check(place, guard_.taken(place), counted + guard_.booked(place));
    const LinkIndex link = lanes_[index].link;
    booked = (index == first_lane_[link] ? 0 : booked) + guard_.booked(place);
    if (index.value + 1 != first_lane_[link].value + lanes_[index].tube_count) continue;
    const std::size_t held = books_room(link) ? yards_.track(yards_.track_of(link)).held.size() : 0;
    check(place, booked, static_cast<std::uint32_t>(held));
  }
  return faults;
}

}  // namespace dimai::models
