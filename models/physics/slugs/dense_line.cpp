#include "models/physics/slugs/dense_line.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/physics/conveying/root.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kSteps = 200.0;

void require_line(const DenseLine& line, double factor) {
  const ConveyingLine& pipe = line.pipe;
  require_domain(pipe.bore_m > 0.0, "bore must be > 0 m");
  require_domain(pipe.solids_flow_kg_s > 0.0, "solids flow must be > 0 kg/s");
  require_domain(pipe.known_pressure_pa > 0.0, "pressure must be > 0 Pa");
  require_domain(
      line.bulk_density_kg_m3 > 0.0 && line.bulk_density_kg_m3 < pipe.particle_density_kg_m3,
      "bulk density must be above 0 and below that of the particles");
  require_domain(line.stress_ratio > 0.0, "stress ratio must be > 0");
  require_domain(
      line.end_velocity_m_s >= kSlowestSlug_m_s && line.end_velocity_m_s <= kFastestSlug_m_s,
      "velocity of the slugs must be in [0.25, 5] m/s");
  require_domain(factor >= 1.0, "factor on the pressure must be >= 1");
}

/// One line with one law while it is followed upstream.
class Upstream {
 public:
  Upstream(const DenseLine& line, SlugLaw law, double factor)
      : line_(line), law_(law), factor_(factor), pressure_pa_(line.pipe.known_pressure_pa) {
    const double mean_m_s = gas_velocity_m_s(line.end_velocity_m_s, rises_last(), pressure_pa_);
    require_domain(mean_m_s > 0.0, "slugs need more gas than what moves with them");
    flow_.profile.gas_flow_kg_s = mean_m_s * line.area_m2() * density(pressure_pa_);
    flow_.profile.delivery_pressure_pa = pressure_pa_;
    velocity_m_s_ = line.end_velocity_m_s;
    const double through = through_m_s(velocity_m_s_, rises_last(), pressure_pa_);
    flow_.permeation_share = std::min(1.0, through / mean_m_s);
    flow_.regime =
        through >= line.voidage() * velocity_m_s_ ? PlugRegime::permeated : PlugRegime::pushed;
    for (const RoutePiece& piece : line.pipe.route)
      total_m_ += piece.is_bend ? 0.0 : piece.length_m;
  }

  SlugFlow follow() {
    const auto& route = line_.pipe.route;
    for (std::size_t i = route.size(); i-- > 0 && flow_.trouble == SlugTrouble::none;)
      pass(route[i], static_cast<std::uint32_t>(i));
    LineProfile& profile = flow_.profile;
    profile.feed_pressure_pa = pressure_pa_;
    std::reverse(profile.points.begin(), profile.points.end());
    for (ProfilePoint& point : profile.points) point.distance_m = total_m_ - point.distance_m;
    profile.transit_s = profile.hold_up_kg / line_.pipe.solids_flow_kg_s;
    flow_.feed_slug_share = line_.slug_share(velocity_m_s_);
    return std::move(flow_);
  }

 private:
  bool rises_last() const {
    return !line_.pipe.route.empty() && line_.pipe.route.back().direction == PipeDirection::up;
  }
  double density(double pressure_pa) const {
    return gas_density_kg_m3(line_.pipe.gas, pressure_pa, line_.pipe.temperature_k);
  }
  /// Within a slug, the weight in rising pipe included.
  double gradient_pa_m(double velocity_m_s, bool rises) const {
    return factor_ * slug_gradient_pa_m(line_, law_, velocity_m_s) +
           (rises ? line_.bulk_density_kg_m3 * kGravity_m_s2 : 0.0);
  }
  double through_m_s(double velocity_m_s, bool rises, double pressure_pa) const {
    const Fluid gas{density(pressure_pa),
                    gas_viscosity_pa_s(line_.pipe.gas, line_.pipe.temperature_k)};
    return ergun_velocity_m_s(gradient_pa_m(velocity_m_s, rises), line_.voidage(),
                              line_.pipe.particle_size_m, gas);
  }
  /// Superficial, mean over slugs and gaps.
  double gas_velocity_m_s(double slug_m_s, bool rises, double pressure_pa) const {
    const double solids_m_s =
        line_.pipe.solids_flow_kg_s / (line_.area_m2() * line_.pipe.particle_density_kg_m3);
    return slug_m_s + through_m_s(slug_m_s, rises, pressure_pa) - solids_m_s;
  }
  /// Velocity of the slugs at a pressure; 0 if they would be slower than the slowest.
  double slug_velocity_m_s(bool rises, double pressure_pa) const {
    const double mean_m_s = flow_.profile.gas_flow_kg_s / (line_.area_m2() * density(pressure_pa));
    const auto excess = [&](double slug_m_s) {
      return gas_velocity_m_s(slug_m_s, rises, pressure_pa) - mean_m_s;
    };
    // At the upper end the slugs alone already need more: what leaks through comes on top.
    const double high = std::max(2.0 * kFastestSlug_m_s, 2.0 * mean_m_s);
    if (excess(kSlowestSlug_m_s) > 0.0) return 0.0;
    return find_root(excess, kSlowestSlug_m_s, high, "velocity of slugs");
  }
  /// Pressure a metre upstream; takes note of trouble.
  double slope_pa_m(bool rises, double pressure_pa) {
    const double slug_m_s = slug_velocity_m_s(rises, pressure_pa);
    if (slug_m_s == 0.0) return stop(SlugTrouble::slow);
    if (slug_m_s > kFastestSlug_m_s * (1.0 + 1e-9)) return stop(SlugTrouble::fast);
    velocity_m_s_ = slug_m_s;
    const double share = line_.slug_share(slug_m_s);
    if (share > 1.0) return stop(SlugTrouble::full);
    return gradient_pa_m(slug_m_s, rises) * share;
  }
  double stop(SlugTrouble trouble) {
    flow_.trouble = trouble;
    flow_.trouble_at_m = passed_m_;
    return 0.0;
  }
  void add_point(std::uint32_t piece) {
    flow_.profile.points.push_back(
        {passed_m_, pressure_pa_,
         flow_.profile.gas_flow_kg_s / (line_.area_m2() * density(pressure_pa_)), velocity_m_s_,
         piece});
  }
  void pass(const RoutePiece& piece, std::uint32_t index) {
    const double length_m = piece.is_bend ? line_.pipe.bend.equivalent_m : piece.length_m;
    const bool rises = !piece.is_bend && piece.direction == PipeDirection::up;
    const bool level = piece.direction == PipeDirection::horizontal;
    const double whole_m = std::max(total_m_, length_m);
    const int steps = std::max(4, static_cast<int>(std::ceil(kSteps * length_m / whole_m)));
    const double step_m = length_m / steps;
    if (slope_pa_m(rises, pressure_pa_); flow_.trouble != SlugTrouble::none) return;
    add_point(index);
    for (int i = 0; i < steps; ++i) {
      const double half_pa = pressure_pa_ + 0.5 * step_m * slope_pa_m(rises, pressure_pa_);
      const double slope = slope_pa_m(rises, half_pa);
      if (flow_.trouble != SlugTrouble::none) return;
      pressure_pa_ += step_m * slope;
      if (piece.is_bend) continue;
      hold_up(level, step_m);
      passed_m_ += step_m;
    }
    if (slope_pa_m(rises, pressure_pa_); flow_.trouble != SlugTrouble::none) return;
    if (!piece.is_bend) add_point(index);
  }
  /// Slugs, and in horizontal pipe the bed between them, at the velocity of the middle.
  void hold_up(bool level, double step_m) {
    const double slugs = line_.slug_share(velocity_m_s_);
    const double bed = level ? bed_left_behind(velocity_m_s_, line_.pipe.bore_m) : 0.0;
    flow_.profile.hold_up_kg +=
        line_.area_m2() * line_.bulk_density_kg_m3 * step_m * (slugs + (1.0 - slugs) * bed);
  }

  const DenseLine& line_;
  SlugLaw law_;
  double factor_;
  double pressure_pa_;
  double velocity_m_s_ = 0.0;
  double passed_m_ = 0.0;
  double total_m_ = 0.0;
  SlugFlow flow_;
};

}  // namespace

double DenseLine::area_m2() const { return std::numbers::pi / 4.0 * pipe.bore_m * pipe.bore_m; }

double DenseLine::slug_share(double slug_velocity_m_s) const {
  return pipe.solids_flow_kg_s / (area_m2() * bulk_density_kg_m3 * slug_velocity_m_s);
}

Plug DenseLine::plug(SlugLaw law) const {
  Plug made;
  made.bulk_density_kg_m3 = bulk_density_kg_m3;
  made.bore_m = pipe.bore_m;
  made.wall_friction = wall_friction;
  made.wall_angle_rad = std::atan(wall_friction);
  made.inner_angle_rad = std::atan(inner_friction);
  made.stress_ratio =
      law == SlugLaw::konrad ? passive_stress_ratio(wall_friction, inner_friction) : stress_ratio;
  return made;
}

double passive_stress_ratio(double wall_friction, double inner_friction) {
  require_domain(wall_friction > 0.0 && wall_friction <= inner_friction,
                 "wall friction must be above 0 and not above the internal friction");
  const double wall_rad = std::atan(wall_friction);
  const double inner_sine = std::sin(std::atan(inner_friction));
  const double omega_rad = std::asin(std::min(1.0, std::sin(wall_rad) / inner_sine));
  const double part = inner_sine * std::cos(omega_rad + wall_rad);
  return (1.0 + part) / (1.0 - part);
}

double slug_gradient_pa_m(const DenseLine& line, SlugLaw law, double slug_velocity_m_s) {
  if (law == SlugLaw::konrad) return konrad_gradient_pa_m(line.plug(law), slug_velocity_m_s);
  // The law states what a metre of pipe needs; slugs take only a share of it.
  return mi_wypych_pa(line.plug(law), line.pipe.solids_flow_kg_s, slug_velocity_m_s, 1.0) /
         line.slug_share(slug_velocity_m_s);
}

SlugFlow slug_flow(const DenseLine& line, SlugLaw law, double factor) {
  require_line(line, factor);
  return Upstream(line, law, factor).follow();
}

double longest_pushed_plug_m(const DenseLine& line, double pressure_pa) {
  const Plug plug = line.plug(SlugLaw::konrad);
  const double front_pa =
      front_stress_pa(plug.bulk_density_kg_m3, line.end_velocity_m_s, plug.bore_m);
  if (pressure_pa <= front_pa) return 0.0;
  const double grip = 4.0 * plug.wall_friction * plug.stress_ratio / plug.bore_m;
  const double weight_pa_m = 2.0 * plug.bulk_density_kg_m3 * kGravity_m_s2 * plug.wall_friction;
  return std::log1p((pressure_pa - front_pa) / (front_pa + weight_pa_m / grip)) / grip;
}

}  // namespace dimai::models
