#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/economics/factors.hpp"

namespace dimai::models {

/// How things and people go today.
enum class TodayVehicle : std::uint8_t { truck, van, etrike, car, rail, air };
inline constexpr std::size_t kVehicles = 6;
inline constexpr std::array<std::string_view, kVehicles> kVehicleNames{"truck", "van",  "etrike",
                                                                       "car",   "rail", "air"};

/// What is compared, all per item.
enum class Metric : std::uint8_t { time_h, energy_kwh, co2_kg, cost_cny, road_km, land_m2 };
inline constexpr std::size_t kMetrics = 6;
inline constexpr std::array<std::string_view, kMetrics> kMetricNames{
    "time_h", "energy_kwh", "co2_kg", "cost_cny", "road_km", "land_m2"};

/// A class of shipments as it went underground, and as it would go today.
struct ClassFlow {
  std::string name;
  double items_a_day = 0.0;
  double mass_kg = 0.0;
  bool person = false;
  // underground, of the run
  double time_s = 0.0;      ///< median door to door
  double fixed_s = 0.0;     ///< mean of waiting and handling
  double distance_m = 0.0;  ///< mean
  double energy_j = 0.0;    ///< mean
  double road_km = 0.0;     ///< mean, of vehicles on the street: added at portals
  // today
  std::array<double, kVehicles> today_km{};
  double today_wait_s = 0.0;    ///< in depots and at stops
  bool parcel_network = false;  ///< pays line-haul, sorting and last mile by the piece
};

/// Something that is built: a tube by the kilometre, a hub, a vehicle.
struct CapitalItem {
  std::string name;
  std::uint32_t factor = 0;  ///< cost of one unit in millions of CNY
  double quantity = 0.0;     ///< units: km of tubes, or how many
  double life_a = 50.0;
  double land_m2 = 0.0;
  std::uint32_t embodied = 0xFFFFFFFFU;  ///< factor: tonnes of CO2 for a unit; none: all ones
  std::vector<double> shares;            ///< of its cost borne by each class; add up to 1  [class]
};

/// Samples of one metric of one class.
struct Comparison {
  Range today;
  Range underground;
  Range difference;           ///< underground - today
  double better_share = 0.0;  ///< of samples in which underground is less
};

/// What all classes together spare and add, a day.
struct RoadRelief {
  std::array<Range, kVehicles> removed_km;  ///< vehicle-km; rail and air: seat-km
  double added_km = 0.0;                    ///< vehicle-km on streets at portals
};

struct ClassComparison {
  std::array<Comparison, kMetrics> metrics;
  Range break_even_items_a_day;
  double never_share = 0.0;  ///< of samples in which no volume pays
  Range break_even_speed_m_s;
  Range capital_a_year_cny;
};

struct ComparisonResult {
  std::vector<ClassComparison> classes;
  RoadRelief road;
  Range capital_cny;      ///< to be built
  Range annual_cost_cny;  ///< underground: capital, operation and energy
  Range annual_today_cny;
};

/// Keys of the factors that compare() asks for, without those of capital items; all must be there.
std::vector<std::string> comparison_keys();

/// Compares each class as it went underground with how it goes today, over `samples` samples of all
/// factors together, so that each figure is a range.
///
/// Today: for each vehicle, km x mass x factor a tonne-km (persons: a person-km); parcels pay
/// by the piece. Underground: energy of the run x auxiliaries; annuity, operation and upkeep of
/// what is built, by each class's share.
/// @throws std::domain_error if a key is missing
ComparisonResult compare(const std::vector<ClassFlow>& flows,
                         const std::vector<CapitalItem>& capital,
                         const std::vector<Factor>& factors, std::size_t samples,
                         std::uint64_t seed);

}  // namespace dimai::models
