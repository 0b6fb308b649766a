#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/guideway/portal_operator.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/empties/routed_times.hpp"
#include "models/operation/empties/steering.hpp"
#include "models/operation/empties/supply.hpp"
#include "models/operation/journey.hpp"
#include "models/operation/requests/request_book.hpp"
#include "models/operation/service_setup.hpp"
#include "models/operation/service_state.hpp"
#include "models/operation/upkeep/batteries.hpp"
#include "models/operation/upkeep/trip_energy.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Runs the portals: takes requests, sends capsules, loads and unloads them in berths, keeps idle
/// ones parked.
///
/// A request goes to the capsule that can come soonest (see Supply). Expected times are put right
/// whenever a capsule ends a journey or an empty movement; one that is late already is expected to
/// take as long again. Loading and unloading take a berth each; empty capsules need none. An idle
/// capsule keeps a parking place; where there is none left it moves to the nearest portal that has
/// one. A policy may send idle capsules ahead of demand; batteries and workshops take them out of
/// service for a time.
///
/// Where decisions are made at intervals, portals are worked by desks, one a region: see desks.cpp.
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
  bool is_full_for(NodeIndex node, std::uint32_t capsules) override;
  void waved_off(NodeIndex node) override { ++portal_counts_[node].waved_off; }
  void ways_changed(sim::Simulation& simulation) override;
  void set_listener(JourneyListener* listener) { listener_ = listener; }  ///< before the run
  /// Takes a request of the listener, that arises now: at once, or with the next decisions.
  void request(sim::Simulation& simulation, const Request& request);
  /// All requests have arisen, and each is either served or refused.
  bool all_served() const;
  const sim::Table<JourneyIndex, Journey>& journeys() const { return journeys_; }  ///< as taken
  const RequestBook& book() const { return book_; }
  /// Journeys that have ended since the last call, in order.
  std::vector<JourneyIndex> take_finished();
  const std::vector<FleetSample>& samples() const { return samples_; }
  std::vector<FleetWork> work() const;
  const Batteries& batteries() const { return batteries_; }
  const sim::Table<NodeIndex, PortalCounts>& portal_counts() const { return portal_counts_; }
  /// Portal where the capsule is, or is going.
  NodeIndex portal_of(CapsuleIndex capsule) const { return vehicles_[capsule].portal; }
  const Vehicle& vehicle(CapsuleIndex capsule) const { return vehicles_[capsule]; }
  std::size_t done_requests() const { return journeys_.size() - open_count(); }
  /// Capsules that stand in portals, counted one by one: parked, in berths, on ramps and in queues
  /// before berths. Adds them to `by_class`.
  void count_capsules_in_portals(std::vector<std::uint64_t>& by_class) const;
  std::uint64_t untimely_journeys() const;      ///< parts that do not add up
  void carry_out(sim::Simulation& simulation);  ///< of a desk: what was decided meanwhile
  void keep(sim::Archive& archive);             ///< see there
  void replan(sim::Simulation& simulation, bool new_demand);  ///< see there

 private:
  friend class FleetByMessage;
  using enum ServiceEvents::Kind;

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
  void open_portal(NodeIndex node);
  void issue_requests(sim::Simulation& simulation);
  void take_request(sim::Simulation& simulation, const Request& request);
  void tell_end(JourneyIndex index);
  bool assign(sim::Simulation& simulation, JourneyIndex index);
  std::optional<Supply::Choice> choose_capsule(const Request& request, std::int64_t now_ns);
  void postpone(CapsuleIndex capsule, std::int64_t late_ns);
  void offer(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex portal,
             std::int64_t free_ns);
  std::int64_t travel_ns(std::uint32_t capsule_class, NodeIndex from, NodeIndex to) const {
    return travel_.travel_ns(capsule_class, from, to);
  }
  std::uint32_t class_of(CapsuleIndex c) const { return guideway_.trains()[c].capsule_class; }
  void retry_unassigned(sim::Simulation& simulation);
  void take_sample_of_charge();
  void sample(sim::Simulation& simulation);
  void set_activity(CapsuleIndex capsule, CapsuleActivity activity);

  // portal_work.cpp: what capsules do in portals
  void end_leg(sim::Simulation& simulation, CapsuleIndex capsule);
  void next_task(sim::Simulation& simulation, CapsuleIndex capsule);
  void send(sim::Simulation& simulation, CapsuleIndex index, NodeIndex destination);
  void park(sim::Simulation& simulation, CapsuleIndex index);
  void send_to_park(sim::Simulation& simulation, CapsuleIndex index, NodeIndex place);
  NodeIndex nearest_free_parking(CapsuleIndex capsule, NodeIndex portal);
  std::size_t berths_for(std::uint32_t capsule_class, NodeIndex portal) const;
  void ask_for_loading(sim::Simulation& simulation, CapsuleIndex capsule);
  void fill_departures(sim::Simulation& simulation, BerthGroup& berths);
  void fill_arrivals(sim::Simulation& simulation, NodeIndex node, BerthGroup& berths);
  void start_loading(sim::Simulation& simulation, const BerthGroup::Start& start);
  void finish_loading(sim::Simulation& simulation, CapsuleIndex index);
  void reach_portal(sim::Simulation& simulation, CapsuleIndex capsule);
  void start_unloading(sim::Simulation& simulation, const BerthGroup::Start& start);
  void finish_unloading(sim::Simulation& simulation, CapsuleIndex index);
  void close_journey(sim::Simulation& simulation, CapsuleIndex index);
  void book_movement(CapsuleIndex index);
  void enter_from_ramp(sim::Simulation& simulation, NodeIndex node);

  // held_back.cpp: capsules without a way
  bool hold_back(CapsuleIndex capsule, NodeIndex from, NodeIndex to, bool loading);
  void release_held_back(sim::Simulation& simulation);

  // steer.cpp: idle capsules ahead of demand
  void steer(sim::Simulation& simulation);
  void steer_class(sim::Simulation& simulation, std::uint32_t capsule_class);

  // upkeep.cpp: batteries and workshops
  double needed_j(CapsuleIndex capsule, NodeIndex from, const Request& request);
  bool in_range(const Request& request);
  bool may_go_empty(CapsuleIndex capsule, NodeIndex to, std::int64_t now_ns);
  bool must_charge_first(sim::Simulation& simulation, CapsuleIndex capsule);
  bool seeks_charger(sim::Simulation& simulation, CapsuleIndex capsule);
  void ask_for_charger(sim::Simulation& simulation, CapsuleIndex capsule);
  void plug(sim::Simulation& simulation, CapsuleIndex capsule);
  void unplug(sim::Simulation& simulation, CapsuleIndex capsule);
  void finish_charging(sim::Simulation& simulation, CapsuleIndex capsule, std::uint32_t number);
  void plan_workshops();
  static std::int64_t time_between_stays_ns(const CapsuleClass& row, double phase);
  bool seeks_workshop(sim::Simulation& simulation, CapsuleIndex capsule);
  void enter_workshop(sim::Simulation& simulation, CapsuleIndex capsule);
  void leave_workshop(sim::Simulation& simulation, CapsuleIndex capsule);

  // placement.cpp
  void place_fleet();
  void place(std::uint32_t capsule_class, NodeIndex node, std::int64_t count);
  std::vector<double> servable_requests(std::uint32_t capsule_class) const;
  std::vector<std::uint8_t> useful_portals(std::uint32_t capsule_class,
                                           const std::vector<double>& requests) const;
  std::vector<std::int64_t> places_by_demand(std::uint32_t capsule_class,
                                             const std::vector<std::int64_t>& room) const;
  std::vector<std::vector<std::int64_t>> shared_parking() const;

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
  TravelTimes travel_;
  sim::Table<JourneyIndex, Journey>& journeys_;
  sim::Table<NodeIndex, PortalState>& portals_;
  sim::Table<CapsuleIndex, Vehicle>& vehicles_;
  Supply supply_;
  RoutedTimes times_;
  NearSearch near_;
  std::unique_ptr<Steering> steering_;  ///< if anything is done that needs a forecast
  Batteries batteries_;
  std::unique_ptr<TripEnergy> energy_;  ///< if any class has batteries
  sim::Table<NodeIndex, PortalCounts>& portal_counts_;
  std::vector<JourneyIndex> unassigned_, finished_, untold_;
  std::vector<HeldBack> held_back_;
  std::vector<FleetSample> samples_;
  std::vector<FleetWork> work_;
  FleetSample counts_;  ///< as it is now
  RequestBook book_;
  std::size_t open_count_ = 0, untimely_journeys_ = 0;
  bool retry_planned_ = false, circles_ = false;  ///< circles: the full wave capsules off
  JourneyListener* listener_ = nullptr;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
