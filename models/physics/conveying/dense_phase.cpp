#include "models/physics/conveying/dense_phase.hpp"

#include <cmath>
#include <numbers>

#include "models/physics/conveying/gas.hpp"
#include "models/physics/domain.hpp"
#include "models/physics/flow/bore.hpp"

namespace dimai::models {
namespace {

struct ErgunTerms {
  double viscous = 0.0;   ///< of U
  double inertial = 0.0;  ///< of U^2
};

ErgunTerms ergun_terms(double voidage, double size_m, const Fluid& fluid) {
  require_domain(voidage > 0.0 && voidage < 1.0, "voidage must be in (0, 1)");
  require_domain(size_m > 0.0, "particle size must be > 0 m");
  require_domain(fluid.density_kg_m3 > 0.0 && fluid.viscosity_pa_s > 0.0,
                 "fluid density and viscosity must be > 0");
  const double solids = 1.0 - voidage;
  const double cube = voidage * voidage * voidage;
  return {150.0 * fluid.viscosity_pa_s * solids * solids / (size_m * size_m * cube),
          1.75 * fluid.density_kg_m3 * solids / (size_m * cube)};
}

void require_plug(const Plug& plug, double plug_velocity_m_s) {
  require_domain(plug.bulk_density_kg_m3 > 0.0, "bulk density must be > 0 kg/m3");
  require_domain(plug.bore_m > 0.0, "bore must be > 0 m");
  require_domain(plug.wall_friction > 0.0, "wall friction must be > 0");
  require_domain(plug.stress_ratio > 0.0, "stress ratio must be > 0");
  require_domain(plug_velocity_m_s > 0.0, "plug velocity must be > 0 m/s");
}

}  // namespace

double ergun_gradient_pa_m(double velocity_m_s, double voidage, double size_m, const Fluid& fluid) {
  require_domain(velocity_m_s >= 0.0, "velocity must be >= 0 m/s");
  const ErgunTerms terms = ergun_terms(voidage, size_m, fluid);
  return terms.viscous * velocity_m_s + terms.inertial * velocity_m_s * velocity_m_s;
}

double ergun_velocity_m_s(double gradient_pa_m, double voidage, double size_m, const Fluid& fluid) {
  require_domain(gradient_pa_m >= 0.0, "pressure gradient must be >= 0 Pa/m");
  const ErgunTerms terms = ergun_terms(voidage, size_m, fluid);
  const double root =
      std::sqrt(terms.viscous * terms.viscous + 4.0 * terms.inertial * gradient_pa_m);
  return 2.0 * gradient_pa_m / (terms.viscous + root);
}

DenseDownflow dense_downflow(double solids_flow_kg_s, double bore_m, double size_m,
                             double particle_density_kg_m3, double mixture_kg_m3,
                             const Fluid& fluid) {
  require_domain(solids_flow_kg_s >= 0.0, "solids flow must be >= 0 kg/s");
  require_domain(bore_m > 0.0, "bore must be > 0 m");
  require_domain(mixture_kg_m3 > fluid.density_kg_m3 && mixture_kg_m3 < particle_density_kg_m3,
                 "mixture density must be between those of the gas and of the particles");
  DenseDownflow flow;
  const double excess_kg_m3 = particle_density_kg_m3 - fluid.density_kg_m3;
  flow.voidage = (particle_density_kg_m3 - mixture_kg_m3) / excess_kg_m3;
  const double solids = 1.0 - flow.voidage;
  flow.relative_velocity_m_s =
      ergun_velocity_m_s(excess_kg_m3 * kGravity_m_s2 * solids, flow.voidage, size_m, fluid);
  flow.solids_velocity_m_s =
      solids_flow_kg_s / (particle_density_kg_m3 * std::numbers::pi / 4.0 * bore_m * bore_m);
  flow.actual_velocity_m_s =
      flow.relative_velocity_m_s / flow.voidage + flow.solids_velocity_m_s / solids;
  return flow;
}

double bed_left_behind(double plug_velocity_m_s, double bore_m) {
  require_domain(plug_velocity_m_s > 0.0, "plug velocity must be > 0 m/s");
  require_domain(bore_m > 0.0, "bore must be > 0 m");
  return 1.0 / (1.0 + plug_velocity_m_s / (0.542 * std::sqrt(kGravity_m_s2 * bore_m)));
}

double front_stress_pa(double bulk_density_kg_m3, double plug_velocity_m_s, double bore_m) {
  const double bed = bed_left_behind(plug_velocity_m_s, bore_m);
  return bulk_density_kg_m3 * plug_velocity_m_s * plug_velocity_m_s * bed / (1.0 - bed);
}

double konrad_gradient_pa_m(const Plug& plug, double plug_velocity_m_s) {
  require_plug(plug, plug_velocity_m_s);
  const double front_pa = front_stress_pa(plug.bulk_density_kg_m3, plug_velocity_m_s, plug.bore_m);
  const double cohesion_pa = plug.cohesion_pa * (plug.stress_ratio + 1.0) *
                             std::cos(plug.inner_angle_rad) *
                             std::cos(plug.omega_rad + plug.wall_angle_rad);
  return 2.0 * plug.bulk_density_kg_m3 * kGravity_m_s2 * std::tan(plug.wall_angle_rad) +
         4.0 / plug.bore_m *
             (plug.wall_friction * plug.stress_ratio * front_pa + cohesion_pa +
              plug.wall_cohesion_pa);
}

double mi_wypych_pa(const Plug& plug, double solids_flow_kg_s, double plug_velocity_m_s,
                    double length_m) {
  require_plug(plug, plug_velocity_m_s);
  require_domain(solids_flow_kg_s >= 0.0 && length_m >= 0.0, "solids flow and length must be >= 0");
  const double froude = plug_velocity_m_s * plug_velocity_m_s / (kGravity_m_s2 * plug.bore_m);
  const double area_m2 = bore_area_m2(plug.bore_m);
  const double bracket =
      1.0 + 1.084 * plug.stress_ratio * std::sqrt(froude) + 0.542 / std::sqrt(froude);
  return bracket * 2.0 * kGravity_m_s2 * plug.wall_friction * solids_flow_kg_s * length_m /
         (area_m2 * plug_velocity_m_s);
}

double pushed_plug_pa(const Plug& plug, double front_pa, double length_m) {
  require_plug(plug, 1.0);
  require_domain(front_pa >= 0.0 && length_m >= 0.0, "front stress and length must be >= 0");
  const double grip = 4.0 * plug.wall_friction * plug.stress_ratio / plug.bore_m;
  const double weight_pa_m =
      2.0 * plug.bulk_density_kg_m3 * kGravity_m_s2 * std::tan(plug.wall_angle_rad);
  return (front_pa + weight_pa_m / grip) * std::expm1(grip * length_m) + front_pa;
}

PlugRegime plug_regime(const Plug& plug, double plug_velocity_m_s, double voidage, double size_m,
                       const Fluid& gas) {
  const double gradient_pa_m = konrad_gradient_pa_m(plug, plug_velocity_m_s);
  const double through_m_s = ergun_velocity_m_s(gradient_pa_m, voidage, size_m, gas);
  return through_m_s >= voidage * plug_velocity_m_s ? PlugRegime::permeated : PlugRegime::pushed;
}

}  // namespace dimai::models
