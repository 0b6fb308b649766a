#pragma once

namespace dimai::models {

/// A tonnage on lanes.
struct LaneLoad {
  double tonnes_a_day = 0.0;   ///< all lanes together, > 0
  double tonnes_a_cart = 1.0;  ///< > 0
  double lanes = 1.0;          ///< >= 1
  double speed_m_s = 20.0;     ///< > 0
};

/// What it means for one lane.
struct LaneHeadway {
  double carts_h = 0.0;    ///< carts an hour [1/h]
  double headway_s = 0.0;  ///< between fronts of carts [s]
  double spacing_m = 0.0;  ///< the same as a way [m]
};

/// Carts an hour, headway and spacing on each lane, all day alike: whether carts can run singly, or
/// must be coupled into trains.
///
/// @throws std::domain_error outside the ranges of LaneLoad
/// Source: by hand, n = Q / (24 m k), h = 3600 / n, s = v h.
LaneHeadway lane_headway(const LaneLoad& load);

/// Tonnes a year that a saving of CO2 implies, if each tonne saves a share of what a truck emits on
/// the way [t/a].
///
/// @param saving_kg_a_year  [kg/a], >= 0
/// @param share             of the truck's emission that is saved [-], in (0, 1]
/// @param truck_kg_tkm      emission of the truck [kg/t-km], > 0
/// @param length_km         of the way [km], > 0
/// @throws std::domain_error outside those ranges
/// Source: by hand.
double tonnes_for_saving(double saving_kg_a_year, double share, double truck_kg_tkm,
                         double length_km);

/// A year of a tube that takes pallets off the streets.
struct TubeYear {
  double pallets = 0.0;        ///< > 0
  double working_hours = 0.0;  ///< in which they come, > 0
  double trips = 0.0;          ///< of trucks that are not needed now, > 0
  double co2_kg = 0.0;         ///< that is not emitted [kg], >= 0
};

/// What that is an hour, and for each trip.
struct TripRelief {
  double pallets_h = 0.0;  ///< through the tube [1/h]
  double pallets_a_trip = 0.0;
  double co2_kg_a_trip = 0.0;
};

/// What a tube spares for each truck trip that is avoided, all day and all year alike.
///
/// @throws std::domain_error outside the ranges of TubeYear
/// Source: by hand, ratios of what is published for a year.
TripRelief trip_relief(const TubeYear& year);

/// What a household sends, or is sent, in a day [1/d].
///
/// @param per_person_a_year  [1/a], >= 0
/// @param persons            in a household, > 0
/// @throws std::domain_error outside those ranges
/// Source: by hand, n p / 365.
double per_household_a_day(double per_person_a_year, double persons);

}  // namespace dimai::models
