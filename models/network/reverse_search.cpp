#include "models/network/reverse_search.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>

namespace dimai::models {

namespace {

struct Through {
  std::uint32_t link;  ///< whose cost it takes to go along the edge
};

using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Through,
                                                 boost::no_property, std::uint32_t, std::uint32_t>;
using Edge = Graph::edge_descriptor;

constexpr std::int64_t kNoWay_ns = ReverseSearch::kNoWay_ns;

/// Edges as they are collected, before they become a graph.
struct EdgeList {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Through> through;

  void add(std::uint32_t from, std::uint32_t to, LinkIndex link) {
    ends.emplace_back(from, to);
    through.push_back({link.value});
  }
  Graph graph(std::size_t vertex_count) const {
    return {boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), through.begin(),
            static_cast<std::uint32_t>(vertex_count)};
  }
};

/// Dijkstra from several vertices whose `cost_ns` are set; all others are kNoWay_ns.
void spread(const Graph& graph, const std::vector<std::uint32_t>& sources,
            std::span<const std::int64_t> weight_ns, std::vector<std::int64_t>& cost_ns) {
  const auto index = boost::get(boost::vertex_index, graph);
  const auto weight = boost::make_function_property_map<Edge>(
      [&](const Edge& edge) { return weight_ns[graph[edge].link]; });
  boost::dijkstra_shortest_paths_no_init(
      graph, sources.begin(), sources.end(), boost::dummy_property_map(),
      boost::make_iterator_property_map(cost_ns.begin(), index), weight, index, std::less<>(),
      boost::closed_plus<std::int64_t>(kNoWay_ns), std::int64_t{0}, boost::dijkstra_visitor<>());
}

}  // namespace

/// The two graphs searched, both with all edges turned round, and the costs found last.
struct ReverseSearch::Graphs {
  std::vector<std::uint32_t> junction_of_node;  ///< vertex in `junctions`; kNoVertex for a portal
  std::vector<NodeIndex> end;                   ///< of each link, close together  [link]
  std::vector<std::vector<LinkIndex>> into;     ///< links that end at a node  [node]
  Graph junctions;                              ///< vertices: nodes that are not portals
  Graph turns;                                  ///< vertices: links; made when first needed
  bool turns_made = false;
  std::vector<LinkIndex> back;
  std::vector<std::int64_t> junction_cost_ns;
  std::vector<std::int64_t> link_cost_ns;
  std::vector<std::uint32_t> sources;

  static constexpr std::uint32_t kNoVertex = std::numeric_limits<std::uint32_t>::max();

  explicit Graphs(const Network& network);
  void make_turns(const Network& network, const OutLinks& out_links);
};

ReverseSearch::Graphs::Graphs(const Network& network)
    : junction_of_node(network.nodes.size(), kNoVertex),
      into(network.nodes.size()),
      back(ways_back(network)) {
  std::uint32_t junction_count = 0;
  for (const NodeIndex node : network.nodes.indices()) {
    if (network.nodes[node].kind == NodeKind::portal) continue;
    junction_of_node[node.value] = junction_count++;
  }
  EdgeList edges;
  for (const LinkIndex id : network.links.indices()) {
    const Link& link = network.links[id];
    end.push_back(link.to);
    into[link.to.value].push_back(id);
    const std::uint32_t from = junction_of_node[link.from.value];
    const std::uint32_t to = junction_of_node[link.to.value];
    if (from != kNoVertex && to != kNoVertex) edges.add(to, from, id);
  }
  junctions = edges.graph(junction_count);
  junction_cost_ns.resize(junction_count);
}

void ReverseSearch::Graphs::make_turns(const Network& network, const OutLinks& out_links) {
  EdgeList edges;
  for (const LinkIndex before : network.links.indices()) {
    const NodeIndex node = network.links[before].to;
    if (junction_of_node[node.value] == kNoVertex) continue;
    for (const LinkIndex after : out_links.of(node)) {
      if (after != back[before.value]) edges.add(after.value, before.value, after);
    }
  }
  turns = edges.graph(network.links.size());
  link_cost_ns.resize(network.links.size());
  turns_made = true;
}

ReverseSearch::ReverseSearch(const Network& network, const OutLinks& out_links)
    : network_(&network), out_links_(&out_links), graphs_(std::make_unique<Graphs>(network)) {}
ReverseSearch::~ReverseSearch() = default;
ReverseSearch::ReverseSearch(ReverseSearch&&) noexcept = default;

void ReverseSearch::cost_from_junctions(NodeIndex destination,
                                        std::span<const std::int64_t> weight_ns) {
  std::vector<std::int64_t>& cost_ns = graphs_->junction_cost_ns;
  std::fill(cost_ns.begin(), cost_ns.end(), kNoWay_ns);
  graphs_->sources.clear();
  for (const LinkIndex last : graphs_->into[destination.value]) {
    const std::uint32_t junction = graphs_->junction_of_node[network_->links[last].from.value];
    if (junction == Graphs::kNoVertex || weight_ns[last.value] >= kNoWay_ns) continue;
    if (cost_ns[junction] == kNoWay_ns) graphs_->sources.push_back(junction);
    cost_ns[junction] = std::min(cost_ns[junction], weight_ns[last.value]);
  }
  spread(graphs_->junctions, graphs_->sources, weight_ns, cost_ns);
}

void ReverseSearch::next_at_node(NodeIndex destination, std::span<const std::int64_t> weight_ns,
                                 std::span<std::uint8_t> rank) {
  cost_from_junctions(destination, weight_ns);
  for (const NodeIndex node : network_->nodes.indices()) {
    rank[node.value] = OutLinks::kNone;
    if (node == destination) continue;
    std::int64_t least_ns = kNoWay_ns;
    const std::span<const LinkIndex> out = out_links_->of(node);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const NodeIndex to = graphs_->end[out[i].value];
      const std::uint32_t junction = graphs_->junction_of_node[to.value];
      std::int64_t rest_ns = to == destination ? 0 : kNoWay_ns;
      if (junction != Graphs::kNoVertex) rest_ns = graphs_->junction_cost_ns[junction];
      if (weight_ns[out[i].value] + rest_ns >= least_ns) continue;
      least_ns = weight_ns[out[i].value] + rest_ns;
      rank[node.value] = static_cast<std::uint8_t>(i);
    }
  }
}

void ReverseSearch::cost_after_links(NodeIndex destination,
                                     std::span<const std::int64_t> weight_ns) {
  if (!graphs_->turns_made) graphs_->make_turns(*network_, *out_links_);
  std::vector<std::int64_t>& cost_ns = graphs_->link_cost_ns;
  std::fill(cost_ns.begin(), cost_ns.end(), kNoWay_ns);
  graphs_->sources.clear();
  for (const LinkIndex last : graphs_->into[destination.value]) {
    graphs_->sources.push_back(last.value);
    cost_ns[last.value] = 0;
  }
  spread(graphs_->turns, graphs_->sources, weight_ns, cost_ns);
}

void ReverseSearch::next_after_link(NodeIndex destination, std::span<const std::int64_t> weight_ns,
                                    std::span<std::uint8_t> rank) {
  cost_after_links(destination, weight_ns);
  for (const LinkIndex before : network_->links.indices()) {
    rank[before.value] = OutLinks::kNone;
    const NodeIndex node = graphs_->end[before.value];
    if (graphs_->junction_of_node[node.value] == Graphs::kNoVertex) continue;
    std::int64_t least_ns = kNoWay_ns;
    const std::span<const LinkIndex> out = out_links_->of(node);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] == graphs_->back[before.value]) continue;
      const std::int64_t cost_ns = weight_ns[out[i].value] + graphs_->link_cost_ns[out[i].value];
      if (cost_ns >= least_ns) continue;
      least_ns = cost_ns;
      rank[before.value] = static_cast<std::uint8_t>(i);
    }
  }
}

}  // namespace dimai::models
