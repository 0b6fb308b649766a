#include <algorithm>
#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "models/physics/flow/batch_interface.hpp"
#include "models/pipelines/liquid/batches/batch_operation.hpp"

using namespace dimai;
using namespace dimai::models;

namespace {

const std::vector<LiquidProduct> kProducts{{"petrol", 0.7e-6}, {"diesel", 4e-6}};
// Bores whose areas are 0.1 and 0.2 m2: 1000 m and 2000 m hold 100 and 400 m3.
const std::vector<LinePipe> kPipes{{1000.0, std::sqrt(0.4 / std::numbers::pi)},
                                   {2000.0, std::sqrt(0.8 / std::numbers::pi)}};

BatchOperation operation(std::vector<BatchOrder> orders, std::vector<BatchStop> stops = {},
                         double tank_m3 = 0.0, double end_s = 1e6) {
  BatchSetup setup{kPipes, kProducts, 0, std::move(orders), std::move(stops), tank_m3, 60.0, end_s};
  return BatchOperation(std::move(setup));
}

double run(BatchOperation& line, double until_s = 1e6) {
  sim::Simulation simulation;
  line.start(simulation);
  simulation.run(sim::seconds(until_s));
  return sim::to_seconds(simulation.now());
}

}  // namespace

TEST_CASE("fronts arrive when the line's volume has been sent behind them") {
  // 300 m3 at 0.1 m3/s take 3000 s, 300 m3 at 0.2 take 1500 s, 400 m3 at 0.1 take 4000 s.
  BatchOperation line = operation({{1, 300.0, 0.1}, {0, 300.0, 0.2}, {1, 400.0, 0.1}});
  run(line);
  const std::vector<BatchTimes>& times = line.times();
  CHECK(times[1].start_s == doctest::Approx(3000.0).epsilon(1e-12));
  CHECK(times[2].start_s == doctest::Approx(4500.0).epsilon(1e-12));
  CHECK(times[2].sent_s == doctest::Approx(8500.0).epsilon(1e-12));
  // The line holds 500 m3: fronts arrive at 500, 800 m3 sent; the third, at 1100, does not.
  CHECK(times[0].front_s == doctest::Approx(4000.0).epsilon(1e-12));
  CHECK(times[1].front_s == doctest::Approx(6500.0).epsilon(1e-12));
  CHECK(times[0].back_s == times[1].front_s);
  CHECK(std::isnan(times[2].front_s));
  CHECK(line.time_when_pushed_s(700.0) == doctest::Approx(5500.0).epsilon(1e-9));
  CHECK(line.over());
  CHECK(line.violations("line").empty());
  CHECK(line.line().delivered_m3()[0] == doctest::Approx(500.0 + 200.0).epsilon(1e-12));
  CHECK(line.line().delivered_m3()[1] == doctest::Approx(300.0).epsilon(1e-12));
}

TEST_CASE("a stop delays all that comes after it by its length") {
  BatchOperation line =
      operation({{1, 300.0, 0.1}, {0, 700.0, 0.1}}, {{1000.0, 1700.0}, {3500.0, 3600.0}});
  run(line);
  CHECK(line.times()[1].start_s == doctest::Approx(3000.0 + 700.0 + 100.0).epsilon(1e-12));
  CHECK(line.times()[0].front_s == doctest::Approx(5000.0 + 800.0).epsilon(1e-12));
  CHECK(line.times()[1].sent_s == doctest::Approx(10000.0 + 800.0).epsilon(1e-12));
  CHECK(line.violations("line").empty());
}

TEST_CASE("samples and stops leave an interface as long as one push does") {
  BatchOperation line = operation({{1, 300.0, 0.1}, {0, 700.0, 0.1}}, {{1000.0, 1700.0}});
  run(line);
  BatchLine one(kPipes, kProducts, 0);
  one.push(1, 300.0, 0.1);
  one.push(0, 700.0, 0.1);
  REQUIRE(line.line().transmix().size() == 2);
  REQUIRE(one.transmix().size() == 2);
  CHECK(line.line().transmix()[0].volume_m3 ==
        doctest::Approx(one.transmix()[0].volume_m3).epsilon(1e-9));
  CHECK(line.line().transmix()[1].volume_m3 ==
        doctest::Approx(one.transmix()[1].volume_m3).epsilon(1e-9));
  // By hand: S^2 of each pipe as a volume, at the Reynolds number of the mixture.
  const double viscosity = mixture_viscosity_m2_s(0.7e-6, 4e-6);
  double squares_m6 = 0.0;
  for (const LinePipe& pipe : kPipes) {
    const double area = std::numbers::pi / 4.0 * pipe.diameter_m * pipe.diameter_m;
    const double reynolds = 0.1 / area * pipe.diameter_m / viscosity;
    squares_m6 +=
        std::pow(batch_interface_length_m(pipe.diameter_m, pipe.length_m, reynolds) * area, 2.0);
  }
  CHECK(line.line().transmix()[0].volume_m3 ==
        doctest::Approx(std::sqrt(squares_m6)).epsilon(1e-9));
}

TEST_CASE("fronts are at the metres where their volume is") {
  BatchOperation line = operation({{1, 300.0, 0.1}});
  run(line);
  CHECK(line.metres_at(50.0) == doctest::Approx(500.0));
  CHECK(line.metres_at(300.0) == doctest::Approx(2000.0));
  CHECK(line.area_m2_at(300.0) == doctest::Approx(0.2));
  CHECK(line.samples().back().position_m == doctest::Approx(2000.0));
}

TEST_CASE("many short batches at odd rates lose nothing, and a tank that overflows is noted once") {
  std::vector<BatchOrder> orders;
  double sum_m3 = 0.0;
  for (std::size_t b = 0; b < 300; ++b) {
    orders.push_back({(b + 1) % 2, 30.0 + 0.37 * static_cast<double>(b % 17),
                      0.07 + 1e-4 * static_cast<double>(b)});
    sum_m3 += orders.back().volume_m3;
  }
  BatchOperation line = operation(std::move(orders), {{777.7, 888.8}}, 50.0);
  run(line);
  CHECK(line.over());
  CHECK(line.pushed_m3() == doctest::Approx(sum_m3).epsilon(1e-12));
  CHECK(line.violations("line").empty());
  int full = 0;
  for (const BatchEvent& each : line.events()) full += each.kind == BatchEvent::Kind::tank_full;
  CHECK(full == 1);
  CHECK(line.line().transmix().size() + line.line().interfaces().size() == 300);
}

TEST_CASE("a run that ends early leaves the rest unsent") {
  BatchOperation line = operation({{1, 300.0, 0.1}}, {}, 0.0, 1000.0);
  run(line, 1000.0);
  CHECK_FALSE(line.over());
  CHECK(line.pushed_m3() == doctest::Approx(100.0));
  CHECK(line.violations("line").empty());
}

TEST_CASE("a failure of the pumps is a stop that nobody planned, and both count") {
  const std::vector<BatchOrder> orders{{1, 300.0, 0.1}, {0, 700.0, 0.2}};
  BatchOperation line = operation(orders, {{1000.0, 1700.0}});
  sim::Simulation simulation;
  line.start(simulation);
  const auto change = [&](double time_s, bool working) {
    simulation.run(sim::seconds(time_s));
    line.set_working(simulation, working);
  };
  change(1500.0, false);  // stands until 2000 s
  change(1600.0, false);
  change(1900.0, true);
  change(2000.0, true);
  change(4500.123, false);  // and again for 500 s
  CHECK(line.stands());
  change(5000.123, true);
  simulation.run(sim::seconds(1e6));
  // 300 m3 take 3000 s and 1000 s of standing, 700 m3 take 3500 s and 500 s
  CHECK(line.times()[1].start_s == doctest::Approx(4000.0).epsilon(1e-12));
  CHECK(line.times()[1].sent_s == doctest::Approx(8000.0).epsilon(1e-12));
  CHECK(line.pushed_m3() == doctest::Approx(1000.0).epsilon(1e-12));
  CHECK(line.violations("line").empty());
  const auto stops = std::count_if(line.events().begin(), line.events().end(),
                                   [](const auto& e) { return e.kind == BatchEvent::Kind::stop; });
  CHECK(stops == 2);
}

TEST_CASE("failures at every moment of a line lose no volume") {
  BatchOperation line = operation({{1, 30.0, 0.1}, {0, 50.0, 0.2}, {1, 40.0, 0.1}});
  sim::Simulation simulation;
  line.start(simulation);
  double stood_s = 0.0;
  for (double time_s = 0.0; time_s < 1000.0; time_s += 10.0) {
    simulation.run(sim::seconds(time_s));
    if (line.over()) break;
    line.set_working(simulation, false);
    simulation.run(sim::seconds(time_s + 5.0));
    line.set_working(simulation, true);
    stood_s += 5.0;
  }
  simulation.run(sim::seconds(1e6));
  // 300 + 250 + 400 s of sending
  CHECK(line.times()[2].sent_s == doctest::Approx(950.0 + stood_s).epsilon(1e-9));
  CHECK(line.violations("line").empty());
}
