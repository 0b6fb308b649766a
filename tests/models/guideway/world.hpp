#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "models/guideway/guideway.hpp"

namespace dimai::tests {

/// A capsule that has arrived.
struct Arrival {
  std::uint32_t capsule = 0;
  models::NodeIndex portal;
  double time_s = 0.0;
};

/// A small guideway for tests, told call by call, then run.
///
/// Capsules are 4 m long, 1 m apart when standing and 0.5 m when coupled; links allow 20 m/s;
/// speeds change at once; braking is relative with equal brakes, so that tau is the reaction time,
/// 1 s. So at 20 m/s a follower is 5 m / 20 m/s + 1 s = 1.25 s behind, a coupled one 0.225 s.
class World final : public models::PortalOperator {
 public:
  World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World() override;

  models::NodeIndex node(models::NodeKind kind);
  models::NodeIndex portal() { return node(models::NodeKind::portal); }
  models::NodeIndex junction() { return node(models::NodeKind::junction); }
  models::LinkIndex link(models::NodeIndex from, models::NodeIndex to, double length_m = 1000.0,
                         double speed_m_s = 20.0);

  /// Makes the guideway; nodes, links and parameters are final from here on.
  void build();
  /// A capsule that is ready to leave a portal at a time; its number counts from 0.
  std::uint32_t send(models::NodeIndex from, models::NodeIndex to, double ready_s,
                     std::uint32_t capsule_class = 0);
  /// Shuts a link, or opens it, at a time; `rerouted`: the router knows as well.
  void close_at(double time_s, models::LinkIndex link, bool closed, bool rerouted);
  /// Sets how many capsules the portal still takes in, and tells the guideway.
  void give_room_at(double time_s, models::NodeIndex portal, std::uint32_t capsules);
  /// The portal takes in no more than `capsules` at a time, each staying for so long.
  void limit(models::NodeIndex portal, std::uint32_t capsules, double stay_s);
  void run(double until_s = 1e8);

  /// Arrival time of a capsule [s]; NaN if it has not arrived.
  double arrival_s(std::uint32_t capsule) const;
  /// Times at which trains entered a link, in order [s].
  std::vector<double> entries_s(models::LinkIndex link) const;
  std::uint64_t capsules_on_guideway() const;

  bool admits(models::NodeIndex portal, std::uint32_t capsules) override;
  bool is_full_for(models::NodeIndex portal, std::uint32_t capsules) override;
  void waved_off(models::NodeIndex) override { ++waved_off_count; }
  void departed(sim::Simulation&, models::CapsuleIndex, models::NodeIndex) override {}
  void arrived(sim::Simulation& simulation, models::CapsuleIndex capsule,
               models::NodeIndex portal) override;
  void handle(sim::Simulation& simulation, const sim::Event& event);

  models::Network network;
  models::GuidewayParameters parameters;
  models::FormationParameters formation;
  std::vector<models::NodeFormation> formation_at;
  std::vector<models::YardLayout> yards;
  std::vector<models::CapsuleClass> classes;
  bool guard_loops = true;  ///< see GuidewaySetup
  bool circles = false;     ///< portals without room wave capsules off
  std::vector<Arrival> arrivals;
  std::uint64_t waved_off_count = 0;
  std::unique_ptr<models::Router> router;
  std::unique_ptr<models::Guideway> guideway;
  sim::Simulation simulation;

 private:
  enum Kind : std::uint16_t { close, open, give_room, go };

  std::vector<std::uint32_t> room_;  ///< by node
  std::vector<double> stay_s_;       ///< by node; below 0: for good
  sim::HandlerId handler_{};
};

}  // namespace dimai::tests
