// The corridor in SimGrid: an actor a vehicle, over edges with a gate and a store.
//
// usage: simgrid_corridor <edges.txt> <trips.txt>
//
// Prints trips, events and the mean time of a trip [s]. The same model as simpy_corridor.py: the
// gate lets a vehicle in a headway after the one before, the store has room for as many as stand on
// the edge and is asked for before the edge behind is left. No coupling, no energy. An event is a
// step of an actor: a semaphore taken or given back, or a sleep that ends.

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <simgrid/s4u.hpp>

namespace {

namespace sg = simgrid::s4u;

constexpr double kSpeed = 200.0 / 3.6;
constexpr double kSpacing = 8.0;  // of standing vehicles: 6 m and a gap of 2 m
constexpr double kHeadway = 1.0 + kSpacing / kSpeed;

struct Edge {
  double run_s;
  sg::SemaphorePtr gate;
  sg::SemaphorePtr store;
};

struct Trip {
  double time_s;
  std::vector<const Edge*> edges;
};

struct Totals {
  std::uint64_t trips = 0;
  std::uint64_t events = 0;
  double time_s = 0.0;
};

void run_over(const Trip& trip, Totals& totals) {
  const double start_s = sg::Engine::get_clock();
  const Edge* behind = nullptr;
  for (const Edge* edge : trip.edges) {
    edge->store->acquire();
    edge->gate->acquire();
    if (behind != nullptr) behind->store->release();
    sg::this_actor::sleep_for(kHeadway);
    edge->gate->release();
    if (edge->run_s > kHeadway) sg::this_actor::sleep_for(edge->run_s - kHeadway);
    behind = edge;
    totals.events += 6;
  }
  if (behind != nullptr) behind->store->release();
  ++totals.trips;
  totals.time_s += sg::Engine::get_clock() - start_s;
}

std::map<std::string, Edge> read_edges(const char* path) {
  std::map<std::string, Edge> edges;
  std::ifstream stream(path);
  std::string name;
  double length_m = 0.0;
  unsigned lanes = 0;
  while (stream >> name >> length_m >> lanes) {
    const auto room = static_cast<unsigned>(length_m / kSpacing) * lanes;
    edges[name] = {length_m / kSpeed, sg::Semaphore::create(lanes), sg::Semaphore::create(room)};
  }
  return edges;
}

std::vector<Trip> read_trips(const char* path, const std::map<std::string, Edge>& edges) {
  std::vector<Trip> trips;
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line);
    Trip trip{};
    words >> trip.time_s;
    for (std::string name; words >> name;) trip.edges.push_back(&edges.at(name));
    trips.push_back(std::move(trip));
  }
  return trips;
}

}  // namespace

int main(int argc, char** argv) {
  sg::Engine engine(&argc, argv);
  if (argc != 3) {
    std::fprintf(stderr, "usage: simgrid_corridor <edges.txt> <trips.txt>\n");
    return 2;
  }
  sg::Engine::set_config("contexts/stack-size:32");
  sg::Engine::set_config("contexts/guard-size:0");  // with guard pages 32,000 actors are the most
  sg::NetZone* zone = sg::create_full_zone("world");
  sg::Host* host = zone->create_host("host", 1e9);
  zone->seal();
  const std::map<std::string, Edge> edges = read_edges(argv[1]);
  const std::vector<Trip> trips = read_trips(argv[2], edges);
  Totals totals;
  sg::Actor::create("source", host, [&] {
    for (const Trip& trip : trips) {
      sg::this_actor::sleep_until(trip.time_s);
      ++totals.events;
      sg::Actor::create("vehicle", host, [&trip, &totals] { run_over(trip, totals); });
    }
  });
  engine.run();
  std::printf("%llu %llu %.3f\n", static_cast<unsigned long long>(totals.trips),
              static_cast<unsigned long long>(totals.events),
              totals.time_s / static_cast<double>(totals.trips));
  return 0;
}
