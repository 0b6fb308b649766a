#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "models/pipelines/parcel_tubes/tube_network.hpp"
#include "models/pipelines/parcel_tubes/tube_parameters.hpp"
#include "sim/time.hpp"

namespace dimai::models {

using CarrierIndex = sim::Index<struct CarrierTag>;
using SendIndex = sim::Index<struct SendTag>;

enum class SendState : std::uint8_t { waiting, under_way, arrived, refused };
enum class Refusal : std::uint8_t {
  none,
  fits_no_carrier,  ///< too large or too heavy for every carrier
  no_station,       ///< fits a carrier whose tubes do not reach origin and destination
  no_way,           ///< no route between the zones
};

/// One thing to be sent by tube, and what became of it. Parts of its time are exact and add up.
struct Send {
  sim::Time time;
  StationIndex origin;
  StationIndex destination;
  std::uint32_t parcel_class = 0;
  SendState state = SendState::waiting;
  Refusal refusal = Refusal::none;
  std::uint16_t zones = 0;  ///< passed so far
  CarrierIndex carrier;
  std::int64_t carrier_wait_ns = 0;   ///< for an empty carrier
  std::int64_t load_ns = 0;           ///< being packed
  std::int64_t zone_wait_ns = 0;      ///< at the origin, for its zone
  std::int64_t transfer_wait_ns = 0;  ///< in connectors, for the next zone
  std::int64_t transit_ns = 0;        ///< in motion, with settings and reversals on the way
  std::int64_t held_ns = 0;           ///< standing in a zone where something has failed
  std::int64_t arrival_ns = -1;
};

/// Sends between two places that a table states.
struct TubeFlow {
  StationIndex origin;
  StationIndex destination;
  std::uint32_t parcel_class = 0;
  double sends_a_day = 0.0;
};

/// One send at a stated time.
struct TimedSend {
  double time_s = 0.0;
  StationIndex origin;
  StationIndex destination;
  std::uint32_t parcel_class = 0;
};

/// Everything that sends are made of.
struct TubeDemand {
  double sends_a_day = 0.0;             ///< by the stations' weights, [1/d]
  std::vector<double> hour_shares;      ///< 24, their sum 1; empty: even
  std::vector<double> weekday_factors;  ///< 7, from the run's first day on; empty: all 1
  std::vector<TubeFlow> flows;          ///< spread over the day as the others
  std::vector<TimedSend> timed;
};

/// All sends of a run, in order of time.
///
/// Numbers are Poisson in each hour; origin and destination are drawn by weight, the destination
/// being another place; the class by its share. Each hour, and each flow, has its own stream, so
/// that a change of policy leaves the sends as they were.
std::vector<Send> make_sends(const TubeNetwork& network, std::span<const ParcelClass> parcels,
                             const TubeDemand& demand, double duration_s, std::uint64_t seed,
                             std::uint64_t replication);

}  // namespace dimai::models
