#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/logistics/logistics_reading.hpp"
#include "scenarios/pipelines/tubes/tubes_plan.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

using models::ShipmentPlan;

const TubesPlan* tubes_of(const LogisticsReading& r) {
  for (const auto& each : r.reading.scenario.pipelines) {
    if (const auto* tubes = dynamic_cast<const TubesPlan*>(each.get())) return tubes;
  }
  return nullptr;
}

/// Row of the station of the tubes, or of the portal, that a cell names.
std::optional<std::uint32_t> external_of(LogisticsReading& r, CsvReader& row,
                                         const models::ModeParameters& mode) {
  const std::string& name = row.cell(3);
  if (mode.kind == "line") return 0;
  if (mode.kind == "capsule") {
    const auto found = r.reading.nodes.find(name);
    if (found != r.reading.nodes.end() &&
        r.reading.network().nodes[found->second].kind == models::NodeKind::portal)
      return found->second.value;
    row.error(3, fmt::format("there is no portal \"{}\"{}", name,
                             did_you_mean(name, r.reading.portal_ids())));
    return std::nullopt;
  }
  const TubesPlan* tubes = tubes_of(r);
  if (tubes == nullptr) {
    row.error(1, fmt::format("mode \"{}\" is of kind tubes, but there is no [tubes]", mode.name));
    return std::nullopt;
  }
  std::vector<std::string_view> known;
  for (const models::StationIndex s : tubes->network.stations.indices()) {
    const models::TubeNode& node = tubes->network.nodes[tubes->network.stations[s].node];
    if (node.id == name) return s.value;
    known.push_back(node.id);
  }
  row.error(3, fmt::format("there is no station \"{}\"{}", name, did_you_mean(name, known)));
  return std::nullopt;
}

/// A whole number of a cell, or nothing and a problem.
std::optional<double> whole_number(CsvReader& row, std::size_t column, double high) {
  const auto number = row.number(column, 0.0, high);
  if (!number || *number == std::floor(*number)) return number;
  row.error(column, fmt::format("got {}, needs a whole number", row.cell(column)));
  return std::nullopt;
}

/// What a mode runs on must be there.
void check_mode(LogisticsReading& r, TableReader& table, const models::ModeParameters& mode,
                std::uint32_t& capsule_class) {
  const auto name = table.text("capsule");
  if (mode.kind != "line") {
    for (const std::string_view key :
         {"lanes", "headway", "energy", "energy_kwh_km", "energy_kwh_tkm"}) {
      if (table.find(key) != nullptr)
        table.error(key, "is for modes of kind \"line\" only; others have what they run on");
    }
  }
  if (mode.kind == "capsule" && mode.items_a_vehicle < 1.0)
    table.error("items_a_vehicle", fmt::format("got {:.10g}, accepts 1 and more for kind capsule",
                                               mode.items_a_vehicle));
  if (mode.kind != "capsule") {
    if (table.find("gather_time") != nullptr)
      table.error("gather_time", "is for modes of kind \"capsule\" only");
    if (name) table.error("capsule", "is for modes of kind \"capsule\" only");
    return;
  }
  if (!table.require("capsule", "the class of capsules, such as \"freight\"") || !name) return;
  const auto found = r.reading.find_class(*name);
  if (!found)
    return table.error("capsule", fmt::format("there is no capsule class \"{}\"{}", *name,
                                              did_you_mean(*name, r.reading.class_names())));
  capsule_class = *found;
}

}  // namespace

void read_places(LogisticsReading& r) {
  std::string file;
  if (!r.table.require("places", "a CSV file, such as \"places.csv\"")) return;
  const auto text = r.reading.read_file(r.table, "places", file);
  if (!text) return;
  CsvReader row(
      *text, file, r.reading.problems,
      {"id", "name", "name_zh", "kind", "longitude", "latitude", "hub", "docks", "weight"});
  while (row.next()) {
    models::Place place;
    place.id = row.cell(0);
    place.name = row.cell(1);
    place.name_zh = row.cell(2);
    place.kind = row.cell(3);
    const auto longitude = row.number(4, -180.0, 180.0);
    const auto latitude = row.number(5, -90.0, 90.0);
    const auto hub = whole_number(row, 6, 1.0);
    const auto docks = whole_number(row, 7, 1e6);
    const auto weight = row.number(8, 0.0, 1e9);
    if (place.id.empty()) row.error(0, "is empty; needs a name that no other place has");
    if (!longitude || !latitude || !hub || !docks || !weight || place.id.empty()) continue;
    place.longitude_deg = *longitude;
    place.latitude_deg = *latitude;
    place.hub = *hub != 0.0;
    place.docks = static_cast<std::int64_t>(*docks);
    place.weight = *weight;
    const auto next = static_cast<std::uint32_t>(r.plan.shipments.places.size());
    if (!r.places.emplace(place.id, next).second) {
      row.error(0, fmt::format("\"{}\" is there twice", place.id));
      continue;
    }
    r.plan.shipments.places.push_back(std::move(place));
  }
}

void read_classes_and_modes(LogisticsReading& r) {
  ShipmentPlan& plan = r.plan.shipments;
  const TubesPlan* tubes = tubes_of(r);
  for (TableReader& each : r.table.tables(models::ShipmentClass::table)) {
    models::ShipmentClass one;
    one.name = each.name();
    read_fields(each, one, {}, r.reading.scenario.parameters);
    const std::string parcel = each.text("parcel").value_or(one.name);
    each.finish();
    std::uint32_t row = ShipmentPlan::kNone;
    for (std::uint32_t p = 0; tubes != nullptr && p < tubes->parcels.size(); ++p) {
      if (tubes->parcels[p].name == parcel) row = p;
    }
    if (row == ShipmentPlan::kNone && each.find("parcel") != nullptr)
      each.error("parcel", fmt::format("there is no parcel \"{}\" in [tubes.parcel]", parcel));
    plan.parcel_class.push_back(row);
    plan.classes.push_back(std::move(one));
    r.class_tables.push_back(each);
  }
  for (TableReader& each : r.table.tables(models::ModeParameters::table)) {
    models::ModeParameters mode;
    mode.name = each.name();
    read_fields(each, mode, {}, r.reading.scenario.parameters);
    std::uint32_t capsule_class = ShipmentPlan::kNone;
    check_mode(r, each, mode, capsule_class);
    each.finish();
    plan.capsule_class.push_back(capsule_class);
    plan.modes.push_back(std::move(mode));
    r.mode_tables.push_back(each);
  }
}

void read_stations(LogisticsReading& r) {
  ShipmentPlan& plan = r.plan.shipments;
  std::string file;
  if (!r.table.require("stations", "a CSV file, such as \"stations.csv\"")) return;
  const auto text = r.reading.read_file(r.table, "stations", file);
  if (!text) return;
  std::map<std::string, std::uint32_t> modes;
  for (std::uint32_t m = 0; m < plan.modes.size(); ++m)
    modes.emplace(plan.modes[models::ModeIndex{m}].name, m);
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> groups;
  CsvReader row(*text, file, r.reading.problems, {"place", "mode", "group", "at"});
  while (row.next()) {
    const auto place = r.places.find(row.cell(0));
    const auto mode = modes.find(row.cell(1));
    if (place == r.places.end() && !r.places.empty())
      row.error(0, fmt::format("there is no place \"{}\"{}", row.cell(0),
                               did_you_mean(row.cell(0), names_of(r.places))));
    if (mode == modes.end())
      row.error(1, fmt::format("there is no mode \"{}\"{}", row.cell(1),
                               did_you_mean(row.cell(1), names_of(modes))));
    if (place == r.places.end() || mode == modes.end()) continue;
    const models::ModeIndex index{mode->second};
    const auto external = external_of(r, row, plan.modes[index]);
    if (!external) continue;
    const auto [group, added] = groups.try_emplace({mode->second, row.cell(2)},
                                                   static_cast<std::uint32_t>(plan.groups.size()));
    if (added) plan.groups.push_back({row.cell(2), index, {}, plan.modes[index].lanes});
    const models::LaneGroupIndex of{group->second};
    plan.groups[of].stations.push_back(static_cast<std::uint32_t>(plan.stations.size()));
    plan.stations.push_back({{place->second}, index, of, *external});
  }
}

void read_foresight(LogisticsReading& r) {
  TableReader table = r.table.table(models::ForesightParameters::table);
  read_fields(table, r.plan.shipments.foresight, {}, r.reading.scenario.parameters);
  table.finish();
}

}  // namespace dimai::scenarios
