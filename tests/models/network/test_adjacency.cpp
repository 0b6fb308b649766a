#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "models/network/adjacency.hpp"
#include "tests/models/network/networks.hpp"

using namespace dimai::models;
using dimai::models::tests::Builder;

TEST_CASE("the links out of a node stand in order of their index") {
  Builder builder;
  const NodeIndex a = builder.junction();
  const NodeIndex b = builder.junction();
  const NodeIndex lonely = builder.junction();
  const LinkIndex l0 = builder.link(b, a);
  const LinkIndex l1 = builder.link(a, b);
  const LinkIndex l2 = builder.link(b, a);
  const OutLinks out(builder.network);
  const auto of_b = out.of(b);
  CHECK(std::vector<LinkIndex>(of_b.begin(), of_b.end()) == std::vector<LinkIndex>{l0, l2});
  CHECK(out.at(a, 0) == l1);
  CHECK(out.at(b, 1) == l2);
  CHECK(out.of(lonely).empty());
}

TEST_CASE("a node may have 255 links out and not one more") {
  Builder builder;
  const NodeIndex a = builder.junction();
  const NodeIndex b = builder.portal();
  for (int i = 0; i < 255; ++i) builder.link(a, b);
  CHECK(OutLinks(builder.network).at(a, 254) == LinkIndex{254});
  builder.link(a, b);
  CHECK_THROWS_AS(OutLinks{builder.network}, std::length_error);
}

TEST_CASE("a tube's way back is the other tube of its tunnel, not any link that goes back") {
  Builder builder;
  const NodeIndex a = builder.junction();
  const NodeIndex b = builder.junction();
  const LinkIndex there = builder.twin(a, b);
  const LinkIndex single = builder.link(b, a);
  const std::vector<LinkIndex> back = ways_back(builder.network);
  CHECK(back[there.value] == LinkIndex{there.value + 1});
  CHECK(back[there.value + 1] == there);
  CHECK_FALSE(back[single.value].valid());
}
