#include "models/pipelines/powder/plant.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dimai::models {

namespace {

constexpr double kTankFilling = 0.9;

double pipe_length_m(const PowderLine& line) {
  return line.parameters.length_m + std::abs(line.parameters.rise_m);
}

}  // namespace

ConveyingLine conveying_line(const PowderPlant& plant, const PowderLine& line,
                             const Powder& powder) {
  ConveyingLine made;
  made.bore_m = line.parameters.bore_m;
  made.route = line.route;
  made.bend.equivalent_m = plant.parameters.bend_pipe_m;
  made.gas = line.gas;
  made.particle_size_m = powder.size_m;
  made.particle_density_kg_m3 = powder.particle_density_kg_m3;
  made.solids_flow_kg_s = line.parameters.rate_kg_s;
  made.vacuum = line.parameters.system == kSystemChoices[1];
  made.known_pressure_pa = plant.parameters.ambient_pressure_pa;
  return made;
}

ConveyingRule conveying_rule(const PowderParameters& parameters, const PowderLineParameters& line) {
  ConveyingRule rule;
  rule.law = find_saltation_law(parameters.velocity_law);  // none of them is "highest"
  rule.factor = parameters.velocity_factor;
  rule.most_drop_pa = line.max_pressure_pa;
  rule.most_velocity_m_s = parameters.max_velocity_m_s;
  rule.efficiency = parameters.blower_efficiency;
  return rule;
}

OperatingPoint operating_point(const PowderPlant& plant, const PowderLine& line,
                               const Powder& powder) {
  const ConveyingLine made = conveying_line(plant, line, powder);
  ConveyingRule rule = conveying_rule(plant.parameters, line.parameters);
  if (line.blower.empty()) return operate_by(made, rule);
  rule.most_drop_pa = line.blower.front().pressure_pa;
  return operate_with_blower(made, rule, line.blower);
}

double pipe_volume_m3(const PowderLine& line) {
  return std::numbers::pi / 4.0 * line.parameters.bore_m * line.parameters.bore_m *
         pipe_length_m(line);
}

double pipe_wall_m2(const PowderLine& line) {
  return std::numbers::pi * line.parameters.bore_m * pipe_length_m(line);
}

double oxygen_limit(const PowderParameters& parameters, const Powder& powder) {
  if (!powder.needs_inert_gas()) return 1.0;
  return std::isnan(powder.loc_share) ? parameters.oxygen_limit : powder.loc_share;
}

double tank_load_kg(const PowderLineParameters& line, const Powder& powder) {
  return kTankFilling * line.tank_m3 * powder.bulk_density_kg_m3;
}

}  // namespace dimai::models
