#include <algorithm>
#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "models/mesh/mesh.hpp"
#include "models/mesh/mesh_network.hpp"

namespace dimai::models {

namespace {

/// Doors on a line of 80 m each, one lamp that is the gateway, and an office with a fibre.
struct Street {
  MessagePlatform platform;
  AccessIndex office =
      platform.access_points.push_back({"office", 0.0, 0.0, AccessKind::fibre, 0.002, 8e6});
  ComputerIndex computer = platform.computers.push_back({"dispatcher", office, 2e9});
  std::vector<AccessIndex> doors;
  MeshArea area;
  std::vector<MeshCounts> counts;

  Street(double range_m, std::uint32_t bikes, std::uint32_t door_count) {
    area.setup.side_m = 1000.0;
    area.setup.range_m = range_m;
    area.setup.lamps = 1;
    area.setup.bikes = bikes;
    area.setup.seed = 5;
    area.latency_s = 0.05;
    area.rate_bit_s = 1e6;
    for (std::uint32_t i = 0; i < door_count; ++i) {
      doors.push_back(
          platform.access_points.push_back({"", 80.0 * i, 0.0, AccessKind::fibre, 1.0, 8.0}));
      area.doors.push_back({{80.0 * i, 500.0}, {doors.back()}});
    }
    area.gateways.push_back(
        platform.access_points.push_back({"gateway", 0.0, 0.0, AccessKind::fibre, 0.001, 8e6}));
  }

  std::unique_ptr<MessageNetwork> network() {
    return make_mesh_network(make_analytic_network(platform), {area}, platform.access_points.size(),
                             counts);
  }
};

std::vector<MessageOutcome> run_out(MessageNetwork& network) {
  std::vector<MessageOutcome> outcomes;
  while (network.next() != sim::Time::max()) network.take(network.next(), outcomes);
  return outcomes;
}

}  // namespace

TEST_CASE("over a mesh a message takes a hop to a gateway in range, then the fibre, and back") {
  Street street(2000.0, 0, 1);
  const auto network = street.network();
  network->send({0}, street.doors[0], street.office, 1000, 1);
  network->send({10'000'000'000}, street.office, street.doors[0], 1000, 2);
  const auto outcomes = run_out(*network);
  REQUIRE(outcomes.size() == 2);
  // A hop of 50 + 8 ms; 1 + 2 ms and 1 ms for the size; the door's own fibre has no part in it.
  CHECK(outcomes[0].at.ns == 58'000'000 + 4'000'000);
  CHECK(outcomes[1].at.ns == 10'000'000'000 + 4'000'000 + 58'000'000);
  CHECK_FALSE(outcomes[0].lost);
  CHECK(street.counts[0].up.delivered == 1);
  CHECK(street.counts[0].down.in_time == 1);
  CHECK(network->in_flight() == 0);
}

TEST_CASE("from door to door of a mesh a message goes from node to node, a hop each") {
  Street street(100.0, 0, 9);
  const auto network = street.network();
  network->send({0}, street.doors[0], street.doors[8], 1000, 7);
  const auto outcomes = run_out(*network);
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].at.ns == 8 * 58'000'000LL);
}

TEST_CASE("who meets nobody keeps a message until it is given up") {
  Street street(0.1, 0, 1);
  street.area.keep_s = 30.0;
  const auto network = street.network();
  network->send({500'000'000}, street.doors[0], street.office, 100, 1);
  const auto outcomes = run_out(*network);
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].lost);
  CHECK(outcomes[0].at.ns == 31'000'000'000);  // the first step after 30.5 s
  CHECK(street.counts[0].up.lost == 1);
}

TEST_CASE("bikes carry a message over gaps, at the same time each run") {
  std::int64_t first_ns = 0;
  for (int run = 0; run < 2; ++run) {
    Street street(50.0, 20, 1);
    street.area.keep_s = 1e5;
    const auto network = street.network();
    network->send({0}, street.doors[0], street.office, 100, 1);
    const auto outcomes = run_out(*network);
    REQUIRE(outcomes.size() == 1);
    CHECK_FALSE(outcomes[0].lost);
    CHECK(outcomes[0].at.ns > 1'000'000'000);
    if (run == 1) CHECK(outcomes[0].at.ns == first_ns);
    first_ns = outcomes[0].at.ns;
  }
}

TEST_CASE("a door that fails loses what is under way to it and from it, each once") {
  Street street(0.1, 0, 2);
  const auto network = street.network();
  network->send({0}, street.doors[0], street.office, 100, 1);
  network->send({0}, street.office, street.doors[0], 100, 2);
  network->send({0}, street.doors[1], street.office, 100, 3);
  std::vector<MessageOutcome> outcomes;
  network->take({1'000'000'000}, outcomes);
  CHECK(outcomes.empty());
  network->set_working({1'500'000'000}, street.doors[0], false);
  network->take({1'500'000'000}, outcomes);
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].lost);
  CHECK(outcomes[1].lost);
  CHECK(network->in_flight() == 1);
  network->send({1'500'000'000}, street.doors[0], street.office, 100, 4);
  CHECK(run_out(*network).size() == 2);
}

TEST_CASE("what is not of the mesh, and jobs, go as they would without one") {
  Street street(100.0, 5, 2);
  const auto with = street.network();
  const auto without = make_analytic_network(street.platform);
  for (MessageNetwork* network : {with.get(), without.get()}) {
    network->send({0}, street.office, street.area.gateways[0], 700, 1);
    network->compute({0}, street.computer, 3e6, 2);
    network->send({10}, street.office, street.office, 900, 3);
  }
  const auto a = run_out(*with);
  const auto b = run_out(*without);
  REQUIRE(a.size() == 3);
  REQUIRE(b.size() == 3);
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].at.ns == b[i].at.ns);
    CHECK(a[i].tag == b[i].tag);
  }
}

TEST_CASE("a message spreads as well in pieces as at once: more nodes are never slower") {
  MeshSetup setup;
  setup.side_m = 2000.0;
  setup.bikes = 60;
  setup.lamps = 10;
  setup.gateways = 10;
  double before = 0.0;
  for (const double range_m : {40.0, 80.0, 160.0}) {  // the same places, seen farther
    setup.range_m = range_m;
    const auto times = mesh_delivery_s(setup, 40, 300.0);
    const auto there = static_cast<double>(std::count_if(
        times.begin(), times.end(), [](double time_s) { return std::isfinite(time_s); }));
    CHECK(there >= before);
    before = there;
  }
  CHECK(before > 0.0);
}

}  // namespace dimai::models
