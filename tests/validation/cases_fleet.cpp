#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/operation/empties/fluid_bound.hpp"
#include "models/operation/empties/imagined_fleet.hpp"
#include "models/operation/empties/sampling_voting.hpp"
#include "models/operation/route_keeper.hpp"
#include "models/operation/service.hpp"
#include "sim/random.hpp"
#include "sim/statistics/statistics.hpp"
#include "tests/models/operation/empty_dispatch.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace models;

std::vector<std::vector<double>> times_of(const Row& row) {
  if (!row.has("ring_s")) return row.matrix("times_s");
  const std::vector<double> ring = row.numbers("ring_s");
  std::vector<std::vector<double>> times;
  for (const auto& line : tests::ring_times({ring.begin(), ring.end()}))
    times.emplace_back(line.begin(), line.end());
  return times;
}

std::vector<std::vector<std::int64_t>> whole_times(const Row& row) {
  std::vector<std::vector<std::int64_t>> times;
  for (const std::vector<double>& line : times_of(row))
    times.emplace_back(line.begin(), line.end());
  return times;
}

/// Story of requests [origin, destination, time], told in order.
class Told final : public RequestSampler {
 public:
  Told(const std::vector<std::vector<double>>& requests, std::int64_t length,
       const tests::MatrixTimes& times)
      : length_(static_cast<std::size_t>(length)) {
    for (const std::vector<double>& each : requests) {
      const auto from = static_cast<std::uint32_t>(each[0]);
      const auto to = static_cast<std::uint32_t>(each[1]);
      requests_.push_back({static_cast<std::int64_t>(each[2]), from, to, times.time(from, to)});
    }
  }
  void restart(std::int64_t /*now_ns*/) override { at_ = length_ * sequence_++; }
  SampleRequest next() override { return requests_[at_++ % requests_.size()]; }

 private:
  std::vector<SampleRequest> requests_;
  std::size_t length_;
  std::size_t sequence_ = 0;
  std::size_t at_ = 0;
};

/// Requests at random by a matrix of rates, served by the rule of the nearest, one after another.
class RandomTrips {
 public:
  RandomTrips(const std::vector<std::vector<double>>& rates_s, std::uint64_t replication)
      : random_(1, replication, 1, 0) {
    for (std::uint32_t from = 0; from < rates_s.size(); ++from) {
      for (std::uint32_t to = 0; to < rates_s.size(); ++to) {
        sum_s_ += rates_s[from][to];
        pairs_.push_back({from, to, sum_s_});
      }
    }
  }
  struct Trip {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double until = 0.0;
  };
  double gap_s() { return random_.exponential(1.0 / sum_s_); }
  Trip trip() {
    const double target = random_.uniform() * sum_s_;
    return *std::lower_bound(pairs_.begin(), pairs_.end(), target,
                             [](const Trip& t, double value) { return t.until < value; });
  }

 private:
  sim::Random random_;
  double sum_s_ = 0.0;
  std::vector<Trip> pairs_;
};

/// Waits in milliseconds, to tell requests apart that come within the same second.
std::vector<std::vector<std::int64_t>> in_ms(std::vector<std::vector<std::int64_t>> times) {
  for (auto& line : times) {
    for (std::int64_t& each : line) each *= 1000;
  }
  return times;
}

}  // namespace

Quantities fluid_limit(const Row& row) {
  const std::vector<std::vector<double>> times = times_of(row);
  const std::vector<std::vector<double>> demand = row.matrix("demand");
  const double period_s = row.number_or("period_s", 1.0);
  const EmptyNetwork network = empty_network(times);
  std::vector<LoadedTrips> trips;
  FlowProblem problem{network.arcs, std::vector<std::int64_t>(times.size(), 0)};
  double sum = 0.0;
  for (std::uint32_t from = 0; from < times.size(); ++from) {
    for (std::uint32_t to = 0; to < times.size(); ++to) {
      sum += demand[from][to];
      trips.push_back({from, to, demand[from][to], times[from][to]});
      problem.surplus[to] += std::llround(demand[from][to] * 1e6);
      problem.surplus[from] -= std::llround(demand[from][to] * 1e6);
    }
  }
  const FluidBound bound = fluid_bound(network, trips, period_s);
  const FlowSolution flow = min_cost_flow(problem);
  Quantities found{{"demand", sum},
                   {"loaded", bound.loaded},
                   {"empty", bound.empty},
                   {"fleet", bound.fleet()},
                   {"loaded_s", bound.loaded * period_s},
                   {"empty_s", bound.empty * period_s},
                   {"empty_per_loaded", bound.empty / bound.loaded},
                   {"empty_flow", 0.0}};
  for (std::size_t a = 0; a < flow.flow.size(); ++a) {
    const double amount = static_cast<double>(flow.flow[a]) * 1e-6;
    found.back().second += amount;
    found.emplace(found.begin(),
                  "y" + std::to_string(network.arcs[a].from) + std::to_string(network.arcs[a].to),
                  amount);
  }
  return found;
}

/// Requests known beforehand, served in thought by the rule of sampling and voting.
Quantities static_dispatch(const Row& row) {
  const std::vector<double> places = row.numbers("capsules");
  tests::MatrixTimes times(whole_times(row));
  ImaginedFleet fleet(times.size(), 0, 0);
  const std::vector<double> free =
      row.has("free_s") ? row.numbers("free_s") : std::vector<double>(places.size(), 0.0);
  for (std::uint32_t k = 0; k < places.size(); ++k) {
    fleet.add({CapsuleIndex{k}, static_cast<std::uint32_t>(places[k]),
               static_cast<std::int64_t>(free[k])});
  }
  Quantities found;
  for (const std::vector<double>& request : row.matrix("requests")) {
    const auto origin = static_cast<std::uint32_t>(request[0]);
    const auto destination = static_cast<std::uint32_t>(request[1]);
    const auto time = static_cast<std::int64_t>(request[2]);
    const auto choice = fleet.choose(origin, time, times).value();
    fleet.move(choice.place, destination, choice.pickup_ns + times.time(origin, destination));
    const std::string n = std::to_string(found.size() / 2 + 1);
    found.emplace_back("wait_" + n + "_s", static_cast<double>(choice.pickup_ns - time));
    found.emplace_back("capsule_" + n, static_cast<double>(choice.place.capsule.value));
  }
  return found;
}

/// Where idle capsules go after a vote: `to_<portal>`, the portal itself where they stay.
Quantities voting(const Row& row) {
  tests::MatrixTimes times(whole_times(row));
  std::vector<FleetPlace> fleet;
  for (const std::vector<double>& each : row.matrix("fleet")) {
    fleet.push_back({CapsuleIndex{static_cast<std::uint32_t>(fleet.size())},
                     static_cast<std::uint32_t>(each[0]), static_cast<std::int64_t>(each[1])});
  }
  const VotingRules rules{row.integer("sequences"), row.integer("requests_each")};
  Told story(row.matrix("samples"), rules.requests, times);
  Quantities found;
  const auto moves =
      vote_for_moves(fleet, times.size(), 0, static_cast<std::int64_t>(row.number_or("now_s", 0.0)),
                     rules, times, story);
  for (std::size_t portal = 0; portal < times.size(); ++portal)
    found.emplace_back("to_" + std::to_string(portal), static_cast<double>(portal));
  for (const IdleMove& move : moves) found[move.from].second = move.to;
  return found;
}

/// Whether waits under the nearest-neighbour rule grow without end: means over the first and the
/// last tenth of a long run.
Quantities fleet_stability(const Row& row) {
  const auto demand = row.matrix("demand");
  const double period_s = row.number("period_s");
  std::vector<std::vector<double>> rates_s = demand;
  for (auto& line : rates_s) {
    for (double& each : line) each /= period_s;
  }
  const std::int64_t capsules = row.integer("fleet");
  const auto stations = static_cast<std::int64_t>(demand.size());
  std::vector<std::uint32_t> places;
  for (std::int64_t k = 0; k < capsules; ++k)
    places.push_back(static_cast<std::uint32_t>(k % stations));
  tests::EmptyDispatch dispatch(in_ms(whole_times(row)), places);
  RandomTrips trips(rates_s, 0);
  const std::int64_t requests = row.integer("requests");
  sim::RunningMoments first;
  sim::RunningMoments last;
  double now_s = 0.0;
  for (std::int64_t n = 0; n < requests; ++n) {
    now_s += trips.gap_s();
    const RandomTrips::Trip trip = trips.trip();
    const double wait_s =
        1e-3 * static_cast<double>(dispatch.wait(trip.from, trip.to, std::llround(now_s * 1e3)));
    if (n < requests / 10) first.add(wait_s);
    if (n >= requests - requests / 10) last.add(wait_s);
  }
  // What no steering could prevent: work that comes beyond what the fleet can do piles up.
  const double bound = row.number("bound");
  const double surplus = std::max(0.0, bound / static_cast<double>(capsules) - 1.0);
  return {
      {"first_wait_s", first.mean()},
      {"last_wait_s", last.mean()},
      {"least_growth_s", 0.9 * surplus * now_s},
      {"grows", last.mean() - first.mean() >= 0.9 * surplus * now_s && surplus > 0.0 ? 1.0 : 0.0},
      {"last_over_first", last.mean() / first.mean()}};
}

namespace {

/// Three stations on a guideway of 3.8 km, as the pods at Heathrow: the terminal, 4 berths, and two
/// car parks, 2 berths each, close together at the other end.
class Heathrow {
 public:
  explicit Heathrow(const Row& row) : row_(row) {
    terminal_ = portal(row.integer("terminal_berths"));
    park_a_ = portal(row.integer("park_berths"));
    park_b_ = portal(row.integer("park_berths"));
    const NodeIndex near = junction();
    const NodeIndex far = junction();
    const double reach_m = row.number("guideway_m") / 2.0;
    twin(terminal_, near, 100.0);
    twin(near, far, reach_m - 300.0);
    twin(far, park_a_, 100.0);
    twin(far, park_b_, 100.0);
    CapsuleClass pod;
    pod.name = "pod";
    pod.length_m = 3.7;
    pod.fleet = row.integer("pods");
    pod.load_time_s = row.number("load_s");
    pod.unload_time_s = row.number("unload_s");
    classes_.push_back(pod);
    guideway_.speed_m_s = row.number("speed_m_s");
    guideway_.max_train_capsules = 1;
    guideway_.reaction_time_s = 0.5;
  }

  /// Waits of the day's parties, in order.
  std::vector<double> waits(const std::vector<TimedTrip>& trips, std::uint64_t replication) {
    Router router(network_, free_running_times_s(network_, guideway_.speed_m_s), {1.0});
    GuidewaySetup setup;
    setup.network = &network_;
    setup.router = &router;
    setup.classes = classes_;
    setup.guideway = guideway_;
    setup.formation.in_motion = false;
    Guideway guideway(setup);
    const std::vector<std::uint32_t> profile{0};
    ServiceSetup service_setup;
    service_setup.network = &network_;
    service_setup.router = &router;
    service_setup.guideway = &guideway;
    service_setup.classes = classes_;
    service_setup.profile_of_class = profile;
    service_setup.requests = requests(router, trips, replication);
    service_setup.empties.policy = "targets";
    service_setup.empties.interval_s = 30.0;
    service_setup.empties.horizon_s = 600.0;
    service_setup.empties.history_days = 1;
    service_setup.history = requests(router, {}, replication + 1000);
    Service service(std::move(service_setup));
    sim::Simulation simulation;
    guideway.attach(simulation, service);
    service.start(simulation);
    simulation.run(sim::seconds(2.0 * 86400.0));
    std::vector<double> found;
    for (const Journey& journey : service.journeys())
      found.push_back(static_cast<double>(journey.wait_s));
    return found;
  }
  NodeIndex terminal() const { return terminal_; }
  NodeIndex park(std::size_t which) const { return which % 2 == 0 ? park_a_ : park_b_; }

 private:
  NodeIndex portal(std::int64_t berths) {
    Node node;
    node.id = std::to_string(network_.nodes.size());
    node.kind = NodeKind::portal;
    node.portal.arrival_berths = node.portal.departure_berths = berths;
    node.portal.parking = 12;
    return network_.nodes.push_back(node);
  }
  NodeIndex junction() {
    Node node;
    node.id = std::to_string(network_.nodes.size());
    return network_.nodes.push_back(node);
  }
  void twin(NodeIndex a, NodeIndex b, double length_m) {
    Link link;
    link.id = std::to_string(network_.links.size());
    link.from = a;
    link.to = b;
    link.length_m = length_m;
    link.speed_m_s = 100.0;
    link.bore_m = 10.0;
    network_.links.push_back(link);
    std::swap(link.from, link.to);
    link.id += ":back";
    network_.links.push_back(link);
  }
  std::vector<Request> requests(const Router& router, const std::vector<TimedTrip>& trips,
                                std::uint64_t replication) const {
    DemandInput demand;
    demand.network = &network_;
    demand.router = &router;
    demand.classes = classes_;
    const std::vector<std::uint32_t> profile{0};
    demand.profile_of_class = profile;
    demand.period_s = row_.number("open_h") * 3600.0;
    std::vector<Flow> flows;
    if (trips.empty()) {
      const double each = row_.number("parties") / 4.0;
      flows = {{terminal_, park_a_, 0, each},
               {terminal_, park_b_, 0, each},
               {park_a_, terminal_, 0, each},
               {park_b_, terminal_, 0, each}};
    }
    demand.flows = flows;
    demand.trips = trips;
    demand.seed = 1;
    demand.replication = replication;
    return make_requests(demand);
  }

  const Row& row_;
  Network network_;
  std::vector<CapsuleClass> classes_;
  GuidewayParameters guideway_;
  NodeIndex terminal_;
  NodeIndex park_a_;
  NodeIndex park_b_;
};

}  // namespace

Quantities heathrow(const Row& row) {
  Heathrow pods(row);
  sim::RunningMoments wait;
  std::size_t none = 0;
  for (std::uint64_t day = 0; day < 5; ++day) {
    for (const double each : pods.waits({}, day)) {
      wait.add(each);
      if (each < 1.0) ++none;
    }
  }
  // A group comes to the terminal at once, four to a pod.
  std::vector<TimedTrip> group;
  for (std::size_t i = 0; i < static_cast<std::size_t>(row.integer("group_parties")); ++i)
    group.push_back({0.0, pods.terminal(), pods.park(i), 0});
  double longest_s = 0.0;
  for (const double each : pods.waits(group, 0)) longest_s = std::max(longest_s, each);
  return {{"mean_wait_s", wait.mean()},
          {"share_without_wait", static_cast<double>(none) / static_cast<double>(wait.count())},
          {"group_longest_wait_s", longest_s},
          {"group_within_five_minutes", longest_s + row.number("load_s") < 300.0 ? 1.0 : 0.0}};
}

}  // namespace dimai::validation
