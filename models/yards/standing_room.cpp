#include "models/yards/standing_room.hpp"

namespace dimai::models {

std::uint32_t StandingRoom::lane_for(std::uint32_t rank, std::int64_t space_um) const {
  std::vector<std::uint64_t> last(lanes_.size());
  std::vector<bool> room(lanes_.size());
  std::uint32_t empty = kNoLane;
  for (std::uint32_t lane = 0; lane < lanes_.size(); ++lane) {
    last[lane] = lanes_[lane].last_rank;
    room[lane] = lanes_[lane].used_um + space_um <= lane_um_;
    if (sharing_ == Sharing::by_patience || !room[lane]) continue;
    if (last[lane] == rank) return lane;
    if (last[lane] == kEmptyLane && empty == kNoLane) empty = lane;
  }
  if (empty != kNoLane) return empty;
  const std::size_t lane = arrival_lane(last, room, rank);
  return lane == lanes_.size() ? kNoLane : static_cast<std::uint32_t>(lane);
}

std::uint32_t StandingRoom::admits(std::span<const std::uint32_t> ranks,
                                   std::span<const std::int64_t> spaces_um) const {
  StandingRoom copy = *this;
  std::uint32_t count = 0;
  while (count < ranks.size() && copy.take(ranks[count], spaces_um[count]) != kNoLane) ++count;
  return count;
}

std::uint32_t StandingRoom::take(std::uint32_t rank, std::int64_t space_um) {
  const std::uint32_t lane = lane_for(rank, space_um);
  if (lane == kNoLane) return lane;
  lanes_[lane].used_um += space_um;
  lanes_[lane].last_rank = rank;
  ++lanes_[lane].waiting;
  return lane;
}

void StandingRoom::close(std::uint32_t lane) {
  if (--lanes_[lane].waiting == 0) lanes_[lane].last_rank = kEmptyLane;
}

void StandingRoom::give_back(std::uint32_t lane, std::int64_t space_um) {
  lanes_[lane].used_um -= space_um;
}

}  // namespace dimai::models
