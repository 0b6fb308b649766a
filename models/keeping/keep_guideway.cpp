#include <cstring>
#include <utility>

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

namespace {

/// One member of all rows. Numbers that change little from row to row: differences to the row
/// before, each byte of them beside the same byte of the other rows, so that they pack well.
template <class T>
void keep_column(sim::Archive& archive, std::vector<LanePassage>& rows, T LanePassage::*member) {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(std::uint64_t));
  constexpr std::size_t kBits = 8;
  std::vector<std::uint8_t> bytes(rows.size() * sizeof(T));
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < rows.size() && !archive.reads(); ++i) {
    std::uint64_t value = 0;
    std::memcpy(&value, &(rows[i].*member), sizeof(T));
    const std::uint64_t difference = value - std::exchange(before, value);
    for (std::size_t b = 0; b < sizeof(T); ++b)
      bytes[b * rows.size() + i] = static_cast<std::uint8_t>(difference >> (kBits * b));
  }
  archive(bytes);
  for (std::size_t i = 0; i < rows.size() && archive.reads(); ++i) {
    for (std::size_t b = 0; b < sizeof(T); ++b)
      before += std::uint64_t{bytes[b * rows.size() + i]} << (kBits * b);
    std::memcpy(static_cast<void*>(&(rows[i].*member)), &before, sizeof(T));
  }
}

/// Most of a snapshot of a large network, 64 bytes a passage as they stand; in columns about a
/// quarter is left once they are packed. How long a passage took says more than when it ended.
void keep_passages(sim::Archive& archive, std::vector<LanePassage>& rows) {
  for (LanePassage& row : rows) row.left_ns -= row.entered_ns;
  keep_column(archive, rows, &LanePassage::entered_ns);
  keep_column(archive, rows, &LanePassage::left_ns);
  keep_column(archive, rows, &LanePassage::position_um);
  keep_column(archive, rows, &LanePassage::headways);
  keep_column(archive, rows, &LanePassage::train);
  keep_column(archive, rows, &LanePassage::next_lane);
  keep_column(archive, rows, &LanePassage::next_sequence);
  keep_column(archive, rows, &LanePassage::next_position_um);
  keep_column(archive, rows, &LanePassage::entry_speed_m_s);
  keep_column(archive, rows, &LanePassage::target);
  if (archive.reads()) {
    for (LanePassage& row : rows) row.left_ns += row.entered_ns;
  }
}

}  // namespace

void PassageRing::keep(sim::Archive& archive) {
  auto& [ring, mask, first, head, end, asked_from, first_position_um] = *this;
  archive(mask, first, head, end, asked_from, first_position_um);
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): see ring_
  if (archive.reads()) ring = std::make_unique<LanePassage[]>(std::size_t{mask} + 1);
  // A passage's members are told apart, so that a new one does not compile until it is kept.
  [[maybe_unused]] auto& [entered_ns, left_ns, position_um, headways, train, next_lane,
                          next_sequence, next_position_um, entry_speed_m_s, target] = ring[0];
  std::vector<LanePassage> rows(end - first);
  for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = (*this)[first + i];
  keep_passages(archive, rows);
  if (!archive.reads()) return;
  for (std::uint32_t i = 0; i < rows.size(); ++i) (*this)[first + i] = rows[i];
}

namespace {

void keep_lane(sim::Archive& archive, Lane& lane) {
  [[maybe_unused]] auto& [passages, length_um, ns_per_um, tau_ns, running_ns, speed_m_s, entry_ns,
                          slot_ns, newest_position_um, newest_entered_ns, newest_length_um,
                          newest_headways, cut_count, link, from, to, tubes, contenders, waiters,
                          dip_anchor_um, last_served, trunk, closed, guarded, entry_waits,
                          slower_next, merge, couples, looks_ahead, reorders, left_elsewhere,
                          entered_elsewhere, broken, untold, lost_times] = lane;
  archive(passages, entry_ns, slot_ns, newest_position_um, newest_entered_ns, newest_length_um,
          newest_headways, cut_count, contenders, waiters, dip_anchor_um, last_served, closed,
          entry_waits, broken, untold);
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
