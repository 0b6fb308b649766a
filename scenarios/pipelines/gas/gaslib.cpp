// Networks of GasLib (Schmidt et al. 2017, Data 2(4), 40): a network (.net) and a nomination
// (.scn), both XML. A nomination has flows, not the settings of machines nor a set pressure:
// [[gas.change]] gives those. Machines that are given none stand wide open.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::GasElement;
using models::GasElementKind;

struct Unit {
  const char* symbol;
  double factor;
  double offset;
};

constexpr std::array kUnits{
    Unit{"m", 1.0, 0.0},
    Unit{"meter", 1.0, 0.0},
    Unit{"km", 1e3, 0.0},
    Unit{"mm", 1e-3, 0.0},
    Unit{"Pa", 1.0, 0.0},
    Unit{"bar", 1e5, 0.0},
    Unit{"barg", 1e5, models::kNormalPressure_pa},
    Unit{"K", 1.0, 0.0},
    Unit{"Celsius", 1.0, 273.15},
    Unit{"C", 1.0, 273.15},
    Unit{"kg_per_s", 1.0, 0.0},
    Unit{"m_cube_per_s", -1.0, 0.0},  // negative: normal volume, times the normal density
    Unit{"m_cube_per_hour", -1.0 / 3600.0, 0.0},
    Unit{"1000m_cube_per_hour", -1000.0 / 3600.0, 0.0},
    Unit{"1000m_cube_per_day", -1000.0 / 86400.0, 0.0},
    Unit{"kg_per_m_cube", 1.0, 0.0},
    Unit{"kg_per_kmol", 1e-3, 0.0},
    Unit{"", 1.0, 0.0},
};

/// One file, with what messages need.
class Document {
 public:
  Document(GasReading& gas, const std::string& text, const std::string& file)
      : gas_(gas), file_(file) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      line_starts_.push_back(static_cast<std::ptrdiff_t>(at) + 1);
    const pugi::xml_parse_result result = xml_.load_buffer(text.data(), text.size());
    good_ = static_cast<bool>(result);
    if (good_) return;
    const Place at = place_at(result.offset);
    gas.problems().add(
        {file, at.line, at.column, "file", fmt::format("is no XML: {}", result.description())});
  }

  bool good() const { return good_; }
  pugi::xml_node root() const { return xml_.document_element(); }
  GasPlace place(const pugi::xml_node& node) const {
    return {file_, place_at(node.offset_debug())};
  }
  void error(const pugi::xml_node& node, const std::string& key, const std::string& message,
             Severity severity = Severity::error) {
    gas_.error(place(node), key, message, severity);
  }

  /// Value of a child such as <length unit="km" value="55"/> in SI, or nothing.
  std::optional<double> value(const pugi::xml_node& node, const char* key) {
    const pugi::xml_node child = node.child(key);
    return child ? quantity(child, key) : std::nullopt;
  }
  std::optional<double> quantity(const pugi::xml_node& child, const std::string& key) {
    const std::string symbol = child.attribute("unit").value();
    const auto* const unit = std::find_if(kUnits.begin(), kUnits.end(),
                                          [&](const Unit& u) { return symbol == u.symbol; });
    char* end = nullptr;
    const char* text = child.attribute("value").value();
    const double number = std::strtod(text, &end);
    if (unit == kUnits.end() || end == text || !std::isfinite(number)) {
      error(child, key,
            fmt::format("got \"{}\" with unit \"{}\", needs a number and a unit of "
                        "GasLib, such as \"bar\" or \"1000m_cube_per_hour\"",
                        text, symbol));
      return std::nullopt;
    }
    if (unit->factor < 0.0) return -number * unit->factor * normal_density_kg_m3;
    return number * unit->factor + unit->offset;
  }
  double needed(const pugi::xml_node& node, const char* key, double low) {
    const auto found = value(node, key);
    if (!node.child(key)) error(node, key, "is missing");
    if (found && !(*found >= low))
      error(node, key, fmt::format("got {:.6g}, accepts {:.6g} and more (SI)", *found, low));
    return found.value_or(1.0);
  }

  double normal_density_kg_m3 = 0.785;

 private:
  Place place_at(std::ptrdiff_t offset) const {
    const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const auto line = static_cast<int>(next - line_starts_.begin());
    return {line, static_cast<int>(offset - *(next - 1)) + 1};
  }

  GasReading& gas_;
  const std::string& file_;
  pugi::xml_document xml_;
  std::vector<std::ptrdiff_t> line_starts_{0};
  bool good_ = false;
};

/// Name of a tag without its namespace.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

pugi::xml_node section(const pugi::xml_node& root, std::string_view name) {
  for (const pugi::xml_node& child : root.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

/// The gas of the first source: its means over the sources differ little in GasLib.
void take_gas(GasReading& gas, Document& document, const pugi::xml_node& source,
              const std::string& file) {
  using P = models::GasParameters;
  if (const auto density = document.value(source, "normDensity"))
    document.normal_density_kg_m3 = *density;
  if (const auto t = document.value(source, "gasTemperature"))
    gas.take("temperature", &P::temperature_k, *t, file);
  if (const auto m = document.value(source, "molarMass"))
    gas.take("molar_mass", &P::molar_mass_kg_mol, *m, file);
  if (const auto p = document.value(source, "pseudocriticalPressure"))
    gas.take("critical_pressure", &P::critical_pressure_pa, *p, file);
  if (const auto t = document.value(source, "pseudocriticalTemperature"))
    gas.take("critical_temperature", &P::critical_temperature_k, *t, file);
}

void read_nodes(GasReading& gas, Document& document, const pugi::xml_node& nodes) {
  for (const pugi::xml_node& each : nodes.children()) {
    if (each.type() != pugi::node_element) continue;
    models::GasNode node;
    node.id = each.attribute("id").value();
    if (node.id.empty()) document.error(each, "id", "is missing");
    node.height_m = document.value(each, "height").value_or(0.0);
    node.least_pressure_pa = document.value(each, "pressureMin").value_or(0.0);
    if (const auto most = document.value(each, "pressureMax")) node.greatest_pressure_pa = *most;
    GasNodeLabel label;
    label.name = each.attribute("alias").value();
    if (each.attribute("geoWGS84Long")) {
      label.longitude = each.attribute("geoWGS84Long").as_double();
      label.latitude = each.attribute("geoWGS84Lat").as_double();
    }
    gas.add_node(std::move(node), std::move(label), document.place(each));
  }
}

models::GasNodeIndex end_of(GasReading& gas, Document& document, const pugi::xml_node& each,
                            const char* key) {
  const std::string id = each.attribute(key).value();
  const auto found = gas.nodes.find(id);
  if (found != gas.nodes.end()) return found->second;
  document.error(each, key, fmt::format("there is no node \"{}\"", id));
  return {};
}

void fill_pipe(GasReading& gas, Document& document, const pugi::xml_node& each, GasElement& pipe) {
  pipe.pipe.length_m = document.needed(each, "length", 1e-3);
  pipe.pipe.diameter_m = document.needed(each, "diameter", 1e-3);
  pipe.pipe.friction = models::usual_friction(gas.input.parameters);
  pipe.pipe.friction.roughness_m = document.needed(each, "roughness", 0.0);
  if (pipe.pipe.friction.law == models::GasFrictionLaw::factor)
    document.error(each, "roughness", "GasLib states no factor: gas.friction must be another law");
}

void fill_resistor(Document& document, const pugi::xml_node& each, GasElement& resistor) {
  if (each.child("pressureLoss")) {
    resistor.pressure_loss_pa = document.needed(each, "pressureLoss", 0.0);
    return;
  }
  resistor.pipe.local_loss = document.needed(each, "dragFactor", 0.0);
  resistor.pipe.diameter_m = document.needed(each, "diameter", 1e-3);
}

void read_connection(GasReading& gas, Document& document, const pugi::xml_node& each) {
  static const std::map<std::string_view, GasElementKind> kinds{
      {"pipe", GasElementKind::pipe},
      {"shortPipe", GasElementKind::short_pipe},
      {"resistor", GasElementKind::resistor},
      {"valve", GasElementKind::valve},
      {"controlValve", GasElementKind::regulator},
      {"compressorStation", GasElementKind::compressor}};
  const auto kind = kinds.find(local_name(each));
  if (kind == kinds.end())
    return document.error(each, std::string(local_name(each)), "is no connection of GasLib");
  GasElement element;
  element.id = each.attribute("id").value();
  element.kind = kind->second;
  element.from = end_of(gas, document, each, "from");
  element.to = end_of(gas, document, each, "to");
  element.efficiency = gas.input.parameters.compressor_efficiency;
  if (element.kind == GasElementKind::pipe) fill_pipe(gas, document, each, element);
  if (element.kind == GasElementKind::resistor) fill_resistor(document, each, element);
  const bool machine =
      element.kind == GasElementKind::compressor || element.kind == GasElementKind::regulator;
  if (machine) {
    if (const auto most = document.value(each, "flowMax")) element.greatest_flow_kg_s = *most;
  }
  gas.add_element(std::move(element), document.place(each), !machine);
}

/// Both bounds of a quantity of a nomination's node, which must be equal; nothing if there is none.
std::optional<double> nominated(Document& document, const pugi::xml_node& node, const char* key) {
  std::optional<double> low;
  std::optional<double> high;
  for (const pugi::xml_node& child : node.children(key)) {
    const auto value = document.quantity(child, key);
    const std::string bound = child.attribute("bound").value();
    if (bound != "upper") low = value;
    if (bound != "lower") high = value;
  }
  if (!low || !high) return std::nullopt;
  if (*low != *high) return std::nullopt;
  return low;
}

}  // namespace

void read_gaslib(GasReading& gas, const std::string& text, const std::string& file) {
  Document document(gas, text, file);
  if (!document.good()) return;
  const pugi::xml_node nodes = section(document.root(), "nodes");
  const pugi::xml_node connections = section(document.root(), "connections");
  if (!nodes || !connections)
    return document.error(document.root(), "network",
                          "needs framework:nodes and "
                          "framework:connections, as GasLib has them");
  if (const pugi::xml_node source = nodes.child("source")) take_gas(gas, document, source, file);
  read_nodes(gas, document, nodes);
  for (const pugi::xml_node& each : connections.children()) {
    if (each.type() == pugi::node_element) read_connection(gas, document, each);
  }
}

void read_gaslib_scenario(GasReading& gas, const std::string& text, const std::string& file) {
  Document document(gas, text, file);
  if (!document.good()) return;
  document.normal_density_kg_m3 = models::normal_density_kg_m3(gas.input.parameters);
  const pugi::xml_node scenario = section(document.root(), "scenario");
  for (const pugi::xml_node& each : scenario.children("node")) {
    const std::string id = each.attribute("id").value();
    const auto found = gas.nodes.find(id);
    if (found == gas.nodes.end()) {
      document.error(each, "id", fmt::format("there is no node \"{}\"", id));
      continue;
    }
    models::GasNode& node = gas.input.network.nodes[found->second];
    const double sign = std::strcmp(each.attribute("type").value(), "entry") == 0 ? 1.0 : -1.0;
    if (const auto pressure = nominated(document, each, "pressure")) {
      node.pressure_is_set = true;
      node.pressure_pa = *pressure;
      continue;
    }
    const auto flow = nominated(document, each, "flow");
    if (!flow && each.child("flow"))
      document.error(each, "flow", "its lower and upper bounds differ: a run needs one flow");
    if (flow) node.supply_kg_s = sign * *flow;
  }
}

}  // namespace dimai::scenarios
