#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "scenarios/formats/text_file.hpp"
#include "scenarios/logistics/logistics_reading.hpp"

// Demand for shipments: [logistics.demand.<name>], and the rows of [logistics] flows.

namespace dimai::scenarios {

namespace {

using models::ShipmentPlan;
using Tell = std::function<void(const std::string&, const std::string&)>;

/// Whether a shipment from a place has another to go to.
bool goes_elsewhere(const models::ShipmentDemand& demand, std::uint32_t origin) {
  for (std::size_t i = 0; i < demand.destinations.size(); ++i) {
    if (demand.destinations[i] != origin && demand.destination_weights[i] > 0.0) return true;
  }
  return false;
}

/// What a table's problems are told by.
Tell errors_of(const TableReader& of) {
  return [table = of](const std::string& key, const std::string& message) mutable {
    table.error(key, message);
  };
}

/// Weights of both ends; what is wrong with them is told.
void add_demand(LogisticsReading& r, models::ShipmentDemand demand, const Tell& error) {
  const ShipmentPlan& plan = r.plan.shipments;
  demand.origin_weights = weights_of(r, demand.origins);
  demand.destination_weights = weights_of(r, demand.destinations);
  const auto none = [](const std::vector<double>& weights) {
    return std::all_of(weights.begin(), weights.end(), [](double w) { return w <= 0.0; });
  };
  if (none(demand.origin_weights)) error("from", "none of its places has a weight above 0");
  if (none(demand.destination_weights)) error("to", "none of its places has a weight above 0");
  for (std::size_t i = 0; i < demand.origins.size(); ++i) {
    if (demand.origin_weights[i] <= 0.0 || goes_elsewhere(demand, demand.origins[i])) continue;
    error("to", fmt::format("\"{}\" has no destination with a weight above 0 but itself",
                            plan.places[models::PlaceIndex{demand.origins[i]}].id));
    break;
  }
  r.plan.shipments.demands.push_back(std::move(demand));
  r.demand_errors.push_back(error);
}

/// Hours of a file that several rows name.
std::vector<double> hours_of(LogisticsReading& r, const CsvReader& row, const std::string& file,
                             std::map<std::string, std::vector<double>>& known) {
  constexpr std::size_t kColumn = 4;
  const std::string& name = row.cell(kColumn);
  if (name.empty()) return {};
  const auto [place, added] = known.try_emplace(name);
  if (!added) return place->second;
  const auto path = (r.reading.folder / std::filesystem::u8path(name)).lexically_normal();
  const std::string shown = path.generic_string();
  const auto text = read_text_file(path, {file, row.place(kColumn), "hours"}, r.reading.problems);
  if (!text) return {};
  const auto shares = read_hour_profile(*text, shown, r.reading.problems);
  if (shares) place->second.assign(shares->begin(), shares->end());
  return place->second;
}

}  // namespace

void read_shipment_demand(LogisticsReading& r) {
  ShipmentPlan& plan = r.plan.shipments;
  const auto classes = class_rows(r);
  for (TableReader& each : r.table.tables("demand")) {
    models::ShipmentDemand demand;
    const auto of_class = read_name(each, "class", classes, "class of shipments");
    const auto from = read_selection(r, each, "from");
    const auto to = read_selection(r, each, "to");
    each.require("a_day", "the number of shipments a day");
    demand.a_day = each.quantity("a_day", Dimension::number, 0.0, 1e9).value_or(0.0);
    demand.hour_shares = read_hours(r, each, "hours");
    demand.stage_factors = read_numbers(each, "stages", 1e6);
    each.finish();
    if (!of_class || !from || !to) continue;
    demand.shipment_class = *of_class;
    demand.origins = *from;
    demand.destinations = *to;
    add_demand(r, std::move(demand), errors_of(each));
  }
  plan.seed = r.plan.industry.seed = static_cast<std::uint64_t>(r.reading.scenario.run.seed);
  plan.replication = r.plan.industry.replication =
      static_cast<std::uint64_t>(r.reading.scenario.run.replication);
}

void read_shipment_flows(LogisticsReading& r) {
  std::string file;
  if (r.table.find("flows") == nullptr) return;
  const auto text = r.reading.read_file(r.table, "flows", file);
  if (!text) return;
  const auto classes = class_rows(r);
  std::map<std::string, std::vector<double>> hours;
  CsvReader row(*text, file, r.reading.problems, {"class", "from", "to", "a_day", "hours"});
  while (row.next()) {
    models::ShipmentDemand demand;
    const auto of_class = classes.find(row.cell(0));
    if (of_class == classes.end())
      row.error(0, fmt::format("there is no class of shipments \"{}\"{}; accepts {}", row.cell(0),
                               did_you_mean(row.cell(0), names_of(classes)),
                               listed(names_of(classes), 8)));
    const auto ends = [&](std::size_t column) {
      return select_places(r, row.cell(column),
                           [&](const std::string& message) { row.error(column, message); });
    };
    const auto from = ends(1);
    const auto to = ends(2);
    const auto a_day = row.number(3, 0.0, 1e9);
    demand.hour_shares = hours_of(r, row, file, hours);
    if (of_class == classes.end() || !from || !to || !a_day) continue;
    demand.shipment_class = of_class->second;
    demand.a_day = *a_day;
    demand.origins = *from;
    demand.destinations = *to;
    Problems& problems = r.reading.problems;
    add_demand(
        r, std::move(demand),
        [&problems, file, line = row.line()](const std::string& key, const std::string& message) {
          problems.add({file, line, 0, key, message, Severity::error});
        });
  }
}

namespace {

/// Why each mode does not take a class, and whether none does.
struct Refusals {
  std::string text;
  bool all = true;
};

Refusals refusals(const ShipmentPlan& plan, const models::ShipmentClass& one) {
  Refusals found;
  for (const models::ModeParameters& mode : plan.modes) {
    const std::string why = models::why_not(mode, one);
    found.all &= !why.empty();
    found.text += fmt::format("{}{}: {}", found.text.empty() ? "" : "; ", mode.name,
                              why.empty() ? "takes it" : why);
  }
  return found;
}

/// What is to be sent: a class, from some of these places to some of those.
struct Sending {
  std::uint32_t shipment_class = 0;
  const std::vector<std::uint32_t>& origins;
  const std::vector<std::uint32_t>& destinations;
  std::string class_key;
  std::string way_key;
};

/// A class needs a mode that takes it, and a way at least on the last day.
void check_sending(const ShipmentPlan& plan, models::ShipmentWays& ways, const Tell& error,
                   const Sending& sending) {
  const models::ShipmentClass& one = plan.classes[sending.shipment_class];
  const auto last_day = static_cast<std::int64_t>(plan.duration_s / 86400.0);
  const Refusals reasons = refusals(plan, one);
  if (reasons.all)
    return error(sending.class_key,
                 fmt::format("no mode can carry \"{}\" ({})", one.name, reasons.text));
  const std::size_t step = std::max<std::size_t>(1, sending.origins.size() / 50);
  const std::size_t count = std::max(sending.origins.size(), sending.destinations.size());
  for (std::size_t i = 0; i < count; i += step) {
    const std::uint32_t from = sending.origins[i % sending.origins.size()];
    const std::uint32_t to = sending.destinations[i * 7 % sending.destinations.size()];
    if (from == to || ways.find(sending.shipment_class, {from}, {to}, last_day).count > 0) continue;
    return error(sending.way_key,
                 fmt::format(R"(no chain of modes carries "{}" from "{}" to "{}" ({}))", one.name,
                             plan.places[models::PlaceIndex{from}].id,
                             plan.places[models::PlaceIndex{to}].id, reasons.text));
  }
}

/// Class that goods of a stock are sent as; none if they are never sent.
std::uint32_t class_of(const models::IndustryPlan& plan, models::StockIndex stock) {
  return plan.goods[plan.stocks[stock].good.value].shipment_class;
}

/// Orders of households, and of one site on another, are sent too.
void check_goods(LogisticsReading& r, models::ShipmentWays& ways) {
  const models::IndustryPlan& plan = r.plan.industry;
  for (std::size_t d = 0; d < plan.demands.size(); ++d) {
    const models::StockIndex stock = plan.demands[d].stock;
    const std::uint32_t shipped = class_of(plan, stock);
    if (shipped == models::Good::kNoClass) continue;
    const std::vector<std::uint32_t> from{plan.sites[plan.stocks[stock].site].place};
    check_sending(r.plan.shipments, ways, errors_of(r.order_tables[d]),
                  {shipped, from, plan.demands[d].homes, "good", "homes"});
  }
  for (const models::StockIndex s : plan.stocks.indices()) {
    const models::Stock& stock = plan.stocks[s];
    const std::uint32_t shipped = class_of(plan, s);
    if (stock.supply != models::SupplyKind::site || shipped == models::Good::kNoClass) continue;
    const std::vector<std::uint32_t> from{plan.sites[plan.stocks[stock.from].site].place};
    const std::vector<std::uint32_t> to{plan.sites[stock.site].place};
    check_sending(r.plan.shipments, ways, errors_of(r.stock_tables[s.value]),
                  {shipped, from, to, "good", "from"});
  }
}

}  // namespace

void check_shipments(LogisticsReading& r) {
  const ShipmentPlan& plan = r.plan.shipments;
  models::ShipmentWays ways(plan);
  for (std::size_t d = 0; d < plan.demands.size(); ++d) {
    const models::ShipmentDemand& demand = plan.demands[d];
    check_sending(plan, ways, r.demand_errors[d],
                  {demand.shipment_class, demand.origins, demand.destinations, "class", "to"});
  }
  check_goods(r, ways);
}

}  // namespace dimai::scenarios
