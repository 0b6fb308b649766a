#pragma once

#include "models/pipelines/liquid/network/network.hpp"

namespace dimai::models {

/// A link's head loss h(q), straightened at its present flow.
struct LinkLoss {
  double conductance_m2_s = 0.0;  ///< p = 1 / (dh/dq); 0: an active control valve, no loss law
  double correction_m3_s = 0.0;   ///< y = p h
};

/// What a link does now.
struct LinkUse {
  double flow_m3_s = 0.0;
  LiquidStatus status = LiquidStatus::open;
  double setting = kNoSetting;
};

/// Loss of any link; of a PRV, PSV or FCV with a setting none: see `valve_loss`.
LinkLoss link_loss(const LiquidLink& link, const LiquidOptions& options, const LinkUse& use);

/// Loss of a valve that is open, closed or cannot hold its setting.
LinkLoss valve_loss(double minor_s2_m5, const LiquidOptions& options, const LinkUse& use);

/// Minor loss of a positional valve at an opening [s2/m5].
double positional_loss_s2_m5(const LiquidLink& link, double opening_percent);

}  // namespace dimai::models
