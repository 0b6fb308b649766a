#include <algorithm>
#include <array>
#include <cmath>

#include <doctest/doctest.h>

#include "tests/models/pipelines/parcel_tubes/random_tube_scene.hpp"

namespace dimai::models {
namespace {

double seconds_of(std::int64_t ns) { return sim::to_seconds({ns}); }

/// A model that is run by hand, so that things fail between its events.
struct Broken {
  explicit Broken(const TubeScene& scene, double duration_s = 86400.0, std::uint64_t seed = 1)
      : model(scene.model(duration_s, seed)) {
    model.attach(simulation);
  }

  void until(double time_s) { simulation.run(sim::seconds(time_s)); }
  void finish() { simulation.run(sim::Time::max()); }
  std::uint32_t part(TubePartKind kind, TubeNodeIndex node) const {
    for (std::uint32_t i = 0; i < model.parts().size(); ++i) {
      if (model.parts()[i].kind == kind && model.parts()[i].node == node) return i;
    }
    return 0xFFFFFFFF;
  }
  std::uint32_t part(ConnectorIndex connector) const {
    for (std::uint32_t i = 0; i < model.parts().size(); ++i) {
      const TubePart& each = model.parts()[i];
      if (each.kind == TubePartKind::connector && each.connector == connector) return i;
    }
    return 0xFFFFFFFF;
  }
  void fails(double time_s, std::uint32_t row) {
    until(time_s);
    model.set_working(simulation, row, false);
  }
  void mended(double time_s, std::uint32_t row) {
    until(time_s);
    model.set_working(simulation, row, true);
  }
  double arrival_s(std::size_t send) const { return seconds_of(model.sends()[send].arrival_ns); }

  sim::Simulation simulation;
  ParcelTubes model;
};

constexpr TubeNodeIndex kBlower{0};  // of OneZone

/// Three zones in a row and a long tube past the one between: by it 52 s, over the zone 22 s.
struct TwoWays : TubeScene {
  std::array<TubeNodeIndex, 3> unit{};
  StationIndex a;
  StationIndex b;
  ConnectorIndex past;
  ConnectorIndex first;
  ConnectorIndex second;

  TwoWays() {
    for (TubeNodeIndex& each : unit) each = add_unit(add_zone().second);
    a = add_station(unit[0], 10.0, 10);
    b = add_station(unit[2], 10.0, 10);
    past = connect(unit[0], unit[2], 4, 500.0);
    first = connect(unit[0], unit[1], 4, 100.0);
    second = connect(unit[1], unit[2], 4, 100.0);
  }
  TubeNodeIndex blower(std::size_t zone) const { return network.nodes[unit.at(zone)].parent; }
};

}  // namespace

TEST_CASE("a carrier whose blower is out for d on its way of T arrives at t + T + d") {
  OneZone scene;
  scene.parameters.set_time_s = 3.0;
  scene.parameters.reversal_time_s = 2.0;
  scene.send_at(10.0, scene.far, scene.near);  // T = 21 s: 3 set, 10 up, 3 turn, 5 down
  for (const double at_s : {10.5, 14.0, 23.0, 24.5, 27.0, 30.9}) {
    CAPTURE(at_s);
    Broken run(scene);
    const std::uint32_t blower = run.part(TubePartKind::blower, kBlower);
    run.fails(at_s, blower);
    run.until(at_s + 50.0);
    CHECK(run.model.violations().empty());
    CHECK(run.model.zones()[ZoneIndex{0}].held == 1);
    run.mended(at_s + 100.0, blower);
    run.finish();
    CHECK(run.arrival_s(0) == doctest::Approx(131.0).epsilon(1e-12));
    CHECK(seconds_of(run.model.sends()[0].held_ns) == doctest::Approx(100.0));
    CHECK(seconds_of(run.model.sends()[0].transit_ns) == doctest::Approx(21.0));
    CHECK(run.model.violations().empty());
    // the blower works while carriers move only
    CHECK(seconds_of(run.model.zones()[ZoneIndex{0}].busy_ns) == doctest::Approx(21.0));
  }
}

TEST_CASE("sends wait at their station while their zone's blower is out") {
  OneZone scene;
  scene.send_at(100.0, scene.far, scene.near);
  scene.send_at(150.0, scene.near, scene.far);
  Broken run(scene);
  const std::uint32_t blower = run.part(TubePartKind::blower, kBlower);
  run.fails(50.0, blower);
  run.mended(200.0, blower);
  run.finish();
  // 15 s each, from 200 s on, in order
  CHECK(run.arrival_s(0) == doctest::Approx(215.0));
  CHECK(run.arrival_s(1) == doctest::Approx(230.0));
  CHECK(run.model.sends()[0].held_ns == 0);
  CHECK(run.model.caught().empty());
  CHECK(run.model.violations().empty());
}

TEST_CASE("a part that has failed twice works when both failures are over") {
  OneZone scene;
  scene.send_at(10.0, scene.far, scene.near);
  Broken run(scene);
  const std::uint32_t blower = run.part(TubePartKind::blower, kBlower);
  run.fails(12.0, blower);
  run.fails(15.0, blower);
  run.mended(20.0, blower);
  run.mended(32.0, blower);
  run.mended(33.0, blower);  // of none: nothing
  run.finish();
  CHECK(run.arrival_s(0) == doctest::Approx(45.0));
  CHECK(run.model.caught().size() == 1);
}

TEST_CASE("carriers that follow each other stand and go on a block apart") {
  TubeScene scene;
  const auto [zone, blower] = scene.add_zone();
  scene.network.zones[zone].blocks = 4;
  const TubeNodeIndex unit = scene.add_unit(blower);
  const StationIndex from = scene.add_station(unit, 0.0, 10);
  const StationIndex to = scene.add_station(unit, 1000.0, 0);
  for (int i = 0; i < 6; ++i) scene.send_at(0.0, from, to);
  Broken run(scene);
  const std::uint32_t part = run.part(TubePartKind::blower, blower);
  run.fails(60.0, part);
  run.mended(360.0, part);
  run.finish();
  // 100 s each, one each 25 s: three are in the tube at 60 s; all are 300 s later
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(run.arrival_s(i) == doctest::Approx(400.0 + 25.0 * static_cast<double>(i)));
  CHECK(run.model.caught().size() == 3);
  CHECK(run.model.violations().empty());
}

TEST_CASE("a broken tube holds whom it lies before, and whom it leaves without air") {
  OneZone scene;
  scene.send_at(0.0, scene.far, scene.near);  // 10 s up, 5 s down
  const TubeNodeIndex far = scene.network.stations[scene.far].node;
  const TubeNodeIndex near = scene.network.stations[scene.near].node;
  struct Case {
    TubePartKind kind;
    TubeNodeIndex node;
    double at_s;
    bool held;
  };
  const std::array<Case, 7> cases{{
      {TubePartKind::tube, far, 4.0, true},          // in it
      {TubePartKind::tube, far, 12.0, false},        // it has left it
      {TubePartKind::tube, near, 4.0, true},         // its way leads there
      {TubePartKind::tube, near, 12.0, true},        // in it
      {TubePartKind::tube, scene.unit, 12.0, true},  // the air comes by it
      {TubePartKind::transfer_unit, scene.unit, 4.0, true},
      {TubePartKind::station, far, 4.0, false},  // it has left it
  }};
  for (const Case& each : cases) {
    CAPTURE(each.node.value);
    CAPTURE(each.at_s);
    Broken run(scene);
    const std::uint32_t part = run.part(each.kind, each.node);
    run.fails(each.at_s, part);
    run.mended(each.at_s + 40.0, part);
    run.finish();
    CHECK(run.arrival_s(0) == doctest::Approx(each.held ? 55.0 : 15.0));
  }
}

TEST_CASE("who is on a whole branch of a zone is served while another branch is broken") {
  OneZone scene;
  const StationIndex third = scene.add_station(scene.unit, 20.0, 2);
  scene.send_at(10.0, scene.near, scene.far);  // 15 s, and its destination is cut off
  scene.send_at(11.0, scene.near, third);      // 7 s
  Broken run(scene);
  const std::uint32_t part = run.part(TubePartKind::tube, scene.network.stations[scene.far].node);
  run.fails(5.0, part);
  run.mended(100.0, part);
  run.finish();
  CHECK(run.arrival_s(1) == doctest::Approx(18.0));
  CHECK(run.arrival_s(0) == doctest::Approx(115.0));
}

TEST_CASE("a station that fails gives nothing, and nobody sets out for it") {
  OneZone scene;
  scene.send_at(0.0, scene.far, scene.near);  // under way when it fails: lands
  scene.send_at(10.0, scene.far, scene.near);
  scene.send_at(11.0, scene.near, scene.far);
  Broken run(scene);
  const std::uint32_t part =
      run.part(TubePartKind::station, scene.network.stations[scene.near].node);
  run.fails(5.0, part);
  run.mended(100.0, part);
  run.finish();
  CHECK(run.arrival_s(0) == doctest::Approx(15.0));
  CHECK(run.arrival_s(1) == doctest::Approx(115.0));
  CHECK(run.arrival_s(2) == doctest::Approx(130.0));
}

TEST_CASE("who can goes round a zone that stands, and the usual way once it works") {
  TwoWays scene;
  for (const double at_s : {0.0, 100.0, 500.0}) scene.send_at(at_s, scene.a, scene.b);
  Broken run(scene);
  const std::uint32_t part = run.part(TubePartKind::blower, scene.blower(1));
  run.fails(50.0, part);
  run.mended(400.0, part);
  run.finish();
  CHECK(run.arrival_s(0) == doctest::Approx(22.0));
  CHECK(run.arrival_s(1) == doctest::Approx(152.0));
  CHECK(run.arrival_s(2) == doctest::Approx(522.0));
}

TEST_CASE("a broken connector holds those in it; others take another way") {
  TwoWays scene;
  for (const double at_s : {0.0, 5.0}) scene.send_at(at_s, scene.a, scene.b);
  Broken run(scene);
  // At 15 s the first is in the second connector (1 + 10 s, then 10 s more); the second is
  // in the first one until 22 s, and then finds the second one broken.
  const std::uint32_t part = run.part(scene.second);
  run.fails(15.0, part);
  run.mended(300.0, part);
  run.finish();
  CHECK(run.arrival_s(0) == doctest::Approx(22.0 + 285.0));
  CHECK(run.model.violations().empty());
  CHECK(run.model.done() == 2);

  TwoWays early;
  early.send_at(5.0, early.a, early.b);
  Broken round(early);
  round.fails(1.0, round.part(early.first));
  round.finish();
  CHECK(round.arrival_s(0) == doctest::Approx(57.0));
}

TEST_CASE("who can goes round a zone that a caught carrier keeps") {
  TwoWays scene;
  const StationIndex c = scene.add_station(scene.unit[1], 100.0, 2);
  scene.send_at(0.0, c, scene.b);         // 10 s up in the zone between
  scene.send_at(10.0, scene.a, scene.b);  // 52 s past it
  Broken run(scene);
  const std::uint32_t part = run.part(TubePartKind::tube, scene.network.stations[c].node);
  run.fails(5.0, part);
  run.mended(1000.0, part);
  run.finish();
  CHECK(run.arrival_s(1) == doctest::Approx(62.0));
  CHECK(run.arrival_s(0) == doctest::Approx(10.0 + 10.0 + 1.0 + 995.0));
}

TEST_CASE("a send without a carrier gets one when a donor can be reached again") {
  TwoWays scene;
  scene.network.stations[scene.a].carriers = 0;
  scene.send_at(10.0, scene.a, scene.b);
  Broken run(scene);
  const std::uint32_t part = run.part(TubePartKind::blower, scene.blower(2));
  run.fails(5.0, part);
  run.mended(100.0, part);
  run.finish();
  CHECK(seconds_of(run.model.sends()[0].carrier_wait_ns) == doctest::Approx(90.0 + 22.0));
  CHECK(run.arrival_s(0) == doctest::Approx(100.0 + 44.0));
}

TEST_CASE("whatever fails and is mended, every send arrives and no carrier is lost") {
  std::size_t caught = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    const RandomScene scene(seed, 1 + static_cast<std::int64_t>(seed % 3));
    Broken run(scene, 3600.0, seed);
    sim::Random random(seed, 0, 2, 0);
    std::vector<std::pair<double, std::uint32_t>> broken;  // mended when, part
    for (double time_s = 0.0; time_s < 7200.0;) {
      time_s += 60.0 * random.uniform();
      const auto part = static_cast<std::uint32_t>(random.below(run.model.parts().size()));
      if (time_s < 5400.0) {
        run.fails(time_s, part);
        broken.push_back({time_s + 240.0 * random.uniform(), part});
      }
      run.until(time_s);
      for (auto& [until_s, row] : broken) {
        if (until_s > time_s) continue;
        run.model.set_working(run.simulation, row, true);
        until_s = INFINITY;
      }
      REQUIRE(run.model.violations() == std::vector<std::string>{});
    }
    run.finish();
    caught += run.model.caught().size();
    CHECK(std::all_of(run.model.sends().begin(), run.model.sends().end(),
                      [](const Send& send) { return send.state == SendState::arrived; }));
    CHECK(run.model.violations() == std::vector<std::string>{});
  }
  CHECK(caught > 300);
}

TEST_CASE("what is never mended keeps only those that need it") {
  TwoWays scene;
  scene.network.stations[scene.a].carriers = 40;
  const StationIndex c = scene.add_station(scene.unit[1], 10.0, 2);
  for (int i = 0; i < 20; ++i) {
    scene.send_at(10.0 * i, scene.a, scene.b);
    scene.send_at(10.0 * i + 1.0, scene.a, c);
  }
  Broken run(scene);
  run.fails(95.0, run.part(TubePartKind::blower, scene.blower(1)));
  run.finish();
  std::size_t waiting = 0;
  for (const Send& send : run.model.sends()) {
    if (send.state == SendState::arrived) continue;
    ++waiting;
    // under way when it broke: caught there, or in the connector to it
    CHECK((send.destination == c || send.time < sim::seconds(95.0)));
  }
  CHECK(waiting >= 10);
  CHECK(run.model.violations() == std::vector<std::string>{});
}

}  // namespace dimai::models
