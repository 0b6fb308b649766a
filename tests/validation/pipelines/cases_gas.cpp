#include <stdexcept>
#include <string>

#include "models/physics/gas/gas_pipe.hpp"
#include "models/pipelines/gas/gas_solver.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {
namespace {

constexpr double kCubicFoot_m3 = 0.3048 * 0.3048 * 0.3048;

models::FlowFormula formula_of(const std::string& name) {
  using enum models::FlowFormula;
  if (name == "weymouth") return weymouth;
  if (name == "panhandle_a") return panhandle_a;
  if (name == "panhandle_b") return panhandle_b;
  if (name == "spitzglass") return spitzglass;
  if (name == "oliphant") return oliphant;
  if (name == "fritzsche") return fritzsche;
  if (name == "igt") return igt;
  throw std::runtime_error("case.toml: no formula " + name);
}

models::FormulaLine line_of(const Row& row) {
  return {.length_m = row.number("length_m"),
          .diameter_m = row.number("diameter_m"),
          .gravity = row.number("gravity"),
          .temperature_k = row.number("temperature_k"),
          .compressibility = row.number_or("compressibility", 1.0),
          .efficiency = row.number("efficiency"),
          .base_temperature_k = row.number("base_temperature_k"),
          .base_pressure_pa = row.number("base_pressure_pa"),
          .viscosity_pa_s = row.number_or("viscosity_pa_s", 1.1e-5)};
}

/// Flow of a line by the general isothermal equation, with the row's Darcy factor [standard m3/s].
double isothermal_m3_s(const Row& row, const models::FormulaLine& line) {
  const double molar = line.gravity * models::kAirMolarMass_kg_mol;
  const double a2 = models::isothermal_speed_squared_m2_s2(molar, line.temperature_k);
  models::PipeGas gas;
  gas.law = models::constant_z_gas(a2, line.compressibility);
  models::GasPipe pipe;
  pipe.length_m = line.length_m;
  pipe.diameter_m = line.diameter_m;
  pipe.friction.law = models::GasFrictionLaw::factor;
  pipe.friction.factor = row.number("factor");
  pipe.friction.efficiency = line.efficiency;
  const double flow_kg_s =
      models::steady_flow_kg_s(pipe, gas, row.number("inlet_pa"), row.number("outlet_pa"));
  const double base_a2 = models::isothermal_speed_squared_m2_s2(molar, line.base_temperature_k);
  return flow_kg_s * base_a2 / line.base_pressure_pa;
}

double pair(const std::vector<double>& row, std::size_t column) { return row.at(column); }

/// A network whose nodes are numbers, as the rows name them.
class NumberedNetwork {
 public:
  explicit NumberedNetwork(const Row& row) {
    const double a2 = row.number("a2_m2_s2");
    network.gas.law = row.text("law") == "cnga"
                          ? models::cnga_gas(a2, row.number("gravity"), row.number("temperature_k"))
                          : models::ideal_gas(a2);
    for (const auto& p : row.matrix("pipes")) add_pipe(p);
    for (const auto& c : row.matrix("compressors")) add_compressor(c);
    for (const auto& p : row.matrix("set_pa")) {
      models::GasNode& node = network.nodes[at(pair(p, 0))];
      node.pressure_is_set = true;
      node.pressure_pa = pair(p, 1);
    }
    for (const auto& t : row.matrix("take_kg_s"))
      network.nodes[at(pair(t, 0))].supply_kg_s -= pair(t, 1);
    for (const auto& t : row.matrix("give_kg_s"))
      network.nodes[at(pair(t, 0))].supply_kg_s += pair(t, 1);
  }
  models::GasNetwork network;

 private:
  models::GasNodeIndex at(double number) {
    const std::string id = std::to_string(static_cast<int>(number));
    for (const auto n : network.nodes.indices()) {
      if (network.nodes[n].id == id) return n;
    }
    models::GasNode node;
    node.id = id;
    return network.nodes.push_back(node);
  }
  models::GasElement joining(const std::vector<double>& row, models::GasElementKind kind) {
    models::GasElement element;
    element.id = std::to_string(network.elements.size() + 1);
    element.kind = kind;
    element.from = at(pair(row, 0));
    element.to = at(pair(row, 1));
    return element;
  }
  void add_pipe(const std::vector<double>& row) {
    models::GasElement element = joining(row, models::GasElementKind::pipe);
    element.pipe.diameter_m = pair(row, 2);
    element.pipe.length_m = pair(row, 3);
    element.pipe.friction.law = models::GasFrictionLaw::factor;
    element.pipe.friction.factor = pair(row, 4);
    network.elements.push_back(element);
  }
  void add_compressor(const std::vector<double>& row) {
    models::GasElement element = joining(row, models::GasElementKind::compressor);
    element.setting = pair(row, 2);
    network.elements.push_back(element);
  }
};

models::PipeGas gas_of(const Row& row) {
  models::PipeGas gas;
  double a2 = 0.0;
  if (row.has("rho_inlet_kg_m3")) {
    a2 = row.number("inlet_pa") / row.number("rho_inlet_kg_m3");
  } else {
    a2 = models::kNormalPressure_pa / row.number("normal_density_kg_m3") *
         row.number("temperature_k") / models::kNormalTemperature_k;
  }
  gas.law = models::linear_z_gas(a2, row.number_or("z_slope_per_pa", 0.0));
  gas.flowing.viscosity_pa_s = row.number_or("viscosity_pa_s", 1.1e-5);
  gas.kinetic_term = row.has("kinetic_term") && row.truth("kinetic_term");
  return gas;
}

}  // namespace

Quantities gas_formula(const Row& row) {
  const models::FormulaLine line = line_of(row);
  const double flow_m3_s = row.has("factor") ? isothermal_m3_s(row, line)
                                             : models::formula_flow_m3_s(
                                                   formula_of(row.text("formula")), line,
                                                   row.number("inlet_pa"), row.number("outlet_pa"));
  const double cubic_feet_s = flow_m3_s / kCubicFoot_m3;
  return {{"flow_m3_s", flow_m3_s},
          {"scfh", cubic_feet_s * 3600.0},
          {"mmscfd", cubic_feet_s * 86400.0 / 1e6}};
}

Quantities gas_pipe(const Row& row) {
  const models::PipeGas gas = gas_of(row);
  models::GasPipe pipe;
  pipe.length_m = row.number("length_m");
  pipe.diameter_m = row.number("diameter_m");
  pipe.local_loss = row.number_or("local_loss", 0.0);
  pipe.friction.law = row.text("friction") == "stanet" ? models::GasFrictionLaw::stanet
                                                       : models::GasFrictionLaw::factor;
  pipe.friction.factor = row.number_or("factor", 0.01);
  pipe.friction.roughness_m = row.number_or("roughness_m", 1e-5);
  const double inlet_pa = row.number("inlet_pa");
  if (row.has("outlet_pa"))
    return {{"flow_kg_s", models::steady_flow_kg_s(pipe, gas, inlet_pa, row.number("outlet_pa"))}};
  const double flow_kg_s = row.number("flow_kg_s");
  const double outlet_pa = models::outlet_pressure_pa(pipe, gas, inlet_pa, flow_kg_s);
  const double density =
      models::gas_density_kg_m3(gas.law, models::mean_pressure_pa(inlet_pa, outlet_pa));
  return {{"outlet_pa", outlet_pa},
          {"outlet_bar_over", (outlet_pa - models::kNormalPressure_pa) / 1e5},
          {"mean_speed_m_s", flow_kg_s / models::bore_area_m2(pipe.diameter_m) / density}};
}

Quantities gas_network(const Row& row) {
  const NumberedNetwork made(row);
  models::GasSolver solver(made.network);
  models::GasState state;
  const models::GasFailure failure = solver.solve_steady(state);
  if (failure) throw std::runtime_error(failure.message);
  Quantities found{{"iterations", static_cast<double>(solver.iterations())}};
  for (const auto n : made.network.nodes.indices())
    found.emplace_back("p" + made.network.nodes[n].id + "_pa", state.pressure_pa(n));
  for (const auto e : made.network.elements.indices())
    found.emplace_back("q" + made.network.elements[e].id + "_kg_s", state.flow_kg_s[e.value]);
  return found;
}

}  // namespace dimai::validation
