#pragma once

#include <optional>

#include "models/physics/slugs/dense_line.hpp"
#include "models/pipelines/powder/operating_point.hpp"

namespace dimai::models {

/// What a line of slugs must keep to.
struct DenseRule {
  double factor = 1.3;        ///< on the gradient of the higher law [-], >= 1
  double most_drop_pa = 1e5;  ///< that blower or compressor give above ambient [Pa]
  double efficiency = 0.6;    ///< isothermal work over electrical [-]
};

/// The line with just the gas that gives its slugs their velocity at the delivery. Both laws are
/// worked out; the one with the higher drop decides, times the factor.
OperatingPoint operate_dense(const DenseLine& line, const DenseRule& rule);

/// The least of the usual bores in which the line works; nothing if none does.
std::optional<double> least_dense_bore_m(DenseLine line, const DenseRule& rule);

}  // namespace dimai::models
