#pragma once

#include <cstdint>
#include <vector>

#include "models/network/network.hpp"
#include "models/parameters/formation.hpp"
#include "models/parameters/guideway.hpp"
#include "models/parameters/yard.hpp"

namespace dimai::models {

/// Who goes first where tubes merge; the values of the parameter `merge`.
enum class MergeRule : std::uint8_t { first_come, priority, zipper, concatenating };

/// When capsules become trains at a node; the values of `policy`.
enum class FormationPolicy : std::uint8_t {
  none,
  never,
  first_come,
  window,
  size,
  capacity,
  concatenating,
  blocks,
  look_ahead,
};

/// [formation.at.<node>]: what holds at one node instead of [formation].
struct NodeFormation {
  NodeIndex node;
  FormationParameters formation;
};

/// [yard.at.<node>], or [yard] for each yard and siding.
struct YardLayout {
  NodeIndex node;
  YardParameters yard;
};

/// All that a scenario says of forming trains.
struct Marshalling {
  FormationParameters formation;
  std::vector<NodeFormation> formation_at;
  std::vector<YardLayout> yards;  ///< those that are laid out; others take in as many as come
};

/// What is done at one node.
struct JunctionPolicy {
  FormationPolicy policy = FormationPolicy::none;
  MergeRule merge = MergeRule::concatenating;
  bool in_motion = true;
  std::int64_t window_ns = 0;
  std::int64_t latch_ns = 0;
  std::int64_t size = 1;
};

/// Whether the policy lets capsules stand and wait for others, where there are sidings.
bool holds_standing(FormationPolicy policy);

JunctionPolicy junction_policy(const FormationParameters& formation,
                               const GuidewayParameters& guideway);

/// Policy of every node; shape (node,).
sim::Table<NodeIndex, JunctionPolicy> junction_policies(const Network& network,
                                                        const Marshalling& marshalling,
                                                        const GuidewayParameters& guideway);

}  // namespace dimai::models
