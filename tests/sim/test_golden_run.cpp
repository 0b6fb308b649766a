#include <cmath>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/random.hpp"
#include "sim/simulation.hpp"
#include "sim/statistics/statistics.hpp"

using namespace dimai::sim;

namespace {

/// Servers with waiting lines, Poisson arrivals and exponential service. A customer may lose
/// patience, so that timers are set, cancelled and moved as well.
class QueueingScene {
 public:
  QueueingScene(Simulation& simulation, std::uint64_t seed, std::uint32_t server_count, double load,
                double patience_s)
      : id_(simulation.add_handler(*this)), load_(load), patience_s_(patience_s) {
    for (std::uint32_t i = 0; i < server_count; ++i) {
      servers_.push_back({Random(seed, 0, arrival, i), Random(seed, 0, departure, i), {}, 0, {}});
      simulation.schedule({}, id_, arrival, i);
    }
  }

  void handle(Simulation& simulation, const Event& event) {
    Server& server = servers_[event.subject];
    if (event.kind == arrival) {
      arrive(simulation, server, event.subject);
    } else if (event.kind == departure) {
      time_in_system_s_.add(to_seconds(simulation.now() - server.line.front()));
      server.line.pop_front();
      ++server.served;
      if (!server.line.empty()) serve(simulation, server, event.subject);
    } else {
      ++complaints_;
    }
  }
  const BatchMeans& time_in_system_s() const { return time_in_system_s_; }
  std::uint64_t complaints() const { return complaints_; }

 private:
  enum Kind : std::uint16_t { arrival, departure, complaint };
  struct Server {
    Random gaps;
    Random services;
    std::deque<Time> line;  ///< arrival times
    std::uint32_t served = 0;
    Timer alarm;  ///< goes off if no service ends for long
  };

  void arrive(Simulation& simulation, Server& server, std::uint32_t number) {
    const Time gap = seconds(server.gaps.exponential(1.0 / load_));
    simulation.schedule(simulation.now() + gap, id_, arrival, number);
    server.line.push_back(simulation.now());
    if (server.line.size() == 1) serve(simulation, server, number);
  }
  void serve(Simulation& simulation, Server& server, std::uint32_t number) {
    const Time now = simulation.now();
    simulation.schedule(now + seconds(server.services.exponential(1.0)), id_, departure, number,
                        server.served);
    const Time late = now + seconds(patience_s_);
    if (server.served % 5 == 4) simulation.cancel(server.alarm);
    if (!simulation.reschedule(server.alarm, late))
      server.alarm = simulation.schedule_timer(late, id_, complaint, number);
  }

  HandlerId id_;
  double load_;
  double patience_s_;
  std::vector<Server> servers_;
  BatchMeans time_in_system_s_;
  std::uint64_t complaints_ = 0;
};

}  // namespace

TEST_CASE("the golden run has the same events in every build") {
  Simulation simulation;
  QueueingScene scene(simulation, 20'261'122, 300, 0.8, 6.0);
  simulation.run(seconds(400.0));
  // Changes with the order of events, the random streams or the hash; say why in CHANGELOG.md.
  CHECK(simulation.event_count() == 191'759);  // 300 servers x 400 s x 0.8 / s x 2, and complaints
  CHECK(simulation.event_hash() == 4103652013776224089U);
  CHECK(scene.complaints() > 100);
}

TEST_CASE("two runs side by side do not disturb each other, and one in pieces is the same") {
  Simulation whole;
  Simulation pieces;
  QueueingScene one(whole, 5, 50, 0.7, 8.0);
  QueueingScene other(pieces, 5, 50, 0.7, 8.0);
  Random random(1, 0, 0, 0);
  while (pieces.now() < seconds(300.0)) {
    const Time until = pieces.now() + seconds(random.exponential(2.0));
    pieces.run(std::min(until, seconds(300.0)), 1 + random.below(200));
  }
  whole.run(seconds(300.0));
  pieces.run(seconds(300.0));
  CHECK(whole.event_count() == pieces.event_count());
  CHECK(whole.event_hash() == pieces.event_hash());
  CHECK(whole.now() == pieces.now());
}

TEST_CASE("customers of an M/M/1 queue stay 1 / (mu - lambda) on the mean") {
  Simulation simulation;
  QueueingScene scene(simulation, 6, 20, 0.5, 1000.0);
  simulation.run(seconds(50'000.0));
  // Twenty servers in one series, so its neighbours are independent: 1 / (1 - 0.5) = 2 s.
  const BatchMeans& time_s = scene.time_in_system_s();
  CHECK(time_s.half_width() < 0.03);
  CHECK(std::abs(time_s.mean() - 2.0) < 2.0 * time_s.half_width());
}
