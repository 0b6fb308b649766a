#pragma once

#include <string>
#include <vector>

#include "models/dispatch/dispatch_plan.hpp"
#include "models/disruption/failure.hpp"

namespace dimai::models {

/// What may fail of a message network: dispatchers that stand by themselves, by their id; the
/// cabinet of each node, with the dispatcher in it if there is one, by the node's; its radio cell.
std::vector<HostTarget> message_hosts(const DispatchPlan& plan, const Network& network);

/// Name of the radio cell about a node.
inline std::string cell_id(const std::string& node) { return node + " cell"; }

}  // namespace dimai::models
