#include <algorithm>

#include "scenarios/logistics/running/logistics_tables.hpp"
#include "scenarios/logistics/running/table_columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

using models::Industry;
using models::IndustryPlan;

void write_goods(ResultWriter& writer, const Industry& industry) {
  const IndustryPlan& plan = industry.plan();
  const auto balances = industry.balances();
  using Balance = models::GoodBalance;
  writer.write_columns(
      "/logistics/goods",
      {texts("name", "of the good", plan.goods, [](const auto& g) { return g.name; }),
       texts("name_zh", "the same in Chinese", plan.goods, [](const auto& g) { return g.name_zh; }),
       numbers("mass_kg", "kg", "of a unit", plan.goods, [](const auto& g) { return g.mass_kg; }),
       numbers("initial", "1", "units", balances, [](const Balance& b) { return b.initial; }),
       numbers("bought", "1", "units", balances, [](const Balance& b) { return b.bought; }),
       numbers("drawn", "1", "from silos, liquid and gas networks", balances,
               [](const Balance& b) { return b.drawn; }),
       numbers("given", "1", "by the surroundings", balances,
               [](const Balance& b) { return b.given; }),
       numbers("made", "1", "units", balances, [](const Balance& b) { return b.made; }),
       numbers("used", "1", "by batches", balances, [](const Balance& b) { return b.used; }),
       numbers("delivered", "1", "to households", balances,
               [](const Balance& b) { return b.delivered; }),
       numbers("at_hand", "1", "at the end", balances, [](const Balance& b) { return b.at_hand; }),
       numbers("under_way", "1", "at the end", balances,
               [](const Balance& b) { return b.under_way; })});
}

void write_lacks(ResultWriter& writer, const Industry& industry) {
  const auto lacks = industry.lacks();
  writer.write_columns(
      "/logistics/lacks",
      {rows_of("site", "row of [logistics.site]", lacks,
               [](const auto& l) { return l.site.value; }),
       rows_of("wanted", "row of /logistics/goods: what was to be delivered or made", lacks,
               [](const auto& l) { return l.wanted.value; }),
       rows_of("good", "row of /logistics/goods that lacked; 4294967295: none", lacks,
               [](const auto& l) { return l.good.value; }),
       {{"kind",
         "1",
         "what it waited for",
         ColumnType::uint8,
         {"nothing", "good", "machine", "making", "transport"}},
        column<std::uint8_t>(lacks, [](const auto& l) { return l.kind; })},
       rows_of("household", "1: orders of households; 0: batches", lacks,
               [](const auto& l) { return l.household; }),
       numbers("waited_s", "s", "summed over all that waited", lacks,
               [](const auto& l) { return l.waited_s; })});
}

void write_machines(ResultWriter& writer, const Industry& industry) {
  const IndustryPlan& plan = industry.plan();
  const auto& machines = industry.machines();
  writer.write_columns(
      "/logistics/machines",
      {texts("kind", "of the machines", plan.machines, [](const auto& m) { return m.kind; }),
       texts("site", "where they stand", plan.machines,
             [&](const auto& m) { return plan.sites[m.site].name; }),
       texts("site_zh", "the same in Chinese", plan.machines,
             [&](const auto& m) { return plan.sites[m.site].name_zh; }),
       rows_of("count", "machines", plan.machines, [](const auto& m) { return m.count; }),
       rows_of("batches", "finished", machines, [](const auto& m) { return m.batches; }),
       rows_of("setups", "done", machines, [](const auto& m) { return m.setups; }),
       numbers("busy_s", "s", "machine-seconds at work, set-ups included", machines,
               [](const auto& m) { return m.busy_s; }),
       numbers("setup_s", "s", "of that: set-ups", machines,
               [](const auto& m) { return m.setup_s; }),
       numbers("energy_j", "J", "used", machines, [](const auto& m) { return m.energy_j; })});
}

void write_stocks(ResultWriter& writer, const Industry& industry, double length_s) {
  const IndustryPlan& plan = industry.plan();
  const auto& states = industry.stocks();
  using State = models::StockState;
  writer.write_columns(
      "/logistics/stocks",
      {texts("site", "where it is", plan.stocks,
             [&](const auto& s) { return plan.sites[s.site].name; }),
       texts("site_zh", "the same in Chinese", plan.stocks,
             [&](const auto& s) { return plan.sites[s.site].name_zh; }),
       rows_of("good", "row of /logistics/goods", plan.stocks,
               [](const auto& s) { return s.good.value; }),
       numbers("reorder", "1", "units at which it is replenished", plan.stocks,
               [](const auto& s) { return s.reorder; }),
       numbers("up_to", "1", "units that it is brought to", plan.stocks,
               [](const auto& s) { return s.up_to; }),
       numbers("mean", "1", "units at hand over the run", states,
               [&](const State& s) { return s.area_s / length_s; }),
       numbers("least", "1", "units at hand", states, [](const State& s) { return s.least; }),
       numbers("end", "1", "units at hand at the end", states,
               [](const State& s) { return s.at_hand; }),
       rows_of("served", "orders out of it", states, [](const State& s) { return s.served; }),
       rows_of("served_at_once", "of these without waiting", states,
               [](const State& s) { return s.served_at_once; }),
       numbers("lead_s", "s", "mean time of a replenishment", states, [](const State& s) {
         return s.leads == 0 ? 0.0 : s.lead_sum_s / static_cast<double>(s.leads);
       })});
}

/// Orders of households; those of stocks are in their replenishments.
void write_orders(ResultWriter& writer, const Industry& industry) {
  const IndustryPlan& plan = industry.plan();
  std::vector<const models::Order*> orders;
  for (const models::Order& each : industry.orders()) {
    if (each.demand != models::Order::kReplenishment) orders.push_back(&each);
  }
  using Order = const models::Order*;
  writer.write_columns(
      "/logistics/orders",
      {numbers("time_s", "s", "when it was ordered", orders,
               [](Order o) { return in_seconds(o->time_ns); }),
       rows_of("good", "row of /logistics/goods", orders,
               [&](Order o) { return plan.stocks[o->stock].good.value; }),
       rows_of("home", "row of /logistics/places", orders, [](Order o) { return o->home; }),
       numbers("quantity", "1", "units", orders, [](Order o) { return o->quantity; }),
       numbers("taken_time_s", "s", "out of stock; -1e-9: still waiting", orders,
               [](Order o) { return in_seconds(o->taken_ns); }),
       numbers("done_time_s", "s", "delivered; -1e-9: not yet", orders,
               [](Order o) { return in_seconds(o->done_ns); })});
}

void write_power(ResultWriter& writer, const Industry& industry) {
  const auto& steps = industry.power();
  using Sample = models::PowerSample;
  const auto flow = [&](const char* name, const char* meaning, double models::PowerStep::*which) {
    return numbers(name, "J", meaning, steps, [=](const Sample& s) { return s.step.*which; });
  };
  writer.write_columns(
      "/logistics/power",
      {numbers("time_s", "s", "end of the step", steps, [](const Sample& s) { return s.time_s; }),
       flow("load_j", "used", &models::PowerStep::load_j),
       flow("solar_j", "of the sun", &models::PowerStep::solar_j),
       flow("charged_j", "into the battery", &models::PowerStep::charged_j),
       flow("discharged_j", "out of the battery", &models::PowerStep::discharged_j),
       flow("imported_j", "from the grid", &models::PowerStep::imported_j),
       flow("exported_j", "to the grid", &models::PowerStep::exported_j),
       flow("curtailed_j", "of the sun, that nobody could take", &models::PowerStep::curtailed_j),
       flow("unserved_j", "of the load, that nobody could serve", &models::PowerStep::unserved_j),
       flow("stored_j", "in the battery", &models::PowerStep::stored_j)});
}

}  // namespace

void write_industry_tables(ResultWriter& writer, const Industry& industry, sim::Time end) {
  write_goods(writer, industry);
  write_lacks(writer, industry);
  write_machines(writer, industry);
  write_stocks(writer, industry, std::max(1.0, sim::to_seconds(end)));
  write_orders(writer, industry);
  write_power(writer, industry);
}

}  // namespace dimai::scenarios
