#pragma once

#include <cstdint>

namespace dimai::models {

/// Times of a capsule at a berth [s], each >= 0 unless said otherwise.
struct BerthTimes {
  double dwell_s = 20.0;         ///< standing in the berth, > 0
  double swap_s = 8.0;           ///< from one capsule's leaving until the next one stands
  double advance_s = 3.0;        ///< serial berths: what each further capsule of a batch adds
  double entry_headway_s = 2.0;  ///< between capsules at the station's throat, > 0
};

/// Capsules an hour through berths that are reached one by one, n / (dwell + swap), at most the
/// throat's.
///
/// @param berth_count  n [-], >= 1
/// @throws std::domain_error outside the ranges
/// Source: by hand.
double parallel_berths_per_hour(const BerthTimes& times, std::int64_t berth_count);

/// Capsules an hour through berths in a row, filled and emptied as one batch.
///
/// n / (dwell + swap + (n - 1) advance); tends to 1 / advance.
/// Source: by hand.
double serial_berths_per_hour(const BerthTimes& times, std::int64_t berth_count);

/// Mean wait for one of c parallel servers with Poisson arrivals and constant service, over service
/// time [-].
///
/// Exact: sum over i >= 1 of P(N_i >= i c) - P(N_i >= i c + 1) / rho, N_i Poisson of mean i c rho.
/// @param server_count  c [-], in [1, 10000]
/// @param load  rho, arrivals per server and service time [-], in [0, 0.99]
/// Source: Crommelin (1932), P.O. Electrical Engineers J. 25, 41-50; Pollaczek's form.
double constant_service_wait(std::int64_t server_count, double load);

/// The same by Cosmetatos' approximation: half of M/M/c, times
/// 1 + (1 - rho)(c - 1)(sqrt(4 + 5 c) - 2) / (16 rho c).
///
/// @param load  [-], in (0, 1)
/// Source: Cosmetatos (1975), INFOR 13(3), 328-331.
double constant_service_wait_approximate(std::int64_t server_count, double load);

/// Mean wait with exponential service (M/M/c), over mean service time [-].
///
/// @param load  [-], in [0, 1)
/// Source: Erlang (1917).
double exponential_service_wait(std::int64_t server_count, double load);

}  // namespace dimai::models
