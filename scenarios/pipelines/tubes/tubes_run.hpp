#pragma once

#include <string>
#include <vector>

#include "scenarios/pipelines/tubes/tubes_plan.hpp"

namespace dimai::scenarios {

/// Parcel tubes in a run, and what becomes of them in the results.
class TubesRun final : public PipelineRun {
 public:
  TubesRun(const TubesPlan& plan, const RunParameters& run);

  void start(sim::Simulation& simulation) override;
  void keep(sim::Archive& archive) override;
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) override;
  double share_served_by(std::uint32_t part) const override;
  std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const override;
  bool over() const override { return model_.done() == model_.sends().size(); }
  double share_done() const override;

  void define_tables(ResultWriter& writer) const override;
  void write_news(ResultWriter& writer) override;
  void write_closing(ResultWriter& writer) const override;

  std::vector<ClassCounts> counts() const override;
  std::vector<Measure> measures() const override;
  std::vector<std::string> violations() const override;
  std::string summary(Language language) const override;

  const models::ParcelTubes& model() const { return model_; }
  models::ParcelTubes& model() { return model_; }

 private:
  /// Sends that arrived, in seconds: their whole time and its parts, of one class or of all.
  std::vector<double> times_s(std::uint32_t parcel_class, std::int64_t models::Send::*part) const;
  ClassCounts count_class(std::uint32_t parcel_class) const;
  void write_zones(ResultWriter& writer) const;
  void write_units(ResultWriter& writer) const;
  void write_connectors(ResultWriter& writer) const;
  void write_stations(ResultWriter& writer) const;
  double energy_j() const;

  const TubesPlan& plan_;
  models::ParcelTubes model_;
  const sim::Simulation* simulation_ = nullptr;
  mutable std::vector<double> shares_;  ///< of all sends that need each part; made when asked for
};

}  // namespace dimai::scenarios
