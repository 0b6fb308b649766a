#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

/// A random scenario of which all portals hang on one mesh, seen far and wide.
Scenario meshed(std::uint64_t seed, std::int64_t lamps) {
  Scenario scenario = tests::random_scenario(seed);
  scenario.dispatch.architecture = "central";
  scenario.dispatch.answer_timeout_s = 120.0;
  models::DispatchMesh mesh;
  mesh.id = "streets";
  for (const models::NodeIndex node : scenario.network.nodes.indices()) {
    if (scenario.network.nodes[node].kind == models::NodeKind::portal) mesh.nodes.push_back(node);
  }
  mesh.parameters.side_m = 1e5;
  mesh.parameters.range_m = 1e4;
  mesh.parameters.lamps = lamps;
  mesh.parameters.bikes = 40;
  mesh.parameters.bike_speed_m_s = 20.0;
  mesh.parameters.gateways = 5;
  mesh.parameters.keep_s = 120.0;
  scenario.dispatch_meshes.push_back(mesh);
  return scenario;
}

struct Outcome {
  std::vector<std::int64_t> arrival_ns;
  models::MeshCounts counts;
  std::string violation;
  bool all_served = false;
};

Outcome outcome(const Scenario& scenario) {
  Run run(scenario);
  Outcome found;
  while (run.advance(50'000)) {
    const auto violations = run.violations();
    if (found.violation.empty() && !violations.empty()) found.violation = violations.front();
  }
  for (const models::Journey& journey : run.service().journeys())
    found.arrival_ns.push_back(journey.arrival_ns);
  found.counts = run.dispatch()->log().meshes.front();
  found.all_served = run.all_served();
  return found;
}

}  // namespace

TEST_CASE("portals on a mesh are served over it, all is counted, and the run is the same again") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    const Outcome once = outcome(meshed(seed, 400));
    CHECK(once.violation == "");
    CHECK(once.all_served);
    for (const auto* way : {&once.counts.up, &once.counts.down}) {
      CHECK(way->sent > 0);
      CHECK(way->delivered + way->lost <= way->sent);
      CHECK(way->in_time <= way->delivered);
      CHECK(way->delay_s.count() == way->delivered);
    }
    CHECK(outcome(meshed(seed, 400)).arrival_ns == once.arrival_ns);
  }
}

TEST_CASE("more lamps bring a greater share of messages in time") {
  double before = -1.0;
  for (const std::int64_t lamps : {20, 100, 600}) {
    const Outcome found = outcome(meshed(2, lamps));
    CHECK(found.violation == "");
    const double share =
        static_cast<double>(found.counts.up.in_time) / static_cast<double>(found.counts.up.sent);
    CHECK(share > before);
    before = share;
  }
  CHECK(before > 0.95);
}

}  // namespace dimai::scenarios
