#pragma once

#include <cstdint>

#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "scenarios/pipelines/liquid/liquid_plan.hpp"

namespace dimai::scenarios {

/// What planners ask of a liquid network at the end.
struct LiquidFigures {
  double least_pressure_m = 0.0;  ///< at a junction with demand
  std::uint32_t least_node = 0;
  double least_time_s = 0.0;
  std::size_t short_nodes = 0;  ///< junctions with demand below zero pressure at some time
  std::size_t dry_tanks = 0;    ///< tanks that were empty at some time
  double energy_j = 0.0;
  double cost = 0.0;
};

/// A liquid network in a run.
class LiquidRun final : public PipelineRun {
 public:
  LiquidRun(const LiquidPlan& plan, std::int64_t duration_s)
      : plan_(plan), model_(plan.network(), duration_s), duration_s_(duration_s) {}

  void start(sim::Simulation& simulation) override { model_.start(simulation); }
  void keep(sim::Archive& archive) override;
  bool over() const override { return model_.over(); }
  double share_done() const override;
  std::string failure() const override { return model_.failure(); }
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) override {
    model_.set_working(simulation, models::LiquidLinkIndex{part}, working);
  }
  double share_served_by(std::uint32_t part) const override {
    return model_.share_through(models::LiquidLinkIndex{part});
  }

  std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const override;

  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;

  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

  const models::LiquidModel& model() const { return model_; }
  models::LiquidModel& model() { return model_; }

 private:
  LiquidFigures figures() const;

  const LiquidPlan& plan_;
  models::LiquidModel model_;
  std::int64_t duration_s_;
  std::size_t written_events_ = 0;
  std::size_t written_solves_ = 0;
  std::size_t written_snapshots_ = 0;
};

}  // namespace dimai::scenarios
