#pragma once

#include <string>
#include <vector>

#include "models/network/network.hpp"
#include "models/operation/parameters.hpp"
#include "scenarios/effective_parameter.hpp"
#include "scenarios/formats/value.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// A network with the lines that its parts stand in.
struct NetworkFile {
  std::string file;
  models::Network network;
  std::vector<Place> node_places;            ///< one per node
  std::vector<Place> link_places;            ///< one per link; both ways of a tunnel have the same
  std::vector<models::Closure> closures;     ///< of tunnels that open later than the run begins
  std::vector<EffectiveParameter> defaults;  ///< properties left out, and at how many features
  bool read = false;   ///< there are nodes and links, so ids elsewhere can be checked
  bool whole = false;  ///< no node or link was left out for a problem, so ways can be checked
};

/// Build the network from GeoJSON as analysis/docs/scenario-format.md says.
///
/// Nodes with problems are kept, so that links to them are not told as faulty too.
/// @param speed_m_s  limit of links that state none: the top speed of the capsules
NetworkFile read_network(const Value& document, const std::string& file, double speed_m_s,
                         Problems& problems);

/// Row of the node or link of that id; invalid if there is none.
models::NodeIndex find_node(const models::Network& network, std::string_view id);
models::LinkIndex find_link(const models::Network& network, std::string_view id);

}  // namespace dimai::scenarios
