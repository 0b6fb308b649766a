#pragma once

#include <cstdint>

#include "models/trains/capsule.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Who runs the portals: told by the guideway what comes and goes, and asked for room.
class PortalOperator {
 public:
  PortalOperator() = default;
  PortalOperator(const PortalOperator&) = delete;
  PortalOperator& operator=(const PortalOperator&) = delete;
  virtual ~PortalOperator() = default;

  /// Whether the portal takes in that many capsules now. After a no, the operator calls
  /// Guideway::portal_has_room once there is more room.
  virtual bool admits(NodeIndex portal, std::uint32_t capsules) = 0;
  /// The capsule has left the portal's exit and stands in no berth any more.
  virtual void departed(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex portal) = 0;
  /// The capsule has left the guideway at its destination; its ledger is in Capsule::offset.
  virtual void arrived(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex portal) = 0;
  /// Whether a portal would rather have capsules go round than stand before it, and has no holding
  /// place for as many as are coming.
  virtual bool is_full_for(NodeIndex /*portal*/, std::uint32_t /*capsules*/) { return false; }
  /// A capsule goes round for that reason.
  virtual void waved_off(NodeIndex /*portal*/) {}
  /// Links have closed or opened, or routes were found anew.
  virtual void ways_changed(sim::Simulation& /*simulation*/) {}
};

}  // namespace dimai::models
