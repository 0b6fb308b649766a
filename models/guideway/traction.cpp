#include "models/guideway/traction.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dimai::models {

namespace {

std::vector<double> distinct(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::uint32_t rank_of(const std::vector<double>& sorted, double value) {
  return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), value) -
                                    sorted.begin());
}

bool fits(double cross_section_m2, double bore_m) {
  return cross_section_m2 < std::numbers::pi / 4.0 * bore_m * bore_m;
}

}  // namespace

Traction::Traction(const Network& network, const std::vector<CapsuleClass>& classes,
                   const GuidewayParameters& guideway, const ResistanceParameters& resistance)
    : parameters_(resistance),
      drive_(drive(resistance)),
      rates_{guideway.acceleration_m_s2, guideway.deceleration_m_s2} {
  std::vector<double> widths;
  widths.reserve(classes.size());
  for (const CapsuleClass& c : classes) widths.push_back(c.cross_section_m2);
  widths = distinct(widths);
  for (const CapsuleClass& c : classes)
    width_of_class_.push_back(rank_of(widths, c.cross_section_m2));
  width_count_ = widths.size();

  std::vector<double> bores;
  for (const Link& link : network.links) bores.push_back(link.bore_m);
  bores = distinct(bores);
  drag_.resize(bores.size() * width_count_);
  for (std::size_t bore = 0; bore < bores.size(); ++bore) {
    for (std::size_t width = 0; width < width_count_; ++width) {
      // A tube that a class cannot enter needs no drag: routing and the scenario's checks keep it
      // out.
      if (!fits(widths[width], bores[bore])) continue;
      drag_[bore * width_count_ + width] = drag_area(parameters_, widths[width], bores[bore]);
    }
  }
  for (const Link& link : network.links) {
    const Resistance of_one_kg = train_resistance(parameters_, {}, 1.0, 1.0, link.gradient);
    ways_.push_back(
        {of_one_kg.constant_n, link.gradient, rank_of(bores, link.bore_m) * width_count_});
  }
  half_air_density_kg_m3_ = 0.5 * parameters_.air_density_kg_m3 * parameters_.air_pressure_share;
}

void Traction::change_speed(Ledger& sum, double from_m_s, double to_m_s) const {
  sum.energy_j_kg += electrical_energy_j(0.5 * (to_m_s * to_m_s - from_m_s * from_m_s), drive_);
}

Resistance Traction::resistance_of(const Train& train, const Lane& lane) const {
  const Way& way = ways_[lane.link.value];
  return train_resistance(parameters_, drag_[way.drag_row + train.width],
                          static_cast<double>(train.length_um) * 1e-6, train.mass_kg, way.gradient);
}

void Traction::run(Train& train, const Lane& lane) const {
  const Way& way = ways_[lane.link.value];
  const DragArea& drag = drag_[way.drag_row + train.width];
  const double length_m = static_cast<double>(lane.length_um) * 1e-6;
  const double air_n = half_air_density_kg_m3_ *
                       drag.total_m2(static_cast<double>(train.length_um) * 1e-6) * lane.speed_m_s *
                       lane.speed_m_s;
  const double work_j = (way.weight_share_n_kg * train.mass_kg + air_n) * length_m;
  const double electrical_share =
      work_j >= 0.0 ? 1.0 / drive_.efficiency : drive_.regeneration_share;
  train.sum.energy_j_kg += electrical_share * way.weight_share_n_kg * length_m;
  train.sum.energy_j_capsule += electrical_share * air_n * length_m / train.count;
}

bool Traction::absorb_delay(Train& train, const Lane& lane, double delay_s, double anchor_m,
                            double zone_m) const {
  const Dip dip = plan_dip(delay_s, lane.speed_m_s, rates_);
  train.sum.energy_j_kg +=
      dip_energy_loss_j(dip, rates_, resistance_of(train, lane), train.mass_kg, drive_) /
      train.mass_kg;
  return dip_fits(dip, anchor_m, zone_m);
}

bool Traction::dip_has_room(const Lane& lane, double delay_s) const {
  const double zone_m = static_cast<double>(lane.length_um - lane.dip_anchor_um) * 1e-6;
  return delay_s <= longest_dip_delay_s(std::max(zone_m, 0.0), lane.speed_m_s, rates_);
}

}  // namespace dimai::models
