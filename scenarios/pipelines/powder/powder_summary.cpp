#include <fmt/format.h>

#include "scenarios/pipelines/powder/explain.hpp"
#include "scenarios/pipelines/powder/powder_run.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kKilowattHour_j = 3.6e6;

std::string line_row(const models::PowderSystem& system, models::PowderLineIndex index,
                     Language language) {
  const models::PowderLine& line = system.plant().lines[index];
  const models::LineState& state = system.lines()[index];
  const char* form = in_language(
      language,
      "  {}: {:.4g} kg conveyed, {} changeovers, {:.3g} m3 of {}, {:.3g} kWh, {:.3g} kWh/t\n",
      "  {}：输送 {:.4g} kg，换料 {} 次，{:.3g} m³ {}，{:.3g} kWh，{:.3g} kWh/t\n");
  const double kwh = state.energy_j / kKilowattHour_j;
  return fmt::format(fmt::runtime(form),
                     in_language(language, line.title.c_str(), line.title_zh.c_str()),
                     state.conveyed_kg, state.changeovers, state.gas_m3, line.parameters.gas, kwh,
                     state.conveyed_kg > 0.0 ? kwh / state.conveyed_kg * 1e3 : 0.0);
}

/// Slugs: range of the laws, which decides, regime, and the cycle of the blow tank.
std::string dense_row(const models::PowderPlant& plant, const models::PowderTransfer& one,
                      Language language) {
  const models::DenseFlow& dense = *one.point.dense;
  const models::BlowTankCycle cycle = models::tank_cycle(plant, one);
  const char* form = in_language(
      language,
      "  {} {}: dense, slugs {:.3g} to {:.3g} m/s, {}; {} by Mi and Wypych, {} by Konrad, {} "
      "decides, times {}: {}, loading {:.3g}; cycle {:.3g} s, {:.3g} kg/h mean, {:.3g} kg/h peak\n",
      "  {} {}：密相，料栓 {:.3g} 至 {:.3g} m/s，{}；Mi-Wypych {}，Konrad {}，由 {} 决定，乘以 "
      "{}：{}，料气比 {:.3g}；周期 {:.3g} s，平均 {:.3g} kg/h，峰值 {:.3g} kg/h\n");
  return fmt::format(fmt::runtime(form),
                     in_language(language, plant.lines[one.line].title.c_str(),
                                 plant.lines[one.line].title_zh.c_str()),
                     plant.powders[plant.silos[one.from].powder].id, dense.feed_velocity_m_s,
                     dense.end_velocity_m_s, regime_text(dense.regime, language),
                     drop_text(dense.mi_wypych_pa, language), drop_text(dense.konrad_pa, language),
                     one.point.deciding_law, dense.factor, bar_text(one.point.drop_pa()),
                     one.point.loading, cycle.total_s(), cycle.mean_flow_kg_s * 3600.0,
                     cycle.peak_flow_kg_s * 3600.0);
}

std::string transfer_row(const models::PowderPlant& plant, const models::PowderTransfer& one,
                         Language language) {
  if (one.point.dense) return dense_row(plant, one, language);
  const models::OperatingPoint& point = one.point;
  const char* form = in_language(
      language,
      "  {} {}: {:.3g} to {:.3g} m/s, {}, loading {:.3g}; saltation {:.2g} to {:.2g} m/s, {} "
      "decides\n",
      "  {} {}：{:.3g} 至 {:.3g} m/s，{}，料气比 {:.3g}；沉积速度 {:.2g} 至 {:.2g} m/s，由 {} "
      "决定\n");
  return fmt::format(
      fmt::runtime(form),
      in_language(language, plant.lines[one.line].title.c_str(),
                  plant.lines[one.line].title_zh.c_str()),
      plant.powders[plant.silos[one.from].powder].id, point.profile.feed().gas_velocity_m_s,
      point.profile.delivery().gas_velocity_m_s, bar_text(point.drop_pa()), point.loading,
      point.saltation.lowest_m_s, point.saltation.highest_m_s, point.deciding_law);
}

std::string silo_rows(const models::PowderSystem& system, double time_s, Language language) {
  std::string text;
  for (const models::SiloIndex index : system.plant().silos.indices()) {
    models::SiloState silo = system.silos()[index];
    silo.advance(time_s);
    if (silo.shortfall_kg <= 0.0 && silo.overflow_kg <= 0.0) continue;
    const char* form =
        in_language(language, "  {}: {:.4g} kg wanted and not there, {:.4g} kg too much\n",
                    "  {}：缺料 {:.4g} kg，溢出 {:.4g} kg\n");
    text += fmt::format(fmt::runtime(form),
                        in_language(language, system.plant().silos[index].title.c_str(),
                                    system.plant().silos[index].title_zh.c_str()),
                        silo.shortfall_kg, silo.overflow_kg);
  }
  return text;
}

}  // namespace

std::string PowderRun::summary(Language language) const {
  std::string text = in_language(language, "powder lines\n", "粉末管线\n");
  for (const models::PowderLineIndex line : system_.plant().lines.indices())
    text += line_row(system_, line, language);
  for (const models::PowderTransfer& transfer : system_.plant().transfers)
    text += transfer_row(system_.plant(), transfer, language);
  text += silo_rows(system_, now_s(), language);
  double mixed_kg = 0.0;
  for (const models::PowderBalance& balance : system_.balances(now_s()))
    mixed_kg += balance.mixed_kg;
  const char* form =
      in_language(language, "  mixed powder {:.4g} kg; deliveries turned away {:.4g} kg\n",
                  "  混料 {:.4g} kg；拒收 {:.4g} kg\n");
  return text + fmt::format(fmt::runtime(form), mixed_kg, system_.turned_away_kg());
}

}  // namespace dimai::scenarios
