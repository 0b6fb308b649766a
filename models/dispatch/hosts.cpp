#include "models/dispatch/dispatch.hpp"

// Computers and radios as what fails and is repaired: dispatchers that stand by themselves, then
// the cabinets of all nodes, with the dispatcher that is in one, then their radio cells.

namespace dimai::models {

namespace {

/// Dispatchers whose access is no node's cabinet, in order.
std::vector<std::uint32_t> separate_sites(const DispatchPlan& plan) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < plan.sites.size(); ++i) {
    if (plan.sites[i].access != plan.cabinet[plan.sites[i].node]) found.push_back(i);
  }
  return found;
}

}  // namespace

std::vector<BreakablePart> message_hosts(const DispatchPlan& plan, const Network& network) {
  std::vector<BreakablePart> hosts;
  const auto add = [&](const std::string& id, NodeIndex node, double trips, bool cell) {
    const Node& row = network.nodes[node];
    hosts.push_back({cell ? PartKind::cell : PartKind::host,
                     id,
                     {{row.longitude_deg, row.latitude_deg}},
                     trips});
  };
  for (const std::uint32_t i : separate_sites(plan))
    add(plan.sites[i].id, plan.sites[i].node, plan.sites[i].requests, false);
  std::vector<double> trips(network.nodes.size(), 0.0);
  for (const NodeIndex node : network.nodes.indices())
    trips[node.value] = plan.requests_of_node[node];
  for (const DispatchSite& site : plan.sites) {
    if (site.access == plan.cabinet[site.node]) trips[site.node.value] = site.requests;
  }
  for (const NodeIndex node : network.nodes.indices())
    add(network.nodes[node].id, node, trips[node.value], false);
  for (const NodeIndex node : network.nodes.indices())
    add(cell_id(network.nodes[node].id), node, plan.requests_of_node[node], true);
  return hosts;
}

void Dispatch::set_working(std::uint32_t host, bool working) {
  const std::vector<std::uint32_t> separate = separate_sites(setup_.plan);
  const auto sites = static_cast<std::uint32_t>(separate.size());
  const auto nodes = static_cast<std::uint32_t>(setup_.network->nodes.size());
  failed_times_.resize(sites + 2 * std::size_t{nodes}, 0);
  std::uint32_t& times = failed_times_[host];
  times = working ? times - 1 : times + 1;
  if (times > (working ? 0U : 1U)) return;  // it has failed for another reason, too
  if (host < sites) return working ? repair(separate[host]) : fail(separate[host]);
  const bool cell = host >= sites + nodes;
  const NodeIndex node{host - sites - (cell ? nodes : 0)};
  if (cell) return set_cell_working(node, working);
  const std::uint32_t site = setup_.plan.site_of_node[node];
  if (setup_.plan.sites[site].access == setup_.plan.cabinet[node])
    return working ? repair(site) : fail(site);
  post_.messenger().set_working(*simulation_, setup_.plan.cabinet[node], working);
  if (working && setup_.network->nodes[node].kind == NodeKind::portal) send_places(node);
}

/// What capsules said meanwhile was lost, so they say it again.
void Dispatch::set_cell_working(NodeIndex node, bool working) {
  post_.messenger().set_working(*simulation_, setup_.plan.cell[node], working);
  for (std::uint32_t i = 0; working && i < own_.size(); ++i) {
    if (own_[i].place == node) tell_of(CapsuleIndex{i});
  }
}

}  // namespace dimai::models
