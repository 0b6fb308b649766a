#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenarios/pipelines/batch_line/batch_line_plan.hpp"

namespace dimai::scenarios {

/// Lines of batches in a run, and what becomes of them in the results.
class BatchLineRun final : public PipelineRun {
 public:
  BatchLineRun(const BatchLinePlan& plan, const RunParameters& run);

  void start(sim::Simulation& simulation) override;
  void keep(sim::Archive& archive) override;
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) override;
  double share_served_by(std::uint32_t part) const override;
  std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const override;
  bool over() const override;
  double share_done() const override;

  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;

  std::vector<ClassCounts> counts() const override;
  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

 private:
  void write_lines(ResultWriter& writer) const;
  void write_pipes(ResultWriter& writer) const;
  void write_products(ResultWriter& writer) const;
  void write_batches(ResultWriter& writer) const;
  void write_interfaces(ResultWriter& writer) const;

  const BatchLinePlan& plan_;
  std::vector<std::unique_ptr<models::BatchOperation>> lines_;
  std::vector<std::size_t> written_fronts_;  ///< [line]
  std::vector<std::size_t> written_events_;
};

/// The boundary of two batches as it is at the end of a run, or was when its middle left the line.
struct InterfaceFigures {
  std::uint32_t batch = 0;  ///< whose front it is
  std::size_t ahead = 0;
  std::size_t behind = 0;
  double start_s = 0.0;
  double arrival_s = 0.0;  ///< not a number: still in the line
  double position_m = 0.0;
  double length_m = 0.0;
  double volume_m3 = 0.0;
  double cut_start_s = 0.0;  ///< 1 % of the product behind leaves; not a number: not yet
  double cut_end_s = 0.0;    ///< 99 %
};

/// Those that have entered the line, in order.
std::vector<InterfaceFigures> interface_figures(const models::BatchOperation& line);

}  // namespace dimai::scenarios
