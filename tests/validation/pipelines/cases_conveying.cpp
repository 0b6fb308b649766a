#include <cmath>

#include "models/physics/conveying/dense_phase.hpp"
#include "models/physics/conveying/friction.hpp"
#include "models/physics/conveying/gas.hpp"
#include "models/physics/conveying/least_velocity.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {
namespace {

using models::PipeDirection;

/// The point of a conveying line that a row describes; the terminal velocity by the row's key or by
/// the law.
models::ConveyingPoint point_of(const Row& row, models::DragLaw law) {
  models::ConveyingPoint point;
  point.solids_flow_kg_s = row.has("solids_flow_kg_h") ? row.number("solids_flow_kg_h") / 3600.0
                                                       : row.number("solids_flow_kg_s");
  point.bore_m = row.number("bore_m");
  point.gas_density_kg_m3 = row.number("gas_density_kg_m3");
  point.gas_viscosity_pa_s = row.number_or("viscosity_pa_s", 1.8e-5);
  point.particle_size_m = row.number("particle_size_m");
  point.particle_density_kg_m3 = row.number("particle_density_kg_m3");
  point.terminal_velocity_m_s =
      row.has("terminal_velocity_m_s")
          ? row.number("terminal_velocity_m_s")
          : models::terminal_velocity_m_s(law, point.particle_size_m, point.particle_density_kg_m3,
                                          {point.gas_density_kg_m3, point.gas_viscosity_pa_s});
  return point;
}

void add_intermediates(Quantities& found, const models::ConveyingPoint& point, double velocity) {
  const auto h = models::flow_state(point, PipeDirection::horizontal, velocity);
  const auto v = models::flow_state(point, PipeDirection::up, velocity);
  const double slip = h.gas_velocity_m_s - h.particle_velocity_m_s;
  const double particle_reynolds =
      point.gas_density_kg_m3 * slip * point.particle_size_m / point.gas_viscosity_pa_s;
  const double pipe_reynolds =
      point.gas_density_kg_m3 * velocity * point.bore_m / point.gas_viscosity_pa_s;
  const auto law = models::DragLaw::three_ranges;
  // Rizk's exponents, from two velocities of loading one: phi = 10^-a Fr^b.
  const double b = 1100.0 * point.particle_size_m + 2.5;
  const double saltation = models::saltation_velocity_m_s(models::SaltationLaw::rizk, point);
  const double loading = point.solids_flux_kg_m2_s() / (point.gas_density_kg_m3 * saltation);
  const double froude = saltation / std::sqrt(models::kGravity_m_s2 * point.bore_m);
  found.insert(found.end(), {{"rizk_a", b * std::log10(froude) - std::log10(loading)},
                             {"rizk_b", b},
                             {"solids_flux_kg_m2_s", point.solids_flux_kg_m2_s()},
                             {"particle_m_s", h.particle_velocity_m_s},
                             {"voidage_h", h.voidage},
                             {"voidage_v", v.voidage},
                             {"gas_m_s", h.gas_velocity_m_s},
                             {"particle_reynolds", particle_reynolds},
                             {"drag", models::drag_coefficient(law, particle_reynolds)},
                             {"solids_friction", models::hinkle_friction(point, law, h)},
                             {"pipe_reynolds", pipe_reynolds},
                             {"gas_friction", models::fanning_friction(pipe_reynolds)},
                             {"terminal_m_s", point.terminal_velocity_m_s}});
}

void add_terms(Quantities& found, const std::string& prefix, const models::PressureTerms& terms) {
  found.insert(found.end(), {{prefix + "_term1_pa", terms.gas_acceleration_pa},
                             {prefix + "_term2_pa", terms.solids_acceleration_pa},
                             {prefix + "_term3_pa", terms.gas_friction_pa},
                             {prefix + "_term4_pa", terms.solids_friction_pa},
                             {prefix + "_term5_pa", terms.solids_weight_pa},
                             {prefix + "_term6_pa", terms.gas_weight_pa}});
}

}  // namespace

Quantities rhodes_line(const Row& row) {
  const models::ConveyingPoint point = point_of(row, models::DragLaw::three_ranges);
  const double saltation = models::saltation_velocity_m_s(models::SaltationLaw::rizk, point);
  const double velocity = row.number_or("velocity_m_s", row.number("velocity_factor") * saltation);
  const double horizontal_m = row.number("horizontal_m");
  const models::FrictionChoice choice{.drag = models::DragLaw::three_ranges};  // as in the book
  const auto h = models::pressure_terms(point, PipeDirection::horizontal, velocity, horizontal_m,
                                        horizontal_m > 0.0, choice);
  const auto v = models::pressure_terms(point, PipeDirection::up, velocity,
                                        row.number("vertical_m"), horizontal_m == 0.0, choice);
  const double bend_pa = models::pressure_terms(point, PipeDirection::up, velocity,
                                                row.number("bend_equivalent_m"), false, choice)
                             .total_pa();
  const double total_pa = h.total_pa() + v.total_pa() + row.number("bends") * bend_pa;
  const double choking = models::choking_velocity_m_s(models::ChokingLaw::punwani, point);
  Quantities found{{"saltation_m_s", saltation},
                   {"velocity_m_s", velocity},
                   {"horizontal_pa", h.total_pa()},
                   {"vertical_pa", v.total_pa()},
                   {"bend_pa", bend_pa},
                   {"total_bar", total_pa / 1e5},
                   {"book_total_bar", total_pa / 1e5},
                   {"choking_m_s", choking},
                   {"choking_ratio", velocity / choking},
                   {"gas_flow_m3_s", velocity * point.area_m2()},
                   {"loading", point.solids_flux_kg_m2_s() / (point.gas_density_kg_m3 * velocity)}};
  add_intermediates(found, point, velocity);
  add_terms(found, "h", h);
  add_terms(found, "v", v);
  return found;
}

Quantities coulson_richardson(const Row& row) {
  const models::ConveyingPoint point = point_of(row, models::DragLaw::schiller_naumann);
  const auto line =
      models::coulson_richardson(point, row.number("gas_flow_kg_s"), row.number("free_fall_m_s"),
                                 row.number("wall_friction"), row.number("length_m"));
  return {{"slip_m_s", line.slip_m_s},
          {"gas_m_s", line.gas_m_s},
          {"solids_m_s", line.solids_m_s},
          {"air_drop_pa", line.air_drop_pa},
          {"solids_drop_pa", line.solids_drop_pa},
          {"total_drop_pa", line.air_drop_pa + line.solids_drop_pa}};
}

Quantities dense_downflow(const Row& row) {
  const auto flow = models::dense_downflow(
      row.number("solids_flow_kg_min") / 60.0, row.number("bore_m"), row.number("particle_size_m"),
      row.number("particle_density_kg_m3"), row.number("mixture_kg_m3"),
      {row.number("gas_density_kg_m3"), row.number("viscosity_pa_s")});
  return {{"actual_velocity_m_s", flow.actual_velocity_m_s},
          {"voidage", flow.voidage},
          {"relative_velocity_m_s", flow.relative_velocity_m_s},
          {"solids_velocity_m_s", flow.solids_velocity_m_s}};
}

Quantities conveying_correlation(const Row& row) {
  const std::string law = row.text("law");
  const models::Fluid fluid{row.number("gas_density_kg_m3"),
                            row.number_or("viscosity_pa_s", 1.8e-5)};
  const double size_m = row.number("particle_size_m");
  if (law == "ergun")
    return {{"value", models::ergun_gradient_pa_m(row.number("velocity_m_s"), row.number("voidage"),
                                                  size_m, fluid)}};
  if (law == "terminal")
    return {{"value", models::terminal_velocity_m_s(models::DragLaw::barati, size_m,
                                                    row.number("particle_density_kg_m3"), fluid)}};
  return {
      {"value", models::saltation_velocity_m_s(models::find_saltation_law(law).value(),
                                               point_of(row, models::DragLaw::schiller_naumann))}};
}

Quantities metal_powder(const Row& row) {
  const models::Fluid gas{row.number("gas_density_kg_m3"), row.number("viscosity_pa_s")};
  Quantities found{
      {"terminal_m_s", models::terminal_velocity_m_s(models::DragLaw::schiller_naumann,
                                                     row.number("particle_size_m"),
                                                     row.number("particle_density_kg_m3"), gas)}};
  if (!row.has("bore_m")) return found;
  const auto point = point_of(row, models::DragLaw::schiller_naumann);
  using models::SaltationLaw;
  for (const auto& [name, law] : {std::pair{"rizk_m_s", SaltationLaw::rizk},
                                  {"geldart_ling_m_s", SaltationLaw::geldart_ling},
                                  {"matsumoto_1977_m_s", SaltationLaw::matsumoto_1977},
                                  {"weber_m_s", SaltationLaw::weber},
                                  {"schade_m_s", SaltationLaw::schade}}) {
    found.emplace_back(name, models::saltation_velocity_m_s(law, point));
  }
  return found;
}

}  // namespace dimai::validation
