#include <filesystem>

#include <doctest/doctest.h>

#include "scenarios/read_scenario.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"

using namespace dimai::scenarios;

namespace {

Scenario pilot(const std::string& days) {
  return read_scenario(std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios/powder-pilot",
                       {"run.duration=" + days});
}

std::uint64_t hash_of(const Scenario& scenario, std::uint64_t events_at_once) {
  Run run(scenario);
  while (run.advance(events_at_once)) {
  }
  CHECK(run.violations().empty());
  return run.event_hash();
}

}  // namespace

TEST_CASE("the powder pilot keeps every gramme for a month and serves what its hoppers ask for") {
  const Scenario scenario = pilot("28 d");
  Run run(scenario);
  while (run.advance(100000)) {
  }
  CHECK(run.violations().empty());
  const std::vector<ClassCounts> counts = run.counts();
  REQUIRE(counts.size() == 1);
  // 86 kg a day are used, a batch brings 25 kg on average less what is diverted: over three a day.
  CHECK(counts[0].arrived > 3 * 28);
  CHECK(counts[0].requested == counts[0].arrived + counts[0].under_way + counts[0].waiting);
}

TEST_CASE("a powder run is the same event for event however it is cut in pieces") {
  const Scenario scenario = pilot("5 d");
  CHECK(hash_of(scenario, 1) == hash_of(scenario, 100000));
}

TEST_CASE("the powders in use are among the parameters, with their flags") {
  const Scenario scenario = pilot("1 d");
  const auto find = [&](const std::string& key) {
    for (const EffectiveParameter& each : scenario.parameters)
      if (each.key == key) return each;
    return EffectiveParameter{};
  };
  CHECK(find("powder.ti64.oxygen_limit").value == "unknown");
  CHECK(find("powder.ti64.oxygen_limit").flag == dimai::models::Flag::assumption);
  CHECK(find("powder.line.plant-to-shop.bore").value == "65 mm");
}

TEST_CASE("a dense line serves its silo in slugs, loses nothing, and tells its friction") {
  const Scenario scenario = read_scenario(
      std::filesystem::path(DIMAI_SOURCE_DIR) / "tests/scenarios/running/powder_dense.toml", {});
  Run run(scenario);
  while (run.advance(100000)) {
  }
  CHECK(run.violations().empty());
  // 48 t are used in two days in batches of 2 t, less the 0.5 t that were there above the order.
  CHECK(run.counts().at(0).arrived >= 23);
  bool found = false;
  for (const EffectiveParameter& each : scenario.parameters)
    found |= each.key == "powder.pellets-3mm.stress_ratio" && each.source == "the scenario";
  CHECK(found);
}
