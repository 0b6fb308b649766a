#pragma once

#include <string>
#include <vector>

#include "scenarios/measure.hpp"

namespace dimai::scenarios {

/// Number, mean and quantiles of a sample; NaN if it is empty. Quantiles are linear between order
/// statistics (Hyndman and Fan 1996, type 7).
Measure sample_measure(std::string name, std::string group, std::string unit,
                       std::vector<double> values);

}  // namespace dimai::scenarios
