#pragma once

#include <string>
#include <vector>

#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"
#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

/// Parcel tubes as a scenario states them. Scenario table [tubes].
class TubesPlan final : public PipelinePlan {
 public:
  models::TubeNetwork network;
  models::TubeParameters parameters;
  std::vector<models::CarrierClass> carriers;
  std::vector<models::ParcelClass> parcels;
  models::TubeDemand demand;

  std::string_view kind() const override { return "tubes"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::vector<models::BreakablePart> parts() const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;

  std::size_t count(models::TubeNodeKind kind) const;
  std::int64_t carrier_count() const;
  double sends_a_day() const;
};

}  // namespace dimai::scenarios
