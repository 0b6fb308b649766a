#include <doctest/doctest.h>

#include "tests/models/pipelines/parcel_tubes/tube_scene.hpp"

namespace dimai::models {
namespace {

double seconds_of(std::int64_t ns) { return sim::to_seconds({ns}); }

}  // namespace

TEST_CASE("a lone carrier takes settings, way up, reversal and way down") {
  OneZone scene;
  scene.parameters.set_time_s = 3.0;
  scene.parameters.reversal_time_s = 2.0;
  scene.send_at(10.0, scene.far, scene.near);
  ParcelTubes model = scene.model();
  run_out(model);
  // The unit is set to the origin (3 s, the blower already draws), 100 m at 10 m/s, the unit is set
  // to the destination while the blower turns round (the longer of 3 s and 2 s), 50 m: 3+10+3+5.
  CHECK(seconds_of(model.sends()[0].transit_ns) == doctest::Approx(21.0));
  CHECK(seconds_of(model.sends()[0].arrival_ns) == doctest::Approx(31.0));
  CHECK(model.sends()[0].zone_wait_ns == 0);
  CHECK(model.zones()[ZoneIndex{0}].dead_ns == 6'000'000'000);
  CHECK(model.units()[scene.unit].settings == 2);
  CHECK(model.violations().empty());
}

TEST_CASE("a second carrier back the same way needs only the reversals") {
  OneZone scene;
  scene.parameters.set_time_s = 3.0;
  scene.parameters.reversal_time_s = 2.0;
  scene.send_at(0.0, scene.far, scene.near);
  scene.send_at(100.0, scene.near, scene.far);
  ParcelTubes model = scene.model();
  run_out(model);
  // The unit stands at `near`, from where it comes: only pressure to vacuum (2 s), 5 s up, the unit
  // is set (3 s) while the blower turns (2 s), 10 s down.
  CHECK(seconds_of(model.sends()[1].transit_ns) == doctest::Approx(20.0));
}

TEST_CASE("one carrier moves at a time in a zone, and the rest wait in order of priority") {
  OneZone scene;
  scene.parcels.push_back({.name = "urgent", .priority = 0});
  scene.send_at(0.0, scene.far, scene.near);
  scene.send_at(1.0, scene.far, scene.near);
  scene.send_at(2.0, scene.near, scene.far);
  scene.send_at(3.0, scene.near, scene.far, 1);
  ParcelTubes model = scene.model();
  run_out(model);
  // each takes 15 s: 0-15 the first, then the urgent one, then the others as they came
  CHECK(seconds_of(model.sends()[0].arrival_ns) == doctest::Approx(15.0));
  CHECK(seconds_of(model.sends()[3].arrival_ns) == doctest::Approx(30.0));
  CHECK(seconds_of(model.sends()[1].arrival_ns) == doctest::Approx(45.0));
  CHECK(seconds_of(model.sends()[2].arrival_ns) == doctest::Approx(60.0));
  CHECK(seconds_of(model.sends()[2].zone_wait_ns) == doctest::Approx(43.0));
}

TEST_CASE("nobody waits for ever: who has waited beyond the patience goes first") {
  OneZone scene(40);
  scene.parameters.patience_s = 100.0;
  scene.parcels.push_back({.name = "urgent", .priority = 0});
  scene.send_at(0.0, scene.far, scene.near, 1);
  scene.send_at(1.0, scene.near, scene.far);  // 15 s a move, and an urgent one comes each 10 s
  for (int i = 1; i < 30; ++i) scene.send_at(10.0 * i, scene.far, scene.near, 1);
  ParcelTubes model = scene.model();
  run_out(model);
  // the first end of a move after 101 s is at 105 s
  CHECK(seconds_of(model.sends()[1].arrival_ns) == doctest::Approx(120.0));
}

TEST_CASE("a send that finds no carrier calls an empty one") {
  OneZone scene(1);
  scene.send_at(0.0, scene.far, scene.near);
  scene.send_at(1.0, scene.far, scene.near);
  ParcelTubes model = scene.model();
  run_out(model);
  // 0-15 the first; `near` had one of its own that was called at 1 s: it moves 15-30; then 30-45.
  CHECK(seconds_of(model.sends()[1].carrier_wait_ns) == doctest::Approx(29.0));
  CHECK(seconds_of(model.sends()[1].arrival_ns) == doctest::Approx(45.0));
  CHECK(model.empty_moves() == 1);
  CHECK(model.violations().empty());
}

TEST_CASE("a full receiving station holds the next carrier back until one is emptied") {
  OneZone scene;
  scene.parameters.unload_time_s = 100.0;
  scene.network.stations[scene.near].receive_places = 1;
  scene.send_at(0.0, scene.far, scene.near);
  scene.send_at(0.0, scene.far, scene.near);
  ParcelTubes model = scene.model();
  run_out(model);
  // the first is there at 15 s and emptied at 115 s; only then is the second released
  CHECK(seconds_of(model.sends()[1].arrival_ns) == doctest::Approx(130.0));
}

TEST_CASE("what fits no carrier, or has no station of its bore, is refused with the reason") {
  OneZone scene;
  scene.carriers.push_back({.name = "large",
                            .bore_m = 0.5,
                            .inner_length_m = 1.0,
                            .inner_diameter_m = 0.4,
                            .payload_kg = 50.0});
  scene.parcels.push_back({.name = "crate", .length_m = 2.0});
  scene.parcels.push_back({.name = "box", .length_m = 0.6, .width_m = 0.2, .height_m = 0.2});
  scene.send_at(0.0, scene.far, scene.near, 1);
  scene.send_at(0.0, scene.far, scene.near, 2);
  ParcelTubes model = scene.model();
  run_out(model);
  CHECK(model.sends()[0].state == SendState::refused);
  CHECK(model.sends()[0].refusal == Refusal::fits_no_carrier);
  CHECK(model.sends()[1].refusal == Refusal::no_station);
  CHECK(model.done() == 2);
}

TEST_CASE("stations of several bores at one place: the smallest that fits is taken") {
  OneZone scene;
  scene.carriers.push_back({.name = "large",
                            .bore_m = 0.5,
                            .inner_length_m = 1.0,
                            .inner_diameter_m = 0.4,
                            .payload_kg = 50.0});
  const auto [zone, blower] = scene.add_zone();
  scene.network.zones[zone].carrier_class = 1;
  const TubeNodeIndex unit = scene.add_unit(blower);
  const StationIndex far = scene.add_station(unit, 100.0, 2);
  const StationIndex near = scene.add_station(unit, 100.0, 2);
  scene.network.stations[far].place = scene.network.stations[scene.far].place;
  scene.network.stations[near].place = scene.network.stations[scene.near].place;
  scene.parcels.push_back({.name = "box", .length_m = 0.6, .width_m = 0.2, .height_m = 0.2});
  scene.send_at(0.0, scene.far, scene.near, 0);
  scene.send_at(0.0, scene.far, scene.near, 1);
  ParcelTubes model = scene.model();
  run_out(model);
  CHECK(model.sends()[0].origin == scene.far);
  CHECK(model.sends()[1].origin == far);
  CHECK(seconds_of(model.sends()[1].arrival_ns) == doctest::Approx(20.0));
}

TEST_CASE("in a tube of several blocks carriers follow each other a block apart") {
  TubeScene scene;
  const auto [zone, blower] = scene.add_zone();
  scene.network.zones[zone].blocks = 4;
  const TubeNodeIndex unit = scene.add_unit(blower);
  const StationIndex from = scene.add_station(unit, 0.0, 10);  // at the blower: pressure only
  const StationIndex to = scene.add_station(unit, 1000.0, 0);
  for (int i = 0; i < 6; ++i) scene.send_at(0.0, from, to);
  ParcelTubes model = scene.model();
  run_out(model);
  // 100 s each, a new one each 25 s
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(seconds_of(model.sends()[i].arrival_ns) ==
          doctest::Approx(100.0 + 25.0 * static_cast<double>(i)));
  CHECK(model.violations().empty());
}

TEST_CASE("a zone that states a pressure moves its carriers as the Post Office's did") {
  TubeScene scene;
  scene.carriers[0].bore_m = 0.05715;  // 2.25 in
  const auto [zone, blower] = scene.add_zone();
  scene.network.zones[zone].pressure_pa = 68947.6;  // 10 lb/in2
  const TubeNodeIndex unit = scene.add_unit(blower);
  const StationIndex from = scene.add_station(unit, 0.0, 1);
  const StationIndex to = scene.add_station(unit, 1609.344, 0);  // 1 mile
  scene.send_at(0.0, from, to);
  ParcelTubes model = scene.model();
  run_out(model);
  CHECK(seconds_of(model.sends()[0].transit_ns) == doctest::Approx(147.0).epsilon(0.06));
}

}  // namespace dimai::models
