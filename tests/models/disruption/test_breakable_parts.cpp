#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/disruption/disruption.hpp"
#include "models/network/geodesic.hpp"
#include "models/physics/hazards/fragility.hpp"
#include "models/physics/hazards/ground_motion.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;

/// A pipe of 10 km along a parallel, and a pump at its middle.
std::vector<BreakablePart> pipe_and_pump() {
  BreakablePart pipe;
  pipe.kind = PartKind::pipe;
  pipe.id = "p1";
  pipe.system = "liquid";
  pipe.line = {{118.0, 24.5}, {118.1, 24.5}};
  pipe.length_m = 10000.0;
  pipe.bore_m = 0.3;
  BreakablePart pump;
  pump.kind = PartKind::pump;
  pump.id = "lift";
  pump.system = "liquid";
  pump.line = {{118.05, 24.5}};
  std::vector<BreakablePart> parts{pipe, pump};
  name_parts(parts, {});
  return parts;
}

/// Writes down what it is told.
struct Owner final : Breakable {
  struct Told {
    std::uint32_t part;
    bool working;
  };
  std::vector<Told> told;
  std::vector<double> share{0.25, 0.5};

  void set_working(std::uint32_t part, bool working) override { told.push_back({part, working}); }
  double share_served_by(std::uint32_t part) const override { return share[part]; }
};

struct World {
  DisruptionPlan plan;
  Owner owner;
  sim::Simulation simulation;
  std::vector<BreakablePart> parts = pipe_and_pump();
  std::unique_ptr<Disruption> disruption;

  void fail(std::uint32_t part, double from_s, double until_s = Failure::kUntilRepaired) {
    plan.failures.push_back(part_failure(parts, part));
    plan.failures.back().from_s = from_s;
    plan.failures.back().until_s = until_s;
  }
  void run(double until_s = 1e7) {
    DisruptionSetup setup;
    setup.plan = &plan;
    setup.failures = plan.failures;
    setup.parts = &owner;
    setup.base = {118.0, 24.5};
    disruption = std::make_unique<Disruption>(std::move(setup));
    disruption->start(simulation);
    simulation.run(sim::seconds(until_s));
  }
};

}  // namespace

TEST_CASE("parts are called by id where that is enough, else by system, else by kind, too") {
  std::vector<BreakablePart> parts(5);
  const auto set = [&](std::size_t i, PartKind kind, const char* id, const char* system) {
    parts[i].kind = kind;
    parts[i].id = id;
    parts[i].system = system;
  };
  set(0, PartKind::pipe, "a", "gas");
  set(1, PartKind::pipe, "b", "gas");
  set(2, PartKind::pipe, "b", "liquid");
  set(3, PartKind::pump, "b", "liquid");
  set(4, PartKind::pipe, "tunnel", "gas");
  name_parts(parts, {"tunnel", "portal"});
  const std::vector<std::string> wanted{"a", "gas b", "liquid pipe b", "liquid pump b",
                                        "gas tunnel"};
  for (std::size_t i = 0; i < parts.size(); ++i) CHECK(parts[i].name == wanted[i]);
}

TEST_CASE("a crew comes by the straight way and its detour, and mends in the median time") {
  World world;
  world.plan.repair.crews = 1;
  world.plan.repair.dispersion = 0.0;
  world.plan.repair.pipeline_factor = 0.5;
  world.fail(1, 1000.0);
  world.run();
  const double way_m = 1.4 * geodesic_distance_m(118.0, 24.5, 118.05, 24.5);
  const Damage& damage = world.disruption->damages().front();
  CHECK(damage.crew_there_s == Approx(1000.0 + way_m / (30.0 / 3.6)));
  CHECK(damage.mended_s == Approx(damage.crew_there_s + 0.5 * 12.0 * 3600.0));
  CHECK(damage.trips == 0.5);  // of all that its system serves
  REQUIRE(world.owner.told.size() == 2);
  CHECK(!world.owner.told[0].working);
  CHECK(world.owner.told[1].working);
}

TEST_CASE("one crew goes first where most is served, and a part without a place is at its base") {
  World world;
  world.plan.repair.crews = 1;
  world.plan.repair.dispersion = 0.0;
  world.parts[0].line.clear();
  world.owner.share = {0.9, 0.5};
  world.fail(1, 1000.0);
  world.fail(0, 1000.0);
  world.run();
  const auto& damages = world.disruption->damages();
  CHECK(damages[1].crew_there_s == 1000.0);
  CHECK(damages[1].mended_s == Approx(1000.0 + 12.0 * 3600.0));
  CHECK(damages[0].crew_sent_s == damages[1].mended_s);
}

TEST_CASE("what fails for two reasons works again once both are over") {
  World world;
  world.fail(0, 100.0, 500.0);
  world.fail(0, 200.0, 900.0);
  world.fail(0, 300.0, 400.0);
  world.run();
  REQUIRE(world.owner.told.size() == 2);
  CHECK(world.disruption->damages().back().mended_s == 400.0);
  CHECK(world.owner.told[1].working);
}

TEST_CASE("an earthquake breaks a pipe as often as the repair rate per metre says") {
  const std::vector<BreakablePart> parts = pipe_and_pump();
  const Network none;
  FragilityParameters fragility;
  const StrikeTargets targets(none, fragility, {parts.data(), 1});
  Strike quake;
  quake.magnitude = 6.5;
  quake.centre = {118.05, 24.7};
  double breaks = 0.0;
  constexpr std::uint32_t kDraws = 2000;
  for (std::uint32_t k = 0; k < kDraws; ++k) {
    for (const Failure& each : targets.damage(quake, 0, {3, k}))
      breaks += each.moderate_places + each.severe_places;
  }
  // By hand: the rate at each of 100 segments, on a plane, as American Lifelines Alliance (2001).
  double expected = 0.0;
  constexpr double kDegree_m = 6371008.8 * std::numbers::pi / 180.0;
  for (int i = 0; i < 100; ++i) {
    const double east_m =
        (0.001 * (i + 0.5) - 0.05) * kDegree_m * std::cos(24.6 * std::numbers::pi / 180.0);
    const double away_m = std::hypot(east_m, 0.2 * kDegree_m);
    const double velocity_m_s = peak_ground_velocity_m_s(Ground::soil, 6.5, away_m);
    expected += 100.0 * repair_rate_per_m(RepairRateForm::linear, velocity_m_s, 1.0);
  }
  // Four standard deviations of a Poisson mean over the draws.
  CHECK(std::abs(breaks / kDraws - expected) < 4.0 * std::sqrt(expected / kDraws));
}

TEST_CASE("a deeper or narrower pipe fails in a part of the cases, one without a place never") {
  const Network none;
  Strike strike;
  strike.radius_m = 300.0;
  strike.centre = {118.05, 24.5};
  std::uint32_t shallow_hits = 0;
  std::uint32_t deep_hits = 0;
  for (std::uint32_t k = 0; k < 500; ++k) {
    const auto places = [&](double depth_m, double bore_m, bool placed) {
      std::vector<BreakablePart> parts = pipe_and_pump();
      parts.pop_back();
      parts[0].depth_m = depth_m;
      parts[0].bore_m = bore_m;
      if (!placed) parts[0].line.clear();
      const auto found = StrikeTargets(none, {}, parts).damage(strike, 0, {1, k});
      return found.empty() ? std::vector<Failure::Place>{} : found.front().places;
    };
    const auto shallow = places(1.5, 3.0, true);
    for (const auto& other : {places(150.0, 3.0, true), places(1.5, 0.3, true)}) {
      for (const Failure::Place& place : other) {
        const bool too = std::any_of(shallow.begin(), shallow.end(),
                                     [&](const auto& each) { return each.at == place.at; });
        CHECK(too);
        deep_hits += 1;
      }
    }
    shallow_hits += static_cast<std::uint32_t>(shallow.size());
    CHECK(places(1.5, 3.0, false).empty());
  }
  CHECK(shallow_hits > 0);
  CHECK(deep_hits > 0);
  CHECK(deep_hits < 2 * shallow_hits);
}

TEST_CASE("pipes fail by chance at their rate a kilometre, machines at theirs") {
  const std::vector<BreakablePart> parts = pipe_and_pump();
  const Network none;
  RandomFailureParameters rates;
  rates.per_pipe_km_year = 0.3;
  rates.per_machine_year = 2.0;
  const auto found = random_failures(none, rates, 400.0 * 365.25 * 86400.0, {5, 0}, parts);
  std::array<std::uint32_t, 2> count{};
  for (const Failure& each : found) ++count[each.part];
  // 3 and 2 a year over 400 years: 1200 and 800, four standard deviations of 35 and 28.
  CHECK(std::abs(count[0] - 1200.0) < 140.0);
  CHECK(std::abs(count[1] - 800.0) < 114.0);
}

}  // namespace dimai::models
