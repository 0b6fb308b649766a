#include "scenarios/logistics/read_logistics.hpp"

#include <fmt/format.h>

#include "scenarios/logistics/logistics_reading.hpp"

namespace dimai::scenarios {

std::optional<std::uint32_t> read_name(TableReader& table, std::string_view key,
                                       const std::map<std::string, std::uint32_t>& known,
                                       std::string_view noun) {
  if (!table.require(key, fmt::format("the name of a {}", noun))) return std::nullopt;
  const auto name = table.text(key);
  if (!name) return std::nullopt;
  const auto found = known.find(*name);
  if (found != known.end()) return found->second;
  table.error(key, fmt::format("there is no {} \"{}\"{}; accepts {}", noun, *name,
                               did_you_mean(*name, names_of(known)), listed(names_of(known), 8)));
  return std::nullopt;
}

std::optional<std::vector<std::uint32_t>> read_selection(LogisticsReading& r, TableReader& table,
                                                         std::string_view key) {
  if (!table.require(key, "the id of a place, or a kind of places")) return std::nullopt;
  const auto name = table.text(key);
  if (!name) return std::nullopt;
  return select_places(r, *name, [&](const std::string& message) { table.error(key, message); });
}

std::optional<std::vector<std::uint32_t>> select_places(
    const LogisticsReading& r, const std::string& name,
    const std::function<void(const std::string&)>& error) {
  const auto one = r.places.find(name);
  if (one != r.places.end()) return std::vector{one->second};
  std::vector<std::uint32_t> found;
  std::map<std::string, std::uint32_t> known;
  for (const models::PlaceIndex place : r.plan.shipments.places.indices()) {
    const models::Place& each = r.plan.shipments.places[place];
    known.emplace(each.kind, 0);
    if (each.kind == name) found.push_back(place.value);
  }
  if (!found.empty()) return found;
  if (!r.places.empty())
    error(fmt::format("there is no place and no kind of places \"{}\"; kinds are {}", name,
                      listed(names_of(known), 8)));
  return std::nullopt;
}

std::vector<double> weights_of(const LogisticsReading& r,
                               const std::vector<std::uint32_t>& places) {
  std::vector<double> weights;
  for (const std::uint32_t each : places)
    weights.push_back(std::max(r.plan.shipments.places[models::PlaceIndex{each}].weight,
                               places.size() == 1 ? 1.0 : 0.0));
  return weights;
}

std::map<std::string, std::uint32_t> class_rows(const LogisticsReading& r) {
  std::map<std::string, std::uint32_t> rows;
  for (std::uint32_t c = 0; c < r.plan.shipments.classes.size(); ++c)
    rows.emplace(r.plan.shipments.classes[c].name, c);
  return rows;
}

std::vector<double> read_hours(LogisticsReading& r, TableReader& table, std::string_view key) {
  std::string file;
  if (table.find(key) == nullptr) return {};
  const auto text = r.reading.read_file(table, key, file);
  if (!text) return {};
  const auto shares = read_hour_profile(*text, file, r.reading.problems);
  if (!shares) return {};
  return {shares->begin(), shares->end()};
}

std::vector<double> read_numbers(TableReader& table, std::string_view key, double high) {
  std::vector<double> numbers;
  const Value* list = table.find(key);
  if (list == nullptr) return numbers;
  bool good = list->array() != nullptr;
  for (std::size_t i = 0; good && i < list->array()->size(); ++i) {
    const Value& each = (*list->array())[i];
    if (each.real() != nullptr) numbers.push_back(*each.real());
    if (each.integer() != nullptr) numbers.push_back(static_cast<double>(*each.integer()));
    good = numbers.size() == i + 1 && numbers.back() >= 0.0 && numbers.back() <= high;
  }
  if (good && !numbers.empty()) return numbers;
  table.error(key, fmt::format("got {}, needs a list of numbers from 0 to {:.10g}, one a stage",
                               shown(*list), high));
  return {};
}

std::unique_ptr<PipelinePlan> read_logistics(Reading& reading, TableReader& table) {
  const std::size_t errors_before = reading.problems.error_count();
  auto plan = std::make_unique<LogisticsPlan>();
  LogisticsReading r{reading, table, *plan, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  const double period_s =
      table.quantity("period", Dimension::time, 1.0, reading.scenario.run.duration_s)
          .value_or(std::min(86400.0, reading.scenario.run.duration_s));
  plan->shipments.duration_s = plan->industry.duration_s = period_s;
  plan->record_shipments = table.boolean("record_shipments").value_or(true);
  read_places(r);
  read_classes_and_modes(r);
  read_stations(r);
  read_foresight(r);
  read_shipment_demand(r);
  read_shipment_flows(r);
  read_goods(r);
  read_recipes(r);
  read_sites(r);
  read_stocks(r);
  read_orders(r);
  read_power(r);
  read_returns(r);
  read_projects(r);
  read_comparison(r);
  if (reading.problems.error_count() == errors_before) check_shipments(r);
  if (reading.problems.error_count() > errors_before) return nullptr;
  return plan;
}

}  // namespace dimai::scenarios
