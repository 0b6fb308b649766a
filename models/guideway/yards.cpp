#include "models/guideway/yards.hpp"

#include <algorithm>

#include "models/network/order.hpp"
#include "models/physics/separation.hpp"
#include "sim/elementary.hpp"
#include "sim/time.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kNoTrack = 0xFFFFFFFF;
constexpr double kFlowMemory_s = 600.0;  ///< time constant of the smoothed flow

bool has_sidings(NodeKind kind) { return kind == NodeKind::yard || kind == NodeKind::siding; }

}  // namespace

Yards::Yards(const Network& network, const GuidewayParameters& guideway,
             const FormationParameters& formation, Router* router)
    : network_(network),
      router_(*router),
      guideway_(guideway),
      formation_(formation),
      track_of_link_(network.links.size(), kNoTrack),
      orders_(network.nodes.size() * router->profile_count()) {
  if (formation.policy == "none") return;
  for (const LinkIndex link : network.links.indices()) {
    const Link& row = network.links[link];
    const NodeKind kind = network.nodes[row.from].kind;
    const bool leaves_yard = kind == NodeKind::yard && row.role == LinkRole::trunk;
    if (!leaves_yard && kind != NodeKind::siding) continue;
    track_of_link_[link] = track_count();
    Track track;
    track.node = row.from;
    track.link = link;
    tracks_.push_back(track);
  }
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

void Yards::note_flow(LinkIndex link, std::uint32_t capsules, std::int64_t now_ns) {
  const std::uint32_t index = track_of_link_[link];
  if (index == kNoTrack || formation_.policy != "capacity") return;
  Track& track = tracks_[index];
  const double elapsed_s = sim::to_seconds({now_ns - track.flow_time_ns});
  track.flow_per_s = track.flow_per_s * sim::natural_exponential(-elapsed_s / kFlowMemory_s) +
                     capsules / kFlowMemory_s;
  track.flow_time_ns = now_ns;
}

std::size_t Yards::wanted(const Track& track, double lane_speed_m_s,
                          double capsule_length_m) const {
  const auto most = static_cast<std::size_t>(guideway_.max_train_capsules);
  if (formation_.policy == "size") return std::min(most, static_cast<std::size_t>(formation_.size));
  if (formation_.policy != "capacity") return most;
  const TrainShape shape{1, capsule_length_m, guideway_.coupling_gap_m, guideway_.standstill_gap_m};
  const auto size =
      least_train_size(separation_law(guideway_), shape, lane_speed_m_s, track.flow_per_s);
  if (!size) return most;
  return std::clamp<std::size_t>(static_cast<std::size_t>(*size), 1, most);
}

std::vector<CapsuleIndex> Yards::take_train(std::uint32_t index, const TrainTable& trains,
                                            std::int64_t& at_rest_ns) {
  Track& track = tracks_[index];
  const auto most = static_cast<std::size_t>(guideway_.max_train_capsules);
  const auto taken_end =
      track.waiting.begin() + static_cast<std::ptrdiff_t>(std::min(most, track.waiting.size()));
  std::vector<CapsuleIndex> capsules;
  for (auto waiting = track.waiting.begin(); waiting != taken_end; ++waiting) {
    at_rest_ns = std::max(at_rest_ns, waiting->at_rest_ns);
    capsules.push_back(waiting->capsule);
  }
  track.waiting.erase(track.waiting.begin(), taken_end);
  std::stable_sort(capsules.begin(), capsules.end(), [&](CapsuleIndex a, CapsuleIndex b) {
    return rank(trains[a].profile, track.node, trains[a].destination) <
           rank(trains[b].profile, track.node, trains[b].destination);
  });
  return capsules;
}

std::uint32_t Yards::rank(std::uint32_t profile, NodeIndex node, NodeIndex destination) {
  std::vector<std::uint32_t>& order = orders_[profile * network_.nodes.size() + node.value];
  if (order.empty()) order = leaf_order(router_, profile, node);
  return order[router_.portal_rank(destination)];
}

void Yards::forget_orders() {
  for (std::vector<std::uint32_t>& order : orders_) order.clear();
}

}  // namespace dimai::models
