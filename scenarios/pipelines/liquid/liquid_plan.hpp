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

/// Where the map of an EPANET file lies on the earth.
struct LiquidMap {
  bool on_earth = false;
  double longitude_deg = 0.0;  ///< of its origin
  double latitude_deg = 0.0;
  double unit_m = 0.0;  ///< length of its unit, x to the east and y to the north; 0: degrees

  /// Longitude and latitude of a point of the map [deg].
  std::pair<double, double> place(double x, double y) const;
};

/// A network of pipes full of liquid, as a scenario states it.
class LiquidPlan final : public PipelinePlan {
 public:
  /// @param source     the EPANET file as it was read
  /// @param steady     one state, not an extended period
  LiquidPlan(models::LiquidNetwork network, std::string source, bool steady, LiquidMap map)
      : network_(std::move(network)), source_(std::move(source)), steady_(steady), map_(map) {}

  std::string_view kind() const override { return "liquid"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;
  /// Every link, in order: pipes, pumps and valves.
  std::vector<models::BreakablePart> parts() const override;

  const models::LiquidNetwork& network() const { return network_; }
  const std::string& source() const { return source_; }

 private:
  models::LiquidNetwork network_;
  std::string source_;
  bool steady_;
  LiquidMap map_;
};

}  // namespace dimai::scenarios
