#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "models/pipelines/liquid/operation/liquid_model.hpp"
#include "scenarios/commands/command_line.hpp"
#include "scenarios/epanet/read_inp.hpp"
#include "scenarios/read_scenario.hpp"
#include "tests/scenarios/bad_cases.hpp"

namespace fs = std::filesystem;
using namespace dimai;
using namespace dimai::scenarios;
using dimai::tests::entries_of;
using dimai::tests::problems_of;

namespace {

const fs::path kBad = fs::path(DIMAI_SOURCE_DIR) / "tests" / "scenarios" / "bad_epanet";

/// One line `; expect: line: key: words of the message`.
struct Expected {
  int line = 0;
  std::string key;
  std::string words;
};

std::vector<Expected> expectations(const fs::path& file) {
  std::ifstream stream(file);
  std::vector<Expected> list;
  const std::string opening = "; expect: ";
  for (std::string text; std::getline(stream, text) && text.starts_with(opening);) {
    text.erase(0, opening.size());
    const std::size_t line_end = text.find(": ");
    const std::size_t key_end = text.find(": ", line_end + 2);
    REQUIRE(key_end != std::string::npos);
    list.push_back({std::stoi(text.substr(0, line_end)),
                    text.substr(line_end + 2, key_end - line_end - 2), text.substr(key_end + 2)});
  }
  return list;
}

std::optional<InpNetwork> read(const std::string& text, Problems& problems) {
  return read_inp(text, "test.inp", problems);
}

}  // namespace

TEST_CASE("each mistake in an EPANET file is told with line, key and words, and nothing else is") {
  for (const fs::path& file : entries_of(kBad)) {
    CAPTURE(file.filename().string());
    const std::vector<Expected> expected = expectations(file);
    CHECK_FALSE(expected.empty());
    const std::vector<Problem> problems = problems_of(file);
    std::string told;
    for (const Problem& problem : problems) told += to_text(problem) + "\n";
    CAPTURE(told);
    for (const Expected& each : expected) {
      CAPTURE(each.key);
      CAPTURE(each.line);
      CHECK(std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.severity == Severity::error &&
               problem.file.ends_with("/" + file.filename().string()) &&
               problem.line == each.line && problem.key == each.key &&
               problem.message.find(each.words) != std::string::npos;
      }));
    }
    const auto errors = std::count_if(problems.begin(), problems.end(), [](const Problem& each) {
      return each.severity == Severity::error;
    });
    CHECK(errors == std::ssize(expected));
  }
}

TEST_CASE("sections that heads do not depend on are named in a warning, never skipped unsaid") {
  Problems problems;
  const auto input = read(
      "[JUNC]\nA 10 5\n[RESE]\nR 50\n[PIPE]\nP R A 100 10 120\n[QUAL]\nA 0.5\n[SOUR]\nA CONCEN 1\n"
      "[REAC]\nGLOBAL BULK -1\n[MIXI]\nT MIXED\n[LABE]\n1 1 \"x\"\n[BACK]\nUNITS "
      "NONE\n[REPO]\nPAGE "
      "0\n[opti]\nquality chlorine mg/L\n",
      problems);
  REQUIRE(input.has_value());
  const std::vector<Problem> told = problems.sorted();
  for (const char* section : {"[QUALITY]", "[SOURCES]", "[REACTIONS]", "[MIXING]", "[LABELS]",
                              "[BACKDROP]", "[REPORT]", "options.quality"}) {
    CAPTURE(section);
    CHECK(std::any_of(told.begin(), told.end(), [&](const Problem& each) {
      return each.key == section && each.severity == Severity::warning && each.line > 0;
    }));
  }
}

TEST_CASE("a file in Latin-1 is read, and said to be") {
  Problems problems;
  const auto input = read(
      "[TITLE]\nRegi\xF3n\n[JUNCTIONS]\nA 10 5\n[RESERVOIRS]\nR 50\n[PIPES]\nP R A 100 10 120\n",
      problems);
  REQUIRE(input.has_value());
  CHECK(input->title == "Regi\xC3\xB3n");
  REQUIRE(problems.sorted().size() == 1);
}

TEST_CASE("a network that does not balance names element, residual and last good state") {
  Problems problems;
  const auto input = read(
      "[JUNCTIONS]\nA 10 5 p\nB 5 5 p\n[RESERVOIRS]\nR 50\n[PIPES]\nP R A 100 10 120\nQ A B 100 4 "
      "120\nS R B 3000 6 120\n[PATTERNS]\np 1 1 9\n[TIMES]\nDURATION 5\n[OPTIONS]\nTRIALS 5\n",
      problems);
  REQUIRE(input.has_value());
  models::LiquidNetwork network = input->network;
  network.options.accuracy = 1e-5;
  network.options.trials = 2;
  models::LiquidModel model(network, 5 * 3600);
  sim::Simulation simulation;
  model.start(simulation);
  simulation.run(sim::Time::max());
  CHECK(model.failure().find("liquid: at 0 s: not balanced after 2 iterations") !=
        std::string::npos);
  CHECK(model.failure().find("most in link") != std::string::npos);
  CHECK(model.failure().find("there is no earlier state") != std::string::npos);
}

TEST_CASE("a pump beyond the end of its curve and a node without pressure are told as events") {
  Problems problems;
  const auto input = read(
      "[JUNCTIONS]\nA 0 0\nB 30 40\n[RESERVOIRS]\nR 0\n[PUMPS]\nU R A HEAD c\n[PIPES]\nP A B 100 "
      "200 "
      "120\n[CURVES]\nc 0 30\nc 10 25\nc 20 10\n[OPTIONS]\nUNITS LPS\n",
      problems);
  REQUIRE(input.has_value());
  models::LiquidModel model(input->network, 0);
  sim::Simulation simulation;
  model.start(simulation);
  simulation.run(sim::Time::max());
  using Kind = models::LiquidEvent::Kind;
  const auto told = [&](Kind kind) {
    return std::any_of(model.events().begin(), model.events().end(),
                       [&](const models::LiquidEvent& each) { return each.kind == kind; });
  };
  CHECK(told(Kind::beyond));
  CHECK(told(Kind::deficit));
}
