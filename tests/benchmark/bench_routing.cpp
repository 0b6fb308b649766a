#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "models/network/loops.hpp"
#include "models/network/order.hpp"
#include "models/network/routing.hpp"

using namespace dimai::models;

namespace {

/// A corridor of cities: a trunk of twin tunnels with a yard at each, a ring of twin tunnels in
/// each city, and a portal on every junction of the ring.
struct Corridor {
  Network network;
  std::vector<double> cost_s;
  std::vector<NodeIndex> yards;

  Corridor(std::uint32_t city_count, std::uint32_t portals_a_city, std::uint32_t stations_between) {
    for (std::uint32_t city = 0; city < city_count; ++city) {
      const NodeIndex yard = add_node(NodeKind::yard);
      if (city > 0) add_trunk(yards.back(), yard, stations_between);
      yards.push_back(yard);
      add_city(yard, portals_a_city);
    }
  }

 private:
  NodeIndex add_node(NodeKind kind) {
    Node node;
    node.id = std::to_string(network.nodes.size());
    node.kind = kind;
    return network.nodes.push_back(node);
  }
  void add_twin(NodeIndex a, NodeIndex b, double length_m) {
    Link link;
    link.id = std::to_string(network.links.size());
    link.from = a;
    link.to = b;
    link.length_m = length_m;
    link.bore_m = 3.0;
    network.links.push_back(link);
    link.id += ":back";
    std::swap(link.from, link.to);
    network.links.push_back(link);
    cost_s.insert(cost_s.end(), 2, length_m / 55.0);
  }
  void add_trunk(NodeIndex from, NodeIndex to, std::uint32_t station_count) {
    NodeIndex at = from;
    for (std::uint32_t i = 0; i < station_count; ++i) {
      const NodeIndex next = add_node(NodeKind::junction);
      add_twin(at, next, 1800.0);
      at = next;
    }
    add_twin(at, to, 1800.0);
  }
  void add_city(NodeIndex yard, std::uint32_t portal_count) {
    std::vector<NodeIndex> ring;
    for (std::uint32_t i = 0; i < portal_count; ++i) {
      ring.push_back(add_node(NodeKind::junction));
      if (i > 0) add_twin(ring[i - 1], ring[i], 900.0 + 10.0 * (i % 7));
      add_twin(add_node(NodeKind::portal), ring[i], 300.0);
    }
    add_twin(ring.back(), ring.front(), 950.0);
    add_twin(yard, ring.front(), 1500.0);
    add_twin(yard, ring[portal_count / 2], 1500.0);
  }
};

/// 41 cities of 27 portals: 1107 portals, 3455 nodes, 7072 links.
const Corridor& corridor() {
  static const Corridor made(41, 27, 30);
  return made;
}

void search_all_trees(benchmark::State& state) {
  const Corridor& scene = corridor();
  Router router(scene.network, scene.cost_s, {0.0});
  bool closed = false;
  for (auto _ : state) {
    router.set_closed({0}, closed = !closed);
    for (const NodeIndex portal : router.portals()) {
      benchmark::DoNotOptimize(router.next_link(0, scene.yards[0], portal));
    }
  }
  const auto trees = static_cast<double>(router.portals().size());
  state.counters["s_per_tree"] = benchmark::Counter(
      trees, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["table_bytes"] = static_cast<double>(router.table_bytes());
  state.counters["nodes"] = static_cast<double>(scene.network.nodes.size());
  state.counters["links"] = static_cast<double>(scene.network.links.size());
}
BENCHMARK(search_all_trees)->Unit(benchmark::kMillisecond);

/// Nodes and destinations at random, the worst case for caches.
struct Questions {
  std::vector<NodeIndex> at;
  std::vector<LinkIndex> by;
  std::vector<NodeIndex> destination;

  explicit Questions(const Router& router) {
    std::uint64_t state = 1;
    const auto below = [&state](std::size_t bound) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return static_cast<std::uint32_t>((state >> 33) % bound);
    };
    for (int i = 0; i < 1 << 16; ++i) {
      at.push_back({below(router.network().nodes.size())});
      by.push_back({below(router.network().links.size())});
      destination.push_back(router.portals()[below(router.portals().size())]);
      benchmark::DoNotOptimize(router.next_link(0, at.back(), destination.back()));
    }
  }
};

void ask_next_link(benchmark::State& state) {
  const Corridor& scene = corridor();
  const Router router(scene.network, scene.cost_s, {0.0});
  const Questions questions(router);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(router.next_link(0, questions.at[i], questions.destination[i]));
    i = (i + 1) & 0xFFFF;
  }
}
BENCHMARK(ask_next_link);

void ask_next_link_after(benchmark::State& state) {
  const Corridor& scene = corridor();
  const Router router(scene.network, scene.cost_s, {0.0});
  const Questions questions(router);
  for (const NodeIndex portal : router.portals()) {  // all detours are known before the first lap
    router.next_link_after(0, {1}, portal);
    router.next_link_after(0, {0}, portal);
  }
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(router.next_link_after(0, questions.by[i], questions.destination[i]));
    i = (i + 1) & 0xFFFF;
  }
}
BENCHMARK(ask_next_link_after);

/// A capsule's whole way from end to end of the corridor, each question following from the last.
void walk_the_corridor(benchmark::State& state) {
  const Corridor& scene = corridor();
  const Router router(scene.network, scene.cost_s, {0.0});
  std::size_t links = 0;
  for (auto _ : state) {
    links += router.path(0, router.portals().front(), router.portals().back()).size();
  }
  state.counters["s_per_link"] = benchmark::Counter(
      static_cast<double>(links), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(walk_the_corridor)->Unit(benchmark::kMicrosecond);

void sum_and_sort_all_pairs(benchmark::State& state) {
  const Corridor& scene = corridor();
  Router router(scene.network, scene.cost_s, {0.0});
  bool closed = false;
  for (auto _ : state) {
    router.set_closed({0}, closed = !closed);
    for (const NodeIndex portal : router.portals()) {
      benchmark::DoNotOptimize(router.nearest_origins(0, portal).size());
    }
  }
  state.counters["table_bytes"] = static_cast<double>(router.table_bytes());
}
BENCHMARK(sum_and_sort_all_pairs)->Unit(benchmark::kMillisecond);

void find_loop_regions(benchmark::State& state) {
  const Corridor& scene = corridor();
  std::uint32_t regions = 0;
  for (auto _ : state) regions = loop_regions(scene.network).count;
  state.counters["regions"] = static_cast<double>(regions);
}
BENCHMARK(find_loop_regions)->Unit(benchmark::kMillisecond);

void order_at_a_yard(benchmark::State& state) {
  const Corridor& scene = corridor();
  const Router router(scene.network, scene.cost_s, {0.0});
  for (auto _ : state) benchmark::DoNotOptimize(leaf_order(router, 0, scene.yards[20]));
}
BENCHMARK(order_at_a_yard)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
