#include "scenarios/pipelines/capsule_line/capsule_line_plan.hpp"

#include <fmt/format.h>

#include "scenarios/pipelines/capsule_line/capsule_line_run.hpp"

namespace dimai::scenarios {

namespace {

double length_m(const LinePlan& line, std::string_view pipe) {
  double sum = 0.0;
  for (const models::LineSection& section : line.sections)
    sum += section.pipe == pipe ? section.length_m : 0.0;
  return sum;
}

}  // namespace

std::vector<std::pair<std::string, double>> CapsuleLinePlan::size() const {
  double sections = 0.0;
  double outward_m = 0.0;
  double fleet = 0.0;
  for (const LinePlan& line : lines) {
    sections += static_cast<double>(line.sections.size());
    outward_m += length_m(line, "outward");
    fleet += static_cast<double>(line.parameters.fleet);
  }
  return {{"lines", static_cast<double>(lines.size())},
          {"sections", sections},
          {"outward_m", outward_m},
          {"capsules", fleet}};
}

std::string CapsuleLinePlan::size_text(Language language) const {
  std::string text;
  for (const LinePlan& line : lines) {
    const char* form = in_language(language, "{}: {:.4g} km out, {:.4g} km back, {} capsules",
                                   "{}：去程 {:.4g} 公里，回程 {:.4g} 公里，{} 个囊体");
    if (!text.empty()) text += in_language(language, "; ", "；");
    text += fmt::format(fmt::runtime(form), line.parameters.name, length_m(line, "outward") / 1e3,
                        length_m(line, "return") / 1e3, line.parameters.fleet);
  }
  return text;
}

double CapsuleLinePlan::memory_bytes(const RunParameters& run) const {
  double bytes = 0.0;
  for (const LinePlan& line : lines)
    bytes += run.duration_s / line.parameters.headway_s * sizeof(models::LineTrip) +
             static_cast<double>(line.parameters.fleet) * 32.0;
  return bytes;
}

std::unique_ptr<PipelineRun> CapsuleLinePlan::make(const RunParameters& run) const {
  return std::make_unique<CapsuleLineRun>(*this, run);
}

}  // namespace dimai::scenarios
