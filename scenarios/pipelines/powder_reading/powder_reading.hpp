#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/pipelines/powder/plant.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// State while the powder of a scenario is read: what its parts share.
struct PowderReading {
  Reading& reading;
  models::PowderPlant plant;
  std::vector<models::Powder> known{};     ///< shipped ones and the scenario's own
  std::vector<TableReader> silo_tables{};  ///< [silo], to point at
  std::vector<TableReader> line_tables{};  ///< [line]
  std::vector<TableReader> transfer_tables{};

  /// The silo or line that a key names, or nothing and a problem.
  std::optional<models::SiloIndex> find_silo(TableReader& table, std::string_view key);
  std::optional<models::PowderLineIndex> find_line(TableReader& table, std::string_view key);
  /// The powder's row among those in use; it is added if it is new.
  models::PowderIndex use_powder(const models::Powder& powder);
  /// Friction of a powder that goes in slugs, among the parameters; once.
  void add_friction(const models::Powder& powder);
  void add_parameter(std::string key, std::string value, std::string unit, double si_value,
                     models::Flag flag, std::string source, std::string meaning);
};

// materials.cpp
void read_materials(PowderReading& state, TableReader& table);
// silos_and_lines.cpp
void read_silos(PowderReading& state, TableReader& table);
void read_lines(PowderReading& state, TableReader& table);
// transfers.cpp
void read_transfers(PowderReading& state, TableReader& table);
void read_powder_deliveries(PowderReading& state, TableReader& table);
void read_blockages(PowderReading& state, TableReader& table);
// check_conveying.cpp
/// Gas, operating point and oxygen of each transfer; fills their points.
void check_conveying(PowderReading& state);

}  // namespace dimai::scenarios
