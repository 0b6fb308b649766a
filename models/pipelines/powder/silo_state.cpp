#include "models/pipelines/powder/silo_state.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dimai::models {

SiloState::SiloState(const Silo& silo, std::size_t powder_count)
    : lowest_kg(silo.initial_kg),
      capacity_kg_(silo.capacity_kg),
      level_kg_(silo.initial_kg),
      foreign_kg_(powder_count, 0.0) {}

double SiloState::use_kg_s() const {
  return is_empty() ? std::min(demand_kg_s_, inflow_kg_s_) : demand_kg_s_;
}

double SiloState::foreign_share() const {
  const double foreign = std::accumulate(foreign_kg_.begin(), foreign_kg_.end(), 0.0);
  return level_kg_ > 0.0 ? foreign / level_kg_ : 0.0;
}

namespace {

/// Share of a foreign powder that stays in a well-mixed silo whose level goes in a straight line:
/// df/dt = -out f / L, so f ~ (L / L0)^(-out / net), or exp(-out t / L0) at a constant level.
double share_left(double before_kg, double after_kg, double out_kg_s, double net_kg_s,
                  double time_s) {
  if (out_kg_s <= 0.0 || before_kg <= 0.0) return 1.0;
  if (after_kg <= 0.0) return 0.0;
  const double ratio = after_kg / before_kg;
  if (std::abs(net_kg_s) * time_s < 1e-9 * before_kg)
    return std::exp(-out_kg_s * time_s / before_kg);
  return std::exp(-out_kg_s / net_kg_s * std::log(ratio));
}

}  // namespace

SiloPassage SiloState::advance(double time_s) {
  const double span_s = time_s - time_s_;
  time_s_ = time_s;
  SiloPassage out;
  if (span_s <= 0.0) return out;
  const double use = use_kg_s();
  const double out_kg_s = use + feed_kg_s_;
  shortfall_kg += (demand_kg_s_ - use) * span_s;
  out.used_kg = use * span_s;
  out.fed_kg = feed_kg_s_ * span_s;
  out.inflow_kg = inflow_kg_s_ * span_s;
  const double before_kg = level_kg_;
  const double net = net_kg_s();
  const bool spills = is_full() && net > 0.0;
  if (spills) overflow_kg += net * span_s;
  if (!spills) level_kg_ += net * span_s;
  out.foreign_used_kg.assign(foreign_kg_.size(), 0.0);
  out.foreign_fed_kg.assign(foreign_kg_.size(), 0.0);
  const double left = share_left(before_kg, level_kg_, out_kg_s, spills ? 0.0 : net, span_s);
  for (std::size_t q = 0; q < foreign_kg_.size(); ++q) {
    if (foreign_kg_[q] == 0.0 || out_kg_s <= 0.0) continue;
    const double gone = foreign_kg_[q] * (1.0 - left);
    foreign_kg_[q] -= gone;
    out.foreign_used_kg[q] = gone * use / out_kg_s;
    out.foreign_fed_kg[q] = gone * feed_kg_s_ / out_kg_s;
  }
  lowest_kg = std::min(lowest_kg, level_kg_);
  return out;
}

SiloPassage SiloState::take(double mass_kg) {
  SiloPassage out;
  out.used_kg = std::clamp(mass_kg, 0.0, std::max(level_kg_, 0.0));
  const double share = level_kg_ > 0.0 ? out.used_kg / level_kg_ : 0.0;
  out.foreign_used_kg.assign(foreign_kg_.size(), 0.0);
  for (std::size_t q = 0; q < foreign_kg_.size(); ++q) {
    out.foreign_used_kg[q] = foreign_kg_[q] * share;
    foreign_kg_[q] -= out.foreign_used_kg[q];
  }
  level_kg_ -= out.used_kg;
  lowest_kg = std::min(lowest_kg, level_kg_);
  return out;
}

double SiloState::add(double mass_kg) {
  const double fits = std::min(mass_kg, std::max(room_kg(), 0.0));
  level_kg_ += fits;
  return mass_kg - fits;
}

void SiloState::add_foreign(std::size_t powder, double mass_kg) {
  level_kg_ += mass_kg;
  foreign_kg_[powder] += mass_kg;
}

SiloState::Border SiloState::next_border(double watch_kg) const {
  const double net = net_kg_s();
  Border border;
  if (net > 0.0 && level_kg_ < capacity_kg_)
    border.level_kg = capacity_kg_;
  else if (net < 0.0 && level_kg_ > watch_kg && watch_kg > 0.0)
    border.level_kg = watch_kg;
  else if (net >= 0.0 || level_kg_ <= 0.0)
    return border;
  border.time_s = time_s_ + (border.level_kg - level_kg_) / net;
  return border;
}

}  // namespace dimai::models
