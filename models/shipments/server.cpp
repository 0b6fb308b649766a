#include "models/shipments/server.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <vector>

namespace dimai::models {

void ServerState::take(std::int64_t until_ns) {
  free_ns.insert(std::upper_bound(free_ns.begin(), free_ns.end(), until_ns), until_ns);
}

std::int64_t virtual_wait_ns(const ServerState& server, std::int64_t places,
                             std::span<const std::int64_t> service_ns, std::int64_t now_ns) {
  if (static_cast<std::int64_t>(server.free_ns.size()) < places || places == 0) return 0;
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> free(
      std::greater<>(), {server.free_ns.begin(), server.free_ns.end()});
  for (const std::int64_t each_ns : service_ns) {
    const std::int64_t begins_ns = free.top();
    free.pop();
    free.push(begins_ns + each_ns);
  }
  return free.top() - now_ns;
}

}  // namespace dimai::models
