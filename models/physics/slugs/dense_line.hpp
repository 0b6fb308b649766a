#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/physics/conveying/dense_phase.hpp"
#include "models/physics/conveying/line_profile.hpp"

namespace dimai::models {

/// Laws of the pressure that low-velocity slugs need.
enum class SlugLaw : std::uint8_t { mi_wypych, konrad };
inline constexpr std::array<std::string_view, 2> kSlugLaws{"mi-wypych", "konrad"};

/// Velocities of slugs that the laws are used for [m/s]. Recalled from what such tests span, no
/// source seen: an assumption.
inline constexpr double kSlowestSlug_m_s = 0.25;
inline constexpr double kFastestSlug_m_s = 5.0;

/// A line that conveys slugs.
struct DenseLine {
  ConveyingLine pipe;               ///< its friction choice and `vacuum` are not read
  double bulk_density_kg_m3 = 0.0;  ///< [kg/m3], > 0, below the particles'
  double wall_friction = 0.0;       ///< tangent of the angle [-], > 0
  double inner_friction = 0.0;      ///< tangent of the angle [-], >= wall_friction
  double stress_ratio = 0.0;        ///< radial over axial stress in a slug, for Mi and Wypych [-]
  double end_velocity_m_s = 2.0;    ///< of the powder in a slug at the delivery [m/s]

  double voidage() const { return 1.0 - bulk_density_kg_m3 / pipe.particle_density_kg_m3; }
  double area_m2() const;
  /// Share of the pipe that slugs take, M_s / (A rb Up): what they carry is what is conveyed.
  double slug_share(double slug_velocity_m_s) const;
  /// The plug of a law: Mi and Wypych take the stress ratio, Konrad that of passive failure.
  Plug plug(SlugLaw law) const;
};

/// Radial over axial stress of a powder without cohesion that fails passively at a wall [-].
///
/// (1 + sin(phi) cos(w + phi_w)) / (1 - sin(phi) cos(w + phi_w)), sin(w) = sin(phi_w) / sin(phi).
/// @throws std::domain_error unless 0 < wall_friction <= inner_friction
/// Source: Konrad, Harrison, Nedderman, Davidson (1980), by the geometry of Mohr's circle.
double passive_stress_ratio(double wall_friction, double inner_friction);

/// Pressure gradient within one slug in a horizontal pipe [Pa/m].
double slug_gradient_pa_m(const DenseLine& line, SlugLaw law, double slug_velocity_m_s);

enum class SlugTrouble : std::uint8_t {
  none,
  slow,  ///< towards the feed the slugs are slower than kSlowestSlug_m_s: gas leaks through them
  fast,  ///< faster than kFastestSlug_m_s: at the foot of a rise, which slows them
  full,  ///< there is no room between them: they would take more than the whole pipe
};

/// Slugs in steady flow.
struct SlugFlow {
  LineProfile profile;  ///< gas velocity: mean over slugs and gaps; transit: hold-up over rate
  SlugTrouble trouble = SlugTrouble::none;  ///< then the profile is not whole
  double trouble_at_m = 0.0;                ///< pipe before the delivery
  double feed_slug_share = 0.0;
  double permeation_share = 0.0;  ///< of the gas at the delivery: through the slugs, not with them
  PlugRegime regime = PlugRegime::permeated;  ///< at the delivery, where slugs are fastest
};

/// A line of slugs, from the delivery to the feed, the gas expanding and the slugs with it.
///
/// Gas and powder move together: U + G / rp = Up + V, with V by Ergun what the gradient of a slug
/// drives through it. dp/ds = factor * gradient * share of slugs. Rising pipe adds the weight of
/// its slugs and has no bed between them; falling pipe gives nothing back. A bend counts as its
/// equivalent length of horizontal pipe. Isothermal; midpoint rule in 200 steps or more.
/// @param factor  on the law's gradient [-], >= 1
/// @throws std::domain_error for data outside their ranges
SlugFlow slug_flow(const DenseLine& line, SlugLaw law, double factor);

/// The longest plug that a pressure pushes when no gas gets through it: Janssen's [m].
double longest_pushed_plug_m(const DenseLine& line, double pressure_pa);

}  // namespace dimai::models
