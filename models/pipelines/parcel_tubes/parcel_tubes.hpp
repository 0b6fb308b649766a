#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/pipelines/parcel_tubes/broken_tubes.hpp"
#include "models/pipelines/parcel_tubes/send.hpp"
#include "models/pipelines/parcel_tubes/tube_routes.hpp"
#include "models/pipelines/parcel_tubes/tube_state.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Hears of sends that were asked for while the run goes. It must not ask for another one before
/// the event is over.
class SendListener {
 public:
  virtual ~SendListener() = default;
  virtual void send_ended(SendIndex send) = 0;
};

/// Parcel tubes: stations, zones with one blower each, transfer units and connectors between zones.
///
/// A send takes an empty carrier of the smallest bore that it fits and that both places have, waits
/// for its zone, moves to the next connector or to its destination, and so on. A zone serves the
/// waiting carriers by priority, then first come, and none waits beyond a patience; it releases one
/// only when the transfer units on its way are set, its blower turns the right way, and a place is
/// reserved where it goes. So a carrier never stops inside a zone, unless something fails: then it
/// stands where it is, keeps its zone and its place, and goes on once that is mended. Who is
/// elsewhere takes another way if there is one. See TubeRoutes for why none waits for ever.
class ParcelTubes {
 public:
  /// `network` outlives the model. Every value is known good.
  ParcelTubes(const TubeNetwork& network, const TubeParameters& parameters,
              std::vector<CarrierClass> carriers, std::vector<ParcelClass> parcels,
              std::vector<Send> sends);

  /// Adds the handler and schedules the first send.
  void attach(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  /// Takes a send that arises now; needs tubes without planned sends. The listener hears of its
  /// end, also of a refusal, which may come before this returns.
  SendIndex request(sim::Simulation& simulation, Send send);
  void set_listener(SendListener* listener) { listener_ = listener; }

  /// Lets a part fail, or ends one of its failures: it works again when none is left.
  /// @param part  row of parts()
  void set_working(sim::Simulation& simulation, std::uint32_t part, bool working);
  const std::vector<TubePart>& parts() const { return broken_.parts(); }
  const std::vector<CaughtCarrier>& caught() const { return caught_; }

  const TubeNetwork& network() const { return network_; }
  const ZonePaths& paths() const { return paths_; }
  const TubeRoutes& routes() const { return routes_; }
  const std::vector<Send>& sends() const { return sends_; }
  std::size_t issued() const { return next_send_; }  ///< sends whose time has come
  std::size_t done() const { return done_; }         ///< arrived or refused
  std::span<const SendIndex> finished() const { return finished_; }
  void forget_finished() { finished_.clear(); }

  const std::vector<Carrier>& carriers() const { return carriers_; }
  const sim::Table<ZoneIndex, ZoneState>& zones() const { return zone_states_; }
  const sim::Table<PortIndex, PortState>& ports() const { return port_states_; }
  const sim::Table<StationIndex, StationState>& stations() const { return station_states_; }
  const sim::Table<TubeNodeIndex, UnitState>& units() const { return unit_states_; }
  std::uint64_t empty_moves() const { return empty_moves_; }
  /// Electrical energy of a zone's blower so far [J]: its power while a carrier moves or it turns.
  double blower_energy_j(ZoneIndex zone) const;

  /// Carriers of each class, found where they are: stocks, queues, in motion, in hands.
  std::vector<std::uint64_t> count_carriers() const;
  /// What does not add up. Empty if all is well.
  std::vector<std::string> violations() const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t { send_due, loaded, arrives, unloaded, block_clear, ways_change };
  struct Candidate;

  // parcel_tubes.cpp: sends and carriers at stations
  void begin_send(sim::Simulation& simulation, SendIndex index);
  bool find_stations(Send& send) const;
  void wait_for_carrier(sim::Simulation& simulation, SendIndex index);
  void take_carrier(sim::Simulation& simulation, StationIndex station, SendIndex index);
  void add_to_stock(sim::Simulation& simulation, StationIndex station, CarrierIndex index);
  void finish_unload(sim::Simulation& simulation, CarrierIndex index);
  void deliver(sim::Simulation& simulation, CarrierIndex index);
  void finish_send(SendIndex send, SendState state);
  // empty_carriers.cpp
  void place_surplus(sim::Simulation& simulation, StationIndex station);
  void call_empty(sim::Simulation& simulation, StationIndex station);
  void send_empty(sim::Simulation& simulation, StationIndex from, StationIndex to,
                  std::uint8_t priority);
  StationIndex most_lacking(StationIndex from) const;
  StationIndex best_donor(StationIndex to) const;
  std::int64_t lack(StationIndex station) const;
  // zone_work.cpp: queues and motion
  void join_queue(sim::Simulation& simulation, CarrierIndex index, PortIndex port);
  void wake(sim::Simulation& simulation, ZoneIndex zone);
  void serve(sim::Simulation& simulation, ZoneIndex zone);
  Candidate best_candidate(ZoneIndex zone, std::int64_t now_ns) const;
  bool has_place(PortIndex leaves_at) const;
  bool may_follow(sim::Simulation& simulation, ZoneIndex zone, const Candidate& candidate);
  void release(sim::Simulation& simulation, ZoneIndex zone, const Candidate& candidate);
  std::int64_t set_up(ZoneIndex zone, const ZonePath& path);
  std::int64_t turn_round(ZoneIndex zone, const ZonePath& path);
  bool set_unit(const UnitSetting& setting);
  bool stands_ready(ZoneIndex zone, const ZonePath& path) const;
  void leave_queue(PortIndex port, CarrierIndex carrier, std::int64_t now_ns);
  void arrive(sim::Simulation& simulation, CarrierIndex index);
  // tube_failures.cpp
  void change_ways(sim::Simulation& simulation);
  void hold(sim::Simulation& simulation, CarrierIndex index);
  void go_on(sim::Simulation& simulation, CarrierIndex index);
  bool must_stand(const Carrier& carrier, std::int64_t left_ns) const;
  void find_ways();
  PortIndex way(PortIndex at, StationIndex destination) const;
  bool has_way(PortIndex at, StationIndex destination) const;
  bool has_way(StationIndex from, StationIndex to) const;
  CarrierIndex next_in(PortIndex port) const;

  const TubeNetwork& network_;
  TubeParameters parameters_;
  std::vector<CarrierClass> carrier_classes_;
  std::vector<ParcelClass> parcels_;
  ZonePaths paths_;
  TubeRoutes routes_;  ///< when all works
  BrokenTubes broken_;
  std::optional<TubeRoutes> open_routes_;  ///< while something is broken
  std::vector<Send> sends_;
  std::vector<Carrier> carriers_;
  sim::Table<ZoneIndex, ZoneState> zone_states_;
  sim::Table<PortIndex, PortState> port_states_;
  sim::Table<StationIndex, StationState> station_states_;
  sim::Table<TubeNodeIndex, UnitState> unit_states_;
  std::vector<std::uint32_t> carriers_by_bore_;         ///< classes, smallest bore first
  std::vector<std::vector<StationIndex>> stations_at_;  ///< [place]
  std::vector<std::uint32_t> place_of_;                 ///< [station]
  std::vector<ZoneIndex> awake_;                        ///< zones to be served, last first
  std::vector<SendIndex> finished_;
  std::int64_t set_ns_ = 0;
  std::int64_t reversal_ns_ = 0;
  std::int64_t load_ns_ = 0;
  std::int64_t unload_ns_ = 0;
  std::int64_t patience_ns_ = 0;
  std::size_t next_send_ = 0;
  std::size_t done_ = 0;
  std::uint64_t empty_moves_ = 0;
  std::uint64_t untimely_ = 0;  ///< sends whose parts do not add up
  std::uint64_t overfull_ = 0;  ///< times that a connector or zone held more than it may
  std::vector<CaughtCarrier> caught_;
  bool ways_change_due_ = false;
  bool serving_ = false;
  SendListener* listener_ = nullptr;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
