#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/slugs/dense_line.hpp"

using namespace dimai::models;
using doctest::Approx;

namespace {

/// 1 kg/s of 3 mm granulate in 100 mm: figures that can be followed by hand.
DenseLine granulate(double horizontal_m, double rise_m = 0.0) {
  DenseLine line;
  line.pipe.bore_m = 0.1;
  line.pipe.route = simple_route(horizontal_m, rise_m, 0);
  line.pipe.particle_size_m = 3e-3;
  line.pipe.particle_density_kg_m3 = 1000.0;
  line.pipe.solids_flow_kg_s = 1.0;
  line.bulk_density_kg_m3 = 500.0;
  line.wall_friction = 0.25;
  line.inner_friction = 0.75;
  line.stress_ratio = 0.4;
  line.end_velocity_m_s = 2.0;
  return line;
}

}  // namespace

TEST_CASE("the passive stress ratio by hand") {
  // sin phi = 0.6; phi_w = 14.0362 deg; sin w = 0.242536 / 0.6, w = 23.8428 deg;
  // 0.6 cos(37.8790 deg) = 0.473586; 1.473586 / 0.526414.
  CHECK(passive_stress_ratio(0.25, 0.75) == Approx(2.7993).epsilon(1e-4));
  // At equal friction w is a right angle: (1 - sin^2) / (1 + sin^2) = 0.64 / 1.36.
  CHECK(passive_stress_ratio(0.75, 0.75) == Approx(0.64 / 1.36));
  CHECK_THROWS_AS(passive_stress_ratio(0.8, 0.75), std::domain_error);
}

TEST_CASE("the gradients of both laws by hand") {
  const DenseLine line = granulate(1.0);
  CHECK(line.slug_share(2.0) == Approx(0.127324).epsilon(1e-5));  // 1 / (0.00785398 * 500 * 2)
  // 2 g mu_w rb = 2451.66 Pa/m; Fr = 4.07886; 1 + 0.4336 * 2.01962 + 0.542 / 2.01962 = 2.14408.
  CHECK(slug_gradient_pa_m(line, SlugLaw::mi_wypych, 2.0) == Approx(5256.6).epsilon(1e-4));
  // sigma_f = 0.542 * 500 * 2 * 0.990285 = 536.73 Pa; 2451.66 + 4 * 0.25 * 2.7993 * 536.73 / 0.1.
  CHECK(slug_gradient_pa_m(line, SlugLaw::konrad, 2.0) == Approx(17476.4).epsilon(1e-4));
}

TEST_CASE("a short line loses its gradient times the share of slugs, weight where it rises") {
  const double share = granulate(1.0).slug_share(2.0);
  const SlugFlow level = slug_flow(granulate(0.1), SlugLaw::mi_wypych, 1.0);
  CHECK(level.trouble == SlugTrouble::none);
  CHECK(level.profile.drop_pa() == Approx(0.1 * 5256.6 * share).epsilon(2e-3));
  const SlugFlow rising = slug_flow(granulate(0.0, 0.1), SlugLaw::mi_wypych, 1.0);
  CHECK(rising.profile.drop_pa() == Approx(0.1 * (5256.6 + 500.0 * 9.80665) * share).epsilon(2e-3));
  const SlugFlow doubled = slug_flow(granulate(0.1), SlugLaw::mi_wypych, 2.0);
  CHECK(doubled.profile.drop_pa() == Approx(2.0 * level.profile.drop_pa()).epsilon(2e-3));
}

TEST_CASE("gas is what moves with the slugs and what leaks through them") {
  const DenseLine line = granulate(0.1);
  const SlugFlow flow = slug_flow(line, SlugLaw::mi_wypych, 1.0);
  const Fluid air{gas_density_kg_m3(ConveyingGas::air, kAtmosphere_pa, kRoomTemperature_k),
                  gas_viscosity_pa_s(ConveyingGas::air, kRoomTemperature_k)};
  // 2 m/s, less the powder's own 1 / (0.00785398 * 1000) m/s, more Ergun's at 5256.6 Pa/m.
  const double through = ergun_velocity_m_s(5256.6, 0.5, 3e-3, air);
  CHECK(through == Approx(1.26).epsilon(0.02));  // 2809 V^2 + 603 V = 5256.6
  CHECK(flow.profile.delivery().gas_velocity_m_s == Approx(2.0 - 0.127324 + through).epsilon(1e-4));
  CHECK(flow.permeation_share == Approx(through / (2.0 - 0.127324 + through)).epsilon(1e-4));
  CHECK(flow.regime == PlugRegime::permeated);  // 1.26 m/s against 0.5 * 2 m/s
  DenseLine fine = line;
  fine.pipe.particle_size_m = 50e-6;
  CHECK(slug_flow(fine, SlugLaw::mi_wypych, 1.0).regime == PlugRegime::pushed);
}

TEST_CASE("a metre holds its slugs and the bed between them") {
  // Bed 1 / (1 + 2 / (0.542 * 0.990285)) = 0.211586 of the pipe between slugs that take 0.127324:
  // 3.92699 kg/m * (0.127324 + 0.872676 * 0.211586).
  const SlugFlow flow = slug_flow(granulate(0.1), SlugLaw::mi_wypych, 1.0);
  CHECK(flow.profile.hold_up_kg == Approx(0.1 * 1.22510).epsilon(2e-3));
  CHECK(flow.profile.transit_s == Approx(flow.profile.hold_up_kg / 1.0));
}

TEST_CASE(
    "towards the feed the pressure rises and slugs slow down until they stop or fill the pipe") {
  const SlugFlow flow = slug_flow(granulate(60.0), SlugLaw::mi_wypych, 1.0);
  REQUIRE(flow.trouble == SlugTrouble::none);
  for (std::size_t i = 1; i < flow.profile.points.size(); ++i) {
    CHECK(flow.profile.points[i].pressure_pa < flow.profile.points[i - 1].pressure_pa);
    CHECK(flow.profile.points[i].particle_velocity_m_s >
          flow.profile.points[i - 1].particle_velocity_m_s);
  }
  CHECK(flow.profile.delivery().distance_m == Approx(60.0));
  CHECK(slug_flow(granulate(3000.0), SlugLaw::konrad, 1.0).trouble != SlugTrouble::none);
  DenseLine crowded = granulate(1.0);
  crowded.pipe.solids_flow_kg_s = 8.0;  // share 1.02
  CHECK(slug_flow(crowded, SlugLaw::mi_wypych, 1.0).trouble == SlugTrouble::full);
  // A rise takes more pressure, so more gas leaks through: before it the slugs are faster.
  DenseLine rising = granulate(10.0, 5.0);
  rising.end_velocity_m_s = 4.8;
  CHECK(slug_flow(rising, SlugLaw::mi_wypych, 1.0).trouble == SlugTrouble::fast);
  DenseLine fast = granulate(1.0);
  fast.end_velocity_m_s = 6.0;
  CHECK_THROWS_AS(slug_flow(fast, SlugLaw::konrad, 1.0), std::domain_error);
}

TEST_CASE("the longest pushed plug takes just the pressure") {
  const DenseLine line = granulate(1.0);
  const double length_m = longest_pushed_plug_m(line, 1e5);
  CHECK(pushed_plug_pa(line.plug(SlugLaw::konrad), front_stress_pa(500.0, 2.0, 0.1), length_m) ==
        Approx(1e5));
  CHECK(longest_pushed_plug_m(line, 100.0) == 0.0);
}
