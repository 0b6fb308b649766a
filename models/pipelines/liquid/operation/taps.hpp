#pragma once

#include <cstdint>
#include <vector>

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// A withdrawal at a junction that another model asks for.
struct LiquidTap {
  LiquidNodeIndex node;
  double rate_m3_s = 0.0;  ///< at most
  double asked_m3 = 0.0;   ///< that is still to come
  double flow_m3_s = 0.0;  ///< asked of the network until the next solution
  double coming_m3 = 0.0;  ///< flows until the next solution
  double come_m3 = 0.0;    ///< waits to be taken
  double given_m3 = 0.0;   ///< since the start
  double taken_m3 = 0.0;   ///< since the start
};

/// Withdrawals beside the demands of the network. What is asked for opens a tap at the next
/// solution; it flows at most at the tap's rate, never more than was asked for, and is there once
/// the span between two solutions is over.
class LiquidTaps {
 public:
  std::uint32_t add(LiquidNodeIndex node, double rate_m3_s);
  /// Takes what has come, at most `volume_m3`, and asks for the rest. @return what was taken [m3]
  double take(std::uint32_t tap, double volume_m3);
  /// Adds what is asked for to the demands of a state, for a span of at most `longest_s`.
  /// @return their sum [m3/s]
  double open(LiquidState& state, double longest_s);
  /// Books what a solved state delivers until the next solution.
  void flow(const LiquidState& state, double span_s);
  /// That span is over.
  void settle();

  const std::vector<LiquidTap>& all() const { return taps_; }
  std::vector<LiquidTap>& all() { return taps_; }

 private:
  std::vector<LiquidTap> taps_;
};

}  // namespace dimai::models
