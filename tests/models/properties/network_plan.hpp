#pragma once

#include <cstddef>
#include <iosfwd>
#include <vector>

#include <rapidcheck.h>

#include "tests/models/guideway/world.hpp"

namespace dimai::tests {

/// A one-way link of a plan.
struct PlannedLink {
  unsigned length_m = 21;  ///< room for two of the longest capsules and their gaps
  unsigned speed_m_s = 5;
  unsigned tubes = 1;
};

/// A portal that trips begin or end at, with its link.
struct PlannedPortal {
  unsigned junction = 0;  ///< counted round the junctions
  PlannedLink link;
  unsigned room = 0;    ///< capsules that it takes in at a time; 0: any number
  unsigned stay_s = 0;  ///< how long each of them stays
};

/// A capsule that travels once.
struct PlannedTrip {
  unsigned from = 0;  ///< counted round the starts
  unsigned to = 0;    ///< counted round the ends
  unsigned ready_ds = 0;
  unsigned capsule_class = 0;  ///< 0: 4 m long; 1: 9 m
};

/// A link that is shut for a while.
struct PlannedClosure {
  unsigned link = 0;  ///< counted round all links
  unsigned begin_s = 0;
  unsigned length_s = 1;
  bool rerouted = false;  ///< whether the router knows
};

/// What holds for a whole guideway.
struct PlannedRules {
  unsigned merge = 0;  ///< rows of the choices of the parameters
  unsigned switching = 0;
  unsigned formation = 0;
  unsigned longest_train = 1;  ///< in capsules
  bool in_motion = false;      ///< whether capsules couple while they run
  bool relative = false;       ///< relative braking distance, else absolute
};

/// A small network with its traffic, made of numbers that all mean something, so that it shrinks to
/// the least that still shows a fault: junctions in a row, perhaps closed to a loop, with portals.
struct NetworkPlan {
  std::vector<PlannedLink> row;  ///< from each junction to the next
  bool loop = false;             ///< the last junction leads to the first, as the last of `row`
  std::vector<PlannedPortal> starts;
  std::vector<PlannedPortal> ends;
  std::vector<PlannedTrip> trips;
  std::vector<PlannedClosure> closures;

  std::size_t junction_count() const { return loop ? row.size() : row.size() + 1; }
  std::size_t link_count() const { return row.size() + starts.size() + ends.size(); }
  /// Whether a way leads from the trip's start to its end.
  bool possible(const PlannedTrip& trip) const;
};

/// Where a plan lies in a world.
struct PlacedPlan {
  std::vector<models::NodeIndex> starts;
  std::vector<models::NodeIndex> ends;
  std::vector<models::LinkIndex> links;  ///< row, starts, ends
  std::vector<std::uint32_t> capsules;   ///< one a possible trip
};

void set_rules(World& world, const PlannedRules& rules);
/// Adds nodes and links to a world that is not built.
PlacedPlan lay_out(World& world, const NetworkPlan& plan);
/// Adds trips, limits and closures to a world that is built.
void send_trips(World& world, const NetworkPlan& plan, PlacedPlan& placed);

/// Print a plan as rows: one a link, trip and closure.
void showValue(const NetworkPlan& plan, std::ostream& out);
void showValue(const PlannedRules& rules, std::ostream& out);

}  // namespace dimai::tests

namespace rc {

template <>
struct Arbitrary<dimai::tests::NetworkPlan> {
  static Gen<dimai::tests::NetworkPlan> arbitrary();
};

template <>
struct Arbitrary<dimai::tests::PlannedRules> {
  static Gen<dimai::tests::PlannedRules> arbitrary();
};

}  // namespace rc
