#pragma once

#include "models/pipelines/powder/powder_system.hpp"
#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

/// A run of silos and conveying lines. Groups /powder/... of the result file.
class PowderRun final : public PipelineRun {
 public:
  /// `plant` outlives the run.
  explicit PowderRun(const models::PowderPlant& plant) : system_(plant) {}

  void start(sim::Simulation& simulation) override;
  void keep(sim::Archive& archive) override;
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) override;
  double share_served_by(std::uint32_t part) const override;
  std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const override;
  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;
  std::vector<ClassCounts> counts() const override;
  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

  const models::PowderSystem& system() const { return system_; }
  models::PowderSystem& system() { return system_; }

 private:
  double now_s() const;

  models::PowderSystem system_;
  const sim::Simulation* simulation_ = nullptr;
};

}  // namespace dimai::scenarios
