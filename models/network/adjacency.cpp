#include "models/network/adjacency.hpp"

#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace dimai::models {

OutLinks::OutLinks(const Network& network) : first_(network.nodes.size() + 1, 0) {
  for (const Link& link : network.links) ++first_[link.from.value + 1];
  for (std::size_t node = 1; node < first_.size(); ++node) {
    if (first_[node] > kMostOutLinks) {
      throw std::length_error("routing: a node has more than 255 outgoing links");
    }
    first_[node] += first_[node - 1];
  }
  links_.resize(network.links.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const LinkIndex link : network.links.indices()) {
    links_[next[network.links[link].from.value]++] = link;
  }
}

std::vector<LinkIndex> ways_back(const Network& network) {
  constexpr std::string_view suffix = ":back";
  std::unordered_map<std::string_view, LinkIndex> by_id;  // looked up only, never iterated
  for (const LinkIndex link : network.links.indices()) by_id[network.links[link].id] = link;
  std::vector<LinkIndex> back(network.links.size());
  for (const LinkIndex link : network.links.indices()) {
    std::string_view id = network.links[link].id;
    if (!id.ends_with(suffix)) continue;
    id.remove_suffix(suffix.size());
    const auto there = by_id.find(id);
    if (there == by_id.end()) continue;
    back[link.value] = there->second;
    back[there->second.value] = link;
  }
  return back;
}

}  // namespace dimai::models
