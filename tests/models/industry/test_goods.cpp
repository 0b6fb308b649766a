#include <doctest/doctest.h>

#include "models/industry/gain_cycle.hpp"

namespace dimai::models {

namespace {

Recipe recipe(std::vector<Amount> inputs, std::vector<Amount> outputs) {
  Recipe made;
  made.inputs = std::move(inputs);
  made.outputs = std::move(outputs);
  return made;
}

}  // namespace

TEST_CASE("mass from nothing is found, mass that is lost is not") {
  const std::vector<Good> goods{{"a", "", 2.0}, {"b", "", 3.0}};
  CHECK(mass_gain_kg(recipe({{GoodIndex{0}, 1.0}}, {{GoodIndex{1}, 1.0}}), goods) == 1.0);
  CHECK(mass_gain_kg(recipe({{GoodIndex{0}, 3.0}}, {{GoodIndex{1}, 1.0}}), goods) == -3.0);
}

TEST_CASE("a cycle that multiplies is found with its gain") {
  const std::vector<Good> goods(3);
  // a -> 3 b, 2 b -> a: one turn makes 1.5 of 1.
  const std::vector<Recipe> recipes{recipe({{GoodIndex{0}, 1.0}}, {{GoodIndex{1}, 3.0}}),
                                    recipe({{GoodIndex{1}, 2.0}}, {{GoodIndex{0}, 1.0}})};
  const GainCycle cycle = find_gain_cycle(recipes, goods);
  CHECK(cycle.recipes.size() == 2);
  CHECK(cycle.gain == doctest::Approx(1.5));
}

TEST_CASE("a cycle over two goods at once is found, which no single path shows") {
  const std::vector<Good> goods(3);
  // a -> 0.6 b + 0.6 c, b -> a, c -> a: 1.2 of 1, though each path gives 0.6.
  std::vector<Recipe> recipes{
      recipe({{GoodIndex{0}, 1.0}}, {{GoodIndex{1}, 0.6}, {GoodIndex{2}, 0.6}}),
      recipe({{GoodIndex{1}, 1.0}}, {{GoodIndex{0}, 1.0}}),
      recipe({{GoodIndex{2}, 1.0}}, {{GoodIndex{0}, 1.0}})};
  const GainCycle cycle = find_gain_cycle(recipes, goods);
  CHECK(cycle.recipes.size() == 3);
  CHECK(cycle.gain > 1.0);
  recipes[0].yield = 0.8;  // 0.96 of 1
  CHECK(find_gain_cycle(recipes, goods).recipes.empty());
}

TEST_CASE("a cycle that multiplies what it is fed with is found, unless it is meant to") {
  const std::vector<Good> goods{{"seed", "", 1.0}, {"soil", "", 1.0}};
  std::vector<Recipe> fed{
      recipe({{GoodIndex{0}, 1.0}, {GoodIndex{1}, 20.0}}, {{GoodIndex{0}, 20.0}})};
  CHECK(find_gain_cycle(fed, goods).gain == doctest::Approx(20.0));
  CHECK(find_gain_cycle(fed, goods).good == GoodIndex{0});
  fed[0].grows = true;
  CHECK(find_gain_cycle(fed, goods).recipes.empty());
}

TEST_CASE("a cycle that only keeps, or whose paths seem to multiply, is none") {
  const std::vector<Good> goods(3);
  const std::vector<Recipe> kept{recipe({{GoodIndex{0}, 1.0}}, {{GoodIndex{1}, 1.0}}),
                                 recipe({{GoodIndex{1}, 1.0}}, {{GoodIndex{0}, 1.0}})};
  CHECK(find_gain_cycle(kept, goods).recipes.empty());
  // a + b -> 2 c, c -> a, c -> b: taken apart again, nothing is won.
  const std::vector<Recipe> joined{
      recipe({{GoodIndex{0}, 1.0}, {GoodIndex{1}, 1.0}}, {{GoodIndex{2}, 2.0}}),
      recipe({{GoodIndex{2}, 1.0}}, {{GoodIndex{0}, 1.0}}),
      recipe({{GoodIndex{2}, 1.0}}, {{GoodIndex{1}, 1.0}})};
  CHECK(find_gain_cycle(joined, goods).recipes.empty());
  // A third of a, thrice: rounding is no gain.
  const std::vector<Recipe> thirds{recipe({{GoodIndex{0}, 0.1}}, {{GoodIndex{1}, 0.3}}),
                                   recipe({{GoodIndex{1}, 3.0}}, {{GoodIndex{0}, 1.0}})};
  CHECK(find_gain_cycle(thirds, goods).recipes.empty());
}

TEST_CASE("what another input of the cycle limits does not multiply") {
  const std::vector<Good> goods{{"a", "", 0.0}, {"b", "", 0.0}, {"c", "", 0.0}};
  // a -> 2 b + 0.1 c; b + c -> a. Along b one turn makes 2 of 1, but c allows a tenth of it only.
  const std::vector<Recipe> recipes{
      recipe({{GoodIndex{0}, 1.0}}, {{GoodIndex{1}, 2.0}, {GoodIndex{2}, 0.1}}),
      recipe({{GoodIndex{1}, 1.0}, {GoodIndex{2}, 1.0}}, {{GoodIndex{0}, 1.0}})};
  CHECK(find_gain_cycle(recipes, goods).recipes.empty());
  // With 2 c as well it does: 1 a -> 2 b + 2 c -> 2 a.
  std::vector<Recipe> doubled = recipes;
  doubled[0].outputs[1].quantity = 2.0;
  const GainCycle cycle = find_gain_cycle(doubled, goods);
  CHECK(cycle.recipes.size() == 2);
  CHECK(cycle.gain > 1.0);
}

TEST_CASE("two cycles that pay for each other are found, whatever their batch sizes") {
  const std::vector<Good> goods{{"a", "", 0.0}, {"b", "", 0.0}};
  // 1e6 a + 1 b -> 2e6 a; 1000 a -> 1 b. A million of a lends itself to twice a million for 1000.
  const std::vector<Recipe> recipes{
      recipe({{GoodIndex{0}, 1e6}, {GoodIndex{1}, 1.0}}, {{GoodIndex{0}, 2e6}}),
      recipe({{GoodIndex{0}, 1000.0}}, {{GoodIndex{1}, 1.0}})};
  const GainCycle cycle = find_gain_cycle(recipes, goods);
  CHECK(cycle.recipes.size() == 2);
  // Where the yield halves what comes out nothing is left over.
  std::vector<Recipe> poor = recipes;
  poor[0].yield = 0.5;
  CHECK(find_gain_cycle(poor, goods).recipes.empty());
}

}  // namespace dimai::models
