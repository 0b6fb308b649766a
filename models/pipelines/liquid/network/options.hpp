#pragma once

#include <cstdint>

#include "models/pipelines/liquid/network/epanet_constants.hpp"

namespace dimai::models {

enum class LiquidFriction : std::uint8_t { hazen_williams, darcy_weisbach, chezy_manning };

/// Units of the file a network was read from, in which rules compare: SI times factor.
struct LiquidDisplay {
  double flow = 1.0;      ///< units of flow per m3/s
  double head = 1.0;      ///< units of length per m
  double pressure = 1.0;  ///< units of pressure per m of head
};

/// How a network is solved. Defaults are EPANET 2.3's.
struct LiquidOptions {
  LiquidFriction friction = LiquidFriction::hazen_williams;
  double viscosity_m2_s = EpanetConstants::viscosity_m2_s;
  double specific_gravity = 1.0;
  double demand_multiplier = 1.0;
  bool pressure_driven = false;   ///< demands follow the pressure (Wagner et al. 1988)
  double least_pressure_m = 0.0;  ///< no delivery at or below it
  double required_pressure_m = EpanetConstants::least_pressure_range_m;  ///< full delivery above
  double pressure_exponent = 0.5;
  double emitter_exponent = 0.5;  ///< n of q = C p^n
  bool emitter_backflow = true;
  double accuracy = 1e-3;         ///< sum of changes of flow over sum of flows at the end
  double head_error_m = 0.0;      ///< most error of a link's head loss; 0: not looked at
  double flow_change_m3_s = 0.0;  ///< most change of a flow; 0: not looked at
  std::int64_t trials = 200;
  std::int64_t extra_trials = -1;  ///< without status checks; -1: stop if not balanced
  std::int64_t check_frequency = 2;
  std::int64_t last_check = 10;
  double damping_limit = 0.0;
  double head_tolerance_m = 0.0005 * EpanetConstants::foot_m;
  double flow_tolerance_m3_s = 1e-4 * EpanetConstants::cubic_foot_m3;
  double least_gradient_s_m2 = 1e-7 * EpanetConstants::resistance_s_m2;  ///< below it, linear
  double pump_efficiency = 75.0;                                         ///< [%]
  double energy_price = 0.0;   ///< per kWh, in whatever money the file means
  double demand_charge = 0.0;  ///< per kW of the greatest power
  LiquidDisplay display;

  double friction_exponent() const {
    return friction == LiquidFriction::hazen_williams ? 1.852 : 2.0;
  }
};

/// Steps of an extended period, whole seconds as in EPANET.
struct LiquidTimes {
  std::int64_t duration_s = 0;  ///< 0: one steady state
  std::int64_t hydraulic_step_s = 3600;
  std::int64_t pattern_step_s = 3600;
  std::int64_t pattern_start_s = 0;
  std::int64_t report_step_s = 3600;
  std::int64_t report_start_s = 0;
  std::int64_t rule_step_s = 360;
  std::int64_t clock_start_s = 0;  ///< time of day at which it starts
};

}  // namespace dimai::models
