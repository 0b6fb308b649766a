#include "scenarios/logistics/running/network_draws.hpp"

#include <cmath>

#include "scenarios/pipelines/gas/gas_run.hpp"
#include "scenarios/pipelines/liquid/liquid_run.hpp"
#include "scenarios/pipelines/powder/powder_run.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kTolerance = 1e-6;

}  // namespace

void NetworkDraws::connect(const RunParts& parts) {
  for (const auto& each : *parts.pipelines) {
    if (auto* powder = dynamic_cast<PowderRun*>(each.get())) powder_ = &powder->system();
    if (auto* liquid = dynamic_cast<LiquidRun*>(each.get())) liquid_ = &liquid->model();
    if (auto* gas = dynamic_cast<GasRun*>(each.get())) gas_ = &gas->operation();
  }
  if (liquid_ != nullptr)
    density_kg_m3_ = kWaterDensity_kg_m3 * liquid_->network().options.specific_gravity;
  silo_kg_.assign(plan_.sources.size(), 0.0);
  for (const NetworkSourcePlan& each : plan_.sources) {
    if (each.kind == NetworkKind::liquid)
      taps_.push_back(liquid_->taps().add({each.row}, each.rate));
    else if (each.kind == NetworkKind::gas)
      taps_.push_back(gas_->add_tap({each.row}, each.rate));
    else
      taps_.push_back(0);
  }
}

double NetworkDraws::draw(sim::Simulation& simulation, std::uint32_t source, double mass_kg) {
  const NetworkSourcePlan& one = plan_.sources[source];
  switch (one.kind) {
    case NetworkKind::liquid:
      return density_kg_m3_ * liquid_->taps().take(taps_[source], mass_kg / density_kg_m3_);
    case NetworkKind::gas:
      return gas_->take(simulation, taps_[source], mass_kg);
    default: {
      const double got_kg = powder_->draw(simulation, {one.row}, mass_kg);
      silo_kg_[source] += got_kg;
      return got_kg;
    }
  }
}

double NetworkDraws::given_kg(std::uint32_t source) const {
  switch (plan_.sources[source].kind) {
    case NetworkKind::liquid: {
      const models::LiquidTap& tap = liquid_->taps().all()[taps_[source]];
      return density_kg_m3_ * (tap.given_m3 - tap.come_m3);
    }
    case NetworkKind::gas:
      return gas_->taps()[taps_[source]].taken_kg;
    default:
      return silo_kg_[source];
  }
}

std::vector<std::string> NetworkDraws::violations(const models::Industry& industry) const {
  std::vector<std::string> found;
  const models::IndustryPlan& plan = industry.plan();
  std::vector<double> given_kg_of(plan.goods.size(), 0.0);
  for (const models::Stock& stock : plan.stocks) {
    if (stock.supply == models::SupplyKind::network)
      given_kg_of[stock.good.value] += given_kg(stock.source);
  }
  const std::vector<models::GoodBalance> balances = industry.balances();
  for (std::size_t g = 0; g < plan.goods.size(); ++g) {
    const double drawn_kg = balances[g].drawn * plan.goods[g].mass_kg;
    if (std::abs(drawn_kg - given_kg_of[g]) > kTolerance * (1.0 + drawn_kg))
      found.push_back("conservation over the seam (" + plan.goods[g].name + "): networks gave " +
                      std::to_string(given_kg_of[g]) + " kg, but plants booked " +
                      std::to_string(drawn_kg) + " kg");
  }
  return found;
}

}  // namespace dimai::scenarios
