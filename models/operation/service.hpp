#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/guideway/portal_operator.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/demand.hpp"
#include "models/operation/journey.hpp"
#include "models/operation/supply.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// What a capsule is doing, for the count of the fleet.
enum class CapsuleActivity : std::uint8_t { idle, loading, loaded_moving, empty_moving, unloading };
inline constexpr std::size_t kActivityCount = 5;

/// Capsules by activity, and requests that wait, per class at one time.
struct FleetSample {
  double time_s = 0.0;
  std::vector<std::array<std::uint32_t, kActivityCount>> capsules;  ///< [class]
  std::vector<std::uint32_t> waiting_requests;                      ///< [class]
};

/// What a class has run and used.
struct FleetWork {
  double loaded_j = 0.0;
  double empty_j = 0.0;
  double loaded_distance_m = 0.0;
  double empty_distance_m = 0.0;
  std::uint64_t unparked = 0;  ///< times that a capsule found no parking place anywhere and stayed
};

struct ServiceSetup {
  const Network* network = nullptr;
  Router* router = nullptr;
  Guideway* guideway = nullptr;
  std::span<const CapsuleClass> classes;
  std::span<const std::uint32_t> profile_of_class;
  std::vector<Request> requests;  ///< in order of time
  std::int64_t sample_interval_ns = 900'000'000'000;
};

/// Runs the portals: takes requests, sends capsules, loads and unloads them in berths, keeps idle
/// ones parked.
///
/// A request goes to the capsule that can come soonest (see Supply). Expected times are put right
/// whenever a capsule ends a journey or an empty movement; one that is late already is expected to
/// take as long again. Loading and unloading take a berth each; empty capsules need none. An idle
/// capsule keeps a parking place; where there is none left it moves to the nearest portal that has
/// one.
class Service final : public PortalOperator {
 public:
  explicit Service(ServiceSetup setup);

  /// Registers with the kernel, places the fleet and plans the first request.
  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  bool admits(NodeIndex node, std::uint32_t capsules) override;
  void departed(sim::Simulation& simulation, CapsuleIndex index, NodeIndex node) override;
  void arrived(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex node) override;

  /// All requests have arisen, and each is either served or refused.
  bool all_served() const { return next_request_ == journeys_.size() && open_count_ == 0; }
  const sim::Table<JourneyIndex, Journey>& journeys() const { return journeys_; }
  /// Journeys that have ended since the last call, in order.
  std::vector<JourneyIndex> take_finished() { return std::exchange(finished_, {}); }
  const std::vector<FleetSample>& samples() const { return samples_; }
  const std::vector<FleetWork>& work() const { return work_; }
  /// Portal where the capsule is, or is going.
  NodeIndex portal_of(CapsuleIndex capsule) const { return vehicles_[capsule].portal; }
  std::size_t issued_requests() const { return next_request_; }
  std::size_t done_requests() const { return next_request_ - open_count_; }
  /// Capsules that stand in portals, counted one by one: parked, in berths, on ramps and in queues
  /// before berths. Adds them to `by_class`.
  void count_capsules_in_portals(std::vector<std::uint64_t>& by_class) const;
  std::uint64_t untimely_journeys() const {
    return untimely_journeys_;
  }  ///< parts that do not add up

 private:
  enum Kind : std::uint16_t { request_due, loaded, at_portal, unloaded, sample_due };
  struct Vehicle {
    CapsuleActivity activity = CapsuleActivity::idle;
    NodeIndex portal;    ///< where it is, or is going
    JourneyIndex first;  ///< journeys that it will serve, in order; the first may be under way
    JourneyIndex last;
    std::int64_t ramp_ns = 0;     ///< departure ramp of the present movement
    std::int64_t leg_end_ns = 0;  ///< when it expects to end its present empty movement, or journey
    std::int64_t plan_end_ns = 0;  ///< when it expects to have served them all
    bool in_portal = true;         ///< not on the guideway
    bool carries = false;          ///< loaded
    bool holds_place = false;      ///< keeps a parking place at `portal`
  };
  struct PortalState {
    std::int64_t arrival_free = 0;
    std::int64_t departure_free = 0;
    std::int64_t parking_free = 0;
    std::int64_t inbound = 0;  ///< arrived, not yet in a berth
    std::int64_t arrival_ramp_ns = 0;
    bool refused_entry = false;
    std::deque<CapsuleIndex> before_unloading;
    std::deque<CapsuleIndex> before_loading;
  };
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

  ServiceSetup setup_;
  const Network& network_;
  Router& router_;
  Guideway& guideway_;
  std::vector<CapsuleClass> classes_;
  std::vector<std::uint32_t> profiles_;
  sim::Table<JourneyIndex, Journey> journeys_;
  sim::Table<NodeIndex, PortalState> portals_;
  sim::Table<CapsuleIndex, Vehicle> vehicles_;
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
