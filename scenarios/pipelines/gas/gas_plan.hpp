#pragma once

#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

/// A gas network of a scenario, checked.
class GasPlan final : public PipelinePlan {
 public:
  explicit GasPlan(GasInput input) : input_(std::move(input)) {}

  std::string_view kind() const override { return "gas"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;
  /// Pipes, compressors, valves and regulators, in the order of breakable_elements().
  std::vector<models::BreakablePart> parts() const override;

  const GasInput& input() const { return input_; }

 private:
  GasInput input_;
};

}  // namespace dimai::scenarios
