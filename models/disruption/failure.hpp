#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/disruption/fragility_parameters.hpp"
#include "models/disruption/parameters.hpp"
#include "models/disruption/part.hpp"
#include "models/disruption/repair_parameters.hpp"
#include "models/network/network.hpp"

namespace dimai::models {

/// What a failure came from.
enum class FailureCause : std::uint8_t { listed, random, strike, fire };

/// Something that does not work for a time.
struct Failure {
  static constexpr double kUntilRepaired = std::numeric_limits<double>::infinity();
  static constexpr std::uint32_t kNoPart = 0xFFFFFFFF;

  /// One tube of a link that breaks.
  struct BrokenTube {
    LinkIndex link;
    std::uint32_t tube = 0;
    double at = 0.5;  ///< share of its length, from its beginning
  };

  /// A damaged segment of a tunnel.
  struct Place {
    double at = 0.5;  ///< share of its length, from its beginning
    bool severe = false;
  };

  std::string what;                  ///< id of what fails, for people
  std::string_view kind = "tunnel";  ///< or node, or that of the part: see kPartKinds
  std::string system{};              ///< of a part of a pipeline: "gas" ...
  FailureCause cause = FailureCause::listed;
  std::uint32_t moderate_places = 1;  ///< to be repaired, one after the other
  std::uint32_t severe_places = 0;
  double from_s = 0.0;
  double until_s = kUntilRepaired;  ///< or it waits for a repair crew
  std::vector<LinkIndex> closes;    ///< links that nobody may enter
  std::vector<BrokenTube> breaks;   ///< tubes on which trains are held
  std::vector<Place> places;        ///< of a tunnel that a strike has damaged
  std::string host_name;            ///< computer or radio that fails; "": none
  std::string part_name;            ///< part of a pipeline that fails; "": none
  double hosts_within_m = 0.0;      ///< or all of them within a way of the place
  std::uint32_t part = kNoPart;     ///< what fails, once all parts are known; see Breakable
  std::string stream{};             ///< of a part of a pipeline: names what is drawn for it
  double trips = 0.0;               ///< of the run that need what fails, beside those by its links
  std::pair<double, double> place;  ///< longitude, latitude [deg], where crews go; NaN: unknown
};

/// A strike on an area, or an earthquake.
struct Strike {
  double time_s = 0.0;
  std::pair<double, double> centre;  ///< longitude, latitude [deg]
  double radius_m = 0.0;             ///< of load 1; 0: an earthquake of `magnitude`
  double depth_m = 0.0;              ///< of the burst
  double decay = 2.0;                ///< exponent of the fall with distance
  double magnitude = 0.0;
  bool anywhere = false;  ///< the centre is drawn, on the network
};

/// Days of goods that portals keep of what one class brings. Table [[stock]].
struct PortalStock {
  std::vector<NodeIndex> portals;
  std::uint32_t capsule_class = 0;
  double initial_s = 0.0;  ///< how long it lasts at first without deliveries
  double use_per_s = 0.0;  ///< capsule loads a second at each portal; 0: as are asked for
};

/// Everything that a scenario says of disruption, in SI.
struct DisruptionPlan {
  DisruptionParameters parameters;
  RandomFailureParameters random;
  FragilityParameters fragility;
  RepairParameters repair;
  NodeIndex base;                          ///< of the crews
  std::pair<double, double> base_place{};  ///< where there are no nodes: longitude, latitude [deg]
  std::vector<Failure> failures;
  std::vector<Strike> strikes;
  std::vector<PortalStock> stocks;

  bool any_random() const {
    return random.per_km_year > 0.0 || random.per_junction_year > 0.0 ||
           random.per_portal_year > 0.0 || random.per_host_year > 0.0 ||
           random.per_cell_year > 0.0 || any_random_part();
  }
  bool any_random_part() const {
    return random.per_pipe_km_year > 0.0 || random.per_machine_year > 0.0 ||
           random.per_station_year > 0.0;
  }
  bool any_failure() const { return !failures.empty() || !strikes.empty() || any_random(); }
  bool any() const { return any_failure() || !stocks.empty(); }
};

/// Name of the dispatcher with most requests, whatever it is called.
inline constexpr std::string_view kBusiestHost = "busiest";

}  // namespace dimai::models
