#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/search/near_search.hpp"
#include "tests/models/network/networks.hpp"

namespace dimai::models {

TEST_CASE("a search that knows how many portals are wanted finds what one that does not finds") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const tests::Builder built = tests::random_network(seed, 12, 18, 8);
    const Router router(built.network, built.cost_s, {0.0});
    NearSearch search(router);
    for (const NodeIndex origin : router.portals()) {
      for (std::uint32_t wanted = 0; wanted < 4; ++wanted) {
        const auto is_wanted = [&](NodeIndex node) {
          return node != origin && router.portal_rank(node) % 4 < wanted;
        };
        std::size_t most = 0;
        for (const NodeIndex node : router.portals()) most += is_wanted(node) ? 1U : 0U;
        CHECK(search.nearest_destination(0, origin, is_wanted, most) ==
              search.nearest_destination(0, origin, is_wanted));
      }
    }
  }
}

}  // namespace dimai::models
