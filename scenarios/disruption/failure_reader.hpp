#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

class PartReader;

/// Links that smoke fills together. Table array [[section]].
struct VentilationSection {
  std::string name;
  std::vector<models::LinkIndex> links;
};

/// Times that a table states by `from` and `until` or `duration`.
struct StatedTimes {
  double from_s = 0.0;
  double until_s = models::Failure::kUntilRepaired;
};

/// [[section]], for fires.
std::vector<VentilationSection> read_sections(Reading& reading, TableReader& document);
/// [[failure]]: adds to Scenario::disruption.
void read_failures(Reading& reading, TableReader& document,
                   const std::vector<VentilationSection>& sections, const PartReader& parts);
/// Link of an id that a key names; nothing and a problem if there is none.
std::optional<models::LinkIndex> named_link(Reading& reading, TableReader& table,
                                            std::string_view key, const std::string& id);
/// The same for a node, of a portal if `portal`, or of anything else if not; any without.
std::optional<models::NodeIndex> named_node(Reading& reading, TableReader& table,
                                            std::string_view key, const std::string& id,
                                            std::optional<bool> portal);

}  // namespace dimai::scenarios
