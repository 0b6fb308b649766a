#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/operation/route_keeper.hpp"
#include "models/operation/service.hpp"

namespace dimai::tests {

/// A small network with a fleet and requests, told call by call, then run.
///
/// Links allow 20 m/s. Capsules gain 1 m/s2 and brake by 0.5 m/s2, so a departure ramp takes 20 s
/// and an arrival ramp 40 s; they load in 30 s and unload in 25 s and run alone. Followers keep 5 m
/// and 1 s, so 1.25 s at 20 m/s. Portals have two berths of each sort and eight parking places
/// unless told.
class ServiceWorld {
 public:
  ServiceWorld();

  models::NodeIndex node(models::NodeKind kind);
  models::NodeIndex portal() { return node(models::NodeKind::portal); }
  models::NodeIndex junction() { return node(models::NodeKind::junction); }
  models::LinkIndex link(models::NodeIndex from, models::NodeIndex to, double length_m = 1000.0);
  /// A link each way; returns the first, the next index is the way back.
  models::LinkIndex twin(models::NodeIndex a, models::NodeIndex b, double length_m = 1000.0);
  void request(double time_s, models::NodeIndex from, models::NodeIndex to,
               std::uint32_t capsule_class = 0);

  /// Makes the models; what was told is final from here on.
  void build();
  void run(double until_s);

  const models::Journey& journey(std::uint32_t request) const {
    return service->journeys()[models::JourneyIndex{request}];
  }
  double loading_s(std::uint32_t request) const;
  double departure_s(std::uint32_t request) const;
  double arrival_s(std::uint32_t request) const;
  /// Capsules of a class on the guideway and in portals, counted one by one.
  std::uint64_t capsule_count(std::uint32_t capsule_class = 0) const;

  models::Network network;
  std::vector<models::CapsuleClass> classes;
  models::GuidewayParameters parameters;
  models::FormationParameters formation;
  std::vector<models::Request> requests;
  std::vector<models::Closure> closures;
  models::BerthParameters berths;
  models::EmptiesParameters empties;
  std::vector<models::Request> history;
  double reroute_interval_s = 0.0;
  sim::Simulation simulation;
  std::unique_ptr<models::Router> router;
  std::unique_ptr<models::Guideway> guideway;
  std::unique_ptr<models::Service> service;
  std::unique_ptr<models::RouteKeeper> route_keeper;

 private:
  std::vector<std::uint32_t> profiles_;
};

}  // namespace dimai::tests
