#include "scenarios/pipelines/tubes/tubes_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/json_document.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/tubes/tube_network_reader.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kShareTolerance = 1e-3;

/// What the parts of [tubes] share while they are read.
struct TubesReading {
  Reading& reading;
  TableReader& table;
  TubesPlan& plan;
  std::map<std::string, models::StationIndex> stations;
  bool whole = false;  ///< the network is a good one, so ways can be checked
  std::vector<TableReader> carrier_tables;
  std::vector<TableReader> parcel_tables;
};

void read_carriers(TubesReading& r) {
  for (TableReader& each : r.table.tables("carrier")) {
    models::CarrierClass carrier;
    carrier.name = each.name();
    read_fields(each, carrier, {}, r.reading.scenario.parameters);
    each.finish();
    if (carrier.inner_diameter_m >= carrier.bore_m)
      each.error("inner_diameter",
                 fmt::format("{} is no smaller than the bore, {}: the carrier fits no tube",
                             quantity_text(carrier.inner_diameter_m, Dimension::length),
                             quantity_text(carrier.bore_m, Dimension::length)));
    r.plan.carriers.push_back(std::move(carrier));
    r.carrier_tables.push_back(each);
  }
  if (r.plan.carriers.empty())
    r.table.error("carrier", "there is no carrier; needs a table such as [tubes.carrier.standard]");
}

void read_parcels(TubesReading& r) {
  double sum = 0.0;
  for (TableReader& each : r.table.tables("parcel")) {
    models::ParcelClass parcel;
    parcel.name = each.name();
    read_fields(each, parcel, {"share"}, r.reading.scenario.parameters);
    each.finish();
    sum += parcel.share;
    const std::string why =
        models::why_none_fits(parcel, r.plan.carriers.data(), r.plan.carriers.size());
    if (!why.empty() && !r.plan.carriers.empty())
      each.warning("", fmt::format("its sends will be refused: {}", why));
    r.plan.parcels.push_back(std::move(parcel));
    r.parcel_tables.push_back(each);
  }
  if (r.plan.parcels.empty())
    return r.table.error("parcel",
                         "there is nothing to send; needs a table such as [tubes.parcel.sample]");
  if (std::abs(sum - 1.0) > kShareTolerance)
    r.parcel_tables.back().error(
        "share", fmt::format("the shares of all parcels add up to {:.6g}, need 1 (to {})", sum,
                             kShareTolerance));
}

void read_weekdays(TubesReading& r) {
  const Value* list = r.table.find("weekdays");
  if (list == nullptr) return;
  const Value::Array* items = list->array();
  std::vector<double> factors;
  for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
    const double* real = (*items)[i].real();
    const std::int64_t* whole = (*items)[i].integer();
    if (real != nullptr) factors.push_back(*real);
    if (whole != nullptr) factors.push_back(static_cast<double>(*whole));
  }
  const bool good =
      items != nullptr && factors.size() == 7 && items->size() == 7 &&
      std::all_of(factors.begin(), factors.end(), [](double f) { return f >= 0.0 && f <= 10.0; });
  if (!good)
    return r.table.error("weekdays", fmt::format("got {}, needs 7 numbers from 0 to 10, from the "
                                                 "run's first day on",
                                                 shown(*list)));
  r.plan.demand.weekday_factors = std::move(factors);
}

std::optional<models::StationIndex> station_of(TubesReading& r, CsvReader& row,
                                               std::size_t column) {
  const auto found = r.stations.find(row.cell(column));
  if (found != r.stations.end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [id, unused] : r.stations) known.push_back(id);
  if (!known.empty())
    row.error(column, fmt::format("there is no station \"{}\"{}", row.cell(column),
                                  did_you_mean(row.cell(column), known)));
  return std::nullopt;
}

std::optional<std::uint32_t> parcel_of(TubesReading& r, CsvReader& row, std::size_t column) {
  std::vector<std::string_view> known;
  for (std::uint32_t p = 0; p < r.plan.parcels.size(); ++p) {
    if (r.plan.parcels[p].name == row.cell(column)) return p;
    known.push_back(r.plan.parcels[p].name);
  }
  row.error(column, fmt::format("there is no parcel \"{}\"{}", row.cell(column),
                                did_you_mean(row.cell(column), known)));
  return std::nullopt;
}

void read_flow_rows(TubesReading& r, std::string_view text, const std::string& file) {
  CsvReader row(text, file, r.reading.problems, {"origin", "destination", "parcel", "sends"});
  while (row.next()) {
    const auto from = station_of(r, row, 0);
    const auto to = station_of(r, row, 1);
    const auto parcel = parcel_of(r, row, 2);
    const auto sends = row.number(3, 0.0, 1e9);
    if (from && to && *from == *to) row.error(1, "origin and destination are the same station");
    if (from && to && parcel && sends) r.plan.demand.flows.push_back({*from, *to, *parcel, *sends});
  }
}

void read_demand_keys(TubesReading& r) {
  r.plan.demand.sends_a_day = r.table.quantity("sends", Dimension::number, 0.0, 1e8).value_or(0.0);
  read_weekdays(r);
  std::string file;
  if (r.table.find("hour_profile") != nullptr) {
    if (const auto text = r.reading.read_file(r.table, "hour_profile", file)) {
      if (const auto shares = read_hour_profile(*text, file, r.reading.problems))
        r.plan.demand.hour_shares.assign(shares->begin(), shares->end());
    }
  }
  if (r.table.find("flows") != nullptr) {
    if (const auto text = r.reading.read_file(r.table, "flows", file))
      read_flow_rows(r, *text, file);
  }
}

void check_demand(TubesReading& r) {
  const models::TubeDemand& demand = r.plan.demand;
  if (demand.sends_a_day == 0.0 && demand.flows.empty() && r.reading.has_logistics) return;
  if (demand.sends_a_day == 0.0 && demand.flows.empty())
    return r.table.warning("sends",
                           "there is no demand: nothing will be sent; needs sends, a "
                           "number a day, or flows");
  std::map<std::string_view, bool> origins;
  std::map<std::string_view, bool> destinations;
  for (const models::TubeStation& each : r.plan.network.stations) {
    if (each.sends_weight > 0.0) origins[each.place] = true;
    if (each.receives_weight > 0.0) destinations[each.place] = true;
  }
  const bool same = origins.size() == 1 && destinations.size() == 1 &&
                    origins.begin()->first == destinations.begin()->first;
  if (demand.sends_a_day > 0.0 && (origins.empty() || destinations.empty() || same))
    r.table.error("sends", fmt::format("{} places send and {} receive; needs two different ones",
                                       origins.size(), destinations.size()));
}

/// Bores without tubes, tubes without carriers, stations that cannot reach each other.
void check_ways(TubesReading& r) {
  const models::TubeNetwork& network = r.plan.network;
  std::vector<std::int64_t> stock(r.plan.carriers.size(), 0);
  std::vector<std::size_t> zones(r.plan.carriers.size(), 0);
  for (const models::TubeZone& zone : network.zones) ++zones[zone.carrier_class];
  const auto class_of = [&](models::StationIndex s) {
    return network.zones[network.nodes[network.stations[s].node].zone].carrier_class;
  };
  for (const auto s : network.stations.indices())
    stock[class_of(s)] += network.stations[s].carriers;
  for (std::size_t c = 0; c < stock.size(); ++c) {
    if (zones[c] == 0)
      r.carrier_tables[c].error("bore",
                                "no zone takes these carriers: they fit no tube; name them "
                                "at a blower, or leave them out");
    else if (stock[c] == 0)
      r.carrier_tables[c].error("", "no station has any of them; set \"carriers\" at a station");
  }
  const models::ZonePaths paths(network, r.plan.parameters, r.plan.carriers);
  const models::TubeRoutes routes(network, paths);
  std::size_t without = 0;
  std::string example;
  for (const auto from : network.stations.indices()) {
    for (const auto to : network.stations.indices()) {
      if (from == to || class_of(from) != class_of(to) || routes.reaches(from, to)) continue;
      if (without++ == 0)
        example = fmt::format(R"("{}" to "{}")", network.nodes[network.stations[from].node].id,
                              network.nodes[network.stations[to].node].id);
    }
  }
  if (without > 0)
    r.table.error("network", fmt::format("{} pairs of stations have no way, such as {}; needs "
                                         "connectors between their zones",
                                         without, example));
}

void read_network_file(TubesReading& r) {
  std::string file;
  if (!r.table.require("network", "the GeoJSON file, such as \"tubes.geojson\"")) return;
  const auto text = r.reading.read_file(r.table, "network", file);
  if (!text) return;
  const auto document = parse_json(*text, file, r.reading.problems);
  if (document && !r.plan.carriers.empty())
    r.whole = read_tube_network(*document, file, r.plan, r.stations, r.reading.problems);
}

}  // namespace

std::unique_ptr<PipelinePlan> read_tubes(Reading& reading, TableReader& table) {
  const std::size_t errors_before = reading.problems.error_count();
  auto plan = std::make_unique<TubesPlan>();
  TubesReading r{reading, table, *plan, {}, false, {}, {}};
  read_fields(table, plan->parameters, {}, reading.scenario.parameters);
  read_carriers(r);
  read_parcels(r);
  read_network_file(r);
  read_demand_keys(r);
  if (r.whole) {
    check_demand(r);
    check_ways(r);
  }
  if (reading.problems.error_count() > errors_before) return nullptr;
  return plan;
}

}  // namespace dimai::scenarios
