#include <algorithm>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "sim/random.hpp"
#include "sim/simulation.hpp"
#include "tests/benchmark/workload.hpp"

using namespace dimai;
using namespace dimai::benchmark;

namespace {

/// Entities that each update their row and come again after an exponential time.
///
/// @tparam announced  the kernel is told beforehand which rows will be needed
template <bool announced>
class Holding {
 public:
  Holding(sim::Simulation& simulation, std::size_t count)
      : rows_(count), id_(simulation.add_handler(*this)) {
    for (std::uint32_t i = 0; i < count; ++i)
      simulation.schedule(sim::seconds(draws_.exponential()), id_, 0, i);
  }
  void handle(sim::Simulation& simulation, const sim::Event& event) {
    EntityRow& row = rows_[event.subject];
    ++row.event_count;
    row.last_time_ns = event.time.ns;
    simulation.schedule(event.time + sim::seconds(draws_.exponential()), id_, 0, event.subject);
  }
  void prefetch(const sim::Event& event) const requires announced {
    __builtin_prefetch(&rows_[event.subject], 1);
  }

 private:
  std::vector<EntityRow> rows_;
  Draws draws_;
  sim::HandlerId id_;
};

/// Each event of an entity moves the alarm that watches over it: a timer that never rings.
class Watched {
 public:
  Watched(sim::Simulation& simulation, std::size_t count)
      : alarms_(count), id_(simulation.add_handler(*this)) {
    for (std::uint32_t i = 0; i < count; ++i) {
      simulation.schedule(sim::seconds(draws_.exponential()), id_, 0, i);
      alarms_[i] = simulation.schedule_timer(sim::seconds(60.0), id_, 1, i);
    }
  }
  void handle(sim::Simulation& simulation, const sim::Event& event) {
    simulation.reschedule(alarms_[event.subject], event.time + sim::seconds(60.0));
    simulation.schedule(event.time + sim::seconds(draws_.exponential()), id_, 0, event.subject);
  }

 private:
  std::vector<sim::Timer> alarms_;
  Draws draws_;
  sim::HandlerId id_;
};

/// One server, Poisson arrivals, exponential service: two events a customer.
class SingleServer {
 public:
  explicit SingleServer(sim::Simulation& simulation, std::size_t /*pending*/)
      : id_(simulation.add_handler(*this)) {
    simulation.schedule({}, id_, arrival, 0);
  }
  void handle(sim::Simulation& simulation, const sim::Event& event) {
    if (event.kind == arrival) {
      const sim::Time gap = sim::seconds(Server::mean_gap_s * draws_.exponential());
      simulation.schedule(event.time + gap, id_, arrival, 0);
      if (server_.arrive(event.time.ns)) serve(simulation);
    } else if (server_.depart(event.time.ns)) {
      serve(simulation);
    }
  }

 private:
  enum Kind : std::uint16_t { arrival, departure };

  void serve(sim::Simulation& simulation) {
    simulation.schedule(simulation.now() + sim::seconds(draws_.exponential()), id_, departure, 0);
  }

  Server server_;
  Draws draws_;
  sim::HandlerId id_;
};

/// Runs a thousand events an iteration: the microseconds shown are nanoseconds an event.
template <class Model>
void thousand_events(::benchmark::State& state) {
  const auto pending = static_cast<std::uint64_t>(state.range(0));
  sim::Simulation simulation;
  Model model(simulation, pending);
  simulation.run(sim::Time::max(), std::max<std::uint64_t>(2 * pending, 500'000));
  for (auto _ : state) simulation.run(sim::Time::max(), 1000);
}

std::int64_t iterations(std::int64_t pending) {
  return std::max<std::int64_t>(pending / 250, 3000);
}

template <class Model>
void add(const char* name, std::int64_t most_pending) {
  for (std::int64_t pending = 1000; pending <= most_pending; pending *= 10) {
    ::benchmark::RegisterBenchmark(name, thousand_events<Model>)
        ->Arg(pending)
        ->Iterations(iterations(pending))
        ->Unit(::benchmark::kMicrosecond);
  }
}

/// What a random number costs.
template <class Draw>
void add_draw(const char* name, Draw draw) {
  ::benchmark::RegisterBenchmark(name, [draw](::benchmark::State& state) {
    sim::Random random(1, 2, 3, 4);
    double sum = 0.0;
    for (auto _ : state) sum += draw(random);
    ::benchmark::DoNotOptimize(sum);
  });
}

}  // namespace

int main(int argc, char** argv) {
  add<Holding<true>>("dimai/hold", 10'000'000);
  add<Holding<false>>("dimai/hold without prefetch", 10'000'000);
  add<Watched>("dimai/hold with a timer moved", 1'000'000);
  add<SingleServer>("dimai/mm1", 1000);
  add_draw("random/uniform", [](sim::Random& random) { return random.uniform(); });
  add_draw("random/exponential", [](sim::Random& random) { return random.exponential(1.0); });
  add_draw("random/normal", [](sim::Random& random) { return random.normal(); });
  add_draw("random/poisson of mean 100",
           [](sim::Random& random) { return static_cast<double>(random.poisson(100.0)); });
  ::benchmark::Initialize(&argc, argv);
  if (::benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  ::benchmark::RunSpecifiedBenchmarks();
  return 0;
}
