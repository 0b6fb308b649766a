#include "scenarios/pipelines/liquid/liquid_run.hpp"

#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "scenarios/formats/clock_text.hpp"
#include "scenarios/running/sample_measure.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidNode;
using models::LiquidNodeIndex;

/// Most volume that may be missing, as a share of what went through: far above what solutions that
/// stop at EPANET's accuracy leave (1e-6 and less), far below what anybody would lose.
constexpr double kMostLoss = 1e-4;

/// Calls with (node, snapshot, pressure) for every junction that asks for water, at every report.
template <class Use>
void for_pressures(const models::LiquidModel& model, Use use) {
  const models::LiquidNetwork& network = model.network();
  for (const models::LiquidSnapshot& now : model.snapshots()) {
    for (std::uint32_t j = 0; j < network.junction_count; ++j) {
      if (now.full_demand_m3_s[j] > 0.0)
        use(j, now, now.head_m[j] - network.nodes[LiquidNodeIndex{j}].elevation_m);
    }
  }
}

}  // namespace

double LiquidRun::share_done() const {
  return duration_s_ > 0 ? model_.last_time_s() / static_cast<double>(duration_s_)
                         : (model_.over() ? 1.0 : 0.0);
}

LiquidFigures LiquidRun::figures() const {
  LiquidFigures found;
  found.least_pressure_m = std::numeric_limits<double>::infinity();
  for_pressures(model_, [&](std::uint32_t j, const models::LiquidSnapshot& now, double pressure) {
    if (pressure >= found.least_pressure_m) return;
    found.least_pressure_m = pressure;
    found.least_node = j;
    found.least_time_s = now.time_s;
  });
  std::set<std::uint32_t> short_nodes;
  std::set<std::uint32_t> dry_tanks;
  for (const models::LiquidEvent& event : model_.events()) {
    if (event.kind == models::LiquidEvent::Kind::deficit) short_nodes.insert(event.element);
    if (event.kind == models::LiquidEvent::Kind::empty) dry_tanks.insert(event.element);
  }
  found.short_nodes = short_nodes.size();
  found.dry_tanks = dry_tanks.size();
  for (const models::PumpWork& work : model_.pump_work()) {
    found.energy_j += work.energy_j;
    found.cost += work.cost;
  }
  return found;
}

std::vector<Measure> LiquidRun::measures() const {
  std::vector<double> pressures_m;
  for_pressures(model_, [&](std::uint32_t, const models::LiquidSnapshot&, double pressure_m) {
    pressures_m.push_back(pressure_m);
  });
  std::vector<double> energies_j;
  for (const models::PumpWork& work : model_.pump_work()) energies_j.push_back(work.energy_j);
  return {sample_measure("pressure", "liquid", "m", std::move(pressures_m)),
          sample_measure("pump_energy", "liquid", "J", std::move(energies_j))};
}

std::vector<std::string> LiquidRun::violations() const {
  const models::LiquidBalance& balance = model_.balance();
  const double most_m3 = kMostLoss * balance.turnover_m3() + 1e-3;
  if (std::abs(balance.error_m3()) <= most_m3 || !model_.failure().empty()) return {};
  return {fmt::format(
      "conservation of mass (liquid): {:.3f} m3 of {:.0f} m3 do not add up: from "
      "reservoirs {:.3f}, delivered {:.3f}, emitted {:.3f}, leaked {:.3f}, stored "
      "{:.3f}, spilt {:.3f}",
      balance.error_m3(), balance.turnover_m3(), balance.from_reservoirs_m3, balance.delivered_m3,
      balance.emitted_m3, balance.leaked_m3, balance.stored_m3, balance.overflowed_m3)};
}

std::string LiquidRun::summary(Language language) const {
  const LiquidFigures f = figures();
  const models::LiquidBalance& b = model_.balance();
  std::string text = in_language(language, "liquid network\n", "液体管网\n");
  if (std::isfinite(f.least_pressure_m)) {
    const char* form = in_language(
        language, "  least pressure where water is asked for: {:.2f} m at node {}, {}\n",
        "  用水节点最低压力：{:.2f} 米，节点 {}，{}\n");
    text += fmt::format(fmt::runtime(form), f.least_pressure_m,
                        model_.network().nodes[LiquidNodeIndex{f.least_node}].id,
                        clock_text(f.least_time_s));
  }
  const char* volumes =
      in_language(language,
                  "  {:.0f} m3 asked for, {:.0f} m3 delivered, {:.0f} m3 by emitters, {:.0f} m3 "
                  "leaked, {:+.0f} "
                  "m3 in tanks, {:.2g} m3 unaccounted for\n",
                  "  需水 {:.0f} 立方米，供水 {:.0f}，喷出 {:.0f}，漏失 {:.0f}，水池增减 {:+.0f}，"
                  "未平衡 {:.2g} 立方米\n");
  text += fmt::format(fmt::runtime(volumes), b.asked_m3, b.delivered_m3, b.emitted_m3, b.leaked_m3,
                      b.stored_m3, std::abs(b.error_m3()));
  const char* pumps =
      in_language(language, "  {} pumps: {:.1f} kWh, cost {:.2f}; greatest power {:.1f} kW\n",
                  "  {} 台水泵：{:.1f} 千瓦时，费用 {:.2f}；最大功率 {:.1f} 千瓦\n");
  if (!model_.pump_work().empty())
    text += fmt::format(fmt::runtime(pumps), model_.pump_work().size(), f.energy_j / 3.6e6, f.cost,
                        model_.greatest_power_w() / 1000.0);
  const char* trouble = in_language(
      language, "  {} tanks ran empty, {} junctions were without pressure, {} solutions\n",
      "  {} 个水池放空，{} 个用水节点失压，求解 {} 次\n");
  text += fmt::format(fmt::runtime(trouble), f.dry_tanks, f.short_nodes, model_.solves().size());
  for (const std::string& warning : model_.warnings()) text += "  " + warning + "\n";
  return text;
}

}  // namespace dimai::scenarios
