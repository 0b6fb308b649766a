#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// One of [[messages.link]].
struct MessageLink {
  models::AccessKind kind = models::AccessKind::fibre;
  double latency_s = 0.0;
  double bandwidth_bit_s = 0.0;
};
using MessageLinks = std::map<std::string, MessageLink>;

/// The node that a key names; tells of one that is not there.
std::optional<models::NodeIndex> node_named(Reading& reading, TableReader& table,
                                            std::string_view key, const std::string& id);
/// Nodes by `nodes` and `cities`, in this order; of cities all, or the portals only.
std::vector<models::NodeIndex> nodes_listed(Reading& reading, TableReader& table,
                                            bool only_portals);
/// The link that a key names, if it is there.
const MessageLink* link_named(TableReader& table, std::string_view key, const MessageLinks& links);

/// [messages.mesh.ID] and [[messages.place]].
void read_meshes(Reading& reading, TableReader& messages);
void read_places(Reading& reading, TableReader& messages, const MessageLinks& links);

}  // namespace dimai::scenarios
