#include "models/shipments/experience.hpp"

#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

/// How much is left of a memory.
double left(std::int64_t age_ns, double memory_s) {
  return sim::natural_exponential(-static_cast<double>(age_ns) * 1e-9 / memory_s);
}

}  // namespace

void Experience::note(double ended_wait_s, std::int64_t now_ns, double memory_s) {
  const double share = left(now_ns - at_ns, memory_s);
  count = count * share + 1.0;
  wait_s = wait_s * share + ended_wait_s;
  at_ns = now_ns;
}

double Experience::expected_s(std::int64_t now_ns, double memory_s) const {
  const double share = left(now_ns - at_ns, memory_s);
  return (wait_s * share + waiting_s) / (1.0 + count * share + waiting);
}

}  // namespace dimai::models
