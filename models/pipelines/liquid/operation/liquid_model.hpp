#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/pipelines/liquid/hydraulics/solver.hpp"
#include "models/pipelines/liquid/network/state.hpp"
#include "models/pipelines/liquid/operation/energy.hpp"
#include "models/pipelines/liquid/operation/taps.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// The state at a report time.
struct LiquidSnapshot {
  double time_s = 0.0;
  std::vector<double> head_m;            ///< [node]
  std::vector<double> demand_m3_s;       ///< outflow of junctions, net inflow of tanks  [node]
  std::vector<double> full_demand_m3_s;  ///< asked for  [node]
  std::vector<double> volume_m3;         ///< [node], 0 but for tanks
  std::vector<double> flow_m3_s;         ///< 0 if closed  [link]
  std::vector<std::uint8_t> status;      ///< LiquidStatus  [link]
  std::vector<double> setting;           ///< NaN if there is none  [link]
};

/// Something that happened at an exact time.
struct LiquidEvent {
  enum class Kind : std::uint8_t {
    status,      ///< a link changed its state by heads or flows
    control,     ///< a simple control switched a link
    rule,        ///< a rule switched a link
    full,        ///< a tank is full
    empty,       ///< a tank is empty
    deficit,     ///< the pressure of a junction with demand has become negative
    recovered,   ///< it is positive again
    unmet,       ///< a valve cannot hold its setting
    beyond,      ///< a pump is beyond the last point of its curve
    conflict,    ///< valves contradict each other: one was opened
    unbalanced,  ///< the trials were used up
    failed,      ///< a link has failed and is shut
    mended,      ///< it works again
    cut_off,     ///< a junction with demand is joined to no source any more: nothing is delivered
    joined       ///< it is again
  };
  double time_s = 0.0;
  Kind kind = Kind::status;
  bool on_link = true;
  std::uint32_t element = 0;  ///< row of the link or node
  LiquidStatus from = LiquidStatus::open;
  LiquidStatus to = LiquidStatus::open;
  std::size_t rule = 0;  ///< for Kind::rule
};

/// One solution of the network.
struct LiquidSolve {
  double time_s = 0.0;
  std::int64_t iterations = 0;
  double relative_change = 0.0;
  bool balanced = true;
};

/// Volumes since the start [m3], or flows [m3/s]. in = out + stored, apart from what solutions
/// leave unbalanced.
struct LiquidBalance {
  double from_reservoirs_m3 = 0.0;  ///< net of what flows into them
  double delivered_m3 = 0.0;        ///< demands, without negative ones
  double injected_m3 = 0.0;         ///< negative demands
  double emitted_m3 = 0.0;
  double leaked_m3 = 0.0;
  double stored_m3 = 0.0;      ///< growth of what tanks hold
  double overflowed_m3 = 0.0;  ///< spilt by full tanks
  double rounded_m3 = 0.0;     ///< cut off or added where a tank was set full or empty
  double asked_m3 = 0.0;       ///< demands asked for

  /// Adds `share` of another's volumes: rates times a span.
  void add(const LiquidBalance& other, double share);
  /// What does not add up [m3], and what went through, to compare it with [m3].
  double error_m3() const {
    return from_reservoirs_m3 + injected_m3 - delivered_m3 - emitted_m3 - leaked_m3 - stored_m3 -
           overflowed_m3 - rounded_m3;
  }
  double turnover_m3() const {
    return delivered_m3 + injected_m3 + emitted_m3 + leaked_m3 +
           (from_reservoirs_m3 < 0.0 ? -from_reservoirs_m3 : from_reservoirs_m3);
  }
};

/// A liquid network over time: solved whenever something changes, tanks linear in between.
///
/// Steps are EPANET 2.3's: whole seconds; the next of hydraulic step, pattern period, report time,
/// tank full or empty, simple control; rules are looked at each rule step. Tank volumes advance by
/// explicit Euler. So levels, switching times and flows agree with EPANET's.
class LiquidModel {
 public:
  /// @param network     outlives the model
  /// @param duration_s  how long it is watched [s]; 0: one steady state
  LiquidModel(const LiquidNetwork& network, std::int64_t duration_s);
  LiquidModel(const LiquidModel&) = delete;
  LiquidModel& operator=(const LiquidModel&) = delete;

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  bool over() const { return over_; }
  /// Why it stopped early; "" if it did not.
  const std::string& failure() const { return failure_; }
  /// Things that went wrong without ending the run, in words.
  const std::vector<std::string>& warnings() const { return warnings_; }

  /// A link fails and is shut, or is mended and does what it was told meanwhile; from the next
  /// whole second on. What flows until the next solution is booked anew until then.
  void set_working(sim::Simulation& simulation, LiquidLinkIndex link, bool working);
  /// Share of what is delivered that flows through a link, in [0, 1].
  double share_through(LiquidLinkIndex link) const;

  /// Withdrawals that other models ask for; taps are added before start().
  LiquidTaps& taps() { return taps_; }
  const LiquidTaps& taps() const { return taps_; }

  const LiquidNetwork& network() const { return network_; }
  const LiquidState& state() const { return state_; }
  const std::vector<LiquidSnapshot>& snapshots() const { return snapshots_; }
  const std::vector<LiquidEvent>& events() const { return events_; }
  /// Of them, those that no failure can undo: a rule acts at the end of a span.
  std::size_t settled_event_count() const {
    return over_ || !failure_.empty() ? events_.size() : span_.events;
  }
  const std::vector<LiquidSolve>& solves() const { return solves_; }
  const std::vector<PumpWork>& pump_work() const { return pump_work_; }
  const LiquidBalance& balance() const { return balance_; }
  double greatest_power_w() const { return greatest_power_w_; }
  double last_time_s() const { return static_cast<double>(time_s_); }
  void keep(sim::Archive& archive);  ///< see there

 private:
  /// The state at a solution, before the span to the next changes it.
  struct Span {
    PerLiquidNode<double> head_m;
    PerLiquidNode<double> volume_m3;
    PerLiquidLink<double> flow_m3_s;
    PerLiquidLink<double> setting;
    PerLiquidLink<LiquidStatus> status;
    PerLiquidLink<LiquidStatus> told_status;
    PerLiquidLink<double> told_setting;
    LiquidBalance balance;
    std::vector<PumpWork> pump_work;
    double greatest_power_w = 0.0;
    std::size_t events = 0;
    std::int64_t end_s = 0;
  };

  void solve();
  void flow_on(std::int64_t most_s);
  void remember();
  void undo_span();
  void end_span_at(sim::Simulation& simulation, std::int64_t now_s);
  void shut_off();
  bool accept(const LiquidSolution& solution);
  void note_changes(const PerLiquidLink<LiquidStatus>& before);
  void note_levels();
  void note_pressures();
  void note_pumps();
  void note(LiquidEvent::Kind kind, bool on_link, std::uint32_t element,
            LiquidStatus from = LiquidStatus::open, LiquidStatus to = LiquidStatus::open,
            std::size_t rule = 0);
  void report();

  std::int64_t next_step_s(std::int64_t most_s);
  std::int64_t step_to_tanks(std::int64_t step_s) const;
  std::int64_t step_through_rules(std::int64_t step_s);
  void fill_tanks(std::int64_t span_s);

  const LiquidNetwork& network_;
  std::int64_t duration_s_;
  LiquidSolver solver_;
  LiquidState state_;
  LiquidTaps taps_;
  sim::HandlerId handler_{};
  std::int64_t time_s_ = 0;
  double whole_demand_m3_s_ = 0.0;
  bool over_ = false;
  std::string failure_;
  std::vector<std::string> warnings_;
  std::vector<LiquidSnapshot> snapshots_;
  std::vector<LiquidEvent> events_;
  std::vector<LiquidSolve> solves_;
  std::vector<PumpWork> pump_work_;
  LiquidBalance balance_;
  double greatest_power_w_ = 0.0;
  PerLiquidNode<std::uint8_t> was_limit_;    ///< of tanks: 1 full, 2 empty
  PerLiquidNode<std::uint8_t> was_deficit_;  ///< of junctions
  PerLiquidLink<std::uint8_t> was_beyond_;   ///< of pumps
  PerLiquidNode<std::uint8_t> cut_off_;      ///< of junctions
  Span span_;
  std::uint32_t version_ = 0;  ///< of the next solution's event: one that was moved counts no more
};

}  // namespace dimai::models
