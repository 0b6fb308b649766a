#include "models/network/loops.hpp"

#include <algorithm>
#include <cstddef>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include "models/network/adjacency.hpp"

namespace dimai::models {

std::vector<std::vector<LinkIndex>> possible_turns(const Network& network) {
  const OutLinks out_links(network);
  const std::vector<LinkIndex> way_back = ways_back(network);
  std::vector<std::vector<LinkIndex>> turns(network.links.size());
  for (const LinkIndex link : network.links.indices()) {
    const NodeIndex end = network.links[link].to;
    if (network.nodes[end].kind == NodeKind::portal) continue;
    for (const LinkIndex next : out_links.of(end)) {
      if (next != way_back[link.value]) turns[link.value].push_back(next);
    }
  }
  return turns;
}

LoopRegions loop_regions(const Network& network) {
  const std::vector<std::vector<LinkIndex>> turns = possible_turns(network);
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(turns.size());
  for (std::size_t link = 0; link < turns.size(); ++link) {
    for (const LinkIndex next : turns[link]) boost::add_edge(link, next.value, graph);
  }
  std::vector<std::uint32_t> component(turns.size());
  const auto count = static_cast<std::size_t>(boost::strong_components(  // Tarjan 1972
      graph, boost::make_iterator_property_map(component.begin(),
                                               boost::get(boost::vertex_index, graph))));
  std::vector<std::uint32_t> size(count, 0);
  for (const std::uint32_t c : component) ++size[c];
  LoopRegions regions;
  std::vector<std::uint32_t> region(count, LoopRegions::kNone);
  for (std::size_t link = 0; link < turns.size(); ++link) {
    const std::uint32_t c = component[link];
    const bool turns_into_itself =
        std::find(turns[link].begin(), turns[link].end(),
                  LinkIndex{static_cast<std::uint32_t>(link)}) != turns[link].end();
    if (region[c] == LoopRegions::kNone && (size[c] > 1 || turns_into_itself))
      region[c] = regions.count++;
    regions.of_link.push_back(region[c]);
  }
  return regions;
}

std::vector<LinkIndex> shortest_loop(const Network& network, LinkIndex link) {
  const std::vector<std::vector<LinkIndex>> turns = possible_turns(network);
  std::vector<LinkIndex> before(turns.size());
  std::vector<LinkIndex> open{link};
  for (std::size_t i = 0; i < open.size() && !before[link.value].valid(); ++i) {
    for (const LinkIndex next : turns[open[i].value]) {
      if (before[next.value].valid()) continue;
      before[next.value] = open[i];
      open.push_back(next);
    }
  }
  std::vector<LinkIndex> loop;
  if (!before[link.value].valid()) return loop;
  for (LinkIndex at = before[link.value]; at != link; at = before[at.value]) loop.push_back(at);
  loop.push_back(link);
  std::reverse(loop.begin(), loop.end());
  return loop;
}

}  // namespace dimai::models
