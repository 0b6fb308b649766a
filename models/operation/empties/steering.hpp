#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/operation/empties/forecast.hpp"
#include "models/operation/empties/routed_times.hpp"
#include "models/operation/empties/supply.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/empties.hpp"

namespace dimai::models {

/// What decisions on idle capsules are made of. All that is pointed at outlives it.
struct SteeringSetup {
  EmptiesParameters parameters;
  std::span<const CapsuleClass> classes;
  std::vector<Request> history;  ///< demand of earlier days, in order of time within a day
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
};

/// A number of idle capsules that should go from one portal to another.
struct FleetMove {
  std::uint32_t from = 0;  ///< portal rank
  std::uint32_t to = 0;    ///< portal rank
  std::int64_t count = 0;
};

/// Decides where idle capsules go ahead of demand, and what assignment knows of demand to come.
class Steering {
 public:
  Steering(SteeringSetup setup, const TravelTimes& times, RoutedTimes& empty_times);

  bool active() const { return setup_.parameters.policy != "none"; }
  std::int64_t interval_ns() const;
  /// What idle capsules of a class should do now, by the policy.
  ///
  /// @param fleet  all capsules of the class that could serve somebody
  /// @param room   how many more may come to each portal, shape (portal,)
  std::vector<FleetMove> decide(std::uint32_t capsule_class, std::int64_t now_ns,
                                std::span<const FleetPlace> fleet,
                                std::span<const std::int64_t> room);
  /// For assignment by look-ahead; nothing if requests go to the nearest.
  const std::optional<Foresight>& foresight(std::uint32_t capsule_class, std::int64_t now_ns);
  void keep(sim::Archive& archive);  ///< see there

 private:
  std::vector<FleetMove> by_voting(std::uint32_t capsule_class, std::int64_t now_ns,
                                   std::span<const FleetPlace> fleet,
                                   std::span<const std::int64_t> room);
  std::vector<FleetMove> by_targets(std::uint32_t capsule_class, std::int64_t now_ns,
                                    std::span<const FleetPlace> fleet,
                                    std::span<const std::int64_t> room);
  std::vector<std::int64_t> targets(std::uint32_t capsule_class, std::int64_t now_ns) const;
  const EmptyNetwork& network(std::uint32_t capsule_class);

  SteeringSetup setup_;
  const TravelTimes& times_;
  RoutedTimes& empty_times_;
  Forecast forecast_;
  std::uint64_t decisions_ = 0;
  struct Map {
    std::uint32_t version = 0;  ///< of the routes
    EmptyNetwork network;
  };
  std::vector<Map> maps_;  ///< by class
  struct Outlook {
    std::int64_t until_ns = 0;
    std::uint32_t version = 0;
    std::optional<Foresight> foresight;
  };
  std::vector<Outlook> outlooks_;  ///< by class
};

/// The flow of a network as movements between portals, each along arcs that carry it.
std::vector<FleetMove> moves_of(const EmptyNetwork& network, const FlowProblem& problem,
                                const FlowSolution& solution);

}  // namespace dimai::models
