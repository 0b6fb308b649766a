#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "models/physics/gas/gas_machines.hpp"
#include "models/physics/gas/gas_pipe.hpp"
#include "sim/index.hpp"

namespace dimai::models {

struct GasNodeTag;
struct GasElementTag;
using GasNodeIndex = sim::Index<GasNodeTag>;
using GasElementIndex = sim::Index<GasElementTag>;

enum class GasElementKind : std::uint8_t {
  pipe,
  compressor,
  regulator,   ///< lowers the pressure; lets nothing back
  valve,       ///< open or shut
  resistor,    ///< loses zeta rho v^2 / 2, or a fixed pressure
  short_pipe,  ///< no loss
};

/// What a compressor or regulator keeps.
enum class GasControl : std::uint8_t { ratio, outlet_pressure, flow, power };

/// Where gas enters, leaves or divides.
struct GasNode {
  std::string id;
  double height_m = 0.0;
  bool pressure_is_set = false;  ///< its pressure is given and its supply follows
  double pressure_pa = 0.0;      ///< absolute; read if set
  double supply_kg_s = 0.0;      ///< into the network; negative: taken out; read if not set
  /// Below this what is taken out falls in a straight line to 0 at the atmosphere's pressure, as
  /// customers' own regulators give way [Pa]; 0: it is taken whatever the pressure.
  double cutoff_pressure_pa = 0.0;
  bool cut_off = false;            ///< by failures: nothing is given or taken there
  Orifice leak{};                  ///< area 0: none
  double least_pressure_pa = 0.0;  ///< below, a warning
  double greatest_pressure_pa = std::numeric_limits<double>::infinity();
  double volume_m3 = 0.0;  ///< of vessels at the node, besides its pipes
};

inline constexpr double kLeastThrottle = 1e-11;

/// What joins two nodes; flow counts positive from `from` to `to`.
struct GasElement {
  std::string id;
  GasElementKind kind = GasElementKind::pipe;
  GasNodeIndex from;
  GasNodeIndex to;
  bool in_service = true;  ///< false: shut, nothing flows
  GasPipe pipe{};          ///< of pipes; of resistors the bore and the local loss count
  GasControl control = GasControl::ratio;
  double setting = 1.0;  ///< [-], [Pa], [kg/s] or [W], by control
  /// Squared pressure that an open valve or machine loses, over the scale of the network, at the
  /// scale of flows [-]: next to nothing, but tells two open valves side by side apart. A valve
  /// that opens between unlike pressures begins at 1.
  double throttle = kLeastThrottle;
  bool check_valve = false;     ///< lets nothing back; regulators and set pressures never do
  double pressure_loss_pa = 0;  ///< of resistors without a local loss
  double efficiency = 0.8;      ///< of compressors: adiabatic times mechanical
  double greatest_ratio = std::numeric_limits<double>::infinity();
  double greatest_power_w = std::numeric_limits<double>::infinity();
  double greatest_flow_kg_s = std::numeric_limits<double>::infinity();
};

/// A network of gas at one temperature.
struct GasNetwork {
  sim::Table<GasNodeIndex, GasNode> nodes;
  sim::Table<GasElementIndex, GasElement> elements;
  PipeGas gas;
  double heat_ratio = 1.3;  ///< cp / cv [-]
};

/// What an element does at the moment.
enum class GasStatus : std::uint8_t {
  active,  ///< keeps what it is set to; pipes and resistors are always active
  open,    ///< wide open: a regulator that has too little, a compressor that is not needed
  shut,    ///< nothing flows
};

/// "pipe", "compressor" ... for messages and results.
const char* name_of(GasElementKind kind);
/// "active", "open", "shut".
const char* name_of(GasStatus status);

}  // namespace dimai::models
