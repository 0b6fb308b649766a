// A week of the hospital that ships: reading apart, all sends simulated. Aim: under one second.

#include <filesystem>

#include <benchmark/benchmark.h>

#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"

using namespace dimai::scenarios;

namespace {

std::filesystem::path hospital() {
  return std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios" / "hospital-tubes";
}

void week_of_hospital_tubes(benchmark::State& state) {
  const Scenario scenario = read_scenario(hospital());
  std::uint64_t events = 0;
  std::uint64_t sends = 0;
  for (auto _ : state) {
    Run run(scenario);
    while (run.advance(1000000)) {
    }
    events += run.event_count();
    sends += run.counts().front().arrived;
    benchmark::DoNotOptimize(sends);
  }
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}
BENCHMARK(week_of_hospital_tubes)->Unit(benchmark::kMillisecond);

void read_hospital_tubes(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(read_scenario(hospital()));
}
BENCHMARK(read_hospital_tubes)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
