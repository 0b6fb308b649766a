#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "models/physics/conveying/vessels.hpp"
#include "models/physics/conveying/wear.hpp"
#include "models/pipelines/powder/plant.hpp"

namespace dimai::models {

/// What a powder line does.
enum class LineActivity : std::uint8_t {
  idle,
  changeover,  ///< cleaned and blown through for another powder
  inerting,    ///< swept until the oxygen is low enough
  filling,     ///< powder is fed, none has arrived
  conveying,   ///< powder arrives
  purging,     ///< the feed has stopped: the line empties and is blown through
  blocked,     ///< a plug is being cleared, there is no power, or something has failed
  repair,      ///< a bend is being replaced
};
inline constexpr std::array<std::string_view, 8> kLineActivities{
    "idle", "changeover", "inerting", "filling", "conveying", "purging", "blocked", "repair"};

/// One batch that was asked for.
struct PowderBatch {
  TransferIndex transfer;
  double requested_s = 0.0;
  double started_s = -1.0;  ///< below 0: it waits
  double done_s = -1.0;     ///< below 0: it is not done
  double drawn_kg = 0.0;    ///< taken from the silo
  double delivered_kg = 0.0;
  double mixed_kg = 0.0;    ///< sent to the mixed-powder bin, both powders
  double lost_kg = 0.0;     ///< out of a pipe that broke
  double foreign_kg = 0.0;  ///< other powders within the delivered mass
  double gas_m3 = 0.0;      ///< new gas, at ambient pressure
  double energy_j = 0.0;
  double highest_oxygen = 0.0;  ///< while powder was in the line
  bool changed_over = false;
};

/// What happens within a load, in order of time.
enum class LoadStep : std::uint8_t {
  draw_on,
  draw_off,
  arrival,  ///< the first powder reaches the end; what stays on the wall comes first
  divert_on,
  silo_on,
  feed_off,  ///< nothing more is fed into the pipe
  silo_off,  ///< the last powder arrives
  purged,
};
struct PlannedStep {
  double time_s = 0.0;
  LoadStep step = LoadStep::draw_on;
};

/// One load: a batch, or the part of it that a blow tank takes at once.
struct PowderLoad {
  double start_s = 0.0;
  double mass_kg = 0.0;
  double stay_kg = 0.0;            ///< left on the wall
  double divert_kg = 0.0;          ///< to the mixed-powder bin
  double drawn_kg = 0.0;           ///< so far
  double content_kg = 0.0;         ///< in feeder, tank and pipe now
  double arrived_kg = 0.0;         ///< in the silo
  std::vector<double> foreign_kg;  ///< [powder], drawn with it from a silo that is not pure
  std::vector<PlannedStep> steps;  ///< still to come, the next one last
};

/// Everything about a line that changes.
struct LineState {
  LineActivity activity = LineActivity::idle;
  double since_s = 0.0;
  std::deque<std::uint32_t> queue;  ///< batches that wait, in order of request
  std::uint32_t batch = kNoBatch;   ///< the one that is served
  PowderLoad load;
  bool loading = false;  ///< a load is under way
  bool aborted = false;  ///< a blockage has ended the batch
  double blocked_until_s = 0.0;
  std::uint32_t failures = 0;      ///< of its blower and its pipe, that last
  PowderIndex last_powder;         ///< invalid: the line is new
  std::vector<double> residue_kg;  ///< [powder]
  double oxygen = kOxygenInAir;
  double oxygen_at_s = 0.0;   ///< when it was `oxygen`
  double gas_m3_s = 0.0;      ///< new gas now
  double through_m3_s = 0.0;  ///< gas through the blower now
  double power_w = 0.0;
  std::vector<double> bend_wear_kg;  ///< [bend], at the wear velocity, since it was replaced
  std::vector<double> bend_wear_all_kg;
  std::vector<std::uint32_t> bends_replaced;  ///< [bend]
  double conveyed_kg = 0.0;
  double gas_m3 = 0.0;
  double energy_j = 0.0;
  std::uint32_t changeovers = 0;
  std::array<double, kLineActivities.size()> time_s{};  ///< in each activity

  static constexpr std::uint32_t kNoBatch = 0xffffffff;
};

}  // namespace dimai::models
