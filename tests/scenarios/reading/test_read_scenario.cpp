#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "scenarios/read_scenario.hpp"

using namespace dimai;
using namespace dimai::scenarios;
namespace fs = std::filesystem;

namespace {

const fs::path kShipped = fs::path(DIMAI_SOURCE_DIR) / "scenarios";
const fs::path kFirstSteps = kShipped / "first-steps";

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// A copy of the first scenario in a folder of its own, removed at the end.
class Copy {
 public:
  Copy() : folder_(fs::temp_directory_path() / "dimai-test-read-scenario") {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* file : {"scenario.toml", "network.geojson", "flows.csv"}) {
      fs::copy_file(kFirstSteps / file, folder_ / file);
    }
  }
  ~Copy() { fs::remove_all(folder_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  const fs::path& folder() const { return folder_; }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }

 private:
  fs::path folder_;
};

std::vector<Problem> problems_of(const fs::path& path, const std::vector<std::string>& overrides) {
  try {
    read_scenario(path, overrides);
  } catch (const ScenarioError& error) {
    return error.problems();
  }
  return {};
}

const EffectiveParameter& parameter(const Scenario& scenario, const std::string& key) {
  const auto found =
      std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                   [&key](const EffectiveParameter& each) { return each.key == key; });
  REQUIRE(found != scenario.parameters.end());
  return *found;
}

}  // namespace

TEST_CASE("every scenario that ships is read without an error") {
  for (const auto& entry : fs::directory_iterator(kShipped)) {
    if (!fs::exists(entry.path() / "scenario.toml")) continue;
    CAPTURE(entry.path().string());
    CHECK(problems_of(entry.path(), {}).empty());
  }
}

TEST_CASE("the first scenario is read as its files say") {
  const Scenario scenario = read_scenario(kFirstSteps);
  CHECK(scenario.name == "first-steps");
  CHECK(scenario.run.duration_s == 3 * 3600.0);
  CHECK(scenario.guideway.speed_m_s == doctest::Approx(20.0));  // 72 km/h
  CHECK(scenario.network.nodes.size() == 4);
  CHECK(scenario.network.links.size() == 6);  // three tunnels, both ways
  REQUIRE(scenario.capsule_classes.size() == 1);
  CHECK(scenario.capsule_classes[0].fleet == 12);
  CHECK(scenario.flows.size() == 5);
  CHECK(scenario.flows[0].trips == 30.0);
  CHECK(scenario.network.nodes[scenario.flows[0].origin].id == "willow-court");
  CHECK(scenario.warnings.empty());
}

TEST_CASE("the folder and its .toml file are the same scenario") {
  CHECK(read_scenario(kFirstSteps / "scenario.toml").name == "first-steps");
}

TEST_CASE("each parameter says whether its default was taken, and where it was given otherwise") {
  const Scenario scenario = read_scenario(kFirstSteps, {"guideway.coupling_gap=50 cm"});
  CHECK_FALSE(parameter(scenario, "guideway.speed").is_default);
  CHECK(parameter(scenario, "guideway.speed").value == "72 km/h");
  CHECK(parameter(scenario, "guideway.speed").source.starts_with("scenario.toml:"));
  CHECK(parameter(scenario, "guideway.acceleration").is_default);
  CHECK(parameter(scenario, "guideway.coupling_gap").source == "--set");
  CHECK(parameter(scenario, "guideway.coupling_gap").si_value == doctest::Approx(0.5));
  CHECK(parameter(scenario, "guideway.coupling_gap").unit == "m");
}

TEST_CASE("overrides get the same checks as the file, and their problems say --set") {
  const Scenario scenario = read_scenario(kFirstSteps, {"guideway.speed=36km/h", "run.seed=7"});
  CHECK(scenario.guideway.speed_m_s == doctest::Approx(10.0));
  CHECK(scenario.run.seed == 7);
  const std::vector<Problem> problems = problems_of(
      kFirstSteps, {"guideway.sped=36km/h", "run.seed=-1", "capsule.cabin.length=5 kg", "what"});
  CHECK(problems.size() == 4);
  for (const Problem& problem : problems) CHECK(problem.file == "--set");
}

TEST_CASE("a folder that does not exist, or has no scenario.toml, is a problem") {
  CHECK(problems_of(kShipped / "nowhere", {}).size() == 1);
  CHECK(problems_of(kShipped, {}).size() == 1);
}

TEST_CASE("a syntax error in one file does not hide the problems of the others") {
  const Copy copy;
  copy.write("scenario.toml", "[run\n");
  copy.write("network.geojson", "{\"type\": \"FeatureCollection\", \"features\": 3}");
  CHECK(problems_of(copy.folder(), {}).size() == 2);
}

TEST_CASE("a byte order mark and CRLF make no difference") {
  const Copy copy;
  copy.write("flows.csv",
             "\xEF\xBB\xBForigin,destination,class,trips\r\n"
             "willow-court,lake-hub,cabin,30\r\n");
  copy.write("scenario.toml", "\xEF\xBB\xBF" + text_of(kFirstSteps / "scenario.toml"));
  CHECK(read_scenario(copy.folder()).flows.size() == 1);
}

TEST_CASE("no demand at all is a warning") {
  const Copy copy;
  copy.write("flows.csv", "origin,destination,class,trips\n");
  const Scenario scenario = read_scenario(copy.folder());
  REQUIRE(scenario.warnings.size() == 1);
  CHECK(scenario.warnings[0].key == "demand");
}

TEST_CASE("a second row of flows with the same pair and class is a warning that names both lines") {
  const Copy copy;
  copy.write("flows.csv",
             "origin,destination,class,trips\n"
             "willow-court,lake-hub,cabin,30\n"
             "lake-hub,willow-court,cabin,30\n"
             " willow-court,lake-hub, cabin,10\n");
  const Scenario scenario = read_scenario(copy.folder());
  CHECK(scenario.flows.size() == 3);
  REQUIRE(scenario.warnings.size() == 1);
  CHECK(scenario.warnings[0].line == 4);
  CHECK(scenario.warnings[0].column == 2);
  CHECK(scenario.warnings[0].message.find("line 2") != std::string::npos);
}

TEST_CASE("a report pair may name a city, which stands for all its portals") {
  const Copy copy;
  std::string network = text_of(kFirstSteps / "network.geojson");
  for (std::size_t at = 0; (at = network.find("\"kind\": \"portal\"", at)) != std::string::npos;) {
    network.insert(at, "\"city\": \"Xiamen\", ");
    at += 40;
  }
  copy.write("network.geojson", network);
  copy.write("scenario.toml", text_of(kFirstSteps / "scenario.toml") +
                                  "\n[[report.pair]]\norigin = \"Xiamen\"\n"
                                  "destination = \"lake-hub\"\n");
  const Scenario scenario = read_scenario(copy.folder());
  REQUIRE(scenario.report_pairs.size() == 2);
  CHECK(scenario.report_pairs[1].origins.size() == 3);
  CHECK(scenario.report_pairs[1].destinations.size() == 1);
}

TEST_CASE("a stretch is the shortest way between its ends") {
  const Scenario scenario = read_scenario(
      kFirstSteps, {"output.stretch.from=willow-court", "output.stretch.to=lake-hub"});
  REQUIRE(scenario.stretch.links.size() == 2);
  CHECK(scenario.network.links[scenario.stretch.links[0]].id == "willow-tunnel");
  CHECK(scenario.network.links[scenario.stretch.links[1]].id == "lake-tunnel");
  CHECK(scenario.stretch.until_s == scenario.run.duration_s);
}

TEST_CASE("a profile's shares are scaled to add up to one exactly") {
  const Copy copy;
  std::string profile = "hour,share\n";
  for (int hour = 0; hour < 24; ++hour) profile += std::to_string(hour) + ",0.04166\n";
  copy.write("hours.csv", profile);
  copy.write("scenario.toml", text_of(kFirstSteps / "scenario.toml") +
                                  "\n[demand.gravity.cabin]\ntrips = 10\n"
                                  "hour_profile = \"hours.csv\"\n");
  const Scenario scenario = read_scenario(copy.folder());
  REQUIRE(scenario.hour_shares.size() == 1);
  CHECK(scenario.hour_shares[0][5] == doctest::Approx(1.0 / 24.0).epsilon(1e-12));
}

TEST_CASE("files cut off at any byte are read or are problems, never a crash") {
  const Copy copy;
  for (const char* file : {"scenario.toml", "network.geojson", "flows.csv"}) {
    const std::string whole = text_of(kFirstSteps / file);
    for (std::size_t length = 0; length < whole.size(); length += 7) {
      copy.write(file, whole.substr(0, length));
      CHECK_NOTHROW(problems_of(copy.folder(), {}));
    }
    copy.write(file, whole);
  }
}
