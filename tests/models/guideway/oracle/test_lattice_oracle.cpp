#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "tests/models/guideway/oracle/lattice_oracle.hpp"

namespace dimai::tests {
namespace {

/// Trains of one cell with a gap of one cell of 5 m: spacing 10 m. All taus 1 s.
Scene chain(const std::vector<SceneLink>& links, std::size_t train_count) {
  Scene scene;
  scene.dx_m = 5.0;
  scene.gap_cells = 1;
  scene.links = links;
  SceneTrain train;
  for (std::size_t k = 0; k < links.size(); ++k) {
    scene.links[k].from = k;
    scene.links[k].to = k + 1;
    train.path.push_back(k);
  }
  scene.nodes.resize(links.size() + 1);
  scene.trains.assign(train_count, train);
  return scene;
}

SceneLink link(std::size_t cells, double speed_m_s, double tau_s = 1.0) {
  return {0, 0, cells, speed_m_s, tau_s};
}

SceneLink link_between(std::size_t from, std::size_t to, std::size_t cells, double speed_m_s) {
  return {from, to, cells, speed_m_s, 1.0};
}

void check_times(const LatticeResult& result, std::size_t train,
                 const std::vector<double>& expected_s) {
  CAPTURE(train);
  REQUIRE(result.boundary_time_s[train].size() == expected_s.size());
  for (std::size_t k = 0; k < expected_s.size(); ++k) {
    CAPTURE(k);
    CHECK(result.boundary_time_s[train][k] == doctest::Approx(expected_s[k]).epsilon(1e-12));
  }
}

/// Sum of the times from departure to the end of the path.
double total_travel_s(const Scene& scene, const LatticeResult& result) {
  double total_s = 0.0;
  for (std::size_t n = 0; n < scene.trains.size(); ++n) {
    total_s += result.boundary_time_s[n].back() - scene.trains[n].departure_s;
  }
  return total_s;
}

/// Case V6: jam spacing 5 m (here one cell of train, none of gap), tau 1 s.
Scene straight_road(const std::vector<double>& speeds_m_s,
                    const std::vector<double>& departures_s) {
  std::vector<SceneLink> links;
  for (const double speed_m_s : speeds_m_s) links.push_back(link(200, speed_m_s));
  Scene scene = chain(links, departures_s.size());
  scene.gap_cells = 0;
  for (std::size_t n = 0; n < departures_s.size(); ++n) {
    scene.trains[n].departure_s = departures_s[n];
  }
  return scene;
}

/// Two links at 20 m/s, the first of 1000 m, that meet in a third of 100 m.
Scene merge_of_two(std::size_t cells_of_second) {
  Scene scene;
  scene.dx_m = 5.0;
  scene.gap_cells = 1;
  scene.nodes.resize(4);
  scene.links = {link_between(0, 2, 200, 20.0), link_between(1, 2, cells_of_second, 20.0),
                 link_between(2, 3, 20, 20.0)};
  return scene;
}

}  // namespace

TEST_CASE("a train alone runs at line speed from its departure") {
  Scene scene = chain({link(100, 20.0), link(50, 10.0)}, 1);
  scene.trains[0].departure_s = 3.0;
  // 500 m / 20 m/s = 25 s; 250 m / 10 m/s = 25 s
  check_times(run_lattice(scene), 0, {3.0, 28.0, 53.0});
}

TEST_CASE("at a speed drop the follower keeps spacing over the lower speed plus tau") {
  const Scene scene = chain({link(200, 20.0), link(100, 10.0)}, 2);
  const LatticeResult result = run_lattice(scene);
  // Start: 10/20 + 1 = 1.5 s behind. At the drop: 10/min(20, 10) + 1 = 2 s. Kept to the end.
  check_times(result, 0, {0.0, 50.0, 100.0});
  check_times(result, 1, {1.5, 52.0, 102.0});
}

TEST_CASE("at a speed rise the follower keeps spacing over the lower speed plus tau") {
  const LatticeResult result = run_lattice(chain({link(200, 10.0), link(100, 20.0)}, 2));
  check_times(result, 0, {0.0, 100.0, 125.0});
  check_times(result, 1, {2.0, 102.0, 127.0});
}

TEST_CASE("at a boundary the larger tau of the links behind and ahead binds") {
  // Behind: 10 m beyond the boundary at 10 m/s, 1 s, then tau 3 s. Ahead alone: 1 + 1 = 2 s.
  const LatticeResult behind = run_lattice(chain({link(200, 20.0, 3.0), link(100, 10.0)}, 2));
  check_times(behind, 1, {3.5, 54.0, 104.0});
  // Ahead: 1 + 3 = 4 s; behind alone: 1 + 1 = 2 s.
  const LatticeResult ahead = run_lattice(chain({link(200, 20.0), link(100, 10.0, 3.0)}, 2));
  check_times(ahead, 1, {1.5, 54.0, 104.0});
}

TEST_CASE("a queue behind a closure leaves at the headway of line speed") {
  Scene scene = chain({link(200, 20.0), link(20, 20.0)}, 10);
  scene.closures.push_back({1, 40.0, 100.0});
  const LatticeResult result = run_lattice(scene);
  for (std::size_t n = 0; n < 10; ++n) {
    const double late_s = 1.5 * static_cast<double>(n);  // 10/20 + 1
    check_times(result, n, {late_s, 100.0 + late_s, 105.0 + late_s});
  }
}

TEST_CASE("a train that comes when a closure ends or before it begins is not held") {
  Scene scene = chain({link(200, 20.0), link(20, 20.0)}, 1);
  scene.closures = {{1, 30.0, 50.0}, {1, 50.5, 60.0}};
  CHECK(run_lattice(scene).boundary_time_s[0][1] == doctest::Approx(50.0));
  scene.closures = {{1, 30.0, 51.0}, {1, 51.0, 60.0}};
  CHECK(run_lattice(scene).boundary_time_s[0][1] == doctest::Approx(60.0));
}

TEST_CASE("a straight road has the exact travel times of case V6") {
  std::vector<double> steady_s;  // 0.5 a second for 500 s
  for (int n = 0; n < 250; ++n) steady_s.push_back(2.0 * n);
  Scene one = straight_road({20.0}, steady_s);
  CHECK(total_travel_s(one, run_lattice(one)) == doctest::Approx(12500.0).epsilon(1e-12));
  Scene two = straight_road({20.0, 10.0}, steady_s);
  CHECK(total_travel_s(two, run_lattice(two)) == doctest::Approx(37500.0).epsilon(1e-12));

  // 0.8 a second for 500 s, then 0.4 a second for 1000 s: 400 trains each. Through the drop go
  // 1/(5/10 + 1) a second, so train n is 1.5 n - 1.25 n late, and train 400 + m by 98.75 - m:
  // 0.25 * 399 * 400 / 2 + 99 * 98.75 - 98 * 99 / 2 = 24875.25 s besides 800 * 150 s.
  std::vector<double> surge_s;
  for (int n = 0; n < 400; ++n) surge_s.push_back(1.25 * n);
  for (int m = 0; m < 400; ++m) surge_s.push_back(501.25 + 2.5 * m);
  const Scene bottleneck = straight_road({20.0, 10.0}, surge_s);
  CHECK(total_travel_s(bottleneck, run_lattice(bottleneck)) ==
        doctest::Approx(144875.25).epsilon(1e-12));
}

TEST_CASE("at a merge the train that was ready first goes first") {
  Scene scene = merge_of_two(202);
  scene.trains = {{0.0, {0, 2}, 1}, {0.0, {0, 2}, 1}, {0.0, {1, 2}, 1}, {0.0, {1, 2}, 1}};
  const LatticeResult result = run_lattice(scene);
  // Headway 1.5 s. Ready: 0 at 50. 2 at 50.5, goes at 51.5. 1 at 51.5, goes at 53.
  // 3 follows 2: ready at 51.5 + 0.5 + 1 = 53, goes at 54.5.
  CHECK(result.entry_order[2] == std::vector<std::size_t>{0, 2, 1, 3});
  check_times(result, 0, {0.0, 50.0, 55.0});
  check_times(result, 2, {0.0, 51.5, 56.5});
  check_times(result, 1, {1.5, 53.0, 58.0});
  check_times(result, 3, {1.5, 54.5, 59.5});
}

TEST_CASE("trains ready at the same time enter by number of the link behind, sources last") {
  Scene scene = merge_of_two(200);
  scene.trains = {{50.0, {2}, 1}, {0.0, {1, 2}, 1}, {0.0, {0, 2}, 1}};
  const LatticeResult result = run_lattice(scene);
  CHECK(result.entry_order[2] == std::vector<std::size_t>{2, 1, 0});
  check_times(result, 0, {53.0, 58.0});
  CHECK(result.least_margin_s == 0.0);
}

TEST_CASE("trains that begin on one link leave by departure and then by number") {
  Scene scene = chain({link(20, 10.0)}, 3);
  scene.trains[0].departure_s = 1.0;
  const LatticeResult result = run_lattice(scene);
  CHECK(result.entry_order[0] == std::vector<std::size_t>{1, 2, 0});
  check_times(result, 0, {4.0, 14.0});  // headway 10/10 + 1 = 2 s
}

TEST_CASE("a train that took the other branch binds until it is its spacing away") {
  Scene scene;
  scene.dx_m = 5.0;
  scene.gap_cells = 1;
  scene.nodes.resize(4);
  scene.links = {link_between(0, 1, 200, 20.0), link_between(1, 2, 20, 5.0),
                 link_between(1, 3, 20, 20.0)};
  scene.trains = {{0.0, {0, 1}, 1}, {0.0, {0, 2}, 1}, {0.0, {0, 1}, 1}};
  const LatticeResult result = run_lattice(scene);
  // 0 is 10 m into its branch at 50 + 10/5 = 52, so 1 passes at 53; that is 10 m away at 53.5, so 2
  // passes at 54.5, later than 0 permits it ahead (53).
  check_times(result, 0, {0.0, 50.0, 70.0});
  check_times(result, 1, {1.5, 53.0, 58.0});
  check_times(result, 2, {3.0, 54.5, 74.5});
}

TEST_CASE("a queue spills back over a full link into the one behind and to the source") {
  Scene scene = chain({link(20, 10.0), link(4, 10.0), link(10, 10.0)}, 13);
  scene.closures.push_back({2, 0.0, 100.0});
  const LatticeResult result = run_lattice(scene);
  // Headway 2 s. Train k stands 10 k metres before 120 m and starts k taus after 100 s. Those that
  // stand before 100 m (k > 2) then run to it: train k passes 120 m at 100 + 2 k and 100 m, 20 m
  // before, at the time train k - 2 passed 120 m plus two taus.
  check_times(result, 0, {0.0, 10.0, 100.0, 105.0});
  check_times(result, 1, {2.0, 12.0, 102.0, 107.0});
  check_times(result, 2, {4.0, 102.0, 104.0, 109.0});
  check_times(result, 3, {6.0, 104.0, 106.0, 111.0});
  check_times(result, 11, {22.0, 120.0, 122.0, 127.0});
  check_times(result, 12, {112.0, 122.0, 124.0, 129.0});  // waits at the source for the queue
}

TEST_CASE("a standing train holds back its follower by its own length") {
  Scene scene = chain({link(20, 10.0), link(4, 10.0), link(10, 10.0)}, 2);
  scene.trains[0].cells = 4;  // spacing 25 m: the follower stands at 95 m, before the second link
  scene.closures.push_back({2, 0.0, 100.0});
  // Start 25/10 + 1 = 3.5 s behind; at 100 m when 0 is at 125 m (100.5 s), plus 1; at 120 m when 0
  // is at 145 m (102.5 s), plus 1.
  check_times(run_lattice(scene), 1, {3.5, 101.5, 103.5, 108.5});
}

TEST_CASE("trains that fill a ring and want to go on are reported as stuck") {
  Scene scene;
  scene.dx_m = 5.0;
  scene.gap_cells = 1;
  scene.nodes.resize(2);
  scene.links = {link_between(0, 1, 2, 10.0), link_between(1, 0, 2, 10.0)};
  // Two links of one spacing each, begun by one train each that wants to go on to the other: the
  // first stands at the end of link 0 until the second is 10 m past the start of link 1 and on in
  // link 0, and so the other way round.
  scene.trains = {{0.0, {0, 1}, 1}, {0.0, {1, 0}, 1}};
  const LatticeResult result = run_lattice(scene);
  CHECK(result.stuck_trains == std::vector<std::size_t>{0, 1});
  CHECK(std::isnan(result.boundary_time_s[0].back()));
}

TEST_CASE("a broken or circular path is refused") {
  Scene scene = chain({link(20, 10.0), link(4, 10.0)}, 1);
  scene.trains[0].path = {1, 0};
  CHECK_THROWS_AS(run_lattice(scene), std::invalid_argument);
  scene.trains[0].path = {};
  CHECK_THROWS_AS(run_lattice(scene), std::invalid_argument);
}

}  // namespace dimai::tests
