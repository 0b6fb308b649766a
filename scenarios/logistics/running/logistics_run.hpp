#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenarios/logistics/outcome.hpp"
#include "scenarios/logistics/running/carriers.hpp"
#include "scenarios/logistics/running/network_draws.hpp"

namespace dimai::scenarios {

/// Shipments and industry in a run, on the models of tubes, capsules and silos that the same run
/// has. Groups /logistics/... of the result file.
class LogisticsRun final : public PipelineRun {
 public:
  LogisticsRun(const LogisticsPlan& plan, const RunParameters& run);

  void connect(const RunParts& parts) override;
  void start(sim::Simulation& simulation) override;
  void keep(sim::Archive& archive) override;
  bool over() const override;
  double share_done() const override;

  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;

  std::vector<ClassCounts> counts() const override;
  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

  const models::Shipments& shipments() const { return shipments_; }
  const models::Industry& industry() const { return *industry_; }

 private:
  /// Brings all books up to the end of the run, once.
  void close_books() const;
  ClassCounts count_class(std::uint32_t shipment_class) const;
  std::string industry_summary(Language language) const;
  std::string work_summary(Language language) const;
  std::string comparison_summary(Language language) const;
  std::string stage_summary(Language language) const;
  const ComparedClasses& compared() const;

  const LogisticsPlan& plan_;
  mutable models::Shipments shipments_;
  IndustryLinks links_;
  NetworkDraws networks_;
  models::Returns returns_;
  std::unique_ptr<models::Industry> industry_;
  std::unique_ptr<TubeLegs> tubes_;
  std::unique_ptr<CapsuleLegs> capsules_;
  const sim::Simulation* simulation_ = nullptr;
  mutable std::unique_ptr<ComparedClasses> compared_;
  mutable sim::Time books_{-1};
};

}  // namespace dimai::scenarios
