// Money through the stages of a scenario.

#include <algorithm>

#include "scenarios/logistics/outcome.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kDay_s = 86400.0;
constexpr double kDays = 365.0;
constexpr double kJoulesAKilowattHour = 3.6e6;

/// Which end of the range of each cost of building is taken.
using End = double models::Factor::*;

/// What flows in and out in a year of a stage.
struct YearFlow {
  double revenue_cny = 0.0;
  double running_cny = 0.0;  ///< energy, labour, material
};

/// What an item of each class costs to make and to send, at the central values.  [class]
std::vector<double> running_costs_cny(const LogisticsPlan& plan,
                                      const std::vector<ClassOutcome>& outcomes,
                                      const std::vector<ItemMaking>& made) {
  const auto value = [&](std::string_view key) { return plan.factor(key).value; };
  std::vector<double> costs;
  for (std::size_t c = 0; c < outcomes.size(); ++c) {
    // The mean of its class: blowers are known as a whole only.
    const double kwh =
        (outcomes[c].energy_j * value("underground_auxiliaries") + made[c].energy_j) /
        kJoulesAKilowattHour;
    costs.push_back(kwh * value("electricity_price") + made[c].labour_h * value("wage_hour") +
                    made[c].material_cny * value("material_price_scale") +
                    made[c].material_tkm * value("truck_rate") +
                    outcomes[c].road_km * value("van_rate") * value("van_load"));
  }
  return costs;
}

/// Mean of the days of each stage: from its own to that of the next, or to the last.  [stage]
std::vector<YearFlow> year_flows(const LogisticsPlan& plan, const models::Shipments& shipments,
                                 const std::vector<double>& costs_cny,
                                 const std::vector<double>& paid_share) {
  std::vector<YearFlow> flows(plan.stages.size());
  const double last_day = std::max(plan.shipments.duration_s / kDay_s,
                                   static_cast<double>(plan.stages.back().day) + 1e-9);
  for (const models::Shipment& one : shipments.shipments()) {
    if (one.state != models::ShipmentState::arrived) continue;
    const double day = sim::to_seconds({one.time_ns}) / kDay_s;
    std::size_t stage = 0;
    while (stage + 1 < flows.size() && day >= static_cast<double>(plan.stages[stage + 1].day))
      ++stage;
    flows[stage].revenue_cny +=
        plan.today[one.shipment_class].tariff_cny * paid_share[one.shipment_class];
    flows[stage].running_cny += costs_cny[one.shipment_class];
  }
  for (std::size_t s = 0; s < flows.size(); ++s) {
    const double end =
        s + 1 < flows.size() ? static_cast<double>(plan.stages[s + 1].day) : last_day;
    const double days = end - static_cast<double>(plan.stages[s].day);
    flows[s].revenue_cny *= kDays / days;
    flows[s].running_cny *= kDays / days;
  }
  return flows;
}

models::CashPlan cash_plan(const LogisticsPlan& plan, const std::vector<YearFlow>& flows, End end) {
  models::CashPlan cash;
  cash.own_cny = plan.money.own_cny;
  cash.rate = plan.factor("interest_rate").value;
  cash.last_a = plan.money.last_years;
  const double over_a = plan.stages.back().begin_a + plan.money.last_years;
  double built_cny = 0.0;
  double posts = 0.0;
  for (std::size_t s = 0; s < plan.stages.size(); ++s) {
    models::Stage stage{plan.stages[s].name, plan.stages[s].begin_a, 0.0, flows[s].revenue_cny,
                        flows[s].running_cny};
    for (const CapitalPlan& item : plan.capital) {
      if (item.stage != static_cast<std::int64_t>(s)) continue;
      const double cost_cny = item.quantity * plan.factors[item.factor].*end * 1e6;
      stage.capital_cny += cost_cny;
      for (double at_a = stage.begin_a + item.life_a; at_a < over_a; at_a += item.life_a)
        cash.renewals.push_back({at_a, cost_cny});
    }
    for (const StaffPlan& item : plan.staff)
      posts += item.stage == static_cast<std::int64_t>(s) ? item.posts : 0.0;
    built_cny += stage.capital_cny;
    stage.running_a_cny +=
        built_cny * plan.factor("operation_share").value + posts * plan.factor("post_year").value;
    cash.stages.push_back(std::move(stage));
  }
  return cash;
}

}  // namespace

StagePath stage_path(const LogisticsPlan& plan, const models::Shipments& shipments,
                     const models::Industry& industry) {
  StagePath path;
  if (plan.stages.empty()) return path;
  const std::vector<ClassOutcome> outcomes = class_outcomes(shipments);
  const std::vector<double> costs_cny =
      running_costs_cny(plan, outcomes, makings(plan, industry, outcomes));
  // What goes between sites before it goes to a household is paid once.
  const std::vector<ClassOutcome> paid = compared_outcomes(plan, shipments, industry);
  std::vector<double> paid_share;
  for (std::size_t c = 0; c < paid.size(); ++c)
    paid_share.push_back(outcomes[c].arrived > 0 ? static_cast<double>(paid[c].arrived) /
                                                       static_cast<double>(outcomes[c].arrived)
                                                 : 0.0);
  const std::vector<YearFlow> flows = year_flows(plan, shipments, costs_cny, paid_share);
  const models::CashPlan central = cash_plan(plan, flows, &models::Factor::value);
  path.stages = central.stages;
  path.central = models::cash_path(central);
  path.low = models::cash_path(cash_plan(plan, flows, &models::Factor::low));
  path.high = models::cash_path(cash_plan(plan, flows, &models::Factor::high));
  return path;
}

}  // namespace dimai::scenarios
