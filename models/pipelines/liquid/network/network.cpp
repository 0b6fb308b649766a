#include "models/pipelines/liquid/network/network.hpp"

namespace dimai::models {

void LiquidNetwork::index_links() {
  for (auto* list : {&valves, &control_valves, &watched_links, &pumps}) list->clear();
  for (const LiquidLinkIndex l : links.indices()) {
    const LiquidLink& link = links[l];
    if (is_valve(link.kind)) valves.push_back(l);
    if (is_control_valve(link.kind)) control_valves.push_back(l);
    if (link.kind == LiquidLinkKind::pump) pumps.push_back(l);
    const bool at_tank = !is_junction(link.from) || !is_junction(link.to);
    if (at_tank || link.kind == LiquidLinkKind::check_valve_pipe ||
        link.kind == LiquidLinkKind::pump || link.kind == LiquidLinkKind::flow_control)
      watched_links.push_back(l);
  }
}

}  // namespace dimai::models
