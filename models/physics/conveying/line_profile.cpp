#include "models/physics/conveying/line_profile.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <boost/numeric/odeint.hpp>

#include "models/physics/conveying/root.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kLeastPressure_pa = 2000.0;
constexpr double kLongestStep_m = 10.0;
constexpr int kLeastSteps = 4;  ///< places of a profile a piece

using State = std::array<double, 1>;

double gas_velocity_m_s(const ConveyingPoint& point, double gas_flow_kg_s) {
  return gas_flow_kg_s / (point.gas_density_kg_m3 * point.area_m2());
}

/// The integration of one line: where it is, and what it has gathered.
class Walk {
 public:
  Walk(const ConveyingLine& line, double gas_flow_kg_s)
      : line_(line), gas_flow_kg_s_(gas_flow_kg_s) {}

  /// -dp/ds at a pressure [Pa/m], by friction, weight and expansion.
  double gradient_pa_m(double pressure_pa, PipeDirection direction, double fall_m_s) const {
    ConveyingPoint point = gas_at(pressure_pa);
    point.terminal_velocity_m_s = fall_m_s;
    const double velocity_m_s = gas_velocity_m_s(point, gas_flow_kg_s_);
    const PressureTerms terms =
        pressure_terms(point, direction, velocity_m_s, 1.0, false, line_.friction);
    const double particle_m_s = flow_state(point, direction, velocity_m_s).particle_velocity_m_s;
    const double momentum_pa =
        (gas_flow_kg_s_ * velocity_m_s + line_.solids_flow_kg_s * particle_m_s) / point.area_m2();
    require_domain(momentum_pa < 0.95 * pressure_pa,
                   "the gas is near the speed at which it cannot expand further");
    return terms.total_pa() / (1.0 - momentum_pa / pressure_pa);
  }

  /// The pressure after `length_m`, negative against the flow.
  double after(double pressure_pa, PipeDirection direction, double length_m) const {
    if (length_m == 0.0) return pressure_pa;
    const double fall_m_s = line_.point_at(pressure_pa).terminal_velocity_m_s;
    const auto slope = [&](const State& state, State& change, double) {
      require_domain(state[0] > kLeastPressure_pa, "the pressure is used up before the end");
      change[0] = -gradient_pa_m(state[0], direction, fall_m_s);
    };
    namespace odeint = boost::numeric::odeint;
    State state{pressure_pa};
    odeint::integrate_adaptive(
        odeint::make_controlled(1e-3, 1e-9, odeint::runge_kutta_dopri5<State>()), slope, state, 0.0,
        length_m, length_m);
    require_domain(std::isfinite(state[0]), "the pressure along the line is not a number");
    return state[0];
  }

  /// Pressure on the other side of a bend; `sign` +1 with the flow, -1 against it.
  double past_bend(double pressure_pa, double sign) const {
    if (line_.bend.kind == BendRule::Kind::vertical_pipe)
      return after(pressure_pa, PipeDirection::up, sign * line_.bend.equivalent_m);
    const FlowState state = state_at(pressure_pa, PipeDirection::horizontal);
    const ConveyingPoint point = gas_at(pressure_pa);
    const double suspension_kg_m3 = state.voidage * point.gas_density_kg_m3 +
                                    (1.0 - state.voidage) * line_.particle_density_kg_m3;
    const double velocity_m_s = state.superficial_velocity_m_s;
    return pressure_pa -
           sign * line_.bend.coefficient * 0.5 * suspension_kg_m3 * velocity_m_s * velocity_m_s;
  }

  FlowState state_at(double pressure_pa, PipeDirection direction) const {
    const ConveyingPoint point = line_.point_at(pressure_pa);
    return flow_state(point, direction, gas_velocity_m_s(point, gas_flow_kg_s_));
  }

  double acceleration_pa(double pressure_pa, PipeDirection direction) const {
    const ConveyingPoint point = line_.point_at(pressure_pa);
    return pressure_terms(point, direction, gas_velocity_m_s(point, gas_flow_kg_s_), 0.0, true,
                          line_.friction)
        .total_pa();
  }

 private:
  ConveyingPoint gas_at(double pressure_pa) const {
    ConveyingPoint point;
    point.solids_flow_kg_s = line_.solids_flow_kg_s;
    point.bore_m = line_.bore_m;
    point.gas_density_kg_m3 = gas_density_kg_m3(line_.gas, pressure_pa, line_.temperature_k);
    point.gas_viscosity_pa_s = gas_viscosity_pa_s(line_.gas, line_.temperature_k);
    point.particle_size_m = line_.particle_size_m;
    point.particle_density_kg_m3 = line_.particle_density_kg_m3;
    point.terminal_velocity_m_s = 1.0;  // set by the caller where it counts
    return point;
  }

  const ConveyingLine& line_;
  double gas_flow_kg_s_;
};

/// The route cut into short steps, from feed to delivery.
struct Step {
  std::uint32_t piece = 0;
  double length_m = 0.0;
};

std::vector<Step> steps_of(const std::vector<RoutePiece>& route) {
  std::vector<Step> steps;
  for (std::uint32_t piece = 0; piece < route.size(); ++piece) {
    if (route[piece].is_bend) {
      steps.push_back({piece, 0.0});
      continue;
    }
    const double length_m = route[piece].length_m;
    require_domain(length_m >= 0.0, "length of a piece of pipe must be >= 0 m");
    if (length_m == 0.0) continue;
    const int count = std::max(kLeastSteps, static_cast<int>(std::ceil(length_m / kLongestStep_m)));
    for (int i = 0; i < count; ++i) steps.push_back({piece, length_m / count});
  }
  return steps;
}

/// Pressures at the borders of the steps, [step count + 1].
std::vector<double> pressures(const ConveyingLine& line, const Walk& walk,
                              const std::vector<Step>& steps, double start_pa) {
  const auto across = [&](double pressure_pa, const Step& step, double sign) {
    const RoutePiece& piece = line.route[step.piece];
    return piece.is_bend ? walk.past_bend(pressure_pa, sign)
                         : walk.after(pressure_pa, piece.direction, sign * step.length_m);
  };
  std::vector<double> pressure_pa(steps.size() + 1);
  if (line.vacuum) {
    pressure_pa.front() = start_pa;
    for (std::size_t i = 0; i < steps.size(); ++i)
      pressure_pa[i + 1] = across(pressure_pa[i], steps[i], 1.0);
  } else {
    pressure_pa.back() = start_pa;
    for (std::size_t i = steps.size(); i-- > 0;)
      pressure_pa[i] = across(pressure_pa[i + 1], steps[i], -1.0);
  }
  return pressure_pa;
}

/// Behind the feed of a suction line: p + acceleration(p) is the pressure in front of it.
double behind_feed_pa(const Walk& walk, PipeDirection direction, double feed_pa) {
  const auto excess = [&](double pressure_pa) {
    return pressure_pa + walk.acceleration_pa(pressure_pa, direction) - feed_pa;
  };
  return find_root(excess, 0.5 * feed_pa, feed_pa, "pressure behind the feed");
}

PipeDirection direction_of(const std::vector<RoutePiece>& route, std::uint32_t piece) {
  // A bend takes the particles of the pipe before it.
  while (piece > 0 && route[piece].is_bend) --piece;
  return route[piece].is_bend ? PipeDirection::horizontal : route[piece].direction;
}

void add_point(LineProfile& profile, const ConveyingLine& line, const Walk& walk, double distance_m,
               double pressure_pa, std::uint32_t piece) {
  const FlowState state = walk.state_at(pressure_pa, direction_of(line.route, piece));
  profile.points.push_back({distance_m, pressure_pa, state.superficial_velocity_m_s,
                            state.particle_velocity_m_s, piece});
}

}  // namespace

std::vector<RoutePiece> simple_route(double horizontal_m, double rise_m, int bends) {
  const PipeDirection vertical = rise_m < 0.0 ? PipeDirection::down : PipeDirection::up;
  const bool corner = horizontal_m > 0.0 && rise_m != 0.0 && bends > 0;
  const int within = bends - (corner ? 1 : 0);
  std::vector<RoutePiece> route;
  const bool cut_horizontal = horizontal_m > 0.0;
  const double cut_m = cut_horizontal ? horizontal_m : std::abs(rise_m);
  for (int i = 0; i <= within; ++i) {
    if (i > 0) route.push_back({.is_bend = true});
    route.push_back({cut_horizontal ? PipeDirection::horizontal : vertical, cut_m / (within + 1)});
  }
  if (corner) route.push_back({.is_bend = true});
  if (cut_horizontal && rise_m != 0.0) route.push_back({vertical, std::abs(rise_m)});
  return route;
}

ConveyingPoint ConveyingLine::point_at(double pressure_pa) const {
  ConveyingPoint point;
  point.solids_flow_kg_s = solids_flow_kg_s;
  point.bore_m = bore_m;
  point.gas_density_kg_m3 = gas_density_kg_m3(gas, pressure_pa, temperature_k);
  point.gas_viscosity_pa_s = gas_viscosity_pa_s(gas, temperature_k);
  point.particle_size_m = particle_size_m;
  point.particle_density_kg_m3 = particle_density_kg_m3;
  point.terminal_velocity_m_s =
      terminal_velocity_m_s(friction.drag, particle_size_m, particle_density_kg_m3,
                            {point.gas_density_kg_m3, point.gas_viscosity_pa_s});
  return point;
}

bool ConveyingLine::has_horizontal() const {
  return std::any_of(route.begin(), route.end(), [](const RoutePiece& piece) {
    return !piece.is_bend && piece.length_m > 0.0 && piece.direction == PipeDirection::horizontal;
  });
}

LineProfile conveying_profile(const ConveyingLine& line, double gas_flow_kg_s) {
  require_domain(line.bore_m > 0.0, "bore must be > 0 m");
  require_domain(gas_flow_kg_s > 0.0, "gas flow must be > 0 kg/s");
  require_domain(line.known_pressure_pa > kLeastPressure_pa, "known pressure must be > 2000 Pa");
  const std::vector<Step> steps = steps_of(line.route);
  require_domain(!steps.empty(), "the route has no pipe");
  const Walk walk(line, gas_flow_kg_s);
  const PipeDirection first = direction_of(line.route, steps.front().piece);
  LineProfile profile;
  profile.gas_flow_kg_s = gas_flow_kg_s;
  const double start_pa =
      line.vacuum ? behind_feed_pa(walk, first, line.known_pressure_pa) : line.known_pressure_pa;
  const std::vector<double> pressure_pa = pressures(line, walk, steps, start_pa);
  double distance_m = 0.0;
  add_point(profile, line, walk, 0.0, pressure_pa.front(), steps.front().piece);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    distance_m += steps[i].length_m;
    add_point(profile, line, walk, distance_m, pressure_pa[i + 1], steps[i].piece);
    const double mean_m_s = 0.5 * (profile.points[i].particle_velocity_m_s +
                                   profile.points[i + 1].particle_velocity_m_s);
    profile.transit_s += steps[i].length_m / mean_m_s;
  }
  profile.hold_up_kg = line.solids_flow_kg_s * profile.transit_s;
  profile.delivery_pressure_pa = pressure_pa.back();
  profile.feed_pressure_pa =
      line.vacuum ? line.known_pressure_pa
                  : pressure_pa.front() + walk.acceleration_pa(pressure_pa.front(), first);
  return profile;
}

double isothermal_upstream_pa(double downstream_pa, double flux_kg_m2_s, double gas_constant_j_kg_k,
                              double temperature_k, double fanning, double length_over_bore) {
  require_domain(downstream_pa > 0.0, "downstream pressure must be > 0 Pa");
  const double scale = flux_kg_m2_s * flux_kg_m2_s * gas_constant_j_kg_k * temperature_k;
  const auto excess = [&](double ratio) {
    return downstream_pa * downstream_pa * (ratio * ratio - 1.0) -
           scale * (4.0 * fanning * length_over_bore + 2.0 * std::log(ratio));
  };
  double high = 2.0;
  while (excess(high) < 0.0) high *= 2.0;
  return downstream_pa * find_root(excess, 1.0, high, "isothermal pressure ratio");
}

}  // namespace dimai::models
