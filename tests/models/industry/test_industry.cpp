#include <cmath>

#include <doctest/doctest.h>

#include "models/industry/capacity.hpp"
#include "models/industry/industry.hpp"
#include "tests/models/industry/made_plants.hpp"

namespace dimai::models {

TEST_CASE("a machine of exponential batches and Poisson orders is an M/M/1 queue") {
  // 720 s a batch at 84 orders a day: load 0.7, mean time in the system 720 / (1 - 0.7) = 2400 s.
  IndustryPlan plan = made_workshop(1, 720.0, 84.0, 2000.0 * 86400.0);
  plan.recipes[0].exponential = true;
  Industry industry(plan);
  run(industry, plan);
  double sum_s = 0.0;
  std::size_t count = 0;
  for (const Order& order : industry.orders()) {
    if (order.demand == Order::kReplenishment || order.taken_ns < 0) continue;
    sum_s += sim::to_seconds({order.taken_ns - order.time_ns});
    ++count;
  }
  CHECK(count > 160000);
  CHECK(sum_s / static_cast<double>(count) == doctest::Approx(2400.0).epsilon(0.04));
  CHECK(industry.violations().empty());
}

TEST_CASE("a workshop without shortage makes what its bottleneck allows") {
  // 3 mills of 600 s: 432 a day, though 2000 are ordered.
  IndustryPlan plan = made_workshop(3, 600.0, 2000.0, 20.0 * 86400.0);
  const Bottleneck limit = bottleneck(plan, StockIndex{1});
  CHECK(limit.units_s == doctest::Approx(3.0 / 600.0));
  CHECK(limit.machine == MachineIndex{0});
  Industry industry(plan);
  run(industry, plan);
  CHECK(static_cast<double>(industry.delivered()) == doctest::Approx(432.0 * 20.0).epsilon(0.005));
  CHECK(industry.violations().empty());
}

TEST_CASE("a base stock serves the share of orders that Palm's theorem says") {
  // Orders of 50 a day, half a day of lead time: demand of 25 in the lead time.
  IndustryPlan plan = made_workshop(1, 1.0, 50.0, 4000.0 * 86400.0);
  const std::int64_t up_to = least_base_stock(25.0, 0.95);
  CHECK(base_stock_fill(25.0, up_to) >= 0.95);
  CHECK(base_stock_fill(25.0, up_to - 1) < 0.95);
  Stock& part = plan.stocks[StockIndex{1}];
  part.supply = SupplyKind::outside;
  part.lead_s = 43200.0;
  part.initial = part.up_to = static_cast<double>(up_to);
  part.reorder = part.up_to - 1.0;
  Industry industry(plan);
  run(industry, plan);
  const StockState& state = industry.stocks()[StockIndex{1}];
  const double share =
      static_cast<double>(state.served_at_once) / static_cast<double>(state.served);
  CHECK(share == doctest::Approx(base_stock_fill(25.0, up_to)).epsilon(0.01));
}

TEST_CASE("batches wait for what they lack, and it is booked for what") {
  IndustryPlan plan = made_workshop(1, 60.0, 24.0, 2.0 * 86400.0);
  Stock& stuff = plan.stocks[StockIndex{0}];
  stuff.initial = 3.0;
  stuff.supply = SupplyKind::none;
  Industry industry(plan);
  run(industry, plan);
  CHECK(industry.delivered() == 3);
  const std::vector<Lack> lacks = industry.lacks();
  REQUIRE(!lacks.empty());
  CHECK(lacks.front().kind == LackKind::good);
  CHECK(lacks.front().good == GoodIndex{0});
  double waited_s = 0.0;
  for (const Order& order : industry.orders()) {
    if (order.taken_ns < 0) waited_s += plan.duration_s - sim::to_seconds({order.time_ns});
  }
  for (const Lack& each : lacks) {
    if (each.household && each.kind == LackKind::good)
      CHECK(each.waited_s == doctest::Approx(waited_s));
  }
  CHECK(industry.violations().empty());
}

TEST_CASE("yield makes scrap, set-ups take time, and nothing is lost from the books") {
  IndustryPlan plan = made_workshop(2, 300.0, 150.0, 30.0 * 86400.0);
  plan.recipes[0].yield = 0.8;
  plan.recipes[0].setup_s = 120.0;
  Industry industry(plan);
  run(industry, plan);
  const MassBalance mass = industry.masses();
  const auto batches = static_cast<double>(industry.machines()[MachineIndex{0}].batches);
  // Of each batch half a kilogram is lost; of the parts, 1.5 kg each, a fifth is scrap.
  CHECK(mass.loss_kg == doctest::Approx(0.5 * batches));
  CHECK(mass.scrap_kg == doctest::Approx(0.2 * 1.5 * batches).epsilon(0.05));
  CHECK(industry.machines()[MachineIndex{0}].setups == 2);
  CHECK(industry.violations().empty());
}

TEST_CASE("sites feed each other, and goods are counted on the way") {
  IndustryPlan plan = made_workshop(2, 300.0, 100.0, 10.0 * 86400.0);
  plan.sites.push_back({"store"});
  Stock store;
  store.site = SiteIndex{1};
  store.good = GoodIndex{1};
  store.initial = 5.0;
  store.reorder = 5.0;
  store.up_to = 12.0;
  store.supply = SupplyKind::site;
  store.from = StockIndex{1};
  plan.demands[0].stock = plan.stocks.push_back(store);
  Industry industry(plan);
  run(industry, plan);
  CHECK(industry.delivered() > 900);
  CHECK(industry.violations().empty());
}

TEST_CASE("power is counted for as long as machines work, beyond the last order") {
  // 24 orders of an hour each on one machine of 2 kW, all within the first hours: the machine works
  // on after the period of the demand, and so does its meter.
  IndustryPlan plan = made_workshop(1, 3600.0, 24.0 * 24.0, 3600.0);
  plan.machines[MachineIndex{0}].power_w = 2000.0;
  Industry industry(plan);
  sim::Simulation simulation;
  industry.start(simulation);
  simulation.run(sim::seconds(3.0 * 86400.0 + 450.0));
  industry.settle_accounts(simulation.now());
  REQUIRE(industry.delivered() == industry.planned());
  REQUIRE(industry.delivered() > 5);
  double used_j = 0.0;
  for (const PowerSample& each : industry.power()) used_j += each.step.load_j;
  CHECK(used_j == doctest::Approx(static_cast<double>(industry.delivered()) * 2000.0 * 3600.0));
  CHECK(industry.power().back().time_s == doctest::Approx(3.0 * 86400.0 + 450.0));
  CHECK(industry.violations().empty());
}

TEST_CASE("power is balanced in every step") {
  PowerPlan plan;
  plan.peak_w = 1e5;
  plan.battery_j = 3.6e8;
  plan.battery_w = 5e4;
  plan.grid_w = 2e4;
  for (std::size_t h = 7; h < 18; ++h) plan.output[h] = 0.6;
  double stored_j = 1e8;
  for (int step = 0; step < 96; ++step) {
    const double from_s = step * 900.0;
    const PowerStep s = power_step(plan, 4e4 * 900.0, solar_energy_j(plan, from_s, from_s + 900.0),
                                   stored_j, 900.0);
    CHECK(s.solar_j + s.imported_j + s.discharged_j + s.unserved_j ==
          doctest::Approx(s.load_j + s.exported_j + s.charged_j + s.curtailed_j));
    CHECK(s.stored_j - stored_j ==
          doctest::Approx(s.charged_j * 0.95 - s.discharged_j / 0.95).epsilon(1e-9));
    stored_j = s.stored_j;
  }
}

}  // namespace dimai::models
