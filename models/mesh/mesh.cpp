#include "models/mesh/mesh.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "models/mesh/mesh_spread.hpp"
#include "models/network/disjoint_sets.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kMessagePurpose = 0x4001;

/// One of `count` nodes from `first` on.
std::uint32_t drawn(sim::Random& random, std::uint32_t first, std::uint32_t count) {
  const double place = random.uniform() * static_cast<double>(count);
  return first + std::min(count - 1, static_cast<std::uint32_t>(place));
}

std::vector<double> delivery_s(const MeshSetup& setup, const std::vector<std::uint32_t>& from,
                               const MeshGoal& goal, double within_s) {
  MeshField field(setup);
  std::vector<double> times_s(from.size(), std::numeric_limits<double>::infinity());
  std::vector<MeshSpread> spreads;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < from.size(); ++i) {
    spreads.emplace_back(field, from[i], 0.0);
    open.push_back(i);
  }
  std::int64_t step = 0;
  for (double since_s = 0.0; since_s < within_s && !open.empty(); since_s += setup.step_s) {
    if (step > 0) field.move_to(step);
    std::erase_if(open, [&](std::size_t i) {
      const auto reached =
          spreads[i].pass_on(field, goal, setup.hop_s, since_s, since_s + setup.step_s, step > 0);
      if (reached && reached->time_s <= within_s) times_s[i] = reached->time_s;
      return reached.has_value();
    });
    ++step;
  }
  return times_s;
}

/// Parents of a forest, see root_of.
std::vector<std::uint32_t> groups_of(const MeshField& mesh) {
  std::vector<std::uint32_t> parent(mesh.count());
  std::iota(parent.begin(), parent.end(), 0U);
  for (std::uint32_t i = 0; i < parent.size(); ++i) {
    mesh.for_neighbours(
        i, [&](std::uint32_t other) { parent[root_of(parent, i)] = root_of(parent, other); });
  }
  return parent;
}

}  // namespace

std::vector<double> mesh_delivery_s(const MeshSetup& setup, std::size_t messages, double within_s) {
  sim::Random random(setup.seed, 0, kMessagePurpose, 0);
  std::vector<std::uint32_t> from(messages);
  for (std::uint32_t& node : from) node = drawn(random, 0, setup.lamps + setup.bikes);
  const std::uint32_t gateways = std::max(1U, std::min(setup.gateways, setup.lamps));
  return delivery_s(setup, from, {0, gateways - 1}, within_s);
}

std::vector<double> mesh_meeting_s(const MeshSetup& setup, std::size_t messages, double within_s) {
  sim::Random random(setup.seed, 0, kMessagePurpose, 0);
  std::vector<std::uint32_t> from(messages);
  for (std::uint32_t& node : from) node = drawn(random, setup.lamps, setup.bikes - 1);
  const std::uint32_t last = setup.lamps + setup.bikes - 1;
  return delivery_s(setup, from, {last, last}, within_s);
}

double mesh_largest_group(const MeshSetup& setup) {
  const MeshField mesh(setup);
  std::vector<std::uint32_t> groups = groups_of(mesh);
  std::vector<std::uint32_t> size(mesh.count(), 0);
  for (std::uint32_t i = 0; i < size.size(); ++i) ++size[root_of(groups, i)];
  return static_cast<double>(*std::max_element(size.begin(), size.end())) /
         static_cast<double>(size.size());
}

bool mesh_spans(const MeshSetup& setup) {
  const MeshField mesh(setup);
  std::vector<std::uint32_t> groups = groups_of(mesh);
  std::vector<std::uint8_t> left(mesh.count(), 0);
  for (std::uint32_t i = 0; i < left.size(); ++i) {
    if (mesh.place(i).x_m <= 0.5 * setup.range_m) left[root_of(groups, i)] = 1;
  }
  for (std::uint32_t i = 0; i < left.size(); ++i) {
    const bool right = mesh.place(i).x_m >= setup.side_m - 0.5 * setup.range_m;
    if (right && left[root_of(groups, i)] != 0) return true;
  }
  return false;
}

}  // namespace dimai::models
