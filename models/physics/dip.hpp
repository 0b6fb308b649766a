#pragma once

#include "models/physics/kinematics.hpp"

namespace dimai::models {

/// A dip of speed v -> u -> v in which a train loses a given time ahead of a boundary.
///
/// Dips that end at a common anchor are nested, so trains that absorb their delays this way never
/// come closer than the separation law allows, and pass the boundary at line speed.
struct Dip {
  double delay_s = 0.0;           ///< D, time lost against line speed
  double line_speed_m_s = 0.0;    ///< v
  double lowest_speed_m_s = 0.0;  ///< u
  double length_m = 0.0;          ///< X, from leaving line speed to regaining it
  double hold_s = 0.0;            ///< time at standstill; 0 unless u = 0
  double time_s = 0.0;            ///< from leaving line speed to regaining it, X / v + D
};

/// The dip that loses a delay, with constant deceleration then constant acceleration.
///
/// With A = 1/a_d + 1/a_a: u = v - sqrt(2 v D / A) and X = (v^2 - u^2) A / 2 while D <= v A / 2;
/// beyond that the train stops and holds D - v A / 2.
/// @param delay_s  D [s], >= 0 and finite
/// @param line_speed_m_s  v [m/s], > 0 and finite
/// @param rates  > 0; +infinity allowed
/// @throws std::domain_error outside those ranges
/// Source: by hand from uniform acceleration.
Dip plan_dip(double delay_s, double line_speed_m_s, const Rates& rates);

/// Whether a dip that regains line speed a distance before the boundary lies inside a zone.
///
/// @param anchor_m  rho, from the place where line speed is regained to the boundary [m], >= 0
/// @param zone_m  length of way before the boundary that the dip may use [m], >= 0
bool dip_fits(const Dip& dip, double anchor_m, double zone_m);

/// Longest delay that a dip within a length can absorb [s]; +infinity if there is room for a full
/// stop.
///
/// @param length_m  zone less anchor distance [m], >= 0
double longest_dip_delay_s(double length_m, double line_speed_m_s, const Rates& rates);

}  // namespace dimai::models
