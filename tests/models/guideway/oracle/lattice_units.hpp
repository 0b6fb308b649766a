#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "tests/models/guideway/oracle/scene.hpp"

namespace dimai::tests {

inline constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// Whom a front keeps behind on one link: so many cells, and tau unless they are coupled.
struct Follow {
  std::size_t unit = kNone;
  std::size_t cells = 0;
  bool coupled = false;
};

/// A capsule from where it sets out, a portal or yard, to where it stops next.
struct Unit {
  std::size_t capsule = 0;               ///< row of Scene::trains
  std::vector<std::size_t> path;         ///< rows of Scene::links
  std::size_t next_unit = kNone;         ///< the same capsule from the yard on
  std::vector<std::size_t> first_point;  ///< of each link of the path, then of the path's end
  std::vector<Follow> follows;           ///< by link of the path
  std::vector<double> time_s;            ///< when its front passed each point; NaN: not yet
  std::size_t came_of = kNone;           ///< cutting that parted it as it came to its last link
};

/// All capsules, cut where they stop in yards, and when they pass each point of their ways.
class Units {
 public:
  /// @throws std::invalid_argument if a path is empty, broken, or uses a link twice
  explicit Units(const Scene& scene);

  std::size_t size() const { return units_.size(); }
  Unit& operator[](std::size_t unit) { return units_[unit]; }
  const Unit& operator[](std::size_t unit) const { return units_[unit]; }
  std::size_t cells(std::size_t unit) const { return scene_.trains[units_[unit].capsule].cells; }

  std::size_t leg_of(std::size_t unit, std::size_t link) const;
  /// First point of a link of its path.
  std::size_t start_of(std::size_t unit, std::size_t link) const {
    return units_[unit].first_point[leg_of(unit, link)];
  }
  std::size_t end_of(std::size_t unit) const { return units_[unit].first_point.back(); }
  /// When the front passes a point of its path or of the straight line beyond it; NaN if that is
  /// not known yet.
  double time_at(std::size_t unit, std::size_t point) const;
  /// Speed allowed to it from the point before to this one; infinite before its path begins.
  double speed_to(std::size_t unit, std::ptrdiff_t point) const;
  /// Where it goes after a link of its path; see Ahead.
  struct Ahead {
    enum class Kind { portal, yard, link } kind = Kind::portal;
    std::size_t link = kNone;  ///< the next link; of a yard the one that it will leave by
    bool operator==(const Ahead&) const = default;
  };
  Ahead ahead(std::size_t unit, std::size_t link) const;

 private:
  void lay_out(std::size_t capsule);

  const Scene& scene_;
  std::vector<Unit> units_;
};

}  // namespace dimai::tests
