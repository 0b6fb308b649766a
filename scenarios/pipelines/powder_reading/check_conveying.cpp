#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/physics/conveying/vessels.hpp"
#include "scenarios/pipelines/powder/explain.hpp"
#include "scenarios/pipelines/powder_reading/powder_reading.hpp"

namespace dimai::scenarios {

namespace {

struct Transfer {
  PowderReading& state;
  models::PowderTransfer& transfer;
  TableReader& table;
  const models::PowderLine& line;
  const models::Powder& powder;
};

std::string percent(double share) { return fmt::format("{:.3g} %", 100.0 * share); }

/// The gas, and what it does to the powder. @return whether the powder may go with it
bool check_gas(Transfer& one) {
  const std::string why = models::why_not(one.powder, one.line.gas);
  if (!why.empty()) one.table.error("line", fmt::format("line \"{}\": {}", one.line.id, why));
  return why.empty();
}

/// Warns where the correlations do not agree: a trial is worth more than any of them.
void warn_of_spread(Transfer& one, const models::OperatingPoint& point) {
  constexpr double kWideSpread = 2.0;
  const models::VelocityRange& range = point.saltation;
  if (range.highest_m_s < kWideSpread * range.lowest_m_s) return;
  one.table.warning(
      "line",
      fmt::format("line \"{}\" with {}: the correlations put saltation anywhere from {:.2g} "
                  "m/s ({}) to {:.2g} m/s ({}); {} decides, times {}: make a trial",
                  one.line.id, one.powder.id, range.lowest_m_s, range.lowest_law, range.highest_m_s,
                  range.highest_law, point.deciding_law,
                  one.state.plant.parameters.velocity_factor));
}

/// Friction of the powder, which slugs cannot go without. @return whether it is known
bool check_friction(Transfer& one) {
  const models::Powder& powder = one.powder;
  if (powder.wall_friction > powder.inner_friction) return false;  // told where it stands
  std::string missing;
  if (std::isnan(powder.wall_friction)) missing = "wall_friction";
  if (std::isnan(powder.inner_friction))
    missing += std::string(missing.empty() ? "" : " and ") + "internal_friction";
  if (missing.empty()) {
    one.state.add_friction(powder);
    return true;
  }
  one.table.error(
      "line",
      fmt::format("line \"{}\" is dense, but {} of {} is not known; needs it, as a tangent, "
                  "under [[powder.friction]] or [[powder.material]]",
                  one.line.id, missing, powder.id));
  return false;
}

/// Warns where a load never fills the line: the slugs are then not in steady flow.
void warn_of_load(Transfer& one) {
  const double load_kg =
      std::min(one.transfer.batch_kg, models::tank_load_kg(one.line.parameters, one.powder));
  const double hold_up_kg = one.transfer.point.profile.hold_up_kg;
  if (load_kg < hold_up_kg)
    one.table.warning("line",
                      fmt::format("line \"{}\" with {}: a load of {:.3g} kg is less than the "
                                  "{:.3g} kg that the line holds in steady flow, so the "
                                  "working point is not reached; needs a larger tank or batch",
                                  one.line.id, one.powder.id, load_kg, hold_up_kg));
}

/// Warns where the laws do not agree, and where gas does not get through the slugs.
void warn_of_slugs(Transfer& one) {
  constexpr double kWideSpread = 1.5;
  const models::DenseFlow& dense = *one.transfer.point.dense;
  if (!(dense.highest_pa() < kWideSpread * dense.lowest_pa()))
    one.table.warning(
        "line",
        fmt::format("line \"{}\" with {}: slugs need {} by Mi and Wypych, {} by Konrad; {} "
                    "decides, times {}: make a trial",
                    one.line.id, one.powder.id, drop_text(dense.mi_wypych_pa),
                    drop_text(dense.konrad_pa), one.transfer.point.deciding_law, dense.factor));
  if (dense.regime == models::PlugRegime::pushed)
    one.table.warning(
        "line",
        fmt::format("line \"{}\" with {}: the gas does not get through the slugs, which are pushed "
                    "mechanically: both laws are meant for permeated slugs; {} push a slug of at "
                    "most {:.2g} m, so it takes by-pass air that cuts them, and a trial",
                    one.line.id, one.powder.id, bar_text(one.line.parameters.max_pressure_pa),
                    dense.longest_plug_m));
  warn_of_load(one);
}

std::string way_out(const Transfer& one, const models::ConveyingLine& line,
                    const models::ConveyingRule& rule) {
  if (!models::is_dense(one.line.parameters)) return way_out_text(line, rule);
  return dense_way_out_text(models::dense_line(one.state.plant, one.line, one.powder),
                            models::dense_rule(one.state.plant.parameters, one.line.parameters));
}

bool check_point(Transfer& one) {
  const bool dense = models::is_dense(one.line.parameters);
  if (dense && !check_friction(one)) return false;
  const models::ConveyingLine line = models::conveying_line(one.state.plant, one.line, one.powder);
  models::ConveyingRule rule =
      models::conveying_rule(one.state.plant.parameters, one.line.parameters);
  if (!one.line.blower.empty()) rule.most_drop_pa = one.line.blower.front().pressure_pa;
  one.transfer.point = models::operating_point(one.state.plant, one.line, one.powder);
  if (one.transfer.point.works()) {
    dense ? warn_of_slugs(one) : warn_of_spread(one, one.transfer.point);
    return true;
  }
  one.table.error("line", fmt::format("line \"{}\" cannot convey {:.4g} kg/h of {}: {}; {}",
                                      one.line.id, line.solids_flow_kg_s * 3600.0, one.powder.id,
                                      obstacle_text(one.transfer.point, rule, Language::english),
                                      way_out(one, line, rule)));
  return false;
}

/// Whether the gas can keep the oxygen below the limit against the leak.
void check_oxygen(Transfer& one) {
  const models::PowderParameters& rules = one.state.plant.parameters;
  const models::PowderLineParameters& line = one.line.parameters;
  const double limit = models::oxygen_limit(rules, one.powder);
  one.transfer.oxygen_limit = limit;
  if (limit >= 1.0) return;
  models::OxygenTank tank;
  tank.leak_m3_s = line.leak_m3_s;
  tank.ambient_share = models::kOxygenInAir;
  tank.gas_share = line.gas_oxygen;
  const double flow_m3_s = one.transfer.point.free_gas_m3_s;
  const double start = tank.balance(flow_m3_s, models::kOxygenInAir);
  const double running = tank.balance(flow_m3_s * line.fresh_gas, models::kOxygenInAir);
  if (start >= limit * rules.oxygen_margin)
    one.table.error("line",
                    fmt::format("line \"{}\" never gets below {} oxygen for {}: sweeping "
                                "with {:.3g} m3/h against a leak of {:.3g} m3/h leaves {}; "
                                "needs a tighter line or purer gas",
                                one.line.id, percent(limit * rules.oxygen_margin), one.powder.id,
                                flow_m3_s * 3600.0, line.leak_m3_s * 3600.0, percent(start)));
  else if (running > limit)
    one.table.error(
        "line", fmt::format("line \"{}\" with {} of its gas new drifts to {} oxygen, above the "
                            "{} of {}; needs more fresh_gas or a tighter line",
                            one.line.id, percent(line.fresh_gas), percent(running), percent(limit),
                            one.powder.id));
}

}  // namespace

void check_conveying(PowderReading& state) {
  for (const models::TransferIndex index : state.plant.transfers.indices()) {
    models::PowderTransfer& transfer = state.plant.transfers[index];
    const models::Silo& from = state.plant.silos[transfer.from];
    const models::PowderLine& line = state.plant.lines[transfer.line];
    const models::PowderLineParameters& p = line.parameters;
    if (!from.powder.valid() || (p.length_m == 0.0 && p.rise_m == 0.0)) continue;
    Transfer one{state, transfer, state.transfer_tables[index.value], line,
                 state.plant.powders[from.powder]};
    if (check_gas(one) && check_point(one)) check_oxygen(one);
  }
}

}  // namespace dimai::scenarios
