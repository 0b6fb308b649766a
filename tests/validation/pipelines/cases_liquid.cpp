#include <fstream>
#include <iterator>
#include <map>
#include <numbers>
#include <stdexcept>

#include "models/physics/flow/batch_interface.hpp"
#include "models/physics/flow/friction.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "models/pipelines/liquid/operation/resilience.hpp"
#include "scenarios/epanet/read_inp.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

scenarios::InpNetwork read_file(const Row& row) {
  const std::string name = row.text("file");
  std::ifstream stream(row.folder() / name, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  scenarios::Problems problems;
  auto input = scenarios::read_inp(bytes, name, problems);
  if (input) return std::move(*input);
  throw std::runtime_error(scenarios::to_text(problems.sorted().front()));
}

/// Heads, flows and pressures of every report: "head_m.<node>.<time>", "flow_m3_h.<link>.<time>".
void add_reports(const models::LiquidModel& model, Quantities& found) {
  const models::LiquidNetwork& network = model.network();
  for (const models::LiquidSnapshot& now : model.snapshots()) {
    const std::string time = "." + std::to_string(static_cast<long>(now.time_s));
    for (std::uint32_t i = 0; i < network.nodes.size(); ++i)
      found.emplace_back("head_m." + network.nodes[models::LiquidNodeIndex{i}].id + time,
                         now.head_m[i]);
    for (std::uint32_t i = 0; i < network.links.size(); ++i)
      found.emplace_back("flow_m3_h." + network.links[models::LiquidLinkIndex{i}].id + time,
                         now.flow_m3_s[i] * 3600.0);
  }
}

/// Times at which controls and rules switched each link: "switch_s.<link>.<how many times>".
void add_switches(const models::LiquidModel& model, Quantities& found) {
  std::map<std::uint32_t, int> count;
  for (const models::LiquidEvent& event : model.events()) {
    if (event.kind != models::LiquidEvent::Kind::control &&
        event.kind != models::LiquidEvent::Kind::rule)
      continue;
    const std::string& id = model.network().links[models::LiquidLinkIndex{event.element}].id;
    found.emplace_back("switch_s." + id + "." + std::to_string(++count[event.element]),
                       event.time_s);
  }
}

}  // namespace

Quantities friction_factors(const Row& row) {
  const double reynolds = row.number("reynolds");
  const double roughness = row.number("roughness");
  return {{"colebrook", models::colebrook_friction_factor(reynolds, roughness)},
          {"swamee_jain", models::swamee_jain_friction_factor(reynolds, roughness)},
          {"haaland", models::haaland_friction_factor(reynolds, roughness)}};
}

Quantities batch_interface(const Row& row) {
  const double d = row.number("diameter_m");
  const double length_m =
      models::batch_interface_length_m(d, row.number("length_m"), row.number("reynolds"));
  return {{"length_m", length_m},
          {"volume_m3", length_m * std::numbers::pi / 4.0 * d * d},
          {"critical_reynolds", models::critical_batch_reynolds(d)}};
}

Quantities epanet_file(const Row& row) {
  const scenarios::InpNetwork input = read_file(row);
  sim::Simulation simulation;
  models::LiquidModel model(input.network, input.network.times.duration_s);
  model.start(simulation);
  simulation.run(sim::Time::max());
  if (!model.failure().empty()) throw std::runtime_error(model.failure());
  Quantities found;
  add_reports(model, found);
  add_switches(model, found);
  if (row.has("required_pressure_m"))
    found.emplace_back("todini_index", models::todini_index(input.network, model.state(),
                                                            row.number("required_pressure_m")));
  return found;
}

}  // namespace dimai::validation
