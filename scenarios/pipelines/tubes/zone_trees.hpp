#pragma once

#include <vector>

#include "models/pipelines/parcel_tubes/tube_network.hpp"
#include "scenarios/reading/feature.hpp"

namespace dimai::scenarios {

/// A tube as it was read: between two nodes of one zone, whichever way.
struct ZoneTube {
  models::TubeNodeIndex a;
  models::TubeNodeIndex b;
  double length_m = 0.0;
  Feature* feature = nullptr;
};

/// Hangs the nodes of each zone below its blower: finds every node's parent. What is no tree is a
/// problem: loops, nodes that no tube leads to, tubes between zones, stations that tubes go on
/// from.
///
/// @param of_node  feature of each node, to point at; null if it has none
/// @return whether every zone is a tree
bool grow_zone_trees(models::TubeNetwork& network, const std::vector<ZoneTube>& tubes,
                     const std::vector<Feature*>& of_node);

}  // namespace dimai::scenarios
