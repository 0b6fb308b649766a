#pragma once

#include <functional>

namespace dimai::models {

/// Where a continuous function of one number is zero, between two places where its signs differ.
///
/// @param function  is called at both ends first
/// @param what      names the unknown in the error: "choking voidage"
/// @return x with a relative error of about 1e-13
/// @throws std::domain_error if the signs at the ends do not differ, or if it does not settle in
///         200 steps: the message names the unknown, the bracket and both values
/// Source: Alefeld, Potra, Shi (1995), ACM Trans. Math. Softw. 21(3), 327-344, algorithm 748.
double find_root(const std::function<double(double)>& function, double low, double high,
                 const char* what);

}  // namespace dimai::models
