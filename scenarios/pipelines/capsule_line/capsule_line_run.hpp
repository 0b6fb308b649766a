#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/pipelines/capsule_line/capsule_line.hpp"
#include "scenarios/pipelines/capsule_line/capsule_line_plan.hpp"

namespace dimai::scenarios {

/// Pneumatic capsule pipelines in a run, and what becomes of them in the results.
class CapsuleLineRun final : public PipelineRun {
 public:
  CapsuleLineRun(const CapsuleLinePlan& plan, const RunParameters& run);

  void start(sim::Simulation& simulation) override;
  void keep(sim::Archive& archive) override;
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) override;
  double share_served_by(std::uint32_t part) const override;
  std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const override;
  std::string failure() const override;

  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;

  std::vector<ClassCounts> counts() const override;
  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

 private:
  void write_lines(ResultWriter& writer) const;
  void write_sections(ResultWriter& writer) const;
  void write_profiles(ResultWriter& writer) const;
  void write_trips(ResultWriter& writer) const;

  const CapsuleLinePlan& plan_;
  std::vector<std::unique_ptr<models::CapsuleLine>> lines_;
  const sim::Simulation* simulation_ = nullptr;
};

/// What a line carried and what it took, over the time of a run.
struct LineFigures {
  double delivered_t = 0.0;
  double delivered_t_h = 0.0;  ///< from the first unloading on
  double energy_j = 0.0;
  double energy_mj_t_km = 0.0;
  double blower_j = 0.0;
  double motor_j = 0.0;
  double floor_mj_t_km = 0.0;  ///< rolling resistance of the payload alone
  double line_fill = 0.0;      ///< mean share of the outward pipe's length that capsules take
  double air_m_s = 0.0;        ///< mean while running
  double slip_m_s = 0.0;       ///< in the outward pipe's first section
};

LineFigures line_figures(const models::CapsuleLine& line, double end_s);

}  // namespace dimai::scenarios
