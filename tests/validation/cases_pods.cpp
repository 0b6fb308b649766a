#include <cstdint>
#include <limits>
#include <vector>

#include "models/economics/freight.hpp"
#include "models/guideway/guideway.hpp"
#include "models/industry/capacity.hpp"
#include "models/industry/industry.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace dimai::models;

/// Takes in what comes.
class Sink final : public PortalOperator {
 public:
  bool admits(NodeIndex, std::uint32_t) override { return true; }
  void departed(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
  void arrived(sim::Simulation&, CapsuleIndex, NodeIndex) override {}
};

/// A lane from a portal to another.
Network one_lane(const Row& row) {
  Network network;
  for (int i = 0; i < 2; ++i) {
    Node node;
    node.kind = NodeKind::portal;
    network.nodes.push_back(node);
  }
  Link lane;
  lane.id = "lane";
  lane.from = NodeIndex{0};
  lane.to = NodeIndex{1};
  lane.length_m = row.number("lane_m");
  lane.speed_m_s = row.number("speed_m_s");
  lane.bore_m = 10.0;
  network.links.push_back(lane);
  return network;
}

GuidewaySetup lane_setup(const Row& row) {
  GuidewaySetup setup;
  setup.guideway.speed_m_s = row.number("speed_m_s");
  setup.guideway.acceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.deceleration_m_s2 = std::numeric_limits<double>::infinity();
  setup.guideway.separation = "absolute";
  setup.guideway.reaction_time_s = row.number("reaction_time_s");
  setup.guideway.follower_braking_m_s2 = row.number("braking_m_s2");
  setup.guideway.standstill_gap_m = row.number("queue_gap_m");
  setup.guideway.coupling_gap_m = row.number("platoon_gap_m");
  return setup;
}

/// Trains of `platoon` pods, all at the start of the lane at once: mean time between pods [s], from
/// the second train to the last, where they leave the lane.
double mean_headway_s(const Row& row, std::int64_t platoon) {
  const Network network = one_lane(row);
  const std::vector<double> cost_s{row.number("lane_m") / row.number("speed_m_s")};
  Router router(network, cost_s, {1.0});
  CapsuleClass train;
  const double pitch_m = row.number("pod_m") + row.number("platoon_gap_m");
  train.length_m = row.number("pod_m") + static_cast<double>(platoon - 1) * pitch_m;
  const std::vector<CapsuleClass> classes{train};
  GuidewaySetup setup = lane_setup(row);
  setup.network = &network;
  setup.router = &router;
  setup.classes = classes;
  setup.guideway.max_train_capsules = 1;
  setup.formation.in_motion = false;
  Guideway guideway(setup);
  guideway.observation().recorded_links.assign(1, 1);
  guideway.observation().record_until_ns = sim::Time::max().ns;
  sim::Simulation simulation;
  Sink sink;
  guideway.attach(simulation, sink);
  const std::int64_t train_count = row.integer("pod_count") / platoon;
  for (std::int64_t i = 0; i < train_count; ++i) {
    const CapsuleIndex capsule = guideway.add_capsule(0, 0);
    guideway.trains()[capsule].destination = NodeIndex{1};
    guideway.depart(simulation, capsule, NodeIndex{0}, sim::Time{});
  }
  simulation.run(sim::Time::max());
  const std::vector<double>& exits_s = guideway.observation().traversals.exit_time_s;
  const auto gaps = static_cast<double>(exits_s.size() - 2);
  return (exits_s.back() - exits_s.at(1)) / gaps / static_cast<double>(platoon);
}

}  // namespace

Quantities packed_pods(const Row& row) {
  const double alone_s = mean_headway_s(row, 1);
  const double headway_s = mean_headway_s(row, row.integer("platoon"));
  return {{"headway_s", headway_s},
          {"published_headway_s", headway_s},  // the same, beside what was measured elsewhere
          {"gain", alone_s / headway_s}};
}

// Published figures of systems, as the formulae of comparison and industry give them.

/// Smart City Loop: pallets an hour; pallets and CO2 of each truck trip that is avoided.
Quantities avoided_trips(const Row& row) {
  const double pallets = row.number("pallets_a_year");
  const double trips = row.number("trips_a_year");
  return {{"pallets_per_hour", pallets / (row.number("days_a_year") * 24.0)},
          {"pallets_per_trip", pallets / trips},
          {"co2_kg_per_trip", row.number("co2_t_a_year") * 1000.0 / trips}};
}

/// What a tonnage means for a lane: carts an hour, time and way between them.
Quantities lane_headway(const Row& row) {
  const models::LaneHeadway lane =
      models::lane_headway({row.number("tonnes_a_day"), row.number("tonnes_a_cart"),
                            row.number("lanes"), row.number("speed_m_s")});
  return {{"carts_per_hour", lane.carts_h},
          {"headway_s", lane.headway_s},
          {"spacing_m", lane.spacing_m},
          {"time_h", row.number("length_m") / row.number("speed_m_s") / 3600.0}};
}

/// Tonnes a year that a saving of CO2 implies.
Quantities tonnes_for_saving(const Row& row) {
  return {{"tonnes_a_year",
           models::tonnes_for_saving(row.number("saving_kg_a_year"), row.number("share_saved"),
                                     row.number("truck_kg_tkm"), row.number("length_km"))}};
}

/// Products of factors: parcels a household, CO2 of a journey.
Quantities factor_product(const Row& row) {
  return {{"value", row.number("per_year") / row.number("days") * row.number("times")}};
}

/// Pipe against truck for waste: ratios of energy and CO2, by the same route as the comparison.
Quantities pipe_against_truck(const Row& row) {
  const double truck_kwh = row.number("truck_kwh_t");
  const double pipe_kwh = row.number("pipe_kwh_t");
  const double pipe_co2 = pipe_kwh * row.number("grid_kg_kwh");
  return {{"energy_ratio", pipe_kwh / truck_kwh},
          {"co2_ratio", pipe_co2 / (truck_kwh * row.number("fuel_kg_kwh"))},
          {"pipe_loses", pipe_kwh > truck_kwh ? 1.0 : 0.0}};
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

/// A workshop with more orders than it can make: units a day of its bottleneck, simulated and by
/// the closed form.
Quantities job_shop(const Row& row) {
  models::IndustryPlan plan;
  plan.goods = {{"stuff", "", 1.0}, {"blank", "", 1.0}, {"part", "", 1.0}};
  for (std::uint32_t step = 0; step < 2; ++step) {
    models::Recipe recipe;
    recipe.machine = step == 0 ? "saw" : "mill";
    recipe.inputs = {{models::GoodIndex{step}, 1.0}};
    recipe.outputs = {{models::GoodIndex{step + 1}, 1.0}};
    recipe.time_s = row.number(step == 0 ? "saw_s" : "mill_s");
    plan.recipes.push_back(recipe);
  }
  plan.sites.push_back({"shop"});
  plan.machines.push_back(
      {"saw", models::SiteIndex{0}, static_cast<std::int64_t>(row.number("saws")), 0.0, 0.0});
  plan.machines.push_back(
      {"mill", models::SiteIndex{0}, static_cast<std::int64_t>(row.number("mills")), 0.0, 0.0});
  models::Stock stuff;
  stuff.site = models::SiteIndex{0};
  stuff.good = models::GoodIndex{0};
  stuff.supply = models::SupplyKind::free;
  plan.stocks.push_back(stuff);
  for (std::uint32_t step = 0; step < 2; ++step) {
    models::Stock made;
    made.site = models::SiteIndex{0};
    made.good = models::GoodIndex{step + 1};
    made.supply = models::SupplyKind::recipe;
    made.recipe = models::RecipeIndex{step};
    plan.stocks.push_back(made);
  }
  models::HouseholdDemand demand;
  demand.stock = models::StockIndex{2};
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
  return {{"simulated_a_day", static_cast<double>(industry.delivered()) / row.number("days")},
          {"closed_form_a_day", models::bottleneck(plan, models::StockIndex{2}).units_s * 86400.0},
          {"faults", static_cast<double>(industry.violations().size())}};
}

}  // namespace dimai::validation
