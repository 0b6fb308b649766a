#include <doctest/doctest.h>

#include "scenarios/formats/suggest.hpp"

using namespace dimai::scenarios;

TEST_CASE("edit distance counts letters put in, left out, replaced and swapped") {
  CHECK(edit_distance("speed", "speed") == 0);
  CHECK(edit_distance("sped", "speed") == 1);
  CHECK(edit_distance("speeed", "speed") == 1);
  CHECK(edit_distance("spead", "speed") == 1);
  CHECK(edit_distance("seped", "speed") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);  // Levenshtein (1966): k-s, e-i, +g
}

TEST_CASE("the nearest known word is offered, a far one is not") {
  CHECK(did_you_mean("sped", {"seat", "speed", "size"}) == "; did you mean \"speed\"?");
  CHECK(did_you_mean("Standstill-Gap", {"standstill_gap"}) == "; did you mean \"standstill_gap\"?");
  CHECK(did_you_mean("colour", {"length", "mass"}).empty());
  CHECK(did_you_mean("", {"length"}).empty());
}

TEST_CASE("long lists of words are cut") {
  CHECK(listed({"a"}) == "\"a\"");
  CHECK(listed({"a", "b", "c"}) == "\"a\", \"b\" or \"c\"");
  CHECK(listed({"a", "b", "c", "d"}, 2) == "\"a\", \"b\" and 2 more");
}
