// Published figures of systems, as comparison, industry and runs with [logistics] give them.

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/economics/comparison.hpp"
#include "models/economics/freight.hpp"
#include "models/industry/capacity.hpp"
#include "models/industry/industry.hpp"
#include "models/physics/separation.hpp"
#include "scenarios/logistics/factor_table.hpp"
#include "scenarios/logistics/logistics_plan.hpp"
#include "scenarios/logistics/running/logistics_run.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using models::Metric;

/// The factors that ship, as a run would take them.
std::vector<models::Factor> shipped_factors() {
  scenarios::Problems problems;
  std::vector<models::Factor> factors =
      scenarios::read_factor_table(scenarios::shipped_factors(), problems);
  if (problems.error_count() > 0) throw std::runtime_error("data/factors.csv cannot be read");
  return factors;
}

double factor(const std::vector<models::Factor>& factors, const std::string& key) {
  for (const models::Factor& each : factors) {
    if (each.key == key) return each.value;
  }
  throw std::runtime_error("there is no factor " + key);
}

const models::Comparison& metric_of(const models::ClassComparison& one, Metric metric) {
  return one.metrics[static_cast<std::size_t>(metric)];
}

const scenarios::LogisticsPlan& logistics_of(const scenarios::Scenario& scenario) {
  for (const auto& each : scenario.pipelines) {
    if (const auto* plan = dynamic_cast<const scenarios::LogisticsPlan*>(each.get())) return *plan;
  }
  throw std::runtime_error("the scenario has no [logistics]");
}

}  // namespace

/// Smart City Loop: pallets an hour; pallets and CO2 of each truck trip that is avoided.
Quantities avoided_trips(const Row& row) {
  const models::TripRelief relief =
      models::trip_relief({row.number("pallets_a_year"), row.number("hours_a_year"),
                           row.number("trips_a_year"), row.number("co2_kg_a_year")});
  return {{"pallets_per_hour", relief.pallets_h},
          {"pallets_per_trip", relief.pallets_a_trip},
          {"co2_kg_per_trip", relief.co2_kg_a_trip}};
}

/// What a tonnage means for a lane: carts an hour, time and way between them; what one cart alone
/// would need behind another, and how many must be coupled so that trains fit.
Quantities lane_headway(const Row& row) {
  const models::LaneHeadway lane =
      models::lane_headway({row.number("tonnes_a_day"), row.number("tonnes_a_cart"),
                            row.number("lanes"), row.number("speed_m_s")});
  const double speed_m_s = row.number("speed_m_s");
  // Brick wall: the way between fronts is the cart, its reaction and its braking.
  const double alone_s =
      (row.number("cart_m") + speed_m_s * speed_m_s / 2.0 / row.number("braking_m_s2")) /
          speed_m_s +
      row.number("reaction_s");
  const double coupled_s = row.number("cart_m") / speed_m_s;
  // n carts take n - 1 lengths and one gap of those who run alone.
  double carts = 1.0;
  while (alone_s + (carts - 1.0) * coupled_s > carts * lane.headway_s && carts < 1000.0)
    carts += 1.0;
  return {{"carts_per_hour", lane.carts_h}, {"headway_s", lane.headway_s},
          {"spacing_m", lane.spacing_m},    {"time_h", row.number("length_m") / speed_m_s / 3600.0},
          {"headway_alone_s", alone_s},     {"carts_a_train", carts}};
}

/// Tonnes a year that a saving of CO2 implies.
Quantities tonnes_for_saving(const Row& row) {
  return {{"tonnes_a_year",
           models::tonnes_for_saving(row.number("saving_kg_a_year"), row.number("share_saved"),
                                     row.number("truck_kg_tkm"), row.number("length_km"))}};
}

/// Parcels of a household and of an estate by the factors that ship, and what a scenario that ships
/// sends a day.
Quantities parcels(const Row& row) {
  const std::vector<models::Factor> factors = shipped_factors();
  const double household = models::per_household_a_day(factor(factors, "parcels_per_cap"),
                                                       factor(factors, "household_size"));
  const scenarios::Scenario scenario = scenarios::read_scenario(
      std::filesystem::path(DIMAI_SOURCE_DIR) / "scenarios" / row.text("scenario"));
  return {{"household_a_day", household},
          {"estate_a_day", household * row.number("households")},
          {"scenario_a_day", logistics_of(scenario).shipments_a_day()}};
}

/// CO2 of a passenger over a way by rail and by air, as the comparison with today gives it from the
/// factors that ship.
Quantities passenger_co2(const Row& row) {
  models::ClassFlow flow;
  flow.name = "passenger";
  flow.items_a_day = 1.0;
  flow.person = true;
  const bool air = row.text("by") == "air";
  flow.today_km[static_cast<std::size_t>(air ? models::TodayVehicle::air
                                             : models::TodayVehicle::rail)] = row.number("km");
  std::vector<models::Factor> factors = shipped_factors();
  const auto today = [&](double models::Factor::*end) {
    std::vector<models::Factor> sure = factors;
    for (models::Factor& each : sure) each.value = each.low = each.high = each.*end;
    return metric_of(models::compare({flow}, {}, sure, 10, 1).classes[0], Metric::co2_kg).today.p50;
  };
  const models::Range range =
      metric_of(models::compare({flow}, {}, factors, 1000, 1).classes[0], Metric::co2_kg).today;
  return {{"low_kg", today(&models::Factor::low)},
          {"high_kg", today(&models::Factor::high)},
          {"sampled_p5_kg", range.p5},
          {"sampled_p95_kg", range.p95}};
}

/// A whole run of a scenario beside the case: how the network does against trucks.
Quantities logistics_run(const Row& row) {
  const scenarios::Scenario scenario =
      scenarios::read_scenario(row.folder() / row.text("scenario"), row.texts("set"));
  const scenarios::LogisticsPlan& plan = logistics_of(scenario);
  scenarios::Run run(scenario);
  while (run.advance(1'000'000)) {
  }
  const auto& logistics = dynamic_cast<const scenarios::LogisticsRun&>(*run.pipelines().back());
  scenarios::measures(run);  // closes the books
  const scenarios::ComparedClasses all =
      scenarios::compare_with_today(plan, logistics.shipments(), logistics.industry());
  const models::ClassComparison& one = all.result.classes.at(0);
  const models::Comparison& energy = metric_of(one, Metric::energy_kwh);
  const models::Comparison& co2 = metric_of(one, Metric::co2_kg);
  const double tonnes = all.flows.at(0).mass_kg / 1000.0;
  return {{"tonnes_a_day", all.flows.at(0).items_a_day * tonnes},
          {"kwh_a_tonne", energy.underground.p50 / tonnes},
          {"today_kwh_a_tonne", energy.today.p50 / tonnes},
          {"energy_ratio", energy.underground.p50 / energy.today.p50},
          {"co2_ratio", co2.underground.p50 / co2.today.p50},
          {"pipe_loses", 1.0 - std::max(energy.better_share, co2.better_share)},
          {"faults", static_cast<double>(run.violations().size())}};
}

/// Stock of n variants apart and as one, for the same share of orders served at once.
Quantities interchange(const Row& row) {
  const double variants = row.number("variants");
  const double demand = row.number("demand_in_lead_time");
  const double fill = row.number("fill");
  const auto safety = [&](double mean) {
    return static_cast<double>(models::least_base_stock(mean, fill)) - mean;
  };
  const double apart = variants * safety(demand);
  const double pooled = safety(variants * demand);
  return {{"safety_ratio", apart / pooled}};
}

namespace {

/// Workshops that are put together step by step: one good, recipe, machine group and stock each.
class Shop {
 public:
  Shop() {
    plan_.sites.push_back({"shop"});
    plan_.goods = {{"stuff", "", 1.0}};
    models::Stock stuff;
    stuff.site = models::SiteIndex{0};
    stuff.good = models::GoodIndex{0};
    stuff.supply = models::SupplyKind::free;
    plan_.stocks.push_back(stuff);
  }

  models::GoodIndex add(models::Recipe recipe, double batch) {
    const auto good = static_cast<std::uint32_t>(plan_.goods.size());
    plan_.goods.push_back({recipe.name, "", 1e-6, false});
    recipe.outputs = {{models::GoodIndex{good}, batch}};
    plan_.recipes.push_back(recipe);
    models::Stock made;
    made.site = models::SiteIndex{0};
    made.good = models::GoodIndex{good};
    made.supply = models::SupplyKind::recipe;
    made.recipe = models::RecipeIndex{good - 1};
    plan_.stocks.push_back(made);
    return {good};
  }
  void machines(const std::string& kind, double count) {
    plan_.machines.push_back(
        {kind, models::SiteIndex{0}, static_cast<std::int64_t>(count), 0.0, 0.0});
  }
  models::IndustryPlan& plan() { return plan_; }

 private:
  models::IndustryPlan plan_;
};

/// A chain of steps from stuff that the surroundings give to what households order. With a set-up
/// its last step makes two variants in turn, one of each for a product.
Shop chain(const Row& row) {
  Shop shop;
  const std::vector<double> machines = row.numbers("machines");
  models::Recipe recipe;
  models::GoodIndex input{0};
  for (std::size_t step = 0; step < machines.size(); ++step) {
    recipe.name = recipe.machine = "step " + std::to_string(step);
    recipe.inputs = {{input, row.numbers("input")[step]}};
    recipe.time_s = row.numbers("time_s")[step];
    recipe.yield = row.numbers("yield")[step];
    recipe.setup_s = step + 1 < machines.size() ? 0.0 : row.number("setup_s");
    shop.machines(recipe.machine, machines[step]);
    const models::GoodIndex made = shop.add(recipe, row.numbers("batch")[step]);
    if (step + 1 < machines.size()) input = made;
  }
  if (recipe.setup_s <= 0.0) return shop;
  const auto first = static_cast<std::uint32_t>(shop.plan().goods.size() - 1);
  recipe.name = "other variant";
  const models::GoodIndex other = shop.add(recipe, row.numbers("batch").back());
  models::Recipe assembly;
  assembly.name = assembly.machine = "bench";
  assembly.inputs = {{models::GoodIndex{first}, 1.0}, {other, 1.0}};
  assembly.time_s = 1.0;
  shop.machines("bench", 10.0);
  shop.add(assembly, 1.0);
  return shop;
}

}  // namespace

/// A workshop with more orders than it can make: units a day of its bottleneck, simulated and by
/// the closed form.
Quantities job_shop(const Row& row) {
  Shop shop = chain(row);
  models::IndustryPlan& plan = shop.plan();
  const models::StockIndex product{static_cast<std::uint32_t>(plan.stocks.size() - 1)};
  models::HouseholdDemand demand;
  demand.stock = product;
  demand.orders_a_day = row.number("orders_a_day");
  demand.homes = {0};
  demand.weights = {1.0};
  plan.demands = {demand};
  plan.duration_s = row.number("days") * 86400.0;
  plan.seed = 1;
  models::Industry industry(plan);
  sim::Simulation simulation;
  industry.start(simulation);
  simulation.run(sim::seconds(plan.duration_s));
  const auto setups = row.number("setup_s") > 0.0 ? models::SetUps::every : models::SetUps::none;
  return {{"simulated_a_day", static_cast<double>(industry.delivered()) / row.number("days")},
          {"closed_form_a_day", models::bottleneck(plan, product, setups).units_s * 86400.0},
          {"faults", static_cast<double>(industry.violations().size())}};
}

}  // namespace dimai::validation
