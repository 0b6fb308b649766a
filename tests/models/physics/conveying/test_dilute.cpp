#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/conveying/friction.hpp"
#include "models/physics/conveying/gas.hpp"
#include "models/physics/conveying/least_velocity.hpp"
#include "models/physics/conveying/line_profile.hpp"

using namespace dimai::models;
using doctest::Approx;

namespace {

ConveyingLine sand_line() {
  ConveyingLine line;
  line.bore_m = 0.078;
  line.route = simple_route(30.0, 10.0, 6);
  line.particle_size_m = 100e-6;
  line.particle_density_kg_m3 = 2500.0;
  line.solids_flow_kg_s = 0.25;
  return line;
}

double gas_flow_kg_s(const ConveyingLine& line, double velocity_m_s, double pressure_pa) {
  const ConveyingPoint point = line.point_at(pressure_pa);
  return velocity_m_s * point.gas_density_kg_m3 * point.area_m2();
}

}  // namespace

TEST_CASE("gases have the density and viscosity of the tables at 20 degrees and one atmosphere") {
  // Density: 1.204, 1.165, 1.661 kg/m3 of tables; carbon dioxide as an ideal gas, 101325 * 0.04401
  // / (8.3145 * 293.15) = 1.830 (measured 1.839); viscosity: 1.82, 1.76, 2.23, 1.47e-5 Pa s of
  // tables.
  constexpr std::array density{1.204, 1.165, 1.661, 1.830};
  constexpr std::array viscosity{1.82e-5, 1.76e-5, 2.23e-5, 1.47e-5};
  for (std::size_t i = 0; i < density.size(); ++i) {
    const auto gas = static_cast<ConveyingGas>(i);
    CHECK(gas_density_kg_m3(gas, kAtmosphere_pa, kRoomTemperature_k) ==
          Approx(density[i]).epsilon(0.002));
    CHECK(gas_viscosity_pa_s(gas, kRoomTemperature_k) == Approx(viscosity[i]).epsilon(0.015));
    CHECK(find_conveying_gas(name_of(gas)) == gas);
  }
  CHECK_FALSE(find_conveying_gas("helium"));
}

TEST_CASE("a compressor needs the work of the gas law") {
  // Q p ln(p2/p1) / eta = 0.1 * 1e5 * ln 2 / 0.5 = 13862.9 W
  CHECK(compression_power_w(0.1, 1e5, 2e5, 0.5) == Approx(13862.943611));
  CHECK(compression_power_w(0.1, 1e5, 1e5, 0.5) == 0.0);
}

TEST_CASE("terminal velocity is Stokes' law for fine particles and Newton's for coarse") {
  // Stokes: g x^2 (rp - rf) / (18 mu) = 9.80665 * 1e-12 * 998.8 / (18 * 1.8e-5) = 3.0231e-5 m/s
  const Fluid air{1.2, 1.8e-5};
  CHECK(terminal_velocity_m_s(DragLaw::schiller_naumann, 1e-6, 1000.0, air) ==
        Approx(9.80665e-12 * 998.8 / (18 * 1.8e-5)).epsilon(1e-3));
  // Newton: sqrt(4/3 g x (rp - rf) / (rf 0.44)), 20 mm: Re = 28.4 * 0.02 * 1.2 / 1.8e-5 > 1000
  CHECK(terminal_velocity_m_s(DragLaw::schiller_naumann, 0.02, 2500.0, air) ==
        Approx(std::sqrt(4.0 / 3.0 * 9.80665 * 0.02 * 2498.8 / (1.2 * 0.44))));
}

TEST_CASE("weight equals drag at the terminal velocity, whatever the law") {
  const Fluid nitrogen{1.165, 1.76e-5};
  for (const DragLaw law : {DragLaw::three_ranges, DragLaw::schiller_naumann, DragLaw::barati}) {
    for (const double size_m : {5e-6, 40e-6, 300e-6, 3e-3}) {
      const double velocity = terminal_velocity_m_s(law, size_m, 4430.0, nitrogen);
      const double re = nitrogen.density_kg_m3 * velocity * size_m / nitrogen.viscosity_pa_s;
      const double drag_pa =
          drag_coefficient(law, re) * 0.5 * nitrogen.density_kg_m3 * velocity * velocity;
      const double weight_pa = 2.0 / 3.0 * size_m * (4430.0 - 1.165) * kGravity_m_s2;
      CHECK(drag_pa == Approx(weight_pa).epsilon(0.01));  // the laws jump by up to 1 %
    }
  }
}

TEST_CASE("a particle under Stokes' drag is accelerated over the length of the closed form") {
  // dU/dt = (V - U) / tau, tau = rp x^2 / (18 mu): L = tau V (-ln(1 - s) - s)
  const Fluid gas{1.2e-6,
                  1.8e-5};  // so thin that Re < 1e-3: the correction is 0.15 Re^0.687 < 0.2 %
  const double tau = 2500.0 * 50e-6 * 50e-6 / (18.0 * 1.8e-5);
  const double share = 0.9;
  CHECK(acceleration_length_m(DragLaw::schiller_naumann, 50e-6, 2500.0, gas, 10.0, share) ==
        Approx(tau * 10.0 * (-std::log(1.0 - share) - share)).epsilon(0.002));
}

TEST_CASE("choking velocities satisfy their own equation and rise with the solids flow") {
  ConveyingPoint point = sand_line().point_at(kAtmosphere_pa);
  double last = 0.0;
  for (const double flow : {0.05, 0.25, 1.0, 4.0}) {
    point.solids_flow_kg_s = flow;
    const double velocity = choking_velocity_m_s(ChokingLaw::yang, point);
    const double eps = flow_state(point, PipeDirection::up, velocity).voidage;
    const double slip = velocity / eps - point.terminal_velocity_m_s;
    CHECK(2.0 * kGravity_m_s2 * point.bore_m * (std::pow(eps, -4.7) - 1.0) ==
          Approx(0.01 * slip * slip).epsilon(1e-6));
    CHECK(velocity > last);
    last = velocity;
  }
}

TEST_CASE("the range of the correlations names both ends") {
  const ConveyingPoint point = sand_line().point_at(kAtmosphere_pa);
  const VelocityRange range = saltation_range(point);
  for (std::size_t i = 0; i < kSaltationLaws.size(); ++i) {
    const double each = saltation_velocity_m_s(static_cast<SaltationLaw>(i), point);
    CHECK(each >= range.lowest_m_s);
    CHECK(each <= range.highest_m_s);
    if (kSaltationLaws[i] == range.highest_law) CHECK(each == range.highest_m_s);
  }
  CHECK(choking_range(point).lowest_m_s <= choking_range(point).highest_m_s);
}

TEST_CASE("laws that do not know the particle's density give all metals the same velocity") {
  ConveyingPoint light = sand_line().point_at(kAtmosphere_pa);
  ConveyingPoint heavy = light;
  heavy.particle_density_kg_m3 = 7950.0;
  CHECK(saltation_velocity_m_s(SaltationLaw::rizk, light) ==
        saltation_velocity_m_s(SaltationLaw::rizk, heavy));
  CHECK(saltation_velocity_m_s(SaltationLaw::schade, light) <
        saltation_velocity_m_s(SaltationLaw::schade, heavy));
}

TEST_CASE("gas alone expands along a line as the isothermal law says") {
  ConveyingLine line = sand_line();
  line.route = {{PipeDirection::horizontal, 200.0}};
  line.solids_flow_kg_s = 0.0;
  const double flow = gas_flow_kg_s(line, 60.0, kAtmosphere_pa);
  const LineProfile profile = conveying_profile(line, flow);
  const ConveyingPoint point = line.point_at(kAtmosphere_pa);
  const double flux = flow / point.area_m2();
  const double fanning = fanning_friction(flux * line.bore_m / point.gas_viscosity_pa_s);
  const double exact = isothermal_upstream_pa(kAtmosphere_pa, flux, gas_constant_j_kg_k(line.gas),
                                              line.temperature_k, fanning, 200.0 / line.bore_m);
  CHECK(profile.feed().pressure_pa == Approx(exact).epsilon(1e-8));
}

TEST_CASE("the gas carries the same mass everywhere, and is slowest at the feed") {
  const ConveyingLine line = sand_line();
  const LineProfile profile = conveying_profile(line, gas_flow_kg_s(line, 20.0, kAtmosphere_pa));
  for (const ProfilePoint& point : profile.points) {
    CHECK(point.pressure_pa * point.gas_velocity_m_s ==
          Approx(profile.delivery().pressure_pa * profile.delivery().gas_velocity_m_s));
    CHECK(point.pressure_pa <= profile.feed_pressure_pa);
  }
  CHECK(profile.feed().gas_velocity_m_s < profile.delivery().gas_velocity_m_s);
  CHECK(profile.delivery().gas_velocity_m_s == Approx(20.0));
  CHECK(profile.delivery().distance_m == Approx(40.0));
}

TEST_CASE("a short line with little drop agrees with the six terms at constant density") {
  ConveyingLine line = sand_line();
  line.route = {{PipeDirection::horizontal, 2.0}};
  line.solids_flow_kg_s = 0.02;
  const double velocity = 15.0;
  const LineProfile profile =
      conveying_profile(line, gas_flow_kg_s(line, velocity, kAtmosphere_pa));
  const PressureTerms terms = pressure_terms(
      line.point_at(kAtmosphere_pa), PipeDirection::horizontal, velocity, 2.0, true, line.friction);
  CHECK(profile.drop_pa() == Approx(terms.total_pa()).epsilon(0.01));
}

TEST_CASE("hold-up is flow times transit, the powder that emptying brings out") {
  const ConveyingLine line = sand_line();
  const LineProfile profile = conveying_profile(line, gas_flow_kg_s(line, 18.0, kAtmosphere_pa));
  CHECK(profile.hold_up_kg == Approx(line.solids_flow_kg_s * profile.transit_s));
  double fastest = 0.0;
  for (const ProfilePoint& point : profile.points)
    fastest = std::max(fastest, point.particle_velocity_m_s);
  CHECK(profile.transit_s > 40.0 / fastest);
}

TEST_CASE("pressure and suction lines of the same gas flow meet at the same pressures") {
  ConveyingLine line = sand_line();
  const double flow = gas_flow_kg_s(line, 20.0, kAtmosphere_pa);
  const LineProfile pushed = conveying_profile(line, flow);
  line.vacuum = true;
  line.known_pressure_pa = pushed.feed_pressure_pa;
  const LineProfile sucked = conveying_profile(line, flow);
  CHECK(sucked.delivery_pressure_pa == Approx(kAtmosphere_pa).epsilon(1e-4));
}

TEST_CASE("what cannot be conveyed is refused with the reason") {
  ConveyingLine line = sand_line();
  line.vacuum = true;
  line.route = simple_route(3000.0, 0.0, 0);
  CHECK_THROWS_AS(conveying_profile(line, gas_flow_kg_s(line, 25.0, kAtmosphere_pa)),
                  std::domain_error);
  CHECK_THROWS_AS(conveying_profile(sand_line(), 0.0), std::domain_error);
  line.route.clear();
  CHECK_THROWS_AS(conveying_profile(line, 0.1), std::domain_error);
}

TEST_CASE("a bend costs what its rule says") {
  ConveyingLine line = sand_line();
  line.route = {
      {PipeDirection::horizontal, 10.0}, {.is_bend = true}, {PipeDirection::horizontal, 10.0}};
  const double flow = gas_flow_kg_s(line, 18.0, kAtmosphere_pa);
  const double with_bend_pa = conveying_profile(line, flow).drop_pa();
  line.bend.equivalent_m = 0.0;
  const double without_pa = conveying_profile(line, flow).drop_pa();
  line.bend.equivalent_m = 12.5;
  CHECK(conveying_profile(line, flow).drop_pa() > with_bend_pa);
  CHECK(with_bend_pa > without_pa);
  line.bend.kind = BendRule::Kind::velocity_head;
  line.bend.coefficient = 0.0;
  CHECK(conveying_profile(line, flow).drop_pa() == Approx(without_pa).epsilon(1e-9));
}

TEST_CASE("a simple route has its length, its rise and its bends") {
  for (const int bends : {0, 1, 2, 6}) {
    for (const double rise_m : {-5.0, 0.0, 10.0}) {
      double horizontal_m = 0.0;
      double vertical_m = 0.0;
      int count = 0;
      for (const RoutePiece& piece : simple_route(30.0, rise_m, bends)) {
        if (piece.is_bend)
          ++count;
        else if (piece.direction == PipeDirection::horizontal)
          horizontal_m += piece.length_m;
        else
          vertical_m += piece.direction == PipeDirection::up ? piece.length_m : -piece.length_m;
      }
      CHECK(count == bends);
      CHECK(horizontal_m == Approx(30.0));
      CHECK(vertical_m == Approx(rise_m));
    }
  }
}

TEST_CASE("Barth in a vertical pipe with beta 1 holds the weight of the solids") {
  // phi 2 beta / ((c/v) Fr) rf v^2 / (2 D) = G g / c: the weight of G/c kilogrammes a cubic metre
  const ConveyingPoint point = sand_line().point_at(kAtmosphere_pa);
  const FlowState state = flow_state(point, PipeDirection::up, 15.0);
  CHECK(barth_gradient_pa_m(point, state, 0.0, 1.0) ==
        Approx(point.solids_flux_kg_m2_s() * kGravity_m_s2 / state.particle_velocity_m_s));
}

TEST_CASE("Zenz and Othmer without solids friction is gas friction and both accelerations") {
  const ConveyingPoint point = sand_line().point_at(kAtmosphere_pa);
  const FlowState state = flow_state(point, PipeDirection::horizontal, 15.0);
  const double gas_pa =
      pressure_terms(point, PipeDirection::horizontal, 15.0, 30.0, false).gas_friction_pa;
  const double expected = 0.5 * point.gas_density_kg_m3 * 225.0 +
                          point.solids_flux_kg_m2_s() * state.particle_velocity_m_s + gas_pa;
  CHECK(zenz_othmer_pa(point, state, 30.0, 0.0) == Approx(expected));
  CHECK(zenz_othmer_pa(point, state, 30.0, 0.01) > expected);
}
