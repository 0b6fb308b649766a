#include "tests/models/guideway/oracle/random_scene.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace dimai::tests {
namespace {

constexpr double kLeastPathMargin_s = 1e-3;

/// SplitMix64. Source: Steele, Lea and Flood (2014), OOPSLA '14, 453-472.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// Uniform in [low, high).
  double real(double low, double high) {
    return low + (high - low) * static_cast<double>(bits() >> 11U) * 0x1p-53;
  }
  /// Uniform in low..high, both included.
  std::size_t whole(std::size_t low, std::size_t high) {
    return low + static_cast<std::size_t>(bits() % (high - low + 1));
  }
  bool chance(double share) { return real(0.0, 1.0) < share; }

 private:
  std::uint64_t state_;
};

/// The fastest path between two nodes; empty if there is none or another is about as fast.
std::vector<std::size_t> unique_fastest_path(const Scene& scene, std::size_t start,
                                             std::size_t end) {
  std::vector<double> reached_s(scene.nodes.size(), std::numeric_limits<double>::infinity());
  reached_s[start] = 0.0;
  const auto arrival_s = [&](const SceneLink& link) {
    return reached_s[link.from] + static_cast<double>(link.cells) * scene.dx_m / link.speed_m_s;
  };
  for (std::size_t round = 0; round < scene.nodes.size(); ++round) {
    for (const SceneLink& link : scene.links) {
      reached_s[link.to] = std::min(reached_s[link.to], arrival_s(link));
    }
  }
  std::vector<std::size_t> path;
  if (!std::isfinite(reached_s[end])) return path;
  for (std::size_t node = end; node != start; node = scene.links[path.back()].from) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < scene.links.size(); ++i) {
      const SceneLink& link = scene.links[i];
      if (link.to != node || arrival_s(link) > reached_s[node] + kLeastPathMargin_s) continue;
      if (count++ == 0) path.push_back(i);
    }
    if (count != 1) return {};
  }
  std::reverse(path.begin(), path.end());
  return path;
}

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}
  Scene make(SceneKind kind);
  Scene make_of_trains(SceneKind kind);

 private:
  void draw_rules(SceneKind kind);
  void draw_yards();
  void draw_physics();
  void draw_train_lengths();
  void lay_out(SceneKind kind);
  void lay_out_line();
  void lay_out_merge_tree();
  void lay_out_mixed();
  void lay_out_ring();
  bool draw_paths();
  void draw_departures();
  void draw_closures();
  std::size_t add_node();
  std::size_t add_start();
  std::size_t add_end();
  void add_link(std::size_t from, std::size_t to, std::size_t least_cells = 0);

  Generator random_;
  Scene scene_;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> ends_;
  double common_speed_m_s_ = 0.0;  ///< 0: every link has its own
  double speed_spread_ = 0.0;      ///< greatest deviation from the common speed, over it
  std::size_t longest_spacing_ = 0;
  bool together_ = false;  ///< many set out at about the same time
};

std::size_t Maker::add_node() {
  scene_.nodes.push_back({});
  return scene_.nodes.size() - 1;
}

std::size_t Maker::add_start() {
  scene_.nodes.push_back({SceneNodeKind::portal, {}});
  starts_.push_back(scene_.nodes.size() - 1);
  return starts_.back();
}

std::size_t Maker::add_end() {
  scene_.nodes.push_back({SceneNodeKind::portal, {}});
  ends_.push_back(scene_.nodes.size() - 1);
  return ends_.back();
}

void Maker::add_link(std::size_t from, std::size_t to, std::size_t least_cells) {
  SceneLink link;
  link.from = from;
  link.to = to;
  const std::size_t slack = random_.chance(0.2) ? 0 : random_.whole(1, 50);
  link.cells = std::max(longest_spacing_, least_cells) + slack;
  link.speed_m_s = random_.real(5.0, 25.0);
  if (common_speed_m_s_ > 0.0) {
    link.speed_m_s = common_speed_m_s_ * (1.0 + speed_spread_ * random_.real(-1.0, 1.0));
  }
  link.tau_s = scene_.reaction_time_s + link.speed_m_s / (2.0 * scene_.braking_m_s2);
  scene_.links.push_back(link);
}

void Maker::draw_physics() {
  constexpr double kCellLengths_m[] = {1.0, 2.5, 5.0};
  scene_.dx_m = kCellLengths_m[random_.whole(0, 2)];
  scene_.gap_cells = random_.whole(0, 2);
  scene_.reaction_time_s = random_.real(0.1, 1.5);
  scene_.braking_m_s2 = random_.real(1.0, 15.0);
  common_speed_m_s_ = random_.chance(1.0 / 3.0) ? random_.real(6.0, 24.0) : 0.0;
}

void Maker::draw_train_lengths() {
  const std::size_t longest = random_.whole(1, 8);
  const bool alike = random_.chance(1.0 / 3.0);
  scene_.trains.resize(random_.whole(20, 80));
  for (SceneTrain& train : scene_.trains) {
    train.cells = alike ? longest : random_.whole(1, longest);
  }
  longest_spacing_ = longest + scene_.gap_cells;
}

void Maker::lay_out_line() {
  const std::size_t link_count = random_.whole(1, 5);
  std::size_t last = add_start();
  for (std::size_t i = 1; i < link_count; ++i) {
    const std::size_t next = add_node();
    add_link(last, next);
    last = next;
  }
  add_link(last, add_end());
}

void Maker::lay_out_merge_tree() {
  const std::size_t start_count = random_.whole(2, 5);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < start_count; ++i) open.push_back(add_start());
  while (open.size() > 1) {
    const std::size_t merging = std::min(open.size(), random_.whole(2, 3));
    const std::size_t node = add_node();
    for (std::size_t i = 0; i < merging; ++i) {
      const std::size_t chosen = random_.whole(0, open.size() - 1);
      add_link(open[chosen], node);
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
    open.push_back(node);
  }
  add_link(open.front(), add_end());
}

void Maker::lay_out_mixed() {
  const std::size_t count = random_.whole(3, 6);
  for (std::size_t i = 0; i < count; ++i) add_node();
  for (std::size_t i = 0; i + 1 < count; ++i) add_link(i, i + 1);
  const std::size_t short_cuts = random_.whole(0, 3);
  for (std::size_t i = 0; i < short_cuts; ++i) {
    const std::size_t from = random_.whole(0, count - 3);
    add_link(from, random_.whole(from + 2, count - 1));
  }
  const std::size_t start_count = random_.whole(2, 4);
  const std::size_t end_count = random_.whole(2, 4);
  for (std::size_t i = 0; i < start_count; ++i) {
    add_link(add_start(), i == 0 ? 0 : random_.whole(0, count - 1));
  }
  for (std::size_t i = 0; i < end_count; ++i) {
    add_link(i == 0 ? count - 1 : random_.whole(0, count - 1), add_end());
  }
}

void Maker::lay_out_ring() {
  const std::size_t count = random_.whole(3, 6);
  std::size_t total_cells = 2 * longest_spacing_;
  for (std::size_t n = 0; n < scene_.trains.size(); ++n) total_cells += scene_.spacing_cells(n);
  for (std::size_t i = 0; i < count; ++i) add_node();
  for (std::size_t i = 0; i < count; ++i) add_link(i, (i + 1) % count, total_cells / count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    if (i == 0 || random_.chance(0.7)) add_link(add_start(), i);
    if (i + 1 == count || random_.chance(0.7)) add_link(i, add_end());
  }
}

void Maker::lay_out(SceneKind kind) {
  scene_.nodes.clear();
  scene_.links.clear();
  starts_.clear();
  ends_.clear();
  if (kind == SceneKind::line) lay_out_line();
  if (kind == SceneKind::merge_tree || kind == SceneKind::diverge_tree) lay_out_merge_tree();
  if (kind == SceneKind::mixed) lay_out_mixed();
  if (kind == SceneKind::ring) lay_out_ring();
  if (kind == SceneKind::diverge_tree) {
    std::swap(starts_, ends_);
    for (SceneLink& link : scene_.links) std::swap(link.from, link.to);
  }
}

/// Gives every train one of the unambiguous paths between portals; false if there is none.
bool Maker::draw_paths() {
  std::vector<std::vector<std::size_t>> paths;
  for (const std::size_t start : starts_) {
    for (const std::size_t end : ends_) {
      std::vector<std::size_t> path = unique_fastest_path(scene_, start, end);
      if (!path.empty()) paths.push_back(std::move(path));
    }
  }
  if (paths.empty()) return false;
  for (SceneTrain& train : scene_.trains) {
    train.path = paths[random_.whole(0, paths.size() - 1)];
  }
  return true;
}

void Maker::draw_departures() {
  const SceneLink& link = scene_.links.front();
  const double headway_s =
      static_cast<double>(longest_spacing_) * scene_.dx_m / link.speed_m_s + link.tau_s;
  const double mean_gap_s =
      headway_s / random_.real(0.4, 1.6) / static_cast<double>(starts_.size());
  double time_s = 0.0;
  for (SceneTrain& train : scene_.trains) {
    const bool burst = random_.chance(together_ ? 0.6 : 0.3);
    const double close_s = (together_ ? 0.02 : 0.2) * headway_s;
    time_s += burst ? random_.real(0.0, close_s) : random_.real(0.0, 2.6 * mean_gap_s);
    train.departure_s = time_s;
  }
}

void Maker::draw_closures() {
  const std::size_t count = random_.whole(0, 4);
  const double latest_s = scene_.trains.back().departure_s + 20.0;
  for (std::size_t i = 0; i < count; ++i) {
    SceneClosure closure;
    closure.link = random_.whole(0, scene_.links.size() - 1);
    closure.begin_s = random_.real(0.0, latest_s);
    closure.end_s = closure.begin_s + random_.real(2.0, 60.0);
    const bool apart =
        std::all_of(scene_.closures.begin(), scene_.closures.end(), [&](const SceneClosure& other) {
          return other.link != closure.link || other.end_s + 1.0 < closure.begin_s ||
                 closure.end_s + 1.0 < other.begin_s;
        });
    if (apart) scene_.closures.push_back(closure);
  }
}

Scene Maker::make(SceneKind kind) {
  draw_physics();
  draw_train_lengths();
  // Where ways part and meet again, equal speeds make trains ready at the same time to the last
  // bit, and rounding would choose between them.
  if (kind == SceneKind::mixed || kind == SceneKind::ring) speed_spread_ = 0.02;
  do {
    lay_out(kind);
  } while (!draw_paths());
  draw_departures();
  draw_closures();
  return std::move(scene_);
}

/// What trains of several capsules need: who couples where, and how long trains become.
void Maker::draw_rules(SceneKind kind) {
  constexpr SceneMerge kRules[] = {SceneMerge::concatenating, SceneMerge::concatenating,
                                   SceneMerge::first_come, SceneMerge::priority,
                                   SceneMerge::zipper};
  together_ = true;
  scene_.couples = true;
  scene_.merge = kRules[random_.whole(0, 4)];
  scene_.coupling_cells = random_.whole(0, scene_.gap_cells);
  scene_.most_capsules = random_.whole(2, 6);
  if (random_.chance(1.0 / 3.0)) scene_.switch_s = random_.real(0.5, 5.0);
  std::size_t longest = 0;
  for (SceneTrain& train : scene_.trains) {
    train.cells = std::min<std::size_t>(train.cells, 5);
    longest = std::max(longest, train.cells);
  }
  longest_spacing_ =
      scene_.most_capsules * (longest + scene_.coupling_cells) + scene_.gap_cells + 1;
  const bool parts_meet_again = kind == SceneKind::mixed || kind == SceneKind::ring;
  if (common_speed_m_s_ > 0.0 && !parts_meet_again && random_.chance(0.7))
    scene_.rate_m_s2 = random_.real(0.5, 8.0);
}

/// Makes yards and sidings of some junctions, and trunks of some links.
void Maker::draw_yards() {
  for (SceneLink& link : scene_.links) {
    link.trunk = random_.chance(0.4);
    link.priority = static_cast<int>(random_.whole(0, 2)) - 1;
  }
  if (!random_.chance(0.5)) return;
  for (SceneNode& node : scene_.nodes) {
    if (node.portal() || !random_.chance(0.5)) continue;
    node.kind = random_.chance(0.5) ? SceneNodeKind::yard : SceneNodeKind::siding;
    node.yard.size = random_.chance(0.5) ? random_.whole(1, 6) : 1000;
    node.yard.window_s = random_.real(0.0, 30.0);
    node.yard.latch_s = random_.real(0.0, 5.0);
  }
}

Scene Maker::make_of_trains(SceneKind kind) {
  draw_physics();
  draw_train_lengths();
  draw_rules(kind);
  if (kind == SceneKind::mixed || kind == SceneKind::ring) speed_spread_ = 0.02;
  do {
    lay_out(kind);
  } while (!draw_paths());
  draw_departures();
  draw_closures();
  draw_yards();
  return std::move(scene_);
}

}  // namespace

Scene random_scene(SceneKind kind, std::uint64_t seed) { return Maker(seed).make(kind); }

Scene random_train_scene(SceneKind kind, std::uint64_t seed) {
  return Maker(seed).make_of_trains(kind);
}

Scene random_scene(std::uint64_t seed) {
  return random_scene(static_cast<SceneKind>(seed % kSceneKindCount), seed);
}

std::string describe(const Scene& scene) {
  std::ostringstream text;
  text.precision(17);
  text << "cell " << scene.dx_m << " m, gap " << scene.gap_cells << " cells, t_r "
       << scene.reaction_time_s << " s, b " << scene.braking_m_s2 << " m/s2\n";
  text << "merge rule " << static_cast<int>(scene.merge) << ", couples " << scene.couples
       << ", coupling gap " << scene.coupling_cells << " cells, up to " << scene.most_capsules
       << " capsules, points " << scene.switch_s << " s, rate " << scene.rate_m_s2 << " m/s2\n";
  for (std::size_t i = 0; i < scene.nodes.size(); ++i) {
    const SceneNode& node = scene.nodes[i];
    if (!node.has_sidings()) continue;
    text << (node.kind == SceneNodeKind::yard ? "yard " : "siding ") << i << ": " << node.yard.size
         << " capsules, window " << node.yard.window_s << " s, latch " << node.yard.latch_s
         << " s\n";
  }
  for (std::size_t i = 0; i < scene.links.size(); ++i) {
    const SceneLink& link = scene.links[i];
    text << "link " << i << ": node " << link.from << " to " << link.to << ", " << link.cells
         << " cells, " << link.speed_m_s << " m/s, tau " << link.tau_s << " s"
         << (link.trunk ? ", trunk" : "") << ", priority " << link.priority << '\n';
  }
  for (std::size_t n = 0; n < scene.trains.size(); ++n) {
    const SceneTrain& train = scene.trains[n];
    text << "train " << n << ": at " << train.departure_s << " s, " << train.cells
         << " cells, links";
    for (const std::size_t link : train.path) text << ' ' << link;
    text << '\n';
  }
  for (const SceneClosure& closure : scene.closures) {
    text << "link " << closure.link << " closed from " << closure.begin_s << " to " << closure.end_s
         << " s\n";
  }
  return text.str();
}

}  // namespace dimai::tests
