#include "models/pipelines/liquid/network/connectivity.hpp"

#include <numeric>

#include "models/network/disjoint_sets.hpp"

namespace dimai::models {

std::vector<std::vector<LiquidNodeIndex>> islands_without_fixed_head(const LiquidNetwork& network) {
  std::vector<std::uint32_t> parent(network.nodes.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const LiquidLink& link : network.links)
    parent[root_of(parent, link.from.value)] = root_of(parent, link.to.value);
  std::vector<std::uint8_t> fixed(network.nodes.size(), 0);
  for (const LiquidNodeIndex n : network.nodes.indices()) {
    if (!network.is_junction(n)) fixed[root_of(parent, n.value)] = 1;
  }
  std::vector<std::vector<LiquidNodeIndex>> islands;
  std::vector<std::size_t> island_of(network.nodes.size(), 0);  // 1 + row; by root
  for (std::uint32_t j = 0; j < network.junction_count; ++j) {
    const std::uint32_t root = root_of(parent, j);
    if (fixed[root] != 0) continue;
    if (island_of[root] == 0) {
      islands.emplace_back();
      island_of[root] = islands.size();
    }
    islands[island_of[root] - 1].push_back(LiquidNodeIndex{j});
  }
  return islands;
}

PerLiquidNode<std::uint8_t> cut_off_junctions(const LiquidNetwork& network,
                                              const LiquidState& state) {
  std::vector<std::uint32_t> parent(network.nodes.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const LiquidLinkIndex l : network.links.indices()) {
    const LiquidLink& link = network.links[l];
    if (state.status[l] == LiquidStatus::closed && link.kind != LiquidLinkKind::check_valve_pipe)
      continue;
    if (state.failed[l] != 0) continue;
    parent[root_of(parent, link.from.value)] = root_of(parent, link.to.value);
  }
  std::vector<std::uint8_t> fed(network.nodes.size(), 0);
  for (std::uint32_t n = network.junction_count; n < network.nodes.size(); ++n)
    fed[root_of(parent, n)] = 1;
  PerLiquidNode<std::uint8_t> cut(network.nodes.size(), 0);
  for (std::uint32_t j = 0; j < network.junction_count; ++j)
    cut[LiquidNodeIndex{j}] = fed[root_of(parent, j)] == 0 ? 1 : 0;
  return cut;
}

}  // namespace dimai::models
