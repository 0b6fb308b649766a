#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/disruption/broken_ways.hpp"
#include "models/disruption/service_curve.hpp"
#include "models/disruption/stocks.hpp"
#include "models/operation/service.hpp"
#include "scenarios/disruption/pipeline_service.hpp"
#include "scenarios/language.hpp"
#include "scenarios/measure.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// A run as its disruption is judged by.
struct DisruptedRun {
  const Scenario& scenario;
  const models::Service& service;
  const models::Disruption* disruption = nullptr;  ///< none if nothing can fail
  const models::BrokenWays* ways = nullptr;        ///< none if nothing but pipelines can
  double now_s = 0.0;
  const std::vector<std::unique_ptr<PipelineRun>>* pipelines = nullptr;
};

/// The stock of one portal.
struct StockOutcome {
  models::NodeIndex portal;
  std::uint32_t capsule_class = 0;
  double use_per_day = 0.0;   ///< loads
  double initial_days = 0.0;  ///< of use
  models::StockHistory history;
};

/// What a disruption did to service. A request counts as served in time if it arrived within
/// late_factor undelayed journeys and late_grace, and nobody had to leave the capsule on the way;
/// one that may still do so at the end of the run is left out.
struct DisruptionOutcome {
  models::ServiceCurve served;     ///< by time of request
  models::ServiceCurve connected;  ///< share of trips whose pair a way joins
  models::Recovery served_recovery;
  models::Recovery connected_recovery;
  double first_failure_s = 0.0;
  std::uint64_t evacuated = 0;          ///< capsules that people left
  std::uint64_t arrived_after_all = 0;  ///< of their requests: those that count as arrived
  std::vector<StockOutcome> stocks;
  std::vector<PipelineService> pipelines;
};

DisruptionOutcome disruption_outcome(const DisruptedRun& run);

/// Rows of /summary.
std::vector<Measure> disruption_measures(const DisruptedRun& run, const DisruptionOutcome& outcome);
/// Lines for the terminal.
std::string disruption_text(const DisruptedRun& run, const DisruptionOutcome& outcome,
                            Language language);

}  // namespace dimai::scenarios
