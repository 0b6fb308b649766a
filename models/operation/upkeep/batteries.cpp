#include "models/operation/upkeep/batteries.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::models {

Batteries::Batteries(std::span<const CapsuleClass> classes)
    : totals(classes.size()), classes_(classes.begin(), classes.end()) {}

void Batteries::add(std::uint32_t capsule_class) {
  states_.push_back({capsule_class, classes_[capsule_class].battery_j, -1});
}

double Batteries::charge_j(CapsuleIndex capsule, std::int64_t now_ns) const {
  const State& state = states_[capsule.value];
  if (state.since_ns < 0) return state.charge_j;
  const double charging_s = static_cast<double>(now_ns - state.since_ns) * 1e-9;
  return std::min(row(capsule).battery_j,
                  state.charge_j + charging_s * row(capsule).charging_power_w);
}

double Batteries::share(CapsuleIndex capsule, std::int64_t now_ns) const {
  return charge_j(capsule, now_ns) / row(capsule).battery_j;
}

void Batteries::use(CapsuleIndex capsule, double energy_j) {
  State& state = states_[capsule.value];
  BatteryTotals& sum = totals[state.capsule_class];
  state.charge_j -= energy_j;
  if (state.charge_j < least_j(capsule)) ++sum.below_least;
  if (state.charge_j < 0.0) {
    ++sum.ran_flat;  // counted and told; it goes on, for towing is not modelled
    state.charge_j = 0.0;
  }
  state.charge_j = std::min(state.charge_j, row(capsule).battery_j);  // downhill
  sum.least_share = std::min(sum.least_share, state.charge_j / row(capsule).battery_j);
}

void Batteries::plug(CapsuleIndex capsule, std::int64_t now_ns) {
  State& state = states_[capsule.value];
  state.since_ns = now_ns;
  ++totals[state.capsule_class].charges;
}

void Batteries::unplug(CapsuleIndex capsule, std::int64_t now_ns) {
  State& state = states_[capsule.value];
  BatteryTotals& sum = totals[state.capsule_class];
  const double charge = charge_j(capsule, now_ns);
  sum.charged_j += charge - state.charge_j;
  sum.charging_s += static_cast<double>(now_ns - state.since_ns) * 1e-9;
  state.charge_j = charge;
  state.since_ns = -1;
}

std::int64_t Batteries::ready_ns(CapsuleIndex capsule, double needed_j, std::int64_t now_ns) const {
  const double missing_j = std::min(needed_j, row(capsule).battery_j) - charge_j(capsule, now_ns);
  if (missing_j <= 0.0) return now_ns;
  return now_ns + std::llround(std::ceil(missing_j / row(capsule).charging_power_w * 1e9));
}

}  // namespace dimai::models
