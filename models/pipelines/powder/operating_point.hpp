#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/physics/conveying/line_profile.hpp"
#include "models/physics/slugs/dense_line.hpp"

namespace dimai::models {

/// What a dilute conveying line must keep to.
struct ConveyingRule {
  std::optional<SaltationLaw> law;  ///< nothing: the highest of all laws decides
  double factor = 1.3;              ///< velocity at the feed over the deciding law's [-], >= 1
  double most_drop_pa = 1e5;        ///< pressure that the blower gives, above or below ambient [Pa]
  double most_velocity_m_s = 40.0;  ///< of the gas at the delivery, against wear [m/s]
  double efficiency = 0.6;          ///< isothermal work over electrical [-]
};

/// Why a line does not work.
enum class Obstacle : std::uint8_t {
  none,
  pressure,    ///< needs more pressure than the blower gives
  too_fast,    ///< the gas expands to more than the velocity that wear allows
  too_slow,    ///< the gas at the feed is slower than the powder needs
  no_flow,     ///< no gas flow conveys it at all, or the blower's curve is not met
  slow_slugs,  ///< dense: towards the feed slower than the laws are used for
  fast_slugs,  ///< dense: faster than the laws are used for, before a rise
  full_pipe,   ///< dense: there is no room between the slugs
};
inline constexpr std::array<std::string_view, 8> kObstacles{
    "none", "pressure", "too fast", "too slow", "no flow", "slow slugs", "fast slugs", "full pipe"};

/// What is particular to a line of slugs.
struct DenseFlow {
  double mi_wypych_pa = 0.0;  ///< drop by that law, without the factor; NaN: it gives no flow
  double konrad_pa = 0.0;     ///< the same
  double factor = 1.0;        ///< on the gradient of the higher one, in the profile
  PlugRegime regime = PlugRegime::permeated;  ///< at the delivery, where slugs are fastest
  double feed_velocity_m_s = 0.0;             ///< of the slugs
  double end_velocity_m_s = 0.0;              ///< of the slugs
  double feed_slug_share = 0.0;               ///< of the pipe at the feed that slugs take
  double permeation_share = 0.0;  ///< of the gas at the delivery: through the slugs, not with them
  double longest_plug_m = 0.0;    ///< that the greatest pressure pushes if no gas gets through
  double trouble_at_m = 0.0;      ///< pipe before the delivery where it goes wrong, if it does

  double lowest_pa() const { return std::fmin(mi_wypych_pa, konrad_pa); }
  double highest_pa() const { return std::fmax(mi_wypych_pa, konrad_pa); }
};

/// A line at work with one powder, one rate and one flow of gas.
struct OperatingPoint {
  Obstacle obstacle = Obstacle::none;
  std::string detail;               ///< what the physics said, if there is no flow
  LineProfile profile;              ///< empty if there is no flow
  VelocityRange saltation;          ///< at the feed; NaN for slugs
  VelocityRange choking;            ///< at the feed
  double least_velocity_m_s = 0.0;  ///< the deciding law's, without the factor
  std::string_view deciding_law;
  double loading = 0.0;            ///< solids over gas [kg/kg]
  double free_gas_m3_s = 0.0;      ///< gas flow at ambient pressure
  double power_w = 0.0;            ///< electrical, of the blower
  std::optional<DenseFlow> dense;  ///< if it conveys slugs

  bool works() const { return obstacle == Obstacle::none; }
  double drop_pa() const { return profile.drop_pa(); }
  /// Electrical energy a mass of powder [J/kg].
  double energy_j_kg(double solids_flow_kg_s) const { return power_w / solids_flow_kg_s; }
};

/// The line with a stated flow of gas.
OperatingPoint operate_with(const ConveyingLine& line, const ConveyingRule& rule,
                            double gas_flow_kg_s);

/// The line with just the gas flow that gives the feed the velocity of the rule: the deciding law's
/// saltation velocity (of choking in a line without horizontal pipe) times the factor.
OperatingPoint operate_by(const ConveyingLine& line, const ConveyingRule& rule);

/// One point of a blower's curve.
struct BlowerPoint {
  double flow_m3_s = 0.0;    ///< at the inlet [m3/s], rising along the curve
  double pressure_pa = 0.0;  ///< above ambient, or below it for suction [Pa], falling
};

/// The line with a blower: where its curve meets the line's. Of two crossings the one of the
/// greater flow, which is stable.
///
/// Flow refers to the blower's inlet: ambient gas, or that at the end of a suction line. Between
/// points the curve is straight.
/// @throws std::domain_error if the curve has fewer than two points or does not rise in flow
OperatingPoint operate_with_blower(const ConveyingLine& line, const ConveyingRule& rule,
                                   const std::vector<BlowerPoint>& curve);

/// The greatest rate at which the line works by the rule [kg/s]; 0 if it never does. To 1 %.
double greatest_rate_kg_s(const ConveyingLine& line, const ConveyingRule& rule);

/// Bores of the usual steel pipes, DN 25 to DN 300, by their nominal width [m].
inline constexpr std::array<double, 12> kUsualBores_m{0.025, 0.032, 0.040, 0.050, 0.065, 0.080,
                                                      0.100, 0.125, 0.150, 0.200, 0.250, 0.300};

/// The least of the usual bores in which the line works by the rule; nothing if none does.
std::optional<double> least_working_bore_m(ConveyingLine line, const ConveyingRule& rule);

}  // namespace dimai::models
