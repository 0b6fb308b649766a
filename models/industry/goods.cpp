#include "models/industry/goods.hpp"

#include <algorithm>

#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

constexpr double kRounding = 1e-9;

/// From an input to an output of a recipe.
struct Edge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t recipe = 0;
  double log_gain = 0.0;
};

/// Whether `to` can be made from `from`, by any number of recipes.  [good][good]
std::vector<std::vector<char>> reach(std::span<const Recipe> recipes, std::size_t goods) {
  std::vector<std::vector<char>> reaches(goods, std::vector<char>(goods, 0));
  for (const Recipe& recipe : recipes) {
    for (const Amount& in : recipe.inputs) {
      for (const Amount& out : recipe.outputs) reaches[in.good.value][out.good.value] = 1;
    }
  }
  for (std::size_t via = 0; via < goods; ++via) {
    for (std::size_t a = 0; a < goods; ++a) {
      if (reaches[a][via] == 0) continue;
      for (std::size_t b = 0; b < goods; ++b) reaches[a][b] |= reaches[via][b];
    }
  }
  return reaches;
}

/// Edges of recipes whose inputs can all be made from the output, and the other way round.
std::vector<Edge> closed_edges(std::span<const Recipe> recipes, std::size_t goods) {
  const auto reaches = reach(recipes, goods);
  std::vector<Edge> edges;
  for (std::uint32_t r = 0; r < recipes.size(); ++r) {
    for (const Amount& out : recipes[r].outputs) {
      const auto within = [&](const Amount& in) {
        return in.good == out.good || reaches[out.good.value][in.good.value] != 0;
      };
      const auto& inputs = recipes[r].inputs;
      if (!std::all_of(inputs.begin(), inputs.end(), within)) continue;
      for (const Amount& in : inputs) {
        const double gain = out.quantity * recipes[r].yield / in.quantity;
        edges.push_back({in.good.value, out.good.value, r, sim::natural_logarithm(gain)});
      }
    }
  }
  return edges;
}

GainCycle cycle_through(const std::vector<Edge>& edges, const std::vector<std::uint32_t>& came_by,
                        std::uint32_t good) {
  for (std::size_t i = 0; i < came_by.size(); ++i) good = edges[came_by[good]].from;
  GainCycle cycle;
  const std::uint32_t start = good;
  double log_gain = 0.0;
  do {
    const Edge& edge = edges[came_by[good]];
    cycle.recipes.push_back({edge.recipe});
    log_gain += edge.log_gain;
    good = edge.from;
  } while (good != start);
  std::reverse(cycle.recipes.begin(), cycle.recipes.end());
  cycle.gain = sim::natural_exponential(log_gain);
  return cycle;
}

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
  constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  const std::vector<Edge> edges = closed_edges(recipes, goods.size());
  std::vector<double> best(goods.size(), 0.0);
  std::vector<std::uint32_t> came_by(goods.size(), kNone);
  for (std::size_t round = 0; round <= goods.size(); ++round) {
    std::uint32_t changed = kNone;
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
      const Edge& edge = edges[e];
      if (best[edge.from] + edge.log_gain <= best[edge.to] + kRounding) continue;
      best[edge.to] = best[edge.from] + edge.log_gain;
      came_by[edge.to] = e;
      changed = edge.to;
    }
    if (changed == kNone) return {};
    if (round == goods.size()) return cycle_through(edges, came_by, changed);
  }
  return {};
}

}  // namespace dimai::models
