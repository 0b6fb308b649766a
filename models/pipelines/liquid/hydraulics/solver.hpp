#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/pipelines/liquid/hydraulics/head_matrix.hpp"
#include "models/pipelines/liquid/hydraulics/link_loss.hpp"
#include "models/pipelines/liquid/hydraulics/node_outflow.hpp"
#include "models/pipelines/liquid/network/state.hpp"

namespace dimai::models {

/// How a solution went.
struct LiquidSolution {
  bool solvable = true;   ///< false: the heads at `bad_node` cannot be found
  bool balanced = false;  ///< the flows stopped changing within the trials
  std::int64_t iterations = 0;
  double relative_change = 0.0;   ///< sum of changes of flow over sum of flows, last iteration
  double flow_change_m3_s = 0.0;  ///< greatest change of a flow, and where
  LiquidLinkIndex flow_link;
  LiquidNodeIndex flow_node;  ///< if it was an outflow that changed most
  double head_error_m = 0.0;  ///< greatest error of a head loss, and where
  LiquidLinkIndex head_link;
  LiquidNodeIndex bad_node;
  std::vector<LiquidLinkIndex> released_valves;  ///< in conflict: opened to go on
};

/// Solves heads and flows of a network by the global gradient method, with the status logic and the
/// tests of convergence of EPANET 2.3, so that the flows agree with it even where it stops early.
///
/// Sources: Todini and Pilati (1988), Computer Applications in Water Supply 1, 1-20; Rossman et al.
/// (2020), EPANET 2.2 User Manual, ch. 12.
class LiquidSolver {
 public:
  /// @param network  outlives the solver; its index_links() has been called
  explicit LiquidSolver(const LiquidNetwork& network);

  /// From the flows and states of `state`, whose fixed heads and full demands are set.
  LiquidSolution solve(LiquidState& state);

  const PerLiquidNode<LeakCoefficients>& leaks() const { return leaks_; }

 private:
  /// Sums over all flows of one iteration.
  struct Change {
    double flows_m3_s = 0.0;
    double changes_m3_s = 0.0;
  };

  bool recover(LiquidState& state, LiquidSolution& solution);
  bool iterate(LiquidState& state, LiquidSolution& solution);
  void update_losses(const LiquidState& state);
  void assemble(const LiquidState& state);
  void add_links(const LiquidState& state);
  void add_outflow(LiquidNodeIndex node, const OutflowLoss& loss, double above_m);
  void add_outflows(const LiquidState& state);
  void add_control_valve(const LiquidState& state, LiquidLinkIndex valve);
  void add_open_valve(const LiquidState& state, LiquidLinkIndex valve);

  void update_flows(LiquidState& state, LiquidSolution& solution);
  void update_link_flows(LiquidState& state, LiquidSolution& solution, Change& sum);
  void update_outflows(LiquidState& state, LiquidSolution& solution, Change& sum);
  double outflow_change(const OutflowLoss& loss, double head_m) const;
  static void note(LiquidSolution& solution, Change& sum, double flow_m3_s, double change_m3_s,
                   LiquidLinkIndex link, LiquidNodeIndex node);

  bool converged(const LiquidState& state, LiquidSolution& solution);
  void find_head_error(const LiquidState& state, LiquidSolution& solution);
  bool demands_converged(const LiquidState& state) const;
  bool leaks_converged(const LiquidState& state) const;

  const LiquidNetwork& network_;
  HeadMatrix matrix_;
  PerLiquidNode<LeakCoefficients> leaks_;
  std::vector<LiquidNodeIndex> emitters_;
  std::vector<LiquidNodeIndex> leaking_;
  PerLiquidLink<LinkLoss> losses_;
  PerLiquidNode<double> surplus_m3_s_;  ///< flow into a node less what leaves it
  double relaxation_ = 1.0;
  /// Conductance from each junction to its own last head: 0, unless rounding makes the matrix
  /// singular where closed links alone hold a part. It takes nothing once heads stop changing.
  double anchor_m2_s_ = 0.0;
};

/// One sentence on a solution that did not come about: element, residual.
std::string trouble(const LiquidNetwork& network, const LiquidSolution& solution);

}  // namespace dimai::models
