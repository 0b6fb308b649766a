#include <algorithm>
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "sim/event_queue.hpp"
#include "tests/benchmark/rivals/calendar_queue.hpp"
#include "tests/benchmark/rivals/heaps.hpp"
#include "tests/benchmark/rivals/timing_wheel.hpp"
#include "tests/benchmark/workload.hpp"

using namespace dimai;
using namespace dimai::benchmark;

namespace {

constexpr std::int64_t most_pending = 10'000'000;

/// The hold model: take the next event out, put it back later. The number pending stays as it is.
template <class Queue>
void hold(::benchmark::State& state, Increments kind) {
  const auto pending = static_cast<std::uint64_t>(state.range(0));
  IncrementTable increments(kind);
  Draws draws;
  Queue queue;
  for (std::uint32_t i = 0; i < pending; ++i) {
    const auto spread_ns = static_cast<std::int64_t>(draws.bits() >> 44);
    queue.push({.time = {increments.next_ns() + spread_ns}, .subject = i});
  }
  std::uint64_t sum = 0;
  const auto step = [&] {
    sim::Event event = queue.pop();
    sum = sum * 31 + event.order;
    event.time.ns += increments.next_ns();
    queue.push(event);
  };
  for (std::uint64_t i = 0; i < std::max<std::uint64_t>(pending, 200'000); ++i) step();
  for (auto _ : state) step();
  ::benchmark::DoNotOptimize(sum);
}

/// Each event comes up at least once; a cheap structure is measured over several turns.
template <class Queue>
void add(const std::string& name, Increments kind, std::int64_t turns,
         std::int64_t largest = most_pending) {
  for (std::int64_t pending = 1000; pending <= largest; pending *= 10) {
    const std::int64_t holds = std::max<std::int64_t>(turns * pending, 2'000'000);
    ::benchmark::RegisterBenchmark(name.c_str(), hold<Queue>, kind)
        ->Arg(pending)
        ->Iterations(holds)
        ->Unit(::benchmark::kNanosecond);
  }
}

void add_all(const std::string& suffix, Increments kind, std::int64_t largest) {
  add<sim::EventQueue>("ladder/" + suffix, kind, 4, largest);
  add<TimingWheel>("wheel/" + suffix, kind, 2, largest);
  add<CalendarQueue>("calendar/" + suffix, kind, 1, largest);
  add<FourAryHeap>("4-ary heap/" + suffix, kind, 1, largest);
  add<StdPriorityQueue>("std::priority_queue/" + suffix, kind, 1, largest);
}

}  // namespace

int main(int argc, char** argv) {
  add_all("exponential", Increments::exponential, most_pending);
  add_all("uniform", Increments::uniform, most_pending / 10);
  add_all("bimodal", Increments::bimodal, most_pending / 10);
  // Equal times are what a calendar and a wheel of fixed width are not made for.
  for (const auto& [suffix, kind] :
       {std::pair{"equal", Increments::equal}, std::pair{"zero", Increments::zero}}) {
    add<sim::EventQueue>(std::string("ladder/") + suffix, kind, 4, most_pending / 10);
    add<FourAryHeap>(std::string("4-ary heap/") + suffix, kind, 1, most_pending / 10);
    add<StdPriorityQueue>(std::string("std::priority_queue/") + suffix, kind, 1, most_pending / 10);
  }
  ::benchmark::Initialize(&argc, argv);
  if (::benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  ::benchmark::RunSpecifiedBenchmarks();
  return 0;
}
