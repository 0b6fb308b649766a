#include "tests/models/guideway/oracle/lattice_units.hpp"

#include <algorithm>
#include <stdexcept>

namespace dimai::tests {

Units::Units(const Scene& scene) : scene_(scene) {
  for (std::size_t n = 0; n < scene.trains.size(); ++n) {  // unit n is capsule n from its portal
    const std::vector<std::size_t>& path = scene.trains[n].path;
    if (path.empty()) throw std::invalid_argument("a train has an empty path");
    for (std::size_t k = 0; k < path.size(); ++k) {
      if (k > 0 && scene.links.at(path[k]).from != scene.links[path[k - 1]].to)
        throw std::invalid_argument("a train's path is broken");
      if (std::count(path.begin(), path.end(), path[k]) != 1)
        throw std::invalid_argument("a train's path uses a link twice");
    }
    units_.push_back({n, {}, kNone, {}, {}, {}});
  }
  for (std::size_t n = 0; n < scene.trains.size(); ++n) lay_out(n);
  for (Unit& unit : units_) {
    std::size_t point = 0;
    for (const std::size_t link : unit.path) {
      unit.first_point.push_back(point);
      point += scene.links.at(link).cells;
    }
    unit.first_point.push_back(point);
    unit.follows.resize(unit.path.size());
    unit.time_s.assign(point + 1, std::numeric_limits<double>::quiet_NaN());
  }
}

void Units::lay_out(std::size_t capsule) {
  std::size_t unit = capsule;
  const std::vector<std::size_t>& path = scene_.trains[capsule].path;
  for (std::size_t k = 0; k < path.size(); ++k) {
    if (k > 0 && scene_.stops_between(path[k - 1], path[k])) {
      units_[unit].next_unit = units_.size();
      unit = units_.size();
      units_.push_back({capsule, {}, kNone, {}, {}, {}});
    }
    units_[unit].path.push_back(path[k]);
  }
}

std::size_t Units::leg_of(std::size_t unit, std::size_t link) const {
  const std::vector<std::size_t>& path = units_[unit].path;
  const auto found = std::find(path.begin(), path.end(), link);
  if (found == path.end()) throw std::logic_error("a capsule is asked about a link off its path");
  return static_cast<std::size_t>(found - path.begin());
}

double Units::time_at(std::size_t unit, std::size_t point) const {
  const Unit& row = units_[unit];
  const std::size_t end = end_of(unit);
  if (point <= end) return row.time_s[point];
  const double speed_m_s = scene_.links[row.path.back()].speed_m_s;
  return row.time_s[end] + static_cast<double>(point - end) * scene_.dx_m / speed_m_s;
}

double Units::speed_to(std::size_t unit, std::ptrdiff_t point) const {
  const Unit& row = units_[unit];
  if (point <= 0) return std::numeric_limits<double>::infinity();
  const auto end = std::lower_bound(row.first_point.begin(), row.first_point.end(),
                                    static_cast<std::size_t>(point));
  const auto leg = static_cast<std::size_t>(end - row.first_point.begin()) - 1;
  return scene_.links[row.path[std::min(leg, row.path.size() - 1)]].speed_m_s;
}

Units::Ahead Units::ahead(std::size_t unit, std::size_t link) const {
  const Unit& row = units_[unit];
  const std::size_t next = leg_of(unit, link) + 1;
  if (next < row.path.size()) return {Ahead::Kind::link, row.path[next]};
  if (row.next_unit == kNone) return {};
  return {Ahead::Kind::yard, units_[row.next_unit].path.front()};
}

}  // namespace dimai::tests
