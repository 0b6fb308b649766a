#include <doctest/doctest.h>

#include "models/shipments/shipments.hpp"

namespace dimai::models {

namespace {

constexpr double kDegree_m =
    111319.49;  // of longitude on the equator of WGS 84: 2 pi 6378137 / 360

struct Made {
  ShipmentPlan plan;

  std::uint32_t place(const std::string& id, double longitude_deg, bool hub) {
    Place one;
    one.id = id;
    one.longitude_deg = longitude_deg;
    one.hub = hub;
    return plan.places.push_back(one).value;
  }
  ModeIndex mode(const std::string& name, double speed_m_s, double price_cny) {
    ModeParameters one;
    one.name = name;
    one.speed_m_s = speed_m_s;
    one.price_cny = price_cny;
    one.detour = 1.0;
    return plan.modes.push_back(one);
  }
  LaneGroupIndex group(ModeIndex mode, std::vector<std::uint32_t> places, std::int64_t lanes = 0) {
    const LaneGroupIndex index{static_cast<std::uint32_t>(plan.groups.size())};
    LaneGroup one;
    one.mode = mode;
    one.lanes = lanes;
    for (const std::uint32_t each : places) {
      one.stations.push_back(static_cast<std::uint32_t>(plan.stations.size()));
      plan.stations.push_back({{each}, mode, index, 0});
    }
    return plan.groups.push_back(one);
  }
  void demand(std::uint32_t from, std::uint32_t to, double a_day) {
    ShipmentDemand one;
    one.a_day = a_day;
    one.origins = {from};
    one.destinations = {to};
    one.origin_weights = one.destination_weights = {1.0};
    plan.demands.push_back(one);
  }
  void run(Shipments& shipments) const {
    sim::Simulation simulation;
    shipments.start(simulation);
    simulation.run(sim::seconds(10 * plan.duration_s));
  }
};

}  // namespace

TEST_CASE("a parcel goes by tube, capsule and tube, and its parts add up") {
  Made made;
  const auto door = made.place("door", 0.0, false);
  const auto hub = made.place("hub", 0.01, true);
  const auto far = made.place("far", 1.01, true);
  const auto end = made.place("end", 1.02, false);
  const ModeIndex tube = made.mode("tube", 10.0, 0.1);
  const ModeIndex capsule = made.mode("capsule", 50.0, 1.0);
  made.group(tube, {door, hub});
  made.group(tube, {far, end});
  made.group(capsule, {hub, far});
  made.plan.classes.push_back({"parcel"});
  made.demand(door, end, 100.0);
  Shipments shipments(made.plan);
  made.run(shipments);
  REQUIRE(shipments.planned() > 50);
  const double moving_s = 2 * 0.01 * kDegree_m / 10.0 + kDegree_m / 50.0;
  for (const Shipment& one : shipments.shipments()) {
    CHECK(one.state == ShipmentState::arrived);
    CHECK(one.leg_count == 3);
    CHECK(sim::to_seconds({one.moving_ns}) == doctest::Approx(moving_s).epsilon(1e-4));
    CHECK(sim::to_seconds({one.handling_ns}) == 120.0);  // two transfers of a minute
  }
  CHECK(shipments.work(0, tube).legs == 2 * shipments.planned());
  CHECK(shipments.violations().empty());
}

TEST_CASE("one lane with fixed turns and Poisson arrivals is an M/D/1 queue") {
  // A turn of 60 s at 1008 a day: load 0.7, mean wait 0.7 * 60 / (2 * 0.3) = 70 s (Pollaczek).
  Made made;
  const auto a = made.place("a", 0.0, true);
  const auto b = made.place("b", 0.1, true);
  made.plan.modes.push_back([] {
    ModeParameters crane;
    crane.headway_s = 60.0;
    return crane;
  }());
  made.group(ModeIndex{0}, {a, b}, 1);
  made.plan.classes.push_back({"module"});
  made.demand(a, b, 1008.0);
  made.plan.duration_s = 200.0 * 86400.0;
  Shipments shipments(made.plan);
  made.run(shipments);
  double wait_s = 0.0;
  for (const Shipment& one : shipments.shipments()) wait_s += sim::to_seconds({one.wait_ns});
  CHECK(wait_s / static_cast<double>(shipments.planned()) == doctest::Approx(70.0).epsilon(0.05));
}

TEST_CASE("time decides the mode of the urgent, price that of the others") {
  Made made;
  const auto a = made.place("a", 0.0, true);
  const auto b = made.place("b", 1.0, true);
  const ModeIndex slow = made.mode("slow", 10.0, 1.0);
  const ModeIndex fast = made.mode("fast", 100.0, 20.0);
  made.group(slow, {a, b});
  made.group(fast, {a, b});
  // 111 km take 3.09 h or 0.31 h: 2.78 h are worth 19 CNY from 6.8 CNY/h on.
  ShipmentClass one;
  for (const double value : {6.0, 8.0}) {
    one.value_of_time_cny_h = value;
    made.plan.classes.push_back(one);
  }
  ShipmentWays ways(made.plan);
  CHECK(made.plan.stations[ways.find(0, {a}, {b}, 0).legs[0].from_station].mode == slow);
  CHECK(made.plan.stations[ways.find(1, {a}, {b}, 0).legs[0].from_station].mode == fast);
}

TEST_CASE("a mode says why it does not take a class") {
  ModeParameters mode;
  mode.length_m = 0.5;
  mode.width_m = mode.height_m = 0.3;
  mode.mass_kg = 10.0;
  ShipmentClass one;
  CHECK(why_not(mode, one).empty());
  one.width_m = 0.35;
  CHECK(why_not(mode, one) == "an edge of 0.35 m does not fit 0.3 m");
  one.mass_kg = 12.0;
  CHECK(why_not(mode, one) == "12 kg is heavier than 10 kg");
  one.person = true;
  CHECK(why_not(mode, one) == "takes no persons");
}

TEST_CASE("a mode of a later stage is not used before its day") {
  Made made;
  const auto a = made.place("a", 0.0, true);
  const auto b = made.place("b", 0.1, true);
  const ModeIndex mode = made.mode("later", 10.0, 1.0);
  made.plan.modes[mode].stage = 1;
  made.group(mode, {a, b});
  made.plan.classes.push_back({"parcel"});
  ShipmentWays ways(made.plan);
  CHECK(ways.find(0, {a}, {b}, 0).count == 0);
  CHECK(ways.find(0, {a}, {b}, 1).count == 1);
}

}  // namespace dimai::models
