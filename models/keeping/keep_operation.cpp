#include "models/disruption/broken_ways.hpp"
#include "models/keeping/keep.hpp"
#include "models/operation/route_keeper.hpp"
#include "models/operation/service.hpp"

namespace dimai::models {

void BerthGroup::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [rules, count, taken, left, ready_ns, next_start_ns, waiting, row, done,
                          swapping] = *this;
  archive(taken, left, ready_ns, next_start_ns, waiting, row, done, swapping);
}

void keep(sim::Archive& archive, PortalState& portal) {
  auto& [arrivals, departures, parking_free, inbound, workshop_free, refused_entry, charging,
         before_charger] = portal;
  archive(arrivals, departures, parking_free, inbound, workshop_free, refused_entry, charging,
          before_charger);
}

void keep(sim::Archive& archive, FleetSample& sample) {
  auto& [time_s, capsules, waiting_requests, mean_charge, least_charge] = sample;
  archive(time_s, capsules, waiting_requests, mean_charge, least_charge);
}

void Supply::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [portal_count, leaves, tree, lists, places] = *this;
  archive(tree, lists, places);
}

void Batteries::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [sums, classes, states] = *this;
  archive(sums, states);
}

void Steering::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, times, empty_times, forecast, decisions, maps, outlooks] = *this;
  archive(decisions);
  archive.same(outlooks.size(), "classes");
  for (Outlook& outlook : outlooks) {
    auto& [until_ns, version, foresight] = outlook;
    bool there = foresight.has_value();
    archive(until_ns, version, there);
    if (archive.reads()) foresight.reset();
    if (archive.reads() && there) foresight.emplace();
    if (!there) continue;
    auto& [weight, gap_ns, next_way_ns] = *foresight;
    archive(weight, gap_ns, next_way_ns);
  }
}

namespace {

/// Of a part that is there by policy, which may be another when a run goes on: what is not wanted
/// any more is passed over, what is new begins as it was made.
template <class Part>
void keep_if_there(sim::Archive& archive, Part* part) {
  sim::Archive inner;
  if (part != nullptr && !archive.reads()) inner(*part);
  std::vector<std::byte> bytes = inner.bytes();
  archive(bytes);
  if (part == nullptr || !archive.reads() || bytes.empty()) return;
  sim::Archive reader(bytes);
  reader(*part);
}

}  // namespace

/// Requests to come are planned again with the run: they go on after those that were taken.
void RequestBook::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [planned, asked, next, taken_until] = *this;
  archive(asked, taken_until);
  if (archive.reads()) go_to(taken_until);
}

/// The tables of a dispatcher, or none at a desk, which uses those of its chief.
void Service::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [own_tables, chief, desks, offers, orders, homeless, setup, network,
                          router, guideway, classes, profiles, travel, journeys, portals, vehicles,
                          supply, times, near, steering, batteries, energy, portal_counts,
                          unassigned, finished, untold, held_back, samples, work, counts, book,
                          open_count, untimely, retry_planned, circles, ways_changed, listener,
                          handler] = *this;
  archive.part("service");
  archive(offers, orders, homeless, supply, batteries, unassigned, finished, untold, held_back,
          samples, work, counts, book, open_count, untimely, retry_planned, ways_changed);
  keep_if_there(archive, steering.get());
  if (!own_tables) return;
  archive(journeys);
  archive.same(portals.size(), "nodes");
  archive.each(portals);
  archive(portal_counts, vehicles);
}

void RepairCrews::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [rules, crews, open] = *this;
  archive(crews, open);
}

/// What will fail is drawn again with the run.
void Disruption::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, rows, draws, reasons, crews, handler] = *this;
  [[maybe_unused]] auto& [failures, damages, active] = rows;
  archive.part("disruption");
  archive.same(failures.size(), "failures");
  archive(damages, active, reasons, crews);
}

void BrokenWays::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, rows, caught, held, changes, trips, homeless, affected] = *this;
  archive(caught, held, changes, homeless);
}

void RouteKeeper::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [router, guideways, closures, interval_ns, free_cost_s, closed_times,
                          trains_before, delay_before_s, portals, news, listener, handler] = *this;
  archive(closed_times, trains_before, delay_before_s);
}

/// Ways follow from costs and closures; their version tells others whether what they keep holds.
void Router::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, least_bore_m, cost_ns, closed, portals, portal_of_node, way_back,
                          link_end, out_links, rows, version, tables, searches, turns, search_mutex,
                          figures_mutex] = *this;
  archive.part("routes");
  archive.same(cost_ns.size(), "links");
  archive(cost_ns, closed, version);
}

}  // namespace dimai::models
