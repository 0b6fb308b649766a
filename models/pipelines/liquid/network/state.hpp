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
/// A pump of constant power that starts again cannot start from no flow.
void restart_pump(const LiquidNetwork& network, LiquidState& state, LiquidLinkIndex link);

}  // namespace dimai::models
