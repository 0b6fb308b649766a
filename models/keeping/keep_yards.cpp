#include "models/keeping/keep.hpp"
#include "models/yards/yards.hpp"

namespace dimai::models {

void StandingRoom::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [lanes, lane_um, sharing] = *this;
  archive(lanes);
}

namespace {

void keep_track(sim::Archive& archive, Yards::Track& track) {
  [[maybe_unused]] auto& [node, link, source, timer_number, waiting, flow_per_s, flow_time_ns,
                          layout, room, throat_ns, throat_lane, busy_until_ns, held, refused,
                          block_of, counts, use] = track;
  archive(timer_number, waiting, flow_per_s, flow_time_ns, room, throat_ns, throat_lane,
          busy_until_ns, held, refused, block_of, counts, use);
}

}  // namespace

void Yards::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, router, guideway, policies, tracks, track_of_link, reordering,
                          reordering_of_link, orders] = *this;
  archive.same(tracks.size(), "tracks of yards");
  for (Track& each : tracks) keep_track(archive, each);
  archive(orders);  // those in use were found under the routes of some time before
}

}  // namespace dimai::models
