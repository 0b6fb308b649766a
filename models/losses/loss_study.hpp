#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/disruption/broken_ways.hpp"
#include "models/disruption/service_curve.hpp"
#include "models/disruption/strike_damage.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"

namespace dimai::models {

/// What is left of demand when tunnels are lost, without simulating: thousands of cases a second.
///
/// A pair of portals is joined if open links that admit its profile lead from one to the other,
/// never through a portal.
class LossStudy {
 public:
  /// @param network  outlives the study
  /// @param router   tells which links admit which profile
  LossStudy(const Network& network, const Router& router, std::vector<PairDemand> pairs);
  ~LossStudy();
  LossStudy(const LossStudy&) = delete;
  LossStudy& operator=(const LossStudy&) = delete;

  /// Share of the trips whose pair is still joined. Many threads may ask at once.
  /// @param lost  1: the link is lost  [link]
  double connected_share(std::span<const std::uint8_t> lost) const;

  /// Share of the trips whose pair is joined by a way of at most so many times its usual time; many
  /// threads may ask at once. Ways take their shortest time, at free speed.
  /// @param factors  of the usual time, each >= 1 [-]; one answer for each
  std::vector<double> in_time_shares(std::span<const std::uint8_t> lost,
                                     std::span<const double> factors) const;

  const std::vector<PairDemand>& pairs() const { return pairs_; }

 private:
  struct Ways;
  Ways ways_of(const Router& router, std::uint32_t profile) const;
  double joined_trips(std::span<const std::uint8_t> lost, std::size_t& next) const;
  std::vector<double> times_s(std::span<const std::uint8_t> lost) const;

  const Network& network_;
  std::vector<PairDemand> pairs_;  ///< by profile, then origin
  std::vector<Ways> ways_;         ///< [profile]
  std::vector<double> cost_s_;     ///< to run over each link  [link]
  std::vector<double> usual_s_;    ///< [pair]
  double trips_ = 0.0;
};

/// Several cases of one kind.
struct Spread {
  double mean = 0.0, least = 0.0, p5 = 0.0, p50 = 0.0, p95 = 0.0;
};
Spread spread_of(std::vector<double> values);

/// Tunnels in an order of loss: which links are lost first, [tunnel][link].
using TunnelLinks = std::vector<std::vector<LinkIndex>>;
/// Both directions of each tunnel.
TunnelLinks tunnels_of(const Network& network);

/// One strike of a campaign, without simulating: the share joined right after, and its
/// recovery as crews mend.
struct Restoration {
  double after = 1.0;  ///< share joined right after the strike
  std::uint32_t failures = 0;
  Recovery recovery;  ///< of the share joined, over `horizon_s`
};

/// Repairs in the order in which crews come, the share joined after each.
/// @param trips  by link, for priorities by demand
Restoration restoration(const LossStudy& study, const Network& network, const DisruptionPlan& plan,
                        std::span<const Failure> failures, std::span<const double> trips,
                        double horizon_s, DrawKey key);

}  // namespace dimai::models
