#include "scenarios/formats/clock_text.hpp"

#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace dimai::scenarios {

std::string clock_text(double time_s) {
  if (!std::isfinite(time_s)) return "-";
  if (time_s < 59.95) return fmt::format("{:.1f} s", time_s);
  const auto seconds = static_cast<std::int64_t>(std::llround(time_s));
  if (seconds < 3600) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  const std::int64_t minutes = (seconds + 30) / 60;
  return fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

}  // namespace dimai::scenarios
