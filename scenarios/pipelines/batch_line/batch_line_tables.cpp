#include <algorithm>
#include <cmath>

#include "scenarios/pipelines/batch_line/batch_line_run.hpp"
#include "scenarios/recording/columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

const std::vector<std::string> kEvents{"batch_starts", "batch_sent", "front_arrives",
                                       "stop",         "restart",    "tank_full"};

/// A row of a table of all lines.
template <class Value>
struct Row {
  std::uint32_t line = 0;
  Value of{};
};

/// What becomes of a batch.
struct BatchRow {
  models::BatchOrder order;
  models::BatchTimes times;
  double clean_m3 = 0.0;
};

/// Product with its volumes.
struct ProductRow {
  const models::BatchProductParameters* product = nullptr;
  double delivered_m3 = 0.0;
  double transmix_m3 = 0.0;
};

std::vector<BatchRow> batch_rows(const models::BatchOperation& line) {
  std::vector<double> half_m3(line.orders().size() + 1, 0.0);  // of the front of each batch
  for (const InterfaceFigures& each : interface_figures(line))
    half_m3[each.batch] = each.volume_m3 / 2.0;
  std::vector<BatchRow> rows;
  for (std::size_t b = 0; b < line.orders().size(); ++b) {
    const models::BatchOrder& order = line.orders()[b];
    const bool gone = !std::isnan(line.times()[b].back_s);
    rows.push_back(
        {order, line.times()[b],
         gone ? std::max(0.0, order.volume_m3 - half_m3[b] - half_m3[b + 1]) : std::nan("")});
  }
  return rows;
}

template <class Rows>
Column line_column(const Rows& rows) {
  return {{"line", "1", "row of /batch_line/lines"},
          column<std::uint32_t>(rows, [](const auto& r) { return r.line; })};
}

}  // namespace

void BatchLineRun::define_tables(ResultWriter& writer) const {
  writer.define_columns(
      "/batch_line/fronts",
      {{"time_s", "s", "time", ColumnType::float64},
       {"line", "1", "row of /batch_line/lines", ColumnType::uint32},
       {"batch", "1", "number of the batch in its line, from 0", ColumnType::uint32},
       {"position_m", "m", "of its front, from the inlet", ColumnType::float64},
       {"length_m", "m", "of the interface there, 1 to 99 %", ColumnType::float64},
       {"volume_m3", "m3", "of the interface there, 1 to 99 %", ColumnType::float64}});
  writer.define_columns("/batch_line/events",
                        {{"time_s", "s", "exact time", ColumnType::float64},
                         {"line", "1", "row of /batch_line/lines", ColumnType::uint32},
                         {"kind", "1", "what happened", ColumnType::uint8, kEvents},
                         {"batch", "1", "number of the batch in its line", ColumnType::uint32}});
}

void BatchLineRun::write_news(ResultWriter& writer) {
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    using models::BatchEvent;
    using models::FrontSample;
    const auto& samples = lines_[l]->samples();
    const std::vector<FrontSample> fronts(
        samples.begin() + static_cast<std::ptrdiff_t>(written_fronts_[l]), samples.end());
    const auto& all = lines_[l]->events();
    const std::vector<BatchEvent> events(
        all.begin() + static_cast<std::ptrdiff_t>(written_events_[l]), all.end());
    written_fronts_[l] = samples.size();
    written_events_[l] = all.size();
    if (!fronts.empty())
      writer.append("/batch_line/fronts",
                    {column<double>(fronts, [](const FrontSample& r) { return r.time_s; }),
                     std::vector<std::uint32_t>(fronts.size(), l),
                     column<std::uint32_t>(fronts, [](const FrontSample& r) { return r.batch; }),
                     column<double>(fronts, [](const FrontSample& r) { return r.position_m; }),
                     column<double>(fronts, [](const FrontSample& r) { return r.length_m; }),
                     column<double>(fronts, [](const FrontSample& r) { return r.volume_m3; })});
    if (!events.empty())
      writer.append("/batch_line/events",
                    {column<double>(events, [](const BatchEvent& e) { return e.time_s; }),
                     std::vector<std::uint32_t>(events.size(), l),
                     column<std::uint8_t>(events, [](const BatchEvent& e) { return e.kind; }),
                     column<std::uint32_t>(events, [](const BatchEvent& e) { return e.batch; })});
  }
}

void BatchLineRun::write_closing(ResultWriter& writer) const {
  write_lines(writer);
  write_pipes(writer);
  write_products(writer);
  write_batches(writer);
  write_interfaces(writer);
}

void BatchLineRun::write_lines(ResultWriter& writer) const {
  const auto sum = [&](auto get) {
    return column<double>(row_numbers(lines_.size()), [&](std::uint32_t l) {
      double total = 0.0;
      for (const double each : get(l)) total += each;
      return total;
    });
  };
  writer.write_columns(
      "/batch_line/lines",
      {{{"name", "", "of the line", ColumnType::text},
        column<std::string>(plan_.lines, [](const auto& l) { return l.parameters.name; })},
       {{"first_product", "1", "in the line at the start; row among its products"},
        column<std::uint32_t>(plan_.lines, [](const auto& l) { return l.first_product; })},
       {{"volume_m3", "m3", "that the line holds"},
        column<double>(lines_, [](const auto& l) { return l->line().volume_m3(); })},
       {{"sent_m3", "m3", "volume sent"},
        column<double>(lines_, [](const auto& l) { return l->pushed_m3(); })},
       {{"delivered_m3", "m3", "volume that left, transmix included"},
        sum([&](std::uint32_t l) { return lines_[l]->line().delivered_m3(); })},
       {{"transmix_m3", "m3", "1 to 99 % of all interfaces that left"}, sum([&](std::uint32_t l) {
          return column<double>(lines_[l]->line().transmix(),
                                [](const auto& each) { return each.volume_m3; });
        })},
       {{"tank_m3", "m3", "room for transmix; 0: any amount"},
        column<double>(lines_, [](const auto& l) { return l->setup().tank_m3; })}});
}

void BatchLineRun::write_pipes(ResultWriter& writer) const {
  std::vector<Row<models::BatchPipeParameters>> rows;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    for (const auto& pipe : plan_.lines[l].pipes) rows.push_back({l, pipe});
  }
  writer.write_columns("/batch_line/pipes",
                       {line_column(rows),
                        {{"length_m", "m", "length"},
                         column<double>(rows, [](const auto& r) { return r.of.length_m; })},
                        {{"bore_m", "m", "inner diameter"},
                         column<double>(rows, [](const auto& r) { return r.of.bore_m; })}});
}

void BatchLineRun::write_products(ResultWriter& writer) const {
  std::vector<Row<ProductRow>> rows;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    std::vector<double> mixed_m3(plan_.lines[l].products.size(), 0.0);
    for (const models::Transmix& each : lines_[l]->line().transmix()) {
      mixed_m3[each.ahead] += each.volume_m3 / 2.0;
      mixed_m3[each.behind] += each.volume_m3 / 2.0;
    }
    for (std::size_t p = 0; p < mixed_m3.size(); ++p)
      rows.push_back(
          {l, {&plan_.lines[l].products[p], lines_[l]->line().delivered_m3()[p], mixed_m3[p]}});
  }
  const auto text = [&](std::string models::BatchProductParameters::*member) {
    return column<std::string>(rows, [&](const auto& r) { return r.of.product->*member; });
  };
  using Product = models::BatchProductParameters;
  writer.write_columns(
      "/batch_line/products",
      {line_column(rows),
       {{"name", "", "name", ColumnType::text}, text(&Product::name)},
       {{"name_zh", "", "name in Chinese", ColumnType::text}, text(&Product::name_zh)},
       {{"color", "", "in pictures", ColumnType::text}, text(&Product::color)},
       {{"density_kg_m3", "kg/m3", "density"},
        column<double>(rows, [](const auto& r) { return r.of.product->density_kg_m3; })},
       {{"kinematic_viscosity_m2_s", "m2/s", "kinematic viscosity"},
        column<double>(rows, [](const auto& r) { return r.of.product->kinematic_viscosity_m2_s; })},
       {{"delivered_m3", "m3", "that left, half of its transmix included"},
        column<double>(rows, [](const auto& r) { return r.of.delivered_m3; })},
       {{"delivered_kg", "kg", "the same as a mass"},
        column<double>(
            rows, [](const auto& r) { return r.of.delivered_m3 * r.of.product->density_kg_m3; })},
       {{"transmix_m3", "m3", "half of the interfaces that left, on its side"},
        column<double>(rows, [](const auto& r) { return r.of.transmix_m3; })}});
}

void BatchLineRun::write_batches(ResultWriter& writer) const {
  std::vector<Row<BatchRow>> rows;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    for (const BatchRow& each : batch_rows(*lines_[l])) rows.push_back({l, each});
  }
  const auto time = [&](double models::BatchTimes::*member) {
    return column<double>(rows, [&](const auto& r) { return r.of.times.*member; });
  };
  using Times = models::BatchTimes;
  writer.write_columns(
      "/batch_line/batches",
      {line_column(rows),
       {{"product", "1", "row among the products of its line"},
        column<std::uint32_t>(rows, [](const auto& r) { return r.of.order.product; })},
       {{"volume_m3", "m3", "volume"},
        column<double>(rows, [](const auto& r) { return r.of.order.volume_m3; })},
       {{"rate_m3_s", "m3/s", "flow while it is sent"},
        column<double>(rows, [](const auto& r) { return r.of.order.flow_m3_s; })},
       {{"start_time_s", "s", "its front enters; not a number: not yet"}, time(&Times::start_s)},
       {{"sent_time_s", "s", "its end enters"}, time(&Times::sent_s)},
       {{"front_time_s", "s", "its front leaves"}, time(&Times::front_s)},
       {{"back_time_s", "s", "its end leaves"}, time(&Times::back_s)},
       {{"clean_m3", "m3", "without the transmix at both its ends; not a number: not yet"},
        column<double>(rows, [](const auto& r) { return r.of.clean_m3; })}});
}

void BatchLineRun::write_interfaces(ResultWriter& writer) const {
  std::vector<Row<InterfaceFigures>> rows;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    for (const InterfaceFigures& each : interface_figures(*lines_[l])) rows.push_back({l, each});
  }
  const auto figure = [&](double InterfaceFigures::*member) {
    return column<double>(rows, [&](const auto& r) { return r.of.*member; });
  };
  using Figures = InterfaceFigures;
  writer.write_columns(
      "/batch_line/interfaces",
      {line_column(rows),
       {{"batch", "1", "number of the batch in its line whose front it is"},
        column<std::uint32_t>(rows, [](const auto& r) { return r.of.batch; })},
       {{"ahead", "1", "product before it; row among those of its line"},
        column<std::uint32_t>(rows, [](const auto& r) { return r.of.ahead; })},
       {{"behind", "1", "product after it"},
        column<std::uint32_t>(rows, [](const auto& r) { return r.of.behind; })},
       {{"start_time_s", "s", "it enters"}, figure(&Figures::start_s)},
       {{"arrival_time_s", "s", "its middle leaves; not a number: still in the line"},
        figure(&Figures::arrival_s)},
       {{"position_m", "m", "of its middle, from the inlet"}, figure(&Figures::position_m)},
       {{"length_m", "m", "1 to 99 %"}, figure(&Figures::length_m)},
       {{"volume_m3", "m3", "1 to 99 %: transmix"}, figure(&Figures::volume_m3)},
       {{"cut_start_time_s", "s", "1 % of the product behind leaves"},
        figure(&Figures::cut_start_s)},
       {{"cut_end_time_s", "s", "99 % leaves; not a number: not yet"},
        figure(&Figures::cut_end_s)}});
}

}  // namespace dimai::scenarios
