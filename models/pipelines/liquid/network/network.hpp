#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "models/pipelines/liquid/network/curve.hpp"
#include "models/pipelines/liquid/network/indices.hpp"
#include "models/pipelines/liquid/network/options.hpp"
#include "models/pipelines/liquid/network/orders.hpp"
#include "models/pipelines/liquid/network/status.hpp"
#include "sim/index.hpp"

namespace dimai::models {

enum class LiquidNodeKind : std::uint8_t { junction, reservoir, tank };

enum class LiquidLinkKind : std::uint8_t {
  check_valve_pipe,  ///< lets nothing back
  pipe,
  pump,
  pressure_reducing,    ///< PRV: head behind it at most the setting
  pressure_sustaining,  ///< PSV: head before it at least the setting
  pressure_breaking,    ///< PBV: always loses the setting
  flow_control,         ///< FCV: flow at most the setting
  throttle,             ///< TCV: the setting is its loss coefficient
  general_purpose,      ///< GPV: loses what its curve says
  positional,           ///< PCV: the setting is its opening in per cent
};

inline bool is_pipe(LiquidLinkKind kind) { return kind <= LiquidLinkKind::pipe; }
inline bool is_valve(LiquidLinkKind kind) { return kind > LiquidLinkKind::pump; }
/// PRV, PSV and FCV: their active state is a condition on a head or a flow, not a loss.
inline bool is_control_valve(LiquidLinkKind kind) {
  return kind == LiquidLinkKind::pressure_reducing || kind == LiquidLinkKind::pressure_sustaining ||
         kind == LiquidLinkKind::flow_control;
}

/// One category of a junction's demand.
struct LiquidDemand {
  double base_m3_s = 0.0;
  LiquidPatternIndex pattern;  ///< none: the network's default pattern
  std::string category;
};

/// What a tank holds. Heads are elevations of the water's surface.
struct LiquidTank {
  double initial_head_m = 0.0;
  double least_head_m = 0.0;
  double greatest_head_m = 0.0;
  double area_m2 = 0.0;  ///< of a cylinder; used if there is no volume curve
  double initial_volume_m3 = 0.0;
  double least_volume_m3 = 0.0;
  double greatest_volume_m3 = 0.0;
  LiquidCurve volume_curve;   ///< level above the bottom [m] -> volume [m3]; may be empty
  bool can_overflow = false;  ///< a full tank spills instead of closing its inlets
};

struct LiquidNode {
  std::string id;
  LiquidNodeKind kind = LiquidNodeKind::junction;
  double elevation_m = 0.0;  ///< of a reservoir: its head
  std::vector<LiquidDemand> demands;
  double emitter_resistance = 0.0;  ///< h = K q^(1/n) [m (s/m3)^(1/n)]; 0: no emitter
  LiquidPatternIndex head_pattern;  ///< of a reservoir
  LiquidTank tank;
  double x = std::numeric_limits<double>::quiet_NaN();  ///< in the coordinates of the map
  double y = std::numeric_limits<double>::quiet_NaN();
  std::string tag;
};

enum class LiquidPumpKind : std::uint8_t {
  power_function,  ///< gain = shutoff head - r q^n
  custom,          ///< gain by straight lines between points
  constant_power,  ///< gain = P / q
};

/// A pump in nominal speed; used if the link's kind is pump.
struct LiquidPump {
  LiquidPumpKind kind = LiquidPumpKind::power_function;
  LiquidCurve head_curve;        ///< flow [m3/s] -> gain [m], as given
  double shutoff_head_m = 0.0;   ///< gain at no flow, of a power function
  double resistance = 0.0;       ///< r [m (s/m3)^n]; of constant power: head times flow [m4/s]
  double exponent = 2.0;         ///< n
  double greatest_head_m = 0.0;  ///< gain that it cannot exceed
  double greatest_flow_m3_s = 0.0;
  double design_flow_m3_s = 0.0;  ///< to start from
  LiquidCurve efficiency_curve;   ///< flow [m3/s] -> efficiency [%]; empty: the network's
  LiquidPatternIndex speed_pattern;
  double energy_price = 0.0;  ///< per kWh; 0: the network's
  LiquidPatternIndex price_pattern;
};

struct LiquidLink {
  std::string id;
  LiquidLinkKind kind = LiquidLinkKind::pipe;
  LiquidNodeIndex from;
  LiquidNodeIndex to;
  double length_m = 0.0;
  double diameter_m = 0.0;
  double roughness = 0.0;    ///< Hazen-Williams C [-], roughness [m] or Manning's n, by formula
  double resistance = 0.0;   ///< r of h = r q^n, for Darcy-Weisbach without the friction factor
  double minor_s2_m5 = 0.0;  ///< h = m q^2
  LiquidStatus initial_status = LiquidStatus::open;
  double initial_setting =
      kNoSetting;                 ///< speed [-], head [m], flow [m3/s], coefficient or per cent
  double leak_area_m2_m = 0.0;    ///< fixed area of leaks per length of pipe
  double leak_expansion_m = 0.0;  ///< growth of that area per metre of head
  LiquidPump pump;
  LiquidCurve curve;  ///< GPV: flow [m3/s] -> loss [m]; PCV: opening [%] -> share of Kv [%]
  std::vector<std::pair<double, double>> vertices;
  std::string tag;
};

struct LiquidPattern {
  std::string id;
  std::vector<double> factors;
};

/// A network of pipes that are full of a liquid. Junctions stand first in the table of nodes.
struct LiquidNetwork {
  sim::Table<LiquidNodeIndex, LiquidNode> nodes;
  sim::Table<LiquidLinkIndex, LiquidLink> links;
  sim::Table<LiquidPatternIndex, LiquidPattern> patterns;
  std::uint32_t junction_count = 0;
  std::vector<LiquidControl> controls;
  std::vector<LiquidRule> rules;
  LiquidOptions options;
  LiquidTimes times;
  LiquidPatternIndex default_pattern;
  LiquidPatternIndex price_pattern;

  // Found by index_links(), so that each iteration looks only at those that matter.
  std::vector<LiquidLinkIndex> valves;
  std::vector<LiquidLinkIndex> control_valves;  ///< PRV, PSV, FCV
  std::vector<LiquidLinkIndex> watched_links;   ///< whose state may change by heads or flows
  std::vector<LiquidLinkIndex> pumps;

  /// Fills the lists of links; to be called once the links are known.
  void index_links();
  bool is_junction(LiquidNodeIndex node) const { return node.value < junction_count; }
};

}  // namespace dimai::models
