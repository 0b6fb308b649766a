#pragma once

#include <vector>

#include "models/industry/industry.hpp"
#include "models/shipments/shipments.hpp"
#include "scenarios/logistics/logistics_plan.hpp"

namespace dimai::scenarios {

/// Use of the lanes of a mode, such as cranes: legs that they did, and could do.
struct LaneUse {
  models::ModeIndex mode;
  std::int64_t lanes = 0;       ///< of all groups
  std::uint64_t legs = 0;       ///< of all groups
  double a_day = 0.0;           ///< legs a lane and day, mean
  double busiest_a_day = 0.0;   ///< the same of the busiest group
  double capacity_a_day = 0.0;  ///< of one lane, by its headway
  double wait_s = 0.0;          ///< mean of a leg
};

/// Modes whose lanes are limited. @param days  that shipments arise in
std::vector<LaneUse> lane_uses(const models::Shipments& shipments, double days);

/// How far a project has come, and what all of it takes.
struct ProjectProgress {
  double made = 0.0;          ///< units in the run, at most those wanted
  bool done = false;          ///< all of it is made
  double build_days = 0.0;    ///< from its site's opening to the last unit; if it is not done, at
                              ///< the pace between its first and its last unit; infinite if no pace
  double machine_days = 0.0;  ///< at work, for all of it: 24 h each
  double site_days = 0.0;     ///< machines standing there, for all of it
};

ProjectProgress progress_of(const ProjectPlan& project, const models::Industry& industry);

}  // namespace dimai::scenarios
