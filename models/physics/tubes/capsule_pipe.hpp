#pragma once

#include <vector>

#include "models/physics/tubes/capsule_air.hpp"
#include "models/physics/tubes/isothermal_tube.hpp"

namespace dimai::models {

/// Capsules at even distances in a pipe.
struct CapsuleTraffic {
  double line_fill = 0.03;        ///< share of the pipe's length that capsules take [-], in (0, 1]
  double capsule_length_m = 4.0;  ///< [m], > 0
  double capsule_speed_m_s = 10;  ///< [m/s], > 0
};

/// Front-to-front distance, capsule length / line fill [m].
double capsule_spacing_m(const CapsuleTraffic& traffic);
/// Time from one capsule to the next [s].
double capsule_headway_s(const CapsuleTraffic& traffic);
/// Capsules in a length of pipe, line fill * L / capsule length [-].
///
/// @param length_m  [m], >= 0
double capsules_in_pipe(const CapsuleTraffic& traffic, double length_m);
/// Capsules that pass a place in an hour [1/h].
double capsules_per_hour(const CapsuleTraffic& traffic);
/// Mass that passes a place [kg/s].
///
/// @param capsule_mass_kg  of whatever is counted: payload, or capsule with load [kg], >= 0
double capsule_mass_flow_kg_s(const CapsuleTraffic& traffic, double capsule_mass_kg);

/// Pressure drop of a pipe [Pa]: that of the air between capsules and that of the capsules.
struct LinePressure {
  double air_pa = 0.0;       ///< lambda (L / D) rho V^2 / 2
  double capsules_pa = 0.0;  ///< N F / A

  double total_pa() const { return air_pa + capsules_pa; }
};

/// Pressure drop with air of constant density.
///
/// @param air_m_s         V [m/s], >= 0
/// @param capsule_count   N [-], >= 0
/// @param force_n         F that holds each capsule back [N], see capsule_force_n
LinePressure line_pressure(const TubeShape& tube, double air_m_s, double density_kg_m3,
                           double capsule_count, double force_n);

/// A pipe with capsules and what is given at its outlet.
struct CapsulePipe {
  TubeShape tube;
  CapsuleSeal seal;
  double force_n = 0.0;             ///< that holds each capsule back [N], >= 0
  double capsule_flow_per_s = 0.0;  ///< capsules that pass [1/s], >= 0
  double mass_flow_kg_s = 1.0;      ///< of air [kg/s], > 0
  double temperature_k = 288.15;    ///< [K], > 0
};

/// The state of the air along a pipe.
struct PipeProfile {
  std::vector<double> place_m;      ///< from the inlet
  std::vector<double> pressure_pa;  ///< absolute
  std::vector<double> air_m_s;
  std::vector<double> capsule_m_s;
  std::vector<double> passage_s;  ///< time at which a capsule that left the inlet at 0 passes
};

/// Steady profile of compressible air with capsules, from the known outlet upstream.
///
/// -dp/dx = lambda rho V^2 / (2 D) + (n / Vc) F / A, rho = p/(RT), V = m/(rho A), Vc = V -
/// slip(rho) with n capsules a second: where the air is dense, it is slow and holds more capsules.
/// Runge-Kutta of order 5 (Dormand and Prince), relative error 1e-9.
/// @param outlet_pa  absolute [Pa], > 0
/// @param points     [-], >= 2, evenly spaced
/// @throws std::domain_error outside the ranges; std::runtime_error "capsules stop: ..." where
///         the air is too slow to carry them
/// Source: equations of Kosugi, Powder Technol. 104, 227 (air, leak and capsule), steady; by hand.
PipeProfile capsule_pipe_profile(const CapsulePipe& pipe, double outlet_pa, int points);

/// Energy to roll a mass over a distance [J/(kg m)]: C_r g.
///
/// @param rolling_coefficient  [-], >= 0
double rolling_energy_j_kg_m(double rolling_coefficient);

/// What a linear motor does to a capsule on its way through.
struct MotorPush {
  double acceleration_m_s2 = 0.0;  ///< mean [m/s2]
  double force_n = 0.0;            ///< beyond what air and rolling take [N]
  double energy_j = 0.0;           ///< given to the capsule's motion [J]
};

/// Mean acceleration in a motor, (v2^2 - v1^2) / (2 l), with its force and energy.
///
/// @param entry_m_s, exit_m_s  [m/s], >= 0
/// @param motor_m              l [m], > 0
/// @param mass_kg              [kg], > 0
MotorPush motor_push(double entry_m_s, double exit_m_s, double motor_m, double mass_kg);

/// Greatest pressure rise that capsules under a motor's thrust give the air [Pa].
///
/// The thrust on the capsules that are in the motor at a time, l / spacing of them, over the bore.
/// @param thrust_n   on one capsule [N], >= 0
/// @param motor_m    [m], > 0
/// @param spacing_m  [m], > 0
/// @param area_m2    of the bore [m2], > 0
/// Source: balance of forces, by hand.
double motor_pressure_rise_pa(double thrust_n, double motor_m, double spacing_m, double area_m2);

/// Air that a lock loses in one cycle, at the outer pressure [m3]: V p / p0.
///
/// @param volume_m3     V of the lock [m3], >= 0
/// @param pressure_pa   p in the line, absolute [Pa], > 0
/// @param ambient_pa    p0, absolute [Pa], > 0
double airlock_loss_m3(double volume_m3, double pressure_pa, double ambient_pa);

/// Time to fill a lock to the line's pressure at a flow counted at the outer pressure [s].
///
/// @param flow_m3_s  [m3/s], > 0
double airlock_purge_s(double volume_m3, double pressure_pa, double ambient_pa, double flow_m3_s);

}  // namespace dimai::models
