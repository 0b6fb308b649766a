#pragma once

#include <string>
#include <vector>

#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// What `dimai design powder` was asked, as it was typed.
struct PowderDesignOptions {
  std::string powder;
  std::string rate;
  std::string distance = "0 m";
  std::string rise = "0 m";
  std::string bends = "0";
  std::string gas;  ///< "" for the first that the powder may go with
  std::string max_pressure = "1 bar";
  std::string max_velocity = "40 m/s";
  std::string law = "highest";
  std::string factor = "1.3";
  std::vector<std::string> bores;  ///< empty: the usual ones
  std::string phase = "dilute";
  // Of dense phase; "" for what is known of the powder, or the default.
  std::string slug_velocity;
  std::string wall_friction;
  std::string internal_friction;
  std::string stress_ratio;
  std::string tank;
  bool vacuum = false;
  bool json = false;
};

/// Prints the table of bores, pressures, gas and energy for a rate and a distance.
///
/// @return exit status: 0 printed, 2 with every mistake of the question on standard error
int design_powder(const PowderDesignOptions& options, Language language);

}  // namespace dimai::scenarios
