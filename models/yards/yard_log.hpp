#pragma once

#include <cstdint>
#include <vector>

namespace dimai::sim {
class Archive;
}

namespace dimai::models {

/// What the tracks of a yard towards one tube did in the whole run.
struct YardCounts {
  std::uint64_t capsules = 0;  ///< that came in
  std::uint64_t trains = 0;    ///< that were made of them, of one capsule or more
  std::uint64_t passes = 0;    ///< through the lanes or over the hump, over all trains
  std::uint64_t rolled_units = 0;
  std::uint64_t point_moves = 0;
  std::uint64_t cuts_as_come = 0;   ///< that trains would have needed in the order of arrival
  std::uint64_t cuts_ahead = 0;     ///< that they need as they leave
  std::uint64_t held_trains = 0;    ///< that had to wait on the line, for there was no room
  std::uint64_t most_standing = 0;  ///< capsules at one time, trains that are to leave included
  double held_s = 0.0;              ///< sum of these waits
  double sorting_s = 0.0;           ///< sum over trains of the time to put them in order
  double standing_s = 0.0;          ///< sum over capsules, from the line to the line
};

/// Trains made in yards since the last drain, a column each.
struct YardLog {
  std::vector<double> time_s;  ///< when the policy closed the train
  std::vector<std::uint32_t> node;
  std::vector<std::uint32_t> link;
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> capsules;
  std::vector<std::uint8_t> plan;
  std::vector<std::uint32_t> passes;
  std::vector<std::uint32_t> rolled_units;
  std::vector<std::uint32_t> point_moves;
  std::vector<std::uint32_t> cuts_as_come;
  std::vector<std::uint32_t> cuts_ahead;
  std::vector<double> sorting_s;
  std::vector<double> ready_s;  ///< when it stands coupled, in order
};

/// Capsules that stand on a track, by time bin.
class TrackUse {
 public:
  explicit TrackUse(std::int64_t bin_ns = 1) : bin_ns_(bin_ns) {}

  /// From now on that many more stand there, or fewer.
  void change(std::int64_t now_ns, std::int64_t difference) {
    settle(now_ns);
    standing_ += difference;
  }
  std::int64_t standing() const { return standing_; }
  /// Writes down what has stood until now.
  void settle(std::int64_t now_ns);
  /// Capsule-seconds by bin, as far as somebody has stood; shape (bin,).
  const std::vector<double>& sums_s() const { return sums_s_; }
  void keep(sim::Archive& archive);  ///< see there

 private:
  std::int64_t bin_ns_;
  std::int64_t standing_ = 0;
  std::int64_t since_ns_ = 0;
  std::vector<double> sums_s_;
};

}  // namespace dimai::models
