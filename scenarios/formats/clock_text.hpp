#pragma once

#include <string>

namespace dimai::scenarios {

/// A time as people write it: "12 h 05 min", "3 min 20 s", "8.4 s"; "-" if it is not a number.
std::string clock_text(double time_s);

}  // namespace dimai::scenarios
