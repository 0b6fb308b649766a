#include "scenarios/read_scenario.hpp"

#include <fmt/format.h>

#include "scenarios/find_scenario.hpp"
#include "scenarios/formats/json_document.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/toml_document.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace fs = std::filesystem;

std::optional<std::uint32_t> Reading::find_class(std::string_view name) const {
  for (std::uint32_t i = 0; i < scenario.capsule_classes.size(); ++i) {
    if (scenario.capsule_classes[i].name == name) return i;
  }
  return std::nullopt;
}

std::vector<std::string_view> Reading::class_names() const {
  std::vector<std::string_view> names;
  for (const models::CapsuleClass& each : scenario.capsule_classes) names.push_back(each.name);
  return names;
}

std::vector<std::string_view> Reading::portal_ids() const {
  std::vector<std::string_view> ids;
  for (const models::Node& node : network().nodes) {
    if (node.kind == models::NodeKind::portal) ids.push_back(node.id);
  }
  return ids;
}

std::optional<std::string> Reading::read_file(TableReader& table, std::string_view key,
                                              std::string& shown_path) {
  const auto name = table.text(key);
  if (!name) return std::nullopt;
  const fs::path path = (folder / fs::u8path(*name)).lexically_normal();
  shown_path = path.generic_string();
  const Value* value = table.find(key);
  const bool given = value->overridden;
  return read_text_file(
      path,
      {given ? "--set" : table.file(), given ? Place{} : value->place,
       table.path().empty() ? std::string(key) : table.path() + "." + std::string(key)},
      problems);
}

namespace {

constexpr double kMostTimeBins = 200000;

void read_texts(Scenario& scenario, TableReader& document) {
  scenario.title = document.text("title").value_or(scenario.name);
  scenario.title_zh = document.text("title_zh").value_or("");
  scenario.description = document.text("description").value_or("");
  scenario.description_zh = document.text("description_zh").value_or("");
}

void read_run(Scenario& scenario, TableReader& document) {
  TableReader table = document.table(RunParameters::table);
  const std::size_t errors_before = table.problems().error_count();
  read_fields(table, scenario.run, {}, scenario.parameters);
  table.finish();
  if (table.problems().error_count() > errors_before) return;
  const RunParameters& run = scenario.run;
  if (run.duration_s / run.time_bin_s > kMostTimeBins)
    table.error("time_bin",
                fmt::format("{:.0f} bins in {}, accepts up to {}", run.duration_s / run.time_bin_s,
                            quantity_text(run.duration_s, Dimension::time), kMostTimeBins));
  if (run.time_bin_s > run.duration_s)
    table.error("time_bin", fmt::format("got {}, which is longer than the run, {}",
                                        quantity_text(run.time_bin_s, Dimension::time),
                                        quantity_text(run.duration_s, Dimension::time)));
}

void load_network(Reading& reading, const std::string& text, const std::string& file) {
  const auto document = parse_json(text, file, reading.problems);
  if (!document) return;
  reading.network_file =
      read_network(*document, file, reading.scenario.guideway.speed_m_s, reading.problems);
  const models::Network& network = reading.network();
  for (const models::NodeIndex node : network.nodes.indices()) {
    reading.nodes.try_emplace(network.nodes[node].id, node);
  }
  auto& parameters = reading.scenario.parameters;
  const auto& defaults = reading.network_file.defaults;
  parameters.insert(parameters.end(), defaults.begin(), defaults.end());
  if (reading.network_file.whole)
    reading.reachability.emplace(network, reading.scenario.capsule_classes);
}

void read_network_table(Reading& reading, TableReader& document) {
  TableReader table = document.table("network");
  if (!table.present())
    return document.error("network",
                          "is missing; needs [network] with file = "
                          "\"network.geojson\"");
  std::string file;
  if (table.require("file", "the GeoJSON file, such as \"network.geojson\"")) {
    if (const auto text = reading.read_file(table, "file", file))
      load_network(reading, *text, file);
  }
  table.finish();
}

/// A scenario is of capsules, unless it has pipelines and says nothing of capsules.
bool has_capsules(TableReader& document) {
  bool any = false;
  for (const auto* key :
       {"network", "capsule", "demand", "dispatch", "guideway", "berths", "empties"}) {
    any |= document.find(key) != nullptr;
  }
  return any || !has_pipelines(document);
}

void read_capsule_tables(Reading& reading, TableReader& document) {
  read_guideway(reading, document);
  read_capsules(reading, document);
  read_network_table(reading, document);
  read_dispatch(reading, document);
  read_marshalling(reading, document);
  check_network(reading);
  check_upkeep(reading);
  read_fleet(reading, document);
  read_demand(reading, document);
  read_closures(reading, document);
  read_report(reading, document);
  read_output(reading, document);
}

void read_document(Reading& reading, TableReader& document) {
  read_texts(reading.scenario, document);
  read_run(reading.scenario, document);
  reading.has_capsules = has_capsules(document);
  if (reading.has_capsules) {
    read_capsule_tables(reading, document);
  } else if (reading.scenario.run.regions > 1) {
    document.table(RunParameters::table)
        .error("regions", fmt::format("got {}, but there is no network of capsules to be cut",
                                      reading.scenario.run.regions));
  }
  read_pipelines(reading, document);
  read_disruption(reading, document);
  document.finish();
  reading.scenario.network = std::move(reading.network_file.network);
}

std::string name_of(const fs::path& toml) {
  const fs::path full = fs::absolute(toml).lexically_normal();
  const bool usual = full.filename() == "scenario.toml";
  return usual ? full.parent_path().filename().string() : full.stem().string();
}

/// A syntax error in scenario.toml stops that file only: a network of the usual name is checked.
void check_network_alone(const fs::path& folder, Problems& problems) {
  const fs::path path = folder / "network.geojson";
  if (!fs::exists(path)) return;
  const auto text = read_text_file(path, {}, problems);
  if (!text) return;
  const auto document = parse_json(*text, path.generic_string(), problems);
  if (document)
    read_network(*document, path.generic_string(), models::GuidewayParameters{}.speed_m_s,
                 problems);
}

/// The scenario that an EPANET input file alone stands for.
std::string scenario_of_epanet_file(const fs::path& path) {
  std::string name;
  for (const char c : path.filename().string()) {
    if (c == '"' || c == '\\') name += '\\';
    name += c;
  }
  return "[liquid]\nfile = \"" + name + "\"\n";
}

void read_toml(Scenario& scenario, const fs::path& toml, Problems& problems) {
  const std::string file = toml.generic_string();
  const auto text = is_epanet_file(toml) ? std::optional<std::string>(scenario_of_epanet_file(toml))
                                         : read_text_file(toml, {file, {}, "scenario"}, problems);
  if (!text) return;
  scenario.name = name_of(toml);
  scenario.source_text = *text;
  std::optional<Value> root = parse_toml(*text, file, problems);
  if (!root) return check_network_alone(toml.parent_path(), problems);
  for (const std::string& assignment : scenario.overrides) {
    apply_override(*root, assignment, problems);
  }
  Reading reading{scenario, problems, toml.parent_path(), {}, {}, {}, {}, false, true, true};
  TableReader document(file, problems, &*root, "", {1, 1});
  read_document(reading, document);
}

}  // namespace

Scenario read_scenario(const fs::path& path, const std::vector<std::string>& overrides) {
  Problems problems;
  Scenario scenario;
  scenario.overrides = overrides;
  if (const auto toml = find_scenario(path, problems)) read_toml(scenario, *toml, problems);
  if (problems.any_error()) throw ScenarioError(problems.sorted());
  scenario.warnings = problems.sorted();
  scenario.files = problems.files();
  return scenario;
}

}  // namespace dimai::scenarios
