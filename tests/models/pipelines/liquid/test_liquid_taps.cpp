#include <doctest/doctest.h>

#include "models/pipelines/liquid/operation/taps.hpp"

namespace dimai::models {

TEST_CASE("a tap flows at its rate, gives what was asked for and no more") {
  LiquidState state;
  state.full_demand_m3_s = PerLiquidNode<double>(2, 0.0);
  state.demand_m3_s = PerLiquidNode<double>(2, 0.0);
  LiquidTaps taps;
  const std::uint32_t tap = taps.add(LiquidNodeIndex{1}, 0.002);
  CHECK(taps.take(tap, 3.0) == 0.0);
  double taken_m3 = 0.0;
  for (int step = 0; step < 4; ++step) {
    // Each span is of 900 s; the junction has a demand of 1 l/s of its own and is served in full.
    taps.settle();
    taken_m3 += taps.take(tap, 3.0 - taken_m3);
    state.full_demand_m3_s[LiquidNodeIndex{1}] = state.demand_m3_s[LiquidNodeIndex{1}] = 0.001;
    const double asked_m3_s = taps.open(state, 900.0);
    // 1.8 m3 in the first span, the rest of 1.2 m3 in the second.
    CHECK(asked_m3_s == doctest::Approx(step == 0 ? 0.002 : step == 1 ? 1.2 / 900.0 : 0.0));
    taps.flow(state, 900.0);
  }
  CHECK(taken_m3 == doctest::Approx(3.0));
  CHECK(taps.all()[tap].given_m3 == doctest::Approx(3.0));
}

TEST_CASE("where pressure serves a half, a tap gets a half") {
  LiquidState state;
  state.full_demand_m3_s = PerLiquidNode<double>(1, 0.001);
  state.demand_m3_s = PerLiquidNode<double>(1, 0.0);
  LiquidTaps taps;
  const std::uint32_t tap = taps.add(LiquidNodeIndex{0}, 0.001);
  taps.take(tap, 0.9);
  taps.open(state, 900.0);
  state.demand_m3_s[LiquidNodeIndex{0}] = 0.5 * state.full_demand_m3_s[LiquidNodeIndex{0}];
  taps.flow(state, 900.0);
  taps.settle();
  CHECK(taps.take(tap, 0.9) == doctest::Approx(0.45));
}

}  // namespace dimai::models
