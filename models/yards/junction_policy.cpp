#include "models/yards/junction_policy.hpp"

#include <algorithm>

namespace dimai::models {

namespace {

template <class Enum, std::size_t n>
Enum place_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return static_cast<Enum>(std::find(words.begin(), words.end(), word) - words.begin());
}

}  // namespace

bool holds_standing(FormationPolicy policy) {
  switch (policy) {
    case FormationPolicy::window:
    case FormationPolicy::size:
    case FormationPolicy::capacity:
    case FormationPolicy::blocks:
    case FormationPolicy::look_ahead:
      return true;
    case FormationPolicy::none:
    case FormationPolicy::never:
    case FormationPolicy::first_come:
    case FormationPolicy::concatenating:
      return false;
  }
  return false;
}

JunctionPolicy junction_policy(const FormationParameters& formation,
                               const GuidewayParameters& guideway) {
  JunctionPolicy policy;
  policy.policy = place_of<FormationPolicy>(kFormationChoices, formation.policy);
  policy.merge = place_of<MergeRule>(kMergeChoices, guideway.merge);
  policy.in_motion = formation.in_motion;
  policy.window_ns = static_cast<std::int64_t>(formation.window_s * 1e9);
  policy.latch_ns = static_cast<std::int64_t>(formation.latch_time_s * 1e9);
  policy.size = formation.size;
  if (policy.policy == FormationPolicy::never) policy.in_motion = false;
  if (policy.policy == FormationPolicy::first_come) {
    policy.merge = MergeRule::first_come;
    policy.in_motion = true;
  }
  if (policy.policy == FormationPolicy::concatenating) {
    policy.merge = MergeRule::concatenating;
    policy.in_motion = true;
  }
  return policy;
}

sim::Table<NodeIndex, JunctionPolicy> junction_policies(const Network& network,
                                                        const Marshalling& marshalling,
                                                        const GuidewayParameters& guideway) {
  sim::Table<NodeIndex, JunctionPolicy> policies(network.nodes.size());
  const JunctionPolicy usual = junction_policy(marshalling.formation, guideway);
  for (JunctionPolicy& policy : policies) policy = usual;
  for (const NodeFormation& at : marshalling.formation_at)
    policies[at.node] = junction_policy(at.formation, guideway);
  return policies;
}

}  // namespace dimai::models
