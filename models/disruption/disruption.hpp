#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "models/disruption/failure.hpp"
#include "models/disruption/repair_crews.hpp"
#include "models/disruption/strike_damage.hpp"
#include "sim/keeping/archive.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// What became of a failure.
struct Damage {
  static constexpr double never = std::numeric_limits<double>::quiet_NaN();
  static constexpr std::uint32_t no_crew = 0xFFFFFFFF;

  double crew_sent_s = never;
  double crew_there_s = never;
  double mended_s = never;
  std::uint32_t crew = no_crew;
  double trips =
      0.0;  ///< that need what fails: of the run, by their usual way; of a part its share
  std::uint32_t caught_trains = 0;
  std::uint32_t caught_capsules = 0;
};

/// All failures of a run by time, and what became of each.  [failure]
struct FailureRows {
  std::vector<Failure> failures;
  std::vector<Damage> damages;
  std::vector<std::uint8_t> active;
};

/// What failures do to something beside parts: a guideway.
class FailureEffect {
 public:
  FailureEffect() = default;
  FailureEffect(const FailureEffect&) = delete;
  FailureEffect& operator=(const FailureEffect&) = delete;
  virtual ~FailureEffect() = default;

  /// Once, before the start: `rows` outlives it. Adds to the trips that need what fails.
  virtual void meet(FailureRows& rows) = 0;
  virtual void start() = 0;
  /// One fails, of those of one time. @return when it is to be reminded of it [s]; NaN: not
  virtual double begin(std::uint32_t failure, double now_s) = 0;
  /// All of one time have begun, [first, last).
  virtual void begun(sim::Simulation& simulation, std::uint32_t first, std::uint32_t last) = 0;
  virtual void remind(std::uint32_t failure, double now_s) = 0;
  virtual void mend(sim::Simulation& simulation, std::uint32_t failure) = 0;
};

/// What a disruption acts on; all outlive it.
struct DisruptionSetup {
  const DisruptionPlan* plan = nullptr;
  std::vector<Failure> failures;    ///< of the plan, of strikes and of chance, in any order
  FailureEffect* effect = nullptr;  ///< none if nothing but parts can fail
  Breakable* parts = nullptr;       ///< none if no part can
  RepairCrews::Place base;
  double trips = 0.0;  ///< of the run: what a part that all need counts as; at least 1
  DrawKey key;
};

/// Lets things fail and be repaired: when, by which crew, and what that keeps from its way.
///
/// All failures of one time begin at once. Those without a stated end wait for a crew.
class Disruption final {
 public:
  explicit Disruption(DisruptionSetup setup);
  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  void keep(sim::Archive& archive);

  const std::vector<Failure>& failures() const { return rows_.failures; }  ///< by time
  const std::vector<Damage>& damages() const { return rows_.damages; }     ///< [failure]
  const DisruptionPlan& plan() const { return *setup_.plan; }

 private:
  enum Kind : std::uint16_t { begin, end, repaired, remind };

  void begin_group(sim::Simulation& simulation, std::uint32_t first);
  void set_part(std::uint32_t part, bool working);
  void report_to_crews(std::uint32_t failure);
  void send_crews(sim::Simulation& simulation);
  void mend(sim::Simulation& simulation, std::uint32_t failure);

  DisruptionSetup setup_;
  FailureRows rows_;
  std::vector<std::uint32_t> draws_;    ///< by failure: its number among those of hosts, or others
  std::vector<std::uint32_t> reasons_;  ///< [part] failures for which it does not work now
  RepairCrews crews_;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
