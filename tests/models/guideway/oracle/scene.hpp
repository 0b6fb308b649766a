#pragma once

#include <cstddef>
#include <vector>

namespace dimai::tests {

/// A node of a scene.
struct SceneNode {
  bool portal = false;  ///< trains begin or end here; such a node has exactly one link
};

/// A one-way link whose length is a whole number of lattice cells.
struct SceneLink {
  std::size_t from = 0;    ///< row of Scene::nodes
  std::size_t to = 0;      ///< row of Scene::nodes
  std::size_t cells = 1;   ///< length over Scene::dx_m, >= 1
  double speed_m_s = 1.0;  ///< line speed, > 0
  double tau_s = 0.0;      ///< time that a follower keeps besides the standstill spacing, >= 0
};

/// A train that runs its path once. Its row in Scene::trains is its number.
struct SceneTrain {
  double departure_s = 0.0;       ///< when it is ready at the start of its first link
  std::vector<std::size_t> path;  ///< rows of Scene::links, each beginning where the last ended
  std::size_t cells = 1;          ///< length over Scene::dx_m, >= 1
};

/// No front passes the start of a link in [begin_s, end_s).
struct SceneClosure {
  std::size_t link = 0;  ///< row of Scene::links
  double begin_s = 0.0;
  double end_s = 0.0;  ///< > begin_s
};

/// A small network with its trains, told so that any engine can be given it.
struct Scene {
  double dx_m = 1.0;             ///< length of a lattice cell, > 0
  std::size_t gap_cells = 0;     ///< gap d0 between standing trains, over dx_m
  double reaction_time_s = 0.0;  ///< t_r of tau = t_r + v / (2 b), if the taus were made so
  double braking_m_s2 = 1.0;     ///< b of the same
  std::vector<SceneNode> nodes;
  std::vector<SceneLink> links;
  std::vector<SceneTrain> trains;
  std::vector<SceneClosure> closures;

  /// Cells from the front of a train to the front of the one standing behind it.
  std::size_t spacing_cells(std::size_t train) const { return trains[train].cells + gap_cells; }
};

}  // namespace dimai::tests
