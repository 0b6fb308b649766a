#include <algorithm>

#include <fmt/format.h>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kDay_s = 86400.0;
constexpr double kMostCapsules = 1e7;

/// The portal of a row; nothing, and a problem, if there is none.
std::optional<models::NodeIndex> read_portal(Reading& reading, CsvReader& row, std::size_t column) {
  if (!reading.has_network()) return std::nullopt;
  const std::string& id = row.cell(column);
  const auto found = reading.nodes.find(id);
  const bool portal = found != reading.nodes.end() &&
                      reading.network().nodes[found->second].kind == models::NodeKind::portal;
  if (portal) return found->second;
  if (found == reading.nodes.end()) {
    row.error(column, fmt::format("there is no portal \"{}\"{}", id,
                                  did_you_mean(id, reading.portal_ids())));
  } else {
    row.error(column, fmt::format("\"{}\" is not a portal", id));
  }
  return std::nullopt;
}

void read_targets(Reading& reading, std::string_view text, const std::string& file) {
  CsvReader row(text, file, reading.problems, {"portal", "class", "from", "until", "capsules"});
  while (row.next()) {
    const auto portal = read_portal(reading, row, 0);
    const auto capsule_class = reading.find_class(row.cell(1));
    if (!capsule_class)
      row.error(1, fmt::format("there is no capsule class \"{}\"{}", row.cell(1),
                               did_you_mean(row.cell(1), reading.class_names())));
    const auto from_s = row.quantity(2, Dimension::time, 0.0, kDay_s);
    const auto until_s = row.quantity(3, Dimension::time, 0.0, kDay_s);
    const auto capsules = row.number(4, 0.0, kMostCapsules);
    if (from_s && until_s && *until_s <= *from_s)
      row.error(
          3, fmt::format("got {}, needs a time of day after from, {}", row.cell(3), row.cell(2)));
    if (!portal || !capsule_class || !from_s || !until_s || !capsules) continue;
    const double places = static_cast<double>(reading.network().nodes[*portal].portal.parking);
    if (*capsules > places)
      row.error(4, fmt::format("got {}, but \"{}\" has {}", row.cell(4), row.cell(0),
                               counted(static_cast<std::uint64_t>(places), "parking place")));
    reading.scenario.empties.target_rows.push_back(
        {*portal, *capsule_class, *from_s, *until_s, *capsules});
  }
}

void read_empties(Reading& reading, TableReader& document) {
  models::EmptiesParameters& empties = reading.scenario.empties;
  TableReader table = document.table(models::EmptiesParameters::table);
  read_fields(table, empties, {}, reading.scenario.parameters);
  table.finish();
  if (empties.targets.empty()) return;
  if (empties.policy != "targets")
    table.error("targets", fmt::format("are given, but the policy is \"{}\"; needs policy = "
                                       "\"targets\"",
                                       empties.policy));
  std::string file;
  if (const auto text = reading.read_file(table, "targets", file))
    read_targets(reading, *text, file);
}

bool any_portal(const Reading& reading, std::int64_t models::Portal::*places) {
  const auto& nodes = reading.network().nodes;
  return std::any_of(nodes.begin(), nodes.end(), [&](const models::Node& node) {
    return node.kind == models::NodeKind::portal && node.portal.*places > 0;
  });
}

}  // namespace

void read_fleet(Reading& reading, TableReader& document) {
  TableReader table = document.table(models::BerthParameters::table);
  read_fields(table, reading.scenario.berths, {}, reading.scenario.parameters);
  table.finish();
  read_empties(reading, document);
}

void check_upkeep(Reading& reading) {
  if (!reading.has_network()) return;
  const bool chargers = any_portal(reading, &models::Portal::chargers);
  const bool workshops = any_portal(reading, &models::Portal::workshop);
  for (std::size_t i = 0; i < reading.capsule_tables.size(); ++i) {
    const models::CapsuleClass& each = reading.scenario.capsule_classes[i];
    TableReader& table = reading.capsule_tables[i];
    if (each.has_battery() && !chargers)
      table.error(
          "battery",
          "no portal has chargers; needs \"chargers\" at some portal, or battery = \"0 kWh\" "
          "for a powered track");
    if (each.has_battery() && each.recharge_below < each.least_charge)
      table.error("recharge_below", fmt::format("got {}, needs at least least_charge, {}",
                                                each.recharge_below, each.least_charge));
    if (each.needs_workshop() && !workshops)
      table.error(each.workshop_share > 0.0 ? "workshop_share" : "workshop_distance",
                  "no portal has a workshop; needs \"workshop\" (places) at some portal");
  }
}

}  // namespace dimai::scenarios
