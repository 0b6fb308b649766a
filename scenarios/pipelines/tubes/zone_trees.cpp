#include "scenarios/pipelines/tubes/zone_trees.hpp"

#include <queue>

#include <fmt/format.h>

namespace dimai::scenarios {

namespace {

using models::TubeNodeIndex;
using models::TubeNodeKind;

/// Tubes at each node, and what is wrong with single tubes.
class Trees {
 public:
  Trees(models::TubeNetwork& network, const std::vector<ZoneTube>& tubes,
        const std::vector<Feature*>& of_node)
      : network_(network),
        tubes_(tubes),
        of_node_(of_node),
        at_(network.nodes.size()),
        used_(tubes.size(), 0) {}

  bool grow() {
    for (std::size_t i = 0; i < tubes_.size(); ++i) enter(i);
    for (const TubeNodeIndex node : network_.nodes.indices()) {
      if (network_.nodes[node].kind == TubeNodeKind::blower) grow_from(node);
    }
    for (const TubeNodeIndex node : network_.nodes.indices()) check_reached(node);
    return good_;
  }

 private:
  void tell(Feature* feature, std::string_view key, const std::string& message) {
    good_ = false;
    if (feature != nullptr) feature->properties.error(key, message);
  }

  void enter(std::size_t i) {
    const ZoneTube& tube = tubes_[i];
    const auto& a = network_.nodes[tube.a];
    const auto& b = network_.nodes[tube.b];
    if (a.zone.valid() && b.zone.valid() && a.zone != b.zone)
      return tell(tube.feature, "to",
                  fmt::format("joins zone \"{}\" and zone \"{}\"; a tube stays in one zone, use "
                              "kind \"connector\" between zones",
                              network_.zones[a.zone].id, network_.zones[b.zone].id));
    if (tube.a == tube.b) return tell(tube.feature, "to", "the tube ends where it begins");
    at_[tube.a.value].push_back(i);
    at_[tube.b.value].push_back(i);
  }

  void grow_from(TubeNodeIndex blower) {
    std::queue<TubeNodeIndex> open;
    open.push(blower);
    while (!open.empty()) {
      const TubeNodeIndex node = open.front();
      open.pop();
      for (const std::size_t i : at_[node.value]) {
        if (used_[i] != 0) continue;
        used_[i] = 1;
        const TubeNodeIndex next = tubes_[i].a == node ? tubes_[i].b : tubes_[i].a;
        models::TubeNode& child = network_.nodes[next];
        if (child.parent.valid() || child.kind == TubeNodeKind::blower) {
          tell(
              tubes_[i].feature, "to",
              fmt::format("closes a loop at \"{}\"; the tubes of a zone branch from its blower and "
                          "never meet again",
                          child.id));
          continue;
        }
        child.parent = node;
        child.parent_m = tubes_[i].length_m;
        if (tubes_[i].feature != nullptr) child.tube_id = tubes_[i].feature->id;
        open.push(next);
      }
    }
  }

  void check_reached(TubeNodeIndex node) {
    const models::TubeNode& each = network_.nodes[node];
    Feature* feature = of_node_[node.value];
    const std::size_t tubes = at_[node.value].size();
    if (each.kind == TubeNodeKind::blower) {
      const bool one = tubes == 1 && first_child_is_unit(node);
      if (!one)
        tell(feature, "id",
             fmt::format("has {} tubes; a blower needs one tube, to a transfer unit", tubes));
      return;
    }
    if (each.zone.valid() && !each.parent.valid())
      tell(feature, "zone",
           fmt::format("no tube leads from it to the blower of zone \"{}\"",
                       network_.zones[each.zone].id));
    if (each.kind == TubeNodeKind::station && tubes > 1)
      tell(feature, "id",
           fmt::format("has {} tubes; a station is the end of one, branch at a transfer unit",
                       tubes));
  }

  bool first_child_is_unit(TubeNodeIndex blower) const {
    const ZoneTube& tube = tubes_[at_[blower.value].front()];
    const TubeNodeIndex next = tube.a == blower ? tube.b : tube.a;
    return network_.nodes[next].kind == TubeNodeKind::transfer_unit;
  }

  models::TubeNetwork& network_;
  const std::vector<ZoneTube>& tubes_;
  const std::vector<Feature*>& of_node_;
  std::vector<std::vector<std::size_t>> at_;
  std::vector<std::uint8_t> used_;
  bool good_ = true;
};

}  // namespace

bool grow_zone_trees(models::TubeNetwork& network, const std::vector<ZoneTube>& tubes,
                     const std::vector<Feature*>& of_node) {
  return Trees(network, tubes, of_node).grow();
}

}  // namespace dimai::scenarios
