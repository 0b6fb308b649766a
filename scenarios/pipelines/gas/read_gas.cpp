#include <fmt/format.h>

#include "scenarios/formats/json_document.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/gas/gas_plan.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

void GasReading::error(const GasPlace& at, const std::string& key, const std::string& message,
                       Severity severity) {
  problems().add({at.file, at.place.line, at.place.column, key, message, severity});
}

namespace {

/// The entry of a parameter in the list of what takes effect, or null.
EffectiveParameter* effective(Reading& reading, const std::string& key) {
  for (EffectiveParameter& each : reading.scenario.parameters) {
    if (each.key == key) return &each;
  }
  return nullptr;
}

void note_taken(Reading& reading, std::string_view key, const std::string& value, double si_value,
                const std::string& file) {
  EffectiveParameter* found = effective(reading, "gas." + std::string(key));
  if (found == nullptr) return;
  found->value = value;
  found->si_value = si_value;
  found->is_default = false;
  found->flag = models::Flag::assumption;
  found->source = file.substr(file.rfind('/') + 1);
}

bool ends_with(const std::string& name, std::string_view ending) {
  return std::string_view(name).ends_with(ending);
}

std::optional<Value> read_json(GasReading& gas, std::string_view key, std::string& file) {
  const auto text = gas.reading.read_file(gas.table, key, file);
  if (!text) return std::nullopt;
  return parse_json(*text, file, gas.problems());
}

void read_network_file(GasReading& gas, const std::string& name) {
  std::string file;
  const bool json = ends_with(name, ".json") || ends_with(name, ".geojson");
  if (json) {
    const auto document = read_json(gas, "file", file);
    if (!document) return;
    return ends_with(name, ".geojson") ? read_gas_geojson(gas, *document, file)
                                       : read_gas_json(gas, *document, file);
  }
  const bool known = ends_with(name, ".net") || ends_with(name, ".xml") || ends_with(name, ".m");
  if (!known)
    return gas.table.error("file", fmt::format("got \"{}\", accepts files that end in .geojson, "
                                               ".json, .net, .xml or .m",
                                               name));
  const auto text = gas.reading.read_file(gas.table, "file", file);
  if (!text) return;
  if (ends_with(name, ".m")) return read_matgas(gas, *text, file);
  read_gaslib(gas, *text, file);
  if (gas.table.find("boundary") == nullptr) return;
  if (const auto boundary = gas.reading.read_file(gas.table, "boundary", file))
    read_gaslib_scenario(gas, *boundary, file);
}

void read_network(GasReading& gas) {
  const auto name = gas.table.text("file");
  gas.table.find("boundary");
  if (gas.table.find("parameters") != nullptr) {
    std::string file;
    if (const auto document = read_json(gas, "parameters", file))
      read_gas_parameter_json(gas, *document, file);
  }
  if (name) read_network_file(gas, *name);
  read_gas_tables(gas);
}

}  // namespace

void GasReading::take(std::string_view key, double models::GasParameters::*member, double value,
                      const std::string& file) {
  if (table.find(key) != nullptr) return;
  input.parameters.*member = value;
  note_taken(reading, key, fmt::format("{:.10g}", value), value, file);
}

void GasReading::take(std::string_view key, std::string models::GasParameters::*member,
                      const std::string& value, const std::string& file) {
  if (table.find(key) != nullptr) return;
  input.parameters.*member = value;
  note_taken(reading, key, value, std::numeric_limits<double>::quiet_NaN(), file);
}

bool GasReading::add_node(models::GasNode node, GasNodeLabel label, GasPlace at) {
  if (node.id.empty()) return false;
  const auto [found, fresh] =
      nodes.try_emplace(node.id, models::GasNodeIndex{static_cast<std::uint32_t>(nodes.size())});
  if (!fresh) {
    error(at, "id",
          fmt::format("there is a node \"{}\" already, in line {}", node.id,
                      node_places[found->second.value].place.line));
    return false;
  }
  input.network.nodes.push_back(std::move(node));
  input.labels.push_back(std::move(label));
  node_places.push_back(std::move(at));
  return true;
}

bool GasReading::add_element(models::GasElement element, GasPlace at, bool setting) {
  if (element.id.empty() || !element.from.valid() || !element.to.valid()) return false;
  if (element.from == element.to) {
    error(at, "to", fmt::format("\"{}\" ends where it begins", element.id));
    return false;
  }
  const auto [found, fresh] = elements.try_emplace(
      element.id, models::GasElementIndex{static_cast<std::uint32_t>(elements.size())});
  if (!fresh) {
    error(at, "id",
          fmt::format("there is an element \"{}\" already, in line {}", element.id,
                      element_places[found->second.value].place.line));
    return false;
  }
  input.network.elements.push_back(std::move(element));
  element_places.push_back(std::move(at));
  has_setting.push_back(setting ? 1 : 0);
  return true;
}

namespace {

template <class Index>
Index find_named(const std::map<std::string, Index, std::less<>>& rows, const char* what,
                 TableReader& from, std::string_view key) {
  const std::string id = read_id(from, key);
  if (id.empty()) return {};
  const auto found = rows.find(id);
  if (found != rows.end()) return found->second;
  std::vector<std::string_view> known;
  known.reserve(rows.size());
  for (const auto& [name, row] : rows) known.push_back(name);
  from.error(key, fmt::format("there is no {} \"{}\"{}", what, id, did_you_mean(id, known)));
  return {};
}

}  // namespace

models::GasNodeIndex GasReading::find_node(TableReader& from, std::string_view key) {
  return find_named(nodes, "node of gas", from, key);
}

models::GasElementIndex GasReading::find_element(TableReader& from, std::string_view key) {
  return find_named(elements, "element of gas", from, key);
}

std::unique_ptr<PipelinePlan> read_gas(Reading& reading, TableReader& table) {
  const std::size_t errors_before = reading.problems.error_count();
  GasReading gas(reading, table);
  read_fields(table, gas.input.parameters, {}, reading.scenario.parameters);
  read_network(gas);
  read_gas_changes(gas);
  read_gas_profiles(gas);
  if (reading.problems.error_count() > errors_before) return nullptr;
  gas.input.network.gas = models::pipe_gas(gas.input.parameters);
  gas.input.network.heat_ratio = gas.input.parameters.heat_ratio;
  check_gas(gas);
  if (reading.problems.error_count() > errors_before) return nullptr;
  return std::make_unique<GasPlan>(std::move(gas.input));
}

}  // namespace dimai::scenarios
