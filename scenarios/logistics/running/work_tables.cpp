// Tables of cranes and other lanes, of projects, of empties.

#include "scenarios/logistics/running/logistics_tables.hpp"
#include "scenarios/logistics/running/table_columns.hpp"
#include "scenarios/logistics/running/work_results.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

void write_lane_uses(ResultWriter& writer, const models::Shipments& shipments) {
  const std::vector<LaneUse> uses = lane_uses(shipments, days_of(shipments));
  writer.write_columns(
      "/logistics/lane_use",
      {rows_of("mode", "row of /logistics/modes", uses, [](const auto& u) { return u.mode.value; }),
       rows_of("lanes", "lanes, cranes or lifts in all", uses,
               [](const auto& u) { return u.lanes; }),
       rows_of("legs", "done in all", uses, [](const auto& u) { return u.legs; }),
       numbers("a_day", "1/d", "legs a lane, mean of all", uses,
               [](const auto& u) { return u.a_day; }),
       numbers("busiest_a_day", "1/d", "legs a lane, of the busiest group", uses,
               [](const auto& u) { return u.busiest_a_day; }),
       numbers("capacity_a_day", "1/d", "legs that a lane could do", uses,
               [](const auto& u) { return u.capacity_a_day; }),
       numbers("wait_s", "s", "mean of a leg", uses, [](const auto& u) { return u.wait_s; })});
}

void write_projects(ResultWriter& writer, const std::vector<ProjectPlan>& projects,
                    const models::Industry& industry) {
  if (projects.empty()) return;
  std::vector<ProjectProgress> rows;
  for (const ProjectPlan& each : projects) rows.push_back(progress_of(each, industry));
  writer.write_columns(
      "/logistics/projects",
      {texts("name", "what is built", projects, [](const auto& p) { return p.name; }),
       texts("name_zh", "the same in Chinese", projects, [](const auto& p) { return p.name_zh; }),
       numbers("quantity", "1", "units that it takes", projects,
               [](const auto& p) { return p.quantity; }),
       numbers("made", "1", "units put in place", rows, [](const auto& p) { return p.made; }),
       rows_of("done", "1 if it is complete; else days are at this pace", rows,
               [](const auto& p) { return p.done; }),
       numbers("build_days", "d", "from the opening of the site to the last unit", rows,
               [](const auto& p) { return p.build_days; }),
       numbers("machine_days", "d", "machines at work, 24 h each", rows,
               [](const auto& p) { return p.machine_days; }),
       numbers("site_days", "d", "machines standing there", rows,
               [](const auto& p) { return p.site_days; })});
}

void write_returns(ResultWriter& writer, const std::vector<models::ReturnRule>& rules,
                   const std::vector<models::ReturnCount>& counts) {
  if (rules.empty()) return;
  writer.write_columns(
      "/logistics/returns",
      {texts("name", "of the packaging", rules, [](const auto& r) { return r.parameters.name; }),
       rows_of("full", "row of /logistics/classes: what leaves it", rules,
               [](const auto& r) { return r.full; }),
       rows_of("empty", "row of /logistics/classes: what takes it back", rules,
               [](const auto& r) { return r.empty; }),
       numbers("left", "1", "empties that were left where shipments arrived", counts,
               [](const auto& c) { return c.left; }),
       numbers("waiting", "1", "for a full batch, at the end", counts,
               [](const auto& c) { return c.waiting; }),
       numbers("under_way", "1", "at the end", counts, [](const auto& c) { return c.under_way; }),
       numbers("back", "1", "where they came from", counts, [](const auto& c) { return c.back; }),
       rows_of("shipments", "that took them", counts, [](const auto& c) { return c.shipments; })});
}

}  // namespace dimai::scenarios
