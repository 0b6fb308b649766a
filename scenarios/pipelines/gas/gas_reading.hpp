#pragma once

#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/pipelines/gas/gas_operation.hpp"
#include "models/pipelines/gas/gas_parameters.hpp"
#include "scenarios/pipeline.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// What people see of a node.
struct GasNodeLabel {
  std::string name;
  std::string name_zh;
  double longitude = std::numeric_limits<double>::quiet_NaN();  ///< [deg]
  double latitude = std::numeric_limits<double>::quiet_NaN();
};

/// What a scenario says of a gas network, in SI.
struct GasInput {
  models::GasParameters parameters;
  models::GasNetwork network;
  std::vector<GasNodeLabel> labels;  ///< shape (node,)
  std::vector<models::GasRamp> ramps;
  std::vector<models::GasChange> changes;
};

/// Elements that may fail, by row: all but resistors and short pipes.
std::vector<models::GasElementIndex> breakable_elements(const models::GasNetwork& network);

/// Where something of the network was written, to point at.
struct GasPlace {
  std::string file;
  Place place;
};

/// State while a gas network is read.
struct GasReading {
  Reading& reading;
  TableReader& table;  ///< [gas]
  GasInput input;
  std::map<std::string, models::GasNodeIndex, std::less<>> nodes;
  std::map<std::string, models::GasElementIndex, std::less<>> elements;
  std::vector<GasPlace> node_places;      ///< shape (node,)
  std::vector<GasPlace> element_places;   ///< shape (element,)
  std::vector<std::uint8_t> has_setting;  ///< of each element: compressors and regulators

  GasReading(Reading& reading_, TableReader& table_) : reading(reading_), table(table_) {}

  Problems& problems() { return reading.problems; }
  /// Tell something about a node or element where it was written.
  void error(const GasPlace& at, const std::string& key, const std::string& message,
             Severity severity = Severity::error);
  /// Takes a parameter from a file that [gas] names, unless [gas] itself states it.
  void take(std::string_view key, double models::GasParameters::*member, double value,
            const std::string& file);
  void take(std::string_view key, std::string models::GasParameters::*member,
            const std::string& value, const std::string& file);
  /// Adds a node or element; a second one of the same id is a problem and gets no row.
  bool add_node(models::GasNode node, GasNodeLabel label, GasPlace at);
  bool add_element(models::GasElement element, GasPlace at, bool has_setting = true);
  /// Row of a node that `key` of a table names, or none and a problem.
  models::GasNodeIndex find_node(TableReader& from, std::string_view key);
  models::GasElementIndex find_element(TableReader& from, std::string_view key);
};

/// Id of a table's entry: a text or a whole number. "" if it is missing, which is a problem.
std::string read_id(TableReader& table, std::string_view key);

/// A flow in kg/s, from kg/s, t/h ... or, by the normal density, Nm3/h.
std::optional<double> read_gas_flow(TableReader& table, std::string_view key,
                                    const models::GasParameters& parameters, double low,
                                    double high);

// gas_entries.cpp
void read_gas_node(GasReading& gas, TableReader& entry, GasNodeLabel label);
/// @param line_m  length of a pipe that states none [m]; 0: it must
void read_gas_element(GasReading& gas, TableReader& entry, models::GasElementKind kind,
                      double line_m = 0.0);
/// Setting of a compressor or regulator by whichever key is there; false if there is none.
bool read_gas_setting(GasReading& gas, TableReader& entry, models::GasElement& element);

// gas_tables.cpp
/// CSV tables and [[gas.node]] ... of the scenario itself.
void read_gas_tables(GasReading& gas);
void read_gas_geojson(GasReading& gas, const Value& document, const std::string& file);

// formats of others
void read_gas_json(GasReading& gas, const Value& document, const std::string& file);
void read_gas_parameter_json(GasReading& gas, const Value& document, const std::string& file);
void read_gaslib(GasReading& gas, const std::string& text, const std::string& file);
void read_gaslib_scenario(GasReading& gas, const std::string& text, const std::string& file);
void read_matgas(GasReading& gas, const std::string& text, const std::string& file);

// gas_changes.cpp
void read_gas_changes(GasReading& gas);
void read_gas_profiles(GasReading& gas);

// gas_checks.cpp
void check_gas(GasReading& gas);

// read_gas.cpp
std::unique_ptr<PipelinePlan> read_gas(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios
