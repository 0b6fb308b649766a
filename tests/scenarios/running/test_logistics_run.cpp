#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/logistics/running/logistics_run.hpp"
#include "scenarios/logistics/running/work_results.hpp"
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

TEST_CASE("plants draw powder, water and carbon dioxide from the networks of the same run") {
  const Scenario scenario = pilot({"logistics.period=2 d", "run.duration=3 d"});
  Run run(scenario);
  run_all(run);
  CHECK(run.violations().empty());
  const models::Industry& industry = logistics_of(run).industry();
  const auto balances = industry.balances();
  for (const std::string good : {"nylon_powder", "water", "carbon_dioxide"}) {
    CAPTURE(good);
    for (std::size_t g = 0; g < balances.size(); ++g) {
      if (industry.plan().goods[g].name != good) continue;
      CHECK(balances[g].drawn > 1.0);
      CHECK(balances[g].bought + balances[g].given == 0.0);
    }
  }
}

TEST_CASE("a tower of a few modules is built, and its days are told") {
  const Scenario scenario =
      read_scenario(std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios/tower",
                    {"logistics.period=2 d", "run.duration=3 d", "output.journeys=none"});
  Run run(scenario);
  run_all(run);
  CHECK(run.violations().empty());
  const LogisticsRun& logistics = logistics_of(run);
  ProjectPlan project;
  project.quantity = 20.0;
  project.stock = models::StockIndex{3};
  project.machine = models::MachineIndex{1};
  const ProjectProgress progress = progress_of(project, logistics.industry());
  CHECK(progress.done);
  // Six lines make a module in 6 h each: a module an hour on average, and the first after 6 h and
  // its way.
  project.quantity = 336.0;
  const ProjectProgress all = progress_of(project, logistics.industry());
  CHECK_FALSE(all.done);
  CHECK(all.build_days == doctest::Approx(14.0).epsilon(0.05));
  CHECK(all.machine_days == doctest::Approx(336.0 * 50.0 / 60.0 / 24.0).epsilon(0.03));
}

TEST_CASE("the way from one estate to two cities opens stage by stage") {
  const Scenario scenario =
      read_scenario(std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios/pilot-to-nation", {});
  CHECK(scenario.closures.size() == 2 * 27);
  Run run(scenario);
  run_all(run);
  CHECK(run.violations().empty());
  const LogisticsRun& logistics = logistics_of(run);
  CHECK(logistics.shipments().all_done());
  for (const models::Shipment& one : logistics.shipments().shipments())
    CHECK(one.state == models::ShipmentState::arrived);
  std::vector<std::string> orders;  // of one good, made at two sites
  for (const ClassCounts& row : run.counts()) {
    if (row.name.starts_with("order of")) orders.push_back(row.name);
  }
  CHECK(orders ==
        std::vector<std::string>{"order of hook from workshop", "order of hook from plant"});
}

TEST_CASE("interchangeable hinges need less stock") {
  double mean[2] = {0.0, 0.0};
  std::uint64_t setups[2] = {0, 0};
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
    setups[on] = industry.machines()[models::MachineIndex{0}].setups;
  }
  CHECK(mean[1] < mean[0]);
  CHECK(setups[1] < setups[0]);
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
