#include <array>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/pipelines/gas/gas_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::GasControl;
using models::GasElement;
using models::GasElementKind;

constexpr double kMostPressure_pa = 1e9;
constexpr double kMostFlow_kg_s = 1e6;
constexpr double kLeastBore_m = 1e-3;
constexpr double kMostBore_m = 10.0;
constexpr double kMostLength_m = 1e8;

template <class T>
void take(T& target, const std::optional<T>& read) {
  if (read) target = *read;
}

GasPlace place_of(const TableReader& entry) { return {entry.file(), entry.place()}; }

void read_friction(GasReading& gas, TableReader& entry, GasElement& pipe) {
  models::GasFriction& friction = pipe.pipe.friction;
  friction = models::usual_friction(gas.input.parameters);
  if (const auto factor = entry.quantity("friction_factor", Dimension::number, 1e-9, 10.0)) {
    friction.law = models::GasFrictionLaw::factor;
    friction.factor = *factor;
  } else if (friction.law == models::GasFrictionLaw::factor) {
    entry.require("friction_factor", "Darcy's factor, such as 0.012, since gas.friction is factor");
  }
  take(friction.roughness_m, entry.quantity("roughness", Dimension::length, 0.0, 0.05));
  take(friction.efficiency, entry.quantity("efficiency", Dimension::number, 0.1, 1.5));
  const double bore_m = pipe.pipe.diameter_m;
  using enum models::GasFrictionLaw;
  const bool rough =
      friction.law == nikuradse || friction.law == stanet || friction.law == aga_rough;
  if (friction.law == factor || friction.law == formula || bore_m <= 0.0) return;
  if (friction.roughness_m > 0.1 * bore_m)
    entry.error("roughness", fmt::format("{} is more than a tenth of the bore, {}",
                                         quantity_text(friction.roughness_m, Dimension::length),
                                         quantity_text(bore_m, Dimension::length)));
  if (rough && friction.roughness_m == 0.0)
    entry.error("roughness", "this law of friction needs a roughness over 0");
}

void read_pipe(GasReading& gas, TableReader& entry, GasElement& pipe, double line_m) {
  if (line_m <= 0.0) entry.require("length", wanted(Dimension::length));
  entry.require("bore", wanted(Dimension::length));
  pipe.pipe.length_m = line_m;
  take(pipe.pipe.length_m, entry.quantity("length", Dimension::length, 1e-3, kMostLength_m));
  take(pipe.pipe.diameter_m, entry.quantity("bore", Dimension::length, kLeastBore_m, kMostBore_m));
  take(pipe.pipe.local_loss, entry.quantity("local_loss", Dimension::number, 0.0, 1e9));
  read_friction(gas, entry, pipe);
}

void read_resistor(TableReader& entry, GasElement& resistor) {
  const bool drag = entry.find("local_loss") != nullptr;
  const bool loss = entry.find("pressure_loss") != nullptr;
  if (drag == loss)
    return entry.error("local_loss", "needs either local_loss with bore, or pressure_loss");
  if (loss)
    return take(resistor.pressure_loss_pa,
                entry.quantity("pressure_loss", Dimension::pressure, 0.0, kMostPressure_pa));
  entry.require("bore", wanted(Dimension::length));
  take(resistor.pipe.local_loss, entry.quantity("local_loss", Dimension::number, 1e-9, 1e12));
  take(resistor.pipe.diameter_m,
       entry.quantity("bore", Dimension::length, kLeastBore_m, kMostBore_m));
}

void read_machine(GasReading& gas, TableReader& entry, GasElement& machine) {
  if (!read_gas_setting(gas, entry, machine))
    entry.error("outlet_pressure", machine.kind == GasElementKind::compressor
                                       ? "needs one of ratio, outlet_pressure, flow and power"
                                       : "needs one of outlet_pressure, ratio and flow");
  take(machine.check_valve, entry.boolean("check_valve"));
  if (machine.kind == GasElementKind::regulator) return;
  machine.efficiency = gas.input.parameters.compressor_efficiency;
  take(machine.efficiency, entry.quantity("efficiency", Dimension::number, 0.05, 1.0));
  take(machine.greatest_ratio, entry.quantity("greatest_ratio", Dimension::number, 1.0, 100.0));
  take(machine.greatest_power_w, entry.quantity("greatest_power", Dimension::power, 0.0, 1e12));
  take(machine.greatest_flow_kg_s,
       read_gas_flow(entry, "greatest_flow", gas.input.parameters, 0.0, kMostFlow_kg_s));
}

}  // namespace

std::string read_id(TableReader& table, std::string_view key) {
  if (!table.require(key, "an id")) return "";
  const Value* value = table.find(key);
  if (const std::int64_t* number = value->integer()) return std::to_string(*number);
  return table.text(key).value_or("");
}

std::optional<double> read_gas_flow(TableReader& table, std::string_view key,
                                    const models::GasParameters& parameters, double low,
                                    double high) {
  const Value* value = table.find(key);
  if (value == nullptr) return std::nullopt;
  const std::string* text = value->text();
  if (text == nullptr || text->find("Nm3") == std::string::npos)
    return table.quantity(key, Dimension::mass_flow, low, high);
  const double density = models::normal_density_kg_m3(parameters);
  const auto normal = table.quantity(key, Dimension::normal_flow, low / density, high / density);
  if (!normal) return std::nullopt;
  return *normal * density;
}

bool read_gas_setting(GasReading& gas, TableReader& entry, GasElement& element) {
  int count = 0;
  const auto given = [&](const char* key, GasControl control, std::optional<double> value) {
    if (entry.find(key) == nullptr) return;
    ++count;
    element.control = control;
    take(element.setting, value);
  };
  const bool compressor = element.kind == GasElementKind::compressor;
  given("outlet_pressure", GasControl::outlet_pressure,
        entry.quantity("outlet_pressure", Dimension::pressure, 1.0, kMostPressure_pa));
  given("ratio", GasControl::ratio,
        entry.quantity("ratio", Dimension::number, compressor ? 0.999999 : 1e-4,
                       compressor ? 100.0 : 1.000001));
  given("flow", GasControl::flow,
        read_gas_flow(entry, "flow", gas.input.parameters, 0.0, kMostFlow_kg_s));
  if (compressor)
    given("power", GasControl::power, entry.quantity("power", Dimension::power, 0.0, 1e12));
  if (count > 1)
    entry.error("ratio",
                fmt::format("\"{}\" is set to {} things at once; needs one", element.id, count));
  return count > 0;
}

void read_gas_node(GasReading& gas, TableReader& entry, GasNodeLabel label) {
  models::GasNode node;
  node.id = read_id(entry, "id");
  if (const auto pressure =
          entry.quantity("pressure", Dimension::pressure, 1.0, kMostPressure_pa)) {
    node.pressure_is_set = true;
    node.pressure_pa = *pressure;
  }
  const models::GasParameters& parameters = gas.input.parameters;
  take(node.supply_kg_s,
       read_gas_flow(entry, "supply", parameters, -kMostFlow_kg_s, kMostFlow_kg_s));
  if (const auto demand =
          read_gas_flow(entry, "demand", parameters, -kMostFlow_kg_s, kMostFlow_kg_s))
    node.supply_kg_s -= *demand;
  if (node.pressure_is_set && node.supply_kg_s != 0.0)
    entry.error("pressure", fmt::format("node \"{}\" has a set pressure, and its supply follows "
                                        "from it; needs either a pressure or a supply",
                                        node.id));
  take(node.height_m, entry.quantity("height", Dimension::length, -12000.0, 9000.0));
  take(node.least_pressure_pa,
       entry.quantity("least_pressure", Dimension::pressure, 0.0, kMostPressure_pa));
  take(node.greatest_pressure_pa,
       entry.quantity("greatest_pressure", Dimension::pressure, 0.0, kMostPressure_pa));
  take(node.cutoff_pressure_pa,
       entry.quantity("cutoff_pressure", Dimension::pressure, 0.0, kMostPressure_pa));
  take(node.volume_m3, entry.quantity("volume", Dimension::volume, 0.0, 1e9));
  take(node.leak.area_m2, entry.quantity("leak_area", Dimension::area, 0.0, 100.0));
  take(label.name, entry.text("name"));
  take(label.name_zh, entry.text("name_zh"));
  take(label.longitude, entry.quantity("lon", Dimension::number, -180.0, 180.0));
  take(label.latitude, entry.quantity("lat", Dimension::number, -90.0, 90.0));
  gas.add_node(std::move(node), std::move(label), place_of(entry));
}

void read_gas_element(GasReading& gas, TableReader& entry, GasElementKind kind, double line_m) {
  GasElement element;
  element.kind = kind;
  element.id = read_id(entry, "id");
  element.from = gas.find_node(entry, "from");
  element.to = gas.find_node(entry, "to");
  take(element.in_service, entry.boolean("open"));
  switch (kind) {
    case GasElementKind::pipe:
      read_pipe(gas, entry, element, line_m);
      break;
    case GasElementKind::resistor:
      read_resistor(entry, element);
      break;
    case GasElementKind::compressor:
    case GasElementKind::regulator:
      read_machine(gas, entry, element);
      break;
    case GasElementKind::valve:
    case GasElementKind::short_pipe:
      break;
  }
  gas.add_element(std::move(element), place_of(entry));
}

}  // namespace dimai::scenarios
