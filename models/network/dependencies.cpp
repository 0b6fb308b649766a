#include "models/network/dependencies.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace dimai::models {

namespace {

constexpr double kFar_m = std::numeric_limits<double>::infinity();

/// Links looked at in one search before it is given up as incomplete: some seconds.
constexpr std::uint64_t kMostSteps = 100'000'000;

bool add_sorted(std::vector<LinkIndex>& links, LinkIndex link) {
  const auto place = std::lower_bound(links.begin(), links.end(), link);
  if (place != links.end() && *place == link) return false;
  links.insert(place, link);
  return true;
}

/// Adds what one destination's ways depend on. `walked` marks nodes from which this was done.
void add_ways(const Router& router, std::uint32_t profile, NodeIndex destination,
              std::vector<std::uint8_t>& walked, LinkDependencies& dependencies) {
  std::fill(walked.begin(), walked.end(), std::uint8_t{0});
  for (const NodeIndex origin : router.portals()) {
    LinkIndex before;
    for (NodeIndex node = origin; node != destination;) {
      const LinkIndex link = router.next_link(profile, node, destination);
      if (!link.valid()) break;
      if (before.valid()) add_sorted(dependencies.next[before.value], link);
      if (std::exchange(walked[node.value], std::uint8_t{1}) != 0) break;
      before = link;
      node = router.network().links[link].to;
    }
  }
}

/// Strongly connected component of each link (Tarjan 1972, by Boost.Graph).
std::vector<std::uint32_t> components(const LinkDependencies& dependencies) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(dependencies.next.size());
  for (std::size_t link = 0; link < dependencies.next.size(); ++link) {
    for (const LinkIndex next : dependencies.next[link]) boost::add_edge(link, next.value, graph);
  }
  std::vector<std::uint32_t> component(dependencies.next.size());
  boost::strong_components(graph, boost::make_iterator_property_map(
                                      component.begin(), boost::get(boost::vertex_index, graph)));
  return component;
}

/// Depth-first search for cycles up to a least fill, each found from its lowest link.
/// What is called length here is what of a link's length must be filled.
class CycleSearch {
 public:
  CycleSearch(const LinkDependencies& dependencies, const Network& network, double idle_m);

  /// All cycles up to `bound_m`; false if it was given up: more than `most`, or too many steps.
  bool run(double bound_m, std::size_t most, std::vector<RouteCycle>& found);
  /// No elementary cycle is longer.
  double longest_m() const { return total_m_; }

 private:
  bool allowed(LinkIndex link, LinkIndex start) const {
    return link >= start && component_[link.value] == component_[start.value];
  }
  void measure_back(LinkIndex start, double bound_m);
  bool search_from(LinkIndex start, double bound_m, std::size_t most,
                   std::vector<RouteCycle>& found);

  const LinkDependencies& dependencies_;
  std::vector<std::vector<LinkIndex>> before_;
  std::vector<std::uint32_t> component_;
  std::vector<double> length_m_;
  std::vector<double> back_m_;  ///< shortest length from a link's end to the start's beginning
  std::vector<LinkIndex> measured_;
  std::vector<std::uint8_t> on_path_;
  double total_m_ = 0.0;
  std::uint64_t steps_ = 0;
};

CycleSearch::CycleSearch(const LinkDependencies& dependencies, const Network& network,
                         double idle_m)
    : dependencies_(dependencies),
      before_(dependencies.next.size()),
      component_(components(dependencies)),
      back_m_(dependencies.next.size(), kFar_m),
      on_path_(dependencies.next.size(), 0) {
  for (const LinkIndex link : network.links.indices()) {
    length_m_.push_back(std::max(0.0, network.links[link].length_m - idle_m));
    total_m_ += length_m_.back();
    for (const LinkIndex next : dependencies.next[link.value]) {
      before_[next.value].push_back(link);
    }
  }
}

/// Dijkstra backwards from `start` within what may still be searched, as far as the bound.
void CycleSearch::measure_back(LinkIndex start, double bound_m) {
  using Entry = std::pair<double, LinkIndex>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  for (const LinkIndex link : measured_) back_m_[link.value] = kFar_m;
  measured_.clear();
  const auto reach = [&](LinkIndex link, double back_m) {
    if (!allowed(link, start) || back_m > bound_m || back_m >= back_m_[link.value]) return;
    if (back_m_[link.value] == kFar_m) measured_.push_back(link);
    back_m_[link.value] = back_m;
    open.push({back_m, link});
  };
  for (const LinkIndex link : before_[start.value]) reach(link, 0.0);
  while (!open.empty()) {
    const auto [back_m, link] = open.top();
    open.pop();
    if (back_m > back_m_[link.value]) continue;
    for (const LinkIndex earlier : before_[link.value]) {
      reach(earlier, back_m + length_m_[link.value]);
    }
  }
}

bool CycleSearch::search_from(LinkIndex start, double bound_m, std::size_t most,
                              std::vector<RouteCycle>& found) {
  struct Step {
    LinkIndex link;
    double length_m;       ///< from the beginning of `start` to the end of `link`
    std::size_t next = 0;  ///< which of its dependencies is looked at next
  };
  std::vector<Step> path{{start, length_m_[start.value]}};
  on_path_[start.value] = 1;
  bool finished = true;
  while (!path.empty()) {
    Step& step = path.back();
    const std::vector<LinkIndex>& next = dependencies_.next[step.link.value];
    if (step.next == next.size() || !finished) {
      on_path_[step.link.value] = 0;
      path.pop_back();
      continue;
    }
    const LinkIndex link = next[step.next++];
    if (++steps_ > kMostSteps) finished = false;
    if (link == start) {
      RouteCycle cycle;
      cycle.least_fill_m = step.length_m;
      for (const Step& passed : path) cycle.links.push_back(passed.link);
      found.push_back(std::move(cycle));
      if (found.size() > most) finished = false;
      continue;
    }
    const double length_m = step.length_m + length_m_[link.value];
    const bool hopeless = length_m + back_m_[link.value] > bound_m;
    if (hopeless || !allowed(link, start) || on_path_[link.value] != 0) continue;
    on_path_[link.value] = 1;
    path.push_back({link, length_m});
  }
  return finished;
}

bool CycleSearch::run(double bound_m, std::size_t most, std::vector<RouteCycle>& found) {
  found.clear();
  steps_ = 0;
  for (std::uint32_t i = 0; i < dependencies_.next.size(); ++i) {
    const LinkIndex start{i};
    measure_back(start, bound_m - length_m_[i]);
    if (measured_.empty() || back_m_[i] + length_m_[i] > bound_m) continue;
    if (!search_from(start, bound_m, most, found)) return false;
  }
  return true;
}

void sort_shortest_first(std::vector<RouteCycle>& cycles, const Network& network) {
  for (RouteCycle& cycle : cycles) {
    cycle.length_m = 0.0;
    for (const LinkIndex link : cycle.links) cycle.length_m += network.links[link].length_m;
  }
  std::sort(cycles.begin(), cycles.end(), [](const RouteCycle& a, const RouteCycle& b) {
    return std::tie(a.least_fill_m, a.length_m, a.links) <
           std::tie(b.least_fill_m, b.length_m, b.links);
  });
}

}  // namespace

LinkDependencies link_dependencies(const Router& router, std::span<const std::uint32_t> profiles,
                                   std::span<const NodeIndex> destinations) {
  LinkDependencies dependencies;
  dependencies.next.resize(router.network().links.size());
  std::vector<std::uint8_t> walked(router.network().nodes.size());
  for (const std::uint32_t profile : profiles) {
    for (const NodeIndex destination : destinations) {
      add_ways(router, profile, destination, walked, dependencies);
    }
  }
  return dependencies;
}

RouteCycles route_cycles(const LinkDependencies& dependencies, const Network& network,
                         double longest_m, std::size_t most, double idle_m) {
  CycleSearch search(dependencies, network, idle_m);
  // Sums taken from both ends of a cycle differ in their last digits.
  const double bound_m = std::min(longest_m, search.longest_m()) * (1.0 + 1e-12);
  RouteCycles result;
  std::vector<RouteCycle> found;
  // Ever longer bounds, so that a search that must be given up has the short cycles already.
  for (double part = 1.0 / 1024.0; part <= 1.0; part *= 2.0) {
    result.complete = search.run(part * bound_m, most, found);
    if (!result.complete) break;
    result.cycles = found;
    result.complete_to_m = part * bound_m;
  }
  if (!result.complete) {
    for (RouteCycle& cycle : found) {
      if (cycle.least_fill_m > result.complete_to_m) result.cycles.push_back(std::move(cycle));
    }
  }
  sort_shortest_first(result.cycles, network);
  if (result.cycles.size() > most) result.cycles.resize(most);
  if (result.complete) result.complete_to_m = longest_m;
  return result;
}

RouteCycles route_cycles(const Router& router, std::span<const std::uint32_t> profiles,
                         std::span<const NodeIndex> destinations, double longest_m,
                         std::size_t most, double idle_m) {
  return route_cycles(link_dependencies(router, profiles, destinations), router.network(),
                      longest_m, most, idle_m);
}

}  // namespace dimai::models
