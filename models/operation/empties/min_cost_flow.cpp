#include "models/operation/empties/min_cost_flow.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace dimai::models {

namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::uint32_t kNoArc = std::numeric_limits<std::uint32_t>::max();

/// The problem with its residual arcs: arc a of the problem is 2 a, its way back 2 a + 1.
class Residual {
 public:
  Residual(const std::vector<FlowArc>& arcs, std::vector<std::int64_t> excess)
      : excess_(std::move(excess)),
        potential_(excess_.size(), 0),
        distance_(excess_.size(), kFar),
        by_(excess_.size(), kNoArc),
        first_(excess_.size() + 1, 0) {
    for (const FlowArc& arc : arcs) {
      ++first_[arc.from + 1];
      ++first_[arc.to + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    out_.resize(2 * arcs.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t a = 0; a < arcs.size(); ++a) {
      ends_.push_back({arcs[a].to, arcs[a].cost, arcs[a].capacity});
      ends_.push_back({arcs[a].from, -arcs[a].cost, 0});
      out_[next[arcs[a].from]++] = 2 * a;
      out_[next[arcs[a].to]++] = 2 * a + 1;
    }
  }

  /// Sends all that `source` has too much of; what is left has no way.
  void drain(std::uint32_t source) {
    while (excess_[source] > 0) {
      const std::uint32_t sink = nearest_lack(source);
      if (sink == kNoArc) return;
      augment(source, sink);
    }
  }
  std::int64_t excess(std::size_t node) const { return excess_[node]; }
  std::int64_t flow(std::size_t arc) const { return ends_[2 * arc + 1].room; }

 private:
  struct End {
    std::uint32_t to = 0;
    std::int64_t cost = 0;
    std::int64_t room = 0;
  };
  using Reached = std::pair<std::int64_t, std::uint32_t>;

  /// Dijkstra (1959) over reduced costs, up to the first node that lacks something.
  std::uint32_t nearest_lack(std::uint32_t source) {
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
    touched_.assign(1, source);
    std::vector<std::uint32_t>& settled = settled_;
    settled.clear();
    distance_[source] = 0;
    queue.emplace(0, source);
    std::uint32_t sink = kNoArc;
    while (!queue.empty()) {
      const auto [reached, node] = queue.top();
      queue.pop();
      if (reached > distance_[node]) continue;
      if (excess_[node] < 0) {
        sink = node;
        break;
      }
      settled.push_back(node);
      relax(node, queue);
    }
    // Potentials stay valid if those nearer than the sink are raised by what they are nearer.
    if (sink != kNoArc) {
      for (const std::uint32_t node : settled)
        potential_[node] += distance_[node] - distance_[sink];
    }
    for (const std::uint32_t node : touched_) distance_[node] = kFar;
    return sink;
  }

  template <class Queue>
  void relax(std::uint32_t node, Queue& queue) {
    for (std::uint32_t i = first_[node]; i < first_[node + 1]; ++i) {
      const End& end = ends_[out_[i]];
      if (end.room == 0) continue;
      const std::int64_t at = distance_[node] + end.cost + potential_[node] - potential_[end.to];
      if (at >= distance_[end.to]) continue;
      if (distance_[end.to] == kFar) touched_.push_back(end.to);
      distance_[end.to] = at;
      by_[end.to] = out_[i];
      queue.emplace(at, end.to);
    }
  }

  void augment(std::uint32_t source, std::uint32_t sink) {
    std::int64_t amount = std::min(excess_[source], -excess_[sink]);
    for (std::uint32_t node = sink; node != source; node = ends_[by_[node] ^ 1U].to)
      amount = std::min(amount, ends_[by_[node]].room);
    for (std::uint32_t node = sink; node != source; node = ends_[by_[node] ^ 1U].to) {
      ends_[by_[node]].room -= amount;
      ends_[by_[node] ^ 1U].room += amount;
    }
    excess_[source] -= amount;
    excess_[sink] += amount;
  }

  std::vector<End> ends_;
  std::vector<std::int64_t> excess_;
  std::vector<std::int64_t> potential_;
  std::vector<std::int64_t> distance_;
  std::vector<std::uint32_t> by_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> out_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> settled_;
};

}  // namespace

FlowSolution min_cost_flow(const FlowProblem& problem) {
  const auto rest = static_cast<std::uint32_t>(problem.surplus.size());
  const std::int64_t balance =
      std::accumulate(problem.surplus.begin(), problem.surplus.end(), std::int64_t{0});
  std::vector<FlowArc> arcs = problem.arcs;
  std::vector<std::int64_t> excess = problem.surplus;
  excess.push_back(-balance);  // a node that takes what is too much, or gives what is lacking
  std::int64_t needed = 0;
  for (std::uint32_t node = 0; node < rest; ++node) {
    if (balance > 0 && excess[node] > 0) arcs.push_back({node, rest, 0, excess[node]});
    if (balance < 0 && excess[node] < 0) arcs.push_back({rest, node, 0, -excess[node]});
    needed += std::max<std::int64_t>(excess[node], 0);
  }
  if (balance > 0) needed -= balance;

  Residual residual(arcs, std::move(excess));
  FlowSolution solution;
  for (std::uint32_t node = 0; node <= rest; ++node) residual.drain(node);
  for (std::size_t a = 0; a < problem.arcs.size(); ++a) {
    solution.flow.push_back(residual.flow(a));
    solution.cost +=
        static_cast<double>(residual.flow(a)) * static_cast<double>(problem.arcs[a].cost);
  }
  for (std::uint32_t node = 0; node < rest; ++node) {
    solution.unmet += std::max<std::int64_t>(residual.excess(node), 0);
  }
  solution.unmet = std::min(solution.unmet, needed);
  return solution;
}

}  // namespace dimai::models
