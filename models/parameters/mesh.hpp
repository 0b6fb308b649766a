#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// A district where messages go from node to node on street lamps and shared bikes. Scenario tables
/// [messages.mesh.ID].
struct MeshParameters {
  double side_m = 5000.0;
  std::int64_t lamps = 2000;
  std::int64_t bikes = 500;
  std::int64_t gateways = 25;
  double range_m = 100.0;
  double bike_speed_m_s = 4.0;
  double latency_s = 0.05;
  double rate_bit_s = 1e6;
  double step_s = 1.0;
  double keep_s = 600.0;
  double within_s = 60.0;

  static constexpr std::string_view table = "messages.mesh";
  static const std::array<Field<MeshParameters>, 11> fields;
};

inline constexpr std::array<Field<MeshParameters>, 11> MeshParameters::fields{{
    {"side_m",
     &MeshParameters::side_m,
     10.0,
     2e5,
     "of the square district, around the mean place of its portals",
     Flag::assumption,
     "",
     {}},
    {"lamps",
     &MeshParameters::lamps,
     1,
     1'000'000,
     "street lamps with a node, at random places that stay",
     Flag::assumption,
     "",
     {}},
    {"bikes",
     &MeshParameters::bikes,
     0,
     1'000'000,
     "shared bikes with a node, at random places at first, on the way all the time",
     Flag::assumption,
     "",
     {}},
    {"gateways",
     &MeshParameters::gateways,
     1,
     1'000'000,
     "of the lamps: so many are joined to the network by fibre",
     Flag::assumption,
     "",
     {}},
    {"range_m",
     &MeshParameters::range_m,
     0.1,
     1e5,
     "within which two nodes pass messages on",
     Flag::assumption,
     "",
     {}},
    {"bike_speed_m_s",
     &MeshParameters::bike_speed_m_s,
     0.0,
     30.0,
     "of a bike, straight on, and back at the district's edge",
     Flag::assumption,
     "",
     {}},
    {"latency_s",
     &MeshParameters::latency_s,
     0.0001,
     60.0,
     "for two nodes in range to pass a message on, besides its size over their rate",
     Flag::assumption,
     "",
     {}},
    {"rate_bit_s",
     &MeshParameters::rate_bit_s,
     1.0,
     1e12,
     "between two nodes in range; what others say meanwhile takes none of it",
     Flag::assumption,
     "",
     {}},
    {"step_s",
     &MeshParameters::step_s,
     0.01,
     60.0,
     "how often it is seen anew who is in range of whom",
     Flag::assumption,
     "",
     {}},
    {"keep_s",
     &MeshParameters::keep_s,
     1.0,
     1e6,
     "nodes keep a message so long; then it is lost",
     Flag::assumption,
     "",
     {}},
    {"within_s",
     &MeshParameters::within_s,
     0.001,
     1e6,
     "messages that take no longer over the mesh are in time",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models
