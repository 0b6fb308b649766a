#include "models/network/way_tables.hpp"

#include <utility>

namespace dimai::models {

WayRows::WayRows(const Network& network) : parts_(network), spots_(network.nodes.size()) {
  for (std::uint32_t p = 0; p < parts_.all().size(); ++p) {
    const Parts::Part& part = parts_.all()[p];
    first_row_.push_back(static_cast<std::uint32_t>(rows_.size()));
    for (const std::uint32_t place : part.ends) {
      rows_.push_back({p, place, cell_count_, sum_count_});
      cell_count_ += part.nodes.size();
      sum_count_ += part.ends.size();
    }
  }
  for (const NodeIndex node : network.nodes.indices()) place_node(network, node);
}

void WayRows::place_node(const Network& network, NodeIndex node) {
  const std::uint32_t p = parts_.of(node);
  const Parts::Part& part = parts_.all()[p];
  const bool core = p == Parts::kCore;
  const auto last_end = static_cast<std::uint32_t>(part.ends.size() - 1);
  const std::uint32_t gate_end = core ? 0 : parts_.end(part.gate);
  const std::uint32_t gate_in_core = core ? 0 : parts_.place(Parts::kCore, part.gate);
  const std::uint32_t place = parts_.place(p, node);
  spots_[node.value] = {p, place, first_row_[p] + last_end, gate_in_core, gate_end};
  if (network.nodes[node].kind != NodeKind::portal) return;
  const std::uint32_t row = first_row_[p] + parts_.end(node);
  const auto gate_place = static_cast<std::uint32_t>(part.nodes.size() - 1);
  const std::uint32_t row_in_core = core ? row : first_row_[Parts::kCore] + gate_end;
  goals_.push_back({part.gate, p, row, gate_place, row_in_core, last_end});
}

WayRows::Stretches WayRows::stretches(NodeIndex from, std::uint32_t portal) const {
  const Spot& spot = spots_[from.value];
  const Goal& goal = goals_[portal];
  const bool out_of_region = spot.part != Parts::kCore;
  const Stretch out{spot.row_to_gate, parts_.end(from)};
  if (spot.part == goal.part) return {{Stretch{goal.row, parts_.end(from)}}, 1};
  const Stretch over{goal.row_in_core, out_of_region ? spot.gate_end : parts_.end(from)};
  if (goal.part == Parts::kCore) return {{over, out}, 2};
  return {{Stretch{goal.row, goal.gate_end}, over, out}, out_of_region ? 3U : 2U};
}

void WayTable::find_next(std::uint32_t row, PartSearch& search,
                         std::span<const std::int64_t> weight_ns) {
  const WayRows::Row& own = rows_->all()[row];
  const std::size_t size = rows_->parts().all()[own.part].nodes.size();
  search.next_at_node(own.destination, weight_ns, {next_.data() + own.first_cell, size});
}

void WayTable::find_sums(std::uint32_t row, const Network& network, const OutLinks& out_links,
                         std::span<const std::int64_t> cost_ns) {
  const WayRows::Row& own = rows_->all()[row];
  const Parts& parts = rows_->parts();
  const Parts::Part& part = parts.all()[own.part];
  std::vector<WaySum> ways(part.nodes.size(), {WaySum::kUnknown, 0.0});  // [place]
  ways[own.destination] = {0, 0.0};
  std::vector<std::pair<std::uint32_t, LinkIndex>> behind;  // walked until a way that is known
  for (std::size_t end = 0; end < part.ends.size(); ++end) {
    std::uint32_t at = part.ends[end];
    while (ways[at].time_ns == WaySum::kUnknown) {
      const std::uint8_t rank = next_[own.first_cell + at];
      if (rank == OutLinks::kNone) {
        ways[at] = WaySum{};
        break;
      }
      const LinkIndex link = out_links.at(part.nodes[at], rank);
      behind.emplace_back(at, link);
      at = parts.place(own.part, network.links[link].to);
    }
    for (; !behind.empty(); behind.pop_back()) {
      const auto [from, link] = behind.back();
      ways[from] = {ways[at].time_ns + cost_ns[link.value],
                    ways[at].length_m + network.links[link].length_m};
      at = from;
    }
    sums_[own.first_sum + end] = ways[part.ends[end]];
  }
}

}  // namespace dimai::models
