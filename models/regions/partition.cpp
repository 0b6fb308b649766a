#include "models/regions/partition.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/network/disjoint_sets.hpp"

namespace dimai::models {

namespace {

constexpr std::size_t kMostWays = 20000;  ///< that are walked to learn the load
constexpr double kPortalWork = 5.0;       ///< at each end of a journey, in passages of a node
constexpr double kCutCost = 0.5;          ///< of traffic between halves, in shares of uneven load

/// Nodes that stay together.
struct Place {
  double load = 0.0;
  double x = 0.0;  ///< sums over nodes until they are divided by `nodes`
  double y = 0.0;
  double nodes = 0.0;
};
/// Traffic between two places.
struct Bond {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double load = 0.0;
};

class Cutter {
 public:
  explicit Cutter(const PartitionInput& input)
      : input_(input),
        network_(*input.network),
        node_load_(network_.nodes.size(), 0.0),
        link_load_(network_.links.size(), 0.0) {
    learn_load();
    find_places();
  }

  Partition cut() {
    region_.assign(places_.size(), 0);
    std::vector<std::uint32_t> all(places_.size());
    std::iota(all.begin(), all.end(), 0U);
    const auto most = static_cast<std::uint32_t>(places_.size());
    halve(all, std::max(1U, std::min(input_.regions, most)));
    return result();
  }

 private:
  void learn_load() {
    const std::size_t step = input_.requests.size() / kMostWays + 1;
    for (std::size_t i = 0; i < input_.requests.size(); i += step) {
      const Request& request = input_.requests[i];
      const std::uint32_t profile = input_.profile_of_class[request.capsule_class];
      node_load_[request.origin.value] += kPortalWork;
      node_load_[request.destination.value] += kPortalWork;
      for (const LinkIndex link :
           input_.router->path(profile, request.origin, request.destination)) {
        link_load_[link.value] += 1.0;
        node_load_[network_.links[link].to.value] += 1.0;
      }
    }
    for (double& load : node_load_) load += 1e-3;  // without demand: by the number of nodes
  }

  void find_places() {
    std::vector<std::uint32_t> parent(network_.nodes.size());
    std::iota(parent.begin(), parent.end(), 0U);
    for (const LinkIndex link : network_.links.indices()) {
      if (input_.may_be_cut[link.value] != 0) continue;
      const Link& row = network_.links[link];
      parent[root_of(parent, row.from.value)] = root_of(parent, row.to.value);
    }
    constexpr std::uint32_t none = 0xFFFFFFFF;
    std::vector<std::uint32_t> place_of_root(parent.size(), none);
    for (const NodeIndex node : network_.nodes.indices()) {
      std::uint32_t& place = place_of_root[root_of(parent, node.value)];
      if (place == none) {
        place = static_cast<std::uint32_t>(places_.size());
        places_.emplace_back();
      }
      place_of_node_.push_back(place);
      Place& row = places_[place];
      row.load += node_load_[node.value];
      row.x += network_.nodes[node].longitude_deg;
      row.y += network_.nodes[node].latitude_deg;
      row.nodes += 1.0;
    }
    for (const LinkIndex link : network_.links.indices()) {
      const std::uint32_t a = place_of_node_[network_.links[link].from.value];
      const std::uint32_t b = place_of_node_[network_.links[link].to.value];
      if (a != b) bonds_.push_back({a, b, link_load_[link.value]});
    }
  }

  /// Unevenness and traffic between those marked 0 and 1; less is better. `share`: of side 0.
  double badness(const std::vector<std::uint32_t>& places, double share) const {
    std::array<double, 2> load{};
    for (const std::uint32_t place : places) load[side_[place]] += places_[place].load;
    const double all = load[0] + load[1];
    double between = 0.0;
    for (const Bond& bond : bonds_) {
      const bool counts = side_[bond.a] != side_[bond.b] && side_[bond.a] < 2 && side_[bond.b] < 2;
      if (counts) between += bond.load;
    }
    const double uneven = std::max(load[0] / (all * share), load[1] / (all * (1.0 - share))) - 1.0;
    return uneven + kCutCost * between / all;
  }

  /// Marks the first places in a direction 0 until they have their share, the others 1.
  void sweep(std::vector<std::uint32_t> places, double angle, double share) {
    const auto along = [&](std::uint32_t i) {
      const Place& place = places_[i];
      return (place.x * std::cos(angle) + place.y * std::sin(angle)) / place.nodes;
    };
    std::stable_sort(places.begin(), places.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return along(a) < along(b); });
    double all = 0.0;
    for (const std::uint32_t place : places) all += places_[place].load;
    double sum = 0.0;
    for (const std::uint32_t place : places) {
      const double half = places_[place].load / 2.0;
      side_[place] = sum + half <= all * share ? 0 : 1;
      sum += 2.0 * half;
    }
  }

  void improve(const std::vector<std::uint32_t>& places, double share) {
    constexpr int kRounds = 8;
    constexpr std::size_t kMostPlaces = 2000;  // each move looks at all of them
    if (places.size() > kMostPlaces) return;
    double best = badness(places, share);
    for (int round = 0; round < kRounds; ++round) {
      bool better = false;
      for (const std::uint32_t place : places) {
        side_[place] ^= 1U;
        const double now = badness(places, share);
        if (now < best - 1e-12) {
          best = now;
          better = true;
        } else {
          side_[place] ^= 1U;
        }
      }
      if (!better) return;
    }
  }

  void halve(const std::vector<std::uint32_t>& places, std::uint32_t regions) {
    if (regions == 1 || places.size() == 1) {
      for (const std::uint32_t place : places) region_[place] = region_count_;
      ++region_count_;
      return;
    }
    constexpr int kDirections = 8;
    constexpr double kHalfTurn = 3.14159265358979;
    const std::uint32_t first = regions / 2;
    const double share = static_cast<double>(first) / regions;
    side_.assign(places_.size(), 2);
    std::vector<std::uint32_t> best;
    double least = 0.0;
    for (int direction = 0; direction < kDirections; ++direction) {
      sweep(places, kHalfTurn * direction / kDirections, share);
      improve(places, share);
      const double now = badness(places, share);
      if (!best.empty() && now >= least) continue;
      least = now;
      best = side_;
    }
    std::array<std::vector<std::uint32_t>, 2> halves;
    for (const std::uint32_t place : places) halves[best[place]].push_back(place);
    for (const std::uint32_t side : {0U, 1U}) {
      const std::uint32_t wanted = side == 0 ? first : regions - first;
      const auto possible = static_cast<std::uint32_t>(halves[side].size());
      if (possible > 0) halve(halves[side], std::min(wanted, possible));
    }
  }

  Partition result() const {
    Partition partition;
    partition.regions = region_count_;
    partition.load_share.assign(region_count_, 0.0);
    double all = 0.0;
    for (const NodeIndex node : network_.nodes.indices()) {
      const std::uint32_t region = region_[place_of_node_[node.value]];
      partition.region_of_node.push_back(region);
      partition.load_share[region] += node_load_[node.value];
      all += node_load_[node.value];
    }
    for (double& share : partition.load_share) share /= all;
    double crossing = 0.0;
    for (const LinkIndex link : network_.links.indices()) {
      const Link& row = network_.links[link];
      if (partition.region_of_node[row.from.value] == partition.region_of_node[row.to.value])
        continue;
      partition.cut_links.push_back(link);
      crossing += link_load_[link.value];
    }
    const double passages = std::accumulate(link_load_.begin(), link_load_.end(), 0.0);
    partition.crossing_share = passages > 0.0 ? crossing / passages : 0.0;
    return partition;
  }

  const PartitionInput& input_;
  const Network& network_;
  std::vector<double> node_load_;
  std::vector<double> link_load_;
  std::vector<std::uint32_t> place_of_node_;
  std::vector<Place> places_;
  std::vector<Bond> bonds_;
  std::vector<std::uint32_t> side_;    ///< by place: half of what is being halved, 2: elsewhere
  std::vector<std::uint32_t> region_;  ///< by place
  std::uint32_t region_count_ = 0;
};

}  // namespace

Partition make_partition(const PartitionInput& input) { return Cutter(input).cut(); }

}  // namespace dimai::models
