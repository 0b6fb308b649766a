#include "models/pipelines/capsule_line/line_profile.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/tools/toms748_solve.hpp>

#include "models/physics/tubes/capsule_pipe.hpp"

namespace dimai::models {

namespace {

constexpr double kAmbient_pa = 101325.0;
constexpr int kProfilePoints = 41;

/// A pipe's profile for one mass flow of air, and the time that a capsule takes in it.
struct Profile {
  std::vector<LineProfilePoint> points;
  double passage_s = 0.0;
};

/// The compressible profile of one pipe, section by section from its end at ambient pressure.
///
/// @throws std::runtime_error where the air would be too slow to carry the capsules
Profile make_profile(const CapsuleLine& model, std::size_t p, double mass_flow_kg_s) {
  const PipeState& pipe = model.pipes()[p];
  const double running_s = sim::to_seconds({pipe.running_ns});
  const std::vector<std::size_t> counts = mean_counts(pipe);
  double outlet_pa = kAmbient_pa;
  double begin_m = 0.0;
  for (const SectionPhysics& each : pipe.physics.sections) begin_m += each.length_m;
  Profile profile;
  for (std::size_t s = pipe.sections.size(); s-- > 0;) {
    const SectionPhysics& physics = pipe.physics.sections[s];
    begin_m -= physics.length_m;
    CapsulePipe one;
    one.tube = {physics.length_m, model.parameters().bore_m, model.parameters().friction_factor};
    one.seal = pipe.physics.seal;
    one.force_n = physics.force_n;
    one.capsule_flow_per_s = static_cast<double>(pipe.sections[s].passed) / running_s;
    one.mass_flow_kg_s = mass_flow_kg_s;
    const PipeProfile found = capsule_pipe_profile(one, outlet_pa, kProfilePoints);
    for (std::size_t i = found.place_m.size(); i-- > 0;) {
      LineProfilePoint point;
      point.place_m = begin_m + found.place_m[i];
      point.pressure_pa = found.pressure_pa[i];
      point.air_m_s = found.air_m_s[i];
      point.capsule_m_s = found.capsule_m_s[i];
      profile.points.push_back(point);
    }
    profile.passage_s += found.passage_s.back();
    const double rise_pa = drive_rise_pa(pipe.physics, s, mean_air_m_s(pipe), counts);
    outlet_pa = std::max(1000.0, found.pressure_pa.front() - rise_pa);
  }
  std::reverse(profile.points.begin(), profile.points.end());
  return profile;
}

}  // namespace

double mean_air_m_s(const PipeState& pipe) {
  return pipe.running_ns > 0 ? pipe.air_time_m / sim::to_seconds({pipe.running_ns}) : 0.0;
}

std::vector<std::size_t> mean_counts(const PipeState& pipe) {
  std::vector<std::size_t> counts;
  const double air_m_s = mean_air_m_s(pipe);
  const double running_s = sim::to_seconds({pipe.running_ns});
  for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
    const SectionPhysics& physics = pipe.physics.sections[s];
    const double way_s = physics.length_m / std::max(1e-3, air_m_s - physics.slip_m_s);
    const double flow_per_s =
        static_cast<double>(pipe.sections[s].passed) / std::max(1.0, running_s);
    counts.push_back(static_cast<std::size_t>(std::lround(flow_per_s * way_s)));
  }
  return counts;
}

std::vector<LineProfilePoint> line_profile(const CapsuleLine& line, std::size_t pipe) {
  const PipeState& state = line.pipes()[pipe];
  const double air_m_s = mean_air_m_s(state);
  if (state.sections.empty() || !(air_m_s > 0.0) || state.sections.back().passed == 0) return {};
  double wanted_s = 0.0;
  for (const SectionPhysics& each : state.physics.sections)
    wanted_s += each.length_m / (air_m_s - each.slip_m_s);
  const auto late_s = [&](double mass_flow_kg_s) {
    try {
      return make_profile(line, pipe, mass_flow_kg_s).passage_s - wanted_s;
    } catch (const std::runtime_error&) {
      return 10.0 * wanted_s;  // they stop: far too late
    }
  };
  const double plain_kg_s = air_m_s * state.physics.area_m2 * state.physics.density_kg_m3;
  std::uintmax_t rounds = 60;
  if (late_s(0.3 * plain_kg_s) <= 0.0 || late_s(20.0 * plain_kg_s) >= 0.0) return {};
  const auto found =
      boost::math::tools::toms748_solve(late_s, 0.3 * plain_kg_s, 20.0 * plain_kg_s,
                                        boost::math::tools::eps_tolerance<double>(30), rounds);
  return make_profile(line, pipe, found.second).points;
}

}  // namespace dimai::models
