#pragma once

#include <cstdint>
#include <vector>

#include "models/physics/conveying/friction.hpp"
#include "models/physics/conveying/gas.hpp"

namespace dimai::models {

/// A straight piece of pipe, or a bend between two pieces.
struct RoutePiece {
  PipeDirection direction = PipeDirection::horizontal;
  double length_m = 0.0;  ///< [m], >= 0; of a bend it is not read
  bool is_bend = false;
};

/// A route of so much horizontal pipe, then a rise, with its bends spread evenly.
///
/// A bend stands wherever the direction changes, as far as there are bends; the others cut the
/// horizontal pipe into equal pieces.
/// @param rise_m  [m]; negative: a fall
std::vector<RoutePiece> simple_route(double horizontal_m, double rise_m, int bends);

/// What a bend costs: particles slow down in it and are accelerated anew behind it.
struct BendRule {
  enum class Kind : std::uint8_t {
    vertical_pipe,  ///< as much as `equivalent_m` of upward vertical pipe
    velocity_head,  ///< coefficient * suspension density * U^2 / 2
  };
  Kind kind = Kind::vertical_pipe;
  double equivalent_m = 7.5;  ///< [m], >= 0. Rhodes, ch. 8: 7.5; other practice 12.5
  double coefficient = 0.75;  ///< [-], >= 0. 0.5 to 1 in practice
};

/// A dilute conveying line and what goes through it, all but the gas flow.
struct ConveyingLine {
  double bore_m = 0.05;           ///< [m], > 0
  std::vector<RoutePiece> route;  ///< from the feed to the delivery
  BendRule bend{};
  FrictionChoice friction{};
  ConveyingGas gas = ConveyingGas::air;
  double temperature_k = kRoomTemperature_k;  ///< isothermal [K]
  double particle_size_m = 0.0;               ///< [m], > 0
  double particle_density_kg_m3 = 0.0;        ///< [kg/m3], > 0
  double solids_flow_kg_s = 0.0;              ///< [kg/s], >= 0
  bool vacuum = false;  ///< the known pressure is that of the feed, not of the delivery
  double known_pressure_pa = kAtmosphere_pa;  ///< absolute [Pa], > 0

  /// What the correlations need, at a pressure.
  ConveyingPoint point_at(double pressure_pa) const;
  bool has_horizontal() const;
};

/// One place along a line in steady flow.
struct ProfilePoint {
  double distance_m = 0.0;  ///< of pipe, from the feed
  double pressure_pa = 0.0;
  double gas_velocity_m_s = 0.0;  ///< superficial
  double particle_velocity_m_s = 0.0;
  std::uint32_t piece = 0;  ///< index into the route
};

/// A line in steady flow, with the gas expanding along it.
struct LineProfile {
  std::vector<ProfilePoint> points;  ///< from feed to delivery; the first is behind the feed
  double feed_pressure_pa = 0.0;     ///< before the powder is accelerated
  double delivery_pressure_pa = 0.0;
  double gas_flow_kg_s = 0.0;
  double transit_s = 0.0;   ///< time of a particle from feed to delivery: sum L / Up
  double hold_up_kg = 0.0;  ///< powder in the line: M_s * transit

  double drop_pa() const { return feed_pressure_pa - delivery_pressure_pa; }
  const ProfilePoint& feed() const { return points.front(); }
  const ProfilePoint& delivery() const { return points.back(); }
};

/// Pressure and velocities along a line, integrated from the end whose pressure is known.
///
/// dp/ds = -F / (1 - (G_g U + G_s Up) / p), F the friction and weight of pressure_terms at the
/// local gas density, the denominator the momentum that gas and solids gain by expansion.
/// Isothermal; dopri5 with a relative error of 1e-9 a step.
/// @param gas_flow_kg_s  [kg/s], > 0
/// @throws std::domain_error where the line cannot carry this flow: it names the reason (pressure
///         used up, gas at the speed where it cannot expand further, solids fill the pipe)
LineProfile conveying_profile(const ConveyingLine& line, double gas_flow_kg_s);

/// Isothermal flow of gas alone in a pipe, in closed form: upstream from downstream pressure [Pa].
///
/// p1^2 - p2^2 = (4 fg L / D + 2 ln(p1 / p2)) G^2 R T / M.
/// @param flux_kg_m2_s  G [kg/(m2 s)], >= 0
double isothermal_upstream_pa(double downstream_pa, double flux_kg_m2_s, double gas_constant_j_kg_k,
                              double temperature_k, double fanning, double length_over_bore);

}  // namespace dimai::models
