#include "scenarios/running/run.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

void Run::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [scenario, simulation, bin_end, bin_over, profiles, need, router, dispatch,
                          fleet_by_message, guideway, regions, service, route_keeper, broken_ways,
                          parts, disruption, start_portals, pipelines] = *this;
  archive(*router, simulation, bin_end, bin_over);
  archive.part("guideways");
  archive.same(regions ? 1 : 0, "networks in regions");
  if (regions) archive(*regions);
  if (guideway) archive(*guideway);
  archive(*service, *route_keeper, start_portals);
  archive.same(dispatch ? 1 : 0, "runs that are dispatched by message");
  if (dispatch) archive(*dispatch);
  archive.same(disruption ? 1 : 0, "networks in which things fail");
  if (disruption) archive(*disruption);
  if (broken_ways) archive(*broken_ways);
  archive.each(pipelines);
  archive.part("end");
}

}  // namespace dimai::scenarios
