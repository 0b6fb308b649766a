#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/recovery/service_count.hpp"
#include "scenarios/language.hpp"
#include "scenarios/measure.hpp"
#include "scenarios/pipeline.hpp"
#include "scenarios/results/result_writer.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// Service of a system of pipelines, or of one of its lines, over a run in which something failed.
struct PipelineService {
  std::string system;  ///< kind of its plan
  models::ServiceCount count;
  models::Recovery recovery;
};

/// Those of which something was asked for, in the order of the scenario's systems.
/// @param first_failure_s  nothing had failed before it
std::vector<PipelineService> pipeline_services(
    const Scenario& scenario, const std::vector<std::unique_ptr<PipelineRun>>& runs, double end_s,
    double first_failure_s);

/// Tables /disruption/pipelines and /disruption/pipeline_service; none without services.
void write_pipeline_services(ResultWriter& writer, const std::vector<PipelineService>& services);
/// Rows of /summary.
std::vector<Measure> pipeline_service_measures(const std::vector<PipelineService>& services);
/// The name that people see.
std::string service_title(const PipelineService& service, Language language);

}  // namespace dimai::scenarios
