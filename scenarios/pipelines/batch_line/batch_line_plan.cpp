#include "scenarios/pipelines/batch_line/batch_line_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/pipelines/batch_line/batch_line_run.hpp"

namespace dimai::scenarios {

namespace {

double length_m(const BatchLineSection& line) {
  double sum_m = 0.0;
  for (const models::BatchPipeParameters& pipe : line.pipes) sum_m += pipe.length_m;
  return sum_m;
}

}  // namespace

models::BatchSetup BatchLineSection::setup(const RunParameters& run) const {
  models::BatchSetup setup;
  for (const auto& pipe : pipes) setup.pipes.push_back({pipe.length_m, pipe.bore_m});
  for (const auto& product : products)
    setup.products.push_back({product.name, product.kinematic_viscosity_m2_s});
  setup.first_product = first_product;
  setup.orders = orders;
  setup.stops = stops;
  setup.tank_m3 = parameters.transmix_tank_volume_m3;
  setup.sample_s = run.time_bin_s;
  setup.end_s = run.duration_s;
  return setup;
}

double BatchLineSection::sending_time_s() const {
  double sum_s = 0.0;
  for (const models::BatchOrder& order : orders) sum_s += order.volume_m3 / order.flow_m3_s;
  for (const models::BatchStop& stop : stops) {
    if (stop.from_s < sum_s) sum_s += stop.until_s - stop.from_s;
  }
  return sum_s;
}

std::vector<std::pair<std::string, double>> BatchLinePlan::size() const {
  double whole_m = 0.0;
  double batches = 0.0;
  for (const BatchLineSection& line : lines) {
    whole_m += length_m(line);
    batches += static_cast<double>(line.orders.size());
  }
  return {
      {"lines", static_cast<double>(lines.size())}, {"length_m", whole_m}, {"batches", batches}};
}

std::string BatchLinePlan::size_text(Language language) const {
  std::string text;
  for (const BatchLineSection& line : lines) {
    const char* form = in_language(language, "{}: {:.4g} km, {} products, {} batches",
                                   "{}：{:.4g} 公里，{} 种油品，{} 个批次");
    if (!text.empty()) text += in_language(language, "; ", "；");
    text += fmt::format(fmt::runtime(form), line.parameters.name, length_m(line) / 1e3,
                        line.products.size(), line.orders.size());
  }
  return text;
}

double BatchLinePlan::memory_bytes(const RunParameters& run) const {
  double bytes = 0.0;
  for (const BatchLineSection& line : lines) {
    const double rows = std::min(run.duration_s, line.sending_time_s()) / run.time_bin_s +
                        4.0 * static_cast<double>(line.orders.size() + line.stops.size());
    bytes += rows * static_cast<double>(line.orders.size()) * sizeof(models::FrontSample);
  }
  return bytes;
}

std::unique_ptr<PipelineRun> BatchLinePlan::make(const RunParameters& run) const {
  return std::make_unique<BatchLineRun>(*this, run);
}

}  // namespace dimai::scenarios
