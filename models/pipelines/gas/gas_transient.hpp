#pragma once

#include <vector>

#include "models/pipelines/gas/gas_segments.hpp"
#include "models/pipelines/gas/gas_solver.hpp"

namespace dimai::models {

/// How finely time is cut.
struct GasTimeSteps {
  double accuracy = 1e-4;     ///< of pressures, a step, as a share of them [-]
  double first_s = 0.05;      ///< step after a change [s]
  double greatest_s = 900.0;  ///< [s]
  double longest_segment_m = 2000.0;
  int fewest_segments = 1;
  bool steady = false;  ///< each stop is a steady state of its own; nothing is stored between
};

/// Something that changes in straight lines between its points.
struct GasRamp {
  enum class What : std::uint8_t {
    supply,    ///< of a node [kg/s]
    pressure,  ///< set at a node [Pa]
    setting,   ///< of a machine, in the unit of its control
    throttle,  ///< of an element that opens: its logarithm to base 10
  };
  What what = What::supply;
  std::uint32_t row = 0;       ///< of the node or element
  std::vector<double> time_s;  ///< rising
  std::vector<double> value;   ///< first and last hold before and after
};

/// What has passed since the start, by the same quadrature as the mass in the pipes.
struct GasTotals {
  std::vector<double> supplied_kg;  ///< into the network at each node; negative: taken out
  std::vector<double> leaked_kg;    ///< out of each node
  std::vector<double> refused_kg;   ///< asked for at each node, but not given: too little pressure
  std::vector<double> work_j;       ///< of each element: compressors
};

/// Marches a network through time.
///
/// Mass is held in nodes, momentum in segments; both by the second-order backward formula (BDF2)
/// with steps that adapt, the first step after a change being a backward Euler step. Every step
/// ends on the times that it is told to, so changes fall on them exactly. Since mass and what was
/// supplied go by one formula, their difference stays constant to rounding, whatever the steps.
class GasTransient {
 public:
  GasTransient(const GasNetwork& network, const GasTimeSteps& steps, std::vector<GasRamp> ramps);

  /// Finds the steady state from which it all begins.
  GasFailure start();
  /// Marches to a time [s]. On failure the state is the last good one.
  GasFailure advance(double until_s);
  /// To be called after a change of boundary values, settings or services.
  void restart();

  double time_s() const { return now().time_s; }
  const GasState& state() const { return state_; }
  const GasTotals& totals() const { return now().totals; }
  const GasSegments& segments() const { return segments_; }
  /// The network in segments, to change boundary values in. Call restart() after.
  GasNetwork& network() { return segments_.network; }
  /// Shuts or opens an element of the original network.
  void set_service(GasElementIndex element, bool in_service);
  /// The same for one element of the network in segments.
  void set_segment_service(GasElementIndex segment, bool in_service);
  /// Lets something change from now on, in place of what changed it before.
  void set_ramp(GasRamp ramp);
  void drop_ramp(GasRamp::What what, std::uint32_t row);

  double linepack_kg() const;
  double linepack_at_start_kg() const { return first_linepack_kg_; }
  /// Linepack less what was there and what came in and went out [kg]: rounding.
  double mass_error_kg() const;
  /// Shaft power of an element of the segmented network now [W]; 0 if it is no compressor.
  double power_w(GasElementIndex index) const;
  double leak_kg_s(GasNodeIndex node) const;
  std::uint64_t step_count() const { return step_count_; }
  std::uint64_t iteration_count() const { return iteration_count_; }
  void keep(sim::Archive& archive);  ///< see there

 private:
  /// One moment of the past.
  struct Moment {
    double time_s = 0.0;
    GasState state;
    std::vector<double> mass_kg;
    GasTotals totals;
  };

  const Moment& now() const { return past_.front(); }
  GasFailure jump(double until_s);
  GasFailure try_step(double step_s, Moment& next);
  void accumulate(double step_s, Moment& next) const;
  double error(const Moment& next) const;
  GasState guess(double time_s) const;
  void apply_ramps(double time_s);
  std::vector<double> masses(const GasState& state) const;
  double step_before_s() const;

  GasSegments segments_;
  GasTimeSteps steps_;
  std::vector<GasRamp> ramps_;
  GasSolver solver_;
  GasState state_;
  std::vector<Moment> past_;  ///< up to three, latest first
  double wanted_s_ = 0.0;
  double first_linepack_kg_ = 0.0;
  double jumped_kg_ = 0.0;  ///< linepack gained by jumps between steady states
  std::uint64_t step_count_ = 0;
  std::uint64_t iteration_count_ = 0;
};

}  // namespace dimai::models
