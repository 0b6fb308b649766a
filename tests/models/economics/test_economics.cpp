#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/economics/comparison.hpp"
#include "models/economics/factors.hpp"
#include "models/economics/stages.hpp"

namespace dimai::models {

TEST_CASE("the annuity pays a capital back with interest") {
  // 1000 at 5 % over 3 years: each year x; 1000 = x (1/1.05 + 1/1.05^2 + 1/1.05^3).
  const double x = 1000.0 / (1 / 1.05 + 1 / (1.05 * 1.05) + 1 / (1.05 * 1.05 * 1.05));
  CHECK(1000.0 * annuity(0.05, 3.0) == doctest::Approx(x));
  CHECK(annuity(0.0, 40.0) == doctest::Approx(1.0 / 40.0));
  CHECK_THROWS_AS(annuity(-0.1, 10.0), std::domain_error);
}

TEST_CASE("triangles and hypercubes have their mean and their strata") {
  const Factor factor{"x", 2.0, 1.0, 6.0, "", Flag::assumption, ""};
  // Tip at (2 - 1) / (6 - 1) = 0.2 of the mass.
  CHECK(triangle_quantile(factor, 0.2) == doctest::Approx(2.0));
  CHECK(triangle_quantile(factor, 0.0) == 1.0);
  CHECK(triangle_quantile(factor, 1.0) == 6.0);
  const std::vector<Factor> factors{factor};
  const auto samples = latin_hypercube(factors, 1000, 3);
  double sum = 0.0;
  for (const double each : samples[0]) sum += each;
  CHECK(sum / 1000.0 == doctest::Approx((1.0 + 2.0 + 6.0) / 3.0).epsilon(1e-3));
}

TEST_CASE("what is built pays from a volume, and a speed is quick enough") {
  CHECK(break_even_volume(1e6, 0.5) == 2e6);
  CHECK(std::isinf(break_even_volume(1e6, -0.5)));
  // 100 km in 2 h of which 1 h passes elsewhere: 100 km/h.
  CHECK(break_even_speed_m_s(1e5, 3600.0, 7200.0) == doctest::Approx(100.0 / 3.6));
}

TEST_CASE("money goes through the stages with interest") {
  // 100 spent, 20 a year for 2 years without interest: -60; then 50 spent: -110.
  const std::vector<Stage> stages{{"a", 0.0, 100.0, 25.0, 5.0}, {"b", 2.0, 50.0, 40.0, 10.0}};
  const auto path = cash_path(stages, 0.0, 0.0, 3.0);
  CHECK(path[0].end_cny == doctest::Approx(-60.0));
  CHECK(path[1].least_cny == doctest::Approx(-110.0));
  CHECK(path[1].end_cny == doctest::Approx(-20.0));
  CHECK_THROWS_AS(cash_path({stages[1], stages[0]}, 0.0, 0.05, 1.0), std::domain_error);
}

TEST_CASE("a comparison of certain factors is plain arithmetic") {
  std::vector<Factor> factors;
  for (const std::string& key : comparison_keys())
    factors.push_back({key, 1.0, 1.0, 1.0, "", Flag::assumption, ""});
  const auto set = [&](std::string_view key, double value) {
    for (Factor& each : factors) {
      if (each.key == key) each.value = each.low = each.high = value;
    }
  };
  set("truck_40t_co2_wtw", 0.075);
  set("truck_load", 10.0);
  set("interest_rate", 0.0);
  set("operation_share", 0.0);
  set("grid_co2_national", 0.5);
  factors.push_back({"tube", 2.0, 2.0, 2.0, "M CNY/km", Flag::assumption, ""});
  ClassFlow flow;
  flow.items_a_day = 1000.0;
  flow.mass_kg = 500.0;
  flow.energy_j = 3.6e6;
  flow.time_s = 3600.0;
  flow.today_km[0] = 400.0;
  CapitalItem tube;
  tube.factor = static_cast<std::uint32_t>(factors.size() - 1);
  tube.quantity = 36.5;
  tube.life_a = 50.0;
  tube.shares = {1.0};
  const ComparisonResult result = compare({flow}, {tube}, factors, 20, 1);
  const auto metric = [&](Metric m) {
    return result.classes[0].metrics[static_cast<std::size_t>(m)];
  };
  CHECK(metric(Metric::co2_kg).today.p50 == doctest::Approx(400.0 * 0.5 * 0.075));
  CHECK(metric(Metric::co2_kg).underground.p50 == doctest::Approx(0.5));
  CHECK(metric(Metric::road_km).today.p50 == doctest::Approx(400.0 * 0.5 / 10.0));
  // 73 M CNY over 50 years and 365 000 items a year are 4 CNY, with 1 kWh at 1 CNY.
  CHECK(metric(Metric::cost_cny).underground.p50 == doctest::Approx(5.0));
  CHECK(metric(Metric::cost_cny).today.p50 == doctest::Approx(200.0));
  CHECK(result.classes[0].break_even_items_a_day.p50 ==
        doctest::Approx(73e6 / 50.0 / 199.0 / 365.0));
  CHECK(result.road.removed_km[0].p50 == doctest::Approx(20000.0));
}

}  // namespace dimai::models
