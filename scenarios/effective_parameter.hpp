#pragma once

#include <limits>
#include <string>
#include <vector>

#include "models/parameters/field.hpp"

namespace dimai::scenarios {

/// One parameter as it takes effect, for `describe`, the result file and the list of assumptions.
struct EffectiveParameter {
  std::string key;    ///< dotted, as in the scenario file: "guideway.speed"
  std::string value;  ///< for people, with its unit: "200 km/h"
  std::string unit;   ///< of `si_value`: "m/s"; "" if it has none
  double si_value = std::numeric_limits<double>::quiet_NaN();  ///< NaN if the value is a text
  std::string default_value;  ///< as `value`; "" if it is not known or there is none
  double least = std::numeric_limits<double>::quiet_NaN();  ///< accepted, as `si_value`; NaN: any
  double greatest = std::numeric_limits<double>::quiet_NaN();
  std::string least_text, greatest_text;  ///< the same for people, with units
  std::vector<std::string> choices;       ///< accepted words; empty: not a choice
  bool is_default = true;
  models::Flag flag = models::Flag::assumption;  ///< trust in the default; assumption if given
  std::string source;  ///< of the default; where it was given otherwise: "scenario.toml:12"
  std::string meaning;
};

}  // namespace dimai::scenarios
