#include "models/operation/empties/sampling_voting.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace dimai::models {

namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

/// What one sequence of requests makes of the idle capsules of a portal.
struct Ballot {
  std::uint32_t first_idle_move = kNowhere;  ///< where the first idle one that leaves goes
  std::uint32_t first_move = kNowhere;       ///< the same of those that come later
  std::uint32_t kept = 0;                    ///< idle ones that serve requests where they are
};

class Voting {
 public:
  Voting(std::span<const FleetPlace> fleet, std::size_t portal_count, std::uint32_t capsule_class,
         std::int64_t now_ns)
      : now_ns_(now_ns),
        fleet_(portal_count, capsule_class, now_ns),
        idle_(portal_count, 0),
        votes_(portal_count) {
    for (const FleetPlace& place : fleet) {
      fleet_.add(place);
      if (place.free_ns <= now_ns) ++idle_[place.portal];
    }
    portals_with_idle_ = std::count_if(idle_.begin(), idle_.end(), [](auto n) { return n > 0; });
  }

  bool any_idle() const { return portals_with_idle_ > 0; }

  void hold_sequence(std::int64_t requests, EmptyTimes& times, RequestSampler& sampler) {
    ballots_.assign(idle_.size(), {});
    sampler.restart(now_ns_);
    std::int64_t decided = 0;
    for (std::int64_t n = 0; n < requests && decided < portals_with_idle_; ++n) {
      const SampleRequest request = sampler.next();
      const auto choice = fleet_.choose(request.origin, request.time_ns, times);
      if (!choice) continue;
      if (mark(choice->place, request.origin, choice->way_ns)) ++decided;
      fleet_.move(choice->place, request.destination, choice->pickup_ns + request.busy_ns);
    }
    fleet_.restore();
    for (std::uint32_t portal = 0; portal < idle_.size(); ++portal) {
      if (idle_[portal] > 0) cast(portal);
    }
  }

  std::vector<IdleMove> result() const {
    std::vector<IdleMove> moves;
    for (std::uint32_t portal = 0; portal < votes_.size(); ++portal) {
      std::uint32_t winner = portal;
      Vote best{};
      for (const auto& [destination, vote] : votes_[portal]) {
        const bool better =
            vote.count > best.count || (vote.count == best.count && vote.way_ns < best.way_ns);
        if (!better) continue;
        best = vote;
        winner = destination;
      }
      if (winner != portal) moves.push_back({portal, winner});
    }
    return moves;
  }

 private:
  struct Vote {
    std::int64_t count = 0;
    std::int64_t way_ns = 0;
  };

  /// True if it is the first idle capsule of its portal that leaves.
  bool mark(const FleetPlace& place, std::uint32_t origin, std::int64_t way_ns) {
    Ballot& ballot = ballots_[place.portal];
    const bool idle = place.free_ns <= now_ns_;
    if (place.portal == origin) {
      ballot.kept += idle ? 1U : 0U;
      return false;
    }
    std::uint32_t& first = idle ? ballot.first_idle_move : ballot.first_move;
    if (first != kNowhere) return false;
    first = origin;
    way_ns_[{place.portal, origin}] = way_ns;
    return idle;
  }

  void cast(std::uint32_t portal) {
    const Ballot& ballot = ballots_[portal];
    std::uint32_t destination = portal;
    if (ballot.first_idle_move != kNowhere) {
      destination = ballot.first_idle_move;
    } else if (ballot.kept < idle_[portal] && ballot.first_move != kNowhere) {
      destination = ballot.first_move;
    }
    Vote& vote = votes_[portal][destination];
    ++vote.count;
    vote.way_ns = destination == portal ? 0 : way_ns_[{portal, destination}];
  }

  std::int64_t now_ns_;
  ImaginedFleet fleet_;
  std::vector<std::uint32_t> idle_;
  std::vector<Ballot> ballots_;
  std::vector<std::map<std::uint32_t, Vote>> votes_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> way_ns_;
  std::int64_t portals_with_idle_ = 0;
};

}  // namespace

std::vector<IdleMove> vote_for_moves(std::span<const FleetPlace> fleet, std::size_t portal_count,
                                     std::uint32_t capsule_class, std::int64_t now_ns,
                                     const VotingRules& rules, EmptyTimes& times,
                                     RequestSampler& sampler) {
  Voting voting(fleet, portal_count, capsule_class, now_ns);
  if (!voting.any_idle()) return {};
  for (std::int64_t s = 0; s < rules.sequences; ++s)
    voting.hold_sequence(rules.requests, times, sampler);
  return voting.result();
}

}  // namespace dimai::models
