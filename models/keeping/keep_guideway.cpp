#include "models/guideway/guideway.hpp"
#include "models/keeping/keep.hpp"

namespace dimai::models {

void TrainTable::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [gap_um, stride, next_number, capsules, trains, free] = *this;
  archive(next_number, capsules, trains, free);
}

void CycleGuard::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [places, first_place, regions] = *this;
  archive.same(places.size(), "places");
  for (Place& place : places) {
    [[maybe_unused]] auto& [capacity, taken, booked, region, first, tubes] = place;
    archive(taken, booked);
  }
}

void PassageRing::keep(sim::Archive& archive) {
  auto& [ring, mask, first, head, end, asked_from, first_position_um] = *this;
  archive(mask, first, head, end, asked_from, first_position_um);
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): see ring_
  if (archive.reads()) ring = std::make_unique<LanePassage[]>(std::size_t{mask} + 1);
  for (std::uint32_t sequence = first; sequence != end; ++sequence) archive((*this)[sequence]);
}

namespace {

void keep_lane(sim::Archive& archive, Lane& lane) {
  [[maybe_unused]] auto& [passages, length_um, ns_per_um, tau_ns, running_ns, speed_m_s, entry_ns,
                          slot_ns, newest_position_um, newest_entered_ns, newest_length_um,
                          newest_headways, cut_count, link, from, to, tubes, contenders, waiters,
                          dip_anchor_um, last_served, trunk, closed, guarded, entry_waits,
                          slower_next, merge, couples, looks_ahead, reorders, left_elsewhere,
                          entered_elsewhere, shut, broken, untold, lost_times] = lane;
  archive(passages, entry_ns, slot_ns, newest_position_um, newest_entered_ns, newest_length_um,
          newest_headways, cut_count, contenders, waiters, dip_anchor_um, last_served, closed,
          entry_waits, shut, broken, untold);
  std::vector<LostTime> times;
  if (lost_times) times = *lost_times;
  archive(times);
  lost_times = times.empty() ? nullptr : std::make_unique<std::vector<LostTime>>(times);
}

void keep_source(sim::Archive& archive, Source& source) {
  [[maybe_unused]] auto& [node, is_portal, queue, track] = source;
  archive(queue);
}

}  // namespace

void Guideway::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, router, parameters, gap_um, spacing_um, slack_ns, switch_ns,
                          classes, trains, lanes, first_lane, lanes_into, first_into, push_count,
                          swept_lane, sources, exit, inlets, contenders, waiters, portal_queue,
                          halves, guard_queue, bound, breaks, traction, yards, guard, observation,
                          scratch, coming, coming_count, portals, simulation, control, handler] =
      *this;
  archive.part("guideway");
  archive(trains);
  archive.same(lanes.size(), "lanes");
  for (Lane& lane : lanes) keep_lane(archive, lane);
  archive.same(sources.size(), "sources");
  for (Source& each : sources) keep_source(archive, each);
  archive(push_count, swept_lane, inlets, contenders, waiters, portal_queue, guard_queue, bound,
          breaks, yards, guard, observation);
}

}  // namespace dimai::models
