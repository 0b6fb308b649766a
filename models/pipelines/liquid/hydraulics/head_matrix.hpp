#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/pipelines/liquid/network/network.hpp"

namespace dimai::models {

/// The symmetric matrix of the linear step, one row a junction, and its solution. The order of
/// elimination (approximate minimum degree) and the places of its values are found once.
class HeadMatrix {
 public:
  explicit HeadMatrix(const LiquidNetwork& network);
  ~HeadMatrix();
  HeadMatrix(HeadMatrix&&) noexcept;
  HeadMatrix& operator=(HeadMatrix&&) noexcept;
  HeadMatrix(const HeadMatrix&) = delete;
  HeadMatrix& operator=(const HeadMatrix&) = delete;

  /// All zero.
  void clear();
  /// Diagonal and right-hand side of a junction.
  double& diagonal(LiquidNodeIndex junction) { return values_[diagonal_[junction.value]]; }
  double& right(LiquidNodeIndex junction) { return right_[row_[junction.value]]; }
  /// Takes from the place shared by a link's ends; nothing if one of them is no junction.
  void couple(LiquidLinkIndex link, double conductance_m2_s) {
    values_[coupling_[link.value]] -= conductance_m2_s;
  }

  /// Solves for the heads; then head(j) holds them.
  ///
  /// @return nothing, or a junction at which the matrix is not positive definite
  std::optional<LiquidNodeIndex> solve();
  double head_m(LiquidNodeIndex junction) const { return right_[row_[junction.value]]; }

 private:
  struct Factor;
  std::vector<double> values_;              ///< of the matrix, and one place for nothing
  std::vector<double> right_;               ///< in rows
  std::vector<std::uint32_t> row_;          ///< [junction]
  std::vector<std::uint32_t> diagonal_;     ///< places in values  [junction]
  std::vector<std::uint32_t> coupling_;     ///< [link]
  std::vector<std::uint32_t> junction_of_;  ///< [row]
  std::unique_ptr<Factor> factor_;
};

}  // namespace dimai::models
