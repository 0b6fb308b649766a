#include "models/yards/yards.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/network/order.hpp"
#include "models/physics/separation.hpp"
#include "models/trains/marshalling.hpp"
#include "sim/elementary.hpp"
#include "sim/time.hpp"

namespace dimai::models {

namespace {

constexpr double kFlowMemory_s = 600.0;  ///< time constant of the smoothed flow
constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

std::int64_t to_ns(double seconds) { return std::llround(seconds * 1e9); }
std::int64_t to_um(double metres) { return std::llround(metres * 1e6); }

bool has_sidings(NodeKind kind) { return kind == NodeKind::yard || kind == NodeKind::siding; }

/// Whether lanes of the layout serve to re-order trains in motion on their way into the link.
bool can_reorder(const YardParameters& yard, const Link& link, const GuidewayParameters& guideway) {
  const bool wanted = yard.plan == "in motion" || yard.plan == "quickest";
  return wanted && guideway.separation == "relative" &&
         yard.lane_speed_m_s >= std::min(link.speed_m_s, guideway.speed_m_s);
}

}  // namespace

Yards::Yards(const Network& network, const GuidewayParameters& guideway,
             const Marshalling& marshalling, Router* router, std::int64_t time_bin_ns)
    : network_(network),
      router_(*router),
      guideway_(guideway),
      policies_(junction_policies(network, marshalling, guideway)),
      track_of_link_(network.links.size(), kNoTrack),
      reordering_of_link_(network.links.size(), kNoTrack),
      orders_(network.nodes.size() * router->profile_count()) {
  for (const LinkIndex link : network.links.indices()) {
    const Link& row = network.links[link];
    for (const YardLayout& layout : marshalling.yards) {
      if (layout.node != row.from || !can_reorder(layout.yard, row, guideway)) continue;
      reordering_of_link_[link] = static_cast<std::uint32_t>(reordering_.size());
      reordering_.push_back(layout.yard);
    }
    const NodeKind kind = network.nodes[row.from].kind;
    const bool leaves_yard = kind == NodeKind::yard && row.role == LinkRole::trunk;
    if (!leaves_yard && kind != NodeKind::siding) continue;
    if (!holds_standing(policies_[row.from].policy)) continue;
    track_of_link_[link] = track_count();
    tracks_.push_back(make_track(link, marshalling, time_bin_ns));
  }
}

Yards::Track Yards::make_track(LinkIndex link, const Marshalling& marshalling,
                               std::int64_t bin_ns) const {
  Track track;
  track.node = network_.links[link].from;
  track.link = link;
  track.use = TrackUse(bin_ns);
  for (const YardLayout& layout : marshalling.yards) {
    if (layout.node == track.node) track.layout = layout.yard;
  }
  if (!track.layout) return track;
  const bool by_block =
      track.layout->plan == "blocks" || policies_[track.node].policy == FormationPolicy::blocks;
  track.room = StandingRoom(
      static_cast<std::size_t>(track.layout->lanes), to_um(track.layout->lane_length_m),
      by_block ? StandingRoom::Sharing::by_number : StandingRoom::Sharing::by_patience);
  return track;
}

void Yards::count_capsules(const TrainTable& trains, std::vector<std::uint64_t>& by_class) const {
  for (const Track& track : tracks_) {
    for (const Waiting& waiting : track.waiting) ++by_class[trains[waiting.capsule].capsule_class];
  }
}

bool Yards::stops(NodeIndex node, bool from_trunk, LinkIndex next) const {
  if (track_of_link_[next] == kNoTrack) return false;
  const NodeKind kind = network_.nodes[node].kind;
  return has_sidings(kind) && (kind == NodeKind::siding || !from_trunk);
}

const YardParameters* Yards::reorders(LinkIndex link) const {
  const std::uint32_t index = reordering_of_link_[link];
  return index == kNoTrack ? nullptr : &reordering_[index];
}

std::int64_t Yards::space_um(const Capsule& capsule) const {
  return capsule.length_um + to_um(guideway_.standstill_gap_m);
}

/// Number by which an arriving capsule finds its lane: its block, or its place in the order ahead.
std::uint32_t Yards::arrival_number(Track& track, const TrainTable& trains, CapsuleIndex capsule) {
  const std::string& plan = track.layout->plan;
  const bool by_block = plan == "blocks" || policies_[track.node].policy == FormationPolicy::blocks;
  if (by_block) return block(track, trains[capsule]);
  if (plan == "as they come" || plan == "in motion" || plan == "hump") return 0;
  return rank(track, trains, capsule);
}

std::uint32_t Yards::room(std::uint32_t index, const TrainTable& trains, TrainIndex train,
                          std::uint32_t count) {
  Track& track = tracks_[index];
  if (!track.layout) return count;
  std::vector<std::uint32_t> numbers;
  std::vector<std::int64_t> spaces_um;
  CapsuleIndex c = trains[train].front;
  for (std::uint32_t i = 0; i < count; ++i, c = trains[c].behind) {
    numbers.push_back(arrival_number(track, trains, c));
    spaces_um.push_back(space_um(trains[c]));
  }
  return track.room.admits(numbers, spaces_um);
}

std::vector<std::uint32_t> Yards::take_room(std::uint32_t index, const TrainTable& trains,
                                            const std::vector<CapsuleIndex>& capsules) {
  std::vector<std::uint32_t> lanes(capsules.size(), 0);
  Track& track = tracks_[index];
  if (!track.layout) return lanes;
  for (std::size_t i = 0; i < capsules.size(); ++i) {
    lanes[i] =
        track.room.take(arrival_number(track, trains, capsules[i]), space_um(trains[capsules[i]]));
    if (lanes[i] == StandingRoom::kNoLane)
      throw std::logic_error("yards: a capsule has come in for which there is no room");
  }
  return lanes;
}

void Yards::take_in(std::uint32_t index, Waiting waiting, const TrainTable& trains) {
  Track& track = tracks_[index];
  const CapsuleIndex capsule = waiting.capsule;
  const std::int64_t now_ns = waiting.came_ns;
  if (policies_[track.node].policy == FormationPolicy::blocks)
    waiting.block = block(track, trains[capsule]);
  if (track.layout) {
    const YardParameters& yard = *track.layout;
    const bool moves = waiting.lane != track.throat_lane;
    const std::int64_t rolls_ns =
        std::max(waiting.at_rest_ns, track.throat_ns) + (moves ? to_ns(yard.lock_time_s) : 0);
    track.throat_lane = waiting.lane;
    track.throat_ns = rolls_ns + to_ns(yard.roll_time_s);
    waiting.at_rest_ns = track.throat_ns + to_ns(yard.lane_length_m / yard.lane_speed_m_s);
  }
  track.waiting.push_back(waiting);
  track.held.push_back({capsule, waiting.lane, now_ns});
  track.use.change(now_ns, 1);
  note_flow(track.link, 1, now_ns);
  ++track.counts.capsules;
  track.counts.most_standing =
      std::max(track.counts.most_standing, static_cast<std::uint64_t>(track.held.size()));
}

void Yards::note_flow(LinkIndex link, std::uint32_t capsules, std::int64_t now_ns) {
  const std::uint32_t index = track_of_link_[link];
  if (index == kNoTrack) return;
  Track& track = tracks_[index];
  if (policies_[track.node].policy != FormationPolicy::capacity) return;
  const double elapsed_s = sim::to_seconds({now_ns - track.flow_time_ns});
  track.flow_per_s = track.flow_per_s * sim::natural_exponential(-elapsed_s / kFlowMemory_s) +
                     capsules / kFlowMemory_s;
  track.flow_time_ns = now_ns;
}

std::size_t Yards::wanted(const Track& track, double lane_speed_m_s,
                          double capsule_length_m) const {
  const auto most = static_cast<std::size_t>(guideway_.max_train_capsules);
  const JunctionPolicy& policy = policies_[track.node];
  if (policy.policy == FormationPolicy::size || policy.policy == FormationPolicy::blocks)
    return std::min(most, static_cast<std::size_t>(policy.size));
  if (policy.policy != FormationPolicy::capacity) return most;
  const TrainShape shape{1, capsule_length_m, guideway_.coupling_gap_m, guideway_.standstill_gap_m};
  const auto size =
      least_train_size(separation_law(guideway_), shape, lane_speed_m_s, track.flow_per_s);
  if (!size) return most;
  return std::clamp<std::size_t>(static_cast<std::size_t>(*size), 1, most);
}

std::size_t Yards::gathered(const Track& track) const {
  if (policies_[track.node].policy != FormationPolicy::blocks) return track.waiting.size();
  return static_cast<std::size_t>(
      std::count_if(track.waiting.begin(), track.waiting.end(),
                    [&](const Waiting& w) { return w.block == track.waiting.back().block; }));
}

std::int64_t Yards::deadline_ns(const Track& track, std::int64_t now_ns) const {
  const JunctionPolicy& policy = policies_[track.node];
  const bool by_first = policy.policy == FormationPolicy::blocks;
  const std::int64_t from_ns = by_first ? track.waiting.front().came_ns : now_ns;
  return std::max(now_ns, from_ns + policy.window_ns);
}

/// The capsules that leave now, in order of arrival; `in_the_way` counts others that stand before
/// one of them in its lane.
std::vector<Yards::Waiting> Yards::take(Track& track, bool newest, std::uint32_t& in_the_way) {
  const auto most = static_cast<std::size_t>(guideway_.max_train_capsules);
  const bool by_block = policies_[track.node].policy == FormationPolicy::blocks;
  const std::uint32_t wanted_block =
      newest ? track.waiting.back().block : track.waiting.front().block;
  std::vector<Waiting> taken;
  std::vector<Waiting> left;
  for (const Waiting& waiting : track.waiting) {
    const bool goes = taken.size() < most && (!by_block || waiting.block == wanted_block);
    (goes ? taken : left).push_back(waiting);
  }
  in_the_way = 0;
  if (track.layout) {
    for (const Waiting& other : left) {
      const bool bars = std::any_of(taken.begin(), taken.end(), [&](const Waiting& one) {
        return one.lane == other.lane && one.at_rest_ns > other.at_rest_ns;
      });
      in_the_way += bars ? 1U : 0U;
    }
    for (const Waiting& one : taken) track.room.close(one.lane);
  }
  track.waiting = std::move(left);
  return taken;
}

Yards::Formed Yards::form(std::uint32_t index, const TrainTable& trains, std::int64_t now_ns,
                          bool newest) {
  Track& track = tracks_[index];
  Formed formed;
  std::uint32_t in_the_way = 0;
  const std::vector<Waiting> taken = take(track, newest, in_the_way);
  put_in_order(track, trains, taken, formed);
  std::int64_t starts_ns = now_ns;
  for (const Waiting& one : taken) starts_ns = std::max(starts_ns, one.at_rest_ns);
  if (track.layout) {
    const YardParameters& yard = *track.layout;
    if (in_the_way > 0) {  // they roll out of the way, round, and in again
      formed.sorting.rolled_units += in_the_way;
      formed.sorting.point_moves += 2;
      formed.sorting.time_s +=
          yard.pull_back_time_s + 2.0 * in_the_way * yard.roll_time_s + 2.0 * yard.lock_time_s;
    }
    starts_ns = std::max(starts_ns, track.busy_until_ns);
  }
  formed.ready_ns = starts_ns + to_ns(formed.sorting.time_s);
  if (taken.size() > 1) formed.ready_ns += policies_[track.node].latch_ns;
  // Points and tracks are free for the next train while this one's last capsule runs up and
  // couples.
  track.busy_until_ns = starts_ns + to_ns(formed.sorting.time_s);
  if (track.layout)
    track.busy_until_ns -= to_ns(track.layout->lane_length_m / track.layout->lane_speed_m_s);
  if (formed.sorting.passes > 1) track.throat_ns = std::max(track.throat_ns, track.busy_until_ns);
  YardCounts& counts = track.counts;
  counts.trains += 1;
  counts.passes += formed.sorting.passes;
  counts.rolled_units += formed.sorting.rolled_units;
  counts.point_moves += formed.sorting.point_moves;
  counts.cuts_as_come += formed.cuts_as_come;
  counts.cuts_ahead += formed.cuts_ahead;
  counts.sorting_s += formed.sorting.time_s;
  return formed;
}

/// Finds the order of the capsules, and what it takes to get there.
void Yards::put_in_order(Track& track, const TrainTable& trains, const std::vector<Waiting>& taken,
                         Formed& formed) {
  std::vector<std::uint32_t> ranks;
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint32_t> lanes;
  std::int64_t longest_um = 0;
  for (const Waiting& one : taken) {
    ranks.push_back(rank(track, trains, one.capsule));
    lanes.push_back(one.lane);
    longest_um = std::max(longest_um, space_um(trains[one.capsule]));
  }
  numbers = ranks;
  if (track.layout && track.layout->plan == "blocks") {
    std::vector<std::uint32_t> blocks;
    for (const Waiting& one : taken) blocks.push_back(block(track, trains[one.capsule]));
    for (std::size_t i = 0; i < taken.size(); ++i) {
      for (std::size_t j = 0; j < taken.size(); ++j) {
        if (blocks[i] == blocks[j]) numbers[i] = std::min(numbers[i], ranks[j]);
      }
    }
  }
  if (track.layout) {
    formed.sorting =
        sort_units({numbers, lanes, static_cast<double>(longest_um) * 1e-6}, *track.layout);
  } else {
    formed.sorting.order.resize(taken.size());
    for (std::uint32_t i = 0; i < taken.size(); ++i) formed.sorting.order[i] = i;
    std::stable_sort(formed.sorting.order.begin(), formed.sorting.order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; });
  }
  std::vector<std::uint32_t> sorted;
  for (const std::uint32_t unit : formed.sorting.order) {
    formed.capsules.push_back(taken[unit].capsule);
    sorted.push_back(ranks[unit]);
  }
  formed.cuts_as_come = static_cast<std::uint32_t>(cut_count(ranks));
  formed.cuts_ahead = static_cast<std::uint32_t>(cut_count(sorted));
}

void Yards::leave(std::uint32_t index, const TrainTable& trains, TrainIndex train,
                  std::int64_t now_ns) {
  Track& track = tracks_[index];
  for (CapsuleIndex c = trains[train].front; c.valid(); c = trains[c].behind) {
    const auto held = std::find_if(track.held.begin(), track.held.end(),
                                   [&](const Held& each) { return each.capsule == c; });
    if (track.layout) track.room.give_back(held->lane, space_um(trains[c]));
    track.counts.standing_s += sim::to_seconds({now_ns - held->came_ns});
    track.held.erase(held);
  }
  track.use.change(now_ns, -std::int64_t{trains[train].count});
}

std::uint32_t Yards::rank(std::uint32_t profile, NodeIndex node, NodeIndex destination) {
  std::vector<std::uint32_t>& order = orders_[profile * network_.nodes.size() + node.value];
  if (order.empty()) order = leaf_order(router_, profile, node);
  return order[router_.portal_rank(destination)];
}

/// The node where a capsule leaves the trunk that begins with the track's tube; its destination if
/// that is no trunk.
std::uint32_t Yards::block(Track& track, const Capsule& capsule) {
  const std::size_t portals = router_.portals().size();
  if (track.block_of.empty()) track.block_of.assign(router_.profile_count() * portals, kUnknown);
  std::uint32_t& known =
      track.block_of[capsule.profile * portals + router_.portal_rank(capsule.destination)];
  if (known != kUnknown) return known;
  NodeIndex at = track.node;
  LinkIndex link = router_.next_link(capsule.profile, at, capsule.destination);
  while (link.valid() && network_.links[link].role == LinkRole::trunk) {
    at = network_.links[link].to;
    if (at == capsule.destination) break;
    link = router_.next_link_after(capsule.profile, link, capsule.destination);
  }
  known = at == track.node ? capsule.destination.value : at.value;
  return known;
}

void Yards::forget_orders() {
  for (std::vector<std::uint32_t>& order : orders_) order.clear();
  for (Track& track : tracks_) track.block_of.clear();
}

}  // namespace dimai::models
