#include "models/industry/goods.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dimai::models {

namespace {

constexpr double kRounding = 1e-9;

using Matrix = std::vector<std::vector<double>>;

/// Units of each good that a batch of each recipe makes, less those that it takes.  [good][recipe]
Matrix net_outputs(std::span<const Recipe> recipes, std::size_t goods) {
  Matrix net(goods, std::vector<double>(recipes.size(), 0.0));
  for (std::size_t r = 0; r < recipes.size(); ++r) {
    for (const Amount& out : recipes[r].outputs)
      net[out.good.value][r] += out.quantity * recipes[r].yield;
    for (const Amount& in : recipes[r].inputs) net[in.good.value][r] -= in.quantity;
  }
  return net;
}

/// Divides each column, then each row, by its greatest entry. @return what columns were divided by
std::vector<double> scale(Matrix& net, std::size_t recipes) {
  std::vector<double> by(recipes, 0.0);
  for (const auto& row : net) {
    for (std::size_t r = 0; r < recipes; ++r) by[r] = std::max(by[r], std::abs(row[r]));
  }
  for (auto& row : net) {
    double greatest = 0.0;
    for (std::size_t r = 0; r < recipes; ++r) {
      row[r] = by[r] > 0.0 ? row[r] / by[r] : 0.0;
      greatest = std::max(greatest, std::abs(row[r]));
    }
    for (double& each : row) each = greatest > 0.0 ? each / greatest : 0.0;
  }
  return by;
}

/// Simplex tableau of: greatest sum of net x, where net x >= 0, sum x <= 1, x >= 0. One row for
/// each good, one for the sum, the last for the objective; columns are recipes, slacks, right side.
class Tableau {
 public:
  Tableau(const Matrix& net, std::size_t recipes)
      : columns_(recipes + net.size() + 1),
        rows_(net.size() + 2, std::vector<double>(columns_ + 1, 0.0)) {
    for (std::size_t g = 0; g <= net.size(); ++g) {
      for (std::size_t r = 0; r < recipes; ++r) {
        rows_[g][r] = g < net.size() ? -net[g][r] : 1.0;
        if (g < net.size()) rows_.back()[r] -= net[g][r];
      }
      rows_[g][recipes + g] = 1.0;
      basis_.push_back(recipes + g);
    }
    rows_[net.size()].back() = 1.0;
  }

  void solve() {
    for (std::size_t enters = entering(); enters < columns_; enters = entering()) {
      const std::size_t leaves = leaving(enters);
      if (leaves == basis_.size()) return;  // cannot be: sum x <= 1 bounds all
      pivot(leaves, enters);
    }
  }
  double objective() const { return rows_.back().back(); }
  double value(std::size_t column) const {
    for (std::size_t b = 0; b < basis_.size(); ++b) {
      if (basis_[b] == column) return rows_[b].back();
    }
    return 0.0;
  }

 private:
  std::size_t entering() const {
    for (std::size_t c = 0; c < columns_; ++c) {
      if (rows_.back()[c] < -kRounding) return c;
    }
    return columns_;
  }
  std::size_t leaving(std::size_t enters) const {
    std::size_t best = basis_.size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t b = 0; b < basis_.size(); ++b) {
      if (rows_[b][enters] <= kRounding) continue;
      const double ratio = rows_[b].back() / rows_[b][enters];
      if (ratio > least || (ratio == least && basis_[b] > basis_[best])) continue;
      best = b;
      least = ratio;
    }
    return best;
  }
  void pivot(std::size_t leaves, std::size_t enters) {
    std::vector<double>& own = rows_[leaves];
    const double by = own[enters];
    for (double& each : own) each /= by;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double times = rows_[i][enters];
      if (i == leaves || times == 0.0) continue;
      for (std::size_t c = 0; c <= columns_; ++c) rows_[i][c] -= times * own[c];
      rows_[i][enters] = 0.0;
    }
    basis_[leaves] = enters;
  }

  std::size_t columns_;
  Matrix rows_;
  std::vector<std::size_t> basis_;
};

}  // namespace

double mass_kg(std::span<const Amount> amounts, std::span<const Good> goods) {
  double sum_kg = 0.0;
  for (const Amount& each : amounts) sum_kg += each.quantity * goods[each.good.value].mass_kg;
  return sum_kg;
}

double mass_gain_kg(const Recipe& recipe, std::span<const Good> goods) {
  return mass_kg(recipe.outputs, goods) - mass_kg(recipe.inputs, goods);
}

GainCycle find_gain_cycle(std::span<const Recipe> recipes, std::span<const Good> goods) {
  const Matrix whole = net_outputs(recipes, goods.size());
  Matrix net = whole;
  const std::vector<double> by = scale(net, recipes.size());
  Tableau tableau(net, recipes.size());
  tableau.solve();
  GainCycle found;
  if (tableau.objective() <= kRounding) return found;
  std::vector<double> made(goods.size(), 0.0);
  std::vector<double> used(goods.size(), 0.0);
  for (std::uint32_t r = 0; r < recipes.size(); ++r) {
    const double batches = tableau.value(r) / by[r];
    if (!(tableau.value(r) > kRounding)) continue;
    found.recipes.push_back({r});
    for (const Amount& out : recipes[r].outputs)
      made[out.good.value] += batches * out.quantity * recipes[r].yield;
    for (const Amount& in : recipes[r].inputs) used[in.good.value] += batches * in.quantity;
  }
  for (std::uint32_t g = 0; g < goods.size(); ++g) {
    if (made[g] <= 0.0) continue;
    const double gain = used[g] > 0.0 ? made[g] / used[g] : std::numeric_limits<double>::infinity();
    if (gain <= found.gain) continue;
    found.good = {g};
    found.gain = gain;
  }
  return found;
}

}  // namespace dimai::models
