#include <algorithm>
#include <map>
#include <vector>

#include "models/industry/industry.hpp"
#include "models/shipments/returns.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

namespace {

void keep_machine(sim::Archive& archive, MachineState& machine) {
  auto& [load_w, busy, last, working, busy_s, setup_s, batches, setups, energy_j, labour_s] =
      machine;
  archive(load_w, busy, last, working, busy_s, setup_s, batches, setups, energy_j, labour_s);
}

void keep_server(sim::Archive& archive, ServerState& server) {
  auto& [free_ns, queue, longest, served, busy_s, waited_s] = server;
  archive(free_ns, queue, longest, served, busy_s, waited_s);
}

/// Rows of a map in order, which pointers to them are kept by.
template <class Key, class Row>
std::vector<Row*> rows_of(std::map<Key, Row>& map) {
  std::vector<Row*> rows;
  for (auto& [key, row] : map) rows.push_back(&row);
  return rows;
}

template <class Row>
void keep_pointer(sim::Archive& archive, Row*& pointer, const std::vector<Row*>& rows) {
  auto place = static_cast<std::uint32_t>(std::find(rows.begin(), rows.end(), pointer) -
                                          rows.begin());  // past the last: null
  archive(place);
  pointer = place < rows.size() ? rows[place] : nullptr;
}

/// Keys of a map; when reading, its rows are made.
template <class Map, class Keep>
void keep_keys(sim::Archive& archive, Map& map, Keep keep_key) {
  std::uint64_t count = map.size();
  archive(count);
  auto next = map.begin();
  if (archive.reads()) map.clear();
  for (std::uint64_t i = 0; i < count; ++i) {
    typename Map::key_type key{};
    if (!archive.reads()) key = (next++)->first;
    keep_key(key);
    if (archive.reads()) map.try_emplace(key);
  }
}

}  // namespace

/// Expected waits; the rest is made again with the run, or follows.
void ShipmentWays::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, stations_at, hub_of, hubs, hub_stations, takes, stages, apart,
                          station_wait_s, dock_wait_s, trees] = *this;
  archive(station_wait_s, dock_wait_s);
  if (archive.reads()) trees.clear();
}

/// Shipments of the demand that have not arisen are made again with the run.
void Shipments::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, ways, handler, shipments, planned, next, done, untimely, work,
                          lanes, docks, experience, finished, carriers, owner, listener] = *this;
  archive.part("shipments");
  archive.same(planned, "planned shipments");
  std::uint64_t count = shipments.size();
  archive(count, next, done, untimely, work, finished, experience, ways);
  shipments.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (has_arisen(i)) archive(shipments[i]);
  }
  for (ServerState& each : lanes) keep_server(archive, each);
  for (ServerState& each : docks) keep_server(archive, each);
}

void Returns::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [rules, shipments, handler, heaps, open, heap_of, counts] = *this;
  archive.part("returns");
  archive(heaps, open, heap_of, counts);
}

void Industry::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, mover, networks, handler, due, next_demand, orders, delivered,
                          stocks, backlogs, machines, stocks_at, machines_at, queues, queues_at,
                          queues_on, batches, free_batches, purchases, lacks, balances, masses,
                          dirty, is_dirty, power, load_w, step_load_j, load_since_ns, step_since_ns,
                          stored_j, draws, negative] = *this;
  archive.part("industry");
  archive(next_demand, orders, delivered, stocks, free_batches, purchases, balances, masses, dirty,
          is_dirty, power, load_w, step_load_j, load_since_ns, step_since_ns, stored_j, draws,
          negative);
  for (MachineState& machine : machines) keep_machine(archive, machine);
  keep_keys(archive, lacks, [&](LackKey& key) {
    auto& [site, wanted, good, kind, household] = key;
    archive(site, wanted, good, kind, household);
  });
  keep_keys(archive, queues, [&](auto& key) { archive(key.first, key.second); });
  const std::vector<Lack*> lack_rows = rows_of(lacks);
  for (Lack* each : lack_rows) archive(*each);
  for (Backlog& backlog : backlogs) {
    auto& [waiting, households, lack, booked_ns] = backlog;
    archive(waiting, households, booked_ns);
    keep_pointer(archive, lack, lack_rows);
  }
  const std::vector<BatchQueue*> queue_rows = rows_of(queues);
  for (BatchQueue* each : queue_rows) {
    auto& [since_ns, recipe, product, machine, running, lack, booked_ns] = *each;
    archive(since_ns, recipe, product, machine, running, booked_ns);
    keep_pointer(archive, lack, lack_rows);
  }
  for (auto* table : {&queues_at, &queues_on}) {
    for (std::vector<BatchQueue*>& list : *table) {
      std::uint64_t count = list.size();
      archive(count);
      list.resize(count);
      for (BatchQueue*& each : list) keep_pointer(archive, each, queue_rows);
    }
  }
  std::uint64_t count = batches.size();
  archive(count);
  batches.resize(count);
  for (Batch& batch : batches) {
    auto& [queue, machine, power_w, since_ns] = batch;
    archive(machine, power_w, since_ns);
    keep_pointer(archive, queue, queue_rows);
  }
}

}  // namespace dimai::models
