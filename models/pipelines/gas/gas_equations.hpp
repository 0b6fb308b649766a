#pragma once

#include <cstdint>
#include <vector>

#include "models/pipelines/gas/gas_state.hpp"

namespace dimai::models {

/// Share of what a node takes out that its pressure allows [-], and its slope by the pressure
/// [1/Pa].
struct GasServed {
  double share = 1.0;
  double slope_per_pa = 0.0;
};
GasServed served(const GasNode& node, double pressure_pa);

/// The balances of a network and their derivatives, by a pattern of entries that never changes.
///
/// Unknowns: first the squared pressure of each node, then the flow of each element, each over its
/// scale. Rows alike: mass of each node (or its set pressure), then momentum or setting of each
/// element. A row is 0 if it is met; rows too are over their scale.
class GasEquations {
 public:
  /// Place of one derivative in the matrix.
  struct Entry {
    std::uint32_t row;
    std::uint32_t column;
  };

  /// `network` outlives this and may change its boundary values, settings and services.
  explicit GasEquations(const GasNetwork& network);

  std::size_t unknown_count() const { return node_count_ + element_count_; }
  const std::vector<Entry>& entries() const { return entries_; }
  double flow_scale_kg_s() const { return flow_scale_; }
  double square_scale_pa2() const { return square_scale_; }

  /// Fills `rows`, shape (unknown,), and `values`, shape (entry,).
  void evaluate(const GasState& state, const GasTimeTerm& time, std::vector<double>& rows,
                std::vector<double>& values) const;
  /// A state to begin a search from: one pressure, and a slow flow in each pipe.
  GasState first_guess() const;
  /// Writes each node's supply, as its balance asks, into the state.
  void find_supplies(GasState& state, const GasTimeTerm& time) const;

 private:
  void add_node_rows();
  void find_scales();
  void node_row(GasNodeIndex node, const GasState& state, const GasTimeTerm& time,
                std::vector<double>& rows, std::vector<double>& values) const;
  void element_row(GasElementIndex index, const GasState& state, const GasTimeTerm& time,
                   double& row, double* values) const;
  void pipe_row(const GasElement& element, std::size_t index, const GasState& state,
                const GasTimeTerm& time, double& row, double* values) const;
  void resistor_row(const GasElement& element, double from, double to, double flow, double& row,
                    double* values) const;
  void control_row(const GasElement& element, double from, double to, double flow, double& row,
                   double* values) const;
  void power_row(const GasElement& element, double from, double to, double flow, double& row,
                 double* values) const;

  const GasNetwork& network_;
  std::size_t node_count_;
  std::size_t element_count_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> first_entry_;  ///< of each node row; one more at the end
  std::vector<std::uint32_t> incident_;     ///< elements at each node, as their entries stand
  double flow_scale_ = 1.0;
  double square_scale_ = 1.0;
  double potential_scale_ = 1.0;
};

}  // namespace dimai::models
