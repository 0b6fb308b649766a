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
enum class Metric : std::uint8_t {
  time_h,
  energy_kwh,
  co2_kg,
  cost_cny,
  cost_work_cny,  ///< a tonne-km, or a person-km
  road_km,
  land_m2  ///< for an item a day
};
inline constexpr std::size_t kMetrics = 7;
inline constexpr std::array<std::string_view, kMetrics> kMetricNames{
    "time_h", "energy_kwh", "co2_kg", "cost_cny", "cost_work_cny", "road_km", "land_m2"};

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
  double road_km = 0.0;     ///< mean, of vans on the street: added at portals
  // making one here; 0 if it is not made here
  double making_j = 0.0;      ///< energy
  double labour_h = 0.0;      ///< of people
  double material_cny = 0.0;  ///< at the prices of goods
  double material_tkm = 0.0;  ///< by truck, of what is bought for it
  // today
  std::array<double, kVehicles> today_km{};
  double today_wait_s = 0.0;    ///< in depots and at stops
  bool parcel_network = false;  ///< pays line-haul, sorting and last mile by the piece
  double factory_j = 0.0;       ///< energy of making one there
  double factory_cny = 0.0;     ///< all that making one costs there, with its material
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

/// People who stand ready whatever the traffic.
struct StaffItem {
  std::string name;
  double posts = 0.0;          ///< full-time
  std::vector<double> shares;  ///< as in CapitalItem
};

/// All that does not depend on how much goes.
struct Standing {
  std::vector<CapitalItem> capital;
  std::vector<StaffItem> staff;
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
  Range added_km;                           ///< vehicle-km on streets at portals, and of material
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
/// by the piece; what is made elsewhere costs what it costs there. Underground: energy of the run x
/// auxiliaries; making with its material, labour and the trucks that bring it; annuity, operation
/// and upkeep of what is built, and staff, by each class's share. A class without a way has an
/// infinite cost for its work.
/// @throws std::domain_error if a key is missing, if a class has no items, or if a share of what is
/// built or of staff is missing
ComparisonResult compare(const std::vector<ClassFlow>& flows, const Standing& standing,
                         const std::vector<Factor>& factors, std::size_t samples,
                         std::uint64_t seed);

}  // namespace dimai::models
