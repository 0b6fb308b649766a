#include "scenarios/pipelines/liquid/liquid_reader.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "scenarios/epanet/read_inp.hpp"
#include "scenarios/pipelines/liquid/liquid_plan.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

/// The bytes of the file that `file` names, in whatever encoding, or nothing and a problem.
std::optional<std::string> read_bytes(Reading& reading, TableReader& table, std::string& shown) {
  const auto name = table.text("file");
  if (!name) return std::nullopt;
  const auto path = (reading.folder / std::filesystem::u8path(*name)).lexically_normal();
  shown = path.generic_string();
  std::error_code failure;
  std::ifstream stream(path, std::ios::binary);
  if (!std::filesystem::is_regular_file(path, failure) || !stream) {
    table.error("file", "there is no file \"" + shown + "\" that can be read");
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

/// The run lasts as long as the file says, unless [run] says how long. @return whether it is steady
bool take_duration(Reading& reading, const models::LiquidTimes& times, const std::string& file) {
  auto& parameters = reading.scenario.parameters;
  const auto duration =
      std::find_if(parameters.begin(), parameters.end(),
                   [](const EffectiveParameter& each) { return each.key == "run.duration"; });
  if (duration == parameters.end() || !duration->is_default) return false;
  const double seconds = std::max(1.0, static_cast<double>(times.duration_s));
  reading.scenario.run.duration_s = seconds;
  duration->si_value = seconds;
  duration->value = quantity_text(seconds, Dimension::time);
  duration->is_default = false;
  duration->source = "DURATION in " + file.substr(file.rfind('/') + 1);  // npos + 1 is 0
  return times.duration_s == 0;
}

/// Where the map of the file lies; nowhere unless the scenario says so.
LiquidMap read_map(TableReader& table) {
  LiquidMap map;
  const std::string unit = table.word("coordinates", {"degrees", "metres"}).value_or("");
  const auto longitude = table.quantity("longitude", Dimension::number, -180.0, 180.0);
  const auto latitude = table.quantity("latitude", Dimension::number, -89.0, 89.0);
  for (const char* key : {"longitude", "latitude"}) {
    if (unit == "metres") table.require(key, "of the origin of the file's map, such as 24.5");
    if (unit != "metres" && table.find(key) != nullptr)
      table.error(key, "is of the origin of a map in metres; needs coordinates = \"metres\"");
  }
  map.on_earth = !unit.empty();
  map.longitude_deg = longitude.value_or(0.0);
  map.latitude_deg = latitude.value_or(0.0);
  map.unit_m = unit == "metres" ? 1.0 : 0.0;
  return map;
}

/// A map in degrees must lie on the earth.
void check_map(TableReader& table, const LiquidMap& map, const models::LiquidNetwork& network) {
  if (!map.on_earth || map.unit_m > 0.0) return;
  for (const models::LiquidNode& node : network.nodes) {
    if (std::isnan(node.x) || (std::abs(node.x) <= 180.0 && std::abs(node.y) <= 90.0)) continue;
    table.error("coordinates", fmt::format("node \"{}\" of the file lies at {}, {}, which is no "
                                           "longitude and latitude",
                                           node.id, node.x, node.y));
    return;
  }
}

std::unique_ptr<PipelinePlan> read_liquid_file(Reading& reading, TableReader& table,
                                               const LiquidParameters& parameters,
                                               const LiquidMap& map) {
  std::string file;
  const auto bytes = read_bytes(reading, table, file);
  if (!bytes) return nullptr;
  auto input = read_inp(*bytes, file, reading.problems);
  if (!input) return nullptr;
  check_map(table, map, input->network);
  input->network.options.demand_multiplier *= parameters.demand_factor;
  const bool steady = take_duration(reading, input->network.times, file);
  if (reading.scenario.title.empty() || reading.scenario.title == reading.scenario.name)
    if (!input->title.empty()) reading.scenario.title = input->title;
  return std::make_unique<LiquidPlan>(std::move(input->network), *bytes, steady, map);
}

}  // namespace

std::unique_ptr<PipelinePlan> read_liquid(Reading& reading, TableReader& table) {
  LiquidParameters parameters;
  read_fields(table, parameters, {}, reading.scenario.parameters);
  const LiquidMap map = read_map(table);
  if (!table.require("file", "an EPANET input file, such as \"network.inp\"")) return nullptr;
  return read_liquid_file(reading, table, parameters, map);
}

}  // namespace dimai::scenarios
