#include "scenarios/pipelines/batch_line/batch_line_run.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/clock_text.hpp"
#include "scenarios/running/sample_measure.hpp"

namespace dimai::scenarios {

namespace {

double transmix_m3(const models::BatchOperation& line) {
  double sum_m3 = 0.0;
  for (const models::Transmix& each : line.line().transmix()) sum_m3 += each.volume_m3;
  return sum_m3;
}

std::string summary_of(const std::string& name, const models::BatchOperation& line,
                       const ClassCounts& row, Language language) {
  double delivered_m3 = 0.0;
  for (const double each : line.line().delivered_m3()) delivered_m3 += each;
  const double mixed_m3 = transmix_m3(line);
  const char* form = in_language(
      language,
      "{}: {} of {} batches delivered, {} in the line; {:.0f} m3 sent, {:.0f} m3 delivered, of "
      "which {:.0f} m3 transmix ({:.2g} %) from {} interfaces\n",
      "{}：{} / {} 个批次已送达，{} 个在管内；送入 {:.0f} 立方米，送出 {:.0f} 立方米，其中混油 "
      "{:.0f} 立方米（{:.2g} %），来自 {} 个界面\n");
  std::string text = fmt::format(fmt::runtime(form), name, row.arrived, row.requested,
                                 row.under_way, line.pushed_m3(), delivered_m3, mixed_m3,
                                 delivered_m3 > 0.0 ? 100.0 * mixed_m3 / delivered_m3 : 0.0,
                                 line.line().transmix().size());
  for (const models::BatchEvent& event : line.events()) {
    if (event.kind != models::BatchEvent::Kind::tank_full) continue;
    const char* full = in_language(language, "  the transmix tank ({:.0f} m3) is full from {} on\n",
                                   "  混油罐（{:.0f} 立方米）自 {} 起已满\n");
    text += fmt::format(fmt::runtime(full), line.setup().tank_m3, clock_text(event.time_s));
  }
  return text;
}

}  // namespace

BatchLineRun::BatchLineRun(const BatchLinePlan& plan, const RunParameters& run) : plan_(plan) {
  for (const BatchLineSection& line : plan.lines)
    lines_.push_back(std::make_unique<models::BatchOperation>(line.setup(run)));
  written_fronts_.resize(lines_.size(), 0);
  written_events_.resize(lines_.size(), 0);
}

void BatchLineRun::start(sim::Simulation& simulation) {
  for (const auto& line : lines_) line->start(simulation);
}

bool BatchLineRun::over() const {
  return std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line->over(); });
}

double BatchLineRun::share_done() const {
  double sent_m3 = 0.0;
  double all_m3 = 0.0;
  for (const auto& line : lines_) {
    sent_m3 += line->pushed_m3();
    for (const models::BatchOrder& order : line->orders()) all_m3 += order.volume_m3;
  }
  return all_m3 > 0.0 ? std::min(1.0, sent_m3 / all_m3) : 1.0;
}

std::vector<ClassCounts> BatchLineRun::counts() const {
  std::vector<ClassCounts> rows;
  for (std::size_t l = 0; l < lines_.size(); ++l) {
    ClassCounts row;
    row.name = plan_.lines[l].parameters.name;
    for (const models::BatchTimes& each : lines_[l]->times()) {
      ++row.requested;
      const bool started = !std::isnan(each.start_s);
      const bool gone = !std::isnan(each.back_s);
      ++(gone ? row.arrived : started ? row.under_way : row.waiting);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Measure> BatchLineRun::measures() const {
  std::vector<Measure> all;
  for (std::size_t l = 0; l < lines_.size(); ++l) {
    std::vector<double> transit_s;
    std::vector<double> length_m;
    std::vector<double> volume_m3;
    for (const models::BatchTimes& each : lines_[l]->times()) {
      if (!std::isnan(each.front_s)) transit_s.push_back(each.front_s - each.start_s);
    }
    for (const InterfaceFigures& each : interface_figures(*lines_[l])) {
      if (std::isnan(each.arrival_s)) continue;
      length_m.push_back(each.length_m);
      volume_m3.push_back(each.volume_m3);
    }
    const std::string& name = plan_.lines[l].parameters.name;
    all.push_back(sample_measure("transit_time", name, "s", std::move(transit_s)));
    all.push_back(sample_measure("interface_length", name, "m", std::move(length_m)));
    all.push_back(sample_measure("transmix_volume", name, "m3", std::move(volume_m3)));
  }
  return all;
}

std::vector<std::string> BatchLineRun::violations() const {
  std::vector<std::string> all;
  for (std::size_t l = 0; l < lines_.size(); ++l) {
    for (std::string& each : lines_[l]->violations(plan_.lines[l].parameters.name))
      all.push_back(std::move(each));
  }
  return all;
}

std::string BatchLineRun::summary(Language language) const {
  const std::vector<ClassCounts> rows = counts();
  std::string text;
  for (std::size_t l = 0; l < lines_.size(); ++l)
    text += summary_of(plan_.lines[l].parameters.name, *lines_[l], rows[l], language);
  return text;
}

std::vector<InterfaceFigures> interface_figures(const models::BatchOperation& line) {
  std::vector<InterfaceFigures> all;
  const auto& gone = line.line().transmix();
  const auto& inside = line.line().interfaces();
  for (std::size_t i = 0; i < gone.size() + inside.size(); ++i) {
    const std::uint32_t batch = line.interface_batches()[i];
    const models::BatchTimes& times = line.times()[batch];
    const bool arrived = i < gone.size();
    InterfaceFigures row;
    row.batch = batch;
    row.behind = line.orders()[batch].product;
    row.ahead = batch > 0 ? line.orders()[batch - 1].product : line.setup().first_product;
    row.start_s = times.start_s;
    row.arrival_s = times.front_s;
    const double position_m3 =
        arrived ? line.line().volume_m3() : inside[i - gone.size()].position_m3;
    row.volume_m3 = arrived ? gone[i].volume_m3 : std::sqrt(inside[i - gone.size()].spread_m6);
    row.position_m = line.metres_at(position_m3);
    row.length_m = row.volume_m3 / line.area_m2_at(position_m3);
    row.cut_start_s = std::nan("");
    row.cut_end_s = std::nan("");
    if (arrived) {
      row.cut_start_s = line.time_when_pushed_s(gone[i].pushed_m3 - row.volume_m3 / 2.0);
      row.cut_end_s = line.time_when_pushed_s(gone[i].pushed_m3 + row.volume_m3 / 2.0);
    }
    all.push_back(row);
  }
  return all;
}

}  // namespace dimai::scenarios
