#pragma once

#include <string>
#include <vector>

#include "models/pipelines/gas/gas_network.hpp"

namespace dimai::models {

/// Pressures, flows and statuses of a whole network at one moment.
///
/// The unknown is the square of the pressure with its sign, in which the flow of an ideal gas is
/// linear in the drive: Newton then finds the one solution from anywhere, and a demand that the
/// pipes cannot carry shows as a negative square instead of as a search that fails.
struct GasState {
  std::vector<double> square_pa2;   ///< p |p|; shape (node,)
  std::vector<double> flow_kg_s;    ///< shape (element,)
  std::vector<double> supply_kg_s;  ///< into the network at each node, leaks apart; shape (node,)
  std::vector<GasStatus> status;    ///< shape (element,)

  double pressure_pa(GasNodeIndex node) const;
};

/// What time adds to the balances: storage in nodes and inertia in pipes.
///
/// Mass in a node is its volume times density. An implicit step says
/// (mass - mass_before) / step_s = what flows in, and likewise for the flows of pipes.
struct GasTimeTerm {
  double step_s = 0.0;                   ///< 0: steady flow, the rest is not read
  std::vector<double> mass_before_kg;    ///< shape (node,)
  std::vector<double> flow_before_kg_s;  ///< shape (element,)
  std::vector<double> volume_m3;         ///< shape (node,)
};

/// Why there is no solution; `message` says all of it in one sentence.
struct GasFailure {
  std::string element;    ///< id of the element or node that is worst off
  double residual = 0.0;  ///< share of the network's scale that its balance lacks [-]
  int iterations = 0;
  std::string message;  ///< "" if all is well
  explicit operator bool() const { return !message.empty(); }
};

/// Square with the sign of a pressure, and back.
double square_of(double pressure_pa);
double root_of(double square_pa2);

}  // namespace dimai::models
