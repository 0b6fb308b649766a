#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/disruption/repair_parameters.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

/// Purpose of the draws of repair times, entity: the failure.
inline constexpr std::uint32_t kRepairPurpose = 0x52500000;
/// The same for hosts, so that tunnels take as long to repair with hosts as without.
inline constexpr std::uint32_t kHostRepairPurpose = 0x52510000;

/// The same for parts of pipelines, entity: of their name and when they fail.
inline constexpr std::uint32_t kPartRepairPurpose = 0x52520000;

/// Repair crews at the surface: who goes where, and when work ends.
///
/// A crew works at one place at a time, then goes straight to the next; one without work stays
/// where it is. A free crew takes the place of greatest demand, the one told of first, or the
/// nearest; of equal ones the one told of first. Of several free crews the nearest to it goes.
class RepairCrews {
 public:
  struct Place {
    double longitude_deg = 0.0;
    double latitude_deg = 0.0;
  };
  struct Job {
    std::uint32_t failure = 0;
    Place place;
    double weight = 0.0;  ///< demand that it keeps from its way
    double work_s = 0.0;
  };
  struct Assignment {
    std::uint32_t failure = 0;
    std::uint32_t crew = 0;
    double arrive_s = 0.0;
    double done_s = 0.0;
  };

  RepairCrews(const RepairParameters& rules, Place base);

  void tell(const Job& job) { open_.push_back(job); }
  /// A crew has ended its work.
  void free(std::uint32_t crew) { crews_[crew].idle = true; }
  /// Sends a free crew to a place; nothing if there is no free crew or no place.
  std::optional<Assignment> send(double now_s);
  /// The failure was mended by other means: takes it from the list, if it is there.
  void forget(std::uint32_t failure);
  void keep(sim::Archive& archive);

 private:
  struct Crew {
    Place place;
    bool idle = true;
  };
  double way_m(const Crew& crew, const Job& job) const;
  std::pair<std::size_t, double> nearest_crew(const Job& job) const;

  RepairParameters rules_;
  std::vector<Crew> crews_;
  std::vector<Job> open_;  ///< in the order in which they were told
};

/// Time that the repair of a failure takes [s]: its places one after the other, of medians as the
/// rules state, times one lognormal factor.
///
/// @param standard  standard normal draw [-]
/// @param moderate, severe  places [-]
double repair_time_s(const RepairParameters& rules, std::uint32_t moderate, std::uint32_t severe,
                     double standard);

}  // namespace dimai::models
