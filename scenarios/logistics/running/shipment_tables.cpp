#include "scenarios/logistics/running/logistics_tables.hpp"
#include "scenarios/logistics/running/table_columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

using models::Shipment;
using models::ShipmentPlan;

void write_classes(ResultWriter& writer, const models::Shipments& shipments) {
  const std::vector<ClassOutcome> outcomes = class_outcomes(shipments);
  writer.write_columns(
      "/logistics/classes",
      {texts("name", "of the class", shipments.plan().classes,
             [](const auto& c) { return c.name; }),
       numbers("mass_kg", "kg", "of one", shipments.plan().classes,
               [](const auto& c) { return c.mass_kg; }),
       rows_of("person", "1 if it is a person", shipments.plan().classes,
               [](const auto& c) { return c.person; }),
       rows_of("arrived", "shipments that arrived", outcomes,
               [](const auto& c) { return c.arrived; }),
       numbers("wait_s", "s", "mean, for lanes, docks and vehicles", outcomes,
               [](const auto& c) { return c.wait_s; }),
       numbers("handling_s", "s", "mean, loading, unloading and changing modes", outcomes,
               [](const auto& c) { return c.handling_s; }),
       numbers("moving_s", "s", "mean, in motion", outcomes,
               [](const auto& c) { return c.moving_s; }),
       numbers("distance_m", "m", "mean, over all legs", outcomes,
               [](const auto& c) { return c.distance_m; }),
       numbers("energy_j", "J", "mean", outcomes, [](const auto& c) { return c.energy_j; }),
       numbers("road_km", "km", "mean, of vehicles on streets", outcomes,
               [](const auto& c) { return c.road_km; })});
}

void write_modes(ResultWriter& writer, const ShipmentPlan& plan) {
  writer.write_columns(
      "/logistics/modes",
      {texts("name", "of the mode", plan.modes, [](const auto& m) { return m.name; }),
       texts("kind", "of the mode", plan.modes, [](const auto& m) { return m.kind; }),
       rows_of("road", "1 if it runs on streets", plan.modes,
               [](const auto& m) { return m.road; })});
}

/// What a mode did for a class.
struct WorkRow {
  std::size_t shipment_class, mode;
  const models::ModeWork* work;
};

void write_work(ResultWriter& writer, const models::Shipments& shipments) {
  using Row = WorkRow;
  const std::size_t modes = shipments.plan().modes.size();
  std::vector<Row> work;
  for (std::size_t i = 0; i < shipments.work().size(); ++i)
    work.push_back({i / modes, i % modes, &shipments.work()[i]});
  writer.write_columns(
      "/logistics/work",
      {rows_of("class", "row of /logistics/classes", work,
               [](const Row& r) { return r.shipment_class; }),
       rows_of("mode", "row of /logistics/modes", work, [](const Row& r) { return r.mode; }),
       rows_of("legs", "legs carried", work, [](const Row& r) { return r.work->legs; }),
       numbers("distance_m", "m", "over all legs", work,
               [](const Row& r) { return r.work->distance_m; }),
       numbers("mass_distance_kg_m", "kg m", "mass x distance", work,
               [](const Row& r) { return r.work->mass_distance_kg_m; }),
       numbers("wait_s", "s", "waited in all", work, [](const Row& r) { return r.work->wait_s; }),
       numbers("energy_j", "J", "used", work, [](const Row& r) { return r.work->energy_j; }),
       numbers("road_m", "m", "of vehicles on streets", work,
               [](const Row& r) { return r.work->road_m; })});
}

void write_lanes(ResultWriter& writer, const models::Shipments& shipments) {
  const ShipmentPlan& plan = shipments.plan();
  const auto& lanes = shipments.lanes();
  writer.write_columns(
      "/logistics/lanes",
      {texts("group", "of stations", plan.groups, [](const auto& g) { return g.name; }),
       rows_of("mode", "row of /logistics/modes", plan.groups,
               [](const auto& g) { return g.mode.value; }),
       rows_of("lanes", "side by side; 0: no limit", plan.groups,
               [](const auto& g) { return g.lanes; }),
       rows_of("served", "legs", lanes, [](const auto& l) { return l.served; }),
       rows_of("longest", "longest queue", lanes, [](const auto& l) { return l.longest; }),
       numbers("busy_s", "s", "lane-seconds in use", lanes, [](const auto& l) { return l.busy_s; }),
       numbers("waited_s", "s", "in all", lanes, [](const auto& l) { return l.waited_s; })});
}

}  // namespace

void write_places(ResultWriter& writer, const ShipmentPlan& plan) {
  writer.write_columns(
      "/logistics/places",
      {texts("id", "of the place", plan.places, [](const auto& p) { return p.id; }),
       texts("name", "as shown to people", plan.places, [](const auto& p) { return p.name; }),
       texts("name_zh", "the same in Chinese", plan.places,
             [](const auto& p) { return p.name_zh; }),
       texts("kind", "of the place", plan.places, [](const auto& p) { return p.kind; }),
       numbers("longitude_deg", "degrees_east", "longitude", plan.places,
               [](const auto& p) { return p.longitude_deg; }),
       numbers("latitude_deg", "degrees_north", "latitude", plan.places,
               [](const auto& p) { return p.latitude_deg; })});
}

void define_shipments(ResultWriter& writer) {
  writer.define_columns("/logistics/shipments",
                        {number_info("time_s", "s", "when it arose"),
                         number_info("arrival_time_s", "s", "when it arrived; -1e-9 if it has not"),
                         {"class", "1", "row of /logistics/classes", ColumnType::uint32, {}},
                         {"origin", "1", "row of /logistics/places", ColumnType::uint32, {}},
                         {"destination", "1", "row of /logistics/places", ColumnType::uint32, {}},
                         {"legs", "1", "number of legs", ColumnType::uint32, {}},
                         {"refused", "1", "1 if there was no way", ColumnType::uint8, {}},
                         number_info("wait_s", "s", "for lanes, docks and vehicles"),
                         number_info("handling_s", "s", "loading, unloading, changing modes"),
                         number_info("moving_s", "s", "in motion"),
                         number_info("distance_m", "m", "over all legs")});
}

void write_shipments(ResultWriter& writer, const models::Shipments& shipments,
                     const std::vector<models::ShipmentIndex>& finished) {
  std::vector<const Shipment*> rows;
  for (const models::ShipmentIndex each : finished)
    rows.push_back(&shipments.shipments()[each.value]);
  if (rows.empty()) return;
  writer.append(
      "/logistics/shipments",
      {column<double>(rows, [](const Shipment* s) { return in_seconds(s->time_ns); }),
       column<double>(rows, [](const Shipment* s) { return in_seconds(s->arrival_ns); }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->shipment_class; }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->origin; }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->destination; }),
       column<std::uint32_t>(rows, [](const Shipment* s) { return s->leg_count; }),
       column<std::uint8_t>(
           rows, [](const Shipment* s) { return s->state == models::ShipmentState::refused; }),
       column<double>(rows, [](const Shipment* s) { return in_seconds(s->wait_ns); }),
       column<double>(rows, [](const Shipment* s) { return in_seconds(s->handling_ns); }),
       column<double>(rows, [](const Shipment* s) { return in_seconds(s->moving_ns); }),
       column<double>(rows, [](const Shipment* s) { return s->distance_m; })});
}

void write_capsule_loads(ResultWriter& writer, const CapsuleLegs& legs) {
  const auto& journeys = legs.service().journeys();
  std::vector<models::JourneyIndex> asked;
  for (const models::JourneyIndex index : journeys.indices()) {
    if (journeys[index].request.asker != models::Request::kPlanned) asked.push_back(index);
  }
  if (asked.empty()) return;
  writer.write_columns(
      "/logistics/capsules",
      {rows_of("request", "number of the request in /trips", asked,
               [](models::JourneyIndex j) { return j.value; }),
       rows_of("mode", "row of /logistics/modes", asked,
               [&](models::JourneyIndex j) { return legs.mode(journeys[j]).value; }),
       rows_of("shipments", "that share the capsule", asked,
               [&](models::JourneyIndex j) { return legs.carried(journeys[j]); })});
}

void write_shipment_tables(ResultWriter& writer, const models::Shipments& shipments) {
  write_classes(writer, shipments);
  write_modes(writer, shipments.plan());
  write_work(writer, shipments);
  write_lanes(writer, shipments);
}

}  // namespace dimai::scenarios
