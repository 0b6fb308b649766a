#include <filesystem>

#include <doctest/doctest.h>

#include "scenarios/logistics/running/logistics_run.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"

using namespace dimai::scenarios;
namespace models = dimai::models;

namespace {

Scenario pilot(const std::vector<std::string>& overrides) {
  return read_scenario(std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios/estate-pilot",
                       overrides);
}

const LogisticsRun& logistics_of(const Run& run) {
  return dynamic_cast<const LogisticsRun&>(*run.pipelines().back());
}

void run_all(Run& run) {
  while (run.advance(1'000'000)) {
  }
}

}  // namespace

TEST_CASE("the estate pilot sends all its parcels by van and tube, and nothing is lost") {
  const Scenario scenario = pilot({"logistics.period=2 d", "run.duration=3 d"});
  Run run(scenario);
  run_all(run);
  CHECK(run.violations().empty());
  const LogisticsRun& logistics = logistics_of(run);
  std::uint64_t arrived = 0;
  for (const models::Shipment& one : logistics.shipments().shipments()) {
    CHECK(one.state == models::ShipmentState::arrived);
    ++arrived;
  }
  // 1780 parcels a day for two days, and what the workshop sends.
  CHECK(arrived > 3300);
  CHECK(logistics.industry().delivered() > 150);
}

TEST_CASE("interchangeable hinges need less stock") {
  double mean[2] = {0.0, 0.0};
  for (int on = 0; on < 2; ++on) {
    const Scenario scenario =
        pilot({"logistics.period=4 d", "run.duration=5 d",
               std::string("logistics.interchange.on=") + (on == 0 ? "false" : "true")});
    Run run(scenario);
    run_all(run);
    CHECK(run.violations().empty());
    const models::Industry& industry = logistics_of(run).industry();
    for (const models::StockIndex s : industry.plan().stocks.indices()) {
      const models::Stock& stock = industry.plan().stocks[s];
      const std::string& good = industry.plan().goods[stock.good.value].name;
      const bool counts = on == 0 ? good.starts_with("hinge_") : good == "hinge";
      if (counts) mean[on] += stock.up_to;
    }
  }
  CHECK(mean[1] < mean[0]);
}

TEST_CASE("the same seed gives the same estate") {
  std::uint64_t hash[2] = {0, 0};
  for (std::uint64_t& each : hash) {
    const Scenario scenario = pilot({"logistics.period=1 d", "run.duration=2 d"});
    Run run(scenario);
    run_all(run);
    each = run.event_hash();
  }
  CHECK(hash[0] == hash[1]);
}
