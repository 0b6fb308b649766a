// Parcel tubes, capsule lines, powder and batch lines that [disruption] breaks.

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/disruption/outcome.hpp"
#include "scenarios/pipelines/gas/gas_run.hpp"
#include "scenarios/pipelines/liquid/liquid_run.hpp"
#include "scenarios/pipelines/tubes/tubes_run.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {
namespace {

const std::filesystem::path kShipped = DIMAI_SOURCE_DIR "/scenarios";

void advance_to(Run& run, double time_s) {
  const sim::Time until = sim::seconds(time_s);
  while (run.now() < until && run.advance(1000, until)) {
  }
}

void finish(Run& run) {
  while (run.advance(100'000)) {
  }
}

/// Runs on from a state that was written down at a time; the whole end is compared, byte for byte.
void check_broken_at(const Scenario& scenario, const std::vector<double>& times_s) {
  const auto state_of = [](Run& run) {
    sim::Archive archive;
    run.keep(archive);
    return archive.bytes();
  };
  Run unbroken(scenario);
  auto broken = std::make_unique<Run>(scenario);
  for (const double time_s : times_s) {
    advance_to(*broken, time_s);
    const std::vector<std::byte> state = state_of(*broken);
    broken = std::make_unique<Run>(scenario);
    sim::Archive archive(state);
    broken->keep(archive);
  }
  finish(*broken);
  finish(unbroken);
  CHECK(broken->event_hash() == unbroken.event_hash());
  CHECK(state_of(*broken) == state_of(unbroken));
}

const PipelineService& service_named(const DisruptionOutcome& outcome, const std::string& name) {
  for (const PipelineService& each : outcome.pipelines) {
    if (each.count.name() == name) return each;
  }
  throw std::logic_error("there is no service of " + name);
}

}  // namespace

TEST_CASE("hospital tubes whose hub's blower is out lose sends in time, and serve all in the end") {
  const Scenario scenario =
      read_scenario(kShipped / "hospital-tubes",
                    {"run.duration=24 h", "disruption.late_grace=2 min",
                     R"(failure=[{blower="C3-blower", from="10 h", until="12 h"}])"});
  Run run(scenario);
  finish(run);
  CHECK(run.failure().empty());
  const auto& tubes = dynamic_cast<const TubesRun&>(*run.pipelines().front());
  CHECK(tubes.violations().empty());
  for (const models::Send& send : tubes.model().sends()) {  // but of the last minutes of the run
    if (send.time < sim::seconds(23.5 * 3600.0)) CHECK(send.state >= models::SendState::arrived);
  }
  const DisruptedRun disrupted = run.disrupted();
  const DisruptionOutcome outcome = disruption_outcome(disrupted);
  const PipelineService& service = service_named(outcome, "tubes");
  CHECK(service.count.asked() >= 0.99 * static_cast<double>(tubes.model().sends().size()));
  CHECK(service.recovery.before > 0.99);
  CHECK(service.recovery.least < 0.9);
  CHECK(service.recovery.to_99_s > 0.0);
  double held_s = 0.0;
  for (const models::Send& send : tubes.model().sends()) held_s += sim::to_seconds({send.held_ns});
  CHECK(held_s <= 7200.0 * static_cast<double>(tubes.model().caught().size()));
  check_broken_at(scenario, {5.0 * 3600.0, 10.5 * 3600.0, 11.7 * 3600.0, 13.0 * 3600.0});
}

TEST_CASE("lines of capsules, batches and powder that fail lose what their outage takes") {
  const Scenario line = read_scenario(kShipped / "product-line",
                                      {R"(failure=[{pump="coast", from="20 h", until="30 h"}])"});
  Run batches(line);
  finish(batches);
  const DisruptionOutcome sent = disruption_outcome(batches.disrupted());
  const models::Recovery& lost = service_named(sent, "coast").recovery;
  CHECK(lost.before == doctest::Approx(1.0));
  CHECK(lost.least == doctest::Approx(0.0));
  // Ten hours without any of the 78.5 that something was asked for in: the run ends at 104.5 h, the
  // planned stop takes 6 h. Over all 84.5 h from the failure on that is as much.
  CHECK(lost.area_share == doctest::Approx(1.0 - 10.0 / 78.5).epsilon(1e-3));
  CHECK(lost.lost_s == doctest::Approx(36000.0 * 84.5 / 78.5).epsilon(1e-3));
  check_broken_at(line, {25.0 * 3600.0, 47.0 * 3600.0});

  const Scenario capsules =
      read_scenario(kShipped / "capsule-pipeline",
                    {R"(failure=[{blower="akiyoshi return", from="4 h", until="5 h"},
                   {pipe="tlim outward", from="4 h", until="5 h"}])"});
  Run lines(capsules);
  finish(lines);
  CHECK(lines.failure().empty());
  for (const auto& each : lines.pipelines()) CHECK(each->violations().empty());
  const DisruptionOutcome carried = disruption_outcome(lines.disrupted());
  CHECK(service_named(carried, "akiyoshi").recovery.least < 0.2);
  CHECK(service_named(carried, "tlim").recovery.least < 0.2);
  check_broken_at(capsules, {4.5 * 3600.0});

  const Scenario plant =
      read_scenario(kShipped / "powder-pilot",
                    {R"(disruption.late_grace=1 h)",
                     R"(failure=[{blower="plant-to-shop", from="30 h", duration="12 h"}])"});
  Run powder(plant);
  finish(powder);
  for (const auto& each : powder.pipelines()) CHECK(each->violations().empty());
  check_broken_at(plant, {36.0 * 3600.0});
}

TEST_CASE(
    "service of water and gas is what their balances say was delivered of what was asked for") {
  const Scenario town = read_scenario(kShipped / "water-district",
                                      {R"(failure=[{pipe="main-2", from="6 h", until="12 h"}])"});
  Run water(town);
  finish(water);
  const auto& liquid = dynamic_cast<const LiquidRun&>(*water.pipelines().front());
  const DisruptionOutcome flowed = disruption_outcome(water.disrupted());
  const PipelineService& supply = service_named(flowed, "liquid");
  const models::LiquidBalance& volumes = liquid.model().balance();
  // by report times here, by solutions there
  CHECK(supply.count.asked() == doctest::Approx(volumes.asked_m3).epsilon(0.01));
  CHECK(supply.count.served() == doctest::Approx(volumes.delivered_m3).epsilon(0.02));
  CHECK(supply.recovery.before == doctest::Approx(1.0));
  CHECK(supply.recovery.least < 0.95);
  CHECK(supply.recovery.to_99_s >= 6.0 * 3600.0);

  const Scenario evening = read_scenario(
      kShipped / "gas-district",
      {"run.duration=9 h", "repair.crews=0", R"(failure=[{compressor="booster", from="6 h"}])"});
  Run district(evening);
  finish(district);
  const auto& gas = dynamic_cast<const GasRun&>(*district.pipelines().front());
  const models::GasTotals& totals = gas.operation().gas().totals();
  double taken_kg = 0.0;
  double refused_kg = 0.0;
  for (const double each : totals.supplied_kg) taken_kg += std::max(-each, 0.0);
  for (const double each : totals.refused_kg) refused_kg += each;
  CHECK(refused_kg > 0.0);
  const DisruptionOutcome given = disruption_outcome(district.disrupted());
  const PipelineService& heat = service_named(given, "gas");
  CHECK(heat.count.served() == doctest::Approx(taken_kg).epsilon(1e-9));
  CHECK(heat.count.asked() == doctest::Approx(taken_kg + refused_kg).epsilon(1e-9));
  CHECK(std::isnan(heat.recovery.to_50_s));
}

}  // namespace dimai::scenarios
