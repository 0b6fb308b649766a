#pragma once

#include <string>
#include <vector>

#include "scenarios/measure.hpp"

namespace dimai::scenarios {

/// Sets number, mean and quantiles of a sample, which is put into another order; NaN if it is
/// empty. Quantiles are linear between order statistics (Hyndman and Fan 1996, type 7).
void fill_from_sample(Measure& measure, std::vector<double>& values);

/// The measure of a sample that belongs to a group, such as a kind of pipeline.
Measure sample_measure(std::string name, std::string group, std::string unit,
                       std::vector<double> values);

}  // namespace dimai::scenarios
