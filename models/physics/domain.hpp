#pragma once

#include <stdexcept>

namespace dimai::models {

/// Guard of a formula's stated range: throws std::domain_error with `message` unless `inside`.
///
/// A comparison with NaN is false, so NaN is refused by every range check written as a positive
/// test.
inline void require_domain(bool inside, const char* message) {
  if (!inside) throw std::domain_error(message);
}

}  // namespace dimai::models
