#pragma once

#include "models/pipelines/liquid/network/network.hpp"

namespace dimai::models {

template <class Value>
using PerLiquidNode = sim::Table<LiquidNodeIndex, Value>;
template <class Value>
using PerLiquidLink = sim::Table<LiquidLinkIndex, Value>;

/// Everything that changes in a network.
struct LiquidState {
  PerLiquidNode<double> head_m;
  PerLiquidNode<double> full_demand_m3_s;  ///< asked for
  PerLiquidNode<double> demand_m3_s;       ///< delivered, without emitter and leaks
  PerLiquidNode<double> emitter_m3_s;
  PerLiquidNode<double> fixed_leak_m3_s;    ///< through areas that do not grow with pressure
  PerLiquidNode<double> growing_leak_m3_s;  ///< through areas that do
  PerLiquidNode<double> inflow_m3_s;  ///< net, into tanks and reservoirs; of a junction its outflow
  PerLiquidNode<double> volume_m3;    ///< of tanks
  PerLiquidLink<double> flow_m3_s;
  PerLiquidLink<double> setting;
  PerLiquidLink<LiquidStatus> status;
  PerLiquidLink<std::uint8_t> failed;       ///< 1: shut, whatever it is told
  PerLiquidLink<LiquidStatus> told_status;  ///< of those: what it will be once it is mended
  PerLiquidLink<double> told_setting;
  std::uint32_t failed_count = 0;

  /// What patterns, controls and rules change: of a link that has failed, what it is told.
  LiquidStatus& ordered_status(LiquidLinkIndex l) {
    return failed[l] != 0 ? told_status[l] : status[l];
  }
  LiquidStatus ordered_status(LiquidLinkIndex l) const {
    return failed[l] != 0 ? told_status[l] : status[l];
  }
  double& ordered_setting(LiquidLinkIndex l) {
    return failed[l] != 0 ? told_setting[l] : setting[l];
  }
  double ordered_setting(LiquidLinkIndex l) const {
    return failed[l] != 0 ? told_setting[l] : setting[l];
  }

  double leak_m3_s(LiquidNodeIndex node) const {
    return fixed_leak_m3_s[node] + growing_leak_m3_s[node];
  }
};

/// The state before the first solution: tanks as they start, pipes at 1 ft/s.
LiquidState initial_state(const LiquidNetwork& network);

/// Changes the status of a link, and its setting as that implies.
void open_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link);
void close_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link);
/// Changes the setting of a link, and its status as that implies.
void set_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link,
              double setting);
/// A link fails: it is shut until it is mended, whatever it is told; then it does what it was told.
void fail_link(LiquidState& state, LiquidLinkIndex link);
void mend_link(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link);
/// A pump of constant power that starts again cannot start from no flow.
void restart_pump(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link);

}  // namespace dimai::models
