#include "scenarios/pipelines/tubes/tubes_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/pipelines/tubes/tubes_run.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kSend_bytes = sizeof(models::Send) + 16.0;  // with the results' share
constexpr double kCarrier_bytes = sizeof(models::Carrier) + 8.0;
constexpr double kDay_s = 86400.0;

}  // namespace

std::size_t TubesPlan::count(models::TubeNodeKind kind) const {
  return static_cast<std::size_t>(std::count_if(network.nodes.begin(), network.nodes.end(),
                                                [&](const auto& n) { return n.kind == kind; }));
}

std::int64_t TubesPlan::carrier_count() const {
  std::int64_t sum = 0;
  for (const models::TubeStation& station : network.stations) sum += station.carriers;
  return sum;
}

double TubesPlan::sends_a_day() const {
  double sum = demand.sends_a_day;
  for (const models::TubeFlow& flow : demand.flows) sum += flow.sends_a_day;
  return sum;
}

std::vector<std::pair<std::string, double>> TubesPlan::size() const {
  return {{"zones", static_cast<double>(network.zones.size())},
          {"stations", static_cast<double>(network.stations.size())},
          {"transfer_units", static_cast<double>(count(models::TubeNodeKind::transfer_unit))},
          {"connectors", static_cast<double>(network.connectors.size())},
          {"blowers", static_cast<double>(count(models::TubeNodeKind::blower))},
          {"carriers", static_cast<double>(carrier_count())},
          {"sends_a_day", sends_a_day()}};
}

std::string TubesPlan::size_text(Language language) const {
  const char* form = in_language(
      language,
      "{} zones, {} stations, {} transfer units, {} connectors, {} carriers, {:.10g} sends a day",
      "{} 个区，{} 个站，{} 个转接器，{} 条区间联络管，{} 个传送瓶，每日 {:.10g} 次发送");
  return fmt::format(fmt::runtime(form), network.zones.size(), network.stations.size(),
                     count(models::TubeNodeKind::transfer_unit), network.connectors.size(),
                     carrier_count(), sends_a_day());
}

double TubesPlan::memory_bytes(const RunParameters& run) const {
  const double sends =
      sends_a_day() * run.duration_s / kDay_s + static_cast<double>(demand.timed.size());
  const auto stations = static_cast<double>(network.stations.size());
  const double ports = stations + 2.0 * static_cast<double>(network.connectors.size());
  return sends * kSend_bytes + static_cast<double>(carrier_count()) * kCarrier_bytes +
         stations * (ports * sizeof(models::PortIndex) + stations * sizeof(double));
}

std::unique_ptr<PipelineRun> TubesPlan::make(const RunParameters& run) const {
  return std::make_unique<TubesRun>(*this, run);
}

}  // namespace dimai::scenarios
