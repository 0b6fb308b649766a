#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/shipments/experience.hpp"
#include "models/shipments/server.hpp"
#include "models/shipments/ways.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

enum class ShipmentState : std::uint8_t { waiting, under_way, arrived, refused };

/// One thing from door to door. The parts of its time are exact and add up.
struct Shipment {
  static constexpr std::uint32_t kNoOwner = 0xFFFFFFFFU;
  std::int64_t time_ns = 0;
  std::int64_t arrival_ns = -1;
  std::int64_t since_ns = 0;
  std::int64_t wait_ns = 0;      ///< for lanes, docks and vehicles
  std::int64_t handling_ns = 0;  ///< being loaded, unloaded, changed from mode to mode
  std::int64_t moving_ns = 0;
  std::uint32_t origin = 0;
  std::uint32_t destination = 0;
  std::uint32_t owner = kNoOwner;  ///< consignment of the industry
  float distance_m = 0.0F;
  float energy_j = 0.0F;
  float road_m = 0.0F;  ///< of its vehicle on the street, shared with the others in it
  std::uint16_t shipment_class = 0;
  std::uint8_t leg = 0;
  std::uint8_t leg_count = 0;
  ShipmentState state = ShipmentState::waiting;
  std::array<ShipmentLeg, ShipmentWay::kMostLegs> legs{};
};

/// What became of a leg that another model carried.
struct LegEnd {
  std::int64_t wait_ns = 0;
  std::int64_t handling_ns = 0;
  double distance_m = 0.0;
  double energy_j = 0.0;
  double items = 1.0;  ///< that shared the vehicle
  bool refused = false;
};

/// Carries legs of one kind of mode by another model, and tells Shipments::leg_ended of each once,
/// from within an event of its own.
class LegCarrier {
 public:
  virtual ~LegCarrier() = default;
  virtual void carry(sim::Simulation& simulation, ShipmentIndex shipment, const Station& from,
                     const Station& to, std::uint32_t shipment_class) = 0;
  /// Tells Shipments::note_wait of the waits that have ended since, and note_waiting of all others.
  virtual void tell_waits(sim::Simulation& simulation) = 0;
};

/// Hears of shipments that have an owner.
class ShipmentOwner {
 public:
  virtual ~ShipmentOwner() = default;
  virtual void delivered(sim::Simulation& simulation, std::uint32_t owner) = 0;
};

/// Hears of every shipment that arrives, as the last of it.
class ArrivalListener {
 public:
  virtual ~ArrivalListener() = default;
  virtual void arrived(sim::Simulation& simulation, ShipmentIndex shipment) = 0;
};

/// What a class has done on a mode.
struct ModeWork {
  std::uint64_t legs = 0;
  double distance_m = 0.0;
  double mass_distance_kg_m = 0.0;
  double wait_s = 0.0;
  double energy_j = 0.0;
  double road_m = 0.0;
  double vehicle_m = 0.0;  ///< of vehicles, shared by those in them
};

/// Shipments over modes: each a chain of legs, chosen when it arises; the next begins where and
/// when the last ends. Legs of kind line are worked here; others by the models that carry them.
class Shipments {
 public:
  /// `plan` outlives it.
  explicit Shipments(const ShipmentPlan& plan);

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  /// Who carries legs of a kind of mode; before start().
  void set_carrier(std::string_view kind, LegCarrier* carrier);
  void set_owner(ShipmentOwner* owner) { owner_ = owner; }
  void set_listener(ArrivalListener* listener) { listener_ = listener; }
  /// A shipment that arises now.
  ShipmentIndex add(sim::Simulation& simulation, std::uint32_t shipment_class, PlaceIndex from,
                    PlaceIndex to, std::uint32_t owner);
  /// A leg that a carrier took is over.
  void leg_ended(sim::Simulation& simulation, ShipmentIndex shipment, const LegEnd& end);
  /// One has waited for a vehicle of a carrier at a station; nothing if no waits are foreseen.
  void note_wait(std::uint32_t station, double wait_s, std::int64_t now_ns);
  /// So many wait for one now, for so long in all.
  void note_waiting(std::uint32_t station, double count, double sum_s);

  const ShipmentPlan& plan() const { return plan_; }
  const ShipmentWays& ways() const { return ways_; }
  const std::vector<Shipment>& shipments() const { return shipments_; }
  /// Those of the demand come first, in order of time; of these, as many have arisen.
  bool has_arisen(std::size_t shipment) const {
    return shipment < next_ || shipment >= planned_count_;
  }
  std::size_t planned() const { return planned_count_; }
  std::size_t done() const { return done_; }
  bool all_done() const { return next_ == planned_count_ && done_ == shipments_.size(); }
  /// Energy of legs that is known only as a whole, such as of blowers.
  void add_energy(std::uint32_t shipment_class, ModeIndex mode, double energy_j) {
    work_[shipment_class * plan_.modes.size() + mode.value].energy_j += energy_j;
  }
  /// Shipments that have ended since the last call.
  std::vector<ShipmentIndex> take_finished();
  /// [class][mode]
  const std::vector<ModeWork>& work() const { return work_; }
  const ModeWork& work(std::uint32_t shipment_class, ModeIndex mode) const {
    return work_[shipment_class * plan_.modes.size() + mode.value];
  }
  const sim::Table<LaneGroupIndex, ServerState>& lanes() const { return lanes_; }
  const sim::Table<PlaceIndex, ServerState>& docks() const { return docks_; }
  std::vector<std::string> violations() const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t { arises, lane_free, leg_over, dock_free, begins, foresees };

  void draw_demand();
  void begin(sim::Simulation& simulation, ShipmentIndex index);
  void begin_leg(sim::Simulation& simulation, ShipmentIndex index);
  void enter_lane(sim::Simulation& simulation, ShipmentIndex index, LaneGroupIndex group);
  void free_lane(sim::Simulation& simulation, LaneGroupIndex group);
  void end_leg(sim::Simulation& simulation, ShipmentIndex index);
  void enter_dock(sim::Simulation& simulation, ShipmentIndex index, PlaceIndex place);
  void leave_dock(sim::Simulation& simulation, ShipmentIndex index);
  void finish(sim::Simulation& simulation, ShipmentIndex index, ShipmentState state);
  void book(const Shipment& shipment, const LegEnd& leg);
  // foresight.cpp
  void foresee(sim::Simulation& simulation);
  double lane_wait_s(LaneGroupIndex group, std::int64_t now_ns) const;
  double dock_wait_s(PlaceIndex place, std::int64_t now_ns) const;

  const ShipmentPlan& plan_;
  ShipmentWays ways_;
  sim::HandlerId handler_{};
  std::vector<Shipment> shipments_;
  std::size_t planned_count_ = 0;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::uint64_t untimely_ = 0;
  std::vector<ModeWork> work_;
  sim::Table<LaneGroupIndex, ServerState> lanes_;
  sim::Table<PlaceIndex, ServerState> docks_;
  std::vector<Experience> experience_;  ///< of vehicles of carriers  [station]
  std::vector<ShipmentIndex> finished_;
  std::array<LegCarrier*, kModeKinds.size()> carriers_{};
  ShipmentOwner* owner_ = nullptr;
  ArrivalListener* listener_ = nullptr;
};

}  // namespace dimai::models
