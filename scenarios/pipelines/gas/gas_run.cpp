#include "scenarios/pipelines/gas/gas_run.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "scenarios/formats/units.hpp"
#include "scenarios/pipelines/gas/gas_words.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kMassTolerance = 1e-7;  // share of all that moved: more is no rounding

models::GasOperationSetup setup_of(const GasInput& input, const RunParameters& run) {
  models::GasOperationSetup setup;
  setup.network = input.network;
  setup.steps.accuracy = input.parameters.accuracy;
  setup.steps.greatest_s = input.parameters.greatest_step_s;
  setup.steps.longest_segment_m = input.parameters.segment_m;
  setup.steps.steady = input.parameters.flow == "steady";
  // Steady flow needs no cuts: a pipe's law holds over all of its length.
  if (setup.steps.steady) setup.steps.longest_segment_m = 1e9;
  setup.ramp_s = input.parameters.ramp_s;
  setup.ramps = input.ramps;
  setup.changes = input.changes;
  setup.sample_ns = sim::seconds(run.time_bin_s).ns;
  setup.end_ns = sim::seconds(run.duration_s).ns;
  return setup;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const auto at =
      static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)));
  return values[at];
}

Measure measure_of(const char* name, const char* unit, const std::vector<double>& values) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  Measure measure{name, "gas", "", "", unit, values.size(), kNone, kNone, kNone, kNone, kNone};
  if (values.empty()) return measure;
  measure.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  measure.p5 = quantile(values, 0.05);
  measure.p50 = quantile(values, 0.5);
  measure.p95 = quantile(values, 0.95);
  measure.p99 = quantile(values, 0.99);
  return measure;
}

/// A table of rows by time and by node or element, as columns.
template <class Row>
std::vector<std::uint32_t> counted(std::size_t times, Row rows) {
  std::vector<std::uint32_t> all;
  for (std::size_t t = 0; t < times; ++t) {
    for (std::uint32_t row = 0; row < rows; ++row) all.push_back(row);
  }
  return all;
}

std::vector<double> repeated(const std::vector<double>& times_s, std::size_t rows) {
  std::vector<double> all;
  for (const double time_s : times_s) all.insert(all.end(), rows, time_s);
  return all;
}

}  // namespace

GasRun::GasRun(const GasInput& input, const RunParameters& run)
    : input_(input), operation_(setup_of(input, run)) {}

std::string GasRun::failure() const {
  const models::GasFailure& failure = operation_.failure();
  return failure ? "gas network: " + failure.message : "";
}

void GasRun::set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
  operation_.set_working(simulation, breakable_elements(input_.network)[part], working);
}

double GasRun::share_served_by(std::uint32_t part) const {
  return operation_.share_through(breakable_elements(input_.network)[part]);
}

/// Between two samples, evenly.
std::vector<models::ServiceCount> GasRun::service_over_time(
    const models::ServiceQuestion& question) const {
  models::ServiceCount count(question, "gas", "kg");
  const std::vector<models::GasGiven>& given = operation_.given();
  for (std::size_t i = 0; i + 1 < given.size(); ++i) {
    const models::GasGiven& from = given[i];
    const models::GasGiven& until = given[i + 1];
    const double span_s = until.time_s - from.time_s;
    if (span_s <= 0.0) continue;
    const double taken_kg = until.taken_kg - from.taken_kg;
    const double asked_kg = taken_kg + until.refused_kg - from.refused_kg;
    count.add_flow(from.time_s, until.time_s, asked_kg / span_s, taken_kg / span_s);
  }
  return {count};
}

void GasRun::define_tables(ResultWriter& writer) const {
  writer.define_columns(
      "/gas/network",
      {{"time_s", "s", "time of the sample", ColumnType::float64},
       {"linepack_kg", "kg", "gas in the pipes", ColumnType::float64},
       {"supplied_kg_s", "kg/s", "sum of what comes in", ColumnType::float64},
       {"taken_kg_s", "kg/s", "sum of what is taken out, leaks apart", ColumnType::float64},
       {"leaked_kg_s", "kg/s", "sum of leaks", ColumnType::float64},
       {"power_w", "W", "shaft power of all compressors", ColumnType::float64}});
  writer.define_columns(
      "/gas/node_sample",
      {{"time_s", "s", "time of the sample", ColumnType::float64},
       {"node", "1", "row in /gas/node", ColumnType::uint32},
       {"pressure_pa", "Pa", "absolute pressure", ColumnType::float32},
       {"supply_kg_s", "kg/s", "flow into the network; negative: taken out", ColumnType::float32}});
  writer.define_columns(
      "/gas/element_sample",
      {{"time_s", "s", "time of the sample", ColumnType::float64},
       {"element", "1", "row in /gas/element", ColumnType::uint32},
       {"flow_kg_s", "kg/s", "flow where the element begins", ColumnType::float32},
       {"status", "1", "what the element does", ColumnType::uint8, {"active", "open", "shut"}}});
}

void GasRun::follow(const models::GasSamples& samples) {
  const std::size_t nodes = input_.network.nodes.size();
  for (std::size_t i = 0; i < samples.pressure_pa.size(); ++i) {
    const float pressure = samples.pressure_pa[i];
    if (range_pa_.size() <= i % nodes) range_pa_.push_back({pressure, pressure});
    Range& range = range_pa_[i % nodes];
    range.lowest = std::min(range.lowest, pressure);
    range.highest = std::max(range.highest, pressure);
  }
  linepacks_kg_.insert(linepacks_kg_.end(), samples.linepack_kg.begin(), samples.linepack_kg.end());
}

void GasRun::write_news(ResultWriter& writer) {
  models::GasSamples samples = operation_.take_samples();
  const std::size_t times = samples.time_s.size();
  if (times == 0) return;
  follow(samples);
  const std::size_t nodes = input_.network.nodes.size();
  const std::size_t elements = input_.network.elements.size();
  writer.append("/gas/node_sample",
                {repeated(samples.time_s, nodes), counted(times, nodes),
                 std::move(samples.pressure_pa), std::move(samples.supply_kg_s)});
  writer.append("/gas/element_sample",
                {repeated(samples.time_s, elements), counted(times, elements),
                 std::move(samples.flow_kg_s), std::move(samples.status)});
  writer.append("/gas/network", {std::move(samples.time_s), std::move(samples.linepack_kg),
                                 std::move(samples.supplied_kg_s), std::move(samples.taken_kg_s),
                                 std::move(samples.leaked_kg_s), std::move(samples.power_w)});
}

std::vector<Measure> GasRun::measures() const {
  std::vector<double> lowest;
  for (const Range& range : range_pa_) lowest.push_back(static_cast<double>(range.lowest));
  return {measure_of("lowest_node_pressure", "Pa", lowest),
          measure_of("linepack", "kg", linepacks_kg_)};
}

double GasRun::supplied_kg() const {
  double sum = 0.0;
  for (const double each : operation_.gas().totals().supplied_kg) sum += std::max(each, 0.0);
  return sum;
}

double GasRun::taken_kg() const {
  double sum = 0.0;
  for (const double each : operation_.gas().totals().supplied_kg) sum += std::max(-each, 0.0);
  return sum;
}

double GasRun::leaked_kg() const {
  const auto& leaked = operation_.gas().totals().leaked_kg;
  return std::accumulate(leaked.begin(), leaked.end(), 0.0);
}

double GasRun::refused_kg() const {
  const auto& refused = operation_.gas().totals().refused_kg;
  return std::accumulate(refused.begin(), refused.end(), 0.0);
}

double GasRun::work_j() const {
  const auto& work = operation_.gas().totals().work_j;
  return std::accumulate(work.begin(), work.end(), 0.0);
}

std::vector<std::string> GasRun::violations() const {
  if (operation_.failure()) return {};
  const models::GasTransient& gas = operation_.gas();
  const double moved_kg = supplied_kg() + taken_kg() + leaked_kg() + gas.linepack_at_start_kg();
  if (std::abs(gas.mass_error_kg()) <= kMassTolerance * moved_kg) return {};
  return {
      fmt::format("conservation of gas: {:.6g} kg were in the pipes, {:.6g} kg came in and "
                  "{:.6g} kg went out, but {:.6g} kg are there: {:.3g} kg too many",
                  gas.linepack_at_start_kg(), supplied_kg(), taken_kg() + leaked_kg(),
                  gas.linepack_kg(), gas.mass_error_kg())};
}

std::string GasRun::summary(Language language) const {
  if (range_pa_.empty()) return "";
  const auto less = [](const Range& a, const Range& b) { return a.lowest < b.lowest; };
  const auto more = [](const Range& a, const Range& b) { return a.highest < b.highest; };
  const auto bar = [](float pressure_pa) { return static_cast<double>(pressure_pa) / 1e5; };
  const models::GasTransient& gas = operation_.gas();
  std::string text = fmt::format(
      fmt::runtime(in_language(
          language,
          "Gas: {:.4g} to {:.4g} bar; supplied {:.4g} t, taken {:.4g} t, refused {:.4g} t, leaked "
          "{:.4g} t; linepack "
          "{:.4g} t, then {:.4g} t; compressors {:.4g} MWh; mass adds up to {:.1g} kg\n",
          "燃气：压力 {:.4g} 至 {:.4g} bar；供气 {:.4g} t，用气 {:.4g} t，未供 {:.4g} t，泄漏 "
          "{:.4g} "
          "t；管存 "
          "{:.4g} t 变为 {:.4g} t；压缩机耗能 {:.4g} MWh；质量误差 {:.1g} kg\n")),
      bar(std::min_element(range_pa_.begin(), range_pa_.end(), less)->lowest),
      bar(std::max_element(range_pa_.begin(), range_pa_.end(), more)->highest), supplied_kg() / 1e3,
      taken_kg() / 1e3, refused_kg() / 1e3, leaked_kg() / 1e3, gas.linepack_at_start_kg() / 1e3,
      gas.linepack_kg() / 1e3, work_j() / 3.6e9, std::abs(gas.mass_error_kg()));
  constexpr std::size_t kMost = 8;
  const auto& breaches = operation_.breaches();
  for (std::size_t i = 0; i < std::min(breaches.size(), kMost); ++i)
    text += "  " + breach_text(input_.network, breaches[i], language) + "\n";
  if (breaches.size() > kMost)
    text += fmt::format(fmt::runtime(in_language(language, "  and {} more: /gas/warning\n",
                                                 "  另有 {} 项：/gas/warning\n")),
                        breaches.size() - kMost);
  return text;
}

}  // namespace dimai::scenarios
