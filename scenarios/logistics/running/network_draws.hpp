#pragma once

#include <vector>

#include "models/industry/industry.hpp"
#include "models/pipelines/gas/gas_operation.hpp"
#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "models/pipelines/powder/powder_system.hpp"
#include "scenarios/logistics/logistics_plan.hpp"
#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

/// What the industry draws from the silos, liquid and gas networks of the same run. What leaves one
/// model enters the other, to the gram.
class NetworkDraws final : public models::NetworkSource {
 public:
  explicit NetworkDraws(const LogisticsPlan& plan) : plan_(plan) {}

  /// Opens a tap for each source; before the networks start.
  void connect(const RunParts& parts);
  double draw(sim::Simulation& simulation, std::uint32_t source, double mass_kg) override;
  /// Mass that networks gave is the mass that the industry booked, good by good.
  std::vector<std::string> violations(const models::Industry& industry) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  /// What the network itself says that it gave through a source [kg].
  double given_kg(std::uint32_t source) const;

  const LogisticsPlan& plan_;
  models::PowderSystem* powder_ = nullptr;
  models::LiquidModel* liquid_ = nullptr;
  models::GasOperation* gas_ = nullptr;
  double density_kg_m3_ = 0.0;       ///< of the liquid
  std::vector<std::uint32_t> taps_;  ///< [source], of liquid and gas
  std::vector<double> silo_kg_;      ///< [source], drawn from silos
};

}  // namespace dimai::scenarios
