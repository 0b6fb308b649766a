#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/dispatch/dispatch_plan.hpp"
#include "scenarios/language.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// Who dispatches and over which links, as a run of the scenario has it; nothing where all is
/// decided at once.
std::optional<models::DispatchPlan> dispatch_plan_of(const Scenario& scenario);

/// Rows of a name and a text: dispatchers with their computers and portals, cabinets and radio
/// cells by their links, computers of capsules, meshes.
std::vector<std::pair<std::string, std::string>> host_rows(const Scenario& scenario,
                                                           const models::DispatchPlan& plan,
                                                           Language language);

/// The same as a JSON object: architecture, dispatchers, cabinets, cells, capsules, meshes.
std::string hosts_json(const Scenario& scenario, const models::DispatchPlan& plan);

}  // namespace dimai::scenarios
