#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/operation/demand.hpp"

namespace dimai::models {
namespace {

std::array<double, 24> even_shares() {
  std::array<double, 24> shares{};
  shares.fill(1.0 / 24.0);
  return shares;
}

/// Portals a, b and c on one junction, at 1 km, 2 km and 4 km, with 1, 4 and 9 thousand people.
struct Star {
  Network network;
  std::vector<CapsuleClass> classes;
  std::vector<GravityParameters> gravity;
  std::vector<std::uint32_t> gravity_class;
  std::vector<std::array<double, 24>> shares;
  std::vector<Flow> flows;
  std::vector<TimedTrip> trips;
  double period_s = 86400.0;
  std::uint64_t seed = 1;
  std::uint64_t replication = 0;
  static constexpr NodeIndex a{1};
  static constexpr NodeIndex b{2};
  static constexpr NodeIndex c{3};

  Star() {
    Node node;
    node.id = "junction";
    network.nodes.push_back(node);
    node.kind = NodeKind::portal;
    const std::array<double, 3> thousands{1.0, 4.0, 9.0};
    const std::array<double, 3> kilometres{1.0, 2.0, 4.0};
    for (std::size_t i = 0; i < 3; ++i) {
      node.id = std::string(1, static_cast<char>('a' + i));
      node.portal.population = 1000.0 * thousands[i];
      node.portal.freight = 1.0;
      const NodeIndex portal = network.nodes.push_back(node);
      add_link(portal, NodeIndex{0}, 1000.0 * kilometres[i]);
      add_link(NodeIndex{0}, portal, 1000.0 * kilometres[i]);
    }
    add_class("cabin");
  }

  void add_link(NodeIndex from, NodeIndex to, double length_m) {
    Link link;
    link.id = std::to_string(network.links.size());
    link.from = from;
    link.to = to;
    link.length_m = length_m;
    link.speed_m_s = 20.0;
    link.bore_m = 3.0;
    network.links.push_back(link);
  }
  std::uint32_t add_class(const std::string& name) {
    CapsuleClass row;
    row.name = name;
    classes.push_back(row);
    return static_cast<std::uint32_t>(classes.size() - 1);
  }
  GravityParameters& add_gravity(double expected, std::uint32_t capsule_class = 0) {
    GravityParameters row;
    row.capsule_class = classes[capsule_class].name;
    row.trips = expected;
    row.mass_exponent = 0.5;
    row.distance_exponent = 1.0;
    gravity.push_back(row);
    gravity_class.push_back(capsule_class);
    shares.push_back(even_shares());
    return gravity.back();
  }
  void add_flow(NodeIndex from, NodeIndex to, double expected, std::uint32_t capsule_class = 0) {
    flows.push_back({from, to, capsule_class, expected});
  }

  std::vector<Request> requests() const {
    std::vector<double> cost_s;
    for (const Link& link : network.links) cost_s.push_back(link.length_m / link.speed_m_s);
    const Router router(network, cost_s, {1.0});
    const std::vector<std::uint32_t> profiles(classes.size(), 0);
    DemandInput input;
    input.network = &network;
    input.router = &router;
    input.classes = classes;
    input.profile_of_class = profiles;
    input.period_s = period_s;
    input.gravity = gravity;
    input.gravity_class = gravity_class;
    input.hour_shares = shares;
    input.flows = flows;
    input.trips = trips;
    input.seed = seed;
    input.replication = replication;
    return make_requests(input);
  }
};

double count(const std::vector<Request>& requests, NodeIndex from, NodeIndex to) {
  return static_cast<double>(std::count_if(requests.begin(), requests.end(), [&](const Request& r) {
    return r.origin == from && r.destination == to;
  }));
}

/// Whether a number drawn from a Poisson law with this mean may be so: within five standard
/// deviations.
bool may_be(double number, double mean) { return std::abs(number - mean) < 5.0 * std::sqrt(mean); }

std::vector<Request> of_class(const std::vector<Request>& requests, std::uint32_t capsule_class) {
  std::vector<Request> found;
  std::copy_if(requests.begin(), requests.end(), std::back_inserter(found),
               [&](const Request& r) { return r.capsule_class == capsule_class; });
  return found;
}

bool same_trips(const std::vector<Request>& left, const std::vector<Request>& right) {
  return std::equal(
      left.begin(), left.end(), right.begin(), right.end(), [](const Request& l, const Request& r) {
        return l.time == r.time && l.origin == r.origin && l.destination == r.destination;
      });
}

}  // namespace

TEST_CASE("gravity shares trips by root of weights over distance, as worked out by hand") {
  // Exponents 1/2 and 1. Masses 1, 2, 3 (times root 1000); ways ab 3 km, ac 5 km, bc 6 km.
  // ab: 2/3, ac: 3/5, bc: 6/6 -> 20 : 18 : 30 of 68 in each direction, half of the trips each way.
  Star star;
  star.add_gravity(68000.0);
  const std::vector<Request> requests = star.requests();
  CHECK(may_be(static_cast<double>(requests.size()), 68000.0));
  CHECK(may_be(count(requests, Star::a, Star::b), 10000.0));
  CHECK(may_be(count(requests, Star::b, Star::a), 10000.0));
  CHECK(may_be(count(requests, Star::a, Star::c), 9000.0));
  CHECK(may_be(count(requests, Star::c, Star::a), 9000.0));
  CHECK(may_be(count(requests, Star::b, Star::c), 15000.0));
  CHECK(may_be(count(requests, Star::c, Star::b), 15000.0));
  CHECK(count(requests, Star::a, Star::a) == 0.0);
}

TEST_CASE("exponents of weights and distance act as the formula says") {
  // Exponents 1 and 2: ab 4/9, ac 9/25, bc 36/36 -> 100 : 81 : 225 of 406.
  Star star;
  GravityParameters& gravity = star.add_gravity(81200.0);
  gravity.mass_exponent = 1.0;
  gravity.distance_exponent = 2.0;
  const std::vector<Request> requests = star.requests();
  CHECK(may_be(count(requests, Star::a, Star::b), 10000.0));
  CHECK(may_be(count(requests, Star::a, Star::c), 8100.0));
  CHECK(may_be(count(requests, Star::b, Star::c), 22500.0));
}

TEST_CASE("distances below the least one count as that, and freight weighs freight") {
  // Equal weights; ways of 3, 5 and 6 km count as 5, 5 and 6: 6 : 6 : 5 of 17.
  Star star;
  GravityParameters& gravity = star.add_gravity(34000.0);
  gravity.weight = "freight";
  gravity.least_distance_m = 5000.0;
  const std::vector<Request> requests = star.requests();
  CHECK(may_be(count(requests, Star::a, Star::b), 6000.0));
  CHECK(may_be(count(requests, Star::c, Star::a), 6000.0));
  CHECK(may_be(count(requests, Star::b, Star::c), 5000.0));
}

TEST_CASE(
    "portals without a way or without weight have no part in gravity, and the rest gets all "
    "trips") {
  Star star;
  star.network.nodes[Star::b].portal.population = 0.0;
  star.add_gravity(10000.0);
  const std::vector<Request> requests = star.requests();
  CHECK(may_be(static_cast<double>(requests.size()), 10000.0));
  CHECK(may_be(count(requests, Star::a, Star::c), 5000.0));
  star.network.links[LinkIndex{0}].bore_m = 0.5;  // a cannot be left
  const std::vector<Request> one_way = star.requests();
  CHECK(count(one_way, Star::a, Star::c) == 0.0);
  CHECK(may_be(count(one_way, Star::c, Star::a), 10000.0));
  star.gravity.back().distance_exponent = 0.0;  // nor does a way that is not there count as long
  CHECK(count(star.requests(), Star::a, Star::c) == 0.0);
}

TEST_CASE("a portal without weight has no part in gravity where weights do not count either") {
  Star star;
  star.network.nodes[Star::b].portal.population = 0.0;
  star.add_gravity(10000.0).mass_exponent = 0.0;
  const std::vector<Request> requests = star.requests();
  CHECK(count(requests, Star::a, Star::b) + count(requests, Star::b, Star::a) == 0.0);
  CHECK(may_be(count(requests, Star::a, Star::c), 5000.0));
}

TEST_CASE("numbers of requests scatter like a Poisson law") {
  // 400 replications of 20 expected: mean 20 +- 5 * sqrt(20 / 400), variance 20 +- 5 * sqrt((20 + 2
  // * 400) / 400).
  Star star;
  star.add_gravity(10.0);
  star.add_flow(Star::a, Star::b, 10.0);
  double sum = 0.0;
  double squares = 0.0;
  constexpr int kRuns = 400;
  for (star.replication = 0; star.replication < kRuns; ++star.replication) {
    const auto number = static_cast<double>(star.requests().size());
    sum += number;
    squares += number * number;
  }
  const double mean = sum / kRuns;
  CHECK(std::abs(mean - 20.0) < 1.12);
  CHECK(std::abs(squares / kRuns - mean * mean - 20.0) < 7.2);
}

TEST_CASE(
    "requests fall into hours as the profile says, again on the next day, also in a part of an "
    "hour") {
  Star star;
  star.add_gravity(60000.0);
  star.shares[0].fill(0.0);
  star.shares[0][0] = 0.2;
  star.shares[0][1] = 0.4;
  star.shares[0][8] = 0.4;
  star.period_s =
      86400.0 + 5400.0;  // a day, the first hour and half of the second: weights 1 and 0.2 + 0.2
  std::array<double, 26> found{};
  for (const Request& request : star.requests()) {
    const double time_s = sim::to_seconds(request.time);
    REQUIRE(time_s >= 0.0);
    REQUIRE(time_s <= star.period_s);
    found.at(static_cast<std::size_t>(time_s / 3600.0)) += 1.0;
  }
  const double unit = 60000.0 / 1.4;
  CHECK(may_be(found[0], 0.2 * unit));
  CHECK(may_be(found[1], 0.4 * unit));
  CHECK(may_be(found[8], 0.4 * unit));
  CHECK(may_be(found[24], 0.2 * unit));
  CHECK(may_be(found[25], 0.2 * unit));
  CHECK(found[0] + found[1] + found[8] + found[24] + found[25] ==
        static_cast<double>(star.requests().size()));
}

TEST_CASE("requests come in order of time, and timed trips at their times") {
  Star star;
  star.add_gravity(1000.0);
  star.add_flow(Star::a, Star::c, 1000.0);
  star.trips.push_back({500.25, Star::c, Star::b, 0});
  star.trips.push_back({0.0, Star::b, Star::a, 0});
  const std::vector<Request> requests = star.requests();
  CHECK(std::is_sorted(requests.begin(), requests.end(),
                       [](const Request& l, const Request& r) { return l.time < r.time; }));
  CHECK(requests.front().time == sim::Time{0});
  CHECK(std::count_if(requests.begin(), requests.end(), [](const Request& r) {
          return r.time == sim::Time{500'250'000'000} && r.origin == Star::c &&
                 r.destination == Star::b;
        }) == 1);
}

TEST_CASE("what is added to a scenario leaves the requests of the rest as they were, bit for bit") {
  Star star;
  star.add_gravity(500.0);
  star.add_flow(Star::a, Star::b, 200.0);
  const std::vector<Request> before = star.requests();

  Star more;
  more.classes.clear();
  more.add_class("aerial");  // takes the index that the cabin had
  more.add_class("cabin");
  more.add_gravity(300.0, 0);
  more.add_gravity(500.0, 1);
  more.add_flow(Star::b, Star::a, 50.0, 0);
  more.add_flow(Star::a, Star::b, 70.0, 0);
  more.add_flow(Star::a, Star::b, 200.0, 1);
  CHECK(same_trips(of_class(more.requests(), 1), before));
}

TEST_CASE("rows that are alike draw their requests by themselves") {
  Star star;
  star.add_flow(Star::a, Star::b, 200.0);
  const std::vector<Request> one = star.requests();
  star.add_flow(Star::a, Star::b, 200.0);
  const std::vector<Request> two = star.requests();
  CHECK(two.size() > one.size());
  const auto equal_times = [](const Request& l, const Request& r) { return l.time == r.time; };
  CHECK(std::adjacent_find(two.begin(), two.end(), equal_times) == two.end());
}

TEST_CASE("another seed or replication draws other requests, the same one the same") {
  Star star;
  star.add_gravity(500.0);
  const std::vector<Request> first = star.requests();
  CHECK(same_trips(star.requests(), first));
  star.replication = 1;
  const std::vector<Request> second = star.requests();
  CHECK_FALSE(same_trips(second, first));
  star.seed = 2;
  star.replication = 0;
  CHECK_FALSE(same_trips(star.requests(), first));
  CHECK_FALSE(same_trips(star.requests(), second));
}

}  // namespace dimai::models
