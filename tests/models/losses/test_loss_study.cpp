#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "models/losses/loss_study.hpp"
#include "tests/models/network/networks.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;

/// Every pair of portals, of two profiles.
std::vector<PairDemand> all_pairs(const Router& router) {
  std::vector<PairDemand> pairs;
  for (std::uint32_t profile = 0; profile < 2; ++profile) {
    for (const NodeIndex a : router.portals()) {
      for (const NodeIndex b : router.portals()) {
        if (a != b) pairs.push_back({profile, a, b, 1.0 + a.value + 2.0 * b.value});
      }
    }
  }
  return pairs;
}

}  // namespace

TEST_CASE("what is joined, and in time, after losses is what the router finds") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const tests::Builder built = tests::random_network(seed, 8, 14, 6);
    Router router(built.network, built.cost_s, {0.0, 2.5});
    const std::vector<PairDemand> pairs = all_pairs(router);
    const LossStudy study(built.network, router, pairs);
    std::vector<double> usual_s;
    for (const PairDemand& pair : pairs)
      usual_s.push_back(router.travel_time_s(pair.profile, pair.origin, pair.destination));
    tests::Numbers numbers(seed);
    std::vector<std::uint8_t> lost(built.network.links.size(), 0);
    for (int k = 0; k < 6; ++k) {
      const LinkIndex link{numbers.below(static_cast<std::uint32_t>(lost.size()))};
      lost[link.value] = 1;
      router.set_closed(link, true);
      CHECK(study.connected_share(lost) == Approx(connected_share(router, pairs)));
      const std::vector<double> factors{1.0, 1.5, 3.0};
      const std::vector<double> shares = study.in_time_shares(lost, factors);
      for (std::size_t f = 0; f < factors.size(); ++f) {
        double all = 0.0;
        double in_time = 0.0;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
          const double now_s =
              router.travel_time_s(pairs[i].profile, pairs[i].origin, pairs[i].destination);
          all += pairs[i].trips;
          if (std::isfinite(now_s) && now_s <= factors[f] * usual_s[i]) in_time += pairs[i].trips;
        }
        CHECK(shares[f] == Approx(in_time / all));
      }
    }
  }
}

}  // namespace dimai::models
