#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "tests/models/pipelines/parcel_tubes/random_tube_scene.hpp"

namespace dimai::models {
namespace {

/// The connectors' ways, each as the port where it ends, that lead from one into another on a
/// route.
std::vector<std::vector<std::uint32_t>> dependencies(const ParcelTubes& model) {
  const ZonePaths& paths = model.paths();
  std::vector<std::vector<std::uint32_t>> after(paths.ports().size());
  for (const StationIndex to : model.network().stations.indices()) {
    for (const StationIndex from : model.network().stations.indices()) {
      PortIndex at = paths.port_of(from);
      while (from != to) {
        const PortIndex out = model.routes().next(at, to);
        if (!out.valid() || !paths.ports()[out].connector.valid()) break;
        const PortIndex next = paths.ports()[out].across;
        if (paths.ports()[at].connector.valid()) after[at.value].push_back(next.value);
        at = next;
      }
    }
  }
  return after;
}

bool has_circle(const std::vector<std::vector<std::uint32_t>>& after) {
  std::vector<std::size_t> before(after.size(), 0);
  for (const auto& each : after)
    for (const std::uint32_t next : each) ++before[next];
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < after.size(); ++i)
    if (before[i] == 0) open.push_back(i);
  std::size_t taken = 0;
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    ++taken;
    for (const std::uint32_t next : after[at])
      if (--before[next] == 0) open.push_back(next);
  }
  return taken < after.size();
}

}  // namespace

TEST_CASE("connectors wait for each other in no circle, on any network") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const RandomScene scene(seed, 1);
    const ParcelTubes model = scene.model(1.0, seed);
    CHECK_FALSE(has_circle(dependencies(model)));
    for (const StationIndex to : scene.network.stations.indices()) {
      for (const StationIndex from : scene.network.stations.indices())
        CHECK((from == to || model.routes().reaches(from, to)));
    }
  }
}

TEST_CASE("overloaded networks with one place a connector serve every send and keep all carriers") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const RandomScene scene(seed, 1 + static_cast<std::int64_t>(seed % 3));
    ParcelTubes model = scene.model(3600.0, seed);
    run_out(model);
    CAPTURE(seed);
    CHECK(model.sends().size() > 300);
    CHECK(model.done() == model.sends().size());
    CHECK(std::all_of(model.sends().begin(), model.sends().end(),
                      [](const Send& send) { return send.state == SendState::arrived; }));
    CHECK(model.violations() == std::vector<std::string>{});
  }
}

TEST_CASE("routes take the quickest way over zones") {
  TubeScene scene;
  std::array<TubeNodeIndex, 3> unit{};
  for (TubeNodeIndex& each : unit) each = scene.add_unit(scene.add_zone().second);
  const StationIndex a = scene.add_station(unit[0], 10.0, 1);
  const StationIndex b = scene.add_station(unit[2], 10.0, 1);
  scene.connect(unit[0], unit[2], 1, 500.0);  // 50 s
  scene.connect(unit[0], unit[1], 1, 100.0);  // 10 s
  scene.connect(unit[1], unit[2], 1, 100.0);  // 10 s
  const ParcelTubes model = scene.model();
  // 1 s to the unit, 10 s, 10 s, 1 s
  CHECK(model.routes().time_s(a, b) == doctest::Approx(22.0));
}

TEST_CASE("a one-way connector is not taken the other way") {
  TubeScene scene;
  const TubeNodeIndex one = scene.add_unit(scene.add_zone().second);
  const TubeNodeIndex two = scene.add_unit(scene.add_zone().second);
  const StationIndex a = scene.add_station(one, 10.0, 1);
  const StationIndex b = scene.add_station(two, 10.0, 1);
  scene.network.connectors[scene.connect(one, two, 1)].two_way = false;
  scene.send_at(0.0, b, a);
  ParcelTubes model = scene.model();
  run_out(model);
  CHECK(model.routes().reaches(a, b));
  CHECK_FALSE(model.routes().reaches(b, a));
  CHECK(model.sends()[0].refusal == Refusal::no_way);
}

}  // namespace dimai::models
