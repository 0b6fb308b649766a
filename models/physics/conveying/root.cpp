#include "models/physics/conveying/root.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <stdexcept>

#include <boost/math/tools/toms748_solve.hpp>

namespace dimai::models {
namespace {

constexpr std::uintmax_t kMostSteps = 200;
constexpr int kBits = 43;  // 2^-43 is 1.1e-13

[[noreturn]] void refuse(const char* what, const char* why, std::array<double, 4> bracket) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), "%s: %s between %.6g and %.6g (residuals %.3g and %.3g)",
                what, why, bracket[0], bracket[1], bracket[2], bracket[3]);
  throw std::domain_error(text.data());
}

}  // namespace

double find_root(const std::function<double(double)>& function, double low, double high,
                 const char* what) {
  const double at_low = function(low);
  const double at_high = function(high);
  if (at_low == 0.0) return low;
  if (at_high == 0.0) return high;
  const std::array<double, 4> bracket{low, high, at_low, at_high};
  if (!(at_low < 0.0 ? at_high > 0.0 : at_low > 0.0 && at_high < 0.0))
    refuse(what, "no solution", bracket);
  std::uintmax_t steps = kMostSteps;
  const auto [left, right] =
      boost::math::tools::toms748_solve(function, low, high, at_low, at_high,
                                        boost::math::tools::eps_tolerance<double>(kBits), steps);
  if (steps >= kMostSteps) refuse(what, "not settled in 200 steps", bracket);
  return left + 0.5 * (right - left);
}

}  // namespace dimai::models
