#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scenarios/commands/command_line.hpp"
#include "scenarios/read_scenario.hpp"
#include "tests/scenarios/bad_cases.hpp"

namespace fs = std::filesystem;
using namespace dimai::scenarios;
using dimai::tests::entries_of;
using dimai::tests::problems_of;

namespace {

const fs::path kBad = fs::path(DIMAI_SOURCE_DIR) / "tests" / "scenarios" / "bad";

/// One line `# expect: file:line: key: words of the message`.
struct Expected {
  std::string file;
  int line = 0;
  std::string key;
  std::string words;
};

Expected parse_expected(const std::string& text) {
  const std::size_t file_end = text.find(':');
  const std::size_t line_end = text.find(": ", file_end + 1);
  const std::size_t key_end = text.find(": ", line_end + 2);
  REQUIRE(key_end != std::string::npos);
  return {text.substr(0, file_end), std::stoi(text.substr(file_end + 1, line_end - file_end - 1)),
          text.substr(line_end + 2, key_end - line_end - 2), text.substr(key_end + 2)};
}

std::vector<Expected> expectations(const fs::path& scenario) {
  const fs::path toml = fs::is_directory(scenario) ? scenario / "scenario.toml" : scenario;
  std::ifstream stream(toml);
  std::vector<Expected> list;
  const std::string opening = "# expect: ";
  for (std::string line; std::getline(stream, line) && line.starts_with(opening);) {
    list.push_back(parse_expected(line.substr(opening.size())));
  }
  return list;
}

bool matches(const Problem& problem, const Expected& expected) {
  return problem.severity == Severity::error && problem.file.ends_with("/" + expected.file) &&
         problem.line == expected.line && problem.key == expected.key &&
         problem.message.find(expected.words) != std::string::npos;
}

/// Files below a folder with their sizes, to see whether anything was written.
std::vector<std::pair<std::string, std::uintmax_t>> inventory(const fs::path& folder) {
  std::vector<std::pair<std::string, std::uintmax_t>> list;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    list.emplace_back(entry.path().string(), entry.is_regular_file() ? entry.file_size() : 0);
  }
  std::sort(list.begin(), list.end());
  return list;
}

/// Exit status of the program; what it prints is thrown away.
int status_of(const std::vector<std::string>& words) {
  std::vector<const char*> arguments{"dimai"};
  for (const std::string& word : words) arguments.push_back(word.c_str());
  const std::ostringstream nowhere;
  std::streambuf* out = std::cout.rdbuf(nowhere.rdbuf());
  std::streambuf* err = std::cerr.rdbuf(nowhere.rdbuf());
  const int status =
      command_line(static_cast<int>(arguments.size()), arguments.data(), run_command);
  std::cout.rdbuf(out);
  std::cerr.rdbuf(err);
  return status;
}

}  // namespace

TEST_CASE("each seeded mistake is told with file, line, key and words, and nothing else is") {
  for (const fs::path& scenario : entries_of(kBad)) {
    CAPTURE(scenario.filename().string());
    const std::vector<Expected> expected = expectations(scenario);
    CHECK_FALSE(expected.empty());
    const std::vector<Problem> problems = problems_of(scenario);
    std::string told;
    for (const Problem& problem : problems) told += to_text(problem) + "\n";
    CAPTURE(told);
    for (const Expected& each : expected) {
      CAPTURE(each.key);
      CAPTURE(each.line);
      CHECK(std::any_of(problems.begin(), problems.end(),
                        [&each](const Problem& problem) { return matches(problem, each); }));
    }
    const auto errors = std::count_if(problems.begin(), problems.end(), [](const Problem& each) {
      return each.severity == Severity::error;
    });
    CHECK(errors == std::ssize(expected));
  }
}

TEST_CASE("each problem that has a line has a column, in every kind of file") {
  for (const fs::path& scenario : entries_of(kBad)) {
    CAPTURE(scenario.filename().string());
    for (const Problem& problem : problems_of(scenario)) {
      CAPTURE(to_text(problem));
      CHECK((problem.column > 0) == (problem.line > 0));
    }
  }
}

TEST_CASE("a faulty scenario ends run, validate and describe with status 2 and writes nothing") {
  const auto before = inventory(kBad);
  const fs::path output = fs::temp_directory_path() / "dimai-test-of-bad-scenarios";
  fs::remove_all(output);
  for (const fs::path& scenario : entries_of(kBad)) {
    CAPTURE(scenario.filename().string());
    CHECK(status_of({"validate", scenario.string()}) == 2);
    CHECK(status_of({"describe", scenario.string(), "--json"}) == 2);
    CHECK(status_of({"run", scenario.string(), "--output", output.string(), "--quiet"}) == 2);
    CHECK_FALSE(fs::exists(output));
  }
  CHECK(inventory(kBad) == before);
}

TEST_CASE("the issue's thirty mistakes are all there") { CHECK(entries_of(kBad).size() >= 36); }
