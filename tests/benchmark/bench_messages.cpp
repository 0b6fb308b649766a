#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "models/messages/message_network.hpp"
#include "models/messages/messenger.hpp"

// What a message costs with a number of others in flight, for both back ends, and what a messenger
// costs with nothing in flight.

namespace {

using namespace dimai::models;

MessagePlatform cells(std::uint32_t count) {
  MessagePlatform platform;
  platform.access_points.push_back({"office", 0.0, 0.0, AccessKind::fibre, 0.001, 1e10});
  for (std::uint32_t i = 0; i < count; ++i)
    platform.access_points.push_back({"cell", 1e3 * i, 0.0, AccessKind::radio, 0.005, 1e7});
  return platform;
}

/// Keeps `in_flight` messages under way, each between the office and a cell of its own.
void messages(benchmark::State& state, bool simgrid) {
  const auto in_flight = static_cast<std::uint32_t>(state.range(0));
  const MessagePlatform platform = cells(in_flight);
  const auto network = simgrid ? make_simgrid_network(platform) : make_analytic_network(platform);
  for (std::uint32_t i = 0; i < in_flight; ++i)
    network->send({1000LL * i}, AccessIndex{i + 1}, AccessIndex{0}, 120, i);
  std::vector<MessageOutcome> outcomes;
  for (auto _ : state) {
    const dimai::sim::Time now = network->next();
    outcomes.clear();
    network->take(now, outcomes);
    for (const MessageOutcome& each : outcomes)
      network->send(now, AccessIndex{each.tag + 1}, AccessIndex{0}, 120, each.tag);
    state.SetItemsProcessed(state.items_processed() + static_cast<std::int64_t>(outcomes.size()));
  }
}

void analytic(benchmark::State& state) { messages(state, false); }
void simgrid(benchmark::State& state) { messages(state, true); }
BENCHMARK(analytic)->Arg(1)->Arg(100)->Arg(1000);
BENCHMARK(simgrid)->Arg(1)->Arg(100);

struct Nobody final : MessageReceiver {
  void ended(dimai::sim::Simulation&, const MessageOutcome&) override {}
};

struct Ticks {
  dimai::sim::HandlerId id{};
  void handle(dimai::sim::Simulation& simulation, const dimai::sim::Event& event) {
    simulation.schedule(event.time + dimai::sim::Time{1000}, id, 0, event.subject);
  }
};

/// Events of others, with and without a messenger that has nothing to do.
void kernel_events(benchmark::State& state) {
  dimai::sim::Simulation simulation;
  Nobody nobody;
  Messenger messenger(make_analytic_network(cells(10)));
  if (state.range(0) != 0) messenger.attach(simulation, nobody);
  Ticks ticks;
  ticks.id = simulation.add_handler(ticks);
  for (std::uint32_t i = 0; i < 1000; ++i) simulation.schedule({i}, ticks.id, 0, i);
  std::int64_t events = 0;
  for (auto _ : state)
    events += static_cast<std::int64_t>(simulation.run(dimai::sim::Time::max(), 10'000));
  state.SetItemsProcessed(events);
}
BENCHMARK(kernel_events)->Arg(0)->Arg(1);

}  // namespace

BENCHMARK_MAIN();
