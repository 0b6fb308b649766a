// Runs the validation cases: validate [folder-name ...]   (all folders if none is named)
//
// A case is a folder here with two files:
//   case.toml       kind = "...", [input] values shared by all rows, [[row]] tables with a name and
//   values
//                   of their own. Numbers are in the SI unit that ends their key.
//   expected.toml   source = "...", quantity = [{name, value, rtol or atol}, ...]; |found - value|
//   must
//                   be at most atol + rtol |value|. With rows a name is "<row>.<quantity>". Values
//                   come from the source or from a working written beside them, never from this
//                   program.
//
// A new case needs no code if its kind exists. A new kind needs three things:
//   1. a function `Quantities my_kind(const Row& row)` in any cases_*.cpp here (they are globbed),
//   which
//      reads inputs with row.number("speed_m_s") and the like and returns {{"name", value}, ...};
//   2. its declaration below;  3. its line in kKinds below.
// It is called once a row (once with [input] if there are none). It may compute more than is
// expected. Whatever it throws fails the case with the exception's text.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/validation/case.hpp"

namespace dimai::validation {

Quantities avoided_trips(const Row& row);
Quantities batch_interface(const Row& row);
Quantities berth_capacity(const Row& row);
Quantities berth_capacity_simulated(const Row& row);
Quantities berth_wait(const Row& row);
Quantities berth_wait_simulated(const Row& row);
Quantities braking_point(const Row& row);
Quantities capsule_traffic(const Row& row);
Quantities clear_path(const Row& row);
Quantities conveying_correlation(const Row& row);
Quantities coulson_richardson(const Row& row);
Quantities cuts(const Row& row);
Quantities dense_downflow(const Row& row);
Quantities dip(const Row& row);
Quantities empty_dispatch(const Row& row);
Quantities epanet_file(const Row& row);
Quantities fleet_stability(const Row& row);
Quantities fluid_limit(const Row& row);
Quantities formation(const Row& row);
Quantities formation_simulated(const Row& row);
Quantities fragility(const Row& row);
Quantities friction_factors(const Row& row);
Quantities gap_closing(const Row& row);
Quantities gap_closing_stepped(const Row& row);
Quantities gas_formula(const Row& row);
Quantities gas_network(const Row& row);
Quantities gas_pipe(const Row& row);
Quantities ground_motion(const Row& row);
Quantities headway(const Row& row);
Quantities heathrow(const Row& row);
Quantities hump_capacity(const Row& row);
Quantities hump_permutations(const Row& row);
Quantities interchange(const Row& row);
Quantities job_shop(const Row& row);
Quantities kinematic_wave(const Row& row);
Quantities lane_headway(const Row& row);
Quantities lanes_for_flow(const Row& row);
Quantities lanes_permutations(const Row& row);
Quantities lanes_random(const Row& row);
Quantities least_train_size(const Row& row);
Quantities line_fill(const Row& row);
Quantities line_time(const Row& row);
Quantities logistics_run(const Row& row);
Quantities merge_wait(const Row& row);
Quantities merge_wait_simulated(const Row& row);
Quantities mesh_epidemic(const Row& row);
Quantities mesh_percolation(const Row& row);
Quantities metal_powder(const Row& row);
Quantities motor_launch(const Row& row);
Quantities optimum_speed(const Row& row);
Quantities packed_pods(const Row& row);
Quantities parcels(const Row& row);
Quantities passenger_co2(const Row& row);
Quantities pipe_breaks(const Row& row);
Quantities piston(const Row& row);
Quantities platoon(const Row& row);
Quantities pneumatic_post(const Row& row);
Quantities priority_wait_simulated(const Row& row);
Quantities radix_passes(const Row& row);
Quantities rest_to_rest(const Row& row);
Quantities rhodes_line(const Row& row);
Quantities static_dispatch(const Row& row);
Quantities tonnes_for_saving(const Row& row);
Quantities topography(const Row& row);
Quantities train_capacity(const Row& row);
Quantities train_marshalling(const Row& row);
Quantities train_run(const Row& row);
Quantities travelled_distance(const Row& row);
Quantities tube_size(const Row& row);
Quantities tube_zone_wait(const Row& row);
Quantities two_ways(const Row& row);
Quantities virtual_coupling(const Row& row);
Quantities voting(const Row& row);
Quantities yard_cuts(const Row& row);
Quantities yard_passes(const Row& row);

namespace {

struct Kind {
  std::string_view name;
  Quantities (*run)(const Row&);
};

/// Every kind of case, in alphabetical order.
constexpr auto kKinds = std::to_array<Kind>({
    {"avoided_trips", avoided_trips},
    {"batch_interface", batch_interface},
    {"berth_capacity", berth_capacity},
    {"berth_capacity_simulated", berth_capacity_simulated},
    {"berth_wait", berth_wait},
    {"berth_wait_simulated", berth_wait_simulated},
    {"braking_point", braking_point},
    {"capsule_traffic", capsule_traffic},
    {"clear_path", clear_path},
    {"conveying_correlation", conveying_correlation},
    {"coulson_richardson", coulson_richardson},
    {"cuts", cuts},
    {"dense_downflow", dense_downflow},
    {"dip", dip},
    {"empty_dispatch", empty_dispatch},
    {"epanet_file", epanet_file},
    {"fleet_stability", fleet_stability},
    {"fluid_limit", fluid_limit},
    {"formation", formation},
    {"formation_simulated", formation_simulated},
    {"fragility", fragility},
    {"friction_factors", friction_factors},
    {"gap_closing", gap_closing},
    {"gap_closing_stepped", gap_closing_stepped},
    {"gas_formula", gas_formula},
    {"gas_network", gas_network},
    {"gas_pipe", gas_pipe},
    {"ground_motion", ground_motion},
    {"headway", headway},
    {"heathrow", heathrow},
    {"hump_capacity", hump_capacity},
    {"hump_permutations", hump_permutations},
    {"interchange", interchange},
    {"job_shop", job_shop},
    {"kinematic_wave", kinematic_wave},
    {"lane_headway", lane_headway},
    {"lanes_for_flow", lanes_for_flow},
    {"lanes_permutations", lanes_permutations},
    {"lanes_random", lanes_random},
    {"least_train_size", least_train_size},
    {"line_fill", line_fill},
    {"line_time", line_time},
    {"logistics_run", logistics_run},
    {"merge_wait", merge_wait},
    {"merge_wait_simulated", merge_wait_simulated},
    {"mesh_epidemic", mesh_epidemic},
    {"mesh_percolation", mesh_percolation},
    {"metal_powder", metal_powder},
    {"motor_launch", motor_launch},
    {"optimum_speed", optimum_speed},
    {"packed_pods", packed_pods},
    {"parcels", parcels},
    {"passenger_co2", passenger_co2},
    {"pipe_breaks", pipe_breaks},
    {"piston", piston},
    {"platoon", platoon},
    {"pneumatic_post", pneumatic_post},
    {"priority_wait_simulated", priority_wait_simulated},
    {"radix_passes", radix_passes},
    {"rest_to_rest", rest_to_rest},
    {"rhodes_line", rhodes_line},
    {"static_dispatch", static_dispatch},
    {"tonnes_for_saving", tonnes_for_saving},
    {"topography", topography},
    {"train_capacity", train_capacity},
    {"train_marshalling", train_marshalling},
    {"train_run", train_run},
    {"travelled_distance", travelled_distance},
    {"tube_size", tube_size},
    {"tube_zone_wait", tube_zone_wait},
    {"two_ways", two_ways},
    {"virtual_coupling", virtual_coupling},
    {"voting", voting},
    {"yard_cuts", yard_cuts},
    {"yard_passes", yard_passes},
});

Quantities run_case(const std::filesystem::path& folder) {
  const Case one = read_case(folder);
  const auto* kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [&](const Kind& k) { return k.name == one.kind; });
  if (kind == std::end(kKinds)) throw std::runtime_error("unknown kind '" + one.kind + "'");
  Quantities found;
  for (const NamedRow& row : one.rows) {
    for (const auto& [name, value] : kind->run(row.row))
      found.emplace_back(row.prefix + name, value);
  }
  return found;
}

/// What is wrong with one quantity; empty if nothing.
std::string fault(const Expectation& expected, const Quantities& found) {
  const auto quantity = std::find_if(found.begin(), found.end(),
                                     [&](const auto& q) { return q.first == expected.name; });
  if (quantity == found.end()) return expected.name + ": not computed";
  const double allowed = expected.atol + expected.rtol * std::abs(expected.value);
  const double error = std::abs(quantity->second - expected.value);
  if (error <= allowed) return "";  // false for NaN
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), "%s: got %.9g, expected %.9g, off by %.3g, allowed %.3g",
                expected.name.c_str(), quantity->second, expected.value, error, allowed);
  return text.data();
}

/// Prints one line for the case and one for each fault; true if there is none.
bool passes(const std::filesystem::path& folder) {
  std::vector<std::string> faults;
  std::size_t checked = 0;
  try {
    const std::vector<Expectation> expected = read_expected(folder);
    const Quantities found = run_case(folder);
    checked = expected.size();
    for (const Expectation& one : expected) {
      if (std::string text = fault(one, found); !text.empty()) faults.push_back(std::move(text));
    }
  } catch (const std::exception& error) {
    faults.emplace_back(error.what());
  }
  const std::string name = folder.filename().string();
  std::printf("%s %-28s %zu quantities\n", faults.empty() ? "pass" : "FAIL", name.c_str(), checked);
  for (const std::string& text : faults) std::printf("     %s\n", text.c_str());
  return faults.empty();
}

std::vector<std::filesystem::path> folders(const std::vector<std::string>& names) {
  const std::filesystem::path root = std::filesystem::path(DIMAI_SOURCE_DIR) / "tests/validation";
  std::vector<std::filesystem::path> found;
  found.reserve(names.size());
  for (const std::string& name : names) found.push_back(root / name);
  if (!names.empty()) return found;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.is_directory() && entry.path().filename() != "pipelines")  // holds kinds, no cases
      found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace
}  // namespace dimai::validation

int main(int argc, char** argv) {
  std::size_t passed = 0;
  std::size_t failed = 0;
  try {
    for (const auto& folder : dimai::validation::folders({argv + 1, argv + argc})) {
      ++(dimai::validation::passes(folder) ? passed : failed);
    }
  } catch (const std::exception& error) {
    std::printf("FAIL %s\n", error.what());
    ++failed;
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
