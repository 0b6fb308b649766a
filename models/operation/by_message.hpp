#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/control/fleet_control.hpp"
#include "models/operation/service.hpp"

namespace dimai::models {

/// The fleet of a service where a FleetControl dispatches it by message: what capsules take on, and
/// what they tell. The service keeps its own expectations of when legs and plans end; whoever
/// dispatches knows them from reports only.
class FleetByMessage final : public Fleet {
 public:
  /// Keeps a reference, which must outlive it.
  explicit FleetByMessage(Service& service) : service_(service) {}

  OrderAnswer take_on(sim::Simulation& simulation, const CapsuleOrder& order) override;
  OrderAnswer give_back(const CapsuleOrder& order) override;
  bool waits(std::uint32_t journey, bool taken_on) const override;
  std::size_t journey_count() const override { return service_.journeys_.size(); }
  CapsuleState state(CapsuleIndex capsule) const override;
  std::int64_t free_places(NodeIndex portal) const override;
  Request request(std::uint32_t journey) const override;
  bool in_range(CapsuleIndex capsule, std::uint32_t portal, const Request& request) override;
  const Foresight* foresight(std::uint32_t capsule_class, std::int64_t now_ns) override;
  bool servable(const Request& request) const override;
  bool all_served() const override { return service_.all_served(); }
  void stays_unparked(CapsuleIndex capsule) override;
  std::uint32_t class_of(CapsuleIndex capsule) const override { return service_.class_of(capsule); }
  std::int64_t steering_interval_ns() const override;
  std::vector<EmptyMove> moves(std::uint32_t capsule_class, std::int64_t now_ns,
                               std::span<const KnownPlace> known,
                               std::span<const std::int64_t> room) override;

  /// Changes the number of free parking places, and tells of it where somebody wants to know.
  static void add_places(Service& service, NodeIndex portal, std::int64_t count);
  /// A movement or a loading has begun.
  static void begin_leg(Service& service, CapsuleIndex capsule);
  /// It is held back in its portal: late from now on, as its dispatcher is told.
  static void stand_still(Service& service, CapsuleIndex capsule, std::int64_t now_ns);

 private:
  void take_journey(const CapsuleOrder& order);
  void plan_anew(CapsuleIndex capsule);

  Service& service_;
};

}  // namespace dimai::models
