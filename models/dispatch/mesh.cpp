#include "models/dispatch/mesh.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "models/network/disjoint_sets.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kPlacePurpose = 0x4000;
constexpr std::uint32_t kMessagePurpose = 0x4001;

struct MeshNode {
  double x_m = 0.0;
  double y_m = 0.0;
  double u_m_s = 0.0;
  double v_m_s = 0.0;
};

class Mesh {
 public:
  explicit Mesh(const MeshSetup& setup) : setup_(setup) {
    if (setup.lamps + setup.bikes == 0 || !(setup.side_m > 0.0) || !(setup.range_m > 0.0) ||
        !(setup.hop_s > 0.0) || !(setup.step_s > 0.0))
      throw std::domain_error("mesh: needs nodes, and a side, range, hop and step above 0");
    sim::Random random(setup.seed, 0, kPlacePurpose, 0);
    for (std::uint32_t i = 0; i < setup.lamps + setup.bikes; ++i) {
      MeshNode node;
      node.x_m = random.uniform() * setup.side_m;
      node.y_m = random.uniform() * setup.side_m;
      if (i >= setup.lamps) {
        direct(node, random);
      }
      nodes_.push_back(node);
    }
    columns_ = static_cast<std::size_t>(std::max(1.0, std::floor(setup.side_m / setup.range_m)));
    sort_into_cells();
  }

  const std::vector<MeshNode>& nodes() const { return nodes_; }

  void move() {
    for (std::uint32_t i = setup_.lamps; i < nodes_.size(); ++i) {
      MeshNode& node = nodes_[i];
      step(node.x_m, node.u_m_s);
      step(node.y_m, node.v_m_s);
    }
    sort_into_cells();
  }

  /// Calls `visit` with all that are in range of a node.
  template <class Visit>
  void for_neighbours(std::uint32_t of, const Visit& visit) const {
    const MeshNode& a = nodes_[of];
    const std::size_t column = cell(a.x_m);
    const std::size_t row = cell(a.y_m);
    for (std::size_t r = row == 0 ? 0 : row - 1; r <= std::min(row + 1, columns_ - 1); ++r) {
      for (std::size_t c = column == 0 ? 0 : column - 1; c <= std::min(column + 1, columns_ - 1);
           ++c) {
        const std::size_t index = r * columns_ + c;
        for (std::uint32_t i = first_[index]; i < first_[index + 1]; ++i) {
          const MeshNode& b = nodes_[order_[i]];
          const double x = a.x_m - b.x_m;
          const double y = a.y_m - b.y_m;
          if (order_[i] != of && x * x + y * y <= setup_.range_m * setup_.range_m) visit(order_[i]);
        }
      }
    }
  }

 private:
  /// In any direction: of points in a square the first that lies in the unit circle.
  void direct(MeshNode& node, sim::Random& random) const {
    double x = 0.0;
    double y = 0.0;
    double square = 0.0;
    while (square > 1.0 || square <= 0.0) {
      x = 2.0 * random.uniform() - 1.0;
      y = 2.0 * random.uniform() - 1.0;
      square = x * x + y * y;
    }
    node.u_m_s = setup_.bike_speed_m_s * x / std::sqrt(square);
    node.v_m_s = setup_.bike_speed_m_s * y / std::sqrt(square);
  }

  std::size_t cell(double at_m) const {
    const double share = at_m / setup_.side_m * static_cast<double>(columns_);
    return std::min(columns_ - 1, static_cast<std::size_t>(std::max(0.0, share)));
  }

  void step(double& at_m, double& speed_m_s) const {
    at_m += speed_m_s * setup_.step_s;
    if (at_m < 0.0 || at_m > setup_.side_m) {
      at_m = at_m < 0.0 ? -at_m : 2.0 * setup_.side_m - at_m;
      speed_m_s = -speed_m_s;
    }
  }

  void sort_into_cells() {
    first_.assign(columns_ * columns_ + 1, 0);
    const auto index_of = [this](const MeshNode& n) {
      return cell(n.y_m) * columns_ + cell(n.x_m);
    };
    for (const MeshNode& node : nodes_) ++first_[index_of(node) + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    order_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) order_[next[index_of(nodes_[i])]++] = i;
  }

  MeshSetup setup_;
  std::vector<MeshNode> nodes_;
  std::size_t columns_ = 1;
  std::vector<std::uint32_t> first_;  ///< by cell, in order_
  std::vector<std::uint32_t> order_;
};

/// One message, as far as it has spread.
struct Spread {
  std::vector<std::uint8_t> has;
  std::vector<std::uint32_t> keepers;
  double time_s = std::numeric_limits<double>::infinity();
};

/// Spreads over `hops` contacts; the number of hops to a gateway, or none.
int spread_on(const Mesh& mesh, Spread& message, int hops, std::uint32_t gateways) {
  std::vector<std::uint32_t> front = message.keepers;
  for (int hop = 1; hop <= hops && !front.empty(); ++hop) {
    std::vector<std::uint32_t> next;
    bool there = false;
    for (const std::uint32_t node : front) {
      mesh.for_neighbours(node, [&](std::uint32_t other) {
        if (message.has[other] != 0) return;
        message.has[other] = 1;
        message.keepers.push_back(other);
        next.push_back(other);
        there = there || other < gateways;
      });
    }
    if (there) return hop;
    front.swap(next);
  }
  return 0;
}

/// Parents of a forest, see root_of.
std::vector<std::uint32_t> groups_of(const Mesh& mesh) {
  std::vector<std::uint32_t> parent(mesh.nodes().size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (std::uint32_t i = 0; i < parent.size(); ++i) {
    mesh.for_neighbours(
        i, [&](std::uint32_t other) { parent[root_of(parent, i)] = root_of(parent, other); });
  }
  return parent;
}

}  // namespace

std::vector<double> mesh_delivery_s(const MeshSetup& setup, std::size_t messages, double within_s) {
  Mesh mesh(setup);
  sim::Random random(setup.seed, 0, kMessagePurpose, 0);
  const std::size_t count = mesh.nodes().size();
  const std::uint32_t gateways = std::min(setup.gateways, setup.lamps);
  std::vector<Spread> spreads(messages);
  for (Spread& message : spreads) {
    const auto from =
        std::min(static_cast<std::uint32_t>(count - 1),
                 static_cast<std::uint32_t>(random.uniform() * static_cast<double>(count)));
    message.has.assign(count, 0);
    message.has[from] = 1;
    message.keepers.push_back(from);
    if (from < gateways) message.time_s = 0.0;
  }
  const int hops = std::max(1, static_cast<int>(setup.step_s / setup.hop_s));
  for (double time_s = 0.0; time_s < within_s; time_s += setup.step_s) {
    for (Spread& message : spreads) {
      if (std::isfinite(message.time_s)) continue;
      const int used = spread_on(mesh, message, hops, gateways);
      if (used > 0) message.time_s = time_s + used * setup.hop_s;
    }
    mesh.move();
  }
  std::vector<double> times_s;
  for (const Spread& message : spreads)
    times_s.push_back(message.time_s <= within_s ? message.time_s
                                                 : std::numeric_limits<double>::infinity());
  return times_s;
}

double mesh_largest_group(const MeshSetup& setup) {
  const Mesh mesh(setup);
  std::vector<std::uint32_t> groups = groups_of(mesh);
  std::vector<std::uint32_t> size(mesh.nodes().size(), 0);
  for (std::uint32_t i = 0; i < size.size(); ++i) ++size[root_of(groups, i)];
  return static_cast<double>(*std::max_element(size.begin(), size.end())) /
         static_cast<double>(size.size());
}

bool mesh_spans(const MeshSetup& setup) {
  const Mesh mesh(setup);
  std::vector<std::uint32_t> groups = groups_of(mesh);
  std::vector<std::uint8_t> left(mesh.nodes().size(), 0);
  for (std::uint32_t i = 0; i < left.size(); ++i) {
    if (mesh.nodes()[i].x_m <= 0.5 * setup.range_m) left[root_of(groups, i)] = 1;
  }
  for (std::uint32_t i = 0; i < left.size(); ++i) {
    const bool right = mesh.nodes()[i].x_m >= setup.side_m - 0.5 * setup.range_m;
    if (right && left[root_of(groups, i)] != 0) return true;
  }
  return false;
}

}  // namespace dimai::models
