#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/physics/flow/batch_interface.hpp"

using namespace dimai::models;

TEST_CASE("squares of interface lengths add up along a pipe, whatever it is cut into") {
  const double whole = batch_interface_length_m(0.3, 100e3, 1e5);
  double square = 0.0;
  for (int part = 0; part < 10; ++part) square += batch_interface_growth_m(0.3, 1e5) * 10e3;
  CHECK(std::sqrt(square) == doctest::Approx(whole).epsilon(1e-12));
}

TEST_CASE("the two laws of interface growth nearly meet at the critical Reynolds number") {
  for (const double diameter_m : {0.1, 0.3, 0.5, 1.0}) {
    const double critical = critical_batch_reynolds(diameter_m);
    const double below = batch_interface_length_m(diameter_m, 1e5, critical * (1.0 - 1e-9));
    const double above = batch_interface_length_m(diameter_m, 1e5, critical * (1.0 + 1e-9));
    CHECK(below == doctest::Approx(above).epsilon(0.02));
  }
}

TEST_CASE("a mixture of equal liquids has their viscosity, of unequal ones less than the mean") {
  CHECK(mixture_viscosity_m2_s(3e-6, 3e-6) == doctest::Approx(3e-6).epsilon(1e-12));
  const double mixed = mixture_viscosity_m2_s(0.6e-6, 5e-6);
  CHECK(mixed > 0.6e-6);
  CHECK(mixed < 2.8e-6);
}

TEST_CASE("batch formulas refuse what they are not made for") {
  CHECK_THROWS_AS(critical_batch_reynolds(0.0), std::domain_error);
  CHECK_THROWS_AS(batch_interface_growth_m(0.3, 0.0), std::domain_error);
  CHECK_THROWS_AS(batch_interface_length_m(0.3, -1.0, 1e5), std::domain_error);
  CHECK_THROWS_AS(mixture_viscosity_m2_s(1e-7, 1e-6), std::domain_error);
}
