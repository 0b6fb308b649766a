#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"
namespace dimai::scenarios {
void add_failures_for_debug(Scenario& scenario, std::uint64_t seed);
TEST_CASE("debug") {
  const char* a = std::getenv("DBG_ARCH"); if (!a) return;
  const std::uint64_t seed = std::strtoull(std::getenv("DBG_SEED"), nullptr, 10);
  Scenario scenario = tests::random_scenario(seed);
  scenario.dispatch.architecture = a;
  if (std::getenv("DBG_INT")) { for (models::Link& link : scenario.network.links) { if (link.role == models::LinkRole::trunk) link.length_m *= 4.0; } scenario.run.regions = 1 + static_cast<std::int64_t>(seed % 4); scenario.dispatch.interval_s = 2.0; }
  add_failures_for_debug(scenario, seed);
  Run run(scenario);
  std::uint64_t untimely = 0;
  while (run.advance(1)) {
    if (run.service().untimely_journeys() != untimely) {
      untimely = run.service().untimely_journeys();
      for (auto j : run.service().take_finished()) {
        const auto& x = run.service().journeys()[j];
        if (x.arrival_ns == run.now().ns)
        std::printf("untimely at %.1f journey %u cap %u from %u to %u req %.1f load %.1f dep %.1f wait %.1f hand %.1f acc %.1f line %.1f egr %.1f jct %.2f\n", sim::to_seconds(run.now()), j.value, x.capsule.value, x.request.origin.value, x.request.destination.value, sim::to_seconds(x.request.time), x.loading_ns*1e-9, x.departure_ns*1e-9, x.wait_s, x.handling_s, x.access_s, x.line_s, x.egress_s, x.junction_s);
      }
    }
    run.service().take_finished();
  }
  std::printf("end %.1f served %d\n", sim::to_seconds(run.now()), run.all_served());
  for (auto j : run.service().journeys().indices()) {
    const auto& x = run.service().journeys()[j];
    if (x.state == models::Journey::State::arrived || x.state == models::Journey::State::refused) continue;
    std::printf("open journey %u state %d cap %d from %u to %u at %.1f load %.1f dep %.1f\n", j.value, int(x.state), int(x.capsule.value), x.request.origin.value, x.request.destination.value, sim::to_seconds(x.request.time), x.loading_ns*1e-9, x.departure_ns*1e-9);
    std::printf("   class %u\n", x.request.capsule_class);
    if (x.request.capsule_class == 2) for (std::uint32_t c = 35; c < 38; ++c) { const auto& v = run.service().vehicle(models::CapsuleIndex{c}); std::printf("   veh %u act %d portal %u first %d carries %d in_portal %d strayed %d plan %u\n", c, int(v.activity), v.portal.value, int(v.first.value), v.carries, v.in_portal, v.strayed, v.plan); }
    if (x.capsule.valid()) { const auto& v = run.service().vehicle(x.capsule); std::printf("   veh act %d portal %u first %d carries %d in_portal %d strayed %d\n", int(v.activity), v.portal.value, int(v.first.value), v.carries, v.in_portal, v.strayed); }
  }
  for (auto f : run.disrupted().disruption->failures()) { std::printf("fail %s %.1f..%.1f closes", f.what.c_str(), f.from_s, f.until_s); for (auto l : f.closes) std::printf(" %u", l.value); std::printf(" breaks"); for (auto b : f.breaks) std::printf(" %u#%u", b.link.value, b.tube); std::printf("\n"); }
  for (std::size_t i=0;i<run.disrupted().disruption->damages().size();++i) std::printf("mended %zu %.1f\n", i, run.disrupted().disruption->damages()[i].mended_s);
  for (auto l : scenario.network.links.indices()) { const auto& r=scenario.network.links[l]; std::printf("link %u %s %u->%u closed %d tubes %u\n", l.value, r.id.c_str(), r.from.value, r.to.value, run.router().closed(l), unsigned(r.tubes)); }
}
}
