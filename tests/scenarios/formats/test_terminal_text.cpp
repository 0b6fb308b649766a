#include <doctest/doctest.h>

#include "scenarios/formats/clock_text.hpp"
#include "scenarios/formats/terminal_text.hpp"

using namespace dimai::scenarios;

TEST_CASE("one is singular, and all else is plural") {
  CHECK(counted(0, "junction") == "0 junctions");
  CHECK(counted(1, "junction") == "1 junction");
  CHECK(counted(2, "junction") == "2 junctions");
  CHECK(counted(1001, "junction") == "1,001 junctions");
}

TEST_CASE("digits stand in groups of three") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
}

TEST_CASE("Chinese characters take two columns, arrows one") {
  CHECK(terminal_width("a→b") == 3);
  CHECK(terminal_width("门到门") == 6);
  CHECK(left_aligned("等待", 6) == "等待  ");
  CHECK(right_aligned("等待", 6) == "  等待");
  CHECK(left_aligned("too long", 3) == "too long");
}

TEST_CASE("a time just below a minute is not 60 seconds") {
  CHECK(clock_text(8.44) == "8.4 s");
  CHECK(clock_text(59.94) == "59.9 s");
  CHECK(clock_text(59.96) == "1 min 00 s");
  CHECK(clock_text(3599.7) == "1 h 00 min");
}
