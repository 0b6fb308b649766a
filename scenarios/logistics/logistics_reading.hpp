#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/logistics/logistics_plan.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

/// What the parts of [logistics] share while they are read.
struct LogisticsReading {
  Reading& reading;
  TableReader& table;
  LogisticsPlan& plan;
  std::map<std::string, std::uint32_t> places;
  std::map<std::string, std::uint32_t> goods;
  std::map<std::string, std::uint32_t> recipes;
  std::map<std::string, std::uint32_t> sites;
  std::map<std::string, std::string> family_of;  ///< of interchangeable goods
  std::vector<TableReader> class_tables;
  std::vector<TableReader> mode_tables;
  std::vector<TableReader> recipe_tables;
  /// Tells of something wrong with each demand: what key or column, and what.
  std::vector<std::function<void(const std::string&, const std::string&)>> demand_errors;
  std::vector<TableReader> order_tables;
  std::vector<TableReader> stock_tables;
};

/// Keys of a map of names, for messages.
inline std::vector<std::string_view> names_of(const std::map<std::string, std::uint32_t>& map) {
  std::vector<std::string_view> names;
  names.reserve(map.size());
  for (const auto& [name, row] : map) names.push_back(name);
  return names;
}

/// Row of a name that a key holds, or nothing and a problem. @param noun  such as "good"
std::optional<std::uint32_t> read_name(TableReader& table, std::string_view key,
                                       const std::map<std::string, std::uint32_t>& known,
                                       std::string_view noun);
/// Places that a word names: one by its id, or all of a kind; `error` hears if there is none.
std::optional<std::vector<std::uint32_t>> select_places(
    const LogisticsReading& r, const std::string& name,
    const std::function<void(const std::string&)>& error);
/// The same of a key.
std::optional<std::vector<std::uint32_t>> read_selection(LogisticsReading& r, TableReader& table,
                                                         std::string_view key);
std::vector<double> weights_of(const LogisticsReading& r, const std::vector<std::uint32_t>& places);
/// Names of the classes of shipments, with their rows.
std::map<std::string, std::uint32_t> class_rows(const LogisticsReading& r);
/// Shares of 24 hours from a file, or empty.
std::vector<double> read_hours(LogisticsReading& r, TableReader& table, std::string_view key);
/// Numbers of a list, such as factors of stages; empty if the key is missing.
std::vector<double> read_numbers(TableReader& table, std::string_view key, double high);

// read_places.cpp
void read_places(LogisticsReading& r);
void read_classes_and_modes(LogisticsReading& r);
void read_stations(LogisticsReading& r);
void read_foresight(LogisticsReading& r);
void read_shipment_demand(LogisticsReading& r);
void read_shipment_flows(LogisticsReading& r);
void check_shipments(LogisticsReading& r);
// read_goods.cpp
/// A good that is whole has whole units.
void check_whole(LogisticsReading& r, TableReader& table, std::string_view key,
                 models::GoodIndex good, double units);
void read_goods(LogisticsReading& r);
void read_recipes(LogisticsReading& r);
void read_sites(LogisticsReading& r);
// read_stocks.cpp
void read_stocks(LogisticsReading& r);
void read_orders(LogisticsReading& r);
void read_power(LogisticsReading& r);
// read_sources.cpp
/// Row of the silo, or a tap of the liquid or gas network, that a stock is drawn from.
/// @param kind  the key that names it: "silo", "liquid", "gas"
std::optional<std::uint32_t> read_source(LogisticsReading& r, TableReader& table,
                                         std::string_view kind);
// read_work.cpp
void read_returns(LogisticsReading& r);
void read_projects(LogisticsReading& r);
// read_standing.cpp
void read_capital(LogisticsReading& r);
void read_staff(LogisticsReading& r);
// read_comparison.cpp
void read_comparison(LogisticsReading& r);

}  // namespace dimai::scenarios
