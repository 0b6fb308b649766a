#include "models/pipelines/liquid/operation/taps.hpp"

#include <algorithm>

namespace dimai::models {

std::uint32_t LiquidTaps::add(LiquidNodeIndex node, double rate_m3_s) {
  LiquidTap tap;
  tap.node = node;
  tap.rate_m3_s = rate_m3_s;
  taps_.push_back(tap);
  return static_cast<std::uint32_t>(taps_.size() - 1);
}

double LiquidTaps::take(std::uint32_t index, double volume_m3) {
  LiquidTap& tap = taps_[index];
  const double taken_m3 = std::min(tap.come_m3, volume_m3);
  tap.come_m3 -= taken_m3;
  tap.taken_m3 += taken_m3;
  tap.asked_m3 = std::max(0.0, volume_m3 - taken_m3 - tap.coming_m3);
  return taken_m3;
}

double LiquidTaps::open(LiquidState& state, double longest_s) {
  double sum_m3_s = 0.0;
  for (LiquidTap& tap : taps_) {
    tap.flow_m3_s = std::min(tap.rate_m3_s, tap.asked_m3 / longest_s);
    state.full_demand_m3_s[tap.node] += tap.flow_m3_s;
    state.demand_m3_s[tap.node] += tap.flow_m3_s;  // where the solver begins, or what it delivers
    sum_m3_s += tap.flow_m3_s;
  }
  return sum_m3_s;
}

void LiquidTaps::flow(const LiquidState& state, double span_s) {
  for (LiquidTap& tap : taps_) {
    if (tap.flow_m3_s <= 0.0) continue;
    const double asked_m3_s = state.full_demand_m3_s[tap.node];
    // Where pressure does not suffice all withdrawals at a junction get the same share.
    const double share = asked_m3_s > 0.0 ? state.demand_m3_s[tap.node] / asked_m3_s : 1.0;
    tap.coming_m3 = tap.flow_m3_s * share * span_s;
    tap.asked_m3 = std::max(0.0, tap.asked_m3 - tap.coming_m3);
  }
}

void LiquidTaps::settle() {
  for (LiquidTap& tap : taps_) {
    tap.come_m3 += tap.coming_m3;
    tap.given_m3 += tap.coming_m3;
    tap.coming_m3 = 0.0;
  }
}

}  // namespace dimai::models
