#include <cstdint>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <boost/range/iterator_range.hpp>
#include <doctest/doctest.h>

#include "models/operation/empties/fluid_bound.hpp"
#include "models/operation/empties/imagined_fleet.hpp"
#include "models/operation/empties/min_cost_flow.hpp"
#include "models/operation/empties/sampling_voting.hpp"
#include "models/operation/empties/steering.hpp"
#include "sim/random.hpp"
#include "tests/models/operation/empty_dispatch.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;

FlowProblem random_problem(std::uint64_t number) {
  sim::Random random(7, number, 1, 0);
  FlowProblem problem;
  const auto nodes = static_cast<std::uint32_t>(2 + random.below(12));
  for (std::uint32_t node = 0; node < nodes; ++node) {
    problem.surplus.push_back(static_cast<std::int64_t>(random.below(21)) - 10);
    for (std::uint32_t to = 0; to < nodes; ++to) {
      if (to == node || random.below(3) == 0) continue;
      problem.arcs.push_back({node, to, static_cast<std::int64_t>(random.below(100)),
                              static_cast<std::int64_t>(1 + random.below(8))});
    }
  }
  return problem;
}

/// The same by Boost.Graph's successive shortest paths: greatest flow at least cost.
struct ByBoost {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Graph = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<
          boost::edge_capacity_t, std::int64_t,
          boost::property<boost::edge_residual_capacity_t, std::int64_t,
                          boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                          boost::property<boost::edge_weight_t, std::int64_t>>>>>;
  Graph graph;

  void add(std::size_t from, std::size_t to, std::int64_t cost, std::int64_t capacity) {
    const auto there = boost::add_edge(from, to, graph).first;
    const auto back = boost::add_edge(to, from, graph).first;
    boost::put(boost::edge_capacity, graph, there, capacity);
    boost::put(boost::edge_capacity, graph, back, 0);
    boost::put(boost::edge_weight, graph, there, cost);
    boost::put(boost::edge_weight, graph, back, -cost);
    boost::put(boost::edge_reverse, graph, there, back);
    boost::put(boost::edge_reverse, graph, back, there);
  }
  explicit ByBoost(const FlowProblem& problem) : graph(problem.surplus.size() + 2) {
    const std::size_t source = problem.surplus.size();
    const std::size_t sink = source + 1;
    for (const FlowArc& arc : problem.arcs) add(arc.from, arc.to, arc.cost, arc.capacity);
    for (std::size_t node = 0; node < source; ++node) {
      const std::int64_t surplus = problem.surplus[node];
      if (surplus > 0) add(source, node, 0, surplus);
      if (surplus < 0) add(node, sink, 0, -surplus);
    }
    boost::successive_shortest_path_nonnegative_weights(graph, source, sink);
  }
  std::int64_t cost() const {
    std::int64_t sum = 0;
    for (const auto& edge : boost::make_iterator_range(boost::edges(graph))) {
      const std::int64_t capacity = boost::get(boost::edge_capacity, graph, edge);
      const std::int64_t residual = boost::get(boost::edge_residual_capacity, graph, edge);
      if (capacity > 0) sum += (capacity - residual) * boost::get(boost::edge_weight, graph, edge);
    }
    return sum;
  }
};

/// A sampler that tells a story again and again.
class Story final : public RequestSampler {
 public:
  explicit Story(std::vector<SampleRequest> requests) : requests_(std::move(requests)) {}
  void restart(std::int64_t /*now_ns*/) override {}
  SampleRequest next() override { return requests_[at_++ % requests_.size()]; }

 private:
  std::vector<SampleRequest> requests_;
  std::size_t at_ = 0;
};

}  // namespace

TEST_CASE("the cheapest flow is as cheap as Boost.Graph's on random networks") {
  // Boost sends as much as it can; where ours finds no way for everything, it sends as much too,
  // so the costs can be compared only where all is sent.
  int compared = 0;
  for (std::uint64_t number = 0; number < 400; ++number) {
    const FlowProblem problem = random_problem(number);
    const FlowSolution ours = min_cost_flow(problem);
    std::vector<std::int64_t> left = problem.surplus;
    for (std::size_t a = 0; a < problem.arcs.size(); ++a) {
      REQUIRE(ours.flow[a] >= 0);
      REQUIRE(ours.flow[a] <= problem.arcs[a].capacity);
      left[problem.arcs[a].from] -= ours.flow[a];
      left[problem.arcs[a].to] += ours.flow[a];
    }
    for (std::size_t node = 0; node < left.size(); ++node) {
      // No node gives more than it has or takes more than it lacks.
      REQUIRE(left[node] * problem.surplus[node] >= 0);
      REQUIRE(std::abs(left[node]) <= std::abs(problem.surplus[node]));
    }
    if (ours.unmet > 0) continue;
    ++compared;
    CHECK(ours.cost == Approx(static_cast<double>(ByBoost(problem).cost())));
  }
  CHECK(compared > 100);
}

TEST_CASE("what is too much stays where leaving it is cheapest") {
  // Two nodes with 1 each, one that lacks 1: the near one gives it.
  const FlowProblem problem{{{0, 2, 5}, {1, 2, 3}}, {1, 1, -1}};
  const FlowSolution solution = min_cost_flow(problem);
  CHECK(solution.cost == Approx(3.0));
  CHECK(solution.flow[1] == 1);
  CHECK(solution.unmet == 0);
}

TEST_CASE("what finds no way is told") {
  const FlowProblem problem{{{0, 1, 5}}, {2, -1, -1}};
  const FlowSolution solution = min_cost_flow(problem);
  CHECK(solution.flow[0] == 1);
  CHECK(solution.unmet == 1);
}

TEST_CASE("a flow over several arcs is told as moves from where it sets out to where it ends") {
  // 0 has 2, 1 and 2 lack one each; the way to 2 leads over 1.
  const EmptyNetwork network = empty_network({{0, 1, 9}, {9, 0, 1}, {9, 9, 0}});
  FlowProblem problem{network.arcs, {2, -1, -1}};
  const auto moves = moves_of(network, problem, min_cost_flow(problem));
  REQUIRE(moves.size() == 2);
  CHECK(moves[0].from == 0);
  CHECK(moves[0].to == 1);
  CHECK(moves[0].count == 1);
  CHECK(moves[1].to == 2);
}

TEST_CASE("the fluid bound of a ring counts trips and the way back") {
  // 0.1 a second from 0 to 1 take 10 s and come back empty in 20 s: three capsules.
  const EmptyNetwork network = empty_network(std::vector<std::vector<double>>{{0, 10}, {20, 0}});
  const std::vector<LoadedTrips> trips{{0, 1, 0.1, 10.0}};
  const FluidBound bound = fluid_bound(network, trips, 1.0);
  CHECK(bound.loaded == Approx(1.0));
  CHECK(bound.empty == Approx(2.0));
  CHECK(bound.fleet() == Approx(3.0));
}

TEST_CASE("in thought a capsule sets out before the request arises") {
  tests::MatrixTimes times(tests::ring_times({10, 20}));
  ImaginedFleet fleet(2, 0, 0);
  fleet.add({CapsuleIndex{0}, 1, 10});
  const auto choice = fleet.choose(0, 60, times);  // at 1 from 10 on, at 0 by 30
  REQUIRE(choice.has_value());
  CHECK(choice->pickup_ns == 60);
  CHECK(choice->way_ns == 20);
}

TEST_CASE("in thought the nearest that is there in time comes, of those as near the latest") {
  tests::MatrixTimes times(tests::ring_times({10, 20, 30}));
  ImaginedFleet fleet(3, 0, 0);
  fleet.add({CapsuleIndex{0}, 0, 0});
  fleet.add({CapsuleIndex{1}, 1, 0});
  CHECK(fleet.choose(2, 120, times)->place.capsule == CapsuleIndex{1});  // 20 away, not 30
  ImaginedFleet inbound(3, 0, 0);
  inbound.add({CapsuleIndex{0}, 2, 30});
  inbound.add({CapsuleIndex{1}, 2, 35});
  CHECK(inbound.choose(2, 40, times)->place.capsule == CapsuleIndex{1});
  ImaginedFleet equal(3, 0, 0);
  equal.add({CapsuleIndex{4}, 0, 0});
  equal.add({CapsuleIndex{3}, 0, 0});
  CHECK(equal.choose(2, 5, times)->place.capsule == CapsuleIndex{3});
}

TEST_CASE("moves in thought are taken back") {
  tests::MatrixTimes times(tests::ring_times({10, 20}));
  ImaginedFleet fleet(2, 0, 0);
  fleet.add({CapsuleIndex{0}, 0, 0});
  for (int i = 0; i < 3; ++i) {
    const auto choice = fleet.choose(0, 5, times);
    REQUIRE(choice->pickup_ns == 5 + 30 * i);
    fleet.move(choice->place, 1, choice->pickup_ns + 10);
  }
  fleet.restore();
  CHECK(fleet.choose(0, 5, times)->pickup_ns == 5);
}

// Cases of the tests of si_taxi: a ring of two portals, 2 and 3 long; capsules at 1 and 1 idle, one
// bound for 1 by 2; sequences of requests as they are told.
TEST_CASE("one idle capsule goes back if the sequences want one, and none if they want both here") {
  tests::MatrixTimes times(tests::ring_times({2, 3}));
  const std::vector<FleetPlace> fleet{
      {CapsuleIndex{0}, 1, 2}, {CapsuleIndex{1}, 1, 0}, {CapsuleIndex{2}, 1, 0}};
  Story one({{10, 0, 1, 2}});  // whoever is there in time latest would go: the one under way
  auto moves = vote_for_moves(fleet, 2, 0, 0, {2, 1}, times, one);
  REQUIRE(moves.size() == 1);  // an idle one goes in its stead
  CHECK(moves[0].from == 1);
  CHECK(moves[0].to == 0);
  Story both({{6, 0, 1, 2}, {7, 1, 0, 3}, {7, 1, 0, 3}});
  CHECK(vote_for_moves(fleet, 2, 0, 0, {2, 3}, times, both).empty());
}

TEST_CASE("of equal votes the nearest wins, so that staying comes first") {
  tests::MatrixTimes times(tests::ring_times({10, 20, 30}));
  const std::vector<FleetPlace> fleet{{CapsuleIndex{0}, 0, 0}};
  Story tie({{1, 1, 2, 20}, {1, 2, 1, 60}, {3, 0, 1, 10}});
  CHECK(vote_for_moves(fleet, 3, 0, 0, {3, 1}, times, tie).empty());
  Story two({{1, 1, 2, 20}, {1, 2, 1, 60}});
  const auto moves = vote_for_moves(fleet, 3, 0, 0, {2, 1}, times, two);
  REQUIRE(moves.size() == 1);
  CHECK(moves[0].to == 1);  // 10 away, not 30
}

}  // namespace dimai::models
