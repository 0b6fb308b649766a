#include "models/keeping/keep.hpp"
#include "models/regions/regions.hpp"

namespace dimai::models {

static void keep(sim::Archive& archive, Crossings::Arrival& arrival) {
  auto& [lane, passage, train, lost_times, members_end] = arrival;
  archive(lane, passage, train, lost_times, members_end);
}

namespace {

void keep_crossings(sim::Archive& archive, Crossings& told) {
  auto& [arrivals, members, clearings] = told;
  archive(arrivals, members, clearings);
}

}  // namespace

void Regions::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [partition, regions, look_ahead_ns, now, times, journeys, team] = *this;
  archive.part("regions");
  archive.same(regions.size(), "regions");
  // What it took is of this machine and session; the number of windows says whose turn it is.
  archive(now, times.windows, journeys);
  for (const std::unique_ptr<Region>& region : regions) {
    [[maybe_unused]] auto& [simulation, guideway, desk, told, window_s] = *region;
    archive(simulation, *guideway, *desk);
    for (Crossings& each : told) keep_crossings(archive, each);
  }
}

}  // namespace dimai::models
