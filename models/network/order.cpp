#include "models/network/order.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace dimai::models {

namespace {

/// The ways out of a node. They part but never meet again: each is the first in order of link
/// index among those of least time, so two ways to the same node on them are one.
class OutTree {
 public:
  OutTree(const Router& router, std::uint32_t profile, NodeIndex from) : router_(router) {
    add_branch({}, from);
    for (const NodeIndex portal : router.portals()) {
      std::uint32_t at = 0;
      for (const LinkIndex link : router.path(profile, from, portal)) at = follow(at, link);
    }
    sort_branches();
  }

  /// End nodes of the tree's leaves, depth first.
  std::vector<NodeIndex> leaves() const {
    std::vector<NodeIndex> found;
    std::vector<std::uint32_t> open{0};
    while (!open.empty()) {
      const Branch& branch = branches_[open.back()];
      open.pop_back();
      if (branch.onward.empty() && branch.link.valid()) found.push_back(branch.end);
      open.insert(open.end(), branch.onward.rbegin(), branch.onward.rend());
    }
    return found;
  }

 private:
  /// A link of the tree; the first stands for the root and has none.
  struct Branch {
    LinkIndex link;
    NodeIndex end;
    double reach_m = 0.0;               ///< from its beginning to the farthest leaf beyond it
    std::vector<std::uint32_t> onward;  ///< branches that begin where it ends
  };

  std::uint32_t add_branch(LinkIndex link, NodeIndex end) {
    const double length_m = link.valid() ? router_.network().links[link].length_m : 0.0;
    branches_.push_back({link, end, length_m, {}});
    return static_cast<std::uint32_t>(branches_.size() - 1);
  }

  std::uint32_t follow(std::uint32_t at, LinkIndex link) {
    for (const std::uint32_t onward : branches_[at].onward) {
      if (branches_[onward].link == link) return onward;
    }
    const std::uint32_t added = add_branch(link, router_.network().links[link].to);
    branches_[at].onward.push_back(added);
    return added;
  }

  void sort_branches() {
    for (std::size_t i = branches_.size(); i-- > 0;) {  // a branch is added before those beyond it
      Branch& branch = branches_[i];
      std::sort(branch.onward.begin(), branch.onward.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(-branches_[a].reach_m, branches_[a].link) <
               std::tuple(-branches_[b].reach_m, branches_[b].link);
      });
      if (!branch.onward.empty()) branch.reach_m += branches_[branch.onward.front()].reach_m;
    }
  }

  const Router& router_;
  std::vector<Branch> branches_;
};

}  // namespace

std::vector<std::uint32_t> leaf_order(const Router& router, std::uint32_t profile, NodeIndex from) {
  std::vector<std::uint32_t> place(router.portals().size(), kNoPlace);
  std::uint32_t next = 0;
  for (const NodeIndex leaf : OutTree(router, profile, from).leaves()) {
    const std::uint32_t portal = router.portal_rank(leaf);
    if (portal != Router::kNotAPortal) place[portal] = next++;
  }
  const std::uint32_t own = router.portal_rank(from);
  if (own != Router::kNotAPortal) place[own] = next;  // bound for where it stands: leaves at once
  return place;
}

std::uint32_t common_links(const Router& router, LinkIndex link, const Errand& a, const Errand& b) {
  constexpr std::uint32_t kMost = 64;
  if (a.destination == b.destination) return kMost;
  std::uint32_t count = 0;
  for (; count < kMost; ++count) {
    const LinkIndex next = router.next_link_after(a.profile, link, a.destination);
    if (!next.valid() || next != router.next_link_after(b.profile, link, b.destination)) break;
    link = next;
  }
  return count;
}

}  // namespace dimai::models
