#include <algorithm>
#include <stdexcept>

#include "models/guideway/guideway.hpp"

// Lanes between regions. Such a lane has a half in each of two guideways: in the one where trains
// enter it, all is as on other lanes but that nobody leaves; in the other one, nobody enters. What
// one half must know of the other is told between windows of time, and always soon enough:
//
// - A train is told of once nobody can join it any more, long before it can reach the lane's end.
// - A train that leaves is told of with the time at which its whole place, its own length and gap,
//   is free of the lane's end (T). It matters for those who enter a full lane: they wait until
//   T + m tau, m being the trains on a lane's length. As long as T is not known it lies after the
//   window's start, so that they wait beyond the window if it is no longer than m tau; see
//   look_ahead_ns. So nothing depends on how long windows are.
//
// A chain of leaders (following.hpp) ends where the half does. The exact rule would let a front in
// when a point of the leader's place, not the whole of it, has passed the end: a full lane holds
// less than one train less than it could.

namespace dimai::models {

std::int64_t joinable_ns(const Lane& lane, std::int64_t longest_um) {
  constexpr std::int64_t kSlack_ns = 10'000'000'000;  // to re-close after a cut
  return 2 * run_ns(longest_um, lane.ns_per_um) + kSlack_ns;
}

std::int64_t look_ahead_ns(const Lane& lane, std::int64_t longest_um) {
  const std::int64_t trains = lane.length_um / longest_um - 2;
  return std::min(lane.running_ns - joinable_ns(lane, longest_um), trains * lane.tau_ns);
}

void Guideway::mark_halves(const GuidewaySetup& setup) {
  if (setup.region_of_node.empty()) return;
  for (const LaneIndex index : lanes_.indices()) {
    Lane& lane = lanes_[index];
    const bool from_here = setup.region_of_node[lane.from.value] == setup.region;
    const bool to_here = setup.region_of_node[lane.to.value] == setup.region;
    if (from_here == to_here) continue;
    lane.left_elsewhere = from_here;
    lane.entered_elsewhere = to_here;
    halves_.push_back(index);
  }
  guard_.divide(network_, setup.region_of_node);
}

void Guideway::hand_over(std::int64_t now_ns, Crossings& told) {
  for (const LaneIndex index : halves_) {
    Lane& lane = lanes_[index];
    if (lane.left_elsewhere) {
      hand_over_trains(index, now_ns, told);
    } else {
      hand_over_clearings(index, told);
    }
  }
}

/// Trains that nobody can join any more.
void Guideway::hand_over_trains(LaneIndex index, std::int64_t now_ns, Crossings& told) {
  Lane& lane = lanes_[index];
  const std::int64_t joinable = joinable_ns(lane, longest_spacing_um_);
  for (; lane.untold != lane.passages.end(); ++lane.untold) {
    LanePassage& passage = lane.passages[lane.untold];
    if (passage.entered_ns + joinable >= now_ns) return;
    const TrainIndex train = passage.train;
    for (CapsuleIndex c = trains_[train].front; c.valid(); c = trains_[c].behind) {
      told.members.push_back({c, trains_[c]});
    }
    told.arrivals.push_back({index, passage, trains_[train], {}, told.members.size()});
    if (lane.lost_times) {
      for (const LostTime& each : *lane.lost_times) {
        if (each.position_um == passage.position_um)
          told.arrivals.back().lost_times.push_back(each);
      }
    }
    trains_.take_out(train);
    passage.train = {};
  }
}

/// Trains whose places at the lane's end are free from a known time on.
void Guideway::hand_over_clearings(LaneIndex index, Crossings& told) {
  Lane& lane = lanes_[index];
  const PassageRing& passages = lane.passages;
  for (; lane.untold != passages.head(); ++lane.untold) {
    const LanePassage& passage = passages[lane.untold];
    if (!passage.train.valid()) continue;  // only a part of a train
    const bool newest = lane.untold + 1 == passages.end();
    const std::int64_t place_um = newest
                                      ? lane.newest_length_um + standstill_gap_um_
                                      : passages[lane.untold + 1].position_um - passage.position_um;
    const Bound clear = after_leaving(lanes_, index, lane.untold, {0, place_um, 0.0});
    if (!clear.known()) return;
    told.clearings.push_back({index, clear.time_ns});
  }
}

void Guideway::take_over(sim::Simulation& simulation, const Crossings& told) {
  std::size_t member = 0;
  for (const Crossings::Arrival& arrival : told.arrivals) {
    const bool mine = lanes_[arrival.lane].entered_elsewhere;
    for (; member != arrival.members_end; ++member) {
      const Crossings::Member& row = told.members[member];
      if (mine) trains_[row.capsule] = row.row;
    }
    if (mine) take_over_train(simulation, arrival);
  }
  for (const Crossings::Clearing& clearing : told.clearings) {
    if (lanes_[clearing.lane].left_elsewhere) take_over_clearing(simulation, clearing);
  }
}

/// A train whose capsules' rows are here already.
void Guideway::take_over_train(sim::Simulation& simulation, const Crossings::Arrival& arrival) {
  Lane& lane = lanes_[arrival.lane];
  LanePassage passage = arrival.passage;
  if (passage.entered_ns + lane.running_ns < simulation.now().ns)
    throw std::logic_error("guideway: a train between regions was told of too late");
  passage.train = trains_.put_in(arrival.train);
  // Ways may have changed meanwhile.
  passage.target = front_target(passage.train, InletIndex{arrival.lane.value});
  make_room(arrival.lane, simulation.now().ns);
  const bool alone = lane.passages.empty();
  lane.passages.push(passage);
  for (const LostTime& each : arrival.lost_times) lane.lose(each);
  lane.newest_entered_ns = passage.entered_ns;
  lane.newest_position_um = passage.position_um;
  lane.newest_headways = passage.headways;
  lane.newest_length_um = arrival.train.length_um;
  if (alone) plan_head(simulation, InletIndex{arrival.lane.value});
}

void Guideway::take_over_clearing(sim::Simulation& simulation,
                                  const Crossings::Clearing& clearing) {
  Lane& lane = lanes_[clearing.lane];
  const std::uint32_t sequence = lane.passages.head();
  lane.passages[sequence].left_ns = clearing.time_ns;
  lane.passages.advance_head();
  wake_waiters(simulation, clearing.lane, sequence);
}

}  // namespace dimai::models
