// The hold model and the M/M/1 queue of workload.hpp in ns-3. Prints CPU nanoseconds an event.
//
// usage: ns3_kernel hold|mm1 <pending> <events> <scheduler, e.g. ns3::PriorityQueueScheduler>
//                   seconds|nanoseconds
// With "seconds" ns-3 turns them into its own time, as dimai does with sim::seconds(); with
// "nanoseconds" it is spared that, which its conversion by 128-bit fractions makes dear.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <ns3/object-factory.h>
#include <ns3/simulator.h>

#include "tests/benchmark/workload.hpp"

using namespace dimai::benchmark;

namespace {

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// How times are handed over.
bool in_seconds = true;

ns3::Time after(double s) {
  if (in_seconds) return ns3::Seconds(s);
  return ns3::NanoSeconds(static_cast<std::int64_t>(s * 1e9 + 0.5));
}

/// Counts events; the clock starts when `warm_up` of them have run.
struct Meter {
  std::uint64_t warm_up;
  std::uint64_t measured;
  std::uint64_t count = 0;
  double start_s = 0.0;

  void tick() {
    if (++count == warm_up) start_s = cpu_s();
    if (count == warm_up + measured) {
      std::printf("%.2f\n", (cpu_s() - start_s) * 1e9 / static_cast<double>(measured));
      ns3::Simulator::Stop();
    }
  }
};

struct Holding {
  Meter meter;
  std::vector<EntityRow> rows;
  Draws draws;

  void step(std::uint32_t entity) {
    EntityRow& row = rows[entity];
    ++row.event_count;
    row.last_time_ns = ns3::Simulator::Now().GetNanoSeconds();
    meter.tick();
    ns3::Simulator::Schedule(after(draws.exponential()), &Holding::step, this, entity);
  }
};

struct SingleServer {
  Meter meter;
  Server server;
  Draws draws;

  void arrive() {
    meter.tick();
    ns3::Simulator::Schedule(after(Server::mean_gap_s * draws.exponential()), &SingleServer::arrive,
                             this);
    if (server.arrive(ns3::Simulator::Now().GetNanoSeconds())) serve();
  }
  void depart() {
    meter.tick();
    if (server.depart(ns3::Simulator::Now().GetNanoSeconds())) serve();
  }
  void serve() {
    ns3::Simulator::Schedule(after(draws.exponential()), &SingleServer::depart, this);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr,
                 "usage: ns3_kernel hold|mm1 <pending> <events> <scheduler> seconds|nanoseconds\n");
    return 2;
  }
  const std::uint64_t pending = std::strtoull(argv[2], nullptr, 10);
  in_seconds = std::string(argv[5]) == "seconds";
  const Meter meter{pending < 200'000 ? 200'000 : pending, std::strtoull(argv[3], nullptr, 10)};
  ns3::ObjectFactory scheduler;
  scheduler.SetTypeId(argv[4]);
  ns3::Simulator::SetScheduler(scheduler);
  Holding holding{meter, std::vector<EntityRow>(pending), {}};
  SingleServer queue{meter, {}, {}};
  if (std::string(argv[1]) == "hold") {
    for (std::uint32_t i = 0; i < pending; ++i)
      ns3::Simulator::Schedule(after(holding.draws.exponential()), &Holding::step, &holding, i);
  } else {
    ns3::Simulator::Schedule(ns3::NanoSeconds(0), &SingleServer::arrive, &queue);
  }
  ns3::Simulator::Run();
  ns3::Simulator::Destroy();
  return 0;
}
