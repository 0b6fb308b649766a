// Silos, liquid and gas networks that stocks are drawn from.

#include <fmt/format.h>

#include "scenarios/logistics/logistics_reading.hpp"
#include "scenarios/pipelines/gas/gas_plan.hpp"
#include "scenarios/pipelines/liquid/liquid_plan.hpp"
#include "scenarios/pipelines/powder/powder_plan.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kMostRate = 1e6;

template <class Plan>
const Plan* plan_of(const LogisticsReading& r) {
  for (const auto& each : r.reading.scenario.pipelines) {
    if (const auto* plan = dynamic_cast<const Plan*>(each.get())) return plan;
  }
  return nullptr;
}

std::optional<NetworkSourcePlan> silo_source(LogisticsReading& r, TableReader& table) {
  const std::string id = table.text("silo").value_or("");
  std::vector<std::string_view> known;
  const auto* powder = plan_of<PowderPlan>(r);
  for (std::uint32_t s = 0; powder != nullptr && s < powder->plant().silos.size(); ++s) {
    const models::Silo& silo = powder->plant().silos[models::SiloIndex{s}];
    if (silo.id == id) return NetworkSourcePlan{NetworkKind::silo, s, 0.0};
    known.push_back(silo.id);
  }
  table.error("silo",
              fmt::format("there is no silo \"{}\" in [powder]{}", id, did_you_mean(id, known)));
  return std::nullopt;
}

std::optional<NetworkSourcePlan> liquid_source(LogisticsReading& r, TableReader& table) {
  const std::string id = table.text("liquid").value_or("");
  table.require("rate", "the most that flows, such as \"2 m3/h\"");
  const auto rate = table.quantity("rate", Dimension::volume_flow, 1e-9, kMostRate);
  std::vector<std::string_view> known;
  const auto* liquid = plan_of<LiquidPlan>(r);
  for (std::uint32_t n = 0; liquid != nullptr && n < liquid->network().junction_count; ++n) {
    const models::LiquidNode& node = liquid->network().nodes[models::LiquidNodeIndex{n}];
    if (node.id == id) {
      if (!rate) return std::nullopt;
      return NetworkSourcePlan{NetworkKind::liquid, n, *rate};
    }
    known.push_back(node.id);
  }
  table.error("liquid", fmt::format("there is no junction \"{}\" in [liquid]{}", id,
                                    did_you_mean(id, known)));
  return std::nullopt;
}

/// Why a node of gas cannot be a tap as well; "" if it can.
std::string gas_tap_fault(const LogisticsReading& r, const GasInput& gas, std::uint32_t row) {
  const models::GasNode& node = gas.network.nodes[models::GasNodeIndex{row}];
  if (node.pressure_is_set) return "has a set pressure";
  if (node.supply_kg_s != 0.0) return "has a supply or demand of its own";
  for (const models::GasRamp& ramp : gas.ramps) {
    if (ramp.row == row && ramp.what == models::GasRamp::What::supply) return "has a profile";
  }
  for (const models::GasChange& change : gas.changes) {
    if (change.row == row && (change.what == models::GasChange::What::supply ||
                              change.what == models::GasChange::What::pressure))
      return "has a supply that changes";
  }
  for (const NetworkSourcePlan& each : r.plan.sources) {
    if (each.kind == NetworkKind::gas && each.row == row) return "feeds another stock already";
  }
  return "";
}

std::optional<NetworkSourcePlan> gas_source(LogisticsReading& r, TableReader& table) {
  const std::string id = table.text("gas").value_or("");
  table.require("rate", "the most that flows, such as \"20 kg/h\"");
  const auto rate = table.quantity("rate", Dimension::mass_flow, 1e-9, kMostRate);
  std::vector<std::string_view> known;
  const auto* gas = plan_of<GasPlan>(r);
  for (std::uint32_t n = 0; gas != nullptr && n < gas->input().network.nodes.size(); ++n) {
    const models::GasNode& node = gas->input().network.nodes[models::GasNodeIndex{n}];
    known.push_back(node.id);
    if (node.id != id) continue;
    if (const std::string fault = gas_tap_fault(r, gas->input(), n); !fault.empty()) {
      table.error("gas", fmt::format("node \"{}\" {}; needs a node of its own", id, fault));
      return std::nullopt;
    }
    if (!rate) return std::nullopt;
    return NetworkSourcePlan{NetworkKind::gas, n, *rate};
  }
  table.error("gas",
              fmt::format("there is no node \"{}\" in [gas]{}", id, did_you_mean(id, known)));
  return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> read_source(LogisticsReading& r, TableReader& table,
                                         std::string_view kind) {
  const auto source = kind == "silo"     ? silo_source(r, table)
                      : kind == "liquid" ? liquid_source(r, table)
                                         : gas_source(r, table);
  if (!source) return std::nullopt;
  r.plan.sources.push_back(*source);
  return static_cast<std::uint32_t>(r.plan.sources.size() - 1);
}

}  // namespace dimai::scenarios
