#include "models/yards/in_motion.hpp"

#include <algorithm>
#include <numeric>

#include "models/physics/dip.hpp"
#include "models/trains/marshalling.hpp"

namespace dimai::models {

namespace {

/// Capsules that stay coupled: neighbours in the old and in the new order.
struct Group {
  std::uint32_t first = 0;  ///< position in the old train
  double length_m = 0.0;
  double comes_s = 0.0;
  double goes_s = 0.0;
};

/// Groups in the order of the new train.
std::vector<Group> groups_of(const RunningUnits& units, const std::vector<std::uint32_t>& order) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double length_m = units.lengths_m[order[i]];
    if (i > 0 && order[i] == order[i - 1] + 1) {
      groups.back().length_m += units.coupling_gap_m + length_m;
    } else {
      groups.push_back({order[i], length_m, 0.0, 0.0});
    }
  }
  return groups;
}

}  // namespace

ReorderedInMotion reorder_in_motion(const RunningUnits& units, std::size_t lane_count,
                                    double lane_length_m, const Rates& rates) {
  ReorderedInMotion result;
  result.order.resize(units.ranks.size());
  std::iota(result.order.begin(), result.order.end(), 0U);
  std::stable_sort(result.order.begin(), result.order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return units.ranks[a] < units.ranks[b];
  });
  std::vector<Group> groups = groups_of(units, result.order);
  result.groups = static_cast<std::uint32_t>(groups.size());
  result.possible = longest_decreasing(units.ranks) <= lane_count;
  if (groups.size() < 2) return result;

  const double opened_s = (units.standstill_gap_m - units.coupling_gap_m) / units.speed_m_s +
                          std::max(units.separation_s, 0.0);
  const auto step_s = [&](const Group& group) {
    return (group.length_m + units.coupling_gap_m) / units.speed_m_s + opened_s;
  };
  double time_s = 0.0;
  for (Group& group : groups) {
    group.goes_s = time_s;
    time_s += step_s(group);
  }
  std::vector<std::size_t> as_they_came(groups.size());
  std::iota(as_they_came.begin(), as_they_came.end(), std::size_t{0});
  std::sort(as_they_came.begin(), as_they_came.end(),
            [&](std::size_t a, std::size_t b) { return groups[a].first < groups[b].first; });
  time_s = 0.0;
  double start_s = 0.0;
  for (const std::size_t group : as_they_came) {
    groups[group].comes_s = time_s;
    start_s = std::max(start_s, time_s - groups[group].goes_s);
    time_s += step_s(groups[group]);
  }
  for (const Group& group : groups) {
    const double held_s = start_s + group.goes_s - group.comes_s;
    const Dip dip = plan_dip(held_s, units.speed_m_s, rates);
    result.possible = result.possible && dip_fits(dip, 0.0, lane_length_m);
  }
  result.delay_s = start_s + static_cast<double>(groups.size() - 1) * opened_s;
  return result;
}

}  // namespace dimai::models
