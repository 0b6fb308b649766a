#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/disruption/failure.hpp"
#include "models/network/network.hpp"
#include "sim/random.hpp"

namespace dimai::models {

/// Whose random numbers are drawn: the same for the same seed, replication and names of links.
struct DrawKey {
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
};

/// What strikes hit: tunnels and pipes in segments, nodes and machines. Made once for many strikes.
///
/// A segment bears exp(z dispersion) times the median load, z standard normal and drawn for the
/// segment alone, so that a deeper or narrower tunnel under the same strike fails in a part of the
/// cases in which the other does, never in others. Distances are those on a plane through the
/// segment, within 0.1 % up to 50 km. A node is a segment of reference bore as deep as the
/// shallowest of its links, a host one as deep as hosts are, a machine as deep as machines. A part
/// whose place nobody knows is never hit.
class StrikeTargets {
 public:
  /// @param parts  outlive it
  StrikeTargets(const Network& network, const FragilityParameters& fragility,
                std::span<const BreakablePart> parts = {});

  /// What strike `number` damages: failures that wait for repair, links first, then nodes, then
  /// parts, by index.
  std::vector<Failure> damage(const Strike& strike, std::uint32_t number, DrawKey key) const;

  /// Places that the network lies between: west, south, east, north [deg].
  struct Box {
    double west = 180.0, south = 90.0, east = -180.0, north = -90.0;
  };
  const Box& box() const { return box_; }

 private:
  struct Segment {
    double longitude_deg = 0.0, latitude_deg = 0.0;
    double depth_m = 0.0, bore_m = 0.0, length_m = 0.0;
    std::uint64_t name = 0;  ///< from the id, its place and its tube
    std::uint32_t thing = 0;
    std::uint32_t tube = 0;
    double at = 0.0;  ///< its middle, as a share of the link's length
  };
  struct Hits {
    std::uint32_t moderate = 0, severe = 0;
  };

  void add_link(const Link& link, LinkIndex index);
  void add_node(NodeIndex node);
  void add_machine(std::uint32_t part);
  void add_pipe(std::uint32_t part);
  Failure failure_of(const Segment& segment) const;
  double distance_m(const Segment& segment, const Strike& strike) const;
  Hits hits(const Segment& segment, const Strike& strike, std::uint32_t number, DrawKey key) const;

  const Network& network_;
  FragilityParameters fragility_;
  std::span<const BreakablePart> parts_;
  std::vector<Segment> segments_;  ///< of links by index, then of nodes, then of parts
  Box box_;
};

/// Links into and out of a node, which all close when it fails.
std::vector<LinkIndex> links_at(const Network& network, NodeIndex node);

/// A failure of a node: its links close, and trains on those that lead to it are held at their end.
Failure node_failure(const Network& network, NodeIndex node);
/// A failure of one tube, or of all tubes, of a link at a share of its length.
Failure link_failure(const Network& network, LinkIndex link, double at);

/// A failure of a part, at a share of its length if it is a pipe.
Failure part_failure(std::span<const BreakablePart> parts, std::uint32_t part, double at = 0.5);

/// Failures that arise by themselves in [0, until_s), by time.
std::vector<Failure> random_failures(const Network& network, const RandomFailureParameters& rates,
                                     double until_s, DrawKey key,
                                     std::span<const BreakablePart> parts = {});

/// Failures of strikes, those of both directions of a tunnel put together: what lies within half a
/// segment of each other in both is one place to be repaired, the worse of the two.
std::vector<Failure> with_both_directions(const Network& network, double segment_m,
                                          std::span<const Failure> failures);

/// Listed failures with the parts that they name, or the hosts that stand where they say; those who
/// name one that there is not are left out, and their names added to `unknown`.
std::vector<Failure> with_parts(std::span<const Failure> listed,
                                std::span<const BreakablePart> parts,
                                std::vector<std::string>& unknown);

/// A place on the network, uniform by length of tunnel; longitude, latitude [deg].
std::pair<double, double> random_place(const Network& network, sim::Random& random);
/// The strikes of a plan, those that may be anywhere on a place drawn for this replication.
std::vector<Strike> drawn_strikes(const Network& network, const DisruptionPlan& plan, DrawKey key);

/// All failures of a plan: those listed, which have their parts, of its strikes, and by chance in
/// [0, until_s).
std::vector<Failure> all_failures(const Network& network, const DisruptionPlan& plan,
                                  double until_s, DrawKey key,
                                  std::span<const BreakablePart> parts = {});

/// Of a name and a number (FNV-1a), so that what is drawn for one does not depend on which others
/// there are.
std::uint64_t name_hash(std::string_view text, std::uint64_t more = 0);

/// A place on the drawn line of a link at a share of it; longitude, latitude [deg].
std::pair<double, double> place_on(const Network& network, LinkIndex link, double at);
/// The same on any line of two places and more.
std::pair<double, double> place_along(std::span<const std::pair<double, double>> line, double at);

}  // namespace dimai::models
