#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "models/network/network.hpp"

namespace dimai::models {

/// An undirected graph, parallel edges allowed.
struct PlainGraph {
  std::uint32_t nodes = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
};
/// Nodes of a network; a tunnel of two directions is one edge, whose link is told.
struct TunnelGraph {
  PlainGraph graph;
  std::vector<LinkIndex> link;  ///< the first of each edge's two  [edge]
};
TunnelGraph tunnel_graph(const Network& network);

/// Measures of a graph's shape, as WNTR collects them for water networks. Eigenvalues are those of
/// the graph with its parallel edges, NaN above 1,500 nodes (spectral gap) or where the iteration
/// does not converge (algebraic connectivity).
/// Source: Klise et al. (2017), Environ. Model. Softw. 95, 420-431 (WNTR); Fiedler (1973),
/// Czechoslovak Math. J. 23, 298-305; Freeman (1977), Sociometry 40(1), 35-41.
struct Topography {
  std::vector<std::uint32_t> bridges;              ///< edges whose loss parts the graph
  std::vector<std::uint32_t> articulation_points;  ///< nodes whose loss does
  std::uint32_t terminal_nodes = 0;                ///< of one edge
  std::uint32_t components = 0;
  std::uint32_t loops = 0;  ///< independent ones: edges - nodes + components
  double mean_degree = 0.0;
  double algebraic_connectivity = 0.0;    ///< second least eigenvalue of the Laplacian
  double spectral_gap = 0.0;              ///< between the two greatest of the adjacency matrix
  double central_point_dominance = 0.0;   ///< mean shortfall of betweenness from the greatest [-]
  double critical_breakdown_ratio = 0.0;  ///< 1 - 1 / (<k^2> / <k> - 1), k degrees
};
Topography topography(const PlainGraph& graph);

/// Betweenness of each edge: pairs of nodes whose shortest ways, by count of edges, lead over it,
/// ways of equal length sharing. Source: Brandes (2001), J. Math. Sociology 25(2), 163-177.
std::vector<double> edge_betweenness(const PlainGraph& graph);

}  // namespace dimai::models
