#include "models/physics/conveying/least_velocity.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "models/physics/conveying/gas.hpp"
#include "models/physics/conveying/root.hpp"
#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

constexpr double kPoundPerCubicFoot_kg_m3 = 16.018463374;

void require_point(const ConveyingPoint& point) {
  require_domain(point.solids_flow_kg_s > 0.0, "solids flow must be > 0 kg/s");
  require_domain(point.bore_m > 0.0, "bore must be > 0 m");
  require_domain(point.gas_density_kg_m3 > 0.0, "gas density must be > 0 kg/m3");
  require_domain(point.gas_viscosity_pa_s > 0.0, "gas viscosity must be > 0 Pa s");
  require_domain(point.particle_size_m > 0.0, "particle size must be > 0 m");
  require_domain(point.particle_density_kg_m3 > point.gas_density_kg_m3,
                 "particle density must be above that of the gas");
  require_domain(point.terminal_velocity_m_s > 0.0, "terminal velocity must be > 0 m/s");
}

/// sqrt(g D), the velocity that Froude numbers of the pipe refer to.
double pipe_wave_m_s(const ConveyingPoint& point) {
  return std::sqrt(kGravity_m_s2 * point.bore_m);
}

double density_ratio(const ConveyingPoint& point) {
  return point.particle_density_kg_m3 / point.gas_density_kg_m3;
}

/// Solves phi = factor (U / unit)^exponent for U, where phi = G / (rho_f U).
double from_loading(const ConveyingPoint& point, double factor, double unit_m_s, double exponent) {
  const double wanted = point.solids_flux_kg_m2_s() / (point.gas_density_kg_m3 * factor);
  return std::pow(wanted * std::pow(unit_m_s, exponent), 1.0 / (exponent + 1.0));
}

double rizk(const ConveyingPoint& point) {
  const double a = 1440.0 * point.particle_size_m + 1.96;
  const double b = 1100.0 * point.particle_size_m + 2.5;
  return from_loading(point, std::pow(10.0, -a), pipe_wave_m_s(point), b);
}

double particle_froude(const ConveyingPoint& point) {
  return point.terminal_velocity_m_s / std::sqrt(kGravity_m_s2 * point.particle_size_m);
}

double matsumoto_1974(const ConveyingPoint& point) {
  const double factor =
      0.448 * std::sqrt(density_ratio(point)) * std::pow(particle_froude(point) / 10.0, -1.75);
  return from_loading(point, factor, 10.0 * pipe_wave_m_s(point), 3.0);
}

double matsumoto_1975(const ConveyingPoint& point) {
  const double factor =
      1.11 * std::pow(density_ratio(point), 0.55) * std::pow(particle_froude(point) / 10.0, -2.3);
  return from_loading(point, factor, 10.0 * pipe_wave_m_s(point), 3.0);
}

double matsumoto_1977(const ConveyingPoint& point) {
  const double limit_m = 1.39 * point.bore_m * std::pow(density_ratio(point), -0.74);
  if (point.particle_size_m < limit_m) {
    const double factor = 5560.0 * std::pow(point.particle_size_m / point.bore_m, 1.43);
    return from_loading(point, factor, 10.0 * pipe_wave_m_s(point), 4.0);
  }
  const double factor =
      0.373 * std::pow(density_ratio(point), 1.06) * std::pow(particle_froude(point) / 10.0, -3.7);
  return from_loading(point, factor, 10.0 * pipe_wave_m_s(point), 3.61);
}

/// Solves U / sqrt(g D) = factor phi^exponent for U.
double from_froude(const ConveyingPoint& point, double factor, double exponent) {
  const double flux_ratio = point.solids_flux_kg_m2_s() / point.gas_density_kg_m3;  // phi U
  const double scaled = factor * pipe_wave_m_s(point) * std::pow(flux_ratio, exponent);
  return std::pow(scaled, 1.0 / (1.0 + exponent));
}

double schade(const ConveyingPoint& point) {
  const double factor =
      std::pow(point.bore_m / point.particle_size_m, 0.025) * std::pow(density_ratio(point), 0.34);
  return from_froude(point, factor, 0.11);
}

double weber(const ConveyingPoint& point) {
  const double ut = point.terminal_velocity_m_s;
  const double bracket = ut <= 3.0 ? 7.0 + 8.0 / 3.0 * ut : 15.0;
  return from_froude(point, bracket * std::pow(point.particle_size_m / point.bore_m, 0.1), 0.25);
}

double geldart_ling(const ConveyingPoint& point) {
  const double flux = point.solids_flux_kg_m2_s();
  const double gas =
      std::pow(point.gas_viscosity_pa_s, 0.055) * std::pow(point.gas_density_kg_m3, -0.42);
  if (flux / point.bore_m < 47000.0)
    return 1.5 * std::pow(flux, 0.465) * std::pow(point.bore_m, -0.01) * gas;
  return 8.7 * std::pow(flux, 0.302) * std::pow(point.bore_m, 0.153) * gas;
}

/// Solves 2 g D (eps^-4.7 - 1) = factor (G / (rp (1 - eps)))^2; the left falls with eps, the right
/// rises, so there is one solution. The unknown is ln(1 - eps), exact near eps = 1.
double choking_by_voidage(const ConveyingPoint& point, double factor) {
  const double left = 2.0 * kGravity_m_s2 * point.bore_m;
  const double slip_m_s = point.solids_flux_kg_m2_s() / point.particle_density_kg_m3;
  const auto excess = [&](double log_solids) {
    const double solids = std::exp(log_solids);
    const double hindrance = std::expm1(-4.7 * std::log1p(-solids));
    return std::log(left * hindrance) - std::log(factor) - 2.0 * std::log(slip_m_s / solids);
  };
  const double solids = std::exp(find_root(excess, -60.0, -1e-6, "share of solids at choking"));
  return (1.0 - solids) * (slip_m_s / solids + point.terminal_velocity_m_s);
}

template <class Law, std::size_t n, class Function>
VelocityRange range_of(const std::array<std::string_view, n>& names, Function velocity) {
  VelocityRange range;
  for (std::size_t i = 0; i < n; ++i) {
    const double each_m_s = velocity(static_cast<Law>(i));
    if (i == 0 || each_m_s < range.lowest_m_s) {
      range.lowest_m_s = each_m_s;
      range.lowest_law = names[i];
    }
    if (i == 0 || each_m_s > range.highest_m_s) {
      range.highest_m_s = each_m_s;
      range.highest_law = names[i];
    }
  }
  return range;
}

}  // namespace

double ConveyingPoint::area_m2() const { return std::numbers::pi / 4.0 * bore_m * bore_m; }

double ConveyingPoint::solids_flux_kg_m2_s() const { return solids_flow_kg_s / area_m2(); }

double saltation_velocity_m_s(SaltationLaw law, const ConveyingPoint& point) {
  require_point(point);
  switch (law) {
    case SaltationLaw::rizk:
      return rizk(point);
    case SaltationLaw::matsumoto_1974:
      return matsumoto_1974(point);
    case SaltationLaw::matsumoto_1975:
      return matsumoto_1975(point);
    case SaltationLaw::matsumoto_1977:
      return matsumoto_1977(point);
    case SaltationLaw::schade:
      return schade(point);
    case SaltationLaw::weber:
      return weber(point);
    case SaltationLaw::geldart_ling:
      return geldart_ling(point);
  }
  throw std::logic_error("saltation_velocity_m_s: unknown law");
}

double choking_velocity_m_s(ChokingLaw law, const ConveyingPoint& point) {
  require_point(point);
  const double solids_m_s = point.solids_flux_kg_m2_s() / point.particle_density_kg_m3;
  switch (law) {
    case ChokingLaw::punwani:
      return choking_by_voidage(
          point, 0.074 * std::pow(point.gas_density_kg_m3 / kPoundPerCubicFoot_kg_m3, 0.77));
    case ChokingLaw::yang:
      return choking_by_voidage(point, 0.01);
    case ChokingLaw::leung:
      return 32.3 * solids_m_s + 0.97 * point.terminal_velocity_m_s;
    case ChokingLaw::matsen:
      return 10.74 * point.terminal_velocity_m_s * std::pow(solids_m_s, 0.227);
  }
  throw std::logic_error("choking_velocity_m_s: unknown law");
}

VelocityRange saltation_range(const ConveyingPoint& point) {
  return range_of<SaltationLaw>(
      kSaltationLaws, [&](SaltationLaw law) { return saltation_velocity_m_s(law, point); });
}

VelocityRange choking_range(const ConveyingPoint& point) {
  return range_of<ChokingLaw>(kChokingLaws,
                              [&](ChokingLaw law) { return choking_velocity_m_s(law, point); });
}

std::optional<SaltationLaw> find_saltation_law(std::string_view name) {
  for (std::size_t i = 0; i < kSaltationLaws.size(); ++i) {
    if (kSaltationLaws[i] == name) return static_cast<SaltationLaw>(i);
  }
  return std::nullopt;
}

}  // namespace dimai::models
