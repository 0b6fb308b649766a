#include <map>
#include <numeric>

#include <fmt/format.h>

#include "models/pipelines/gas/gas_status.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::GasControl;
using models::GasElementKind;

bool is_machine(GasElementKind kind) {
  return kind == GasElementKind::compressor || kind == GasElementKind::regulator;
}

/// Machines of formats that state no setting stand wide open.
void check_settings(GasReading& gas) {
  std::string names;
  std::size_t count = 0;
  GasPlace first;
  for (const auto e : gas.input.network.elements.indices()) {
    if (gas.has_setting[e.value] != 0) continue;
    const models::GasElement& element = gas.input.network.elements[e];
    if (!is_machine(element.kind) || !element.in_service) continue;
    if (count == 0) first = gas.element_places[e.value];
    if (++count <= 6) names += (names.empty() ? "\"" : ", \"") + element.id + "\"";
  }
  if (count > 0)
    gas.error(first, "setting",
              fmt::format("{} compressors and regulators are given no setting and stand wide open: "
                          "{}{}; [[gas.change]] gives them one",
                          count, names, count > 6 ? " ..." : ""),
              Severity::warning);
}

void check_set_pressures(GasReading& gas) {
  bool any = false;
  for (const models::GasNode& node : gas.input.network.nodes) any |= node.pressure_is_set;
  if (any) return;
  double sum_kg_s = 0.0;
  for (const models::GasNode& node : gas.input.network.nodes) sum_kg_s += node.supply_kg_s;
  gas.table.error("nodes", fmt::format("no node has a set pressure, and supplies less demands are "
                                       "{:.6g} kg/s; needs the pressure of at least one node, "
                                       "whose supply follows",
                                       sum_kg_s));
}

/// Two machines that keep the pressure of one node, or one that keeps a set one's.
void check_conflicts(GasReading& gas) {
  std::map<std::uint32_t, std::uint32_t> keeper;  // node to element
  for (const auto e : gas.input.network.elements.indices()) {
    const models::GasElement& element = gas.input.network.elements[e];
    if (!is_machine(element.kind) || !element.in_service ||
        element.control != GasControl::outlet_pressure)
      continue;
    const GasPlace& at = gas.element_places[e.value];
    const models::GasNode& node = gas.input.network.nodes[element.to];
    const auto [found, fresh] = keeper.try_emplace(element.to.value, e.value);
    if (!fresh) {
      const models::GasElement& other =
          gas.input.network.elements[models::GasElementIndex{found->second}];
      gas.error(at, "outlet_pressure",
                fmt::format("\"{}\" and \"{}\" both keep the pressure of node \"{}\"; needs a pipe "
                            "between their outlets, and one of them set lower",
                            other.id, element.id, node.id));
    }
    if (node.pressure_is_set)
      gas.error(at, "outlet_pressure",
                fmt::format(R"("{}" keeps the pressure of node "{}", which is set already)",
                            element.id, node.id));
  }
}

void check_parts(GasReading& gas) {
  std::vector<models::GasStatus> status;
  for (const models::GasElement& element : gas.input.network.elements) {
    const bool passes =
        element.kind == GasElementKind::valve || element.kind == GasElementKind::short_pipe;
    status.push_back(!element.in_service ? models::GasStatus::shut
                     : passes            ? models::GasStatus::open
                                         : models::GasStatus::active);
  }
  for (const auto n : models::parts_without_pressure(gas.input.network, status)) {
    gas.error(
        gas.node_places[n.value], "pressure",
        fmt::format("no set pressure reaches node \"{}\" and what hangs on it: it is cut off, "
                    "or behind machines that keep a flow; needs a set pressure there, an "
                    "open way, or a machine that keeps its outlet pressure",
                    gas.input.network.nodes[n].id));
  }
}

}  // namespace

void check_gas(GasReading& gas) {
  const models::GasNetwork& network = gas.input.network;
  if (network.nodes.empty() || network.elements.empty())
    return gas.table.error("file", "there is no network; needs file, or nodes with pipes");
  check_settings(gas);
  check_conflicts(gas);
  const std::size_t before = gas.problems().error_count();
  check_set_pressures(gas);
  if (gas.problems().error_count() == before) check_parts(gas);
}

}  // namespace dimai::scenarios
