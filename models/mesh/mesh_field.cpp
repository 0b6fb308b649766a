#include "models/mesh/mesh_field.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kPlacePurpose = 0x4000;

/// Where one who runs straight on and turns back at both ends of a way is.
double folded(double at_m, double side_m) {
  const double round = std::fmod(at_m, 2.0 * side_m);
  const double forward = round < 0.0 ? round + 2.0 * side_m : round;
  return forward > side_m ? 2.0 * side_m - forward : forward;
}

/// In any direction: of points in a square the first that lies in the unit circle.
MeshPlace direction(sim::Random& random) {
  while (true) {
    const double x = 2.0 * random.uniform() - 1.0;
    const double y = 2.0 * random.uniform() - 1.0;
    const double square = x * x + y * y;
    if (square <= 1.0 && square > 0.0) return {x / std::sqrt(square), y / std::sqrt(square)};
  }
}

}  // namespace

MeshField::MeshField(const MeshSetup& setup, std::span<const MeshPlace> doors)
    : side_m_(setup.side_m),
      range_m_(setup.range_m),
      step_s_(setup.step_s),
      lamps_(setup.lamps),
      bikes_(setup.bikes) {
  if (setup.lamps + setup.bikes + doors.size() == 0 || !(setup.side_m > 0.0) ||
      !(setup.range_m > 0.0) || !(setup.hop_s > 0.0) || !(setup.step_s > 0.0))
    throw std::domain_error("mesh: needs nodes, and a side, range, hop and step above 0");
  sim::Random random(setup.seed, setup.replication, kPlacePurpose, setup.area);
  for (std::uint32_t i = 0; i < lamps_ + bikes_; ++i) {
    const double x = random.uniform() * side_m_;
    const double y = random.uniform() * side_m_;
    start_.push_back({x, y});
    if (i < lamps_) continue;
    const MeshPlace way = direction(random);
    velocity_.push_back({setup.bike_speed_m_s * way.x_m, setup.bike_speed_m_s * way.y_m});
  }
  start_.insert(start_.end(), doors.begin(), doors.end());
  now_ = start_;
  // Cells as wide as the range, but no more than there are nodes.
  const double most = std::ceil(std::sqrt(static_cast<double>(start_.size())));
  columns_ = static_cast<std::size_t>(
      std::clamp(std::floor(side_m_ / range_m_), 1.0, std::max(1.0, most)));
  sort_into_cells();
}

void MeshField::move_to(std::int64_t step) {
  const double time_s = static_cast<double>(step) * step_s_;
  for (std::uint32_t i = 0; i < bikes_; ++i) {
    const MeshPlace& start = start_[lamps_ + i];
    now_[lamps_ + i] = {folded(start.x_m + velocity_[i].u_m_s * time_s, side_m_),
                        folded(start.y_m + velocity_[i].v_m_s * time_s, side_m_)};
  }
  sort_into_cells();
}

void MeshField::sort_into_cells() {
  first_.assign(columns_ * columns_ + 1, 0);
  const auto index_of = [this](const MeshPlace& n) { return cell(n.y_m) * columns_ + cell(n.x_m); };
  for (const MeshPlace& node : now_) ++first_[index_of(node) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  order_.resize(now_.size());
  for (std::uint32_t i = 0; i < now_.size(); ++i) order_[next[index_of(now_[i])]++] = i;
}

}  // namespace dimai::models
