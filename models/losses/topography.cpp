#include "models/losses/topography.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

#include <Eigen/Dense>
#include <Eigen/SparseCholesky>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/connected_components.hpp>

namespace dimai::models {

namespace {

constexpr std::uint32_t kMostDense = 1500;

using EdgeNumber = boost::property<boost::edge_index_t, std::size_t>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS,
                                    boost::no_property, EdgeNumber>;

Graph boost_graph(const PlainGraph& plain) {
  Graph graph(plain.nodes);
  std::size_t number = 0;
  for (const auto& [a, b] : plain.edges) boost::add_edge(a, b, EdgeNumber(number++), graph);
  return graph;
}

std::vector<double> degrees(const PlainGraph& graph) {
  std::vector<double> degree(graph.nodes, 0.0);
  for (const auto& [a, b] : graph.edges) {
    degree[a] += 1.0;
    degree[b] += 1.0;
  }
  return degree;
}

/// Edges and nodes whose loss parts the graph, by Hopcroft and Tarjan.
void find_cuts(const Graph& graph, std::size_t edges, Topography& result) {
  std::vector<std::size_t> component(edges, 0);
  const auto numbers = boost::get(boost::edge_index, graph);
  std::vector<std::size_t> points;
  const auto found = boost::biconnected_components(
      graph, boost::make_iterator_property_map(component.begin(), numbers),
      std::back_inserter(points));
  std::vector<std::uint32_t> size(found.first, 0);
  for (const std::size_t each : component) ++size[each];
  for (std::uint32_t e = 0; e < edges; ++e) {
    if (size[component[e]] == 1) result.bridges.push_back(e);
  }
  for (const std::size_t point : points)
    result.articulation_points.push_back(static_cast<std::uint32_t>(point));
  std::sort(result.articulation_points.begin(), result.articulation_points.end());
}

Eigen::MatrixXd adjacency(const PlainGraph& graph) {
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(graph.nodes, graph.nodes);
  for (const auto& [a, b] : graph.edges) {
    matrix(a, b) += 1.0;
    matrix(b, a) += 1.0;
  }
  return matrix;
}

/// Second least eigenvalue of a large Laplacian: inverse iteration beside the constant vector.
double sparse_connectivity(const PlainGraph& graph) {
  constexpr double kShift = 1e-7;
  constexpr int kMostTurns = 3000;
  const auto n = static_cast<Eigen::Index>(graph.nodes);
  std::vector<Eigen::Triplet<double>> cells;
  const std::vector<double> degree = degrees(graph);
  for (Eigen::Index i = 0; i < n; ++i)
    cells.emplace_back(i, i, degree[static_cast<std::size_t>(i)]);
  for (const auto& [a, b] : graph.edges) {
    cells.emplace_back(a, b, -1.0);
    cells.emplace_back(b, a, -1.0);
  }
  Eigen::SparseMatrix<double> laplacian(n, n);
  laplacian.setFromTriplets(cells.begin(), cells.end());
  Eigen::SparseMatrix<double> shifted = laplacian;
  for (Eigen::Index i = 0; i < n; ++i) shifted.coeffRef(i, i) += kShift;
  const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> factor(shifted);
  Eigen::VectorXd x(n);
  for (Eigen::Index i = 0; i < n; ++i) x[i] = static_cast<double>((i * 7919) % 104729);
  double value = 0.0;
  for (int turn = 0; turn < kMostTurns; ++turn) {
    x.array() -= x.mean();
    x.normalize();
    const double next = x.dot(laplacian * x);
    if (turn > 10 && std::abs(next - value) <= 1e-12 + 1e-10 * next) return next;
    value = next;
    x = factor.solve(x).eval();
  }
  return std::numeric_limits<double>::quiet_NaN();
}

void find_eigenvalues(const PlainGraph& graph, Topography& result) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  result.algebraic_connectivity = result.spectral_gap = nan;
  if (graph.nodes < 2) return;
  if (graph.nodes > kMostDense) {
    result.algebraic_connectivity = result.components > 1 ? 0.0 : sparse_connectivity(graph);
    return;
  }
  const Eigen::MatrixXd joined = adjacency(graph);
  Eigen::MatrixXd laplacian = -joined;
  for (std::uint32_t i = 0; i < graph.nodes; ++i) laplacian(i, i) += joined.row(i).sum();
  using Solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;
  const Eigen::VectorXd of_laplacian = Solver(laplacian, Eigen::EigenvaluesOnly).eigenvalues();
  const Eigen::VectorXd of_joined = Solver(joined, Eigen::EigenvaluesOnly).eigenvalues();
  result.algebraic_connectivity = std::max(0.0, of_laplacian[1]);
  result.spectral_gap = of_joined[graph.nodes - 1] - of_joined[graph.nodes - 2];
}

/// Parallel edges count once, as in WNTR.
double central_point_dominance(const PlainGraph& plain) {
  PlainGraph single{plain.nodes, plain.edges};
  for (auto& [a, b] : single.edges) {
    if (a > b) std::swap(a, b);
  }
  std::sort(single.edges.begin(), single.edges.end());
  single.edges.erase(std::unique(single.edges.begin(), single.edges.end()), single.edges.end());
  const Graph graph = boost_graph(single);
  std::vector<double> central(plain.nodes, 0.0);
  boost::brandes_betweenness_centrality(
      graph,
      boost::make_iterator_property_map(central.begin(), boost::get(boost::vertex_index, graph)));
  const double pairs = 0.5 * (plain.nodes - 1.0) * (plain.nodes - 2.0);
  const double greatest = *std::max_element(central.begin(), central.end()) / pairs;
  double sum = 0.0;
  for (const double each : central) sum += greatest - each / pairs;
  return sum / (plain.nodes - 1.0);
}

}  // namespace

TunnelGraph tunnel_graph(const Network& network) {
  TunnelGraph result;
  result.graph.nodes = static_cast<std::uint32_t>(network.nodes.size());
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> unpaired;
  for (const LinkIndex link : network.links.indices()) {
    const Link& row = network.links[link];
    auto back = unpaired.find({row.to.value, row.from.value});
    if (back != unpaired.end() && back->second > 0) {
      --back->second;
      continue;
    }
    ++unpaired[{row.from.value, row.to.value}];
    result.graph.edges.emplace_back(row.from.value, row.to.value);
    result.link.push_back(link);
  }
  return result;
}

Topography topography(const PlainGraph& plain) {
  Topography result;
  const Graph graph = boost_graph(plain);
  find_cuts(graph, plain.edges.size(), result);
  std::vector<std::uint32_t> component(plain.nodes, 0);
  result.components =
      static_cast<std::uint32_t>(boost::connected_components(graph, component.data()));
  result.loops = static_cast<std::uint32_t>(plain.edges.size() + result.components - plain.nodes);
  double sum = 0.0;
  double squares = 0.0;
  for (const double degree : degrees(plain)) {
    result.terminal_nodes += degree == 1.0 ? 1U : 0U;
    sum += degree;
    squares += degree * degree;
  }
  result.mean_degree = plain.nodes > 0 ? sum / plain.nodes : 0.0;
  result.critical_breakdown_ratio = 1.0 - 1.0 / (squares / sum - 1.0);
  find_eigenvalues(plain, result);
  result.central_point_dominance =
      plain.nodes > 2 ? central_point_dominance(plain) : std::numeric_limits<double>::quiet_NaN();
  return result;
}

std::vector<double> edge_betweenness(const PlainGraph& plain) {
  const Graph graph = boost_graph(plain);
  std::vector<double> nodes(plain.nodes, 0.0);
  std::vector<double> edges(plain.edges.size(), 0.0);
  boost::brandes_betweenness_centrality(
      graph,
      boost::make_iterator_property_map(nodes.begin(), boost::get(boost::vertex_index, graph)),
      boost::make_iterator_property_map(edges.begin(), boost::get(boost::edge_index, graph)));
  return edges;
}

}  // namespace dimai::models
