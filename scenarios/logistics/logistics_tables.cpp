#include <algorithm>

#include "scenarios/logistics/logistics_run.hpp"
#include "scenarios/recording/columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

using models::Shipment;

ColumnInfo text_info(const char* name, const char* meaning) {
  return {name, "", meaning, ColumnType::text, {}};
}

ColumnInfo number_info(const char* name, const char* unit, const char* meaning) {
  return {name, unit, meaning, ColumnType::float64, {}};
}

template <class Rows, class Get>
Column texts(const char* name, const char* meaning, const Rows& rows, Get get) {
  return {text_info(name, meaning), column<std::string>(rows, get)};
}

template <class Rows, class Get>
Column numbers(const char* name, const char* unit, const char* meaning, const Rows& rows, Get get) {
  return {number_info(name, unit, meaning), column<double>(rows, get)};
}

template <class Rows, class Get>
Column rows_of(const char* name, const char* meaning, const Rows& rows, Get get) {
  return {{name, "1", meaning, ColumnType::int64, {}}, column<std::int64_t>(rows, get)};
}

double seconds(std::int64_t ns) { return sim::to_seconds({ns}); }

}  // namespace

void LogisticsRun::define_tables(ResultWriter& writer) const {
  const models::ShipmentPlan& plan = plan_.shipments;
  writer.write_columns(
      "/logistics/places",
      {texts("id", "of the place", plan.places, [](const auto& p) { return p.id; }),
       texts("name", "as shown to people", plan.places, [](const auto& p) { return p.name; }),
       texts("name_zh", "the same in Chinese", plan.places,
             [](const auto& p) { return p.name_zh; }),
       texts("kind", "of the place", plan.places, [](const auto& p) { return p.kind; }),
       numbers("longitude_deg", "degrees_east", "longitude", plan.places,
               [](const auto& p) { return p.longitude_deg; }),
       numbers("latitude_deg", "degrees_north", "latitude", plan.places,
               [](const auto& p) { return p.latitude_deg; })});
  if (!plan_.record_shipments) return;
  writer.define_columns("/logistics/shipments",
                        {number_info("time_s", "s", "when it arose"),
                         number_info("arrival_time_s", "s", "when it arrived; -1e-9 if it has not"),
                         {"class", "1", "row of /logistics/classes", ColumnType::uint32, {}},
                         {"origin", "1", "row of /logistics/places", ColumnType::uint32, {}},
                         {"destination", "1", "row of /logistics/places", ColumnType::uint32, {}},
                         {"legs", "1", "number of legs", ColumnType::uint32, {}},
                         {"refused", "1", "1 if there was no way", ColumnType::uint8, {}},
                         number_info("wait_s", "s", "for lanes, docks and vehicles"),
                         number_info("handling_s", "s", "loading, unloading, changing modes"),
                         number_info("moving_s", "s", "in motion"),
                         number_info("distance_m", "m", "over all legs")});
}

void LogisticsRun::write_news(ResultWriter& writer) {
  std::vector<const Shipment*> rows;
  for (const models::ShipmentIndex each : shipments_.take_finished())
    rows.push_back(&shipments_.shipments()[each.value]);
  if (rows.empty() || !plan_.record_shipments) return;
  writer.append(
      "/logistics/shipments",
      {column<double>(rows, [](const Shipment* s) { return seconds(s->time_ns); }),
       column<double>(rows, [](const Shipment* s) { return seconds(s->arrival_ns); }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->shipment_class; }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->origin; }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->destination; }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->leg_count; }),
       column<std::uint8_t>(
           rows, [](const Shipment* s) { return s->state == models::ShipmentState::refused; }),
       column<double>(rows, [](const Shipment* s) { return seconds(s->wait_ns); }),
       column<double>(rows, [](const Shipment* s) { return seconds(s->handling_ns); }),
       column<double>(rows, [](const Shipment* s) { return seconds(s->moving_ns); }),
       column<double>(rows, [](const Shipment* s) { return s->distance_m; })});
}

void LogisticsRun::write_closing(ResultWriter& writer) const {
  close_books();
  write_shipment_tables(writer);
  if (!plan_.industry.sites.empty()) write_industry_tables(writer);
  write_comparison(writer);
  write_stages(writer);
}

void LogisticsRun::write_shipment_tables(ResultWriter& writer) const {
  const models::ShipmentPlan& plan = plan_.shipments;
  const std::vector<ClassOutcome> outcomes = class_outcomes(shipments_);
  writer.write_columns(
      "/logistics/classes",
      {texts("name", "of the class", plan.classes, [](const auto& c) { return c.name; }),
       numbers("mass_kg", "kg", "of one", plan.classes, [](const auto& c) { return c.mass_kg; }),
       rows_of("person", "1 if it is a person", plan.classes,
               [](const auto& c) { return c.person; }),
       rows_of("arrived", "shipments that arrived", outcomes,
               [](const auto& c) { return c.arrived; }),
       numbers("wait_s", "s", "mean, for lanes, docks and vehicles", outcomes,
               [](const auto& c) { return c.wait_s; }),
       numbers("handling_s", "s", "mean, loading, unloading and changing modes", outcomes,
               [](const auto& c) { return c.handling_s; }),
       numbers("moving_s", "s", "mean, in motion", outcomes,
               [](const auto& c) { return c.moving_s; }),
       numbers("distance_m", "m", "mean, over all legs", outcomes,
               [](const auto& c) { return c.distance_m; }),
       numbers("energy_j", "J", "mean", outcomes, [](const auto& c) { return c.energy_j; }),
       numbers("road_km", "km", "mean, of vehicles on streets", outcomes,
               [](const auto& c) { return c.road_km; })});
  struct Row {
    std::size_t shipment_class, mode;
    const models::ModeWork* work;
  };
  std::vector<Row> work;
  for (std::size_t i = 0; i < shipments_.work().size(); ++i)
    work.push_back({i / plan.modes.size(), i % plan.modes.size(), &shipments_.work()[i]});
  writer.write_columns(
      "/logistics/modes",
      {texts("name", "of the mode", plan.modes, [](const auto& m) { return m.name; }),
       texts("kind", "of the mode", plan.modes, [](const auto& m) { return m.kind; }),
       rows_of("road", "1 if it runs on streets", plan.modes,
               [](const auto& m) { return m.road; })});
  writer.write_columns(
      "/logistics/work",
      {rows_of("class", "row of /logistics/classes", work,
               [](const Row& r) { return r.shipment_class; }),
       rows_of("mode", "row of /logistics/modes", work, [](const Row& r) { return r.mode; }),
       rows_of("legs", "legs carried", work, [](const Row& r) { return r.work->legs; }),
       numbers("distance_m", "m", "over all legs", work,
               [](const Row& r) { return r.work->distance_m; }),
       numbers("mass_distance_kg_m", "kg m", "mass x distance", work,
               [](const Row& r) { return r.work->mass_distance_kg_m; }),
       numbers("wait_s", "s", "waited in all", work, [](const Row& r) { return r.work->wait_s; }),
       numbers("energy_j", "J", "used", work, [](const Row& r) { return r.work->energy_j; }),
       numbers("road_m", "m", "of vehicles on streets", work,
               [](const Row& r) { return r.work->road_m; })});
  const auto& lanes = shipments_.lanes();
  writer.write_columns(
      "/logistics/lanes",
      {texts("group", "of stations", plan.groups, [](const auto& g) { return g.name; }),
       rows_of("mode", "row of /logistics/modes", plan.groups,
               [](const auto& g) { return g.mode.value; }),
       rows_of("lanes", "side by side; 0: no limit", plan.groups,
               [](const auto& g) { return g.lanes; }),
       rows_of("served", "legs", lanes, [](const auto& l) { return l.served; }),
       rows_of("longest", "longest queue", lanes, [](const auto& l) { return l.longest; }),
       numbers("busy_s", "s", "lane-seconds in use", lanes, [](const auto& l) { return l.busy_s; }),
       numbers("waited_s", "s", "in all", lanes, [](const auto& l) { return l.waited_s; })});
}

void LogisticsRun::write_industry_tables(ResultWriter& writer) const {
  const models::IndustryPlan& plan = plan_.industry;
  const auto balances = industry_->balances();
  using Balance = models::GoodBalance;
  writer.write_columns(
      "/logistics/goods",
      {texts("name", "of the good", plan.goods, [](const auto& g) { return g.name; }),
       texts("name_zh", "the same in Chinese", plan.goods, [](const auto& g) { return g.name_zh; }),
       numbers("mass_kg", "kg", "of a unit", plan.goods, [](const auto& g) { return g.mass_kg; }),
       numbers("initial", "1", "units", balances, [](const Balance& b) { return b.initial; }),
       numbers("bought", "1", "units", balances, [](const Balance& b) { return b.bought; }),
       numbers("given", "1", "by the surroundings", balances,
               [](const Balance& b) { return b.given; }),
       numbers("made", "1", "units", balances, [](const Balance& b) { return b.made; }),
       numbers("used", "1", "by batches", balances, [](const Balance& b) { return b.used; }),
       numbers("delivered", "1", "to households", balances,
               [](const Balance& b) { return b.delivered; }),
       numbers("at_hand", "1", "at the end", balances, [](const Balance& b) { return b.at_hand; }),
       numbers("under_way", "1", "at the end", balances,
               [](const Balance& b) { return b.under_way; })});
  const auto lacks = industry_->lacks();
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
  const double length_s = std::max(1.0, sim::to_seconds(simulation_->now()));
  const auto& machines = industry_->machines();
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
  const auto& states = industry_->stocks();
  using State = models::StockState;
  writer.write_columns(
      "/logistics/stocks",
      {texts("site", "where it is", plan.stocks,
             [&](const auto& s) { return plan.sites[s.site].name; }),
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
  std::vector<const models::Order*> orders;
  for (const models::Order& each : industry_->orders()) {
    if (each.demand != models::Order::kReplenishment) orders.push_back(&each);
  }
  using Order = const models::Order*;
  writer.write_columns(
      "/logistics/orders",
      {numbers("time_s", "s", "when it was ordered", orders,
               [](Order o) { return seconds(o->time_ns); }),
       rows_of("good", "row of /logistics/goods", orders,
               [&](Order o) { return plan.stocks[o->stock].good.value; }),
       rows_of("home", "row of /logistics/places", orders, [](Order o) { return o->home; }),
       numbers("quantity", "1", "units", orders, [](Order o) { return o->quantity; }),
       numbers("taken_time_s", "s", "out of stock; -1e-9: still waiting", orders,
               [](Order o) { return seconds(o->taken_ns); }),
       numbers("done_time_s", "s", "delivered; -1e-9: not yet", orders,
               [](Order o) { return seconds(o->done_ns); })});
  write_power(writer);
}

void LogisticsRun::write_power(ResultWriter& writer) const {
  const auto& steps = industry_->power();
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

void LogisticsRun::write_comparison(ResultWriter& writer) const {
  const ComparedClasses& all = compared();
  if (all.flows.empty()) return;
  struct Row {
    std::size_t flow, metric;
    const models::Comparison* of;
  };
  std::vector<Row> rows;
  for (std::size_t i = 0; i < all.flows.size(); ++i) {
    for (std::size_t m = 0; m < models::kMetrics; ++m)
      rows.push_back({i, m, &all.result.classes[i].metrics[m]});
  }
  std::vector<Column> columns{
      rows_of("class", "row of /logistics/classes", rows,
              [&](const Row& r) { return all.classes[r.flow]; }),
      texts("metric", "what is compared, per item, with its unit", rows,
            [](const Row& r) { return std::string(models::kMetricNames[r.metric]); })};
  const auto range = [&](const std::string& name, models::Range models::Comparison::*which) {
    const auto add = [&](const char* end, double models::Range::*part) {
      columns.push_back(
          {{name + end, "1", name + ", quantile over uncertain factors", ColumnType::float64, {}},
           column<double>(rows, [=](const Row& r) { return r.of->*which.*part; })});
    };
    add("_p5", &models::Range::p5);
    add("_p50", &models::Range::p50);
    add("_p95", &models::Range::p95);
  };
  range("today", &models::Comparison::today);
  range("underground", &models::Comparison::underground);
  range("difference", &models::Comparison::difference);
  columns.push_back(numbers("better_share", "1", "samples in which underground is less", rows,
                            [](const Row& r) { return r.of->better_share; }));
  writer.write_columns("/logistics/comparison", std::move(columns));
  const auto& classes = all.result.classes;
  using Class = models::ClassComparison;
  writer.write_columns(
      "/logistics/break_even",
      {rows_of("class", "row of /logistics/classes", all.classes,
               [](std::uint32_t c) { return c; }),
       numbers("items_a_day", "1/d", "in this run", all.flows,
               [](const auto& f) { return f.items_a_day; }),
       numbers("volume_p5", "1/d", "items from which it pays", classes,
               [](const Class& c) { return c.break_even_items_a_day.p5; }),
       numbers("volume_p50", "1/d", "the same", classes,
               [](const Class& c) { return c.break_even_items_a_day.p50; }),
       numbers("volume_p95", "1/d", "the same", classes,
               [](const Class& c) { return c.break_even_items_a_day.p95; }),
       numbers("never_share", "1", "samples in which no volume pays", classes,
               [](const Class& c) { return c.never_share; }),
       numbers("speed_p50_m_s", "m/s", "mean speed at which it is as quick as today", classes,
               [](const Class& c) { return c.break_even_speed_m_s.p50; }),
       numbers("capital_a_year_p50_cny", "CNY", "annuity, operation and upkeep", classes,
               [](const Class& c) { return c.capital_a_year_cny.p50; })});
  struct Road {
    std::string name;
    models::Range km;
  };
  std::vector<Road> roads;
  for (std::size_t v = 0; v < models::kVehicles; ++v)
    roads.push_back({std::string(models::kVehicleNames[v]), all.result.road.removed_km[v]});
  const double added = all.result.road.added_km;
  roads.push_back({"added_at_portals", {added, added, added}});
  writer.write_columns(
      "/logistics/road",
      {texts("vehicle", "removed a day; the last row: added", roads,
             [](const Road& r) { return r.name; }),
       numbers("p5_km", "km", "vehicle-km a day", roads, [](const Road& r) { return r.km.p5; }),
       numbers("p50_km", "km", "the same", roads, [](const Road& r) { return r.km.p50; }),
       numbers("p95_km", "km", "the same", roads, [](const Road& r) { return r.km.p95; })});
  writer.set_attribute("logistics_capital_p5_cny", all.result.capital_cny.p5);
  writer.set_attribute("logistics_capital_p50_cny", all.result.capital_cny.p50);
  writer.set_attribute("logistics_capital_p95_cny", all.result.capital_cny.p95);
}

void LogisticsRun::write_stages(ResultWriter& writer) const {
  const StagePath path = stage_path(plan_, shipments_);
  if (path.stages.empty()) return;
  const auto end = [](const models::StageCash& s) { return s.end_cny; };
  writer.write_columns(
      "/logistics/stages",
      {texts("name", "of the stage", plan_.stages, [](const auto& s) { return s.name; }),
       texts("name_zh", "the same in Chinese", plan_.stages,
             [](const auto& s) { return s.name_zh; }),
       texts("date", "when it begins", plan_.stages, [](const auto& s) { return s.date; }),
       numbers("capital_cny", "CNY", "spent when it begins", path.stages,
               [](const auto& s) { return s.capital_cny; }),
       numbers("revenue_cny", "CNY", "a year", path.stages,
               [](const auto& s) { return s.revenue_a_cny; }),
       numbers("running_cny", "CNY", "operation, upkeep and energy a year", path.stages,
               [](const auto& s) { return s.running_a_cny; }),
       numbers("least_cny", "CNY", "in hand once it is built", path.central,
               [](const auto& s) { return s.least_cny; }),
       numbers("end_cny", "CNY", "in hand at its end", path.central, end),
       numbers("end_if_cheap_cny", "CNY", "the same, all capital at its low end", path.low, end),
       numbers("end_if_dear_cny", "CNY", "the same, all capital at its high end", path.high, end)});
}

}  // namespace dimai::scenarios
