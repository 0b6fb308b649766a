#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/operation/empties/imagined_fleet.hpp"

namespace dimai::models {

/// A request as it may come.
struct SampleRequest {
  std::int64_t time_ns = 0;
  std::uint32_t origin = 0;       ///< portal rank
  std::uint32_t destination = 0;  ///< portal rank
  std::int64_t busy_ns = 0;       ///< loading, running, unloading
};

/// Draws requests as they may come.
class RequestSampler {
 public:
  RequestSampler() = default;
  RequestSampler(const RequestSampler&) = delete;
  RequestSampler& operator=(const RequestSampler&) = delete;
  virtual ~RequestSampler() = default;
  /// A new sequence begins.
  virtual void restart(std::int64_t now_ns) = 0;
  /// The next request of the sequence, in order of time.
  virtual SampleRequest next() = 0;
};

/// One idle capsule of a portal is wanted elsewhere.
struct IdleMove {
  std::uint32_t from = 0;  ///< portal rank
  std::uint32_t to = 0;    ///< portal rank
};

/// How much is drawn for one decision.
struct VotingRules {
  std::int64_t sequences = 0;
  std::int64_t requests = 0;  ///< of each sequence, at most
};

/// Where one idle capsule of each portal should go, by sampling and voting: several sequences of
/// requests are drawn and served in thought; what the first idle capsule that leaves a portal
/// would do is that sequence's vote for the portal. The destination with most votes wins; of equal
/// ones the nearest, so that staying comes first. Portals whose capsules should stay are left out.
/// Source: Lees-Miller and Wilson (2012), Proactive empty vehicle redistribution for personal rapid
/// transit and taxis, Transp. Planning and Technology 35(1), 17-30 (SV).
std::vector<IdleMove> vote_for_moves(std::span<const FleetPlace> fleet, std::size_t portal_count,
                                     std::uint32_t capsule_class, std::int64_t now_ns,
                                     const VotingRules& rules, EmptyTimes& times,
                                     RequestSampler& sampler);

}  // namespace dimai::models
