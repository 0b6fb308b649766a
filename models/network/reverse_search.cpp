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

using SparseGraph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Through,
                                       boost::no_property, std::uint32_t, std::uint32_t>;
using Edge = SparseGraph::edge_descriptor;

/// Edges as they are collected, before they become a graph.
struct EdgeList {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Through> through;

  void add(std::uint32_t from, std::uint32_t to, LinkIndex link) {
    ends.emplace_back(from, to);
    through.push_back({link.value});
  }
  SparseGraph graph(std::size_t vertex_count) const {
    return {boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), through.begin(),
            static_cast<std::uint32_t>(vertex_count)};
  }
};

/// Dijkstra from several vertices whose `cost_ns` are set; all others are kNoWay_ns.
void spread(const SparseGraph& graph, const std::vector<std::uint32_t>& sources,
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

/// The nodes of the part, with edges turned round, and the costs found last.
struct PartSearch::Graph {
  /// A link within the part.
  struct Step {
    LinkIndex link;
    std::uint32_t from = 0;  ///< place
    std::uint32_t to = 0;    ///< place
    std::uint8_t rank = 0;   ///< among the outgoing links of its node
  };
  std::vector<Step> steps;              ///< by node in order of place, then by link
  std::vector<std::uint8_t> is_portal;  ///< [place]
  SparseGraph through;                  ///< of the links that do not end at portals
  std::vector<std::int64_t> cost_ns;    ///< from each node that is not a portal  [place]
  std::vector<std::int64_t> least_ns;   ///< from each node  [place]
  std::vector<std::uint32_t> sources;
};

PartSearch::PartSearch(const Network& network, const OutLinks& out_links, const Parts& parts,
                       std::uint32_t part)
    : graph_(std::make_unique<Graph>()) {
  const std::vector<NodeIndex>& nodes = parts.all()[part].nodes;
  EdgeList edges;
  for (std::uint32_t from = 0; from < nodes.size(); ++from) {
    const std::span<const LinkIndex> out = out_links.of(nodes[from]);
    const bool portal = network.nodes[nodes[from]].kind == NodeKind::portal;
    graph_->is_portal.push_back(portal ? 1 : 0);
    for (std::size_t rank = 0; rank < out.size(); ++rank) {
      const NodeIndex end = network.links[out[rank]].to;
      const std::uint32_t to = parts.place(part, end);
      if (to == Parts::kNone) continue;
      graph_->steps.push_back({out[rank], from, to, static_cast<std::uint8_t>(rank)});
      const bool ends = network.nodes[end].kind == NodeKind::portal;
      if (!portal && !ends) edges.add(to, from, out[rank]);
    }
  }
  graph_->through = edges.graph(nodes.size());
  graph_->cost_ns.resize(nodes.size());
  graph_->least_ns.resize(nodes.size());
}
PartSearch::~PartSearch() = default;
PartSearch::PartSearch(PartSearch&&) noexcept = default;

void PartSearch::next_at_node(std::uint32_t destination, std::span<const std::int64_t> weight_ns,
                              std::span<std::uint8_t> rank) {
  using Step = Graph::Step;
  std::vector<std::int64_t>& cost_ns = graph_->cost_ns;
  std::fill(cost_ns.begin(), cost_ns.end(), kNoWay_ns);
  graph_->sources.clear();
  for (const Step& step : graph_->steps) {
    if (step.to != destination || graph_->is_portal[step.from] != 0) continue;
    if (weight_ns[step.link.value] >= cost_ns[step.from]) continue;
    if (cost_ns[step.from] == kNoWay_ns) graph_->sources.push_back(step.from);
    cost_ns[step.from] = weight_ns[step.link.value];
  }
  spread(graph_->through, graph_->sources, weight_ns, cost_ns);
  cost_ns[destination] = 0;
  std::vector<std::int64_t>& least_ns = graph_->least_ns;
  std::fill(least_ns.begin(), least_ns.end(), kNoWay_ns);
  std::fill(rank.begin(), rank.end(), OutLinks::kNone);
  for (const Step& step : graph_->steps) {
    if (step.from == destination) continue;
    const std::int64_t way_ns = weight_ns[step.link.value] + cost_ns[step.to];
    if (way_ns >= least_ns[step.from]) continue;
    least_ns[step.from] = way_ns;
    rank[step.from] = step.rank;
  }
}

/// Links as vertices, joined where one may be taken after the other; all edges turned round.
struct TurnSearch::Graph {
  std::vector<std::vector<LinkIndex>> into;  ///< links that end at a node  [node]
  std::vector<LinkIndex> back;
  SparseGraph turns;
  std::vector<std::int64_t> cost_ns;  ///< from the end of each link  [link]

  Graph(const Network& network, const OutLinks& out_links);
};

TurnSearch::Graph::Graph(const Network& network, const OutLinks& out_links)
    : into(network.nodes.size()), back(ways_back(network)), cost_ns(network.links.size()) {
  EdgeList edges;
  for (const LinkIndex before : network.links.indices()) {
    const NodeIndex node = network.links[before].to;
    into[node.value].push_back(before);
    if (network.nodes[node].kind == NodeKind::portal) continue;
    for (const LinkIndex after : out_links.of(node)) {
      if (after != back[before.value]) edges.add(after.value, before.value, after);
    }
  }
  turns = edges.graph(network.links.size());
}

TurnSearch::TurnSearch(const Network& network, const OutLinks& out_links)
    : network_(&network), out_links_(&out_links) {}
TurnSearch::~TurnSearch() = default;
TurnSearch::TurnSearch(TurnSearch&&) noexcept = default;

void TurnSearch::next_after_link(NodeIndex destination, std::span<const std::int64_t> weight_ns,
                                 std::span<std::uint8_t> rank) {
  if (!graph_) graph_ = std::make_unique<Graph>(*network_, *out_links_);
  std::fill(graph_->cost_ns.begin(), graph_->cost_ns.end(), kNoWay_ns);
  std::vector<std::uint32_t> sources;
  for (const LinkIndex last : graph_->into[destination.value]) {
    sources.push_back(last.value);
    graph_->cost_ns[last.value] = 0;
  }
  spread(graph_->turns, sources, weight_ns, graph_->cost_ns);
  for (const LinkIndex before : network_->links.indices()) {
    rank[before.value] = OutLinks::kNone;
    const NodeIndex node = network_->links[before].to;
    if (network_->nodes[node].kind == NodeKind::portal) continue;
    std::int64_t least_ns = kNoWay_ns;
    const std::span<const LinkIndex> out = out_links_->of(node);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] == graph_->back[before.value]) continue;
      const std::int64_t way_ns = weight_ns[out[i].value] + graph_->cost_ns[out[i].value];
      if (way_ns >= least_ns) continue;
      least_ns = way_ns;
      rank[before.value] = static_cast<std::uint8_t>(i);
    }
  }
}

}  // namespace dimai::models
