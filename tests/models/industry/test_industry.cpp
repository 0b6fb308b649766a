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

TEST_CASE("a bottleneck is found through yields, batches, set-ups and sites") {
  // By hand: a part takes 1 / (10 * 0.8) batches of casting, 600 s each on one of 2 furnaces, and 3
  // / 4 batches of turning, 120 s each on one lathe, before which 60 s of set-up.
  IndustryPlan plan = made_workshop(2, 600.0, 10.0, 86400.0);
  plan.goods.push_back({"pin", "", 0.1, true});
  plan.recipes[0].outputs[0].quantity = 10.0;
  plan.recipes[0].yield = 0.8;
  plan.recipes[0].inputs = {{GoodIndex{0}, 9.0}, {GoodIndex{2}, 24.0}};
  plan.recipes[0].labour_s = 80.0;
  Recipe turning;
  turning.machine = "lathe";
  turning.inputs = {{GoodIndex{0}, 0.5}};
  turning.outputs = {{GoodIndex{2}, 4.0}};
  turning.time_s = 120.0;
  turning.setup_s = 60.0;
  turning.energy_j = 1000.0;
  plan.recipes.push_back(turning);
  plan.machines.push_back({"lathe", SiteIndex{0}, 1, 50.0, 0.0});
  Stock pin;
  pin.site = SiteIndex{0};
  pin.good = GoodIndex{2};
  pin.supply = SupplyKind::recipe;
  pin.recipe = RecipeIndex{1};
  plan.stocks.push_back(pin);
  const UnitMaking one = making_of(plan, StockIndex{1});
  CHECK(one.machine_s[MachineIndex{0}] == doctest::Approx(600.0 / 8.0));
  CHECK(one.machine_s[MachineIndex{1}] == doctest::Approx(24.0 / 8.0 / 4.0 * 120.0));
  CHECK(one.units[StockIndex{0}] == doctest::Approx((9.0 + 24.0 / 4.0 * 0.5) / 8.0));
  CHECK(one.labour_s == doctest::Approx(10.0));
  // 1 kW for 75 s, 50 W for 90 s, 750 J.
  CHECK(one.energy_j == doctest::Approx(75000.0 + 4500.0 + 750.0));
  CHECK(bottleneck(plan, StockIndex{1}).machine == MachineIndex{1});
  CHECK(bottleneck(plan, StockIndex{1}).units_s == doctest::Approx(1.0 / 90.0));
  CHECK(bottleneck(plan, StockIndex{1}, SetUps::every).units_s == doctest::Approx(1.0 / 135.0));
  plan.recipes[1].inputs = {{GoodIndex{1}, 0.1}};
  CHECK_THROWS_AS(making_of(plan, StockIndex{1}), std::domain_error);
}

TEST_CASE("what is drawn from a network is booked as that, and waits for it by name") {
  /// Gives half a kilogram at a time.
  class Trickle final : public NetworkSource {
   public:
    double draw(sim::Simulation&, std::uint32_t, double mass_kg) override {
      const double got_kg = std::min(0.5, mass_kg);
      given_kg += got_kg;
      return got_kg;
    }
    double given_kg = 0.0;
  };
  IndustryPlan plan = made_workshop(1, 60.0, 24.0, 4.0 * 86400.0);
  Stock& stuff = plan.stocks[StockIndex{0}];
  stuff.initial = 0.0;
  stuff.supply = SupplyKind::network;
  stuff.reorder = -1.0;
  stuff.up_to = 0.0;
  Trickle trickle;
  Industry industry(plan, nullptr, &trickle);
  run(industry, plan);
  // Stuff weighs 2 kg a unit: four draws of half a kilogram, 300 s apart, for each part.
  CHECK(industry.delivered() > 80);
  CHECK(industry.balances()[0].drawn == doctest::Approx(trickle.given_kg / 2.0));
  CHECK(industry.balances()[0].bought == 0.0);
  bool named = false;
  for (const Lack& each : industry.lacks())
    named |= each.household && each.kind == LackKind::good && each.good == GoodIndex{0};
  CHECK(named);
  CHECK(industry.violations().empty());
}

TEST_CASE("machines are busy and take power by the second, and idle ones too once a site is open") {
  // One order in a run that ends in the middle of its batch: 1 kW at work, 100 W idle.
  IndustryPlan plan = made_workshop(2, 7200.0, 0.0, 86400.0);
  plan.machines[MachineIndex{0}].idle_w = 100.0;
  plan.stocks[StockIndex{1}].reorder = 0.0;
  plan.stocks[StockIndex{1}].up_to = 1.0;
  Industry industry(plan);
  sim::Simulation simulation;
  industry.start(simulation);
  simulation.run(sim::seconds(3600.0));
  industry.settle_accounts(simulation.now());
  const MachineState& state = industry.machines()[MachineIndex{0}];
  CHECK(state.busy_s == doctest::Approx(3600.0));
  CHECK(state.energy_j == doctest::Approx(3600.0 * 1100.0));
  CHECK(industry.violations().empty());
  plan.sites[SiteIndex{0}].stage = 1;
  plan.duration_s = 2.0 * 86400.0;
  Industry later(plan);
  run(later, plan);
  // From the second day on: a batch of 2 h on one machine, the other one idle.
  CHECK(later.machines()[MachineIndex{0}].energy_j ==
        doctest::Approx(7200.0 * 900.0 + 86400.0 * 200.0));
  CHECK(later.violations().empty());
  // One replenishment, from the opening of the site to the end of the batch; it was ordered at
  // once.
  CHECK(later.stocks()[StockIndex{1}].leads == 1);
  CHECK(later.stocks()[StockIndex{1}].lead_sum_s == doctest::Approx(86400.0 + 7200.0));
}

TEST_CASE("a recipe that puts out more than it takes in is a named violation") {
  IndustryPlan plan = made_workshop(1, 60.0, 24.0, 86400.0);
  plan.goods[1].mass_kg = 3.0;
  Industry industry(plan);
  run(industry, plan);
  const std::vector<std::string> found = industry.violations();
  REQUIRE(!found.empty());
  CHECK(found.front().find("conservation of mass (recipe cut)") != std::string::npos);
}

TEST_CASE("a share of orders nearer to 1 than can be told is out of range") {
  CHECK(least_base_stock(25.0, 0.999999) > 40);
  CHECK_THROWS_AS(least_base_stock(25.0, 1.0 - 1e-16), std::domain_error);
}

}  // namespace dimai::models
