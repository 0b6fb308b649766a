#pragma once

#include <array>
#include <memory>
#include <string>

#include "models/parameters/field.hpp"
#include "models/pipelines/liquid/network/network.hpp"
#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

/// What a scenario says of its liquid network beside the EPANET file. Scenario table [liquid].
struct LiquidParameters {
  double demand_factor = 1.0;

  static constexpr std::string_view table = "liquid";
  static const std::array<models::Field<LiquidParameters>, 1> fields;
};

inline constexpr std::array<models::Field<LiquidParameters>, 1> LiquidParameters::fields{{
    {"demand_factor",
     &LiquidParameters::demand_factor,
     0.0,
     100.0,
     "factor on all demands, on top of that in the EPANET file",
     models::Flag::assumption,
     "",
     {}},
}};

/// A network of pipes full of liquid, as a scenario states it.
class LiquidPlan final : public PipelinePlan {
 public:
  /// @param source     the EPANET file as it was read
  /// @param steady     one state, not an extended period
  LiquidPlan(models::LiquidNetwork network, std::string source, bool steady)
      : network_(std::move(network)), source_(std::move(source)), steady_(steady) {}

  std::string_view kind() const override { return "liquid"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;

  const models::LiquidNetwork& network() const { return network_; }
  const std::string& source() const { return source_; }

 private:
  models::LiquidNetwork network_;
  std::string source_;
  bool steady_;
};

}  // namespace dimai::scenarios
