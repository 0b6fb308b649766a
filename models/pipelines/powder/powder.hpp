#pragma once

#include <array>
#include <limits>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"
#include "models/physics/conveying/gas.hpp"

namespace dimai::models {

/// What a powder is to the gas and to its neighbours.
enum class PowderKind : std::uint8_t { mineral, food, polymer, bulk, metal, reactive_metal };
inline constexpr std::array<std::string_view, 6> kPowderKinds{"mineral", "food",  "polymer",
                                                              "bulk",    "metal", "reactive metal"};

/// One powder or small solid, as data/powders.csv or a scenario describes it.
struct Powder {
  std::string id;
  std::string name_zh;  ///< "" if none is given
  PowderKind kind = PowderKind::mineral;
  double particle_density_kg_m3 = 0.0;
  double size_m = 0.0;  ///< median diameter
  double bulk_density_kg_m3 = 0.0;
  std::array<bool, 4> gases{};  ///< [ConveyingGas] it may be conveyed with
  double mec_kg_m3 = std::numeric_limits<double>::quiet_NaN();  ///< least explosible; NaN: unknown
  double loc_share = std::numeric_limits<double>::quiet_NaN();  ///< limiting oxygen; NaN: unknown
  std::string kst_class = "unknown";
  double wall_friction =
      std::numeric_limits<double>::quiet_NaN();  ///< on steel, tangent; NaN: unknown
  double inner_friction = std::numeric_limits<double>::quiet_NaN();  ///< tangent; NaN: unknown
  double stress_ratio = std::numeric_limits<double>::quiet_NaN();    ///< in a slug; NaN: unknown
  bool friction_stated = false;  ///< by the scenario, some of it
  Flag density_flag = Flag::assumption;
  Flag size_flag = Flag::assumption;
  Flag bulk_flag = Flag::assumption;
  Flag dust_flag = Flag::assumption;
  Flag friction_flag = Flag::assumption;
  std::string source;

  bool allows(ConveyingGas gas) const { return gases[static_cast<std::size_t>(gas)]; }
  /// Whether air is not allowed: oxygen must be kept out.
  bool needs_inert_gas() const { return !allows(ConveyingGas::air); }
  /// Radial over axial stress in a slug: its own, or 1 - sin(phi) where it is unknown, which is
  /// Jaky's for soil at rest: an assumption.
  double slug_stress_ratio() const;
};

/// Why a gas must not convey a powder, in words; "" if it may.
std::string why_not(const Powder& powder, ConveyingGas gas);

}  // namespace dimai::models
