#include "scenarios/logistics/outcome.hpp"

#include <algorithm>
#include <cmath>

namespace dimai::scenarios {

namespace {

using models::Shipment;
using models::ShipmentState;

constexpr double kDay_s = 86400.0;
constexpr double kDays = 365.0;
constexpr std::uint64_t kSeed = 20261122;  // of the factors: the same for every run

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Share of a thing that is built, that each class of `rows` bears: by items x distance on its
/// mode; where it has none by the way of capsules, shared by those in them, or else by items.
std::vector<double> shares_of(const CapitalPlan& item, const std::vector<std::uint32_t>& rows,
                              const models::Shipments& shipments,
                              const std::vector<ClassOutcome>& outcomes) {
  std::vector<double> shares;
  double sum = 0.0;
  const auto& modes = shipments.plan().modes;
  const bool any_capsule = std::any_of(modes.begin(), modes.end(),
                                       [](const auto& mode) { return mode.kind == "capsule"; });
  for (const std::uint32_t c : rows) {
    double use = any_capsule ? 0.0 : static_cast<double>(outcomes[c].arrived);
    for (const models::ModeIndex mode : shipments.plan().modes.indices()) {
      if (any_capsule && shipments.plan().modes[mode].kind == "capsule")
        use += shipments.work(c, mode).vehicle_m;
    }
    if (item.mode != models::ShipmentPlan::kNone) {
      const models::ModeWork& work = shipments.work(c, models::ModeIndex{item.mode});
      use = work.distance_m > 0.0 ? work.distance_m : static_cast<double>(work.legs);
    }
    shares.push_back(use);
    sum += use;
  }
  for (double& each : shares)
    each = sum > 0.0 ? each / sum : 1.0 / static_cast<double>(rows.size());
  return shares;
}

double factor_value(const LogisticsPlan& plan, std::string_view key) {
  for (const models::Factor& each : plan.factors) {
    if (each.key == key) return each.value;
  }
  return 0.0;
}

}  // namespace

double days_of(const models::Shipments& shipments) {
  return std::max(1e-9, shipments.plan().duration_s / kDay_s);
}

std::vector<ClassOutcome> class_outcomes(const models::Shipments& shipments) {
  const models::ShipmentPlan& plan = shipments.plan();
  std::vector<ClassOutcome> rows(plan.classes.size());
  for (const Shipment& one : shipments.shipments()) {
    if (one.state != ShipmentState::arrived) continue;
    ClassOutcome& row = rows[one.shipment_class];
    ++row.arrived;
    row.times_s.push_back(sim::to_seconds({one.arrival_ns - one.time_ns}));
    row.wait_s += sim::to_seconds({one.wait_ns});
    row.handling_s += sim::to_seconds({one.handling_ns});
    row.moving_s += sim::to_seconds({one.moving_ns});
    row.distance_m += static_cast<double>(one.distance_m);
    row.road_km += static_cast<double>(one.road_m) / 1000.0;
  }
  for (std::uint32_t c = 0; c < rows.size(); ++c) {
    for (const models::ModeIndex mode : plan.modes.indices())
      rows[c].energy_j += shipments.work(c, mode).energy_j;
    const double n = std::max<double>(1.0, static_cast<double>(rows[c].arrived));
    for (double* each : {&rows[c].wait_s, &rows[c].handling_s, &rows[c].moving_s,
                         &rows[c].distance_m, &rows[c].energy_j, &rows[c].road_km})
      *each /= n;
  }
  return rows;
}

ComparedClasses compare_with_today(const LogisticsPlan& plan, const models::Shipments& shipments) {
  ComparedClasses out;
  const std::vector<ClassOutcome> outcomes = class_outcomes(shipments);
  for (std::uint32_t c = 0; c < outcomes.size(); ++c) {
    if (plan.has_today[c] == 0 || outcomes[c].arrived == 0) continue;
    const TodayParameters& today = plan.today[c];
    const models::ShipmentClass& one = plan.shipments.classes[c];
    models::ClassFlow flow;
    flow.name = one.name;
    flow.items_a_day = static_cast<double>(outcomes[c].arrived) / days_of(shipments);
    flow.mass_kg = one.mass_kg;
    flow.person = one.person;
    flow.time_s = median(outcomes[c].times_s);
    flow.fixed_s = outcomes[c].wait_s + outcomes[c].handling_s;
    flow.distance_m = outcomes[c].distance_m;
    flow.energy_j = outcomes[c].energy_j;
    flow.road_km = outcomes[c].road_km;
    flow.today_km = {today.truck_km, today.van_km,  today.etrike_km,
                     today.car_km,   today.rail_km, today.air_km};
    flow.today_wait_s = today.waiting_s;
    flow.parcel_network = today.parcel_network;
    out.flows.push_back(std::move(flow));
    out.classes.push_back(c);
  }
  std::vector<models::CapitalItem> capital;
  for (const CapitalPlan& item : plan.capital)
    capital.push_back({item.name, item.factor, item.quantity, item.life_a, item.land_m2,
                       item.embodied, shares_of(item, out.classes, shipments, outcomes)});
  if (!out.flows.empty())
    out.result = models::compare(out.flows, capital, plan.factors,
                                 static_cast<std::size_t>(plan.money.samples), kSeed);
  return out;
}

StagePath stage_path(const LogisticsPlan& plan, const models::Shipments& shipments) {
  StagePath path;
  if (plan.stages.empty()) return path;
  std::vector<models::Stage> low, high;
  const double kwh_cny = factor_value(plan, "electricity_price");
  const double auxiliaries = factor_value(plan, "underground_auxiliaries");
  const double upkeep = factor_value(plan, "operation_share");
  const std::vector<ClassOutcome> outcomes = class_outcomes(shipments);
  double built = 0.0, built_low = 0.0, built_high = 0.0;
  for (std::size_t s = 0; s < plan.stages.size(); ++s) {
    double revenue = 0.0, energy = 0.0;
    for (const Shipment& one : shipments.shipments()) {
      if (one.state != ShipmentState::arrived) continue;
      const auto day = static_cast<std::int64_t>(sim::to_seconds({one.time_ns}) / kDay_s);
      if (day != plan.stages[s].day) continue;
      revenue += plan.today[one.shipment_class].tariff_cny;
      // The mean of its class: blowers are known as a whole only.
      energy += outcomes[one.shipment_class].energy_j / 3.6e6 * auxiliaries * kwh_cny;
    }
    double spent = 0.0, spent_low = 0.0, spent_high = 0.0;
    for (const CapitalPlan& item : plan.capital) {
      if (item.stage != static_cast<std::int64_t>(s)) continue;
      const models::Factor& factor = plan.factors[item.factor];
      spent += item.quantity * factor.value * 1e6;
      spent_low += item.quantity * factor.low * 1e6;
      spent_high += item.quantity * factor.high * 1e6;
    }
    built += spent;
    built_low += spent_low;
    built_high += spent_high;
    const auto stage = [&](double capital, double standing) {
      return models::Stage{plan.stages[s].name, plan.stages[s].begin_a, capital, revenue * kDays,
                           energy * kDays + standing * upkeep};
    };
    path.stages.push_back(stage(spent, built));
    low.push_back(stage(spent_low, built_low));
    high.push_back(stage(spent_high, built_high));
  }
  const double rate = factor_value(plan, "interest_rate");
  const auto cash = [&](const std::vector<models::Stage>& stages) {
    return models::cash_path(stages, plan.money.own_cny, rate, plan.money.last_years);
  };
  path.central = cash(path.stages);
  path.low = cash(low);
  path.high = cash(high);
  return path;
}

}  // namespace dimai::scenarios
