#include "models/disruption/repair_crews.hpp"

#include <algorithm>
#include <limits>

#include "models/network/geodesic.hpp"
#include "sim/elementary.hpp"

namespace dimai::models {

double repair_time_s(const RepairParameters& rules, std::uint32_t moderate, std::uint32_t severe,
                     double standard) {
  const double median_s = moderate * rules.moderate_time_s + severe * rules.severe_time_s;
  return median_s * sim::natural_exponential(rules.dispersion * standard);
}

RepairCrews::RepairCrews(const RepairParameters& rules, Place base)
    : rules_(rules), crews_(static_cast<std::size_t>(rules.crews), Crew{base, true}) {}

double RepairCrews::way_m(const Crew& crew, const Job& job) const {
  return rules_.detour * geodesic_distance_m(crew.place.longitude_deg, crew.place.latitude_deg,
                                             job.place.longitude_deg, job.place.latitude_deg);
}

/// The free crew that is nearest, and its way; past the last if none is free.
std::pair<std::size_t, double> RepairCrews::nearest_crew(const Job& job) const {
  std::pair<std::size_t, double> best{crews_.size(), std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < crews_.size(); ++i) {
    if (!crews_[i].idle) continue;
    const double way = way_m(crews_[i], job);
    if (way < best.second) best = {i, way};
  }
  return best;
}

std::optional<RepairCrews::Assignment> RepairCrews::send(double now_s) {
  const bool any_idle =
      std::any_of(crews_.begin(), crews_.end(), [](const Crew& crew) { return crew.idle; });
  if (open_.empty() || !any_idle) return std::nullopt;
  auto chosen = open_.begin();
  if (rules_.priority == "demand") {
    chosen = std::max_element(open_.begin(), open_.end(),
                              [](const Job& a, const Job& b) { return a.weight < b.weight; });
  } else if (rules_.priority == "nearest") {
    double least_m = std::numeric_limits<double>::infinity();
    for (auto job = open_.begin(); job != open_.end(); ++job) {
      const double way = nearest_crew(*job).second;
      if (way >= least_m) continue;
      least_m = way;
      chosen = job;
    }
  }
  const auto [crew, way] = nearest_crew(*chosen);
  const double arrive_s = now_s + way / rules_.speed_m_s;
  const Assignment assignment{chosen->failure, static_cast<std::uint32_t>(crew), arrive_s,
                              arrive_s + chosen->work_s};
  crews_[crew] = {chosen->place, false};
  open_.erase(chosen);
  return assignment;
}

void RepairCrews::forget(std::uint32_t failure) {
  const auto same = [failure](const Job& job) { return job.failure == failure; };
  open_.erase(std::remove_if(open_.begin(), open_.end(), same), open_.end());
}

}  // namespace dimai::models
