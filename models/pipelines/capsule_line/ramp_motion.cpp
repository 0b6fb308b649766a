#include "models/pipelines/capsule_line/ramp_motion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include <boost/math/tools/toms748_solve.hpp>
#include <boost/numeric/odeint.hpp>

namespace dimai::models {

namespace {

namespace odeint = boost::numeric::odeint;

using State = std::array<double, 2>;  ///< way and speed

constexpr double kStep_s = 0.1;
constexpr double kLongestStep_s = 0.02;
constexpr double kPatience_s = 3600.0;
constexpr double kSteady_m_s = 1e-3;

/// Cubic Hermite way between two steps.
double between(const RampMotion& motion, std::size_t step, double at_s) {
  const double width_s = motion.time_s[step + 1] - motion.time_s[step];
  if (width_s <= 0.0) return motion.moved_m[step + 1];
  const double t = (at_s - motion.time_s[step]) / width_s;
  const double t2 = t * t;
  const double t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * motion.moved_m[step] +
         (t3 - 2 * t2 + t) * width_s * motion.speed_m_s[step] +
         (3 * t2 - 2 * t3) * motion.moved_m[step + 1] +
         (t3 - t2) * width_s * motion.speed_m_s[step + 1];
}

/// Adds steps to a motion; the last of them is where it goes on.
class Integrator {
 public:
  Integrator(const PipePhysics& pipe, std::size_t section, const AirRamp& air, double speed_m_s)
      : pipe_(pipe), section_(pipe.sections[section]), air_(air) {
    const double slip = section_.slip_m_s;
    drag_ = slip != 0.0 ? section_.force_n / (slip * std::abs(slip)) : 0.0;
    // no step longer than a quarter of the shortest time in which a capsule follows the air
    const double fastest_m_s = std::max({air.from_m_s, air.to_m_s, speed_m_s, 1e-3});
    if (drag_ > 0.0)
      step_s_ = std::min(kLongestStep_s, 0.125 * pipe.run.mass_kg / (drag_ * fastest_m_s));
    add(0.0, {0.0, speed_m_s});
  }

  RampMotion run() {
    const double last_s = air_.time_s + kPatience_s;
    while (time_s_ < last_s) {
      if (state_[1] <= 0.0) {
        if (!wait_for_start()) return motion_;
      } else {
        step();
      }
      const double steady_m_s = air_.to_m_s - section_.slip_m_s;
      const bool settled = std::abs(state_[1] - steady_m_s) < kSteady_m_s;
      if (time_s_ >= air_.time_s && steady_m_s > 0.0 && settled) return motion_;
    }
    throw std::runtime_error(
        "capsules neither settle nor stop within an hour of a change of air: " +
        std::to_string(state_[1]) + " m/s in air of " + std::to_string(air_.to_m_s) + " m/s");
  }

 private:
  void add(double time_s, const State& state) {
    time_s_ = time_s;
    state_ = state;
    motion_.time_s.push_back(time_s);
    motion_.moved_m.push_back(state[0]);
    motion_.speed_m_s.push_back(state[1]);
  }

  /// From rest: until the air is fast enough. False if it never is.
  bool wait_for_start() {
    const double starting = section_.starting_m_s;
    double start_s = time_s_;
    if (air_.speed_m_s(time_s_) <= starting) {
      if (air_.to_m_s <= starting) return add(std::max(time_s_, air_.time_s), state_), false;
      start_s = air_.time_s * (starting - air_.from_m_s) / (air_.to_m_s - air_.from_m_s);
    }
    if (start_s > time_s_) add(start_s, {state_[0], 0.0});
    State next = state_;
    integrate(next, kStep_s);
    next[1] = std::max(next[1], 1e-9);
    add(time_s_ + kStep_s, next);
    return true;
  }

  void integrate(State& state, double span_s) {
    const auto slope = [&](const State& at, State& change, double time_s) {
      const double slip = air_.speed_m_s(time_s) - at[1];
      change = {at[1], (drag_ * slip * std::abs(slip) - section_.force_n) / pipe_.run.mass_kg};
    };
    const auto steps = static_cast<std::size_t>(std::ceil(span_s / step_s_));
    odeint::integrate_n_steps(odeint::runge_kutta_dopri5<State>(), slope, state, time_s_,
                              span_s / static_cast<double>(steps), steps);
  }

  /// One step, cut short exactly where the capsules come to rest.
  void step() {
    State next = state_;
    integrate(next, kStep_s);
    double span_s = kStep_s;
    if (next[1] <= 0.0) {
      const auto speed_after = [&](double part_s) {
        State at = state_;
        if (part_s > 0.0) integrate(at, part_s);
        return at[1];
      };
      std::uintmax_t rounds = 60;
      span_s =
          boost::math::tools::toms748_solve(speed_after, 0.0, kStep_s, state_[1], next[1],
                                            boost::math::tools::eps_tolerance<double>(40), rounds)
              .second;
      next = state_;
      integrate(next, span_s);
      next[1] = 0.0;
    }
    add(time_s_ + span_s, next);
  }

  const PipePhysics& pipe_;
  const SectionPhysics& section_;
  AirRamp air_;
  double drag_ = 0.0;  ///< force over the square of the slip [kg/m]
  double step_s_ = kLongestStep_s;
  double time_s_ = 0.0;
  State state_{};
  RampMotion motion_;
};

}  // namespace

double AirRamp::speed_m_s(double at_s) const {
  return from_m_s + (to_m_s - from_m_s) * std::clamp(at_s / time_s, 0.0, 1.0);
}

double RampMotion::moved_at(double at_s) const {
  if (at_s >= end_s()) return moved_m.back() + speed_m_s.back() * (at_s - end_s());
  const auto after = std::upper_bound(time_s.begin(), time_s.end(), at_s);
  const auto step =
      static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - time_s.begin() - 1));
  return between(*this, step, at_s);
}

double RampMotion::time_at(double moved) const {
  if (moved > moved_m.back()) return std::numeric_limits<double>::infinity();
  const auto after = std::lower_bound(moved_m.begin(), moved_m.end(), moved);
  const auto at = static_cast<std::size_t>(after - moved_m.begin());
  if (at == 0) return 0.0;
  double low_s = time_s[at - 1];
  double high_s = time_s[at];
  for (int i = 0; i < 60 && high_s - low_s > 1e-10; ++i) {
    const double middle_s = 0.5 * (low_s + high_s);
    (between(*this, at - 1, middle_s) < moved ? low_s : high_s) = middle_s;
  }
  return high_s;
}

RampMotion ramp_motion(const PipePhysics& pipe, std::size_t section, const AirRamp& air,
                       double speed_m_s) {
  return Integrator(pipe, section, air, speed_m_s).run();
}

}  // namespace dimai::models
