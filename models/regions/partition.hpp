#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/demand.hpp"

namespace dimai::models {

/// What decides where a network is cut.
struct PartitionInput {
  const Network* network = nullptr;
  const Router* router = nullptr;
  std::span<const std::uint32_t> profile_of_class;
  std::span<const Request> requests;  ///< their ways tell how much happens where
  /// Links whose ends may lie in different regions, those of both directions alike  [link]
  std::vector<std::uint8_t> may_be_cut;
  std::uint32_t regions = 1;
};

/// Where a network is cut into regions.
struct Partition {
  std::vector<std::uint32_t> region_of_node;
  std::uint32_t regions = 1;         ///< fewer than asked for if the network cannot be cut so often
  std::vector<LinkIndex> cut_links;  ///< their ends lie in different regions
  std::vector<double> load_share;    ///< expected share of all work  [region]
  double crossing_share = 0.0;       ///< of the passages of links, those of cut ones
};

/// Cuts a network into regions in which about as much happens, at few and little used links.
///
/// Nodes that links join which may not be cut stay together. What is left is halved again and
/// again: along the direction, of eight, that leaves the most even halves and the least traffic
/// between them, and then by moving one place at a time for as long as that makes it better.
/// Depends on nothing but its input.
Partition make_partition(const PartitionInput& input);

}  // namespace dimai::models
