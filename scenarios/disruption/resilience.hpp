#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/losses/loss_study.hpp"
#include "models/losses/topography.hpp"
#include "models/network/routing.hpp"
#include "scenarios/language.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// What a static study of a scenario's resilience is asked.
struct ResilienceQuestion {
  std::uint32_t most_losses = 10;
  std::uint32_t draws = 1000;
  std::uint32_t in_time_draws = 0;  ///< of these, whose ways' times are looked at, too
  std::vector<double> in_time_factors{1.1, 1.5, 2.0};  ///< of the usual time
  std::uint32_t ranked = 20;
  std::uint32_t strikes = 0;  ///< 0: no campaign
  double radius_m = 500.0;
  double horizon_s = 30.0 * 86400.0;
  std::size_t threads = 1;  ///< changes nothing but the time it takes
};

/// Share of demand that is still joined after so many losses.
struct LossRow {
  std::string kind;  ///< random, trips, betweenness, area
  std::uint32_t losses = 0;
  models::Spread share;
  std::vector<models::Spread> in_time;  ///< share by a way of at most so many times the usual time
};

/// What the loss of one tunnel or node takes.
struct CriticalRow {
  std::string id;
  bool is_node = false;
  double trips = 0.0;            ///< of a run whose usual way leads there
  double connected_share = 1.0;  ///< without it
  double in_time_share = 1.0;    ///< trips whose way takes no more than late_factor times as long
  double mean_time = 1.0;        ///< of those still joined, over what they take usually [-]
};

struct StrikeCampaign {
  std::vector<double> after, area, to_50_s, to_90_s, to_99_s, failures;  ///< [strike]
};

struct ResilienceAnswer {
  models::Topography topography;
  std::vector<std::string> bridges, articulation_points;
  std::size_t tunnels = 0, pairs = 0;
  double trips = 0.0;
  std::vector<LossRow> losses;
  std::vector<CriticalRow> critical;
  StrikeCampaign campaign;
};

/// Studies a network without simulating it. `router` is changed and left as it was.
ResilienceAnswer study_resilience(const Scenario& scenario, models::Router& router,
                                  std::vector<models::PairDemand> pairs,
                                  const ResilienceQuestion& question);

std::string resilience_json(const Scenario& scenario, const ResilienceQuestion& question,
                            const ResilienceAnswer& answer);
std::string resilience_text(const Scenario& scenario, const ResilienceQuestion& question,
                            const ResilienceAnswer& answer, Language language);

}  // namespace dimai::scenarios
