#pragma once

#include <string>
#include <vector>

#include "models/pipelines/liquid/batches/batch_operation.hpp"
#include "models/pipelines/liquid/batches/batch_parameters.hpp"
#include "scenarios/pipeline.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// One line as a scenario states it. Scenario table [batch_line.<name>].
struct BatchLineSection {
  models::BatchLineParameters parameters;
  std::vector<models::BatchPipeParameters> pipes;
  std::vector<models::BatchProductParameters> products;
  std::vector<models::BatchOrder> orders;
  std::vector<models::BatchStop> stops;
  std::size_t first_product = 0;

  models::BatchSetup setup(const RunParameters& run) const;
  /// Time that all batches take, stops included [s].
  double sending_time_s() const;
};

/// All lines of batches of a scenario.
class BatchLinePlan final : public PipelinePlan {
 public:
  std::vector<BatchLineSection> lines;

  std::string_view kind() const override { return "batch_line"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::vector<models::BreakablePart> parts() const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;
};

/// Reads [batch_line]; null after a problem.
std::unique_ptr<PipelinePlan> read_batch_lines(Reading& reading, TableReader& table);

}  // namespace dimai::scenarios
