#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/guideway/portal_operator.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/journey.hpp"
#include "models/operation/service_setup.hpp"
#include "models/operation/service_state.hpp"
#include "models/operation/supply.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Runs the portals: takes requests, sends capsules, loads and unloads them in berths, keeps idle
/// ones parked.
///
/// A request goes to the capsule that can come soonest (see Supply). Expected times are put right
/// whenever a capsule ends a journey or an empty movement; one that is late already is expected to
/// take as long again. Loading and unloading take a berth each; empty capsules need none. An idle
/// capsule keeps a parking place; where there is none left it moves to the nearest portal that has
/// one.
///
/// Where decisions are made at intervals, portals are worked by desks, one a region: services that
/// share the tables of the one that dispatches, each with its own guideway, simulation and counts.
/// Between decisions a desk touches nothing but the rows of its own portals and of the capsules in
/// them, and those of its own lists; so desks may work at the same time. See desks.cpp.
class Service final : public PortalOperator {
 public:
  explicit Service(ServiceSetup setup);
  /// The desk of the next region, for `chief`; both live as long as either is used.
  Service(Service& chief, Guideway& guideway);

  /// Registers with the kernel, places the fleet and plans the first request.
  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  bool admits(NodeIndex node, std::uint32_t capsules) override;
  void departed(sim::Simulation& simulation, CapsuleIndex index, NodeIndex node) override;
  void arrived(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex node) override;

  /// All requests have arisen, and each is either served or refused.
  bool all_served() const { return next_request_ == journeys_.size() && open_count() == 0; }
  const sim::Table<JourneyIndex, Journey>& journeys() const { return journeys_; }
  /// Journeys that have ended since the last call, in order.
  std::vector<JourneyIndex> take_finished();
  const std::vector<FleetSample>& samples() const { return samples_; }
  std::vector<FleetWork> work() const;
  /// Portal where the capsule is, or is going.
  NodeIndex portal_of(CapsuleIndex capsule) const { return vehicles_[capsule].portal; }
  std::size_t issued_requests() const { return next_request_; }
  std::size_t done_requests() const { return next_request_ - open_count(); }
  /// Capsules that stand in portals, counted one by one: parked, in berths, on ramps and in queues
  /// before berths. Adds them to `by_class`.
  void count_capsules_in_portals(std::vector<std::uint64_t>& by_class) const;
  std::uint64_t untimely_journeys() const;  ///< parts that do not add up

  /// Of a desk: does what was decided since the last time.
  void carry_out(sim::Simulation& simulation);

 private:
  enum Kind : std::uint16_t { request_due, loaded, at_portal, unloaded, sample_due, dispatch_due };
  /// Travel times of empties by the router, ramps included.
  class RoutedTimes final : public EmptyTimes {
   public:
    explicit RoutedTimes(const Service& service) : service_(service) {}
    std::optional<Neighbour> nearest(std::uint32_t capsule_class, std::uint32_t portal,
                                     std::size_t rank) override;

   private:
    /// 8 bytes for each pair of portals that was asked for.
    struct Near {
      std::uint32_t portal = 0;
      std::uint32_t time_ms = 0;
    };
    void find(std::vector<Near>& list, std::uint32_t capsule_class, std::uint32_t portal) const;

    const Service& service_;
    std::uint32_t version_ = 0;  ///< of the routes that the lists were found with
    std::vector<std::vector<Near>>
        lists_;  ///< by profile and portal, nearest first; empty: not yet found
  };

  // desks.cpp: decisions at intervals, and those who carry them out
  bool is_desk() const { return chief_ != nullptr; }
  std::size_t open_count() const;
  void dispatch(sim::Simulation& simulation);
  void hear_desks();
  void find_parking(sim::Simulation& simulation, CapsuleIndex capsule);
  void tell_supply(const DeskOffer& offer);
  void order(sim::Simulation& simulation, const DeskOrder& order);
  CapsuleIndex add_capsule(std::uint32_t capsule_class);
  FleetSample counted() const;

  // service.cpp: requests and who serves them
  void issue_requests(sim::Simulation& simulation);
  void take_request(sim::Simulation& simulation, JourneyIndex index);
  bool assign(sim::Simulation& simulation, JourneyIndex index);
  std::optional<Supply::Choice> choose_capsule(const Request& request, std::int64_t now_ns);
  void postpone(CapsuleIndex capsule, std::int64_t late_ns);
  std::int64_t travel_ns(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) const;
  void retry_unassigned(sim::Simulation& simulation);
  void sample(sim::Simulation& simulation);
  void set_activity(CapsuleIndex capsule, CapsuleActivity activity);

  // portal_work.cpp: what capsules do in portals
  void end_leg(sim::Simulation& simulation, CapsuleIndex capsule);
  void next_task(sim::Simulation& simulation, CapsuleIndex capsule);
  void send(sim::Simulation& simulation, CapsuleIndex index, NodeIndex destination);
  void park(sim::Simulation& simulation, CapsuleIndex index);
  NodeIndex nearest_free_parking(std::uint32_t capsule_class, NodeIndex portal) const;
  void ask_for_loading(sim::Simulation& simulation, CapsuleIndex capsule);
  void start_loading(sim::Simulation& simulation, CapsuleIndex capsule);
  void finish_loading(sim::Simulation& simulation, CapsuleIndex index);
  void reach_portal(sim::Simulation& simulation, CapsuleIndex capsule);
  void start_unloading(sim::Simulation& simulation, CapsuleIndex capsule);
  void finish_unloading(sim::Simulation& simulation, CapsuleIndex index);
  void close_journey(sim::Simulation& simulation, CapsuleIndex index);
  void book_movement(CapsuleIndex index);
  void enter_from_ramp(sim::Simulation& simulation, NodeIndex node);

  // placement.cpp
  void place_fleet();
  std::vector<double> servable_requests(std::uint32_t capsule_class) const;
  std::vector<std::uint8_t> useful_portals(std::uint32_t capsule_class,
                                           const std::vector<double>& requests) const;
  std::vector<std::int64_t> places_by_demand(std::uint32_t capsule_class) const;

  std::unique_ptr<ServiceTables> own_tables_;  ///< none at a desk
  Service* chief_ = nullptr;                   ///< of a desk
  std::vector<Service*> desks_;                ///< by region
  std::vector<DeskOffer> offers_;              ///< not yet heard
  std::vector<DeskOrder> orders_;              ///< not yet carried out
  std::vector<CapsuleIndex> homeless_;         ///< idle, and no parking place at their portal
  ServiceSetup setup_;
  const Network& network_;
  Router& router_;
  Guideway& guideway_;
  std::vector<CapsuleClass> classes_;
  std::vector<std::uint32_t> profiles_;
  sim::Table<JourneyIndex, Journey>& journeys_;
  sim::Table<NodeIndex, PortalState>& portals_;
  sim::Table<CapsuleIndex, Vehicle>& vehicles_;
  Supply supply_;
  RoutedTimes times_;
  std::vector<JourneyIndex> unassigned_;
  std::vector<JourneyIndex> finished_;
  std::vector<FleetSample> samples_;
  std::vector<FleetWork> work_;
  FleetSample counts_;  ///< as it is now
  std::size_t next_request_ = 0;
  std::size_t open_count_ = 0;
  std::uint64_t untimely_journeys_ = 0;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
