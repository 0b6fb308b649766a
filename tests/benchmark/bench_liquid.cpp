// Cold steady solutions of generated water networks of the sizes of EPANET's example 3 and of two
// larger ones: from flows at 1 ft/s to a change of flows below 0.1 %.

#include <cstdint>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "models/physics/flow/friction.hpp"
#include "models/pipelines/liquid/hydraulics/solver.hpp"

using namespace dimai;
using namespace dimai::models;

namespace {

/// Streets in a grid: every street in one direction, every fourth crossing street; a reservoir at
/// one corner and a tank at the other. About 1.25 links a node, as real networks have.
LiquidNetwork town(std::uint32_t columns, std::uint32_t rows) {
  LiquidNetwork network;
  std::uint64_t dice = 1;
  const auto random = [&] {  // in [0, 1): a sequence that is the same everywhere
    dice = dice * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(dice >> 40U) / static_cast<double>(1U << 24U);
  };
  for (std::uint32_t i = 0; i < columns * rows; ++i) {
    LiquidNode node;
    node.id = std::to_string(i);
    node.elevation_m = 10.0 * random();
    node.demands.push_back({.base_m3_s = 2e-4 * random(), .pattern = {}, .category = ""});
    network.nodes.push_back(std::move(node));
  }
  network.junction_count = columns * rows;
  for (const char* id : {"works", "tank"}) {
    LiquidNode node;
    node.id = id;
    node.kind = LiquidNodeKind::reservoir;
    node.elevation_m = 80.0;
    network.nodes.push_back(std::move(node));
  }
  const auto pipe = [&](std::uint32_t from, std::uint32_t to, double diameter_m) {
    LiquidLink link;
    link.id = std::to_string(network.links.size());
    link.from = LiquidNodeIndex{from};
    link.to = LiquidNodeIndex{to};
    link.length_m = 80.0 + 60.0 * random();
    link.diameter_m = diameter_m;
    link.resistance = hazen_williams({link.length_m, diameter_m}, 120.0).resistance;
    network.links.push_back(std::move(link));
  };
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t column = 0; column < columns; ++column) {
      const std::uint32_t at = row * columns + column;
      if (column + 1 < columns) pipe(at, at + 1, 0.1 + 0.1 * random());
      if (row + 1 < rows && column % 4 == 0) pipe(at, at + columns, 0.3);
    }
  }
  pipe(columns * rows, 0, 0.6);
  pipe(columns * rows + 1, columns * rows - 1, 0.6);
  network.index_links();
  return network;
}

void solve_cold(benchmark::State& state) {
  const LiquidNetwork network =
      town(static_cast<std::uint32_t>(state.range(0)), static_cast<std::uint32_t>(state.range(1)));
  LiquidSolver solver(network);
  LiquidState start = initial_state(network);
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    if (network.nodes[n].demands.empty()) continue;
    start.demand_m3_s[n] = network.nodes[n].demands.front().base_m3_s;
  }
  std::int64_t iterations = 0;
  for (auto _ : state) {
    LiquidState now = start;
    const LiquidSolution solution = solver.solve(now);
    iterations = solution.iterations;
    benchmark::DoNotOptimize(now.head_m[LiquidNodeIndex{0}]);
  }
  state.counters["nodes"] = static_cast<double>(network.nodes.size());
  state.counters["links"] = static_cast<double>(network.links.size());
  state.counters["iterations"] = static_cast<double>(iterations);
  state.counters["s_per_iteration"] = benchmark::Counter(
      static_cast<double>(iterations),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(solve_cold)->Args({12, 8})->Args({36, 26})->Args({64, 52})->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
