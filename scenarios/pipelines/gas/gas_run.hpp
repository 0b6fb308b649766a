#pragma once

#include "models/pipelines/gas/gas_operation.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

/// A gas network in a run. Result tables under /gas.
class GasRun final : public PipelineRun {
 public:
  /// `input` outlives this.
  GasRun(const GasInput& input, const RunParameters& run);

  void start(sim::Simulation& simulation) override { operation_.start(simulation); }
  void keep(sim::Archive& archive) override;
  std::string failure() const override;
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) override;
  double share_served_by(std::uint32_t part) const override;
  std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const override;
  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;
  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

  const models::GasOperation& operation() const { return operation_; }
  models::GasOperation& operation() { return operation_; }

 private:
  struct Range {
    float lowest;
    float highest;
  };
  void follow(const models::GasSamples& samples);
  void write_nodes(ResultWriter& writer) const;
  void write_elements(ResultWriter& writer) const;
  void write_warnings(ResultWriter& writer) const;
  void write_totals(ResultWriter& writer) const;
  double supplied_kg() const;  ///< sum over nodes that give
  double taken_kg() const;     ///< sum over nodes that take
  double leaked_kg() const;
  double refused_kg() const;
  double work_j() const;

  const GasInput& input_;
  models::GasOperation operation_;
  std::vector<Range> range_pa_;       ///< of each node's samples; empty before the first
  std::vector<double> linepacks_kg_;  ///< of the samples that were written
};

}  // namespace dimai::scenarios
