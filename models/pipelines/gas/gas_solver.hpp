#pragma once

#include <memory>

#include "models/pipelines/gas/gas_equations.hpp"
#include "models/pipelines/gas/gas_status.hpp"

namespace dimai::models {

/// Finds steady states and implicit steps of a network by Newton's method, all at once.
///
/// Each iteration factorises the whole sparse matrix; its pattern is analysed once. A step that
/// does not lessen the imbalance is halved. When pressures and flows are found, machines that
/// contradict them change (see wrong_statuses) and the search goes on.
class GasSolver {
 public:
  /// `network` outlives this; its boundary values may change, its shape may not.
  explicit GasSolver(const GasNetwork& network);
  ~GasSolver();
  GasSolver(const GasSolver&) = delete;
  GasSolver& operator=(const GasSolver&) = delete;

  const GasEquations& equations() const { return equations_; }
  /// Iterations of the last search, changes of status included.
  int iterations() const { return iterations_; }

  /// Steady flow from scratch. On failure the state is the last that was tried.
  GasFailure solve_steady(GasState& state);
  /// From a state nearby: steady if time.step_s is 0, else one implicit step.
  GasFailure solve(GasState& state, const GasTimeTerm& time);

 private:
  struct Matrix;

  GasFailure newton(GasState& state, const GasTimeTerm& time);
  bool step(GasState& state, const GasTimeTerm& time, double& norm, double& change);
  GasFailure no_convergence(const GasState& state, const GasTimeTerm& time, const char* why);
  GasFailure check(const GasState& state) const;
  void change_statuses(GasState& state, const std::vector<GasStatusChange>& wrong,
                       std::size_t count, bool steady) const;
  GasFailure unsettled(GasElementIndex element) const;

  const GasNetwork& network_;
  GasEquations equations_;
  std::unique_ptr<Matrix> matrix_;
  std::vector<double> rows_;
  std::vector<double> values_;
  int iterations_ = 0;
};

}  // namespace dimai::models
