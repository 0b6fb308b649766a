#include "models/pipelines/powder/plant.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/physics/flow/bore.hpp"

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
  if (is_dense(line.parameters))
    return operate_dense(dense_line(plant, line, powder),
                         dense_rule(plant.parameters, line.parameters));
  const ConveyingLine made = conveying_line(plant, line, powder);
  ConveyingRule rule = conveying_rule(plant.parameters, line.parameters);
  if (line.blower.empty()) return operate_by(made, rule);
  rule.most_drop_pa = line.blower.front().pressure_pa;
  return operate_with_blower(made, rule, line.blower);
}

bool is_dense(const PowderLineParameters& line) { return line.phase == kPhaseChoices[1]; }

DenseLine dense_line(const PowderPlant& plant, const PowderLine& line, const Powder& powder) {
  DenseLine made;
  made.pipe = conveying_line(plant, line, powder);
  made.bulk_density_kg_m3 = powder.bulk_density_kg_m3;
  made.wall_friction = powder.wall_friction;
  made.inner_friction = powder.inner_friction;
  made.stress_ratio = powder.slug_stress_ratio();
  made.end_velocity_m_s = line.parameters.slug_velocity_m_s;
  return made;
}

DenseRule dense_rule(const PowderParameters& parameters, const PowderLineParameters& line) {
  return {parameters.dense_factor, line.max_pressure_pa, parameters.blower_efficiency};
}

BlowTankCycle tank_cycle(const PowderPlant& plant, const PowderTransfer& transfer) {
  const PowderLine& line = plant.lines[transfer.line];
  const PowderLineParameters& one = line.parameters;
  const Powder& powder = plant.powders[plant.silos[transfer.from].powder];
  const OperatingPoint& point = transfer.point;
  BlowTank tank;
  tank.volume_m3 = one.tank_m3;
  tank.fill_flow_kg_s = one.tank_fill_kg_s;
  tank.conveying_flow_kg_s = one.rate_kg_s;
  tank.tail_s = point.profile.transit_s +
                one.end_purges * (pipe_volume_m3(line) + one.gas_space_m3) / point.free_gas_m3_s;
  tank.vent_s = one.tank_vent_s;
  tank.gauge_pressure_pa = point.drop_pa();
  tank.gas_flow_m3_s = point.free_gas_m3_s;
  return blow_tank_cycle(tank, std::min(transfer.batch_kg, tank_load_kg(one, powder)),
                         powder.particle_density_kg_m3, plant.parameters.ambient_pressure_pa);
}

double pipe_volume_m3(const PowderLine& line) {
  return bore_area_m2(line.parameters.bore_m) * pipe_length_m(line);
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
