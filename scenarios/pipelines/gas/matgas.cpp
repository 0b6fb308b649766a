// Networks in the MATGAS format of GasModels.jl (Los Alamos National Laboratory): a MATLAB file of
// scalars and matrices. It states no settings and no set pressure: [[gas.change]] gives those.
// Machines that are given none stand wide open. Nominal receipts and deliveries are the flows.

#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::GasElement;
using models::GasElementKind;

/// One matrix: names of its columns, from the comment above it, and its rows.
struct Matrix {
  std::vector<std::string> columns;
  struct Row {
    int line = 0;
    std::vector<std::string> cells;
  };
  std::vector<Row> rows;
};

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> found;
  std::size_t at = 0;
  while (at < line.size()) {
    const char c = line[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == ',' || c == ';') {
      ++at;
      continue;
    }
    if (c == '%') break;
    const std::size_t end = c == '\'' ? std::min(line.find('\'', at + 1), line.size() - 1) + 1
                                      : std::min(line.find_first_of(" \t\r,;%", at), line.size());
    found.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return found;
}

/// The file as scalars and matrices.
class Document {
 public:
  Document(GasReading& gas, const std::string& text, std::string file)
      : gas_(gas), file_(std::move(file)) {
    std::string_view rest = text;
    for (int line = 1; !rest.empty(); ++line) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      take_line(rest.substr(0, end), line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (matrix_ != nullptr) error(0, "mgc", "a matrix has no end; needs ];");
  }

  const Matrix& matrix(const std::string& name) { return matrices_[name]; }
  std::optional<double> scalar(const std::string& name) const {
    const auto found = scalars_.find(name);
    if (found == scalars_.end()) return std::nullopt;
    return found->second;
  }
  const std::string& file() const { return file_; }
  GasPlace place(int line) const { return {file_, {line, line > 0 ? 1 : 0}}; }
  void error(int line, const std::string& key, const std::string& message) {
    gas_.error(place(line), key, message);
  }

  /// A cell by the name of its column, or nothing.
  std::string text(const Matrix& matrix, const Matrix::Row& row, std::string_view column) const {
    for (std::size_t i = 0; i < matrix.columns.size() && i < row.cells.size(); ++i) {
      if (matrix.columns[i] == column) return row.cells[i];
    }
    return "";
  }
  std::optional<double> number(const Matrix& matrix, const Matrix::Row& row,
                               std::string_view column) {
    const std::string cell = text(matrix, row, column);
    if (cell.empty()) return std::nullopt;
    double value = 0.0;
    const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (failure == std::errc{} && end == cell.data() + cell.size() && std::isfinite(value))
      return value;
    error(row.line, std::string(column), fmt::format("got \"{}\", needs a number", cell));
    return std::nullopt;
  }
  double needed(const Matrix& matrix, const Matrix::Row& row, std::string_view column,
                double least) {
    const auto found = number(matrix, row, column);
    if (!found) {
      error(row.line, std::string(column), "is missing");
      return 1.0;
    }
    if (*found < least)
      error(row.line, std::string(column),
            fmt::format("got {:.6g}, accepts {:.6g} and more (SI)", *found, least));
    return *found;
  }

 private:
  void take_line(std::string_view line, int number) {
    const std::vector<std::string> cells = words(line);
    if (matrix_ != nullptr) {
      if (!cells.empty() && cells.front().starts_with("]"))
        matrix_ = nullptr;
      else if (!cells.empty())
        matrix_->rows.push_back({number, cells});
      return;
    }
    const auto percent = line.find('%');
    if (cells.empty() && percent != std::string_view::npos) {
      header_ = words(line.substr(line.find_first_not_of("% \t", percent) == std::string_view::npos
                                      ? line.size()
                                      : line.find_first_not_of("% \t", percent)));
      return;
    }
    if (cells.size() < 3 || !cells[0].starts_with("mgc.") || cells[1] != "=") return;
    const std::string name = cells[0].substr(4);
    if (cells[2].starts_with("[")) {
      matrix_ = &matrices_[name];
      matrix_->columns = header_;
      if (line.find(']') != std::string_view::npos) matrix_ = nullptr;
      return;
    }
    if (name == "units" && cells[2] != "'si'") error(number, "units", "accepts 'si'");
    double value = 0.0;
    const auto read = std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), value);
    if (read.ec == std::errc{}) scalars_[name] = value;
    if (name == "is_per_unit" && value != 0.0)
      error(number, "is_per_unit", "accepts 0: values in SI, not per unit");
  }

  GasReading& gas_;
  std::string file_;
  std::map<std::string, double> scalars_;
  std::map<std::string, Matrix> matrices_;
  std::vector<std::string> header_;
  Matrix* matrix_ = nullptr;
};

models::GasNodeIndex node_of(GasReading& gas, Document& document, const Matrix& matrix,
                             const Matrix::Row& row, std::string_view column) {
  const std::string id = document.text(matrix, row, column);
  const auto found = gas.nodes.find(id);
  if (found != gas.nodes.end()) return found->second;
  document.error(row.line, std::string(column), fmt::format("there is no junction \"{}\"", id));
  return {};
}

bool in_service(Document& document, const Matrix& matrix, const Matrix::Row& row) {
  return document.number(matrix, row, "status").value_or(1.0) != 0.0;
}

void read_junctions(GasReading& gas, Document& document) {
  const Matrix& matrix = document.matrix("junction");
  for (const Matrix::Row& row : matrix.rows) {
    models::GasNode node;
    node.id = document.text(matrix, row, "id");
    node.least_pressure_pa = document.number(matrix, row, "p_min").value_or(0.0);
    if (const auto most = document.number(matrix, row, "p_max")) node.greatest_pressure_pa = *most;
    GasNodeLabel label;
    const std::string name = document.text(matrix, row, "pipeline_name");
    if (name.size() > 2) label.name = name.substr(1, name.size() - 2);
    const auto latitude = document.number(matrix, row, "lat");
    const auto longitude = document.number(matrix, row, "lon");
    if (latitude && longitude && std::abs(*latitude) <= 90.0 && std::abs(*longitude) <= 180.0) {
      label.latitude = *latitude;
      label.longitude = *longitude;
    }
    gas.add_node(std::move(node), std::move(label), document.place(row.line));
  }
}

void read_elements(GasReading& gas, Document& document, const std::string& table,
                   GasElementKind kind, const std::string& prefix) {
  const Matrix& matrix = document.matrix(table);
  for (const Matrix::Row& row : matrix.rows) {
    GasElement element;
    element.kind = kind;
    element.id = prefix + document.text(matrix, row, "id");
    element.from = node_of(gas, document, matrix, row, "fr_junction");
    element.to = node_of(gas, document, matrix, row, "to_junction");
    element.in_service = in_service(document, matrix, row);
    element.efficiency = gas.input.parameters.compressor_efficiency;
    if (kind == GasElementKind::pipe) {
      element.pipe.length_m = document.needed(matrix, row, "length", 1e-3);
      element.pipe.diameter_m = document.needed(matrix, row, "diameter", 1e-3);
      element.pipe.friction.law = models::GasFrictionLaw::factor;
      element.pipe.friction.factor = document.needed(matrix, row, "friction_factor", 1e-9);
    }
    if (table == "resistor") {
      element.pipe.local_loss = document.needed(matrix, row, "drag", 0.0);
      element.pipe.diameter_m = document.needed(matrix, row, "diameter", 1e-3);
    }
    if (table == "loss_resistor")
      element.pressure_loss_pa = document.needed(matrix, row, "p_loss", 0.0);
    if (kind == GasElementKind::compressor) {
      if (const auto most = document.number(matrix, row, "c_ratio_max"))
        element.greatest_ratio = *most;
      if (const auto most = document.number(matrix, row, "power_max"))
        element.greatest_power_w = *most;
    }
    const bool machine = kind == GasElementKind::compressor || kind == GasElementKind::regulator;
    gas.add_element(std::move(element), document.place(row.line), !machine);
  }
}

void read_flows(GasReading& gas, Document& document, const std::string& table,
                const std::string& column, double sign) {
  const Matrix& matrix = document.matrix(table);
  for (const Matrix::Row& row : matrix.rows) {
    const models::GasNodeIndex node = node_of(gas, document, matrix, row, "junction_id");
    const auto flow = document.number(matrix, row, column);
    if (node.valid() && flow && in_service(document, matrix, row))
      gas.input.network.nodes[node].supply_kg_s += sign * *flow;
  }
}

}  // namespace

void read_matgas(GasReading& gas, const std::string& text, const std::string& file) {
  Document document(gas, text, file);
  using P = models::GasParameters;
  if (const auto t = document.scalar("temperature"))
    gas.take("temperature", &P::temperature_k, *t, file);
  if (const auto g = document.scalar("gas_specific_gravity"))
    gas.take("gravity", &P::gravity, *g, file);
  if (const auto m = document.scalar("gas_molar_mass"))
    gas.take("molar_mass", &P::molar_mass_kg_mol, *m, file);
  if (const auto k = document.scalar("specific_heat_capacity_ratio"))
    gas.take("heat_ratio", &P::heat_ratio, *k, file);
  // GasModels' speed of sound has Z in it: sqrt(Z R T / M), and its gas is ideal but for that.
  if (const auto speed = document.scalar("sound_speed")) {
    gas.take("sound_speed", &P::sound_speed_m_s, *speed, file);
    gas.take("equation_of_state", &P::equation_of_state, "ideal", file);
  } else if (const auto z = document.scalar("compressibility_factor")) {
    gas.take("compressibility", &P::compressibility, *z, file);
    gas.take("equation_of_state", &P::equation_of_state, "constant z", file);
  }
  if (document.matrix("junction").rows.empty())
    return document.error(1, "mgc.junction", "there is no junction; needs the MATGAS format");
  read_junctions(gas, document);
  read_elements(gas, document, "pipe", GasElementKind::pipe, "p");
  read_elements(gas, document, "compressor", GasElementKind::compressor, "c");
  read_elements(gas, document, "short_pipe", GasElementKind::short_pipe, "sp");
  read_elements(gas, document, "resistor", GasElementKind::resistor, "r");
  read_elements(gas, document, "loss_resistor", GasElementKind::resistor, "lr");
  read_elements(gas, document, "valve", GasElementKind::valve, "v");
  read_elements(gas, document, "regulator", GasElementKind::regulator, "cv");
  read_flows(gas, document, "receipt", "injection_nominal", 1.0);
  read_flows(gas, document, "delivery", "withdrawal_nominal", -1.0);
}

}  // namespace dimai::scenarios
