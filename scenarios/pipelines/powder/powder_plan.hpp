#pragma once

#include "models/pipelines/powder/plant.hpp"
#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

/// Silos and conveying lines as a scenario describes them. Scenario table [powder].
class PowderPlan final : public PipelinePlan {
 public:
  explicit PowderPlan(models::PowderPlant plant) : plant_(std::move(plant)) {}

  std::string_view kind() const override { return "powder"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::vector<models::BreakablePart> parts() const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;

  const models::PowderPlant& plant() const { return plant_; }

 private:
  models::PowderPlant plant_;
};

}  // namespace dimai::scenarios
