#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace dimai::models {

/// Nodes on street lamps, which stand, and on shared bikes, which move, in a square city. Two that
/// are within radio range of each other pass messages on; a node keeps a message until then. Some
/// lamps are gateways, joined by fibre to the dispatchers.
struct MeshSetup {
  double side_m = 5000.0;
  double range_m = 100.0;      ///< > 0
  std::uint32_t lamps = 0;     ///< anywhere, independently
  std::uint32_t bikes = 0;     ///< likewise at the start
  std::uint32_t gateways = 1;  ///< first of the lamps
  double bike_speed_m_s = 4.0;
  double hop_s = 0.05;  ///< to pass a message on, > 0
  double step_s = 1.0;  ///< how often contacts change, > 0
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  std::uint32_t area = 0;  ///< with seed and replication: which places are drawn
};

/// A place in the city, from its south-west corner.
struct MeshPlace {
  double x_m = 0.0;
  double y_m = 0.0;
};

/// Where the nodes of a mesh are, and who is in range of whom: lamps, then bikes, then doors. Bikes
/// run straight on, each in a direction of its own, and turn back at the city's edge: the random
/// direction model with reflection, under which they are anywhere with equal chance (Nain, Towsley,
/// Liu and Liu 2005, INFOCOM).
class MeshField {
 public:
  /// @param doors  what stands at stated places and takes part
  /// @throws std::domain_error without nodes, or for a number outside its range
  explicit MeshField(const MeshSetup& setup, std::span<const MeshPlace> doors = {});

  /// Puts all bikes where they are after so many steps.
  void move_to(std::int64_t step);

  std::uint32_t count() const { return static_cast<std::uint32_t>(now_.size()); }
  std::uint32_t first_bike() const { return lamps_; }
  std::uint32_t first_door() const { return lamps_ + bikes_; }
  const MeshPlace& place(std::uint32_t node) const { return now_[node]; }

  /// Calls `visit` with all that are in range of a node.
  template <class Visit>
  void for_neighbours(std::uint32_t of, const Visit& visit) const {
    const MeshPlace& a = now_[of];
    const std::size_t column = cell(a.x_m);
    const std::size_t row = cell(a.y_m);
    for (std::size_t r = row == 0 ? 0 : row - 1; r <= std::min(row + 1, columns_ - 1); ++r) {
      for (std::size_t c = column == 0 ? 0 : column - 1; c <= std::min(column + 1, columns_ - 1);
           ++c) {
        const std::size_t index = r * columns_ + c;
        for (std::uint32_t i = first_[index]; i < first_[index + 1]; ++i) {
          const MeshPlace& b = now_[order_[i]];
          const double x = a.x_m - b.x_m;
          const double y = a.y_m - b.y_m;
          if (order_[i] != of && x * x + y * y <= range_m_ * range_m_) visit(order_[i]);
        }
      }
    }
  }

 private:
  struct Velocity {
    double u_m_s = 0.0;
    double v_m_s = 0.0;
  };
  std::size_t cell(double at_m) const {
    const double share = at_m / side_m_ * static_cast<double>(columns_);
    return std::min(columns_ - 1, static_cast<std::size_t>(std::max(0.0, share)));
  }
  void sort_into_cells();

  double side_m_;
  double range_m_;
  double step_s_;
  std::uint32_t lamps_;
  std::uint32_t bikes_;
  std::vector<MeshPlace> start_;
  std::vector<MeshPlace> now_;
  std::vector<Velocity> velocity_;  ///< of bikes
  std::size_t columns_ = 1;
  std::vector<std::uint32_t> first_;  ///< by cell, in order_
  std::vector<std::uint32_t> order_;
};

}  // namespace dimai::models
