#include "models/keeping/keep.hpp"

namespace dimai::models {

// What has been handed over to the results is not here any more: these lists are short.

void keep(sim::Archive& archive, FormationLog& log) {
  auto& [time_s, node, kind, train, other_train, before, after] = log;
  archive(time_s, node, kind, train, other_train, before, after);
}

void keep(sim::Archive& archive, TraversalLog& log) {
  auto& [train, link, entry_time_s, exit_time_s, capsules] = log;
  archive(train, link, entry_time_s, exit_time_s, capsules);
}

void keep(sim::Archive& archive, YardLog& log) {
  auto& [time_s, node, link, train, capsules, plan, passes, rolled, moves, as_come, ahead,
         sorting_s, ready_s] = log;
  archive(time_s, node, link, train, capsules, plan, passes, rolled, moves, as_come, ahead,
          sorting_s, ready_s);
}

namespace {

void keep_crossings(sim::Archive& archive, CrossingLog& log) {
  auto& [time_us, train, link, tube, extra_run_us] = log;
  archive(time_us, train, link, tube, extra_run_us);
}

void keep_boardings(sim::Archive& archive, BoardingLog& log) {
  auto& [time_us, train, capsule, place, kind] = log;
  archive(time_us, train, capsule, place, kind);
}

void keep_movements(sim::Archive& archive, MovementLog& log) {
  auto& [time_us, capsule, train, request, loaded, origin, destination] = log;
  archive(time_us, capsule, train, request, loaded, origin, destination);
}

}  // namespace

void keep(sim::Archive& archive, JourneyLog& log) {
  [[maybe_unused]] auto& [on, crossings, boardings, movements, arrivals] = log;
  keep_crossings(archive, crossings);
  keep_boardings(archive, boardings);
  keep_movements(archive, movements);
  auto& [time_us, capsule] = arrivals;
  archive(time_us, capsule);
}

void keep(sim::Archive& archive, Observation& observation) {
  [[maybe_unused]] auto& [junctions, flows, formations, traversals, journeys, yard_log, recorded,
                          from_ns, until_ns, crossings, least_slack_ns] = observation;
  [[maybe_unused]] auto& [bin_ns, links, trains, capsules, delay_s] = flows;
  archive(junctions, trains, capsules, delay_s, formations, traversals, journeys, yard_log,
          crossings, least_slack_ns);
}

void TrackUse::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [bin_ns, standing, since_ns, sums_s] = *this;
  archive(standing, since_ns, sums_s);
}

}  // namespace dimai::models
