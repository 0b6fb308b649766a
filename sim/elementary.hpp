#pragma once

// Elementary functions with the same bits on every machine, which the standard ones do not promise.
// They use additions, multiplications and divisions only.

namespace dimai::sim {

/// Natural logarithm of x.
///
/// Relative error below 4e-16.
/// @param x  [-], positive, finite and not subnormal
double natural_logarithm(double x);

/// Exponential function e^x.
///
/// Relative error below 4e-16 where the result is a normal number; above 709.79 the result is
/// infinite, below -745.2 it is 0.
/// @param x  [-], any number; NaN gives NaN
double natural_exponential(double x);

/// base^exponent.
///
/// Whole exponents of up to 64 in size by repeated multiplication, with a relative error below
/// |exponent| 2.3e-16; others as e^(exponent ln base), with one below
/// 6e-16 (1 + |exponent ln base|).
/// @param base      [-], positive, finite and not subnormal, or 0
/// @param exponent  [-], finite; not negative if the base is 0
/// @throws std::domain_error outside those ranges
double power(double base, double exponent);

}  // namespace dimai::sim
