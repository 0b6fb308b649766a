#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "scenarios/commands/command_line.hpp"
#include "scenarios/output_folder.hpp"

using namespace dimai::scenarios;
namespace fs = std::filesystem;

namespace {

const std::string kFirstSteps = DIMAI_SOURCE_DIR "/scenarios/first-steps";

struct Answer {
  int status = 0;
  std::string out;
  std::string err;
  std::vector<RunOptions> runs;  ///< what `run` was called with
};

Answer ask(const std::vector<std::string>& words) {
  Answer answer;
  std::vector<const char*> arguments{"dimai"};
  for (const std::string& word : words) arguments.push_back(word.c_str());
  const std::ostringstream out;
  const std::ostringstream err;
  std::streambuf* real_out = std::cout.rdbuf(out.rdbuf());
  std::streambuf* real_err = std::cerr.rdbuf(err.rdbuf());
  answer.status = command_line(static_cast<int>(arguments.size()), arguments.data(),
                               [&answer](const RunOptions& options) {
                                 answer.runs.push_back(options);
                                 return 0;
                               });
  std::cout.rdbuf(real_out);
  std::cerr.rdbuf(real_err);
  answer.out = out.str();
  answer.err = err.str();
  return answer;
}

}  // namespace

TEST_CASE("run gets what was typed, --seed and --replication as overrides") {
  const Answer answer =
      ask({"run", kFirstSteps, "--output", "results/x", "--seed", "5", "--replication", "2",
           "--set", "guideway.speed=300 km/h", "--set", "run.duration=1h", "--json", "--quiet"});
  CHECK(answer.status == 0);
  REQUIRE(answer.runs.size() == 1);
  const RunOptions& options = answer.runs[0];
  CHECK(options.output == "results/x");
  CHECK(options.overrides == std::vector<std::string>{"guideway.speed=300 km/h", "run.duration=1h",
                                                      "run.seed=5", "run.replication=2"});
  CHECK(options.json);
  CHECK(options.quiet);
}

TEST_CASE("results go to results/NAME unless told otherwise") {
  CHECK(ask({"run", kFirstSteps}).runs.at(0).output == "results/first-steps");
  CHECK(usual_output("scenarios/xiamen/") == "results/xiamen");
  CHECK(usual_output("scenarios/xiamen/scenario.toml") == "results/xiamen");
  CHECK(usual_output("other.toml") == "results/other");
}

TEST_CASE("wrong usage ends with status 2") {
  CHECK(ask({}).status == 2);
  CHECK(ask({"run"}).status == 2);
  CHECK(ask({"validate"}).status == 2);
  CHECK(ask({"run", kFirstSteps, "--no-such-option"}).status == 2);
  CHECK(ask({"run", kFirstSteps, "--set"}).status == 2);
  CHECK(ask({"--help"}).status == 0);
  CHECK(ask({"run", "--help"}).status == 0);
}

TEST_CASE("--version names the version of the file VERSION") {
  std::string version;
  std::getline(std::ifstream(DIMAI_SOURCE_DIR "/VERSION"), version);
  CHECK(ask({"--version"}).out.starts_with("dimai " + version));
}

TEST_CASE("a seed out of range or no number at all is told before anything runs") {
  for (const char* seed : {"-1", "many", "99999999999999999999", "1.5"}) {
    CAPTURE(seed);
    const Answer answer = ask({"validate", kFirstSteps, "--seed=" + std::string(seed)});
    CHECK(answer.status == 2);
    CHECK(answer.out.find("--set: run.seed: got") != std::string::npos);
  }
}

TEST_CASE("an output folder that cannot be made is told, with all else that is wrong") {
  const fs::path file = fs::temp_directory_path() / "dimai-test-a-file";
  std::ofstream(file) << "in the way";
  const Answer answer =
      ask({"run", kFirstSteps, "--output", (file / "out").string(), "--set", "run.sed=1"});
  CHECK(answer.status == 2);
  CHECK(answer.runs.empty());
  CHECK(answer.err.find("--output") != std::string::npos);
  CHECK(answer.err.find("run.sed") != std::string::npos);
  fs::remove(file);
}

TEST_CASE("what is said of a refused output folder names the folder asked for, and why") {
  const fs::path file = fs::temp_directory_path() / "dimai-test-in-the-way";
  std::ofstream(file) << "in the way";
  const auto below = unwritable_output(file / "a" / "b");
  REQUIRE(below);
  CHECK(below->file == (file / "a" / "b").generic_string());
  CHECK(below->message == "cannot be made: \"" + file.generic_string() + "\" is not a folder");
  const auto itself = unwritable_output(file);
  REQUIRE(itself);
  CHECK(itself->message == "is not a folder; needs a folder that can be written to");
  fs::remove(file);
  // /proc takes no folders, not even of root.
  const auto kernel = unwritable_output("/proc/not/there");
  REQUIRE(kernel);
  CHECK(kernel->file == "/proc/not/there");
  CHECK(kernel->message.starts_with("cannot be made in \"/proc\": "));
}

TEST_CASE("a wrong command line is told in one line that helps") {
  const auto told = [](const std::vector<std::string>& words) {
    const Answer answer = ask(words);
    CHECK(answer.status == 2);
    CHECK(answer.runs.empty());
    CHECK(answer.out.empty());
    return answer.err;
  };
  CHECK(told({"run"}) ==
        "dimai: needs a scenario, such as scenarios/first-steps (dimai run --help tells more)\n");
  CHECK(told({"run", kFirstSteps, "--outptu", "x"}) ==
        "dimai: there is no option \"--outptu\"; did you mean \"--output\"? "
        "(dimai run --help tells more)\n");
  CHECK(told({"validate", kFirstSteps, "--quite=1"}).find("no option \"--quite=1\"") !=
        std::string::npos);
  CHECK(told({"describe", kFirstSteps, "another"}).find("and \"another\", accepts one scenario") !=
        std::string::npos);
  CHECK(told({"validate", kFirstSteps, "--language", "fr"}).find("--language") !=
        std::string::npos);
}

TEST_CASE("finding out whether an output folder can be written to leaves nothing behind") {
  const fs::path folder = fs::temp_directory_path() / "dimai-test-not-there" / "deeper";
  CHECK_FALSE(unwritable_output(folder));
  CHECK_FALSE(fs::exists(folder.parent_path()));
}

TEST_CASE("validate --json is a list of problems with the six promised keys") {
  const Answer good = ask({"validate", kFirstSteps, "--json"});
  CHECK(good.status == 0);
  CHECK(nlohmann::json::parse(good.out) == nlohmann::json::array());
  const Answer bad = ask({"validate", kFirstSteps, "--json", "--set", "run.sed=1"});
  CHECK(bad.status == 2);
  const auto list = nlohmann::json::parse(bad.out);
  REQUIRE(list.size() == 1);
  for (const char* key : {"file", "line", "column", "key", "message", "severity"}) {
    CHECK(list[0].contains(key));
  }
  CHECK(list[0]["severity"] == "error");
}

TEST_CASE("describe shows each parameter, defaults marked, and the size") {
  const Answer answer = ask({"describe", kFirstSteps});
  CHECK(answer.status == 0);
  CHECK(answer.out.find("3 portals") != std::string::npos);
  CHECK(answer.out.find("* default, assumption") != std::string::npos);
  CHECK(answer.out.find("guideway.speed") != std::string::npos);
  const auto json = nlohmann::json::parse(ask({"describe", kFirstSteps, "--json"}).out);
  CHECK(json["size"]["links"] == 6);
  CHECK(json["size"]["classes"][0]["expected_requests"] == 130.0);  // 30 + 30 + 30 + 30 + 10
  CHECK(json["memory_bytes"]["total"] > 1e6);
}

TEST_CASE("headlines are Chinese if asked for") {
  CHECK(ask({"validate", kFirstSteps, "--language", "zh"}).out.find("没有问题") !=
        std::string::npos);
  CHECK(ask({"validate", kFirstSteps, "--language", "en"}).out.find("no problems") !=
        std::string::npos);
}
