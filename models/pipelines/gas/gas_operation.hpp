#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/pipelines/gas/gas_transient.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// What a scenario changes while the network runs.
struct GasChange {
  enum class What : std::uint8_t {
    supply,    ///< of a node [kg/s]
    pressure,  ///< set at a node [Pa]; frees its supply
    service,   ///< of an element: 0 shut, else open
    setting,   ///< of a machine, in the unit of its control
    leak,      ///< area of the hole at a node [m2]; 0 mends it
  };
  double at_s = 0.0;
  What what = What::supply;
  std::uint32_t row = 0;  ///< of the node or element
  double value = 0.0;
};

/// Something beyond its limits or against its purpose, at its worst.
struct GasBreach {
  enum class What : std::uint8_t {
    low_pressure,     ///< node under its least pressure [Pa]
    high_pressure,    ///< node over its greatest [Pa]
    ratio,            ///< compressor over its greatest ratio [-]
    power,            ///< compressor over its greatest power [W]
    flow,             ///< compressor over its greatest flow [kg/s]
    backward,         ///< gas runs backwards through a compressor of set ratio [kg/s]
    lifting,          ///< a regulator of set ratio or a set flow raises the pressure [Pa]
    outlet_not_kept,  ///< regulator wide open: less than its set outlet pressure [Pa]
  };
  What what = What::low_pressure;
  std::uint32_t row = 0;
  double worst = 0.0;
  double limit = 0.0;
  double first_s = 0.0;
  double last_s = 0.0;
};

/// Every breach of a state; first_s and last_s are not set.
std::vector<GasBreach> gas_breaches(const GasNetwork& network, const GasState& state);

/// A withdrawal at a node that another model asks for. The node has no other supply or demand.
struct GasTap {
  GasNodeIndex node;
  double rate_kg_s = 0.0;
  double until_s = 0.0;   ///< it is open until then
  double taken_kg = 0.0;  ///< handed over since the start
};

/// What is sampled: one row a time, values of the original nodes and elements in their order.
struct GasSamples {
  std::vector<double> time_s;
  std::vector<float> pressure_pa;    ///< rows of nodes
  std::vector<float> supply_kg_s;    ///< rows of nodes
  std::vector<float> flow_kg_s;      ///< rows of elements, where they begin
  std::vector<std::uint8_t> status;  ///< rows of elements: GasStatus
  std::vector<double> linepack_kg;
  std::vector<double> supplied_kg_s;  ///< sum of all that comes in
  std::vector<double> taken_kg_s;     ///< sum of all that is taken out, leaks apart
  std::vector<double> leaked_kg_s;
  std::vector<double> power_w;  ///< sum of all compressors
};

/// What has been given since the start, at the time of a sample.
struct GasGiven {
  double time_s = 0.0;
  double taken_kg = 0.0;    ///< out of the network, leaks apart
  double refused_kg = 0.0;  ///< asked for, but not given
};

/// What a run of a network needs.
struct GasOperationSetup {
  GasNetwork network;
  GasTimeSteps steps;
  std::vector<GasRamp> ramps;
  std::vector<GasChange> changes;  ///< in any order
  double ramp_s = 300.0;  ///< in which settings and set pressures move, and what opens opens; >= 0
  std::int64_t sample_ns = 0;  ///< interval [ns], > 0
  std::int64_t end_ns = 0;     ///< of the run [ns]
};

/// Runs a gas network in the kernel: marches it to each change and each sample, exactly at their
/// times. It never moves on after a failure.
class GasOperation {
 public:
  explicit GasOperation(GasOperationSetup setup);

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  /// An element fails and is shut, or is mended and does what it was told meanwhile. From the first
  /// failure on, what is taken at a node without a cut-off pressure of its own gives way below half
  /// of the gauge pressure that was there, and compressors stand for a while where they draw it
  /// lower.
  void set_working(sim::Simulation& simulation, GasElementIndex element, bool working);
  /// Share of all supply that flows through an element, in [0, 1].
  double share_through(GasElementIndex element) const;

  const GasFailure& failure() const { return failure_; }
  double failed_at_s() const { return failed_at_s_; }
  const GasTransient& gas() const { return gas_; }
  const GasNetwork& network() const { return setup_.network; }
  /// Samples since the last call; they are handed over.
  GasSamples take_samples();
  /// At every sample, in order; they stay.
  const std::vector<GasGiven>& given() const { return given_; }
  const std::vector<GasBreach>& breaches() const { return breaches_; }
  std::uint64_t change_count() const { return changes_done_; }
  /// Flow of an element of the original network, where it begins and where it ends [kg/s].
  double flow_kg_s(GasElementIndex element) const;
  double outflow_kg_s(GasElementIndex element) const;
  /// Shaft work of a compressor since the start [J].
  double work_j(GasElementIndex element) const;
  /// A tap; before start().
  std::uint32_t add_tap(GasNodeIndex node, double rate_kg_s);
  /// Takes what has come through a tap, at most `mass_kg`, and opens it for the rest.
  /// @return what was taken [kg]
  double take(sim::Simulation& simulation, std::uint32_t tap, double mass_kg);
  const std::vector<GasTap>& taps() const { return taps_; }
  /// Came through a tap since the start [kg].
  double tapped_kg(const GasTap& tap) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t { change, bend, sample, tap_due, failed, mended, retry };

  void begin_with(const GasChange& each);
  void apply(sim::Simulation& simulation, const GasChange& each);
  void move(sim::Simulation& simulation, GasRamp::What what, std::uint32_t row, double from,
            double to, double ramp_s);
  void open(sim::Simulation& simulation, GasElementIndex index, double ramp_s);
  void record(double time_s);
  void note_breaches(double time_s);
  void turn(sim::Simulation& simulation, std::uint32_t tap);
  void fail(GasElementIndex element);
  void mend(sim::Simulation& simulation, GasElementIndex element);
  void let_give_way();
  void shut_off();
  bool trip(sim::Simulation& simulation);
  bool march(sim::Simulation& simulation, double time_s);
  bool stands(std::uint32_t element) const {
    return !failed_.empty() && (failed_[element] != 0 || tripped_[element] != 0);
  }

  GasOperationSetup setup_;
  GasTransient gas_;
  GasFailure failure_;
  double failed_at_s_ = 0.0;
  GasSamples samples_;
  std::vector<GasGiven> given_;
  std::vector<GasBreach> breaches_;
  std::uint64_t changes_done_ = 0;
  std::vector<GasTap> taps_;
  std::vector<std::uint8_t> failed_;     ///< by element; empty before the first failure
  std::vector<std::uint8_t> tripped_;    ///< compressors that stand for want of gas before them
  std::vector<std::uint8_t> told_;       ///< of those: whether it will be in service once mended
  std::vector<GasNodeIndex> anchors_;    ///< of parts that are cut off: hold their pressure
  std::vector<std::uint32_t> standing_;  ///< machines in such parts, of the segmented network
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
