#include <doctest/doctest.h>

#include "scenarios/formats/csv.hpp"

using namespace dimai::scenarios;

namespace {

/// All rows of a table of columns a and b, each "a|b", and what was told.
struct Read {
  std::vector<std::string> rows;
  std::vector<Problem> problems;
};

Read read(const std::string& text) {
  Read result;
  Problems problems;
  {
    CsvReader reader(text, "t.csv", problems, {"a", "b"});
    while (reader.next()) result.rows.push_back(reader.cell(0) + "|" + reader.cell(1));
  }
  result.problems = problems.sorted();
  return result;
}

}  // namespace

TEST_CASE("rows are read with LF and CRLF, with and without a last line end") {
  for (const char* text :
       {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4", "a,b\n\n1,2\n\n\n3,4\n\n"}) {
    const Read result = read(text);
    CHECK(result.rows == std::vector<std::string>{"1|2", "3|4"});
    CHECK(result.problems.empty());
  }
}

TEST_CASE("columns may stand in any order") {
  CHECK(read("b,a\n1,2\n").rows == std::vector<std::string>{"2|1"});
}

TEST_CASE("quotes hold commas, quotes and line ends") {
  const Read result = read("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\" z \"\n5,6\n");
  CHECK(result.rows == std::vector<std::string>{"x, y|he said \"no\"", "two\nlines|z", "5|6"});
}

TEST_CASE("an empty cell at the end of a row is a cell") {
  CHECK(read("a,b\n1,\n2,").rows == std::vector<std::string>{"1|", "2|"});
}

TEST_CASE("a row of the wrong width is told with its line and left out") {
  const Read result = read("a,b\n1\n2,3\n4,5,6\n");
  CHECK(result.rows == std::vector<std::string>{"2|3"});
  REQUIRE(result.problems.size() == 2);
  CHECK(result.problems[0].line == 2);
  CHECK(result.problems[1].line == 4);
}

TEST_CASE("lines are counted through quoted line ends") {
  const Read result = read("a,b\n\"x\ny\",2\n3\n");
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].line == 4);
}

TEST_CASE("a wrong header keeps all rows from being read") {
  CHECK(read("a,c\n1,2\n").rows.empty());
  CHECK(read("a,c\n1,2\n").problems.size() == 2);  // b is lacking, c is not known
  CHECK(read("a,a,b\n1,2,3\n").problems.size() == 1);
  CHECK(read("").problems.size() == 1);
}

TEST_CASE("of very many problems in one file the rest are counted") {
  std::string text = "a,b\n";
  for (int i = 0; i < 1000; ++i) text += "1\n";
  const Read result = read(text);
  REQUIRE(result.problems.size() == CsvReader::kMostProblems + 1);
  CHECK(result.problems.back().message.starts_with("950 more"));  // 1000 - 50
}

TEST_CASE("a number must fill its cell and lie in its range") {
  Problems problems;
  const std::string text = "a,b\n1.5,x\n2 m,\n9,1e999\n";
  CsvReader reader(text, "t.csv", problems, {"a", "b"});
  REQUIRE(reader.next());
  CHECK(reader.number(0, 0.0, 5.0) == 1.5);
  CHECK_FALSE(reader.number(1, 0.0, 5.0));
  REQUIRE(reader.next());
  CHECK_FALSE(reader.number(0, 0.0, 5.0));
  CHECK_FALSE(reader.number(1, 0.0, 5.0));
  REQUIRE(reader.next());
  CHECK_FALSE(reader.number(0, 0.0, 5.0));
  CHECK_FALSE(reader.number(1, 0.0, 5.0));
  CHECK(problems.error_count() == 5);
}

TEST_CASE("what is wrong with a cell is told with the column of its first letter") {
  Problems problems;
  const std::string text = "a,b\n1, x\n北京路,y\n\"two\nlines\", z\n";
  CsvReader reader(text, "t.csv", problems, {"a", "b"});
  while (reader.next()) reader.error(1, "is wrong");
  const std::vector<Problem> told = problems.sorted();
  REQUIRE(told.size() == 3);
  CHECK(told[0].line == 2);
  CHECK(told[0].column == 4);  // 1 , blank x
  CHECK(told[1].line == 3);
  CHECK(told[1].column == 5);  // three letters, a comma
  CHECK(told[2].line == 5);    // where the cell stands, not where its row begins
  CHECK(told[2].column == 9);  // lines", z
}

TEST_CASE("warnings beyond the listed ones do not make an error") {
  for (const bool with_error : {false, true}) {
    Problems problems;
    std::string text = "a,b\n";
    for (int i = 0; i < 100; ++i) text += "1,2\n";
    {
      CsvReader reader(text, "t.csv", problems, {"a", "b"});
      while (reader.next()) reader.warning(0, "is odd");
      if (with_error) reader.error(0, "is wrong");
    }
    CHECK(problems.any_error() == with_error);
  }
}
