#include "models/operation/empties/steering.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace dimai::models {

namespace {

constexpr std::uint32_t kVotingPurpose = 0x3000;
constexpr double kDay_s = 86400.0;

std::int64_t to_ns(double seconds) { return std::llround(seconds * 1e9); }

}  // namespace

Steering::Steering(SteeringSetup setup, const TravelTimes& times, RoutedTimes& empty_times)
    : setup_(std::move(setup)),
      times_(times),
      empty_times_(empty_times),
      forecast_(setup_.history, static_cast<std::size_t>(setup_.parameters.history_days),
                setup_.classes.size(), times.router()),
      maps_(setup_.classes.size()),
      outlooks_(setup_.classes.size()) {
  setup_.history = {};
}

std::int64_t Steering::interval_ns() const { return to_ns(setup_.parameters.interval_s); }

std::vector<FleetMove> Steering::decide(std::uint32_t capsule_class, std::int64_t now_ns,
                                        std::span<const FleetPlace> fleet,
                                        std::span<const std::int64_t> room) {
  if (setup_.parameters.policy == "voting") return by_voting(capsule_class, now_ns, fleet, room);
  return by_targets(capsule_class, now_ns, fleet, room);
}

std::vector<FleetMove> Steering::by_voting(std::uint32_t capsule_class, std::int64_t now_ns,
                                           std::span<const FleetPlace> fleet,
                                           std::span<const std::int64_t> room) {
  const std::int64_t horizon_ns = to_ns(setup_.parameters.horizon_s);
  const auto window = forecast_.window(capsule_class, now_ns, now_ns + horizon_ns);
  if (window.empty()) return {};
  const CapsuleClass& row = setup_.classes[capsule_class];
  const double mean_gap_ns =
      static_cast<double>(horizon_ns) * forecast_.day_count() / static_cast<double>(window.size());
  ForecastSampler sampler(
      window, mean_gap_ns, times_, capsule_class, to_ns(row.load_time_s + row.unload_time_s),
      sim::Random(setup_.seed, setup_.replication, kVotingPurpose, decisions_++));
  const std::vector<IdleMove> voted = vote_for_moves(
      fleet, room.size(), capsule_class, now_ns,
      {setup_.parameters.sequences, setup_.parameters.requests}, empty_times_, sampler);
  std::vector<FleetMove> moves;
  std::vector<std::int64_t> left(room.begin(), room.end());
  for (const IdleMove& move : voted) {
    if (left[move.to] <= 0) continue;
    --left[move.to];
    moves.push_back({move.from, move.to, 1});
  }
  return moves;
}

/// Idle capsules wanted at each portal; what is less than one adds up over portals in order, so
/// that many small ones are not all rounded to nothing. By portal rank.
std::vector<std::int64_t> Steering::targets(std::uint32_t capsule_class,
                                            std::int64_t now_ns) const {
  const EmptiesParameters& parameters = setup_.parameters;
  std::vector<double> wanted(forecast_.portal_count(), 0.0);
  if (parameters.target_rows.empty()) {
    wanted = forecast_.expected(capsule_class, now_ns, now_ns + to_ns(parameters.horizon_s));
    for (double& each : wanted) each *= parameters.weight;
  }
  const double clock_s = std::fmod(static_cast<double>(now_ns) * 1e-9, kDay_s);
  for (const FleetTarget& row : parameters.target_rows) {
    if (row.capsule_class != capsule_class || clock_s < row.from_s || clock_s >= row.until_s)
      continue;
    wanted[times_.router().portal_rank(row.portal)] += row.capsules;
  }
  std::vector<std::int64_t> target;
  double sum = 0.0;
  std::int64_t given = 0;
  for (const double each : wanted) {
    sum += each;
    target.push_back(std::llround(sum) - given);
    given += target.back();
  }
  return target;
}

const EmptyNetwork& Steering::network(std::uint32_t capsule_class) {
  Map& map = maps_[capsule_class];
  if (map.version != times_.router().version()) {
    map.version = times_.router().version();
    map.network = empty_network(times_, capsule_class);
  }
  return map.network;
}

std::vector<FleetMove> Steering::by_targets(std::uint32_t capsule_class, std::int64_t now_ns,
                                            std::span<const FleetPlace> fleet,
                                            std::span<const std::int64_t> room) {
  const std::int64_t until_ns = now_ns + to_ns(setup_.parameters.horizon_s);
  std::vector<std::int64_t> surplus = targets(capsule_class, now_ns);
  for (std::int64_t& each : surplus) each = -each;
  std::vector<std::int64_t> idle(surplus.size(), 0);
  for (const FleetPlace& place : fleet) {
    if (place.free_ns <= until_ns) ++surplus[place.portal];
    if (place.free_ns <= now_ns) ++idle[place.portal];
  }
  const EmptyNetwork& map = network(capsule_class);
  FlowProblem problem{map.arcs, std::vector<std::int64_t>(map.node_count, 0)};
  for (std::size_t portal = 0; portal < surplus.size(); ++portal) {
    if (surplus[portal] > 0)
      problem.surplus[map.exit[portal]] = std::min(surplus[portal], idle[portal]);
    if (surplus[portal] < 0)
      problem.surplus[map.entry[portal]] = -std::min(-surplus[portal], room[portal]);
  }
  return moves_of(map, problem, min_cost_flow(problem));
}

const std::optional<Foresight>& Steering::foresight(std::uint32_t capsule_class,
                                                    std::int64_t now_ns) {
  Outlook& outlook = outlooks_[capsule_class];
  if (setup_.parameters.assignment == "nearest") return outlook.foresight;
  const bool stale = now_ns >= outlook.until_ns || outlook.version != times_.router().version();
  if (!stale) return outlook.foresight;
  outlook.version = times_.router().version();
  outlook.until_ns = now_ns + interval_ns();
  outlook.foresight.reset();
  const std::int64_t horizon_ns = to_ns(setup_.parameters.horizon_s);
  const std::vector<double> expected =
      forecast_.expected(capsule_class, now_ns, now_ns + horizon_ns);
  double sum = 0.0;
  for (const double each : expected) sum += each;
  if (sum <= 0.0) return outlook.foresight;
  Foresight& found = outlook.foresight.emplace();
  found.weight = setup_.parameters.look_ahead_weight;
  found.gap_ns = static_cast<double>(horizon_ns) / sum;
  found.next_way_ns.assign(expected.size(), 0.0);
  for (std::uint32_t to = 0; to < expected.size(); ++to) {
    if (expected[to] <= 0.0) continue;
    for (std::uint32_t from = 0; from < expected.size(); ++from) {
      const auto way_ns = empty_times_.time_ns(capsule_class, from, to);
      found.next_way_ns[from] += expected[to] / sum * static_cast<double>(way_ns.value_or(0));
    }
  }
  return outlook.foresight;
}

std::vector<FleetMove> moves_of(const EmptyNetwork& network, const FlowProblem& problem,
                                const FlowSolution& solution) {
  std::vector<std::int64_t> flow = solution.flow;
  std::vector<std::int64_t> taken(network.node_count, 0);           // what comes less what goes
  std::vector<std::vector<std::uint32_t>> out(network.node_count);  // arcs that carry something
  for (std::uint32_t arc = 0; arc < flow.size(); ++arc) {
    if (flow[arc] == 0) continue;
    out[problem.arcs[arc].from].push_back(arc);
    taken[problem.arcs[arc].to] += flow[arc];
    taken[problem.arcs[arc].from] -= flow[arc];
  }
  std::vector<std::uint32_t> portal_at(network.node_count, 0);
  for (std::uint32_t portal = 0; portal < network.entry.size(); ++portal)
    portal_at[network.entry[portal]] = portal;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> moves;
  for (std::uint32_t from = 0; from < network.exit.size(); ++from) {
    for (std::int64_t given = -taken[network.exit[from]]; given > 0; --given) {
      std::uint32_t node = network.exit[from];
      while (taken[node] <= 0) {
        while (flow[out[node].back()] == 0) out[node].pop_back();
        --flow[out[node].back()];
        node = problem.arcs[out[node].back()].to;
      }
      --taken[node];
      ++moves[{from, portal_at[node]}];
    }
  }
  std::vector<FleetMove> list;
  list.reserve(moves.size());
  for (const auto& [pair, count] : moves) list.push_back({pair.first, pair.second, count});
  return list;
}

}  // namespace dimai::models
