#include <cmath>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "models/disruption/repair_crews.hpp"
#include "models/disruption/service_curve.hpp"
#include "models/disruption/stocks.hpp"
#include "models/disruption/strike_damage.hpp"
#include "models/physics/hazards/fragility.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;

Network two_portals(double length_m, double depth_m, std::int64_t tubes = 1) {
  Network network;
  for (const double lon : {118.0, 118.1}) {
    Node node;
    node.id = "portal-" + std::to_string(network.nodes.size());
    node.kind = NodeKind::portal;
    node.longitude_deg = lon;
    node.latitude_deg = 24.5;
    network.nodes.push_back(node);
  }
  Link link;
  link.id = "tunnel";
  link.from = NodeIndex{0};
  link.to = NodeIndex{1};
  link.length_m = length_m;
  link.bore_m = 3.0;
  link.depth_m = depth_m;
  link.tubes = tubes;
  network.links.push_back(link);
  return network;
}

Strike on_the_middle() {
  Strike strike;
  strike.centre = {118.05, 24.5};
  strike.radius_m = 300.0;
  return strike;
}

std::uint32_t places(const std::vector<Failure>& failures) {
  std::uint32_t count = 0;
  for (const Failure& each : failures) count += each.moderate_places + each.severe_places;
  return count;
}

}  // namespace

TEST_CASE("deeper tunnels suffer a part of what shallow ones do, under the same strike") {
  const Network shallow = two_portals(10000.0, 20.0);
  const Network deep = two_portals(10000.0, 200.0);
  const StrikeTargets above(shallow, {});
  const StrikeTargets below(deep, {});
  std::uint32_t damaged_above = 0;
  std::uint32_t damaged_below = 0;
  for (std::uint64_t k = 0; k < 200; ++k) {
    const std::uint32_t a = places(above.damage(on_the_middle(), 0, {1, k}));
    const std::uint32_t b = places(below.damage(on_the_middle(), 0, {1, k}));
    CHECK(b <= a);
    damaged_above += a;
    damaged_below += b;
  }
  CHECK(damaged_below < damaged_above);
}

TEST_CASE("the share of strikes that break a segment is its fragility") {
  // One segment of 100 m, 300 m from the burst: load 1, of which half fail; nodes are 5 km off.
  Network network = two_portals(100.0, 300.0);
  const StrikeTargets targets(network, {});
  std::uint32_t broken = 0;
  constexpr std::uint32_t kDraws = 20000;
  for (std::uint32_t k = 0; k < kDraws; ++k)
    broken += places(targets.damage(on_the_middle(), 0, {7, k}));
  // Four standard deviations of 20,000 fair coins: 0.014.
  CHECK(static_cast<double>(broken) / kDraws == Approx(0.5).epsilon(0.028));
}

TEST_CASE("a strike breaks some tubes of a link and leaves the others open") {
  const Network network = two_portals(100.0, 300.0, 8);
  const StrikeTargets targets(network, {});
  std::set<std::size_t> tubes;
  for (std::uint32_t k = 0; k < 50; ++k) {
    for (const Failure& each : targets.damage(on_the_middle(), 0, {7, k})) {
      CHECK(each.closes.empty() == (each.breaks.size() < 8));
      tubes.insert(each.breaks.size());
    }
  }
  CHECK(tubes.size() > 3);
}

TEST_CASE("an earthquake breaks lines as often as its repair rate says") {
  const Network network = two_portals(10000.0, 20.0);
  FragilityParameters fragility;
  fragility.ground = "rock";
  const StrikeTargets targets(network, fragility);
  Strike quake;
  quake.centre = {118.05, 24.5};
  quake.magnitude = 7.0;
  double breaks = 0.0;
  constexpr int kDraws = 400;
  for (std::uint64_t k = 0; k < kDraws; ++k) {
    for (const Failure& each : targets.damage(quake, 0, {3, k})) {
      if (each.what == "tunnel") breaks += each.moderate_places + each.severe_places;
    }
  }
  // PGV on rock at M 7 falls from 1.9425 m/s (R = 0) to 1.1894 m/s (R = 5.07 km); RR = 0.00187 PGV
  // [in/s] per 1000 ft = 2.4154e-4 per m and m/s. Mean by Simpson over the 10 km: see the working
  // in tests/validation/earthquake-breaks. Four standard deviations of 400 Poisson sums: 4 %.
  const auto rate = [](double r_km) {
    const double pgv =
        0.01 * std::pow(10.0, -0.848 + 0.775 * 7.0 - 1.834 * std::log10(r_km + 17.0));
    return 0.00187 * (pgv / 0.0254) / 304.8;
  };
  const double half_km = 5.065;
  const double mean = (rate(0.0) + 4.0 * rate(half_km / 2.0) + rate(half_km)) / 6.0;
  CHECK(breaks / kDraws == Approx(mean * 10000.0).epsilon(0.1));
}

TEST_CASE("random failures come at their rate, and those of one tunnel do not depend on others") {
  Network network = two_portals(10000.0, 20.0);
  RandomFailureParameters rates;
  rates.per_km_year = 0.5;
  const double years = 400.0;
  const auto alone = random_failures(network, rates, years * 365.25 * 86400.0, {5, 0});
  // 5 a year over 400 years: 2000, standard deviation 45.
  CHECK(static_cast<double>(alone.size()) == Approx(2000.0).epsilon(0.09));
  Link other = network.links[LinkIndex{0}];
  other.id = "another";
  network.links.push_back(other);
  const auto both = random_failures(network, rates, years * 365.25 * 86400.0, {5, 0});
  std::size_t same = 0;
  for (const Failure& each : both) same += each.what == "tunnel" ? 1U : 0U;
  CHECK(same == alone.size());
}

TEST_CASE("what lies at the same place in both directions of a tunnel is repaired once") {
  Network network = two_portals(1000.0, 20.0);
  Link back = network.links[LinkIndex{0}];
  back.id = "tunnel:back";
  std::swap(back.from, back.to);
  network.links.push_back(back);
  Failure there = link_failure(network, LinkIndex{0}, 0.25);
  there.places = {{0.25, false}, {0.75, false}};
  there.moderate_places = 2;
  Failure other = link_failure(network, LinkIndex{1}, 0.73);
  other.places = {{0.73, true}, {0.6, false}};  // at 0.27 and 0.4 of the way there
  const auto together = with_both_directions(network, 100.0, std::vector{there, other});
  REQUIRE(together.size() == 1);
  // 0.25 and 0.27 are within half a segment, 0.05 of the length: one place, the worse of the two.
  CHECK(together[0].moderate_places == 2);
  CHECK(together[0].severe_places == 1);
  CHECK(together[0].closes == std::vector{LinkIndex{0}, LinkIndex{1}});
  CHECK(together[0].breaks.size() == 2);
  other.from_s = 5.0;  // of another strike
  CHECK(with_both_directions(network, 100.0, std::vector{there, other}).size() == 2);
}

TEST_CASE("a strike hits hosts at their depth, and tunnels as if there were none") {
  const Network network = two_portals(10000.0, 20.0);
  FragilityParameters fragility;
  fragility.host_depth_m = 300.0;
  const std::vector<BreakablePart> hosts{{PartKind::host, "centre", {{118.05, 24.5}}, 7.0}};
  const StrikeTargets with(network, fragility, hosts);
  const StrikeTargets without(network, fragility);
  std::uint32_t broken = 0;
  constexpr std::uint32_t kDraws = 20000;
  for (std::uint32_t k = 0; k < kDraws; ++k) {
    const auto all = with.damage(on_the_middle(), 0, {7, k});
    const bool hit = !all.empty() && all.back().part == 0;
    broken += hit ? 1U : 0U;
    if (hit) CHECK(all.back().trips == 7.0);
    if (k < 200)
      CHECK(places(without.damage(on_the_middle(), 0, {7, k})) ==
            places(all) - (hit ? places({all.back()}) : 0U));
  }
  // 300 m from the burst of radius 300 m: load 1, of which half fail, as in the test above.
  CHECK(static_cast<double>(broken) / kDraws == Approx(0.5).epsilon(0.028));
}

TEST_CASE("hosts fail by chance at their rate, radio cells at theirs") {
  const Network network = two_portals(10000.0, 20.0);
  RandomFailureParameters rates;
  rates.per_host_year = 5.0;
  const std::vector<BreakablePart> hosts{{PartKind::host, "centre", {{118.05, 24.5}}, 1.0},
                                         {PartKind::cell, "portal-0 cell", {{118.0, 24.5}}, 1.0}};
  const auto found = random_failures(network, rates, 400.0 * 365.25 * 86400.0, {5, 0}, hosts);
  // 5 a year over 400 years: 2000, standard deviation 45.
  CHECK(static_cast<double>(found.size()) == Approx(2000.0).epsilon(0.09));
  for (const Failure& each : found) CHECK(each.part == 0);
}

TEST_CASE("hosts that a list names are found, by name or by place") {
  const std::vector<BreakablePart> hosts{{PartKind::host, "centre", {{118.05, 24.5}}, 1.0},
                                         {PartKind::host, "far", {{119.0, 24.5}}, 1.0}};
  Failure named;
  named.host_name = "far";
  named.from_s = 10.0;
  named.until_s = 20.0;
  Failure area;
  area.place = {118.06, 24.5};  // 1 km from the centre
  area.hosts_within_m = 2000.0;
  Failure nowhere;
  nowhere.host_name = "near";
  std::vector<std::string> unknown;
  const auto found = with_parts(std::vector{named, area, nowhere}, hosts, unknown);
  REQUIRE(found.size() == 2);
  CHECK(found[0].part == 1);
  CHECK(found[0].until_s == 20.0);
  CHECK(found[1].part == 0);
  CHECK(unknown == std::vector<std::string>{"near"});
}

TEST_CASE("a free crew goes to the greatest demand, the first told of, or the nearest") {
  RepairParameters rules;
  rules.crews = 1;
  const RepairCrews::Place base{118.0, 24.5};
  const auto first_by = [&](const char* priority) {
    rules.priority = priority;
    RepairCrews crews(rules, base);
    crews.tell({0, {118.2, 24.5}, 5.0, 100.0});
    crews.tell({1, {118.4, 24.5}, 9.0, 100.0});
    crews.tell({2, {118.1, 24.5}, 1.0, 100.0});
    const auto sent = crews.send(0.0);
    CHECK_FALSE(crews.send(0.0));  // there is one only
    return sent->failure;
  };
  CHECK(first_by("demand") == 1);
  CHECK(first_by("first come") == 0);
  CHECK(first_by("nearest") == 2);
}

TEST_CASE("crews go on from where they are") {
  RepairParameters rules;
  rules.crews = 1;
  rules.priority = "first come";
  rules.detour = 1.0;
  rules.speed_m_s = 10.0;
  RepairCrews crews(rules, {118.0, 0.0});
  crews.tell({0, {118.1, 0.0}, 0.0, 50.0});
  crews.tell({1, {118.1, 0.0}, 0.0, 70.0});
  const auto first = *crews.send(0.0);
  // 0.1 degrees of the equator, 11131.949 m.
  CHECK(first.arrive_s == Approx(1113.1949));
  CHECK(first.done_s == Approx(1163.1949));
  crews.free(0);
  CHECK(crews.send(first.done_s)->done_s == Approx(1233.1949));
  CHECK(repair_time_s(rules, 2, 1, 0.0) ==
        Approx(2.0 * rules.moderate_time_s + rules.severe_time_s));
}

TEST_CASE("a stock is drained between deliveries and lost demand is counted") {
  // Two loads, one used each 10 s: empty at 20 s; one comes at 25 s, used up at 35 s; then none
  // until the end at 40 s.
  const std::vector<double> deliveries_s{25.0};
  const StockHistory history = stock_history(2.0, 0.1, deliveries_s, 40.0);
  CHECK(history.first_empty_s == Approx(20.0));
  CHECK(history.empty_s == Approx(10.0));
  CHECK(history.unmet == Approx(1.0));
  CHECK(history.least == 0.0);
  CHECK(history.delivered == 1.0);
  CHECK_THROWS_AS(stock_history(-1.0, 0.1, deliveries_s, 40.0), std::domain_error);
}

TEST_CASE("the area under a service curve and the times to recover are those drawn") {
  // 1 until 10, then 0.2, 0.6, 0.95, 1 for 10 s each.
  const ServiceCurve curve{{0.0, 10.0, 20.0, 30.0, 40.0}, {1.0, 0.2, 0.6, 0.95, 1.0}, 50.0};
  const Recovery result = recovery(curve, 10.0, 1.0);
  CHECK(result.least == 0.2);
  CHECK(result.least_at_s == 10.0);
  CHECK(result.area_share == Approx((0.2 + 0.6 + 0.95 + 1.0) / 4.0));
  CHECK(result.lost_s == Approx(12.5));
  CHECK(result.to_50_s == 10.0);  // 0.6 = 0.2 + half of 0.8
  CHECK(result.to_90_s == 20.0);  // 0.92
  CHECK(result.to_99_s == 30.0);
  const Recovery never = recovery({{0.0, 10.0}, {1.0, 0.5}, 20.0}, 10.0, 1.0);
  CHECK(std::isnan(never.to_50_s));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Recovery nobody = recovery({{0.0, 10.0}, {nan, nan}, 20.0}, 10.0, nan);
  CHECK(std::isnan(nobody.area_share));
  CHECK(std::isnan(nobody.to_50_s));
}

TEST_CASE("a strike anywhere falls on the network, on another place for each replication") {
  const Network network = two_portals(10e3, 20.0);
  DisruptionPlan plan;
  plan.strikes.resize(2);
  plan.strikes[0].anywhere = true;
  plan.strikes[1].centre = {1.0, 2.0};
  std::set<double> places;
  double sum = 0.0;
  for (std::uint64_t replication = 0; replication < 400; ++replication) {
    const auto strikes = drawn_strikes(network, plan, {7, replication});
    const auto [lon, lat] = strikes[0].centre;
    CHECK((lon >= 118.0 && lon <= 118.1));
    CHECK(lat == Approx(24.5));
    CHECK(strikes[1].centre == plan.strikes[1].centre);
    CHECK(drawn_strikes(network, plan, {7, replication})[0].centre == strikes[0].centre);
    places.insert(lon);
    sum += lon;
  }
  CHECK(places.size() == 400);
  CHECK(sum / 400.0 == Approx(118.05).epsilon(5e-5));  // 0.1 / sqrt(12 * 400) = 0.0014 deg
}

}  // namespace dimai::models
