#include "models/pipelines/capsule_line/capsule_line.hpp"
#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

namespace {

void keep_port(sim::Archive& archive, PortState& port) {
  auto& [queue, taken, passed, longest, waited_ns, longest_wait_ns] = port;
  archive(queue, taken, passed, longest, waited_ns, longest_wait_ns);
}

void keep_station(sim::Archive& archive, StationState& station) {
  auto& [stock, awaiting, receiving, inbound, sent, received, least_stock] = station;
  archive(stock, awaiting, receiving, inbound, sent, received, least_stock);
}

void keep_section(sim::Archive& archive, SectionState& section) {
  auto& [capsules, odometer_m, ramp, exit, exit_due, before_lock, lock_ready, energy_j, passed,
         lock_cycles] = section;
  auto& [time_s, moved_m, speed_m_s] = ramp;
  archive(capsules, odometer_m, time_s, moved_m, speed_m_s, exit, exit_due, before_lock, lock_ready,
          energy_j, passed, lock_cycles);
}

void keep_pipe(sim::Archive& archive, PipeState& pipe) {
  [[maybe_unused]] auto& [physics, section_of, sections, counts, to_launch, mode, wanted, stops,
                          ramp, air_m_s, updated_ns, launch_free_ns, ramp_timer, launch_due,
                          air_time_m, running_ns, sampled_air_time_m, sampled_running_ns] = pipe;
  archive.same(sections.size(), "sections");
  for (SectionState& section : sections) keep_section(archive, section);
  archive(counts, to_launch, mode, wanted, stops, ramp, air_m_s, updated_ns, launch_free_ns,
          ramp_timer, launch_due, air_time_m, running_ns, sampled_air_time_m, sampled_running_ns);
}

}  // namespace

void BrokenTubes::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, paths, parts, failures, broken, tube_broken, node_broken,
                          airless, shut] = *this;
  archive.same(failures.size(), "parts of tubes");
  archive(failures);
  if (archive.reads()) find_shut();
}

void ParcelTubes::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, parameters, classes, parcels, paths, routes, broken, open_routes,
                          sends, carriers, zones, ports, stations, units, by_bore, stations_at,
                          place_of, awake, finished, set_ns, reversal_ns, load_ns, unload_ns,
                          patience_ns, next_send, done, empty_moves, untimely, overfull, caught,
                          ways_change_due, serving, listener, handler] = *this;
  archive.part("parcel tubes");
  archive(broken, sends, carriers, zones, units, awake, finished, next_send, done, empty_moves,
          untimely, overfull, caught, ways_change_due, serving);
  if (archive.reads()) find_ways();
  for (PortState& each : ports) keep_port(archive, each);
  for (StationState& each : stations) keep_station(archive, each);
}

void CapsuleLine::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [parameters, sections, stops, pipes, trip_of, empties, to_unload, trips,
                          samples, sample_ns, loading, unloading, returning, delivered, held,
                          supply_due, failure, handler] = *this;
  archive.part("capsule line");
  for (PipeState& pipe : pipes) keep_pipe(archive, pipe);
  archive(trip_of, empties, to_unload, trips, samples, loading, unloading, returning, delivered,
          held, supply_due, failure);
}

}  // namespace dimai::models
