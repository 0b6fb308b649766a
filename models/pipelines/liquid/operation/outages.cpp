// Links that fail and are mended between two solutions of LiquidModel.

#include <algorithm>
#include <cmath>

#include "models/pipelines/liquid/network/connectivity.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"

namespace dimai::models {
namespace {

constexpr std::int64_t kSecond_ns = 1'000'000'000;

}  // namespace

void LiquidModel::set_working(sim::Simulation& simulation, LiquidLinkIndex link, bool working) {
  const std::int64_t now_s = (simulation.now().ns + kSecond_ns - 1) / kSecond_ns;
  if (over_ || !failure_.empty()) return;
  if (!solves_.empty()) end_span_at(simulation, now_s);
  const LiquidStatus before = state_.status[link];
  working ? mend_link(network_, state_, link) : fail_link(state_, link);
  events_.push_back({static_cast<double>(now_s),
                     working ? LiquidEvent::Kind::mended : LiquidEvent::Kind::failed, true,
                     link.value, before, state_.status[link], 0});
  span_.events = events_.size();
}

double LiquidModel::share_through(LiquidLinkIndex link) const {
  double whole_m3_s = 0.0;
  for (std::uint32_t j = 0; j < network_.junction_count; ++j)
    whole_m3_s += std::max(state_.demand_m3_s[LiquidNodeIndex{j}], 0.0);
  if (is_closed(state_.status[link]) || whole_m3_s <= 0.0) return 0.0;
  return std::min(std::abs(state_.flow_m3_s[link]) / whole_m3_s, 1.0);
}

void LiquidModel::remember() {
  span_ = {state_.head_m, state_.volume_m3,   state_.flow_m3_s,    state_.setting,
           state_.status, state_.told_status, state_.told_setting, balance_,
           pump_work_,    greatest_power_w_,  events_.size(),      0};
}

void LiquidModel::undo_span() {
  state_.head_m = span_.head_m;
  state_.volume_m3 = span_.volume_m3;
  state_.flow_m3_s = span_.flow_m3_s;
  state_.setting = span_.setting;
  state_.status = span_.status;
  state_.told_status = span_.told_status;
  state_.told_setting = span_.told_setting;
  balance_ = span_.balance;
  pump_work_ = span_.pump_work;
  greatest_power_w_ = span_.greatest_power_w;
  events_.resize(span_.events);
  for (LiquidTap& tap : taps_.all()) {
    tap.asked_m3 += tap.coming_m3;
    tap.coming_m3 = 0.0;
  }
}

/// The next solution is wanted at a time before the one that was planned: books what flows until
/// then alone.
void LiquidModel::end_span_at(sim::Simulation& simulation, std::int64_t now_s) {
  if (now_s >= span_.end_s) return;
  undo_span();
  flow_on(now_s - time_s_);
  ++version_;
  simulation.schedule(std::max(simulation.now(), sim::Time{span_.end_s * kSecond_ns}), handler_, 0,
                      version_);
}

/// Junctions that failures cut off from every source get nothing, and have no pressure.
void LiquidModel::shut_off() {
  const PerLiquidNode<std::uint8_t> before = cut_off_;
  if (state_.failed_count == 0) {
    std::fill(cut_off_.begin(), cut_off_.end(), std::uint8_t{0});
  } else {
    cut_off_ = cut_off_junctions(network_, state_);
  }
  for (std::uint32_t j = 0; j < network_.junction_count; ++j) {
    const LiquidNodeIndex n{j};
    if (cut_off_[n] != before[n] && state_.full_demand_m3_s[n] > 0.0)
      note(cut_off_[n] != 0 ? LiquidEvent::Kind::cut_off : LiquidEvent::Kind::joined, false, j);
    if (cut_off_[n] == 0) continue;
    state_.full_demand_m3_s[n] = 0.0;
    state_.demand_m3_s[n] = 0.0;
  }
}

}  // namespace dimai::models
