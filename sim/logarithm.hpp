#pragma once

namespace dimai::sim {

/// Natural logarithm with the same bits on every machine, which the standard one does not promise.
///
/// Uses additions, multiplications and one division only. Relative error below 4e-16.
/// @param x  [-], positive, finite and not subnormal
double natural_logarithm(double x);

}  // namespace dimai::sim
