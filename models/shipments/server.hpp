#pragma once

#include <cstdint>
#include <deque>
#include <span>

#include "sim/index.hpp"

namespace dimai::models {

using ShipmentIndex = sim::Index<struct ShipmentTag>;

/// The lanes of a group of stations, or the docks of a place: first come, first served.
struct ServerState {
  /// When the lanes or docks that are taken become free, soonest first; none where nobody waits.
  std::deque<std::int64_t> free_ns;
  std::deque<ShipmentIndex> queue;
  std::uint64_t longest = 0;
  std::uint64_t served = 0;
  double busy_s = 0.0;
  double waited_s = 0.0;

  /// Takes a lane or dock until a time.
  void take(std::int64_t until_ns);
};

/// Virtual waiting time: how long one would wait who came now.
///
/// @param server      whose queue is as long as `service_ns`
/// @param places      lanes or docks; 0: nobody waits
/// @param service_ns  how long each in the queue will take a place, in order [ns], >= 0
/// @param now_ns      <= all of server.free_ns
/// @return [ns], >= 0
/// Source: Takacs (1962), Introduction to the Theory of Queues, Oxford University Press, ch. 1; for
/// several places by the recursion of Kiefer and Wolfowitz (1955), Trans. Am. Math. Soc. 78, 1-18.
std::int64_t virtual_wait_ns(const ServerState& server, std::int64_t places,
                             std::span<const std::int64_t> service_ns, std::int64_t now_ns);

}  // namespace dimai::models
