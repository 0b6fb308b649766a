#pragma once

#include <string>
#include <vector>

#include "models/pipelines/capsule_line/line_parameters.hpp"
#include "scenarios/pipeline.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// One line as a scenario states it. Scenario table [capsule_line.<name>].
struct LinePlan {
  models::CapsuleLineParameters parameters;
  std::vector<models::LineSection> sections;
  std::vector<models::LineStop> stops;
};

/// All pneumatic capsule pipelines of a scenario.
class CapsuleLinePlan final : public PipelinePlan {
 public:
  std::vector<LinePlan> lines;

  std::string_view kind() const override { return "capsule_line"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::vector<models::BreakablePart> parts() const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;
};

/// Reads [capsule_line]; null after a problem.
std::unique_ptr<PipelinePlan> read_capsule_lines(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios
