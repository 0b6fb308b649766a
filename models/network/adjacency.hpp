#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/network/network.hpp"

namespace dimai::models {

/// Links by the node that they leave, in order of link index; the place in that order is a rank.
class OutLinks {
 public:
  /// @throws std::length_error if a node has more than kMostOutLinks outgoing links
  explicit OutLinks(const Network& network);

  /// Ranks fit a byte, and one value of it says "none".
  static constexpr std::size_t kMostOutLinks = 255;
  static constexpr std::uint8_t kNone = 255;

  std::span<const LinkIndex> of(NodeIndex node) const {
    return {links_.data() + first_[node.value], links_.data() + first_[node.value + 1]};
  }
  LinkIndex at(NodeIndex node, std::uint8_t rank) const {
    return links_[first_[node.value] + rank];
  }

 private:
  std::vector<std::uint32_t> first_;  ///< [node + 1] where its links begin in `links_`
  std::vector<LinkIndex> links_;
};

/// The link back through the same tunnel, `a:back` for `a` and the other way round; invalid where
/// there is none. [link]
std::vector<LinkIndex> ways_back(const Network& network);

}  // namespace dimai::models
