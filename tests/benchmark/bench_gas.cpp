#include <cmath>
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "models/pipelines/gas/gas_transient.hpp"

using namespace dimai::models;

namespace {

/// A grid of streets of about so many nodes, fed at one corner; every tenth node takes gas.
GasNetwork grid(std::int64_t node_count) {
  const auto side = static_cast<std::uint32_t>(std::lround(std::sqrt(node_count)));
  GasNetwork network;
  network.gas.law = papay_gas(138e3, 288.15, 45.9e5, 191.0);
  for (std::uint32_t i = 0; i < side * side; ++i) {
    GasNode node;
    node.id = std::to_string(i);
    node.supply_kg_s = i % 10 == 3 ? -20.0 / side : 0.0;
    network.nodes.push_back(node);
  }
  network.nodes[GasNodeIndex{0}].pressure_is_set = true;
  network.nodes[GasNodeIndex{0}].pressure_pa = 60e5;
  const auto add = [&network](std::uint32_t from, std::uint32_t to) {
    GasElement pipe;
    pipe.id = std::to_string(network.elements.size());
    pipe.from = {from};
    pipe.to = {to};
    pipe.pipe.length_m = 2000.0 + 37.0 * (from % 11);
    pipe.pipe.diameter_m = 0.5;
    pipe.pipe.friction.law = GasFrictionLaw::hofer;
    network.elements.push_back(pipe);
  };
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      const std::uint32_t here = y * side + x;
      if (x + 1 < side) add(here, here + 1);
      if (y + 1 < side) add(here, here + side);
    }
  }
  return network;
}

void solve_steady(benchmark::State& state) {
  const GasNetwork network = grid(state.range(0));
  GasSolver solver(network);
  GasState found;
  for (auto _ : state) {
    const GasFailure failure = solver.solve_steady(found);
    if (failure) state.SkipWithError(failure.message.c_str());
  }
  state.counters["nodes"] = static_cast<double>(network.nodes.size());
  state.counters["iterations"] = solver.iterations();
}
BENCHMARK(solve_steady)->Arg(10)->Arg(135)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// A day of two peaks, demand in straight lines between hours.
void march_a_day(benchmark::State& state) {
  const GasNetwork network = grid(state.range(0));
  std::vector<GasRamp> ramps;
  for (const GasNodeIndex n : network.nodes.indices()) {
    const double base = network.nodes[n].supply_kg_s;
    if (base == 0.0) continue;
    GasRamp ramp{GasRamp::What::supply, n.value, {}, {}};
    for (int hour = 0; hour <= 24; ++hour) {
      ramp.time_s.push_back(3600.0 * hour);
      ramp.value.push_back(base * (1.0 - 0.5 * std::cos(hour * M_PI / 6.0)));
    }
    ramps.push_back(ramp);
  }
  double steps = 0.0;
  for (auto _ : state) {
    GasTransient gas(network, {}, ramps);
    GasFailure failure = gas.start();
    for (int hour = 1; hour <= 24 && !failure; ++hour) {
      failure = gas.advance(3600.0 * hour);
      gas.restart();
    }
    if (failure) state.SkipWithError(failure.message.c_str());
    steps = static_cast<double>(gas.step_count());
  }
  state.counters["steps"] = steps;
}
BENCHMARK(march_a_day)->Arg(135)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
