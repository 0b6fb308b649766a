#include "models/pipelines/gas/gas_solver.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <Eigen/Sparse>
#include <Eigen/SparseLU>

#include "models/pipelines/gas/gas_status.hpp"

namespace dimai::models {

namespace {

constexpr int kMostIterations = 100;
constexpr int kMostStatusRounds = 80;
constexpr int kRoundsOfAll = 8;  // later rounds change one machine at a time
constexpr int kMostHalvings = 6;
constexpr double kMet = 1e-11;  // share of scale at which a balance counts as met
constexpr double kLastBits = 1e-14;
constexpr double kCoarse = 1e-4;
constexpr double kStill = 1e-9;           // change of the unknowns that counts as none
constexpr double kRounding = 1e-7;        // no better than this: not converged
constexpr double kLeastSquare_pa2 = 1.0;  // (1 Pa)^2: lower is no pressure

double norm_of(const std::vector<double>& rows) {
  double sum = 0.0;
  for (const double row : rows) sum += row * row;
  return std::sqrt(sum);
}

double largest(const std::vector<double>& rows) {
  double most = 0.0;
  for (const double row : rows) most = std::max(most, std::abs(row));
  return most;
}

std::string text(const char* format, double value) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, value);
  return buffer.data();
}

}  // namespace

struct GasSolver::Matrix {
  Eigen::SparseMatrix<double> jacobian;
  Eigen::SparseLU<Eigen::SparseMatrix<double>, Eigen::COLAMDOrdering<int>> lu;
  std::vector<int> place;  ///< of each entry in the values of the matrix

  explicit Matrix(const GasEquations& equations) {
    const auto size = static_cast<Eigen::Index>(equations.unknown_count());
    std::vector<Eigen::Triplet<double>> triplets;
    for (const GasEquations::Entry& entry : equations.entries())
      triplets.emplace_back(static_cast<int>(entry.row), static_cast<int>(entry.column), 1.0);
    jacobian.resize(size, size);
    jacobian.setFromTriplets(triplets.begin(), triplets.end());
    jacobian.makeCompressed();
    for (const GasEquations::Entry& entry : equations.entries()) {
      const int* begin = jacobian.innerIndexPtr() + jacobian.outerIndexPtr()[entry.column];
      const int* end = jacobian.innerIndexPtr() + jacobian.outerIndexPtr()[entry.column + 1];
      const int* found = std::lower_bound(begin, end, static_cast<int>(entry.row));
      place.push_back(static_cast<int>(found - jacobian.innerIndexPtr()));
    }
    lu.analyzePattern(jacobian);
  }

  bool factorize(const std::vector<double>& values) {
    std::fill(jacobian.valuePtr(), jacobian.valuePtr() + jacobian.nonZeros(), 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) jacobian.valuePtr()[place[i]] += values[i];
    lu.factorize(jacobian);
    return lu.info() == Eigen::Success;
  }
};

double square_of(double pressure_pa) { return pressure_pa * std::abs(pressure_pa); }

double root_of(double square_pa2) {
  return std::copysign(std::sqrt(std::abs(square_pa2)), square_pa2);
}

double GasState::pressure_pa(GasNodeIndex node) const { return root_of(square_pa2[node.value]); }

GasSolver::GasSolver(const GasNetwork& network)
    : network_(network), equations_(network), matrix_(std::make_unique<Matrix>(equations_)) {}

GasSolver::~GasSolver() = default;

GasFailure GasSolver::solve_steady(GasState& state) {
  state = equations_.first_guess();
  return solve(state, {});
}

GasFailure GasSolver::solve(GasState& state, const GasTimeTerm& time) {
  iterations_ = 0;
  for (const GasElementIndex e : network_.elements.indices()) {
    GasStatus& status = state.status[e.value];
    const GasElement& element = network_.elements[e];
    const bool passes =
        element.kind == GasElementKind::valve || element.kind == GasElementKind::short_pipe;
    const GasStatus usual = passes ? GasStatus::open : GasStatus::active;
    const bool fixed =
        passes || element.kind == GasElementKind::pipe || element.kind == GasElementKind::resistor;
    if (!element.in_service)
      status = GasStatus::shut;
    else if (fixed)
      status = usual;
  }
  for (int round = 0; round < kMostStatusRounds; ++round) {
    GasFailure failure = newton(state, time);
    const auto wrong = failure ? std::vector<GasStatusChange>{}
                               : wrong_statuses(network_, state, equations_.flow_scale_kg_s(),
                                                equations_.square_scale_pa2());
    if (failure) return failure;
    if (wrong.empty()) {
      equations_.find_supplies(state, time);
      return check(state);
    }
    const std::size_t count = round < kRoundsOfAll ? wrong.size() : 1;
    change_statuses(state, wrong, count, time.step_s == 0.0);
    if (round + 1 == kMostStatusRounds) return unsettled(wrong.front().element);
  }
  return {};
}

/// Takes over up to `count` changes, worst first. In steady flow none may leave a part of the
/// network without a pressure, as when both machines that feed it shut at once; unless nothing else
/// is left.
void GasSolver::change_statuses(GasState& state, const std::vector<GasStatusChange>& wrong,
                                std::size_t count, bool steady) const {
  std::size_t done = 0;
  for (const GasStatusChange& each : wrong) {
    GasStatus& status = state.status[each.element.value];
    const GasStatus before = status;
    status = each.status;
    if (steady && !parts_without_pressure(network_, state.status).empty()) {
      status = before;
      continue;
    }
    if (++done == count) return;
  }
  if (done == 0) state.status[wrong.front().element.value] = wrong.front().status;
}

GasFailure GasSolver::unsettled(GasElementIndex element) const {
  const GasElement& each = network_.elements[element];
  return {each.id, 1.0, iterations_,
          std::string(name_of(each.kind)) + " \"" + each.id +
              "\" finds no position: what it keeps contradicts other machines or set pressures"};
}

GasFailure GasSolver::newton(GasState& state, const GasTimeTerm& time) {
  if (time.step_s == 0.0) {
    const auto lacking = parts_without_pressure(network_, state.status);
    if (!lacking.empty()) {
      const std::string& id = network_.nodes[lacking.front()].id;
      return {id, 1.0, iterations_,
              "no set pressure reaches node \"" + id +
                  "\": with what is shut and what keeps flows, its part of the network has none"};
    }
  }
  equations_.evaluate(state, time, rows_, values_);
  double norm = norm_of(rows_);
  for (int i = 0; i < kMostIterations; ++i, ++iterations_) {
    double change = 0.0;
    const double before = norm;
    if (!step(state, time, norm, change)) return no_convergence(state, time, "is singular at");
    if (!std::isfinite(norm)) return no_convergence(state, time, "overflows at");
    const double worst = largest(rows_);
    if (worst < kMet && change < kStill) return {};
    if (change < kLastBits && worst < kCoarse) return {};  // no closer in these numbers
    const bool stuck = norm > 0.5 * before && worst < kRounding && change < 1e-6;
    if (stuck) return {};
  }
  return no_convergence(state, time, "does not converge: worst at");
}

bool GasSolver::step(GasState& state, const GasTimeTerm& time, double& norm, double& change) {
  if (!matrix_->factorize(values_)) return false;
  const auto size = static_cast<Eigen::Index>(rows_.size());
  const Eigen::VectorXd way =
      matrix_->lu.solve(Eigen::Map<const Eigen::VectorXd>(rows_.data(), size));
  if (!way.allFinite()) return false;
  const std::vector<double> square = state.square_pa2;
  const std::vector<double> flow = state.flow_kg_s;
  const double before = norm;
  double share = 1.0;
  for (int halving = 0; halving <= kMostHalvings; ++halving, share *= 0.5) {
    for (std::size_t n = 0; n < square.size(); ++n)
      state.square_pa2[n] =
          square[n] - share * equations_.square_scale_pa2() * way[static_cast<Eigen::Index>(n)];
    for (std::size_t e = 0; e < flow.size(); ++e)
      state.flow_kg_s[e] = flow[e] - share * equations_.flow_scale_kg_s() *
                                         way[static_cast<Eigen::Index>(square.size() + e)];
    equations_.evaluate(state, time, rows_, values_);
    norm = norm_of(rows_);
    if (norm <= (1.0 - 1e-4 * share) * before || before < 1e-9) break;
  }
  change = share * way.cwiseAbs().maxCoeff();
  return true;
}

GasFailure GasSolver::no_convergence(const GasState& state, const GasTimeTerm& time,
                                     const char* why) {
  equations_.evaluate(state, time, rows_, values_);
  std::size_t worst = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!(std::abs(rows_[i]) <= std::abs(rows_[worst]))) worst = i;
  }
  const std::size_t nodes = network_.nodes.size();
  GasFailure failure;
  failure.residual = std::abs(rows_[worst]);
  failure.iterations = iterations_;
  std::string kind = "node";
  if (worst < nodes) {
    failure.element = network_.nodes[GasNodeIndex{static_cast<std::uint32_t>(worst)}].id;
  } else {
    const GasElementIndex index{static_cast<std::uint32_t>(worst - nodes)};
    failure.element = network_.elements[index].id;
    kind = name_of(network_.elements[index].kind);
  }
  failure.message = std::string("the flow ") + why + " " + kind + " \"" + failure.element +
                    "\", whose balance lacks " + text("%.3g", failure.residual) +
                    " of the network's scale after " + std::to_string(iterations_) + " iterations";
  return failure;
}

GasFailure GasSolver::check(const GasState& state) const {
  std::size_t lowest = 0;
  std::size_t highest = 0;
  for (std::size_t n = 0; n < state.square_pa2.size(); ++n) {
    if (state.square_pa2[n] < state.square_pa2[lowest]) lowest = n;
    if (state.square_pa2[n] > state.square_pa2[highest]) highest = n;
  }
  const GasNodeIndex low{static_cast<std::uint32_t>(lowest)};
  const GasNodeIndex high{static_cast<std::uint32_t>(highest)};
  if (!(state.square_pa2[lowest] > kLeastSquare_pa2)) {
    const std::string& id = network_.nodes[low].id;
    return {id, 0.0, iterations_,
            "node \"" + id +
                "\" would need a pressure below zero: the pipes cannot carry what is taken out"};
  }
  const double most_pa = greatest_pressure_pa(network_.gas.law);
  if (state.pressure_pa(high) > most_pa) {
    const std::string& id = network_.nodes[high].id;
    return {id, 0.0, iterations_,
            "node \"" + id + "\" has " + text("%.4g", state.pressure_pa(high) / 1e5) +
                " bar, beyond the range of the equation of state, which ends at " +
                text("%.4g", most_pa / 1e5) + " bar"};
  }
  return {};
}

}  // namespace dimai::models
