#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "scenarios/pipelines/batch_line/batch_line_run.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"

using namespace dimai;
using namespace dimai::scenarios;

namespace {

Scenario product_line() {
  return read_scenario(std::string(DIMAI_SOURCE_DIR) + "/scenarios/product-line", {});
}

}  // namespace

TEST_CASE("the product line delivers what it was sent, at times that can be worked out by hand") {
  const Scenario scenario = product_line();
  CHECK(scenario.warnings.empty());
  REQUIRE(scenario.pipelines.size() == 1);
  const auto& plan = dynamic_cast<const BatchLinePlan&>(*scenario.pipelines.front());
  BatchLineRun run(plan, scenario.run);
  sim::Simulation simulation;
  run.start(simulation);
  simulation.run(sim::seconds(scenario.run.duration_s));
  CHECK(run.over());
  CHECK(run.violations().empty());

  const ClassCounts counts = run.counts().front();
  CHECK(counts.requested == 6);
  CHECK(counts.arrived == 5);
  CHECK(counts.under_way == 1);

  models::BatchOperation line(plan.lines.front().setup(scenario.run));
  sim::Simulation again;
  line.start(again);
  again.run(sim::seconds(scenario.run.duration_s));
  // 26 000 m3 at 1000 m3/h, 6000 at 800, 5000 at 1000 take 38.5 h; then 900 m3/h, and 6 h of stop
  // from 44 h on. The line holds pi / 4 (150 km 0.25 m2 + 90 km 0.16 m2) = 40 762.16 m3.
  const double holds_m3 = M_PI / 4.0 * (150e3 * 0.25 + 90e3 * 0.16);
  const double first_h = 38.5 + (holds_m3 - 37000.0) / 900.0;
  REQUIRE(first_h < 44.0);
  const auto figures = interface_figures(line);
  REQUIRE(figures.size() == 6);
  CHECK(figures[0].arrival_s == doctest::Approx(first_h * 3600.0).epsilon(1e-12));
  for (std::size_t i = 1; i < figures.size(); ++i) {
    const double begins_m3 = std::vector<double>{0, 14000, 23000, 26000, 32000, 37000}[i];
    const double hours = 38.5 + (holds_m3 + begins_m3 - 37000.0) / 900.0 + 6.0;
    CHECK(figures[i].arrival_s == doctest::Approx(hours * 3600.0).epsilon(1e-12));
    // The cut is as long as its volume at the rate of that time.
    CHECK(figures[i].cut_end_s - figures[i].cut_start_s ==
          doctest::Approx(figures[i].volume_m3 / 900.0 * 3600.0).epsilon(1e-6));
  }
}

TEST_CASE("slow rates are told of, and a run too short for its batches") {
  const Scenario slow = read_scenario(std::string(DIMAI_SOURCE_DIR) + "/scenarios/product-line",
                                      {"batch_line.coast.minimum_reynolds=10000000"});
  REQUIRE(slow.warnings.size() == 6);
  CHECK(slow.warnings.front().message.find("it grows much faster; needs") != std::string::npos);
  const Scenario short_run = read_scenario(
      std::string(DIMAI_SOURCE_DIR) + "/scenarios/product-line", {"run.duration=\"40 h\""});
  REQUIRE(short_run.warnings.size() == 1);
  CHECK(short_run.warnings.front().message.find("all batches take") != std::string::npos);
}
