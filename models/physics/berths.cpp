#include "models/physics/berths.hpp"

#include <algorithm>
#include <cmath>

#include "models/physics/domain.hpp"

namespace dimai::models {
namespace {

void require_times(const BerthTimes& times, std::int64_t berth_count) {
  require_domain(times.dwell_s > 0.0, "dwell must be > 0 s");
  require_domain(times.swap_s >= 0.0, "swap time must be >= 0 s");
  require_domain(times.advance_s >= 0.0, "advance time must be >= 0 s");
  require_domain(times.entry_headway_s > 0.0, "entry headway must be > 0 s");
  require_domain(berth_count >= 1, "berth count must be >= 1");
}

void require_servers(std::int64_t server_count) {
  require_domain(server_count >= 1 && server_count <= 10000, "server count must lie in [1, 10000]");
}

/// P(N = k) of a Poisson number of given mean.
double poisson_probability(double mean, double k) {
  return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0));
}

/// P(N >= k) / P(N = k) of a Poisson number whose mean is less than k.
double poisson_tail_ratio(double mean, double k) {
  double sum = 1.0;
  double term = 1.0;
  for (double j = k + 1.0; term > 1e-17 * sum; j += 1.0) {
    term *= mean / j;
    sum += term;
  }
  return sum;
}

/// Erlang's probability that all of c servers are busy when none waits (B formula).
double erlang_loss(std::int64_t server_count, double offered) {
  double inverse = 1.0;
  for (std::int64_t i = 1; i <= server_count; ++i) {
    inverse = 1.0 + inverse * static_cast<double>(i) / offered;
  }
  return 1.0 / inverse;
}

}  // namespace

double parallel_berths_per_hour(const BerthTimes& times, std::int64_t berth_count) {
  require_times(times, berth_count);
  const double berths = static_cast<double>(berth_count) / (times.dwell_s + times.swap_s);
  return 3600.0 * std::min(berths, 1.0 / times.entry_headway_s);
}

double serial_berths_per_hour(const BerthTimes& times, std::int64_t berth_count) {
  require_times(times, berth_count);
  const auto count = static_cast<double>(berth_count);
  return 3600.0 * count / (times.dwell_s + times.swap_s + (count - 1.0) * times.advance_s);
}

double constant_service_wait(std::int64_t server_count, double load) {
  require_servers(server_count);
  require_domain(load >= 0.0 && load <= 0.99, "load must lie in [0, 0.99]");
  if (load == 0.0) return 0.0;
  const auto servers = static_cast<double>(server_count);
  double wait = 0.0;
  for (double i = 1.0;; i += 1.0) {
    const double mean = i * servers * load;
    const double full = i * servers;
    // P(N >= full) - P(N >= full + 1) / rho, with the tail written from its first term.
    const double first = poisson_probability(mean, full);
    const double beyond = first * (poisson_tail_ratio(mean, full) - 1.0);
    const double term = first - (1.0 / load - 1.0) * beyond;
    wait += term;
    // Terms fall by the ratio exp(-c (rho - 1 - ln rho)) or faster; this bounds all that are left.
    const double decay = servers * (load - 1.0 - std::log(load));
    if (term <= 1e-13 * wait * -std::expm1(-decay)) return wait;
  }
}

double exponential_service_wait(std::int64_t server_count, double load) {
  require_servers(server_count);
  require_domain(load >= 0.0 && load < 1.0, "load must lie in [0, 1)");
  if (load == 0.0) return 0.0;
  const auto servers = static_cast<double>(server_count);
  const double loss = erlang_loss(server_count, servers * load);
  const double delayed = loss / (1.0 - load * (1.0 - loss));
  return delayed / (servers * (1.0 - load));
}

double constant_service_wait_approximate(std::int64_t server_count, double load) {
  require_domain(load > 0.0, "load must lie in (0, 1)");
  const auto servers = static_cast<double>(server_count);
  const double correction = 1.0 + (1.0 - load) * (servers - 1.0) *
                                      (std::sqrt(4.0 + 5.0 * servers) - 2.0) /
                                      (16.0 * load * servers);
  return 0.5 * exponential_service_wait(server_count, load) * correction;
}

}  // namespace dimai::models
