#include <filesystem>

#include <benchmark/benchmark.h>

#include "models/pipelines/powder/operating_point.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"

using namespace dimai;

namespace {

/// A year of scenarios/powder-pilot: 4 powders, 8 silos, a line with four changeovers a day.
void powder_year(benchmark::State& state) {
  const std::filesystem::path here(__FILE__);
  const auto root = here.parent_path().parent_path().parent_path();
  const scenarios::Scenario scenario =
      scenarios::read_scenario(root / "scenarios/powder-pilot", {"run.duration=365 d"});
  std::uint64_t events = 0;
  for (auto _ : state) {
    scenarios::Run run(scenario);
    while (run.advance(4096)) {
    }
    events += run.event_count();
    benchmark::DoNotOptimize(run.violations());
  }
  state.counters["events"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}
BENCHMARK(powder_year)->Unit(benchmark::kMillisecond);

/// The working point of a line with 8 bends by the rule of velocity: what the design helper does
/// once a bore.
void operating_point(benchmark::State& state) {
  models::ConveyingLine line;
  line.bore_m = 0.065;
  line.route = models::simple_route(180.0, 8.0, 8);
  line.particle_size_m = 32e-6;
  line.particle_density_kg_m3 = 4430.0;
  line.solids_flow_kg_s = 60.0 / 3600.0;
  line.gas = models::ConveyingGas::argon;
  for (auto _ : state) benchmark::DoNotOptimize(models::operate_by(line, {}));
}
BENCHMARK(operating_point)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
