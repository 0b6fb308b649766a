#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/powder_reading/powder_reading.hpp"
#include "scenarios/pipelines/powder_reading/powder_table.hpp"

namespace dimai::scenarios {

namespace {

constexpr std::array<std::string_view, 5> kClasses{"St0", "St1", "St2", "St3", "unknown"};

std::vector<std::string> gas_names(TableReader& table) {
  std::vector<std::string> names;
  const Value* value = table.find("gases");
  const Value::Array* array = value == nullptr ? nullptr : value->array();
  if (array == nullptr) return names;
  for (const Value& item : *array) names.push_back(item.text() ? *item.text() : shown(item));
  return names;
}

/// What dense phase needs of a powder, as far as it is stated.
void read_friction_of(TableReader& table, models::Powder& powder) {
  const auto number = [&](std::string_view key, double low, double high, double& value) {
    if (table.find(key) == nullptr) return;
    value = table.quantity(key, Dimension::number, low, high).value_or(std::nan(""));
    powder.friction_stated = true;
  };
  number("wall_friction", 0.01, 3.0, powder.wall_friction);
  number("internal_friction", 0.01, 3.0, powder.inner_friction);
  number("stress_ratio", 0.01, 3.0, powder.stress_ratio);
  if (powder.wall_friction > powder.inner_friction)
    table.error("wall_friction",
                fmt::format("{} is above internal_friction, {}; a wall cannot hold more than the "
                            "powder itself: needs as much or less",
                            powder.wall_friction, powder.inner_friction));
}

/// Friction of a powder that ships, from the scenario.
void read_friction(PowderReading& state, TableReader& table) {
  if (!table.require("powder", "the name of a powder, such as \"ti64\"")) return table.finish();
  const std::string name = table.text("powder").value_or("");
  const auto found = std::find_if(state.known.begin(), state.known.end(),
                                  [&](const auto& each) { return each.id == name; });
  if (found != state.known.end())
    read_friction_of(table, *found);
  else if (!name.empty())
    table.error("powder", unknown_powder(state.known, name));
  table.finish();
}

void read_material(PowderReading& state, TableReader& table) {
  models::Powder powder;
  bool good = table.require("id", "a name, such as \"my-powder\"");
  good &= table.require("particle_density", wanted(Dimension::density));
  good &= table.require("size", "the median particle size, such as \"35 um\"");
  good &= table.require("bulk_density", wanted(Dimension::density));
  good &= table.require("gases", R"(the gases that may convey it, such as ["nitrogen", "argon"])");
  powder.id = table.text("id").value_or("");
  powder.name_zh = table.text("name_zh").value_or("");
  const auto& kinds = models::kPowderKinds;
  const auto kind = table.word("kind", {kinds.begin(), kinds.end()});
  if (kind)
    powder.kind = static_cast<models::PowderKind>(std::find(kinds.begin(), kinds.end(), *kind) -
                                                  kinds.begin());
  const auto quantity = [&](std::string_view key, Dimension dimension, double low, double high,
                            double otherwise) {
    return table.quantity(key, dimension, low, high).value_or(otherwise);
  };
  powder.particle_density_kg_m3 = quantity("particle_density", Dimension::density, 10, 25000, 0);
  powder.size_m = quantity("size", Dimension::length, 1e-7, 0.1, 0);
  powder.bulk_density_kg_m3 = quantity("bulk_density", Dimension::density, 5, 20000, 0);
  powder.mec_kg_m3 = quantity("least_explosible", Dimension::density, 1e-4, 10, std::nan(""));
  powder.loc_share = quantity("oxygen_limit", Dimension::number, 0, 0.2095, std::nan(""));
  powder.kst_class = table.word("class", {kClasses.begin(), kClasses.end()}).value_or("unknown");
  read_friction_of(table, powder);
  powder.source = "the scenario";
  if (table.find("gases") != nullptr) {
    const std::string wrong = read_gases(gas_names(table), powder.gases);
    if (!wrong.empty()) table.error("gases", wrong);
  }
  if (powder.bulk_density_kg_m3 > powder.particle_density_kg_m3 && good)
    table.error("bulk_density", "is above particle_density; needs less, there is gas between");
  if (find_powder(state.known, powder.id) != nullptr)
    table.error("id", fmt::format("\"{}\" is there already; needs another name", powder.id));
  table.finish();
  if (good) state.known.push_back(std::move(powder));
}

}  // namespace

void PowderReading::add_parameter(std::string key, std::string value, std::string unit,
                                  double si_value, models::Flag flag, std::string source,
                                  std::string meaning) {
  EffectiveParameter parameter;
  parameter.key = std::move(key);
  parameter.value = std::move(value);
  parameter.unit = std::move(unit);
  parameter.si_value = si_value;
  parameter.is_default = true;
  parameter.flag = flag;
  parameter.source = std::move(source);
  parameter.meaning = std::move(meaning);
  reading.scenario.parameters.push_back(std::move(parameter));
}

void PowderReading::add_friction(const models::Powder& powder) {
  const std::string key = "powder." + powder.id + ".";
  const bool own = powder.friction_stated;
  const auto add = [&](const char* name, double value, models::Flag flag, const std::string& source,
                       const char* meaning) {
    for (const EffectiveParameter& each : reading.scenario.parameters)
      if (each.key == key + name) return;
    add_parameter(key + name, quantity_text(value, Dimension::number), "", value, flag, source,
                  meaning);
  };
  const std::string source = own ? "the scenario" : powder.source;
  add("wall_friction", powder.wall_friction, powder.friction_flag, source,
      "tangent of its angle of friction on the pipe");
  add("internal_friction", powder.inner_friction, powder.friction_flag, source,
      "tangent of its angle of internal friction; no cohesion is taken");
  const bool guessed = std::isnan(powder.stress_ratio);
  add("stress_ratio", powder.slug_stress_ratio(), models::Flag::assumption,
      guessed ? "1 - sin of the angle of internal friction, Jaky's for soil at rest" : source,
      "radial over axial stress in a slug, for the law of Mi and Wypych");
}

models::PowderIndex PowderReading::use_powder(const models::Powder& powder) {
  for (const models::PowderIndex index : plant.powders.indices()) {
    if (plant.powders[index].id == powder.id) return index;
  }
  const std::string key = "powder." + powder.id + ".";
  const auto add = [&](const char* name, double value, Dimension dimension, const char* unit,
                       models::Flag flag, const char* meaning) {
    const std::string text = std::isnan(value) ? "unknown" : quantity_text(value, dimension);
    add_parameter(key + name, text, unit, value, flag, powder.source, meaning);
  };
  add("particle_density", powder.particle_density_kg_m3, Dimension::density, "kg/m3",
      powder.density_flag, "density of its particles");
  add("size", powder.size_m, Dimension::length, "m", powder.size_flag, "median particle size");
  add("bulk_density", powder.bulk_density_kg_m3, Dimension::density, "kg/m3", powder.bulk_flag,
      "poured bulk density");
  add("least_explosible", powder.mec_kg_m3, Dimension::density, "kg/m3", powder.dust_flag,
      "least explosible concentration in air");
  add("oxygen_limit", powder.loc_share, Dimension::number, "",
      std::isnan(powder.loc_share) ? models::Flag::assumption : powder.dust_flag,
      "limiting oxygen concentration; unknown: powder.oxygen_limit is taken");
  add_parameter(key + "class", powder.kst_class, "", std::nan(""), powder.dust_flag, powder.source,
                "dust explosion class");
  return plant.powders.push_back(powder);
}

void read_materials(PowderReading& state, TableReader& table) {
  for (TableReader& each : table.list("material")) read_material(state, each);
  for (TableReader& each : table.list("friction")) read_friction(state, each);
}

}  // namespace dimai::scenarios
