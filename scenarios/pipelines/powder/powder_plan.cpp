#include "scenarios/pipelines/powder/powder_plan.hpp"

#include <cmath>

#include <fmt/format.h>

#include "scenarios/pipelines/powder/powder_run.hpp"

namespace dimai::scenarios {

std::vector<std::pair<std::string, double>> PowderPlan::size() const {
  double pipe_m = 0.0;
  for (const models::PowderLine& line : plant_.lines)
    pipe_m += line.parameters.length_m + std::abs(line.parameters.rise_m);
  return {{"powders", static_cast<double>(plant_.powders.size())},
          {"silos", static_cast<double>(plant_.silos.size())},
          {"lines", static_cast<double>(plant_.lines.size())},
          {"transfers", static_cast<double>(plant_.transfers.size())},
          {"pipe_m", pipe_m}};
}

std::string PowderPlan::size_text(Language language) const {
  const char* form =
      in_language(language, "{} powders, {} silos, {} lines with {:.4g} m of pipe, {} transfers",
                  "{} 种粉末，{} 个料仓，{} 条管线共 {:.4g} m，{} 条输送路线");
  return fmt::format(fmt::runtime(form), plant_.powders.size(), plant_.silos.size(),
                     plant_.lines.size(), size().back().second, plant_.transfers.size());
}

double PowderPlan::memory_bytes(const RunParameters& run) const {
  constexpr double kBatch_bytes = 150.0;
  double batches = 0.0;
  for (const models::PowderTransfer& transfer : plant_.transfers) {
    const double use_kg_s = plant_.silos[transfer.to].use_kg_s;
    batches += transfer.every_s > 0.0 ? run.duration_s / transfer.every_s
                                      : use_kg_s * run.duration_s / transfer.batch_kg;
  }
  return kBatch_bytes * batches;
}

std::unique_ptr<PipelineRun> PowderPlan::make(const RunParameters&) const {
  return std::make_unique<PowderRun>(plant_);
}

}  // namespace dimai::scenarios
