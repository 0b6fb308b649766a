#include <doctest/doctest.h>

#include "scenarios/formats/json_document.hpp"
#include "scenarios/formats/text_file.hpp"
#include "scenarios/formats/toml_document.hpp"

using namespace dimai::scenarios;

namespace {

const Member& member(const Value& table, std::string_view key) {
  const Member* found = find_member(table, key);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("TOML keys and values know their line, and tables keep the order of the file") {
  Problems problems;
  const auto document = parse_toml("x = 1\n[zebra]\nb = 2\na = 07:30:00\n[ant]\n", "t", problems);
  REQUIRE(document);
  CHECK(member(*document, "zebra").place.line == 2);
  const Value& zebra = member(*document, "zebra").value;
  CHECK(member(zebra, "b").place.line == 3);
  CHECK(*member(zebra, "a").value.text() == "07:30:00");
  CHECK((*document->table())[1].key == "zebra");
  CHECK((*document->table())[2].key == "ant");
}

TEST_CASE("a syntax error in TOML is told with its line and the key near it") {
  Problems problems;
  CHECK_FALSE(parse_toml("[guideway]\nspeed = 200 km/h\n", "t", problems));
  const Problem problem = problems.sorted().at(0);
  CHECK(problem.line == 2);
  CHECK(problem.key == "guideway.speed");
}

TEST_CASE("TOML that is known to trip the parser is a problem, not a crash") {
  for (const char* text : {"[[[", "[[]]e]]", "\xC3\xA9 = 1", "a = \xC3\xA9", "\xE3\x80\x82", "=",
                           "[", "a.", "a = 1_", "a = {", "a = [1,", "a = \"\\u00"}) {
    CAPTURE(text);
    Problems problems;
    CHECK_FALSE(parse_toml(text, "t", problems));
    CHECK(problems.error_count() == 1);
    CHECK(problems.sorted()[0].line == 1);
  }
}

TEST_CASE("JSON keys and values know the line and the column they begin at") {
  Problems problems;
  const std::string text = "{\"一\": 12,\n  \"b\": [1.5e3, {\"c\\\"\": true}], \"d\":\n\"x, }\"}";
  const auto document = parse_json(text, "t", problems);
  REQUIRE(document);
  const auto at = [](const Place& place) { return std::pair(place.line, place.column); };
  CHECK(at(document->place) == std::pair(1, 1));
  CHECK(at(member(*document, "一").place) == std::pair(1, 2));
  CHECK(at(member(*document, "一").value.place) == std::pair(1, 7));  // {"一": comes before
  const Member& b = member(*document, "b");
  CHECK(at(b.place) == std::pair(2, 3));
  CHECK(at(b.value.place) == std::pair(2, 8));
  const Value::Array& list = *b.value.array();
  CHECK(at(list[0].place) == std::pair(2, 9));
  CHECK(at(list[1].place) == std::pair(2, 16));
  CHECK(at(member(list[1], "c\"").place) == std::pair(2, 17));
  CHECK(at(member(list[1], "c\"").value.place) == std::pair(2, 24));
  CHECK(at(member(*document, "d").place) == std::pair(2, 32));
  CHECK(at(member(*document, "d").value.place) == std::pair(3, 1));
}

TEST_CASE("a syntax error in JSON is told with the column of what was read last") {
  Problems problems;
  CHECK_FALSE(parse_json("{\"a\": 1,\n \"b\": ?}", "t", problems));
  const Problem problem = problems.sorted().at(0);
  CHECK(problem.line == 2);
  CHECK(problem.column == 7);
}

TEST_CASE("JSON nested without end is a problem, not a crash") {
  Problems problems;
  CHECK_FALSE(parse_json(std::string(1000000, '['), "t", problems));
  CHECK(problems.error_count() == 1);
}

TEST_CASE("an override replaces a value, makes tables on the way and is read as TOML or text") {
  Problems problems;
  auto document = parse_toml("[a]\nb = 1\n", "t", problems);
  REQUIRE(document);
  apply_override(*document, "a.b=2", problems);
  apply_override(*document, "new.key=300 km/h", problems);
  apply_override(*document, "new.flag = true", problems);
  CHECK_FALSE(problems.any_error());
  CHECK(*member(member(*document, "a").value, "b").value.integer() == 2);
  CHECK(member(member(*document, "a").value, "b").value.overridden);
  CHECK(*member(member(*document, "new").value, "key").value.text() == "300 km/h");
  CHECK(*member(member(*document, "new").value, "flag").value.boolean());
}

TEST_CASE("an override that cannot be placed is a problem of --set") {
  for (const char* assignment :
       {"nonsense", "=1", "a.=1", ".a=1", "a=1", "a.b.c=1", "list.x=1", "capsule.cabbin.fleet=1"}) {
    CAPTURE(assignment);
    Problems problems;
    auto document =
        parse_toml("list = [1]\n[a]\nb = 1\n[capsule.cabin]\nfleet = 1\n", "t", problems);
    REQUIRE(document);
    apply_override(*document, assignment, problems);
    REQUIRE(problems.error_count() == 1);
    CHECK(problems.sorted()[0].file == "--set");
  }
}

TEST_CASE("JSON values know their line") {
  Problems problems;
  const auto document =
      parse_json("{\n \"a\": [1,\n 2.5,\n \"x\"\n],\n \"b\": null}", "t", problems);
  REQUIRE(document);
  const Value::Array& items = *member(*document, "a").value.array();
  CHECK(items[0].place.line == 2);
  CHECK(items[1].place.line == 3);
  CHECK(items[2].place.line == 4);
  CHECK(*items[0].integer() == 1);
  CHECK(*items[1].real() == 2.5);
  CHECK(find_member(*document, "b") == nullptr);  // null counts as missing
}

TEST_CASE("JSON with a syntax error or a key given twice is a problem with its line") {
  Problems problems;
  CHECK_FALSE(parse_json("{\n\"a\": }", "t", problems));
  CHECK(problems.sorted().at(0).line == 2);
  CHECK(problems.sorted().at(0).key == "a");
  Problems twice;
  CHECK(parse_json("{\"a\": 1,\n\"a\": 2}", "t", twice));
  CHECK(twice.sorted().at(0).line == 2);
}

TEST_CASE("bytes that are not UTF-8 are found") {
  CHECK(find_invalid_utf8("plain") == std::string::npos);
  CHECK(find_invalid_utf8("地脉 é 🚇") == std::string::npos);
  CHECK(find_invalid_utf8("ab\xC0\xAF") == 2);                        // overlong slash
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);                      // half of a surrogate pair
  CHECK(find_invalid_utf8("x\xE5\x9C") == 1);                         // cut off
  CHECK(find_invalid_utf8("\xF5\x80\x80\x80") == 0);                  // beyond U+10FFFF
  CHECK(find_invalid_utf8("\xF4\x8F\xBF\xBF") == std::string::npos);  // U+10FFFF itself
  CHECK(find_invalid_utf8("\x80") == 0);
}
