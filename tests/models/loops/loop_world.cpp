#include "tests/models/loops/loop_world.hpp"

#include <algorithm>
#include <sstream>

namespace dimai::tests {

using namespace dimai::models;

LoopWorld::LoopWorld(std::uint64_t seed, bool guarded, LoopExtras extras)
    : random_(seed, 0, extras.closures ? 2 : 1, 0),
      shape_(static_cast<LoopShape>(seed % kLoopShapeCount)) {
  world.guard_loops = guarded;
  world.circles = extras.circling;
  draw_rules();
  lay_out();
  add_portals();
  if (extras.yards) lay_out_yards(seed);
  world.build();
  for (const NodeIndex portal : portals) {
    if (random_.uniform() < 0.6)
      world.limit(portal, 1 + static_cast<std::uint32_t>(random_.below(3)),
                  random_.uniform() * 60.0);
  }
  send_all();
  if (extras.closures) close_some();
}

void LoopWorld::draw_rules() {
  const auto pick = [&](const auto& choices) {
    return std::string(choices[random_.below(choices.size())]);
  };
  world.parameters.merge = pick(kMergeChoices);
  world.parameters.switching = pick(kSwitchingChoices);
  world.parameters.max_train_capsules = 1 + static_cast<std::int64_t>(random_.below(16));
  world.formation.policy = pick(kFormationChoices);
  world.formation.size = 1 + static_cast<std::int64_t>(random_.below(12));
  world.formation.window_s = 5.0 + 60.0 * random_.uniform();
  world.formation.in_motion = random_.uniform() < 0.7;
  if (random_.uniform() < 0.4) {
    CapsuleClass longer = world.classes.front();
    longer.length_m = 9.0;
    world.classes.push_back(longer);
    spacing_m_ = 10.0;
  }
}

std::vector<NodeIndex> LoopWorld::add_junctions(std::size_t count) {
  std::vector<NodeIndex> nodes;
  for (std::size_t i = 0; i < count; ++i) {
    const double draw = random_.uniform();
    const NodeKind other = draw < 0.1 ? NodeKind::yard : NodeKind::siding;
    nodes.push_back(world.node(draw < 0.2 ? other : NodeKind::junction));
    junctions.push_back(nodes.back());
  }
  return nodes;
}

LinkIndex LoopWorld::add_link(NodeIndex from, NodeIndex to, double least_m, double most_m) {
  const double length_m = least_m + (most_m - least_m) * random_.uniform();
  const LinkIndex link = world.link(from, to, length_m, 8.0 + 12.0 * random_.uniform());
  if (random_.uniform() < 0.15) world.network.links[link].tubes = 2;
  if (random_.uniform() < 0.2) world.network.links[link].role = LinkRole::trunk;
  return link;
}

void LoopWorld::add_ring(const std::vector<NodeIndex>& nodes, std::size_t first) {
  // From two capsules, which is the least that the guard can do with, to a few longest trains.
  const double most_m = 3.0 * spacing_m_ + 40.0 * spacing_m_ * random_.uniform();
  for (std::size_t i = first; i < nodes.size(); ++i)
    inner.push_back(
        add_link(nodes[i], nodes[(i + 1) % nodes.size()], 2.0 * spacing_m_ + 0.1, most_m));
}

void LoopWorld::lay_out_ladder() {
  const std::size_t rungs = 2 + random_.below(4);
  std::vector<NodeIndex> ring = add_junctions(2 * rungs);
  add_ring(ring);
  for (std::size_t i = 1; i + 1 < rungs; ++i) {
    const NodeIndex opposite = ring[2 * rungs - 1 - i];
    const bool up = random_.uniform() < 0.5;
    inner.push_back(add_link(up ? ring[i] : opposite, up ? opposite : ring[i],
                             2.0 * spacing_m_ + 0.1, 20.0 * spacing_m_));
  }
}

void LoopWorld::lay_out_nested() {
  const std::size_t count = 2 + random_.below(4);
  const std::vector<NodeIndex> outside = add_junctions(count);
  const std::vector<NodeIndex> inside = add_junctions(count);
  add_ring(outside);
  add_ring(random_.uniform() < 0.5 ? inside
                                   : std::vector<NodeIndex>(inside.rbegin(), inside.rend()));
  for (std::size_t i = 0; i < count; ++i) {
    const bool in = i == 0 || (i != 1 && random_.uniform() < 0.5);
    inner.push_back(add_link(in ? outside[i] : inside[i], in ? inside[i] : outside[i],
                             2.0 * spacing_m_ + 0.1, 15.0 * spacing_m_));
  }
}

void LoopWorld::lay_out_grid() {
  // Columns and rows even, so that the outermost streets lead round.
  const std::size_t columns = 2 * (1 + random_.below(2));
  const std::size_t rows = 2 * (1 + random_.below(2));
  const std::vector<NodeIndex> nodes = add_junctions(columns * rows);
  const double most_m = (4.0 + 20.0 * random_.uniform()) * spacing_m_;
  const auto join = [&](NodeIndex a, NodeIndex b, bool forth) {
    inner.push_back(add_link(forth ? a : b, forth ? b : a, 2.0 * spacing_m_ + 0.1, most_m));
  };
  for (std::size_t y = 0; y < rows; ++y) {
    for (std::size_t x = 0; x + 1 < columns; ++x)
      join(nodes[y * columns + x], nodes[y * columns + x + 1], y % 2 == 0);
  }
  for (std::size_t x = 0; x < columns; ++x) {
    for (std::size_t y = 0; y + 1 < rows; ++y)
      join(nodes[y * columns + x], nodes[(y + 1) * columns + x], x % 2 == 1);
  }
}

void LoopWorld::lay_out_mesh() {
  const std::size_t count = 3 + random_.below(4);
  const std::vector<NodeIndex> nodes = add_junctions(count);
  const double most_m = (4.0 + 20.0 * random_.uniform()) * spacing_m_;
  const auto twin = [&](NodeIndex a, NodeIndex b) {
    const LinkIndex there = add_link(a, b, 2.0 * spacing_m_ + 0.1, most_m);
    const LinkIndex back = add_link(b, a, 2.0 * spacing_m_ + 0.1, most_m);
    world.network.links[back].id = world.network.links[there].id + ":back";
    inner.insert(inner.end(), {there, back});
  };
  for (std::size_t i = 0; i < count; ++i) twin(nodes[i], nodes[(i + 1) % count]);
  for (std::uint64_t i = random_.below(3); i > 0 && count > 3; --i) {
    const std::size_t a = random_.below(count);
    twin(nodes[a], nodes[(a + 2) % count]);
  }
}

void LoopWorld::lay_out_chain() {
  const std::size_t rings = 2 + random_.below(2);
  std::vector<NodeIndex> shared = add_junctions(2);
  for (std::size_t i = 0; i < rings; ++i) {
    std::vector<NodeIndex> ring = shared;
    const std::vector<NodeIndex> more = add_junctions(2 + random_.below(2));
    ring.insert(ring.end(), more.begin(), more.end());
    add_ring(ring, i == 0 ? 0 : 1);
    shared = {more[0], more[1]};
  }
}

void LoopWorld::lay_out() {
  switch (shape_) {
    case LoopShape::ring:
      add_ring(add_junctions(3 + random_.below(4)));
      break;
    case LoopShape::figure_eight: {
      const NodeIndex centre = add_junctions(1).front();
      for (std::uint64_t i = 2 + random_.below(2); i > 0; --i) {
        std::vector<NodeIndex> ring = add_junctions(2 + random_.below(3));
        ring.push_back(centre);
        add_ring(ring);
      }
      break;
    }
    case LoopShape::ladder:
      lay_out_ladder();
      break;
    case LoopShape::nested:
      lay_out_nested();
      break;
    case LoopShape::grid:
      lay_out_grid();
      break;
    case LoopShape::mesh:
      lay_out_mesh();
      break;
    case LoopShape::chain:
      lay_out_chain();
      break;
  }
}

/// A portal at most junctions, some of them behind a stub with a junction of its own.
void LoopWorld::add_portals() {
  for (std::size_t i = 0; i < junctions.size(); ++i) {
    if (i > 1 && random_.uniform() < 0.3) continue;
    NodeIndex at = junctions[i];
    const bool stub = random_.uniform() < 0.2;
    const std::size_t count = stub ? 2 : 1;
    if (stub) {
      const NodeIndex end = world.junction();
      const LinkIndex there = add_link(at, end, 3.0 * spacing_m_, 20.0 * spacing_m_);
      const LinkIndex back = add_link(end, at, 3.0 * spacing_m_, 20.0 * spacing_m_);
      world.network.links[back].id = world.network.links[there].id + ":back";
      at = end;
    }
    for (std::size_t n = 0; n < count; ++n) {
      portals.push_back(world.portal());
      const LinkIndex in = add_link(portals.back(), at, 3.0 * spacing_m_, 20.0 * spacing_m_);
      const LinkIndex out = add_link(at, portals.back(), 3.0 * spacing_m_, 20.0 * spacing_m_);
      world.network.links[out].id = world.network.links[in].id + ":back";
    }
  }
}

/// Drawn apart, so that the network and what runs there are as they were.
void LoopWorld::lay_out_yards(std::uint64_t seed) {
  sim::Random draw(seed, 0, 3, 0);
  for (const NodeIndex node : junctions) {
    if (draw.uniform() < 0.3) continue;
    world.network.nodes[node].kind = draw.uniform() < 0.5 ? NodeKind::yard : NodeKind::siding;
    YardLayout layout;
    layout.node = node;
    layout.yard.lanes = 1 + static_cast<std::int64_t>(draw.below(3));
    layout.yard.lane_length_m = spacing_m_ * (1.5 + 6.0 * draw.uniform());
    layout.yard.lane_speed_m_s = 5.0;
    layout.yard.hump_tracks = static_cast<std::int64_t>(draw.below(3));
    layout.yard.plan = std::string(kPlanChoices[draw.below(kPlanChoices.size())]);
    world.yards.push_back(layout);
  }
  for (const LinkIndex link : inner) {
    Link& row = world.network.links[link];
    if (draw.uniform() < 0.4) row.tubes = 1 + static_cast<std::int64_t>(draw.below(3));
    if (draw.uniform() < 0.4) row.role = LinkRole::trunk;
  }
}

/// Of three portals drawn the one to which the way is longest.
NodeIndex LoopWorld::far_from(NodeIndex from) {
  NodeIndex best;
  for (int i = 0; i < 3 || !best.valid(); ++i) {
    const NodeIndex to = portals[random_.below(portals.size())];
    const auto time_s = [&](NodeIndex end) { return world.router->travel_time_s(0, from, end); };
    if (to != from && (!best.valid() || time_s(to) > time_s(best))) best = to;
  }
  return best;
}

void LoopWorld::send_all() {
  double room = 0.0;
  for (const LinkIndex link : inner) room += world.network.links[link].length_m / spacing_m_;
  capsule_count = static_cast<std::uint32_t>(20.0 + room * (1.0 + 1.5 * random_.uniform()));
  const double mean_gap_s = random_.uniform() < 0.5 ? 0.01 : 0.3;
  for (std::uint32_t i = 0; i < capsule_count; ++i) {
    last_time_s_ += random_.exponential(mean_gap_s);
    const NodeIndex from = portals[random_.below(portals.size())];
    world.send(from, far_from(from), last_time_s_,
               static_cast<std::uint32_t>(random_.below(world.classes.size())));
  }
}

void LoopWorld::close_some() {
  for (std::uint64_t i = 1 + random_.below(4); i > 0; --i) {
    const auto link =
        LinkIndex{static_cast<std::uint32_t>(random_.below(world.network.links.size()))};
    const double begin_s = (last_time_s_ + 300.0) * random_.uniform();
    const double end_s = begin_s + 10.0 + 500.0 * random_.uniform();
    const bool rerouted = random_.uniform() < 0.8;
    world.close_at(begin_s, link, true, rerouted);
    world.close_at(end_s, link, false, rerouted);
  }
}

std::size_t LoopWorld::run() {
  world.run();
  return capsule_count - world.arrivals.size();
}

std::string LoopWorld::describe() const {
  std::ostringstream text;
  text << "shape " << static_cast<int>(shape_) << ", " << capsule_count << " capsules, trains of "
       << world.parameters.max_train_capsules << ", policy " << world.formation.policy << "\n";
  for (const Link& link : world.network.links)
    text << link.id << ": " << link.from.value << " to " << link.to.value << ", " << link.length_m
         << " m, " << link.tubes << " tubes\n";
  return text.str();
}

}  // namespace dimai::tests
