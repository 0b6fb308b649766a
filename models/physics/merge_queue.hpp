#pragma once

#include <span>

namespace dimai::models {

/// Mean wait of a queue with Poisson arrivals and constant service, over the service time [-].
///
/// W = rho / (2 (1 - rho)); for a merge the service time is the headway.
/// @param load  rho, arrivals per headway [-], in [0, 1)
/// @throws std::domain_error outside that range
/// Source: Pollaczek (1930) and Khinchine (1932), M/D/1.
double single_server_wait(double load);

/// Mean delay at a merge whose inlets are already separated by the headway, over the headway [-].
///
/// In a tree of servers with equal constant service the wait of the root alone is that of one M/D/1
/// queue of all arrivals; the inlets have taken their share of it: W(rho) - sum of (rho_i / rho)
/// W(rho_i).
/// @param inlet_loads  rho_i of each inlet [-], each >= 0, together in (0, 1)
/// Source: by hand, as for servers in series, Avi-Itzhak (1965), Management Science 11(5), 565-571.
double merge_wait(std::span<const double> inlet_loads);

/// Mean waits at a merge where one inlet goes first, over the headway [-].
struct PriorityWaits {
  double high = 0.0;
  double low = 0.0;
};

/// Non-preemptive priority of two Poisson inlets with constant service.
///
/// W0 = rho / 2; high W0 / (1 - rho_h); low W0 / ((1 - rho_h)(1 - rho)).
/// @param high_load  rho_h [-], >= 0
/// @param low_load  rho_l [-], >= 0, rho_h + rho_l < 1
/// Source: Cobham (1954), J. Operations Research Society of America 2(1), 70-76.
PriorityWaits priority_merge_waits(double high_load, double low_load);

/// Probability that a slot reserved from end to end is free at every merge, (1 - f)^m [-].
///
/// @param occupied_share  f, share of slots taken at each merge [-], in [0, 1]
/// @param merge_count  m [-], >= 0
/// Source: Anderson (1978), Transit Systems Theory, synchronous or clear-path control.
double clear_path_probability(double occupied_share, int merge_count);

}  // namespace dimai::models
