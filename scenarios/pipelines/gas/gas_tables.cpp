#include <array>
#include <deque>

#include <fmt/format.h>

#include "models/network/geodesic.hpp"
#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"
#include "scenarios/reading/feature.hpp"

namespace dimai::scenarios {

namespace {

using models::GasElementKind;

/// A kind of table: key of the CSV file, of entries in the scenario itself, and the columns.
struct TableKind {
  std::string_view file_key;
  std::string_view entry_key;
  GasElementKind kind;
  bool nodes;
  std::string_view columns;  ///< between commas
};

constexpr std::array kTables{
    TableKind{"nodes", "node", GasElementKind::pipe, true,
              ",id,name,name_zh,pressure,supply,demand,height,least_pressure,greatest_pressure,"
              "cutoff_pressure,volume,leak_area,lon,lat,"},
    TableKind{"pipes", "pipe", GasElementKind::pipe, false,
              ",id,from,to,length,bore,roughness,friction_factor,local_loss,efficiency,open,"},
    TableKind{"compressors", "compressor", GasElementKind::compressor, false,
              ",id,from,to,ratio,outlet_pressure,flow,power,check_valve,efficiency,greatest_ratio,"
              "greatest_power,greatest_flow,open,"},
    TableKind{"regulators", "regulator", GasElementKind::regulator, false,
              ",id,from,to,ratio,outlet_pressure,flow,check_valve,open,"},
    TableKind{"valves", "valve", GasElementKind::valve, false, ",id,from,to,open,"},
    TableKind{"resistors", "resistor", GasElementKind::resistor, false,
              ",id,from,to,bore,local_loss,pressure_loss,open,"},
    TableKind{"short_pipes", "short_pipe", GasElementKind::short_pipe, false, ",id,from,to,open,"},
};

void read_entry(GasReading& gas, TableReader& entry, const TableKind& kind) {
  if (kind.nodes) return read_gas_node(gas, entry, {});
  read_gas_element(gas, entry, kind.kind);
}

/// A column of the header: "length [km]" is length, and cells without a unit are in km.
struct Column {
  std::string name;
  std::string unit;
};

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\"");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\"") - begin + 1));
}

/// Cells of a header line as they stand, so that the strict reader finds them again.
std::vector<std::string> header_cells(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  std::vector<std::string> cells;
  std::size_t begin = 0;
  while (begin <= line.size()) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    cells.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return cells;
}

Column column_of(const std::string& cell) {
  const auto bracket = cell.find('[');
  if (bracket == std::string::npos || cell.back() != ']') return {cell, ""};
  return {trimmed(cell.substr(0, bracket)), cell.substr(bracket + 1, cell.size() - bracket - 2)};
}

bool knows(std::string_view columns, const std::string& name) {
  return columns.find("," + name + ",") != std::string_view::npos;
}

bool bare_number(const std::string& cell) {
  return cell.find_first_not_of("0123456789.+-eE") == std::string::npos;
}

/// A cell as a value of a document, or nothing if it is empty.
std::optional<Value> value_of(const std::string& cell, const Column& column, Place place) {
  if (cell.empty()) return std::nullopt;
  Value value;
  value.place = place;
  if (cell == "true" || cell == "false") {
    value.data = cell == "true";
  } else {
    value.data = column.unit.empty() || !bare_number(cell) ? cell : cell + " " + column.unit;
  }
  return value;
}

std::vector<Column> columns_of(GasReading& gas, const std::vector<std::string>& cells,
                               const TableKind& kind, const std::string& file) {
  std::vector<Column> columns;
  std::vector<std::string_view> known;
  std::string_view rest = kind.columns.substr(1);
  while (!rest.empty()) {
    known.push_back(rest.substr(0, rest.find(',')));
    rest.remove_prefix(known.back().size() + 1);
  }
  int offset = 0;
  for (const std::string& cell : cells) {
    columns.push_back(column_of(cell));
    if (!knows(kind.columns, columns.back().name))
      gas.error({file, {1, 1 + offset}}, columns.back().name,
                fmt::format("is not a known column{}; accepts {}",
                            did_you_mean(columns.back().name, known), listed(known, 20)));
    offset += static_cast<int>(cell.size()) + 1;
  }
  return columns;
}

void read_csv(GasReading& gas, const TableKind& kind) {
  std::string file;
  const auto text = gas.reading.read_file(gas.table, kind.file_key, file);
  if (!text) return;
  const std::vector<std::string> cells = header_cells(*text);
  const std::vector<Column> columns = columns_of(gas, cells, kind, file);
  CsvReader row(*text, file, gas.problems(), {cells.begin(), cells.end()});
  while (row.next()) {
    Value::Table members;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (auto value = value_of(row.cell(i), columns[i], row.place(i)))
        members.push_back({columns[i].name, row.place(i), std::move(*value)});
    }
    const Value table{std::move(members), {row.line(), 1}};
    TableReader entry(file, gas.problems(), &table, "", {row.line(), 1});
    read_entry(gas, entry, kind);
  }
}

}  // namespace

void read_gas_tables(GasReading& gas) {
  for (const TableKind& kind : kTables) {
    if (gas.table.find(kind.file_key) != nullptr) read_csv(gas, kind);
    for (TableReader& entry : gas.table.list(kind.entry_key)) {
      read_entry(gas, entry, kind);
      entry.finish();
    }
  }
}

void read_gas_geojson(GasReading& gas, const Value& document, const std::string& file) {
  std::vector<Feature> features = read_features(document, file, gas.problems());
  for (Feature& feature : features) {
    if (!feature.is_point) continue;
    feature.properties.find("kind");  // a map may name kinds of nodes for its own colours
    GasNodeLabel label;
    label.longitude = feature.points.front().first;
    label.latitude = feature.points.front().second;
    read_gas_node(gas, feature.properties, label);
    feature.properties.finish();
  }
  for (Feature& feature : features) {
    if (feature.is_point) continue;
    const auto kind = feature.properties.word(
        "kind", {"pipe", "compressor", "regulator", "valve", "resistor", "short_pipe"});
    feature.properties.require("kind", "\"pipe\"");
    if (!kind) continue;
    const double line_m = models::geodesic_length_m(feature.points);
    for (const TableKind& table : kTables) {
      if (!table.nodes && table.entry_key == *kind)
        read_gas_element(gas, feature.properties, table.kind, line_m);
    }
    feature.properties.find("name");
    feature.properties.finish();
  }
}

}  // namespace dimai::scenarios
