#include <limits>

#include "models/physics/tubes/capsule_air.hpp"
#include "scenarios/pipelines/tubes/tubes_run.hpp"
#include "scenarios/recording/columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

using models::Send;

/// Rows of a strong table: `get` is given the index.
template <class Value, class Index, class Get>
std::vector<Value> by_index(const std::vector<Index>& indices, Get get) {
  std::vector<Value> values;
  values.reserve(indices.size());
  for (const Index index : indices) values.push_back(static_cast<Value>(get(index)));
  return values;
}

std::vector<double> seconds_of(const std::vector<const Send*>& sends, std::int64_t Send::*part) {
  return column<double>(sends, [&](const Send* s) { return sim::to_seconds({s->*part}); });
}

ColumnInfo text_info(const char* name, const char* meaning) {
  return {name, "", meaning, ColumnType::text, {}};
}

std::vector<ColumnInfo> send_columns() {
  std::vector<ColumnInfo> columns{
      {"time_s", "s", "time of the request", ColumnType::float64, {}},
      {"origin", "1", "row of /tubes/stations", ColumnType::uint32, {}},
      {"destination", "1", "row of /tubes/stations", ColumnType::uint32, {}},
      {"parcel_class", "1", "row of /tubes/parcels", ColumnType::uint32, {}},
      {"state",
       "1",
       "what became of it",
       ColumnType::uint8,
       {"waiting", "under_way", "arrived", "refused"}},
      {"refusal",
       "1",
       "why it was refused",
       ColumnType::uint8,
       {"none", "fits_no_carrier", "no_station", "no_way"}},
      {"zones", "1", "zones passed", ColumnType::uint32, {}}};
  const auto seconds = [&](const char* name, const char* meaning) {
    columns.push_back({name, "s", meaning, ColumnType::float64, {}});
  };
  seconds("carrier_wait_s", "waiting for an empty carrier");
  seconds("load_s", "being packed");
  seconds("zone_wait_s", "waiting at the origin for its zone");
  seconds("transfer_wait_s", "waiting in connectors for the next zone");
  seconds("transit_s", "in motion, with settings and reversals on the way");
  seconds("held_s", "standing in a zone where something had failed");
  seconds("arrival_time_s", "time of arrival; -1e-9 if it has not arrived");
  return columns;
}

std::vector<ColumnData> send_data(const std::vector<const Send*>& sends) {
  return {column<double>(sends, [](const Send* s) { return sim::to_seconds(s->time); }),
          column<std::uint32_t>(sends, [](const Send* s) { return s->origin.value; }),
          column<std::uint32_t>(sends, [](const Send* s) { return s->destination.value; }),
          column<std::uint32_t>(sends, [](const Send* s) { return s->parcel_class; }),
          column<std::uint8_t>(sends, [](const Send* s) { return s->state; }),
          column<std::uint8_t>(sends, [](const Send* s) { return s->refusal; }),
          column<std::uint32_t>(sends, [](const Send* s) { return s->zones; }),
          seconds_of(sends, &Send::carrier_wait_ns),
          seconds_of(sends, &Send::load_ns),
          seconds_of(sends, &Send::zone_wait_ns),
          seconds_of(sends, &Send::transfer_wait_ns),
          seconds_of(sends, &Send::transit_ns),
          seconds_of(sends, &Send::held_ns),
          seconds_of(sends, &Send::arrival_ns)};
}

void write_nodes(ResultWriter& writer, const models::TubeNetwork& network) {
  const auto& nodes = network.nodes;
  writer.write_columns(
      "/tubes/nodes",
      {{text_info("id", "of the node"),
        column<std::string>(nodes, [](const auto& n) { return n.id; })},
       {text_info("name", "as shown to people"),
        column<std::string>(nodes, [](const auto& n) { return n.name; })},
       {text_info("name_zh", "the same in Chinese"),
        column<std::string>(nodes, [](const auto& n) { return n.name_zh; })},
       {{"kind", "1", "what it is", ColumnType::uint8, {"blower", "transfer_unit", "station"}},
        column<std::uint8_t>(nodes, [](const auto& n) { return n.kind; })},
       {{"zone", "1", "row of /tubes/zones"},
        column<std::uint32_t>(nodes, [](const auto& n) { return n.zone.value; })},
       {{"parent", "1", "row of the next node towards the blower; 4294967295 at the blower"},
        column<std::uint32_t>(nodes, [](const auto& n) { return n.parent.value; })},
       {{"parent_m", "m", "length of the tube to it"},
        column<double>(nodes, [](const auto& n) { return n.parent_m; })},
       {{"longitude_deg", "degree_east", "longitude"},
        column<double>(nodes, [](const auto& n) { return n.longitude_deg; })},
       {{"latitude_deg", "degree_north", "latitude"},
        column<double>(nodes, [](const auto& n) { return n.latitude_deg; })}});
}

void write_classes(ResultWriter& writer, const TubesPlan& plan) {
  const auto& parcels = plan.parcels;
  const auto& carriers = plan.carriers;
  writer.write_columns("/tubes/parcels",
                       {{text_info("name", "class of things sent"),
                         column<std::string>(parcels, [](const auto& p) { return p.name; })},
                        {{"share", "1", "share of all sends"},
                         column<double>(parcels, [](const auto& p) { return p.share; })},
                        {{"priority", "1", "0 goes first"},
                         column<std::int64_t>(parcels, [](const auto& p) { return p.priority; })}});
  writer.write_columns("/tubes/carriers",
                       {{text_info("name", "class of carriers"),
                         column<std::string>(carriers, [](const auto& c) { return c.name; })},
                        {{"bore_m", "m", "bore of its tubes"},
                         column<double>(carriers, [](const auto& c) { return c.bore_m; })}});
}

/// Whom failures held in zones; no table if nobody.
void write_caught(ResultWriter& writer, const std::vector<models::CaughtCarrier>& rows) {
  if (rows.empty()) return;
  using Row = models::CaughtCarrier;
  constexpr double kNever = std::numeric_limits<double>::quiet_NaN();
  writer.write_columns(
      "/tubes/caught",
      {{{"carrier", "1", "its number"},
        column<std::uint32_t>(rows, [](const Row& r) { return r.carrier.value; })},
       {{"loaded", "1", "1: it carried something"},
        column<std::uint8_t>(rows, [](const Row& r) { return r.send.valid() ? 1 : 0; })},
       {{"zone", "1", "row of /tubes/zones"},
        column<std::uint32_t>(rows, [](const Row& r) { return r.zone.value; })},
       {{"caught_s", "s", "it stands"},
        column<double>(rows, [](const Row& r) { return sim::to_seconds({r.caught_ns}); })},
       {{"released_s", "s", "it goes on; NaN: not in the run"},
        column<double>(rows, [](const Row& r) {
          return r.released_ns < 0 ? kNever : sim::to_seconds({r.released_ns});
        })}});
}

}  // namespace

void TubesRun::define_tables(ResultWriter& writer) const {
  write_nodes(writer, plan_.network);
  write_classes(writer, plan_);
  writer.define_columns("/tubes/sends", send_columns());
}

void TubesRun::write_news(ResultWriter& writer) {
  std::vector<const Send*> sends;
  for (const models::SendIndex each : model_.finished())
    sends.push_back(&model_.sends()[each.value]);
  model_.forget_finished();
  if (!sends.empty()) writer.append("/tubes/sends", send_data(sends));
}

void TubesRun::write_closing(ResultWriter& writer) const {
  std::vector<const Send*> open;
  for (std::size_t i = 0; i < model_.issued(); ++i) {
    const Send& send = model_.sends()[i];
    const bool closed =
        send.state == models::SendState::arrived || send.state == models::SendState::refused;
    if (!closed) open.push_back(&send);
  }
  if (!open.empty()) writer.append("/tubes/sends", send_data(open));
  write_caught(writer, model_.caught());
  write_zones(writer);
  write_units(writer);
  write_connectors(writer);
  write_stations(writer);
}

void TubesRun::write_zones(ResultWriter& writer) const {
  const auto& zones = plan_.network.zones;
  const auto& states = model_.zones();
  const auto indices = zones.indices();
  const double end_s = sim::to_seconds(simulation_->now());
  writer.write_columns(
      "/tubes/zones",
      {{text_info("id", "of the zone"),
        column<std::string>(zones, [](const auto& z) { return z.id; })},
       {{"carrier_class", "1", "row of /tubes/carriers"},
        column<std::uint32_t>(zones, [](const auto& z) { return z.carrier_class; })},
       {{"movements", "1", "carriers moved"},
        column<std::int64_t>(states, [](const auto& z) { return z.movements; })},
       {{"empty_movements", "1", "of these empty"},
        column<std::int64_t>(states, [](const auto& z) { return z.empty_movements; })},
       {{"reversals", "1", "of the blower"},
        column<std::int64_t>(states, [](const auto& z) { return z.reversals; })},
       {{"busy_s", "s", "a carrier moves, or waits for settings and reversals"},
        column<double>(states, [](const auto& z) { return sim::to_seconds({z.busy_ns}); })},
       {{"busy_share", "1", "busy_s over the time of the run"},
        column<double>(states,
                       [&](const auto& z) { return sim::to_seconds({z.busy_ns}) / end_s; })},
       {{"dead_s", "s", "settings and reversals"},
        column<double>(states, [](const auto& z) { return sim::to_seconds({z.dead_ns}); })},
       {{"blower_energy_j", "J", "electrical energy of its blower"},
        by_index<double>(indices, [&](auto z) { return model_.blower_energy_j(z); })}});
}

void TubesRun::write_units(ResultWriter& writer) const {
  std::vector<models::TubeNodeIndex> units;
  for (const models::TubeNodeIndex node : plan_.network.nodes.indices()) {
    if (plan_.network.nodes[node].kind == models::TubeNodeKind::transfer_unit)
      units.push_back(node);
  }
  writer.write_columns(
      "/tubes/transfer_units",
      {{{"node", "1", "row of /tubes/nodes"},
        by_index<std::uint32_t>(units, [](auto u) { return u.value; })},
       {{"passed", "1", "carriers that went through"},
        by_index<std::int64_t>(units, [&](auto u) { return model_.units()[u].passed; })},
       {{"settings", "1", "times it was set anew"},
        by_index<std::int64_t>(units, [&](auto u) { return model_.units()[u].settings; })}});
}

void TubesRun::write_connectors(ResultWriter& writer) const {
  const auto& all = plan_.network.connectors;
  const auto indices = all.indices();
  const auto state = [&](models::ConnectorIndex c, bool at_to) -> const models::PortState& {
    return model_.ports()[model_.paths().port_of(c, at_to)];
  };
  std::vector<Column> columns{
      {text_info("id", "of the connector"),
       column<std::string>(all, [](const auto& c) { return c.id; })},
      {{"from", "1", "row of /tubes/nodes"},
       column<std::uint32_t>(all, [](const auto& c) { return c.from.value; })},
      {{"to", "1", "row of /tubes/nodes"},
       column<std::uint32_t>(all, [](const auto& c) { return c.to.value; })},
      {{"length_m", "m", "length"}, column<double>(all, [](const auto& c) { return c.length_m; })},
      {{"places", "1", "carriers that can queue, each way"},
       column<std::int64_t>(all, [](const auto& c) { return c.places; })}};
  for (const bool forth : {true, false}) {
    const std::string way = forth ? "forth_" : "back_";
    columns.push_back(
        {{way + "passed", "1", "carriers that went this way"},
         by_index<std::int64_t>(indices, [&](auto c) { return state(c, forth).passed; })});
    columns.push_back({{way + "wait_s", "s", "time that they waited in it, in all"},
                       by_index<double>(indices, [&](auto c) {
                         return sim::to_seconds({state(c, forth).waited_ns});
                       })});
    columns.push_back(
        {{way + "longest", "1", "greatest number that waited"},
         by_index<std::int64_t>(indices, [&](auto c) { return state(c, forth).longest; })});
  }
  writer.write_columns("/tubes/connectors", std::move(columns));
}

void TubesRun::write_stations(ResultWriter& writer) const {
  const auto& stations = plan_.network.stations;
  const auto& states = model_.stations();
  const auto indices = stations.indices();
  const auto port = [&](models::StationIndex s) -> const models::PortState& {
    return model_.ports()[model_.paths().port_of(s)];
  };
  writer.write_columns(
      "/tubes/stations",
      {{{"node", "1", "row of /tubes/nodes"},
        column<std::uint32_t>(stations, [](const auto& s) { return s.node.value; })},
       {text_info("place", "stations of several bores at one place have the same"),
        column<std::string>(stations, [](const auto& s) { return s.place; })},
       {{"carriers", "1", "that belong here"},
        column<std::int64_t>(stations, [](const auto& s) { return s.carriers; })},
       {{"least_stock", "1", "fewest empty carriers at hand"},
        column<std::int64_t>(states, [](const auto& s) { return s.least_stock; })},
       {{"end_stock", "1", "empty carriers at the end"},
        column<std::int64_t>(states, [](const auto& s) { return s.stock.size(); })},
       {{"sent", "1", "things sent"},
        column<std::int64_t>(states, [](const auto& s) { return s.sent; })},
       {{"received", "1", "things received"},
        column<std::int64_t>(states, [](const auto& s) { return s.received; })},
       {{"wait_s", "s", "time that carriers waited here for the zone, in all"},
        by_index<double>(indices, [&](auto s) { return sim::to_seconds({port(s).waited_ns}); })},
       {{"longest_queue", "1", "greatest number that waited to be sent"},
        by_index<std::int64_t>(indices, [&](auto s) { return port(s).longest; })}});
}

}  // namespace dimai::scenarios
