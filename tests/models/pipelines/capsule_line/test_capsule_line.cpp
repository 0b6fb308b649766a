#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "models/pipelines/capsule_line/capsule_line.hpp"

namespace dimai::models {
namespace {

/// A line of one blower and 3 km, its capsules well sealed.
struct Line {
  CapsuleLineParameters parameters;
  std::vector<LineSection> sections{LineSection{.length_m = 3000.0}};
  std::vector<LineStop> stops;

  Line() {
    parameters.name = "line";
    parameters.fleet = 40;
    parameters.headway_s = 30.0;
    parameters.return_time_s = 100.0;
  }
  CapsuleLine model() const { return {parameters, sections, stops, 600.0}; }
};

void run(CapsuleLine& line, double until_s) {
  sim::Simulation simulation;
  line.attach(simulation);
  simulation.run(sim::seconds(until_s));
}

}  // namespace

TEST_CASE("air settles where the drives' rise equals the drops of air and capsules") {
  Line line;
  line.sections.push_back(LineSection{.length_m = 2000.0, .gradient = 0.01});
  const PipePhysics pipe = pipe_physics(line.parameters, line.sections, true);
  const std::vector<std::size_t> capsules{9, 5};
  const double air_m_s = air_speed_m_s(pipe, capsules);
  double balance_pa = 0.0;
  for (std::size_t s = 0; s < 2; ++s) {
    const SectionPhysics& each = pipe.sections[s];
    balance_pa += drive_rise_pa(pipe, s, air_m_s, capsules) - each.friction * air_m_s * air_m_s -
                  static_cast<double>(capsules[s]) * each.force_n / pipe.area_m2;
  }
  CHECK(air_m_s > 5.0);
  CHECK(balance_pa == doctest::Approx(0.0).epsilon(1e-6));
}

TEST_CASE("more capsules slow the air, and too many stop it with a reason") {
  const Line line;
  const PipePhysics pipe = pipe_physics(line.parameters, line.sections, true);
  double before = 1e9;
  for (std::size_t count = 0; count <= 80; count += 10) {
    const double air_m_s = air_speed_m_s(pipe, std::vector<std::size_t>{count});
    CHECK(air_m_s < before);
    before = air_m_s;
  }
  // 20 kPa carry 20000 * pi/4 / (2000 * 9.80665 * 0.01) = 80.09 capsules that stand
  CHECK(air_speed_m_s(pipe, std::vector<std::size_t>{81}) == 0.0);
  CHECK(steady_load(pipe, 30.0, 1000).fault.empty());
  const PipeLoad jam = steady_load(pipe, 2.0, 1000);
  CHECK(jam.fault.find("capsules alone take") != std::string::npos);
}

TEST_CASE("a lone capsule takes the way at air less slip, and what its launch loses") {
  Line line;
  line.parameters.fleet = 1;
  line.parameters.load_time_s = 200.0;  // the air has run up
  CapsuleLine model = line.model();
  run(model, 2000.0);
  const PipePhysics pipe = pipe_physics(line.parameters, line.sections, true);
  const double air_m_s = air_speed_m_s(pipe, std::vector<std::size_t>{1});
  CapsuleRun loaded = pipe.run;
  const double lost_m =
      capsule_launch(pipe.seal, loaded, 0.0, air_m_s, pipe.area_m2, pipe.density_kg_m3).lost_m;
  const double time_s = (3000.0 + lost_m) / (air_m_s - pipe.sections[0].slip_m_s);
  REQUIRE_FALSE(model.trips().empty());
  const LineTrip& trip = model.trips().front();
  CHECK(sim::to_seconds({trip.launched_ns}) == doctest::Approx(200.0));
  CHECK(sim::to_seconds({trip.arrived_ns - trip.launched_ns}) == doctest::Approx(time_s));
}

TEST_CASE("a line keeps its capsules and its loads, with boosters, returns and stops") {
  for (const bool returns : {false, true}) {
    for (const bool motor : {false, true}) {
      Line line;
      line.sections.push_back(LineSection{.length_m = 1500.0});
      if (motor) {
        for (LineSection& each : line.sections) {
          each.drive = "linear motor";
          each.motor_length_m = 200.0;
          each.thrust_n = 40000.0;
        }
      }
      if (returns) line.sections.push_back(LineSection{.pipe = "return", .length_m = 4500.0});
      line.stops = {{1000.0, 1100.0}, {3000.0, 3600.0}, {3620.0, 3700.0}};
      CapsuleLine model = line.model();
      run(model, 4.0 * 3600.0);
      CAPTURE(returns);
      CAPTURE(motor);
      CHECK(model.failure().empty());
      CHECK(model.violations() == std::vector<std::string>{});
      const LineCounts counts = model.counts(sim::seconds(4.0 * 3600.0));
      CHECK(counts.requested == counts.arrived + counts.under_way + counts.waiting);
      CHECK(counts.arrived > 100);
      CHECK(std::all_of(model.trips().begin(), model.trips().end(), [](const LineTrip& trip) {
        return trip.arrived_ns < 0 || trip.arrived_ns > trip.launched_ns;
      }));
    }
  }
}

TEST_CASE("a stop delays the capsules that are under way, and none is launched meanwhile") {
  Line line;
  line.parameters.fleet = 1;
  line.parameters.load_time_s = 200.0;
  CapsuleLine free = line.model();
  run(free, 2000.0);
  line.stops = {{300.0, 900.0}};
  CapsuleLine stopped = line.model();
  run(stopped, 3000.0);
  const auto way_s = [](const CapsuleLine& model) {
    const LineTrip& trip = model.trips().front();
    return sim::to_seconds({trip.arrived_ns - trip.launched_ns});
  };
  // At rest from 300 s + 60 s at the latest to 900 s at least, and slow in both ramps of 60 s.
  CHECK(way_s(stopped) - way_s(free) > 540.0);
  CHECK(way_s(stopped) - way_s(free) < 660.0);
  Line many;
  many.stops = {{1000.0, 2000.0}};
  CapsuleLine model = many.model();
  run(model, 3000.0);
  for (const LineTrip& trip : model.trips())
    CHECK((trip.launched_ns < 1'000'000'000'000 || trip.launched_ns > 2'000'000'000'000));
}

TEST_CASE("standing capsules start when the air reaches the starting speed") {
  const Line line;
  const PipePhysics pipe = pipe_physics(line.parameters, line.sections, true);
  const AirRamp air{0.0, 10.0, 60.0};
  const RampMotion motion = ramp_motion(pipe, 0, air, 0.0);
  const double start_s = 60.0 * pipe.sections[0].starting_m_s / 10.0;
  CHECK(motion.moved_at(start_s) == 0.0);
  CHECK(motion.moved_at(start_s + 1.0) > 0.0);
  CHECK(motion.speed_m_s.back() == doctest::Approx(10.0 - pipe.sections[0].slip_m_s).epsilon(1e-3));
  const double way_m = motion.moved_at(45.678);
  CHECK(motion.time_at(way_m) == doctest::Approx(45.678));
  // air that never gets there leaves them where they are
  const AirRamp weak{0.0, 0.5 * pipe.sections[0].starting_m_s, 60.0};
  CHECK(ramp_motion(pipe, 0, weak, 0.0).moved_m.back() == 0.0);
}

TEST_CASE("capsules come to rest when the air does, in the time that friction and drag allow") {
  const Line line;
  const PipePhysics pipe = pipe_physics(line.parameters, line.sections, true);
  const double steady_m_s = 10.0 - pipe.sections[0].slip_m_s;
  const RampMotion motion = ramp_motion(pipe, 0, {10.0, 0.0, 60.0}, steady_m_s);
  CHECK(motion.speed_m_s.back() == 0.0);
  // a tight capsule follows the air: about half of 60 s at 10 m/s
  CHECK(motion.moved_m.back() == doctest::Approx(300.0).epsilon(0.1));
}

TEST_CASE("the throughput of a full line is one load each headway") {
  Line line;
  line.parameters.fleet = 60;
  CapsuleLine model = line.model();
  run(model, 36000.0);
  const auto launched = std::count_if(model.trips().begin(), model.trips().end(),
                                      [](const LineTrip& trip) { return trip.launched_ns >= 0; });
  // from about 80 s (run-up) on: (36000 - 80) / 30
  CHECK(static_cast<double>(launched) == doctest::Approx(1197.0).epsilon(0.01));
}

TEST_CASE("a failure of any drive or pipe stands its pipe as a stop does, and both count") {
  for (const bool returns : {false, true}) {
    Line line;
    line.sections.push_back(LineSection{.length_m = 1500.0});
    if (returns) line.sections.push_back(LineSection{.pipe = "return", .length_m = 4500.0});
    CapsuleLine failing = line.model();
    sim::Simulation simulation;
    failing.attach(simulation);
    const auto change = [&](double time_s, std::size_t section, bool working) {
      simulation.run(sim::seconds(time_s));
      failing.set_working(simulation, section, working);
    };
    // two failures of one pipe that overlap: 1000 to 1600 s; of the return pipe at the same time
    change(1000.0, 0, false);
    if (returns) change(1000.0, 2, false);
    change(1200.0, 1, false);
    change(1300.0, 0, true);
    change(1600.0, 1, true);
    if (returns) change(1600.0, 2, true);
    simulation.run(sim::seconds(3.0 * 3600.0));
    line.stops = {{1000.0, 1600.0}};
    CapsuleLine stopped = line.model();
    run(stopped, 3.0 * 3600.0);
    REQUIRE(failing.trips().size() == stopped.trips().size());
    for (std::size_t i = 0; i < failing.trips().size(); ++i)
      CHECK(failing.trips()[i].unloaded_ns == stopped.trips()[i].unloaded_ns);
    CHECK(failing.violations() == std::vector<std::string>{});
    CHECK(failing.failure().empty());
  }
}

TEST_CASE("a line loses its rate times the outage") {
  Line line;
  line.parameters.fleet = 200;  // never short of capsules: one each 30 s
  CapsuleLine whole = line.model();
  run(whole, 4.0 * 3600.0);
  CapsuleLine failing = line.model();
  sim::Simulation simulation;
  failing.attach(simulation);
  simulation.run(sim::seconds(3600.0));
  failing.set_working(simulation, 0, false);
  simulation.run(sim::seconds(3600.0 + 1800.0));
  failing.set_working(simulation, 0, true);
  simulation.run(sim::seconds(4.0 * 3600.0));
  const auto loads = [](const CapsuleLine& each) {
    return static_cast<double>(each.counts(sim::seconds(4.0 * 3600.0)).arrived);
  };
  // 1800 s at one load each 30 s, and twice at most the 60 s of running the air up and down
  const double lost = loads(whole) - loads(failing);
  CHECK(lost >= 60.0);
  CHECK(lost <= 60.0 + 2.0 * 60.0 / 30.0 + 1.0);
}

}  // namespace dimai::models
