#include "scenarios/logistics/outcome.hpp"

#include <algorithm>
#include <cmath>

#include "models/industry/making.hpp"

namespace dimai::scenarios {

namespace {

using models::Shipment;
using models::ShipmentState;

constexpr double kDay_s = 86400.0;
constexpr std::uint64_t kSeed = 20261122;  // of the factors: the same for every run

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Who bears what is built, and staff.
class Sharing {
 public:
  Sharing(const models::Shipments& shipments, const std::vector<std::uint32_t>& rows,
          const std::vector<ClassOutcome>& outcomes, const std::vector<ItemMaking>& made)
      : shipments_(shipments), rows_(rows), outcomes_(outcomes), made_(made) {
    const auto& modes = shipments.plan().modes;
    any_capsule_ = std::any_of(modes.begin(), modes.end(),
                               [](const auto& mode) { return mode.kind == "capsule"; });
  }

  /// Shares of `rows`, by what each uses of it; alike if none of them does.
  std::vector<double> of(const Bearers& bearers) const {
    std::vector<double> shares;
    double sum = 0.0;
    for (const std::uint32_t c : rows_) sum += shares.emplace_back(use(bearers, c));
    for (double& each : shares)
      each = sum > 0.0 ? each / sum : 1.0 / static_cast<double>(rows_.size());
    return shares;
  }

 private:
  /// Machine time at a site; way on a mode; or way of capsules, shared by those in them, or items.
  double use(const Bearers& bearers, std::uint32_t c) const {
    const auto items = static_cast<double>(outcomes_[c].arrived);
    if (bearers.made_at.valid()) return items * made_[c].machine_s[bearers.made_at.value];
    if (bearers.mode != models::ShipmentPlan::kNone) {
      const models::ModeWork& work = shipments_.work(c, models::ModeIndex{bearers.mode});
      return work.distance_m > 0.0 ? work.distance_m : static_cast<double>(work.legs);
    }
    if (!any_capsule_) return items;
    double way_m = 0.0;
    for (const models::ModeIndex mode : shipments_.plan().modes.indices()) {
      if (shipments_.plan().modes[mode].kind == "capsule")
        way_m += shipments_.work(c, mode).vehicle_m;
    }
    return way_m;
  }

  const models::Shipments& shipments_;
  const std::vector<std::uint32_t>& rows_;
  const std::vector<ClassOutcome>& outcomes_;
  const std::vector<ItemMaking>& made_;
  bool any_capsule_ = false;
};

/// Shipments of goods that households ordered, and how long they took from the stock to the door.
/// What goes between sites before is part of bringing them.
struct HouseholdItems {
  double items = 0.0;
  std::vector<double> times_s;
};

/// [class]
std::vector<HouseholdItems> household_items(const LogisticsPlan& plan,
                                            const models::Industry& industry) {
  std::vector<HouseholdItems> rows(plan.shipments.classes.size());
  for (const models::Order& order : industry.orders()) {
    if (order.demand == models::Order::kReplenishment || order.done_ns < 0) continue;
    const models::Good& good = plan.industry.goods[plan.industry.stocks[order.stock].good.value];
    if (good.shipment_class == models::Good::kNoClass) continue;
    HouseholdItems& row = rows[good.shipment_class];
    row.items += std::max(1.0, std::ceil(order.quantity / good.units_a_shipment - 1e-9));
    row.times_s.push_back(sim::to_seconds({order.done_ns - order.taken_ns}));
  }
  return rows;
}

/// Adds what so many units of a stock took, at a site of the plan.
void add_making(const models::IndustryPlan& plan, models::StockIndex stock, double units,
                ItemMaking& sum) {
  const models::UnitMaking one = models::making_of(plan, stock);
  sum.energy_j += units * one.energy_j;
  sum.labour_h += units * one.labour_s / 3600.0;
  for (const models::MachineIndex m : plan.machines.indices())
    sum.machine_s[plan.machines[m].site.value] += units * one.machine_s[m];
  for (const models::StockIndex s : plan.stocks.indices()) {
    const models::Good& good = plan.goods[plan.stocks[s].good.value];
    sum.material_cny += units * one.units[s] * good.price_cny;
    sum.material_tkm += units * one.units[s] * good.mass_kg / 1e3 * plan.stocks[s].truck_km;
  }
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

std::vector<ClassOutcome> compared_outcomes(const LogisticsPlan& plan,
                                            const models::Shipments& shipments,
                                            const models::Industry& industry) {
  std::vector<ClassOutcome> outcomes = class_outcomes(shipments);
  std::vector<HouseholdItems> households = household_items(plan, industry);
  for (std::size_t c = 0; c < outcomes.size(); ++c) {
    ClassOutcome& row = outcomes[c];
    const bool demanded = std::any_of(plan.shipments.demands.begin(), plan.shipments.demands.end(),
                                      [&](const auto& each) { return each.shipment_class == c; });
    if (households[c].items <= 0.0 || demanded) continue;
    const double share = static_cast<double>(row.arrived) / households[c].items;
    for (double* each : {&row.wait_s, &row.handling_s, &row.moving_s, &row.distance_m,
                         &row.energy_j, &row.road_km})
      *each *= share;
    row.arrived = static_cast<std::uint64_t>(households[c].items);
    row.times_s = std::move(households[c].times_s);
  }
  return outcomes;
}

std::vector<ItemMaking> makings(const LogisticsPlan& plan, const models::Industry& industry,
                                const std::vector<ClassOutcome>& outcomes) {
  ItemMaking nothing;
  nothing.machine_s.assign(plan.industry.sites.size(), 0.0);
  std::vector<ItemMaking> rows(plan.shipments.classes.size(), nothing);
  std::vector<double> units(plan.industry.demands.size(), 0.0);
  for (const models::Order& order : industry.orders()) {
    if (order.demand != models::Order::kReplenishment && order.done_ns >= 0)
      units[order.demand] += order.quantity;
  }
  for (std::size_t d = 0; d < units.size(); ++d) {
    const models::StockIndex stock = plan.industry.demands[d].stock;
    const std::uint32_t c =
        plan.industry.goods[plan.industry.stocks[stock].good.value].shipment_class;
    if (c == models::Good::kNoClass || outcomes[c].arrived == 0) continue;
    add_making(plan.industry, stock, units[d] / static_cast<double>(outcomes[c].arrived), rows[c]);
  }
  return rows;
}

ComparedClasses compare_with_today(const LogisticsPlan& plan, const models::Shipments& shipments,
                                   const models::Industry& industry) {
  ComparedClasses out;
  const std::vector<ClassOutcome> outcomes = compared_outcomes(plan, shipments, industry);
  const std::vector<ItemMaking> made = makings(plan, industry, outcomes);
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
    flow.making_j = made[c].energy_j;
    flow.labour_h = made[c].labour_h;
    flow.material_cny = made[c].material_cny;
    flow.material_tkm = made[c].material_tkm;
    flow.today_km = {today.truck_km, today.van_km,  today.etrike_km,
                     today.car_km,   today.rail_km, today.air_km};
    flow.today_wait_s = today.waiting_s;
    flow.parcel_network = today.parcel_network;
    flow.factory_j = today.factory_j;
    flow.factory_cny = today.factory_cny;
    out.flows.push_back(std::move(flow));
    out.classes.push_back(c);
  }
  if (out.flows.empty()) return out;
  const Sharing sharing(shipments, out.classes, outcomes, made);
  models::Standing standing;
  for (const CapitalPlan& item : plan.capital)
    standing.capital.push_back({item.name, item.factor, item.quantity, item.life_a, item.land_m2,
                                item.embodied, sharing.of(item.bearers)});
  for (const StaffPlan& item : plan.staff)
    standing.staff.push_back({item.name, item.posts, sharing.of(item.bearers)});
  out.result = models::compare(out.flows, standing, plan.factors,
                               static_cast<std::size_t>(plan.money.samples), kSeed);
  return out;
}

}  // namespace dimai::scenarios
