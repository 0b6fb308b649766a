#include "scenarios/logistics/running/logistics_tables.hpp"
#include "scenarios/logistics/running/table_columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

/// A metric of a class.
struct MetricRow {
  std::size_t flow, metric;
  const models::Comparison* of;
};

void write_metrics(ResultWriter& writer, const ComparedClasses& all) {
  using Row = MetricRow;
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
}

void write_break_even(ResultWriter& writer, const ComparedClasses& all) {
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
}

/// Vehicle-km a day.
struct Road {
  std::string name;
  models::Range km;
};

void write_road(ResultWriter& writer, const ComparedClasses& all) {
  std::vector<Road> roads;
  for (std::size_t v = 0; v < models::kVehicles; ++v)
    roads.push_back({std::string(models::kVehicleNames[v]), all.result.road.removed_km[v]});
  roads.push_back({"added_at_portals", all.result.road.added_km});
  writer.write_columns(
      "/logistics/road",
      {texts("vehicle", "removed a day; the last row: added", roads,
             [](const Road& r) { return r.name; }),
       numbers("p5_km", "km", "vehicle-km a day", roads, [](const Road& r) { return r.km.p5; }),
       numbers("p50_km", "km", "the same", roads, [](const Road& r) { return r.km.p50; }),
       numbers("p95_km", "km", "the same", roads, [](const Road& r) { return r.km.p95; })});
}

}  // namespace

void write_comparison(ResultWriter& writer, const ComparedClasses& all) {
  if (all.flows.empty()) return;
  write_metrics(writer, all);
  write_break_even(writer, all);
  write_road(writer, all);
  writer.set_attribute("logistics_capital_p5_cny", all.result.capital_cny.p5);
  writer.set_attribute("logistics_capital_p50_cny", all.result.capital_cny.p50);
  writer.set_attribute("logistics_capital_p95_cny", all.result.capital_cny.p95);
}

void write_stages(ResultWriter& writer, const std::vector<StagePlan>& plan, const StagePath& path) {
  if (path.stages.empty()) return;
  const auto end = [](const models::StageCash& s) { return s.end_cny; };
  writer.write_columns(
      "/logistics/stages",
      {texts("name", "of the stage", plan, [](const auto& s) { return s.name; }),
       texts("name_zh", "the same in Chinese", plan, [](const auto& s) { return s.name_zh; }),
       texts("date", "when it begins", plan, [](const auto& s) { return s.date; }),
       numbers("capital_cny", "CNY", "spent when it begins", path.stages,
               [](const auto& s) { return s.capital_cny; }),
       numbers("revenue_cny", "CNY", "a year", path.stages,
               [](const auto& s) { return s.revenue_a_cny; }),
       numbers("running_cny", "CNY", "energy, labour, material, upkeep and staff a year",
               path.stages, [](const auto& s) { return s.running_a_cny; }),
       numbers("least_cny", "CNY", "least in hand from when it is built", path.central.stages,
               [](const auto& s) { return s.least_cny; }),
       numbers("end_cny", "CNY", "in hand at its end", path.central.stages, end),
       numbers("end_if_cheap_cny", "CNY", "the same, all capital at its low end", path.low.stages,
               end),
       numbers("end_if_dear_cny", "CNY", "the same, all capital at its high end", path.high.stages,
               end)});
  writer.set_attribute("logistics_needed_cny", path.central.needed_cny);
  writer.set_attribute("logistics_needed_if_cheap_cny", path.low.needed_cny);
  writer.set_attribute("logistics_needed_if_dear_cny", path.high.needed_cny);
}

}  // namespace dimai::scenarios
