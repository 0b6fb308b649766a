#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace dimai::tests {

/// What a node of a scene is.
enum class SceneNodeKind {
  junction,  ///< nobody stops
  portal,    ///< trains begin or end here; such a node has exactly one link
  yard,      ///< who comes by a local link and goes on by a trunk link is formed standing
  siding     ///< everybody is formed standing
};

/// When capsules that stand in a yard or siding leave.
struct SceneYard {
  std::size_t size = 1;   ///< as soon as so many stand there, >= 1, ...
  double window_s = 0.0;  ///< ... and at the latest so long after the first left the line
  double latch_s = 0.0;   ///< time to couple two or more
};

/// A node of a scene.
struct SceneNode {
  SceneNodeKind kind = SceneNodeKind::junction;
  SceneYard yard;  ///< of a yard or siding

  bool portal() const { return kind == SceneNodeKind::portal; }
  bool has_sidings() const { return kind == SceneNodeKind::yard || kind == SceneNodeKind::siding; }
};

/// A one-way link whose length is a whole number of lattice cells.
struct SceneLink {
  std::size_t from = 0;    ///< row of Scene::nodes
  std::size_t to = 0;      ///< row of Scene::nodes
  std::size_t cells = 1;   ///< length over Scene::dx_m, >= 1
  double speed_m_s = 1.0;  ///< line speed, > 0
  double tau_s = 0.0;      ///< time that a follower keeps besides the standstill spacing, >= 0
  bool trunk = false;      ///< counts at yards
  int priority = 0;        ///< counts where SceneMerge::priority holds
};

/// A capsule that runs its path once, at first as a train of its own. Its row in Scene::trains is
/// its number.
struct SceneTrain {
  double departure_s = 0.0;       ///< when it stands ready at the portal
  std::vector<std::size_t> path;  ///< rows of Scene::links, each beginning where the last ended
  std::size_t cells = 1;          ///< length over Scene::dx_m, >= 1
};

/// No front passes the start of a link in [begin_s, end_s).
struct SceneClosure {
  std::size_t link = 0;  ///< row of Scene::links
  double begin_s = 0.0;
  double end_s = 0.0;  ///< > begin_s
};

/// Who goes first where links merge; as in the engine's manual.
enum class SceneMerge { first_come, priority, zipper, concatenating };

/// A small network with its trains, told so that any engine can be given it.
struct Scene {
  double dx_m = 1.0;             ///< length of a lattice cell, > 0
  std::size_t gap_cells = 0;     ///< gap d0 between standing trains, over dx_m
  double reaction_time_s = 0.0;  ///< t_r of tau = t_r + v / (2 b), if the taus were made so
  double braking_m_s2 = 1.0;     ///< b of the same
  SceneMerge merge = SceneMerge::first_come;
  bool couples = false;            ///< trains couple in motion
  std::size_t coupling_cells = 0;  ///< gap between coupled capsules, over dx_m, <= gap_cells
  std::size_t most_capsules = 1;   ///< of a train, >= 1
  double switch_s = 0.0;           ///< time to move points; 0: capsules choose their branch
  /// Acceleration and braking on ramps and in dips of speed; finite only if all links are equally
  /// fast, for the lattice changes speed at once.
  double rate_m_s2 = std::numeric_limits<double>::infinity();
  std::vector<SceneNode> nodes;
  std::vector<SceneLink> links;
  std::vector<SceneTrain> trains;
  std::vector<SceneClosure> closures;

  /// Cells from the front of a train to the front of the one standing behind it.
  std::size_t spacing_cells(std::size_t train) const { return trains[train].cells + gap_cells; }
  /// Whether who passes from one link to the next stops between them to be formed standing.
  bool stops_between(std::size_t link, std::size_t next) const {
    const SceneNodeKind kind = nodes[links[link].to].kind;
    const bool enters_trunk = links[next].trunk && !links[link].trunk;
    return kind == SceneNodeKind::siding || (kind == SceneNodeKind::yard && enters_trunk);
  }
};

}  // namespace dimai::tests
