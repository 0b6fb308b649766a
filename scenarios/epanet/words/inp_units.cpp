#include "scenarios/epanet/words/inp_units.hpp"

#include <array>

#include "models/pipelines/liquid/network/epanet_constants.hpp"
#include "scenarios/epanet/words/inp_file.hpp"

namespace dimai::scenarios {

namespace {

using C = models::EpanetConstants;

constexpr double kDay_s = 86400.0;
constexpr double kGallon_m3 = 0.003785411784;
constexpr double kImperialGallon_m3 = 0.00454609;
constexpr double kAcreFoot_m3 = 43560.0 * C::cubic_foot_m3;

struct FlowUnit {
  std::string_view name;
  double m3_s;
  double per_cubic_foot;  ///< units in 1 ft3/s, as EPANET has them
  bool metric;
};

/// IMGD before MGD and so on does not matter: no name begins with another.
constexpr std::array<FlowUnit, 12> kFlowUnits{{
    {"CFS", C::cubic_foot_m3, 1.0, false},
    {"GPM", kGallon_m3 / 60.0, 448.831, false},
    {"AFD", kAcreFoot_m3 / kDay_s, 1.9837, false},
    {"MGD", 1e6 * kGallon_m3 / kDay_s, 0.64632, false},
    {"IMGD", 1e6 * kImperialGallon_m3 / kDay_s, 0.5382, false},
    {"LPS", 1e-3, 28.317, true},
    {"LPM", 1e-3 / 60.0, 1699.0, true},
    {"CMH", 1.0 / 3600.0, 101.94, true},
    {"CMD", 1.0 / kDay_s, 2446.6, true},
    {"MLD", 1e3 / kDay_s, 2.4466, true},
    {"CMS", 1.0, 0.028317, true},
    {"SI", 1e-3, 28.317, true},
}};

struct PressureUnit {
  std::string_view name;
  double per_foot;  ///< units in one foot of water, as EPANET has them
  bool of_weight;   ///< a true pressure, not a column of the liquid itself
};

constexpr double kPsiPerFoot = 0.4333;
constexpr std::array<PressureUnit, 6> kPressureUnits{{
    {"PSI", kPsiPerFoot, true},
    {"KPA", 6.895 * kPsiPerFoot, true},
    {"BAR", 0.068948 * kPsiPerFoot, true},
    {"METERS", C::foot_m, false},
    {"METRES", C::foot_m, false},
    {"FEET", 1.0, false},
}};

}  // namespace

std::optional<InpUnits> inp_units(std::string_view flow_unit) {
  for (const FlowUnit& each : kFlowUnits) {
    if (!begins(flow_unit, each.name)) continue;
    InpUnits units;
    units.flow_name = each.name == "SI" ? "LPS" : std::string(each.name);
    units.metric = each.metric;
    units.flow_m3_s = each.m3_s;
    units.cubic_foot_m3 = each.m3_s * each.per_cubic_foot;
    units.length_m = each.metric ? 1.0 : C::foot_m;
    units.diameter_m = each.metric ? 1e-3 : C::foot_m / 12.0;
    units.volume_m3 = each.metric ? 1.0 : C::cubic_foot_m3;
    units.power_kw = each.metric ? 1.0 : 0.7457;
    set_pressure_unit(units, each.metric ? "METERS" : "PSI", 1.0);
    return units;
  }
  return std::nullopt;
}

bool set_pressure_unit(InpUnits& units, std::string_view name, double specific_gravity) {
  for (const PressureUnit& each : kPressureUnits) {
    const bool metres = begins("METERS", each.name) && (name == "M" || name == "m");
    if (!metres && !begins(name, each.name)) continue;
    units.pressure_m = C::foot_m / (each.per_foot * (each.of_weight ? specific_gravity : 1.0));
    return true;
  }
  return false;
}

}  // namespace dimai::scenarios
