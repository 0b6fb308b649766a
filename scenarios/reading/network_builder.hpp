#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenarios/reading/feature.hpp"
#include "scenarios/reading/network_reader.hpp"

namespace dimai::scenarios {

/// How often a property was left out and its default taken.
struct DefaultCount {
  std::string value;  ///< the default, in words
  std::string meaning;
  std::string noun;  ///< what has the property: "portals"
  std::size_t taken = 0;
  std::size_t of = 0;
};

/// State while a network is built: what nodes and links share.
struct NetworkBuilder {
  NetworkFile& result;
  Problems& problems;
  double speed_m_s = 0.0;                                    ///< limit of links that state none
  std::unordered_map<std::string, models::NodeIndex> nodes;  ///< looked up, never walked
  std::unordered_map<std::string, int> lines_of_links;       ///< line of each id of a link
  std::vector<bool> joined;                                  ///< per node: some link ends there
  std::map<std::string, DefaultCount> defaults;              ///< by key
  struct Unknown {
    Problem first;
    std::size_t count = 0;
  };
  std::map<std::string, Unknown> unknown;  ///< properties nobody reads, by name

  void count_default(const std::string& key, bool taken, const DefaultCount& text);
  /// Tell of properties that are not known: once for each name, as a warning, for GIS programs
  /// add their own.
  void note_unknown(const Feature& feature);
};

void add_node(NetworkBuilder& builder, Feature& feature);
void add_tunnel(NetworkBuilder& builder, Feature& feature);

}  // namespace dimai::scenarios
