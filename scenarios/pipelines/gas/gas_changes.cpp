#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::GasChange;
using What = GasChange::What;

constexpr double kMostFlow_kg_s = 1e6;
constexpr double kMostPressure_pa = 1e9;
constexpr double kLongest_s = 366.0 * 86400.0;

void change_node(GasReading& gas, TableReader& entry, double at_s) {
  const models::GasNodeIndex row = gas.find_node(entry, "node");
  const auto pressure = entry.quantity("pressure", Dimension::pressure, 1.0, kMostPressure_pa);
  auto supply =
      read_gas_flow(entry, "supply", gas.input.parameters, -kMostFlow_kg_s, kMostFlow_kg_s);
  const auto demand =
      read_gas_flow(entry, "demand", gas.input.parameters, -kMostFlow_kg_s, kMostFlow_kg_s);
  if (demand) supply = -*demand;
  const auto leak = entry.quantity("leak_area", Dimension::area, 0.0, 100.0);
  entry.finish();
  if (!pressure && !supply && !leak)
    return entry.error("node", "nothing changes; needs pressure, supply, demand or leak_area");
  if (!row.valid()) return;
  models::GasNode& node = gas.input.network.nodes[row];
  if (at_s <= 0.0) {  // the network begins with it
    if (leak) node.leak.area_m2 = *leak;
    if (supply) node.supply_kg_s = *supply;
    if (supply) node.pressure_is_set = false;
    if (pressure) node.pressure_pa = *pressure;
    if (pressure) node.pressure_is_set = true;
    return;
  }
  const auto later = [&](What what, std::optional<double> value) {
    if (value) gas.input.changes.push_back({at_s, what, row.value, *value});
  };
  later(What::supply, supply);
  later(What::pressure, pressure);
  later(What::leak, leak);
}

void change_element(GasReading& gas, TableReader& entry, double at_s) {
  const models::GasElementIndex row = gas.find_element(entry, "element");
  if (!row.valid()) return;
  models::GasElement& element = gas.input.network.elements[row];
  const bool machine = element.kind == models::GasElementKind::compressor ||
                       element.kind == models::GasElementKind::regulator;
  models::GasElement wanted = element;
  const bool sets = machine && read_gas_setting(gas, entry, wanted);
  const auto open = entry.boolean("open");
  const auto check_valve = entry.boolean("check_valve");
  entry.finish();
  if (!sets && !open && !check_valve)
    return entry.error("element", machine ? "nothing changes; needs open or a setting"
                                          : "nothing changes; needs open = true or false");
  if (at_s <= 0.0) {
    element = wanted;
    if (open) element.in_service = *open;
    if (check_valve) element.check_valve = *check_valve;
    if (sets) gas.has_setting[row.value] = 1;
    return;
  }
  if (check_valve) entry.error("check_valve", "is a part of the machine; needs no at");
  if (sets && wanted.control != element.control)
    entry.error("element", fmt::format("\"{}\" keeps another quantity from the start; a change "
                                       "needs the same",
                                       element.id));
  if (sets) gas.input.changes.push_back({at_s, What::setting, row.value, wanted.setting});
  if (open) gas.input.changes.push_back({at_s, What::service, row.value, *open ? 1.0 : 0.0});
}

/// Points of one profile: shares of what a node takes at the start.
struct Profile {
  std::vector<double> time_s;
  std::vector<double> share;
};

std::map<std::string, Profile, std::less<>> read_profile_file(GasReading& gas,
                                                              const std::string& text,
                                                              const std::string& file) {
  std::map<std::string, Profile, std::less<>> profiles;
  CsvReader row(text, file, gas.problems(), {"profile", "time", "share"});
  while (row.next()) {
    const auto time_s = row.quantity(1, Dimension::time, 0.0, kLongest_s);
    const auto share = row.number(2, -1000.0, 1000.0);
    if (!time_s || !share) continue;
    Profile& profile = profiles[row.cell(0)];
    if (!profile.time_s.empty() && *time_s < profile.time_s.back())
      row.error(1, "the times of a profile must rise");
    profile.time_s.push_back(*time_s);
    profile.share.push_back(*share);
  }
  return profiles;
}

/// Repeats a profile that ends before the run does, if it is to be repeated.
Profile over_the_run(const Profile& profile, double duration_s, double period_s) {
  if (period_s <= 0.0) return profile;
  Profile whole;
  for (double from_s = 0.0; from_s <= duration_s; from_s += period_s) {
    for (std::size_t i = 0; i < profile.time_s.size(); ++i) {
      if (profile.time_s[i] > period_s) continue;
      whole.time_s.push_back(from_s + profile.time_s[i]);
      whole.share.push_back(profile.share[i]);
    }
  }
  return whole;
}

/// Changes at the profile's points; or a ramp along them.
void apply_profile(GasReading& gas, models::GasNodeIndex node, const Profile& profile,
                   bool in_steps) {
  const double base_kg_s = gas.input.network.nodes[node].supply_kg_s;
  if (!in_steps) {
    models::GasRamp ramp{models::GasRamp::What::supply, node.value, profile.time_s, profile.share};
    for (double& each : ramp.value) each *= base_kg_s;
    gas.input.ramps.push_back(std::move(ramp));
    return;
  }
  for (std::size_t i = 0; i < profile.time_s.size(); ++i) {
    const double value = profile.share[i] * base_kg_s;
    if (profile.time_s[i] <= 0.0)
      gas.input.network.nodes[node].supply_kg_s = value;
    else
      gas.input.changes.push_back({profile.time_s[i], What::supply, node.value, value});
  }
}

}  // namespace

void read_gas_changes(GasReading& gas) {
  for (TableReader& entry : gas.table.list("change")) {
    const double at_s = entry.quantity("at", Dimension::time, 0.0, kLongest_s).value_or(0.0);
    const bool node = entry.find("node") != nullptr;
    const bool element = entry.find("element") != nullptr;
    if (node == element) {
      entry.error("node", "needs either node or element");
      continue;
    }
    if (at_s > gas.reading.scenario.run.duration_s)
      entry.warning("at", fmt::format("{} is after the end of the run",
                                      quantity_text(at_s, Dimension::time)));
    node ? change_node(gas, entry, at_s) : change_element(gas, entry, at_s);
  }
}

void read_gas_profiles(GasReading& gas) {
  std::map<std::string, Profile, std::less<>> profiles;
  std::string file;
  if (const auto text = gas.reading.read_file(gas.table, "profiles", file))
    profiles = read_profile_file(gas, *text, file);
  std::vector<std::string_view> known;
  known.reserve(profiles.size());
  for (const auto& [name, profile] : profiles) known.push_back(name);
  for (TableReader& entry : gas.table.list("profile")) {
    entry.require("nodes", "a list of nodes");
    const auto name = entry.text("profile");
    entry.require("profile", "the name of a profile in the file profiles");
    const bool in_steps = entry.boolean("steps").value_or(false);
    const double period_s =
        entry.quantity("period", Dimension::time, 60.0, kLongest_s).value_or(0.0);
    const Value* nodes = entry.find("nodes");
    entry.finish();
    const auto found = name ? profiles.find(*name) : profiles.end();
    if (name && found == profiles.end())
      entry.error("profile",
                  fmt::format("there is no profile \"{}\"{}", *name, did_you_mean(*name, known)));
    if (nodes == nullptr || nodes->array() == nullptr || found == profiles.end()) continue;
    const Profile profile =
        over_the_run(found->second, gas.reading.scenario.run.duration_s, period_s);
    for (const Value& item : *nodes->array()) {
      const std::string* id = item.text();
      const auto node = id == nullptr ? gas.nodes.end() : gas.nodes.find(*id);
      if (node == gas.nodes.end())
        entry.error("nodes", fmt::format("there is no node of gas {}", shown(item)));
      else
        apply_profile(gas, node->second, profile, in_steps);
    }
  }
}

}  // namespace dimai::scenarios
