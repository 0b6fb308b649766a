#include <algorithm>

#include <fmt/format.h>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/powder_reading/powder_reading.hpp"
#include "scenarios/pipelines/powder_reading/powder_table.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kMost_kg = 1e9;

template <class Table>
std::vector<std::string_view> ids_of(const Table& table) {
  std::vector<std::string_view> ids;
  for (const auto& row : table) ids.push_back(row.id);
  return ids;
}

template <class Table>
void check_id(TableReader& table, const std::string& id, const Table& others) {
  const auto ids = ids_of(others);
  if (!id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end())
    table.error("id", fmt::format("\"{}\" is there twice; needs a name of its own", id));
}

void read_use(PowderReading& state, TableReader& table, models::Silo& silo) {
  silo.use_kg_s = table.quantity("use", Dimension::mass_flow, 0.0, 1e4).value_or(0.0);
  silo.hour_shares.fill(1.0 / 24.0);
  if (table.find("hours") == nullptr) return;
  std::string file;
  const auto text = state.reading.read_file(table, "hours", file);
  if (!text) return;
  if (const auto shares = read_hour_profile(*text, file, state.reading.problems))
    silo.hour_shares = *shares;
  if (silo.use_kg_s == 0.0)
    table.error("hours", "shares of the hours without `use`; needs use such as \"20 kg/d\"");
}

void read_silo(PowderReading& state, TableReader& table) {
  models::Silo silo;
  table.require("id", "a name, such as \"workshop-ti64\"");
  silo.id = table.text("id").value_or("");
  silo.title = table.text("title").value_or(silo.id);
  silo.title_zh = table.text("title_zh").value_or(silo.title);
  check_id(table, silo.id, state.plant.silos);
  if (table.require("powder", "the name of a powder, such as \"ti64\"")) {
    const std::string name = table.text("powder").value_or("");
    const models::Powder* powder = find_powder(state.known, name);
    if (powder != nullptr)
      silo.powder = state.use_powder(*powder);
    else if (!name.empty())
      table.error("powder", unknown_powder(state.known, name));
  }
  table.require("capacity", wanted(Dimension::mass));
  silo.capacity_kg = table.quantity("capacity", Dimension::mass, 1e-3, kMost_kg).value_or(0.0);
  silo.initial_kg = table.quantity("initial", Dimension::mass, 0.0, kMost_kg).value_or(0.0);
  if (silo.capacity_kg > 0.0 && silo.initial_kg > silo.capacity_kg)
    table.error("initial", fmt::format("{} do not fit the capacity of {}",
                                       quantity_text(silo.initial_kg, Dimension::mass),
                                       quantity_text(silo.capacity_kg, Dimension::mass)));
  read_use(state, table, silo);
  table.finish();
  state.plant.silos.push_back(std::move(silo));
  state.silo_tables.push_back(table);
}

std::vector<models::BlowerPoint> read_curve(PowderReading& state, TableReader& table) {
  std::vector<models::BlowerPoint> curve;
  if (table.find("blower") == nullptr) return curve;
  std::string file;
  const auto text = state.reading.read_file(table, "blower", file);
  if (!text) return curve;
  const std::size_t errors_before = state.reading.problems.error_count();
  CsvReader row(*text, file, state.reading.problems, {"flow", "pressure"});
  while (row.next()) {
    const auto flow = row.quantity(0, Dimension::volume_flow, 0.0, 1e3);
    const auto pressure = row.quantity(1, Dimension::pressure, 0.0, 1e7);
    if (!flow || !pressure) continue;
    if (!curve.empty() && *flow <= curve.back().flow_m3_s)
      row.error(0, "the flow does not rise from row to row; needs rising flows");
    if (!curve.empty() && *pressure > curve.back().pressure_pa)
      row.error(1, "the pressure rises with the flow; a blower's curve falls");
    curve.push_back({*flow, *pressure});
  }
  if (curve.size() < 2 && state.reading.problems.error_count() == errors_before)
    row.error(0, "a blower's curve needs two rows or more");
  if (state.reading.problems.error_count() > errors_before) curve.clear();
  return curve;
}

/// Parameters of a line, each named after it.
void read_line_fields(PowderReading& state, TableReader& table, models::PowderLine& line) {
  std::vector<EffectiveParameter> effective;
  read_fields(table, line.parameters, {"bore", "length", "rate"}, effective);
  for (EffectiveParameter& each : effective) {
    const std::string prefix = table.path() + ".";
    if (each.key.starts_with(prefix))
      each.key = table.path() + "." + line.id + "." + each.key.substr(prefix.size());
    state.reading.scenario.parameters.push_back(std::move(each));
  }
}

/// What slugs do not go with, and what would have no effect.
void check_phase(TableReader& table, const models::PowderLine& line) {
  const models::PowderLineParameters& p = line.parameters;
  if (!models::is_dense(p)) {
    if (table.find("slug_velocity") != nullptr)
      table.error("slug_velocity",
                  "a dilute line has no slugs; needs phase = \"dense\", or leave it");
    return;
  }
  if (p.feeder != models::kFeederChoices[1])
    table.error("feeder", fmt::format("is \"{}\", but a dense line is fed by a blow tank; needs "
                                      "feeder = \"blow tank\" with tank, tank_fill, tank_vent",
                                      p.feeder));
  if (p.system != models::kSystemChoices[0])
    table.error("system", "slugs are pushed, not sucked; needs system = \"pressure\"");
  if (table.find("blower") != nullptr)
    table.error("blower", "a curve is not read for dense phase; needs max_pressure alone");
}

void read_line(PowderReading& state, TableReader& table) {
  models::PowderLine line;
  table.require("id", "a name, such as \"plant-to-workshop\"");
  line.id = table.text("id").value_or("");
  line.title = table.text("title").value_or(line.id);
  line.title_zh = table.text("title_zh").value_or(line.title);
  check_id(table, line.id, state.plant.lines);
  read_line_fields(state, table, line);
  line.blower = read_curve(state, table);
  check_phase(table, line);
  line.gas = models::find_conveying_gas(line.parameters.gas).value_or(models::ConveyingGas::air);
  line.route = models::simple_route(line.parameters.length_m, line.parameters.rise_m,
                                    static_cast<int>(line.parameters.bends));
  if (line.parameters.length_m == 0.0 && line.parameters.rise_m == 0.0)
    table.error("length", "got no horizontal and no vertical pipe; needs one of length and rise");
  table.finish();
  state.plant.lines.push_back(std::move(line));
  state.line_tables.push_back(table);
}

}  // namespace

std::optional<models::SiloIndex> PowderReading::find_silo(TableReader& table,
                                                          std::string_view key) {
  if (!table.require(key, "the id of a [[powder.silo]]")) return std::nullopt;
  const auto id = table.text(key);
  if (!id) return std::nullopt;
  for (const models::SiloIndex silo : plant.silos.indices()) {
    if (plant.silos[silo].id == *id) return silo;
  }
  table.error(
      key, fmt::format("there is no silo \"{}\"{}", *id, did_you_mean(*id, ids_of(plant.silos))));
  return std::nullopt;
}

std::optional<models::PowderLineIndex> PowderReading::find_line(TableReader& table,
                                                                std::string_view key) {
  if (!table.require(key, "the id of a [[powder.line]]")) return std::nullopt;
  const auto id = table.text(key);
  if (!id) return std::nullopt;
  for (const models::PowderLineIndex line : plant.lines.indices()) {
    if (plant.lines[line].id == *id) return line;
  }
  table.error(
      key, fmt::format("there is no line \"{}\"{}", *id, did_you_mean(*id, ids_of(plant.lines))));
  return std::nullopt;
}

void read_silos(PowderReading& state, TableReader& table) {
  for (TableReader& each : table.list("silo")) read_silo(state, each);
  if (state.plant.silos.empty()) table.error("silo", "there is none; needs [[powder.silo]] tables");
}

void read_lines(PowderReading& state, TableReader& table) {
  for (TableReader& each : table.list("line")) read_line(state, each);
  if (state.plant.lines.empty()) table.error("line", "there is none; needs [[powder.line]] tables");
}

}  // namespace dimai::scenarios
