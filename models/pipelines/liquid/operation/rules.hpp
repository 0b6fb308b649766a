#pragma once

#include <cstdint>
#include <vector>

#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// The moment at which rules are looked at: the span since they were last, and the demand.
struct LiquidMoment {
  std::int64_t from_s = 0;  ///< first second of the span
  std::int64_t now_s = 0;
  double demand_m3_s = 0.0;  ///< of the whole network
};

/// What a rule did.
struct LiquidRuleAction {
  LiquidLinkIndex link;
  std::size_t rule = 0;
};

/// Looks at all rules and does what those that hold say, the ones of higher priority prevailing.
/// @return the links that changed
std::vector<LiquidRuleAction> apply_rules(const LiquidNetwork& network, LiquidState& state,
                                          const LiquidMoment& moment);

/// Whether the premises of a rule hold. AND and OR are taken from left to right, as EPANET does.
bool rule_holds(const LiquidNetwork& network, const LiquidState& state, const LiquidRule& rule,
                const LiquidMoment& moment);

}  // namespace dimai::models
