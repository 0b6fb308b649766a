#include <cmath>
#include <initializer_list>
#include <numbers>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/gas/gas_machines.hpp"
#include "models/physics/gas/gas_pipe.hpp"

using namespace dimai::models;

namespace {

constexpr double kA2 = 138138.90906998158;  // 8.314 * 288.706 / (0.02896 * 0.6)

PipeGas natural_gas() {
  PipeGas gas;
  gas.law = ideal_gas(kA2);
  gas.flowing.a2_m2_s2 = kA2;
  gas.flowing.temperature_k = 288.706;
  return gas;
}

GasPipe pipe(double length_m, double diameter_m, double factor) {
  GasPipe made;
  made.length_m = length_m;
  made.diameter_m = diameter_m;
  made.friction.law = GasFrictionLaw::factor;
  made.friction.factor = factor;
  return made;
}

}  // namespace

TEST_CASE("the potential of every gas law is the integral of its density") {
  for (const GasLaw& law :
       {ideal_gas(kA2), constant_z_gas(kA2, 0.9), linear_z_gas(kA2, -1.0 / 450e5),
        cnga_gas(kA2, 0.6, 288.706), simple_cnga_gas(kA2), papay_gas(kA2, 283.15, 45.9e5, 188.5),
        aga_gas(kA2, 283.15, 45.9e5, 188.5)}) {
    for (const double p : {1e5, 3e6, 8e6}) {
      const double step = 1e-4 * p;
      const double slope =
          (gas_potential(law, p + step) - gas_potential(law, p - step)) / (2.0 * step);
      CHECK(slope == doctest::Approx(gas_density_kg_m3(law, p)).epsilon(1e-8));
      const double rise =
          (gas_density_kg_m3(law, p + step) - gas_density_kg_m3(law, p - step)) / (2.0 * step);
      CHECK(rise == doctest::Approx(gas_density_slope(law, p)).epsilon(1e-6));
    }
  }
}

TEST_CASE("CNGA with the published sign gives the density of the published networks") {
  // GasSteadySim.jl, GasLib-40 with several slacks, full CNGA: node 5, 4.201258018612862e6 Pa.
  const GasLaw law = cnga_gas(kA2, 0.6, 288.706);
  CHECK(gas_density_kg_m3(law, 4.201258018612862e6) ==
        doctest::Approx(33.565954740110016).epsilon(1e-9));
}

TEST_CASE("outlet pressure and steady flow undo each other under every law and at any slope") {
  for (const double rise : {-300.0, 0.0, 450.0}) {
    for (const GasLaw& law : {ideal_gas(kA2), simple_cnga_gas(kA2), linear_z_gas(kA2, -2.2e-8)}) {
      PipeGas gas = natural_gas();
      gas.law = law;
      GasPipe line = pipe(40e3, 0.6, 0.012);
      line.rise_m = rise;
      const double out = outlet_pressure_pa(line, gas, 6e6, 80.0);
      CHECK(steady_flow_kg_s(line, gas, 6e6, out) == doctest::Approx(80.0).epsilon(1e-9));
    }
  }
}

TEST_CASE("gas at rest weighs on the lower end as an isothermal atmosphere does") {
  GasPipe shaft = pipe(1000.0, 0.5, 0.01);
  shaft.rise_m = 1000.0;
  // p2 = p1 exp(-g h / a2) = 1e6 exp(-9.80665 * 1000 / 138138.909) = 931 464.6
  CHECK(outlet_pressure_pa(shaft, natural_gas(), 1e6, 0.0) ==
        doctest::Approx(1e6 * std::exp(-9806.65 / kA2)).epsilon(1e-9));
}

TEST_CASE("a pipe says so when it cannot carry a flow") {
  CHECK_THROWS_AS(outlet_pressure_pa(pipe(50e3, 0.3, 0.02), natural_gas(), 2e6, 500.0),
                  std::domain_error);
}

TEST_CASE("the friction term is smooth enough for Newton: its slope is that of its value") {
  GasFlowing gas;
  for (const GasFrictionLaw law :
       {GasFrictionLaw::factor, GasFrictionLaw::nikuradse, GasFrictionLaw::stanet,
        GasFrictionLaw::hofer, GasFrictionLaw::colebrook, GasFrictionLaw::swamee_jain,
        GasFrictionLaw::aga_rough, GasFrictionLaw::aga, GasFrictionLaw::formula}) {
    GasFriction friction;
    friction.law = law;
    friction.formula = FlowFormula::panhandle_a;
    double last = 0.0;
    for (const double m : {1e-12, 1e-9, 1e-6, 1e-3, 1.0, 100.0}) {
      const FrictionTerm term = friction_term(friction, gas, 0.5, m);
      CHECK(term.value > last);
      CHECK(friction_term(friction, gas, 0.5, -m).value == -term.value);
      const double h = 1e-3 * m;
      const double slope = (friction_term(friction, gas, 0.5, m + h).value -
                            friction_term(friction, gas, 0.5, m - h).value) /
                           (2.0 * h);
      CHECK(term.slope == doctest::Approx(slope).epsilon(2e-3));
      last = term.value;
    }
    CHECK(std::isfinite(friction_term(friction, gas, 0.5, 0.0).slope));
  }
}

TEST_CASE("a formula in a network gives the flow of the formula itself") {
  for (const FlowFormula formula :
       {FlowFormula::weymouth, FlowFormula::panhandle_a, FlowFormula::panhandle_b,
        FlowFormula::spitzglass, FlowFormula::fritzsche, FlowFormula::igt, FlowFormula::mueller}) {
    FormulaLine line;
    line.length_m = 160e3;
    line.diameter_m = 0.34;
    line.gravity = 0.693;
    line.temperature_k = 277.15;
    line.efficiency = 0.92;
    PipeGas gas = natural_gas();
    const double molar = 0.693 * kAirMolarMass_kg_mol;
    const double a2 = isothermal_speed_squared_m2_s2(molar, 277.15);
    gas.law = ideal_gas(a2);
    gas.flowing = {line.viscosity_pa_s, 0.693, 277.15, a2, 288.7, 101325.0};
    GasPipe whole = pipe(160e3, 0.34, 0.01);
    whole.friction.law = GasFrictionLaw::formula;
    whole.friction.formula = formula;
    whole.friction.efficiency = 0.92;
    const double density = 101325.0 / isothermal_speed_squared_m2_s2(molar, 288.7);
    CHECK(steady_flow_kg_s(whole, gas, 90e5, 20e5) / density ==
          doctest::Approx(formula_flow_m3_s(formula, line, 90e5, 20e5)).epsilon(1e-9));
  }
}

TEST_CASE("compression: power and ratio undo each other, and small ratios cost r - 1") {
  const double work = compression_work_j_kg(kA2, 0.9, 1.4, 1.3, 0.8);
  CHECK(ratio_of_power(kA2, 0.9, 1.3, 0.8, work * 25.0, 25.0) ==
        doctest::Approx(1.4).epsilon(1e-12));
  // lim r -> 1 of k/(k-1) (r^((k-1)/k) - 1) = r - 1
  CHECK(compression_work_j_kg(kA2, 1.0, 1.0 + 1e-6, 1.3, 1.0) ==
        doctest::Approx(kA2 * 1e-6).epsilon(1e-5));
  CHECK(compression_work_j_kg(kA2, 1.0, 0.8, 1.3, 1.0) == 0.0);
}

TEST_CASE("a hole chokes at the critical ratio, without a jump") {
  const Orifice hole{1e-4, 0.85, 101325.0};
  // (2 / 2.3)^(1.3 / 0.3) = 0.545728: choked above 185 670 Pa
  const double critical = 101325.0 / std::pow(2.0 / 2.3, 1.3 / 0.3);
  const OrificeFlow above = orifice_flow(hole, kA2, 1.0, 1.3, critical * (1.0 + 1e-9));
  const OrificeFlow below = orifice_flow(hole, kA2, 1.0, 1.3, critical * (1.0 - 1e-9));
  CHECK(above.choked);
  CHECK(!below.choked);
  CHECK(above.flow_kg_s == doctest::Approx(below.flow_kg_s).epsilon(1e-7));
  // Cd A p sqrt(k / a2) (2/2.3)^(2.3/0.6) = 0.85e-4 * 4e6 * 3.06770e-3 * 0.585226 = 0.610400
  const double factor = std::sqrt(1.3 / kA2) * std::pow(2.0 / 2.3, 2.3 / 0.6);
  CHECK(orifice_flow(hole, kA2, 1.0, 1.3, 4e6).flow_kg_s ==
        doctest::Approx(0.85e-4 * 4e6 * factor).epsilon(1e-12));
  CHECK(orifice_flow(hole, kA2, 1.0, 1.3, 101325.0).flow_kg_s == 0.0);
}
