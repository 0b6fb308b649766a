// Networks in the JSON of GasSteadySim.jl and GasTranSim.jl (Srinivasan, Sundar and Zlotnik): three
// files, network.json, bc.json and params.json, in SI. Their ids are numbers of their own in each
// kind, so elements get a prefix: p1 is pipe 1, c1 compressor 1, cv1, v1, r1, lr1 and sp1 alike.

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenarios/formats/json_document.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::GasControl;
using models::GasElement;
using models::GasElementKind;

constexpr double kMost = 1e12;

/// Members of a table within a document, each with a reader of its own.
std::vector<TableReader> entries(GasReading& gas, const Value& document, const std::string& file,
                                 const char* key) {
  TableReader root(file, gas.problems(), &document, "", document.place);
  return root.table(key).present() ? root.tables(key) : std::vector<TableReader>{};
}

models::GasNodeIndex end_of(GasReading& gas, TableReader& entry, const char* a, const char* b) {
  return gas.find_node(entry, entry.find(b) != nullptr ? b : a);
}

/// An element's ends and id, by prefix and its key in the table.
GasElement element_of(GasReading& gas, TableReader& entry, GasElementKind kind,
                      const std::string& prefix) {
  GasElement element;
  element.kind = kind;
  element.id = prefix + entry.name();
  element.from = end_of(gas, entry, "from_node", "fr_node");
  element.to = gas.find_node(entry, "to_node");
  return element;
}

double number(TableReader& entry, const char* key, double low, double high, double otherwise) {
  return entry.quantity(key, Dimension::number, low, high).value_or(otherwise);
}

double needed(TableReader& entry, const char* key, double low, double high) {
  entry.require(key, "a number in SI");
  return number(entry, key, low, high, 1.0);
}

GasPlace place_of(const TableReader& entry) { return {entry.file(), entry.place()}; }

void read_nodes(GasReading& gas, const Value& document, const std::string& file) {
  for (TableReader& entry : entries(gas, document, file, "nodes")) {
    models::GasNode node;
    node.id = entry.name();
    node.least_pressure_pa = number(entry, "min_pressure", 0.0, kMost, 0.0);
    node.greatest_pressure_pa = number(entry, "max_pressure", 0.0, kMost, kMost);
    node.height_m = number(entry, "elevation", -12000.0, 9000.0, 0.0);
    GasNodeLabel label;
    label.name = entry.text(entry.find("name") != nullptr ? "name" : "node_name").value_or("");
    gas.add_node(std::move(node), std::move(label), place_of(entry));
  }
}

void read_pipes(GasReading& gas, const Value& document, const std::string& file) {
  for (TableReader& entry : entries(gas, document, file, "pipes")) {
    GasElement pipe = element_of(gas, entry, GasElementKind::pipe, "p");
    pipe.pipe.length_m = needed(entry, "length", 1e-3, 1e8);
    pipe.pipe.diameter_m = needed(entry, "diameter", 1e-3, 10.0);
    pipe.pipe.friction.law = models::GasFrictionLaw::factor;
    pipe.pipe.friction.factor = needed(entry, "friction_factor", 1e-9, 10.0);
    gas.add_element(std::move(pipe), place_of(entry));
  }
}

void read_compressors(GasReading& gas, const Value& document, const std::string& file) {
  for (TableReader& entry : entries(gas, document, file, "compressors")) {
    GasElement made = element_of(gas, entry, GasElementKind::compressor, "c");
    made.efficiency = gas.input.parameters.compressor_efficiency;
    made.greatest_ratio = number(entry, "c_max", 0.0, kMost, kMost);
    made.greatest_power_w = number(entry, "max_power", 0.0, kMost, kMost);
    made.greatest_flow_kg_s = number(entry, "max_flow", 0.0, kMost, kMost);
    gas.add_element(std::move(made), place_of(entry), false);
  }
}

void read_passive(GasReading& gas, const Value& document, const std::string& file) {
  for (TableReader& entry : entries(gas, document, file, "control_valves"))
    gas.add_element(element_of(gas, entry, GasElementKind::regulator, "cv"), place_of(entry),
                    false);
  for (TableReader& entry : entries(gas, document, file, "valves"))
    gas.add_element(element_of(gas, entry, GasElementKind::valve, "v"), place_of(entry));
  for (TableReader& entry : entries(gas, document, file, "short_pipes"))
    gas.add_element(element_of(gas, entry, GasElementKind::short_pipe, "sp"), place_of(entry));
  for (const auto& [key, prefix] : {std::pair{"resistors", "r"}, {"loss_resistors", "lr"}}) {
    for (TableReader& entry : entries(gas, document, file, key)) {
      entry.warning("", "is taken to lose no pressure, as GasSteadySim does");
      gas.add_element(element_of(gas, entry, GasElementKind::short_pipe, prefix), place_of(entry));
    }
  }
}

/// A number, or a series of {time, value}.
struct Series {
  std::vector<double> time_s;
  std::vector<double> value;
};

std::vector<double> numbers_of(TableReader& entry, const char* key) {
  std::vector<double> numbers;
  const Value* list = entry.find(key);
  if (list == nullptr || list->array() == nullptr) {
    entry.error(key, "needs a list of numbers");
    return numbers;
  }
  for (const Value& item : *list->array()) {
    if (const double* real = item.real())
      numbers.push_back(*real);
    else if (const auto* whole = item.integer())
      numbers.push_back(static_cast<double>(*whole));
    else
      entry.error(key, fmt::format("got {}, needs numbers", shown(item)));
  }
  return numbers;
}

std::optional<Series> series_of(TableReader& table, const Member& member) {
  if (member.value.table() == nullptr) {
    const auto value = table.quantity(member.key, Dimension::number, -kMost, kMost);
    if (!value) return std::nullopt;
    return Series{{0.0}, {*value}};
  }
  TableReader entry = table.table(member.key);
  Series series{numbers_of(entry, "time"), numbers_of(entry, "value")};
  const bool good = !series.value.empty() && series.time_s.size() == series.value.size() &&
                    std::is_sorted(series.time_s.begin(), series.time_s.end());
  if (good) return series;
  entry.error("time", "needs as many rising times as values");
  return std::nullopt;
}

/// Boundary values of nodes under one key, as set pressures or as what is taken out.
void read_boundary_nodes(GasReading& gas, TableReader& root, const char* key, bool pressure) {
  const Value* value = root.find(key);
  if (value == nullptr || value->table() == nullptr) return;
  TableReader table = root.table(key);
  for (const Member& member : *value->table()) {
    const auto found = gas.nodes.find(member.key);
    const auto series = series_of(table, member);
    if (found == gas.nodes.end()) {
      table.warning(member.key, "there is no such node; left out");
      continue;
    }
    if (!series) continue;
    models::GasNode& node = gas.input.network.nodes[found->second];
    if (!pressure && node.pressure_is_set) continue;  // a slack node takes what it takes
    const double sign = pressure ? 1.0 : -1.0;
    if (pressure) node.pressure_is_set = true;
    if (pressure && series->value.front() <= 0.0)
      table.error(member.key, "needs a pressure over 0 Pa");
    (pressure ? node.pressure_pa : node.supply_kg_s) = sign * series->value.front();
    if (series->value.size() == 1) continue;
    using What = models::GasRamp::What;
    models::GasRamp ramp{pressure ? What::pressure : What::supply, found->second.value,
                         series->time_s, series->value};
    for (double& each : ramp.value) each *= sign;
    gas.input.ramps.push_back(std::move(ramp));
  }
}

void read_setting(GasReading& gas, TableReader& entry, GasElement& element) {
  const auto kind = entry.whole("control_type", 0, 2).value_or(0);
  element.setting = needed(entry, "value", 0.0, kMost);
  element.control = kind == 0   ? GasControl::ratio
                    : kind == 1 ? GasControl::outlet_pressure
                                : GasControl::flow;
  gas.has_setting[gas.elements.find(element.id)->second.value] = 1;
}

void read_machines(GasReading& gas, TableReader& root, const char* key, const char* prefix) {
  for (TableReader& entry : root.tables(key)) {
    if (entry.name() == "on" || entry.name() == "off") continue;
    const auto found = gas.elements.find(prefix + entry.name());
    if (found == gas.elements.end()) {
      entry.warning("", "there is no such element; left out");
      continue;
    }
    read_setting(gas, entry, gas.input.network.elements[found->second]);
  }
}

void shut_those_off(GasReading& gas, const Value& document, const char* key, const char* prefix) {
  const Member* table = find_member(document, key);
  if (table == nullptr || table->value.table() == nullptr) return;
  const Member* off = find_member(table->value, "off");
  if (off == nullptr || off->value.array() == nullptr) return;
  for (const Value& item : *off->value.array()) {
    const std::int64_t* id = item.integer();
    const auto found =
        id == nullptr ? gas.elements.end() : gas.elements.find(prefix + std::to_string(*id));
    if (found != gas.elements.end()) gas.input.network.elements[found->second].in_service = false;
  }
}

/// The settings of control valves stand in one table with the lists "on" and "off": only tables.
void read_control_valves(GasReading& gas, const Value& document, const std::string& file) {
  const Member* member = find_member(document, "boundary_control_valve");
  if (member == nullptr || member->value.table() == nullptr) return;
  for (const Member& each : *member->value.table()) {
    if (each.value.table() == nullptr) continue;
    TableReader entry(file, gas.problems(), &each.value, "boundary_control_valve." + each.key,
                      each.place);
    const auto found = gas.elements.find("cv" + each.key);
    if (found != gas.elements.end())
      read_setting(gas, entry, gas.input.network.elements[found->second]);
  }
}

void read_boundary(GasReading& gas, const Value& document, const std::string& file) {
  TableReader root(file, gas.problems(), &document, "", document.place);
  if (!root.require("boundary_pslack", "a set pressure for at least one node")) return;
  read_boundary_nodes(gas, root, "boundary_pslack", true);
  read_boundary_nodes(gas, root, "boundary_nonslack_flow", false);
  read_machines(gas, root, "boundary_compressor", "c");
  read_control_valves(gas, document, file);
  shut_those_off(gas, document, "boundary_control_valve", "cv");
  shut_those_off(gas, document, "boundary_valve", "v");
}

}  // namespace

void read_gas_parameter_json(GasReading& gas, const Value& document, const std::string& file) {
  const char* key = find_member(document, "params") != nullptr ? "params" : "simulation_params";
  TableReader root(file, gas.problems(), &document, "", document.place);
  TableReader table = root.table(key);
  if (!table.present()) return root.error(key, "is missing: the file has no parameters");
  double temperature_k = 288.706;  // the defaults of that format
  double gravity = 0.6;
  const Member* member = find_member(document, key);
  for (const Member& each : *member->value.table()) {
    const auto has = [&each](const char* word) { return each.key.find(word) != std::string::npos; };
    if (has("Temperature")) temperature_k = number(table, each.key.c_str(), 150.0, 500.0, 288.706);
    if (has("Gas")) gravity = number(table, each.key.c_str(), 0.05, 3.0, 0.6);
    if (has("Specific heat"))
      gas.take("heat_ratio", &models::GasParameters::heat_ratio,
               number(table, each.key.c_str(), 1.01, 1.7, 1.4), file);
    if (has("units") && number(table, each.key.c_str(), 0.0, 1.0, 0.0) != 0.0)
      table.error(each.key, "accepts 0: SI units");
  }
  gas.take("temperature", &models::GasParameters::temperature_k, temperature_k, file);
  gas.take("gravity", &models::GasParameters::gravity, gravity, file);
  // With the constants of that format: R = 8.314 and 28.96 g/mol for air.
  gas.take("sound_speed", &models::GasParameters::sound_speed_m_s,
           std::sqrt(8.314 * temperature_k / (0.02896 * gravity)), file);
}

void read_gas_json(GasReading& gas, const Value& document, const std::string& file) {
  TableReader root(file, gas.problems(), &document, "", document.place);
  if (!root.require("nodes", "a table of nodes")) return;
  read_nodes(gas, document, file);
  read_pipes(gas, document, file);
  read_compressors(gas, document, file);
  read_passive(gas, document, file);
  std::string boundary_file;
  if (!gas.table.require("boundary", "the file of boundary values, such as \"bc.json\"")) return;
  const auto text = gas.reading.read_file(gas.table, "boundary", boundary_file);
  if (!text) return;
  if (const auto boundary = parse_json(*text, boundary_file, gas.problems()))
    read_boundary(gas, *boundary, boundary_file);
}

}  // namespace dimai::scenarios
