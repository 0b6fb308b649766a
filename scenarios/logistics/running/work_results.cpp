#include "scenarios/logistics/running/work_results.hpp"

#include <algorithm>
#include <limits>

namespace dimai::scenarios {

namespace {

constexpr double kDay_s = 86400.0;

}  // namespace

std::vector<LaneUse> lane_uses(const models::Shipments& shipments, double days) {
  const models::ShipmentPlan& plan = shipments.plan();
  std::vector<LaneUse> uses;
  for (const models::ModeIndex mode : plan.modes.indices()) {
    LaneUse use;
    use.mode = mode;
    double waited_s = 0.0;
    for (const models::LaneGroupIndex g : plan.groups.indices()) {
      const models::LaneGroup& group = plan.groups[g];
      if (group.mode != mode || group.lanes == 0) continue;
      const auto& state = shipments.lanes()[g];
      use.lanes += group.lanes;
      use.legs += state.served;
      waited_s += state.waited_s;
      use.busiest_a_day = std::max(use.busiest_a_day, static_cast<double>(state.served) /
                                                          static_cast<double>(group.lanes) / days);
    }
    if (use.lanes == 0 || plan.modes[mode].kind != models::kModeKinds[0]) continue;
    const double headway_s = plan.modes[mode].headway_s;
    use.a_day = static_cast<double>(use.legs) / static_cast<double>(use.lanes) / days;
    use.capacity_a_day =
        headway_s > 0.0 ? kDay_s / headway_s : std::numeric_limits<double>::infinity();
    use.wait_s = use.legs > 0 ? waited_s / static_cast<double>(use.legs) : 0.0;
    uses.push_back(use);
  }
  return uses;
}

ProjectProgress progress_of(const ProjectPlan& project, const models::Industry& industry) {
  const models::IndustryPlan& plan = industry.plan();
  const models::StockState& stock = industry.stocks()[project.stock];
  const models::MachineState& machine = industry.machines()[project.machine];
  ProjectProgress progress;
  progress.made = std::min(stock.made, project.quantity);
  progress.done = stock.made >= project.quantity;
  const auto opened_s =
      static_cast<double>(plan.sites[plan.stocks[project.stock].site].stage) * kDay_s;
  const double first_s = sim::to_seconds({stock.first_made_ns});
  const double last_s = sim::to_seconds({stock.last_made_ns});
  const double rest = project.quantity - progress.made;
  const double pace_s = stock.made > 1.0
                            ? (last_s - first_s) / (stock.made - 1.0)
                            : std::numeric_limits<double>::infinity();  // between two units
  progress.build_days = (last_s - opened_s + (rest > 0.0 ? rest * pace_s : 0.0)) / kDay_s;
  if (stock.made > 0.0)
    progress.machine_days = machine.busy_s / kDay_s * project.quantity / stock.made;
  progress.site_days =
      progress.build_days * static_cast<double>(plan.machines[project.machine].count);
  return progress;
}

}  // namespace dimai::scenarios
