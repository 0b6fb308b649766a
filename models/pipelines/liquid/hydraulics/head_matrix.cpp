#include "models/pipelines/liquid/hydraulics/head_matrix.hpp"

#include <algorithm>

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>

namespace dimai::models {
namespace {

using Sparse = Eigen::SparseMatrix<double>;

/// A link between two junctions: off the diagonal.
bool couples(const LiquidNetwork& network, const LiquidLink& link) {
  return network.is_junction(link.from) && network.is_junction(link.to) && link.from != link.to;
}

/// Rows in an order of elimination with little fill.
std::vector<std::uint32_t> elimination_rows(const LiquidNetwork& network) {
  const int count = static_cast<int>(network.junction_count);
  std::vector<Eigen::Triplet<double>> entries;
  for (int i = 0; i < count; ++i) entries.emplace_back(i, i, 1.0);
  for (const LiquidLink& link : network.links) {
    if (!couples(network, link)) continue;
    const int a = static_cast<int>(link.from.value);
    const int b = static_cast<int>(link.to.value);
    entries.emplace_back(a, b, 1.0);
    entries.emplace_back(b, a, 1.0);
  }
  Sparse pattern(count, count);
  pattern.setFromTriplets(entries.begin(), entries.end());
  Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, int> order;
  Eigen::AMDOrdering<int>()(pattern, order);
  std::vector<std::uint32_t> rows(network.junction_count);
  for (int row = 0; row < count; ++row)
    rows[static_cast<std::size_t>(order.indices()[row])] = static_cast<std::uint32_t>(row);
  return rows;
}

}  // namespace

struct HeadMatrix::Factor {
  Sparse matrix;  ///< upper half, rows already in the order of elimination
  Eigen::SimplicialLDLT<Sparse, Eigen::Upper, Eigen::NaturalOrdering<int>> cholesky;
};

HeadMatrix::HeadMatrix(const LiquidNetwork& network)
    : right_(network.junction_count),
      row_(elimination_rows(network)),
      diagonal_(network.junction_count),
      coupling_(network.links.size()),
      junction_of_(network.junction_count),
      factor_(std::make_unique<Factor>()) {
  const int count = static_cast<int>(network.junction_count);
  std::vector<Eigen::Triplet<double>> entries;
  for (std::uint32_t j = 0; j < network.junction_count; ++j) {
    junction_of_[row_[j]] = j;
    entries.emplace_back(static_cast<int>(row_[j]), static_cast<int>(row_[j]), 1.0);
  }
  const auto ends = [&](const LiquidLink& link) -> std::pair<int, int> {
    const int from = static_cast<int>(row_[link.from.value]);
    const int to = static_cast<int>(row_[link.to.value]);
    return {std::min(from, to), std::max(from, to)};
  };
  for (const LiquidLink& link : network.links) {
    if (!couples(network, link)) continue;
    const auto [low, high] = ends(link);
    entries.emplace_back(low, high, 1.0);
  }
  Sparse& matrix = factor_->matrix;
  matrix.resize(count, count);
  matrix.setFromTriplets(entries.begin(), entries.end());
  matrix.makeCompressed();
  // One value more than the matrix has, for links to tanks: nothing is read from there.
  const auto stored = static_cast<std::size_t>(matrix.nonZeros());
  values_.assign(stored + 1, 0.0);
  const auto place = [&](int row, int column) {
    const int* begin = matrix.innerIndexPtr() + matrix.outerIndexPtr()[column];
    const int* end = matrix.innerIndexPtr() + matrix.outerIndexPtr()[column + 1];
    return static_cast<std::uint32_t>(std::lower_bound(begin, end, row) - matrix.innerIndexPtr());
  };
  for (std::uint32_t j = 0; j < network.junction_count; ++j)
    diagonal_[j] = place(static_cast<int>(row_[j]), static_cast<int>(row_[j]));
  for (const LiquidLinkIndex l : network.links.indices()) {
    const LiquidLink& link = network.links[l];
    coupling_[l.value] = static_cast<std::uint32_t>(stored);
    if (!couples(network, link)) continue;
    const auto [low, high] = ends(link);
    coupling_[l.value] = place(low, high);
  }
  factor_->cholesky.analyzePattern(matrix);
}

HeadMatrix::~HeadMatrix() = default;
HeadMatrix::HeadMatrix(HeadMatrix&&) noexcept = default;
HeadMatrix& HeadMatrix::operator=(HeadMatrix&&) noexcept = default;

void HeadMatrix::clear() {
  std::fill(values_.begin(), values_.end(), 0.0);
  std::fill(right_.begin(), right_.end(), 0.0);
}

std::optional<LiquidNodeIndex> HeadMatrix::solve() {
  auto& cholesky = factor_->cholesky;
  std::copy_n(values_.begin(), values_.size() - 1, factor_->matrix.valuePtr());
  cholesky.factorize(factor_->matrix);
  const auto& pivots = cholesky.vectorD();
  for (Eigen::Index row = 0; row < pivots.size(); ++row) {
    if (pivots[row] > 0.0) continue;  // false for NaN too
    return LiquidNodeIndex{junction_of_[static_cast<std::size_t>(row)]};
  }
  Eigen::Map<Eigen::VectorXd> right(right_.data(), static_cast<Eigen::Index>(right_.size()));
  right = cholesky.solve(right).eval();
  return std::nullopt;
}

}  // namespace dimai::models
