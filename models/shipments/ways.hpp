#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "models/shipments/network.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

struct ShipmentLeg {
  std::uint32_t from_station = 0;
  std::uint32_t to_station = 0;
};

/// A chain of legs, in order.
struct ShipmentWay {
  static constexpr std::size_t kMostLegs = 6;
  std::array<ShipmentLeg, kMostLegs> legs{};
  std::uint8_t count = 0;  ///< 0: there is no way
  double cost_cny = 0.0;   ///< price and time
};

/// Chooses the chain of modes that costs least, time included, for a class from a place to a place.
///
/// Modes are changed at hubs only. A way is: at most one leg to a hub, a least-cost chain of legs
/// between hubs (Dijkstra, kept for each class and hub), at most one leg from a hub.
class ShipmentWays {
 public:
  explicit ShipmentWays(const ShipmentPlan& plan);

  /// @param day  of the run: modes of later stages are not there yet
  ShipmentWay find(std::uint32_t shipment_class, PlaceIndex from, PlaceIndex to, std::int64_t day);
  /// Length of the leg between two stations of a group [m].
  double length_m(std::uint32_t from, std::uint32_t to) const;
  /// Waits that are reckoned with from now on; all 0 until they are told.
  /// @param at_station_s  before a leg from there, for a lane or a vehicle  [station]
  /// @param for_dock_s    before a change of modes  [place]
  void expect(std::vector<double> at_station_s, std::vector<double> for_dock_s);
  const std::vector<double>& expected_at_station_s() const { return station_wait_s_; }
  const std::vector<double>& expected_for_dock_s() const { return dock_wait_s_; }
  /// Price and time of a leg, with the wait that is expected [CNY].
  double cost_cny(std::uint32_t shipment_class, const ShipmentLeg& leg) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  /// Ways from one hub to all others.
  struct Tree {
    std::vector<double> cost_cny;     ///< [hub]
    std::vector<ShipmentLeg> last;    ///< [hub]
    std::vector<std::uint32_t> legs;  ///< [hub]
  };
  struct Access {
    std::uint32_t hub = 0;
    double cost_cny = 0.0;
    ShipmentLeg leg;
    bool none = false;  ///< the place is the hub
  };
  const Tree& tree(std::uint32_t shipment_class, std::uint32_t hub, std::int64_t day);
  std::vector<Access> hubs_near(std::uint32_t shipment_class, PlaceIndex place, bool outwards,
                                std::int64_t day) const;
  bool usable(std::uint32_t shipment_class, std::uint32_t station, std::int64_t day) const;
  double apart_m(PlaceIndex from, PlaceIndex to) const;
  double transfer_cny(std::uint32_t shipment_class, PlaceIndex place) const;

  const ShipmentPlan& plan_;
  std::vector<std::vector<std::uint32_t>> stations_at_;  ///< [place]
  std::vector<std::uint32_t> hub_of_;                    ///< [place], or kNone
  std::vector<PlaceIndex> hubs_;
  std::vector<std::vector<std::uint32_t>> hub_stations_;  ///< [group]
  std::vector<char> takes_;                               ///< [class][mode]
  std::vector<std::int64_t> stages_;                      ///< days on which a mode begins
  mutable std::vector<std::vector<double>> apart_m_;      ///< as the crow flies  [hub][hub], or NaN
  std::vector<double> station_wait_s_;
  std::vector<double> dock_wait_s_;
  std::map<std::array<std::uint64_t, 3>, Tree> trees_;
};

}  // namespace dimai::models
