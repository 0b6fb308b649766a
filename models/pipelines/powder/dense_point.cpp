#include "models/pipelines/powder/dense_point.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

namespace dimai::models {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Obstacle obstacle_of(const SlugFlow& flow, const DenseRule& rule) {
  if (flow.trouble == SlugTrouble::slow) return Obstacle::slow_slugs;
  if (flow.trouble == SlugTrouble::fast) return Obstacle::fast_slugs;
  if (flow.trouble == SlugTrouble::full) return Obstacle::full_pipe;
  return flow.profile.drop_pa() > rule.most_drop_pa ? Obstacle::pressure : Obstacle::none;
}

void add_gas(const DenseLine& line, const DenseRule& rule, OperatingPoint& point) {
  const ConveyingLine& pipe = line.pipe;
  const LineProfile& profile = point.profile;
  point.loading = pipe.solids_flow_kg_s / profile.gas_flow_kg_s;
  point.free_gas_m3_s = profile.gas_flow_kg_s /
                        gas_density_kg_m3(pipe.gas, pipe.known_pressure_pa, pipe.temperature_k);
  point.power_w = compression_power_w(point.free_gas_m3_s, pipe.known_pressure_pa,
                                      profile.feed_pressure_pa, rule.efficiency);
}

/// Drop by a law alone; NaN if its slugs come to a stop.
double drop_pa(const SlugFlow& flow) {
  return flow.trouble == SlugTrouble::none ? flow.profile.drop_pa() : kUnknown;
}

void operate(const DenseLine& line, const DenseRule& rule, OperatingPoint& point) {
  DenseFlow& dense = *point.dense;
  dense.mi_wypych_pa = drop_pa(slug_flow(line, SlugLaw::mi_wypych, 1.0));
  dense.konrad_pa = drop_pa(slug_flow(line, SlugLaw::konrad, 1.0));
  // A law that gives no flow at all asks for more than one that does.
  const bool konrad = std::isnan(dense.konrad_pa) || dense.konrad_pa >= dense.mi_wypych_pa;
  const SlugLaw law = konrad ? SlugLaw::konrad : SlugLaw::mi_wypych;
  SlugFlow flow = slug_flow(line, law, rule.factor);
  point.deciding_law = kSlugLaws[static_cast<std::size_t>(law)];
  point.obstacle = obstacle_of(flow, rule);
  dense.regime = flow.regime;
  dense.end_velocity_m_s = line.end_velocity_m_s;
  dense.permeation_share = flow.permeation_share;
  dense.feed_slug_share = flow.feed_slug_share;
  dense.trouble_at_m = flow.trouble_at_m;
  dense.longest_plug_m = longest_pushed_plug_m(line, rule.most_drop_pa);
  if (flow.trouble != SlugTrouble::none) return;
  dense.feed_velocity_m_s = flow.profile.feed().particle_velocity_m_s;
  point.profile = std::move(flow.profile);
  add_gas(line, rule, point);
}

}  // namespace

OperatingPoint operate_dense(const DenseLine& line, const DenseRule& rule) {
  OperatingPoint point;
  point.saltation = {kUnknown, kUnknown, {}, {}};
  point.choking = point.saltation;
  point.least_velocity_m_s = kUnknown;
  point.dense.emplace();
  point.dense->factor = rule.factor;
  try {
    operate(line, rule, point);
  } catch (const std::domain_error& error) {
    point.obstacle = Obstacle::no_flow;
    point.detail = error.what();
  }
  return point;
}

std::optional<double> least_dense_bore_m(DenseLine line, const DenseRule& rule) {
  for (const double bore_m : kUsualBores_m) {
    line.pipe.bore_m = bore_m;
    if (operate_dense(line, rule).works()) return bore_m;
  }
  return std::nullopt;
}

}  // namespace dimai::models
