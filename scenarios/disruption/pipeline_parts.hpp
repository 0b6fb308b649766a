#pragma once

#include <vector>

#include "models/disruption/failure.hpp"
#include "scenarios/disruption/failure_reader.hpp"

namespace dimai::scenarios {

/// Every part of the pipelines of a scenario that may fail, named, in the order of the systems.
/// @param network  whose ids parts are told from: that of the scenario, also while it is read
std::vector<models::BreakablePart> pipeline_parts(const Scenario& scenario,
                                                  const models::Network& network);

/// Reads failures of parts: by id, or of all that lie in an area.
class PartReader {
 public:
  PartReader(Reading& reading, const std::vector<models::BreakablePart>& parts)
      : reading_(reading), parts_(parts) {}

  /// The part that a key such as "pipe" names by its id; nothing and a problem if there is none, or
  /// several.
  std::vector<models::Failure> named(TableReader& table, models::PartKind kind,
                                     const std::string& id, double at) const;
  /// All parts within a way of a place.
  std::vector<models::Failure> within(std::pair<double, double> place, double radius_m) const;

  /// Place of a part that a key names in any way; nothing and a problem if there is none.
  std::optional<std::pair<double, double>> place_of(TableReader& table, std::string_view key,
                                                    const std::string& name) const;
  /// Of the first part that has one.
  std::optional<std::pair<double, double>> first_place() const;
  /// Rates that nothing could fail by, and parts that no strike can hit.
  void check(TableReader& random, const std::vector<TableReader>& strikes) const;

 private:
  std::string known_kinds() const;
  bool has(models::PartKind kind) const;

  Reading& reading_;
  const std::vector<models::BreakablePart>& parts_;
};

}  // namespace dimai::scenarios
