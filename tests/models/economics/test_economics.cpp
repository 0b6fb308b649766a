#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include <doctest/doctest.h>

#include "models/economics/comparison.hpp"
#include "models/economics/factors.hpp"
#include "models/economics/stages.hpp"

namespace dimai::models {

namespace {

/// All factors of a comparison as certain numbers: those given, all others 1.
std::vector<Factor> certain_factors(const std::map<std::string, double, std::less<>>& given) {
  std::vector<Factor> factors;
  for (const std::string& key : comparison_keys()) {
    const auto found = given.find(key);
    const double value = found == given.end() ? 1.0 : found->second;
    factors.push_back({key, value, value, value, "", Flag::assumption, ""});
  }
  return factors;
}

}  // namespace

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
  CashPlan plan;
  plan.stages = {{"a", 0.0, 100.0, 25.0, 5.0}, {"b", 2.0, 50.0, 40.0, 10.0}};
  plan.last_a = 3.0;
  const CashPath path = cash_path(plan);
  CHECK(path.stages[0].end_cny == doctest::Approx(-60.0));
  CHECK(path.stages[1].least_cny == doctest::Approx(-110.0));
  CHECK(path.stages[1].end_cny == doctest::Approx(-20.0));
  CHECK(path.needed_cny == doctest::Approx(110.0));
  std::swap(plan.stages[0], plan.stages[1]);
  CHECK_THROWS_AS(cash_path(plan), std::domain_error);
}

TEST_CASE("what has lived its life is built anew, and money needed is money that just lasts") {
  // 10 % a year: 100 spent at once, 30 after a year, income 20 a year for two years.
  CashPlan plan;
  plan.stages = {{"a", 0.0, 100.0, 20.0, 0.0}};
  plan.renewals = {{1.0, 30.0}};
  plan.rate = 0.1;
  plan.last_a = 2.0;
  plan.own_cny = 200.0;
  const double income = 20.0 * 0.1 / std::log(1.1);  // of a year, at its end
  const double after_one = 100.0 * 1.1 + income - 30.0;
  const CashPath path = cash_path(plan);
  CHECK(path.stages[0].least_cny == doctest::Approx(100.0));
  CHECK(path.stages[0].end_cny == doctest::Approx(after_one * 1.1 + income));
  // Without money of one's own: -100, then -110 + income - 30 = -119.0, which is 108.2 at the
  // beginning.
  CHECK(path.needed_cny == doctest::Approx((140.0 - income) / 1.1));
  plan.own_cny = path.needed_cny;
  CHECK(cash_path(plan).stages[0].least_cny == doctest::Approx(0.0).scale(1.0));
  plan.renewals = {{0.0, 1.0}};
  CHECK_THROWS_AS(cash_path(plan), std::domain_error);
}

TEST_CASE("quantiles of a sample may be infinite, but are numbers") {
  std::vector<double> sample(21, 3.0);
  for (std::size_t i = 2; i < 21; ++i) sample[i] = std::numeric_limits<double>::infinity();
  // Of 21 values the 5 % quantile is the second, exactly.
  CHECK(range_of(sample).p5 == 3.0);
  CHECK(std::isinf(range_of(sample).p50));
}

TEST_CASE("a comparison of certain factors is plain arithmetic") {
  std::vector<Factor> factors = certain_factors({
      {"truck_40t_co2_wtw", 0.075},
      {"truck_load", 10.0},
      {"interest_rate", 0.0},
      {"operation_share", 0.0},
      {"grid_co2_national", 0.5},
  });
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
  const ComparisonResult result = compare({flow}, {{tube}, {}}, factors, 20, 1);
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

TEST_CASE(
    "making near by pays labour, material, its trucks and staff; far away the factory's price") {
  std::vector<Factor> factors = certain_factors({
      {"wage_hour", 40.0},
      {"truck_rate", 0.5},
      {"truck_load", 10.0},
      {"truck_energy", 0.25},
      {"truck_40t_co2_wtw", 0.08},
      {"grid_co2_national", 0.5},
      {"post_year", 36500.0},
      {"van_rate", 4.0},
      {"van_load", 0.5},
      {"underground_auxiliaries", 2.0},
  });
  ClassFlow flow;
  flow.name = "stool";
  flow.items_a_day = 20.0;
  flow.mass_kg = 500.0;
  flow.distance_m = 2000.0;
  flow.energy_j = 3.6e6;  // 1 kWh, doubled by auxiliaries
  flow.making_j = 2.0 * 3.6e6;
  flow.labour_h = 0.25;  // 10 CNY
  flow.material_cny = 30.0;
  flow.material_tkm = 6.0;  // 3 CNY, 0.48 kg, 1.5 kWh, 0.6 km of trucks
  flow.road_km = 0.4;       // of a van at 4 CNY a tonne-km with half a tonne: 0.8 CNY
  flow.today_km[0] = 100.0;
  flow.factory_cny = 35.0;
  flow.factory_j = 4.0 * 3.6e6;
  StaffItem staff{"keepers", 2.0, {1.0}};  // 73 000 a year over 7300 items: 10 CNY
  const ComparisonResult result = compare({flow}, {{}, {staff}}, factors, 20, 1);
  const auto metric = [&](Metric m) {
    return result.classes[0].metrics[static_cast<std::size_t>(m)];
  };
  CHECK(metric(Metric::cost_cny).underground.p50 ==
        doctest::Approx(2.0 + 2.0 + 10.0 + 30.0 + 3.0 + 10.0 + 0.8));
  CHECK(metric(Metric::energy_kwh).underground.p50 == doctest::Approx(4.0 + 1.5));
  CHECK(metric(Metric::co2_kg).underground.p50 == doctest::Approx(2.0 + 0.48));
  CHECK(metric(Metric::road_km).underground.p50 == doctest::Approx(1.0));
  CHECK(result.road.added_km.p50 == doctest::Approx(20.0));
  // Today: 50 tonne-km at 0.5, and the factory's 35 CNY; 4 kWh there, 12.5 kWh on the road.
  CHECK(metric(Metric::cost_cny).today.p50 == doctest::Approx(60.0));
  CHECK(metric(Metric::energy_kwh).today.p50 == doctest::Approx(16.5));
  CHECK(metric(Metric::cost_work_cny).today.p50 == doctest::Approx(60.0 / 50.0));
  CHECK(metric(Metric::cost_work_cny).underground.p50 == doctest::Approx(57.8));
  CHECK_THROWS_AS(compare({flow}, {{}, {StaffItem{"nobody's", 1.0, {}}}}, factors, 20, 1),
                  std::domain_error);
  flow.items_a_day = 0.0;
  CHECK_THROWS_AS(compare({flow}, {}, factors, 20, 1), std::domain_error);
}

}  // namespace dimai::models
