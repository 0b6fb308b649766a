#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dimai::scenarios {

/// Units of an input file: what one of each is in SI. They follow from the unit of flow.
struct InpUnits {
  std::string flow_name = "GPM";
  bool metric = false;
  double flow_m3_s = 0.0;
  double length_m = 0.0;    ///< of elevations, levels, lengths: feet or metres
  double diameter_m = 0.0;  ///< of pipes: inches or millimetres
  double volume_m3 = 0.0;
  double pressure_m = 0.0;          ///< head of water that a unit of pressure stands for
  double emitter_pressure_m = 0.0;  ///< the same for emitters: always psi or metres
  double power_kw = 0.0;            ///< horsepower or kW
  /// What EPANET takes for a cubic foot when it converts this unit of flow [m3]. It rounds (an
  /// acre-foot a day by 1e-4), and head losses follow; kept so that heads agree.
  double cubic_foot_m3 = 0.0;
};

/// Units of a file by its unit of flow: CFS GPM MGD IMGD AFD LPS LPM MLD CMH CMD CMS SI.
std::optional<InpUnits> inp_units(std::string_view flow_unit);

/// Sets the unit of pressure: PSI KPA METERS BAR FEET, of a liquid of a specific gravity.
bool set_pressure_unit(InpUnits& units, std::string_view name, double specific_gravity);

}  // namespace dimai::scenarios
