#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "models/network/network.hpp"
#include "models/parameters/request.hpp"
#include "models/trains/capsule.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

inline constexpr std::uint32_t kNoJourney = std::numeric_limits<std::uint32_t>::max();

/// What a capsule's computer knows of the capsule.
struct CapsuleState {
  std::int64_t leg_end_ns = 0;   ///< when it expects to end its present movement or journey
  std::int64_t plan_end_ns = 0;  ///< when it expects to have done all that it was given
  std::uint32_t plan = 0;        ///< grows with each order that it has taken on
  std::uint32_t leg = 0;         ///< grows with each movement and loading
  bool idle = true;
};

/// What a capsule is told to do: to serve a journey after all that it was given before, or to go
/// and park.
struct CapsuleOrder {
  CapsuleIndex capsule;
  std::uint32_t journey = kNoJourney;
  NodeIndex parking;
  std::uint32_t plan = 0;        ///< the order counts for a capsule with this plan only
  std::uint32_t leg = 0;         ///< that was known of
  std::int64_t leg_end_ns = 0;   ///< as whoever decides expects it
  std::int64_t known_ns = 0;     ///< end of the plan before, as known
  std::int64_t plan_end_ns = 0;  ///< end of the plan with this order
  bool steered = false;          ///< ahead of demand
};

enum class OrderAnswer : std::uint8_t {
  taken_on,
  plan_changed,  ///< the capsule is not what it was thought to be
  place_taken,   ///< no parking place left there
  void_by_now,   ///< somebody else serves the journey
  given_back,    ///< the capsule serves the journey no more
  kept,          ///< it has begun with it, or another serves it
};

/// A number of capsules of a class that go from portal to portal, by rank.
struct EmptyMove {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::int64_t count = 0;
};
/// A capsule as known: where and when it will be free.
struct KnownPlace {
  CapsuleIndex capsule;
  std::uint32_t portal = 0;  ///< rank
  std::int64_t free_ns = 0;
};

/// The fleet, as those see it who give it orders by message.
class Fleet {
 public:
  Fleet() = default;
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;
  virtual ~Fleet() = default;

  virtual OrderAnswer take_on(sim::Simulation& simulation, const CapsuleOrder& order) = 0;
  /// Takes a journey back from the capsule that was to serve it, if that has not begun to load.
  virtual OrderAnswer give_back(const CapsuleOrder& order) = 0;
  /// Whether the journey waits for somebody to serve it; whether a capsule has taken it on.
  virtual bool waits(std::uint32_t journey, bool taken_on) const = 0;
  virtual std::size_t journey_count() const = 0;
  virtual CapsuleState state(CapsuleIndex capsule) const = 0;
  virtual std::int64_t free_places(NodeIndex portal) const = 0;
  virtual Request request(std::uint32_t journey) const = 0;
  /// Whether a way leads from the request's origin to its destination now.
  virtual bool servable(const Request& request) const = 0;
  virtual bool all_served() const = 0;
  virtual void stays_unparked(CapsuleIndex capsule) = 0;
  virtual std::uint32_t class_of(CapsuleIndex capsule) const = 0;
  /// Time between decisions on idle capsules ahead of demand [ns]; 0: none are made.
  virtual std::int64_t steering_interval_ns() const = 0;
  virtual std::vector<EmptyMove> moves(std::uint32_t capsule_class, std::int64_t now_ns,
                                       std::span<const KnownPlace> known,
                                       std::span<const std::int64_t> room) = 0;
};

/// Who gives requests to capsules where that takes messages; told what happens at portals.
class FleetControl {
 public:
  FleetControl() = default;
  FleetControl(const FleetControl&) = delete;
  FleetControl& operator=(const FleetControl&) = delete;
  virtual ~FleetControl() = default;

  virtual void requested(std::uint32_t journey) = 0;
  /// The capsule expects to be free at a portal, by rank, from a time on.
  virtual void offered(CapsuleIndex capsule, std::uint32_t portal, std::int64_t free_ns) = 0;
  /// The capsule's leg is another, or ends at another time.
  virtual void leg_changed(CapsuleIndex capsule) = 0;
  virtual void places_changed(NodeIndex portal) = 0;
  /// The idle capsule has no parking place where it is.
  virtual void needs_place(CapsuleIndex capsule) = 0;
};

}  // namespace dimai::models
