#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/flow/friction.hpp"

using namespace dimai::models;

TEST_CASE("the friction factor and its slope are continuous where the regimes meet") {
  for (const double roughness : {0.0, 1e-5, 1e-3, 0.02}) {
    CHECK(friction_factor(2000.0 + 1e-6, roughness) ==
          doctest::Approx(laminar_friction_factor(2000.0)).epsilon(1e-6));
    CHECK(friction_factor(4000.0 - 1e-6, roughness) ==
          doctest::Approx(friction_factor(4000.0 + 1e-6, roughness)).epsilon(1e-6));
    const double before = friction_factor(3999.0, roughness) - friction_factor(3998.0, roughness);
    const double after = friction_factor(4002.0, roughness) - friction_factor(4001.0, roughness);
    CHECK(before == doctest::Approx(after).epsilon(0.01));
  }
}

TEST_CASE("Colebrook's factor fulfils Colebrook's equation") {
  for (const double reynolds : {4e3, 1e5, 1e8}) {
    for (const double roughness : {0.0, 1e-6, 1e-2}) {
      const double x = 1.0 / std::sqrt(colebrook_friction_factor(reynolds, roughness));
      CHECK(
          x ==
          doctest::Approx(-2.0 * std::log10(roughness / 3.7 + 2.51 * x / reynolds)).epsilon(1e-13));
    }
  }
}

TEST_CASE("explicit formulas stay within two per cent of Colebrook where their authors say so") {
  for (const double reynolds : {1e4, 1e5, 1e6, 1e7}) {
    for (const double roughness : {1e-5, 1e-4, 1e-3, 1e-2}) {
      const double colebrook = colebrook_friction_factor(reynolds, roughness);
      CHECK(swamee_jain_friction_factor(reynolds, roughness) ==
            doctest::Approx(colebrook).epsilon(0.03));
      CHECK(haaland_friction_factor(reynolds, roughness) ==
            doctest::Approx(colebrook).epsilon(0.02));
    }
  }
}

TEST_CASE("head losses are those of the formulas worked by hand") {
  // 1000 m of 300 mm, C = 100, 0.1 m3/s: 10.667 * 1000 * 0.1^1.852 / (100^1.852 * 0.3^4.871)
  // = 10.47 m
  const PipeShape pipe{.length_m = 1000.0, .diameter_m = 0.3};
  CHECK(head_loss_m(hazen_williams(pipe, 100.0), 0.1) == doctest::Approx(10.49).epsilon(0.005));
  // 10.29 * 0.01^2 * 1000 * 0.1^2 / 0.3^5.33 = 6.30 m
  CHECK(head_loss_m(chezy_manning(pipe, 0.01), 0.1) == doctest::Approx(6.30).epsilon(0.005));
  // U = 0.1 / (pi 0.09 / 4) = 1.4147 m/s; 0.02 * (1000 / 0.3) * U^2 / (2 * 9.80665) = 6.803 m
  CHECK(head_loss_m(darcy_weisbach(pipe, 0.02), -0.1) == doctest::Approx(-6.803).epsilon(1e-3));
  CHECK(head_loss_m(minor_loss(0.3, 5.0), 0.1) == doctest::Approx(5.0 * 0.10204).epsilon(1e-3));
}

TEST_CASE("a formula refuses what it is not made for") {
  CHECK_THROWS_AS(laminar_friction_factor(0.0), std::domain_error);
  CHECK_THROWS_AS(colebrook_friction_factor(1000.0, 1e-4), std::domain_error);
  CHECK_THROWS_AS(swamee_jain_friction_factor(1e5, 0.2), std::domain_error);
  CHECK_THROWS_AS(haaland_friction_factor(NAN, 1e-4), std::domain_error);
  CHECK_THROWS_AS(hazen_williams({.length_m = 1.0, .diameter_m = 0.0}, 100.0), std::domain_error);
  CHECK_THROWS_AS(minor_loss(0.1, -1.0), std::domain_error);
}
