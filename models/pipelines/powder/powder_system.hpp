#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/pipelines/powder/line_state.hpp"
#include "models/pipelines/powder/plant.hpp"
#include "models/pipelines/powder/silo_state.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Things worth a line of their own in the results.
enum class PowderNews : std::uint8_t {
  silo_empty,   ///< and somebody wants powder
  silo_full,    ///< and more comes: the feed is stopped
  turned_away,  ///< a delivery that did not fit, or not all of it
  blocked,
  cleared,
  bend_replaced,
  oxygen_high,  ///< above the limit while powder is in the line
  failed,       ///< blower or pipe
  mended,
};
inline constexpr std::array<std::string_view, 9> kPowderNews{
    "silo empty", "silo full",     "delivery turned away",   "blocked",
    "cleared",    "bend replaced", "oxygen above its limit", "out of order",
    "mended"};

/// What has happened, for the results; taken and emptied by the recorder.
struct PowderLog {
  struct Level {
    double time_s;
    std::uint32_t silo;
    double level_kg;
    double foreign_share;
  };
  struct State {
    double time_s;
    std::uint32_t line;
    LineActivity activity;
    std::uint32_t powder;  ///< of the batch, or the last one; all ones: none yet
    double oxygen;         ///< at that moment
  };
  struct Note {
    double time_s;
    PowderNews what;
    std::uint32_t subject;  ///< silo or line
    double value;           ///< kg turned away, bend number, oxygen share; else 0
  };
  std::vector<Level> levels;
  std::vector<State> states;
  std::vector<Note> notes;
  std::vector<std::uint32_t> done;  ///< batches
};

/// Where the mass of one powder is; what came in equals what is there plus what went out.
struct PowderBalance {
  double initial_kg = 0.0;
  double delivered_kg = 0.0;  ///< brought from outside, less what was turned away
  double in_silos_kg = 0.0;   ///< of any powder's silo
  double in_lines_kg = 0.0;   ///< on the way and left on walls
  double used_kg = 0.0;
  double mixed_kg = 0.0;     ///< in the bin of mixed powder: diverted, blown out, cleared
  double overflow_kg = 0.0;  ///< conveyed to a full silo
  double lost_kg = 0.0;      ///< out of pipes that broke

  double missing_kg() const {
    return initial_kg + delivered_kg - in_silos_kg - in_lines_kg - used_kg - mixed_kg -
           overflow_kg - lost_kg;
  }
};

/// A plant of silos and conveying lines, event by event: flows are constant between events, levels
/// straight, oxygen an exact exponential. There is no time step.
class PowderSystem {
 public:
  /// `plant` outlives it; its transfers have operating points that work.
  explicit PowderSystem(const PowderPlant& plant);

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  /// Takes up to a mass out of a silo at once, as a use; asks for more where the level says so.
  ///
  /// @return how much there was [kg]
  double draw(sim::Simulation& simulation, SiloIndex silo, double mass_kg);

  /// The blower of a line fails, or its pipe breaks, or one of these failures is over. While any
  /// lasts the line stands. What is in it settles, to be cleared out into the bin of mixed powder;
  /// out of a broken pipe it is lost.
  void set_working(sim::Simulation& simulation, PowderLineIndex line, bool is_pipe, bool working);

  const PowderPlant& plant() const { return plant_; }
  const sim::Table<SiloIndex, SiloState>& silos() const { return silos_; }
  const sim::Table<PowderLineIndex, LineState>& lines() const { return lines_; }
  const std::vector<PowderBatch>& batches() const { return batches_; }
  std::uint64_t waiting_batches() const;
  std::uint64_t served_batches() const { return served_; }
  double turned_away_kg() const { return turned_away_kg_; }
  /// [powder] at the time of the simulation.
  std::vector<PowderBalance> balances(double time_s) const;
  /// Oxygen in a line at a time no earlier than its last event.
  double oxygen_at(PowderLineIndex line, double time_s) const;
  PowderLog take_log();
  /// Levels of all silos now, into the log: the end of their curves.
  void log_levels(double time_s);
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t {
    use_due,
    delivery_due,
    request_due,
    border_due,
    line_due,
    blockage_due,
    cleared_due,
  };

  // powder_system.cpp: silos, deliveries, requests
  void change_use(sim::Simulation& simulation, SiloIndex silo);
  void deliver(sim::Simulation& simulation, std::uint32_t delivery);
  void reach_border(sim::Simulation& simulation, SiloIndex silo);
  void request(sim::Simulation& simulation, TransferIndex transfer);
  void reorder(sim::Simulation& simulation, SiloIndex silo);
  void advance_silo(SiloIndex silo, double time_s);
  void watch(sim::Simulation& simulation, SiloIndex silo);
  double watch_level_kg(SiloIndex silo) const;
  void log_level(SiloIndex silo, double time_s);
  void note(double time_s, PowderNews what, std::uint32_t subject, double value);

  // powder_batches.cpp: what a line does
  void look_for_work(sim::Simulation& simulation);
  std::uint32_t next_batch(PowderLineIndex line) const;
  bool can_start(const PowderBatch& batch) const;
  void begin_batch(sim::Simulation& simulation, PowderLineIndex line, std::uint32_t batch);
  void begin_inerting(sim::Simulation& simulation, PowderLineIndex line);
  void begin_load(sim::Simulation& simulation, PowderLineIndex line);
  void line_event(sim::Simulation& simulation, PowderLineIndex line);
  void end_load(sim::Simulation& simulation, PowderLineIndex line);
  void end_batch(sim::Simulation& simulation, PowderLineIndex line);
  void free_line(sim::Simulation& simulation, PowderLineIndex line);
  void wait(sim::Simulation& simulation, PowderLineIndex line, double span_s);
  void wear_bends(PowderLineIndex line, double mass_kg);
  bool replace_bends(sim::Simulation& simulation, PowderLineIndex line);

  // powder_load.cpp: the steps of a load
  std::vector<PlannedStep> plan_steps(PowderLineIndex line) const;
  void split_load(PowderLineIndex line);
  void schedule_step(sim::Simulation& simulation, PowderLineIndex line);
  void perform(sim::Simulation& simulation, PowderLineIndex line, LoadStep step);
  void stop_feeding(sim::Simulation& simulation, PowderLineIndex line);
  void settle_residues(PowderLineIndex line);
  void block(sim::Simulation& simulation, std::uint32_t blockage);
  void clear(sim::Simulation& simulation, PowderLineIndex line);
  void stand(sim::Simulation& simulation, PowderLineIndex line, bool is_broken);
  void throw_out(PowderLineIndex line, double time_s, bool is_broken);

  // powder_gas.cpp: gas, oxygen, energy, states
  void enter(PowderLineIndex line, LineActivity activity, double time_s);
  void advance_gas(PowderLineIndex line, double time_s);
  OxygenTank tank_of(PowderLineIndex line) const;
  double purge_s(PowderLineIndex line, double volumes) const;
  void set_gas(PowderLineIndex line, double time_s, double through_share, double new_share);

  const PowderTransfer& transfer_of(PowderLineIndex line) const;
  PowderIndex powder_of(const PowderTransfer& transfer) const;
  PowderBatch& batch_of(PowderLineIndex line) { return batches_[lines_[line].batch]; }
  static double now_s(const sim::Simulation& simulation) {
    return sim::to_seconds(simulation.now());
  }

  const PowderPlant& plant_;
  sim::HandlerId self_{};
  sim::Table<SiloIndex, SiloState> silos_;
  sim::Table<SiloIndex, sim::Timer> borders_;
  sim::Table<SiloIndex, double> border_levels_kg_;  ///< what the level is when the timer fires
  sim::Table<SiloIndex, PowderLineIndex> drawers_;  ///< line that a silo is reserved to feed
  sim::Table<SiloIndex, PowderLineIndex> fillers_;  ///< line that is reserved to fill it
  sim::Table<PowderLineIndex, LineState> lines_;
  sim::Table<PowderLineIndex, sim::Timer> line_timers_;
  sim::Table<TransferIndex, std::uint32_t> open_orders_;  ///< asked for by level, not delivered
  std::vector<PowderBatch> batches_;
  std::vector<double> used_kg_;     ///< [powder]
  std::vector<double> mixed_kg_;    ///< [powder]
  std::vector<double> lost_kg_;     ///< [powder]
  std::vector<double> brought_kg_;  ///< [powder]
  double turned_away_kg_ = 0.0;
  std::uint64_t served_ = 0;
  PowderLog log_;
};

}  // namespace dimai::models
