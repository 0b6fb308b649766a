#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/pipelines/liquid/network/network.hpp"
#include "scenarios/epanet/words/inp_file.hpp"
#include "scenarios/epanet/words/inp_units.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// A curve as it stands in the file, in the file's units: what they are depends on its use.
struct InpCurve {
  std::string id;
  int line = 0;  ///< of its first point
  models::LiquidCurve points;
};

/// State while one input file is read: what its sections share.
struct InpReading {
  const InpFile& file;
  Problems& problems;
  models::LiquidNetwork& network;
  InpUnits units;
  std::unordered_map<std::string, models::LiquidNodeIndex> nodes;  ///< by id; never walked
  std::unordered_map<std::string, models::LiquidLinkIndex> links;
  std::unordered_map<std::string, models::LiquidPatternIndex> patterns;
  std::vector<InpCurve> curves;
  std::vector<int> node_lines;  ///< where each node stands, to point at
  std::vector<int> link_lines;

  /// Tell what is wrong with a line; `key` such as "pipes.12.length".
  void error(const InpLine& line, const std::string& key, const std::string& message) const;
  void warning(const InpLine& line, const std::string& key, const std::string& message) const;
  /// "section.id.what".
  static std::string key(InpSection section, const InpLine& line, std::string_view what);

  /// A word as a number within bounds, or nothing and a problem. A missing word is a problem.
  std::optional<double> number(InpSection section, const InpLine& line, std::size_t word,
                               std::string_view what, double low, double high = 1e30) const;
  /// As `number`, above 0.
  std::optional<double> positive(InpSection section, const InpLine& line, std::size_t word,
                                 std::string_view what) const;
  /// Whether a line has enough words, or a problem.
  bool enough(InpSection section, const InpLine& line, std::size_t words,
              std::string_view needs) const;

  /// The thing of that id, or nothing and a problem.
  std::optional<models::LiquidNodeIndex> node(InpSection section, const InpLine& line,
                                              std::size_t word) const;
  std::optional<models::LiquidLinkIndex> link(InpSection section, const InpLine& line,
                                              std::size_t word) const;
  std::optional<models::LiquidPatternIndex> pattern(InpSection section, const InpLine& line,
                                                    std::size_t word) const;
  /// The points of a curve in SI: x and y times what one unit is; with `least` points at least,
  /// x rising.
  std::optional<models::LiquidCurve> curve(InpSection section, const InpLine& line,
                                           std::size_t word, double x_unit, double y_unit,
                                           std::size_t least) const;
};

// Each reads its sections, all problems told. In the order in which they build upon each other:
void read_inp_options(InpReading& reading);   // inp_options.cpp
void read_inp_times(InpReading& reading);     // inp_times.cpp
void read_inp_patterns(InpReading& reading);  // inp_tables.cpp
void read_inp_curves(InpReading& reading);
void read_inp_nodes(InpReading& reading);     // inp_nodes.cpp
void read_inp_links(InpReading& reading);     // inp_links.cpp
void read_inp_status(InpReading& reading);    // inp_status.cpp
void read_inp_controls(InpReading& reading);  // inp_controls.cpp
void read_inp_rules(InpReading& reading);     // inp_rules.cpp
void read_inp_energy(InpReading& reading);    // inp_energy.cpp
void read_inp_map(InpReading& reading);       // inp_map.cpp
void warn_of_unused(InpReading& reading);     // inp_unused.cpp
void check_inp_network(InpReading& reading);  // inp_checks.cpp

/// Hours in "14:30", "2:30 PM", "90 MIN", "5"; nothing if it is no time. `unit` may be "".
std::optional<double> inp_hours(const std::string& time, const std::string& unit);

}  // namespace dimai::scenarios
