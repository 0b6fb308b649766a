#include "models/industry/gain_cycle.hpp"

#include <algorithm>
#include <cmath>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

namespace dimai::models {

namespace {

constexpr double kMostBatches = 1e7;  // a gain that needs more of them is rounding
constexpr double kNone = 1e-9;

double used(const Recipe& recipe, GoodIndex good) {
  double sum = 0.0;
  for (const Amount& in : recipe.inputs) sum += in.good == good ? in.quantity : 0.0;
  return sum;
}

double made(const Recipe& recipe, GoodIndex good) {
  double sum = 0.0;
  for (const Amount& out : recipe.outputs)
    sum += out.good == good ? out.quantity * recipe.yield : 0.0;
  return sum;
}

/// Of each good, the number of the strong component that it belongs to: goods that can be made of
/// each other, by any number of recipes (Tarjan 1972).
std::vector<int> components(std::span<const Recipe> recipes, std::size_t goods) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(goods);
  for (const Recipe& recipe : recipes) {
    for (const Amount& in : recipe.inputs) {
      for (const Amount& out : recipe.outputs)
        boost::add_edge(in.good.value, out.good.value, graph);
    }
  }
  std::vector<int> numbers(goods);
  boost::strong_components(graph, boost::make_iterator_property_map(
                                      numbers.begin(), boost::get(boost::vertex_index, graph)));
  return numbers;
}

/// Goods that can be made of each other, and the recipes that do so.
struct Cycle {
  std::vector<GoodIndex> goods;
  std::vector<RecipeIndex> recipes;
};

Cycle cycle_of(std::span<const Recipe> recipes, const std::vector<int>& numbers, int number) {
  const auto within = [&](const Amount& each) { return numbers[each.good.value] == number; };
  Cycle cycle;
  for (std::uint32_t g = 0; g < numbers.size(); ++g) {
    if (numbers[g] == number) cycle.goods.push_back({g});
  }
  for (std::uint32_t r = 0; r < recipes.size(); ++r) {
    const Recipe& one = recipes[r];
    if (!one.grows && std::any_of(one.inputs.begin(), one.inputs.end(), within) &&
        std::any_of(one.outputs.begin(), one.outputs.end(), within))
      cycle.recipes.push_back({r});
  }
  return cycle;
}

/// Net output of a batch: units of each good of the cycle.  [good][recipe]
using NetOutputs = std::vector<std::vector<double>>;

NetOutputs net_outputs(const Cycle& cycle, std::span<const Recipe> recipes) {
  NetOutputs net;
  for (const GoodIndex good : cycle.goods) {
    std::vector<double>& row = net.emplace_back();
    for (const RecipeIndex r : cycle.recipes)
      row.push_back(made(recipes[r.value], good) - used(recipes[r.value], good));
  }
  return net;
}

/// Divides each column, then each row, by its greatest entry. @return what columns were divided by
std::vector<double> scale(NetOutputs& net, std::size_t columns) {
  std::vector<double> by(columns, 0.0);
  for (const auto& row : net) {
    for (std::size_t c = 0; c < columns; ++c) by[c] = std::max(by[c], std::abs(row[c]));
  }
  for (auto& row : net) {
    double greatest = 0.0;
    for (std::size_t c = 0; c < columns; ++c) {
      row[c] = by[c] > 0.0 ? row[c] / by[c] : 0.0;
      greatest = std::max(greatest, std::abs(row[c]));
    }
    for (double& each : row) each = greatest > 0.0 ? each / greatest : 0.0;
  }
  return by;
}

/// The rows of goods, and one more that adds them up.
CoinPackedMatrix matrix_of(const NetOutputs& net, int columns) {
  const auto rows = static_cast<int>(net.size());
  CoinPackedMatrix matrix(false, 0.0, 0.0);
  matrix.setDimensions(rows + 1, columns);
  for (int c = 0; c < columns; ++c) {
    double sum = 0.0;
    for (int r = 0; r < rows; ++r) {
      const double each = net[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      if (each != 0.0) matrix.modifyCoefficient(r, c, each);
      sum += each;
    }
    matrix.modifyCoefficient(rows, c, sum);
  }
  return matrix;
}

/// Batches of each recipe of a cycle that make more of its goods than they use; empty if there are
/// none.
std::vector<double> growing_rates(const Cycle& cycle, std::span<const Recipe> recipes) {
  const std::size_t columns = cycle.recipes.size();
  NetOutputs net = net_outputs(cycle, recipes);
  const std::vector<double> by = scale(net, columns);
  const std::vector<double> most(columns, kMostBatches);
  const std::vector<double> cost(columns, 1.0);
  std::vector<double> least(cycle.goods.size() + 1, 0.0);
  least.back() = 1.0;
  ClpSimplex programme;
  programme.setLogLevel(0);
  programme.loadProblem(matrix_of(net, static_cast<int>(columns)), nullptr, most.data(),
                        cost.data(), least.data(), nullptr);
  programme.dual();
  if (!programme.isProvenOptimal()) return {};
  std::vector<double> rates;
  for (std::size_t c = 0; c < columns; ++c) {
    const double rate = programme.primalColumnSolution()[c];
    rates.push_back(rate > kNone && by[c] > 0.0 ? rate / by[c] : 0.0);
  }
  return rates;
}

GainCycle gain_of(const Cycle& cycle, const std::vector<double>& rates,
                  std::span<const Recipe> recipes) {
  GainCycle found;
  for (std::size_t r = 0; r < rates.size(); ++r) {
    if (rates[r] > 0.0) found.recipes.push_back(cycle.recipes[r]);
  }
  for (const GoodIndex good : cycle.goods) {
    double in = 0.0, out = 0.0;
    for (std::size_t r = 0; r < rates.size(); ++r) {
      in += rates[r] * used(recipes[cycle.recipes[r].value], good);
      out += rates[r] * made(recipes[cycle.recipes[r].value], good);
    }
    if (in <= 0.0 || out / in <= found.gain) continue;
    found.good = good;
    found.gain = out / in;
  }
  return found;
}

}  // namespace

GainCycle find_gain_cycle(std::span<const Recipe> recipes, std::span<const Good> goods) {
  const std::vector<int> numbers = components(recipes, goods.size());
  const int count = numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end()) + 1;
  for (int number = 0; number < count; ++number) {
    const Cycle cycle = cycle_of(recipes, numbers, number);
    if (cycle.recipes.empty()) continue;
    const std::vector<double> rates = growing_rates(cycle, recipes);
    if (!rates.empty()) return gain_of(cycle, rates, recipes);
  }
  return {};
}

}  // namespace dimai::models
