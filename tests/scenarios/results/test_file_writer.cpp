#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/results/file_writer.hpp"
#include "tests/scenarios/results/read_result.hpp"

namespace dimai::scenarios {
namespace {

namespace fs = std::filesystem;

// A folder of its own for a test, gone afterwards.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "dimai-result-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() {
    fs::permissions(path, fs::perms::owner_all);
    fs::remove_all(path);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

const std::vector<ColumnInfo> crossing_columns{
    {"time_s", "s", "time of the crossing", ColumnType::float64},
    {"train", "1", "which train", ColumnType::int32},
};

// Rows first, first + 1, ...: time_s = row / 4, train = row mod 1000.
std::vector<ColumnData> crossings(std::size_t first, std::size_t count) {
  std::vector<double> time_s;
  std::vector<std::int32_t> train;
  for (std::size_t row = first; row < first + count; ++row) {
    time_s.push_back(static_cast<double>(row) / 4.0);
    train.push_back(static_cast<std::int32_t>(row % 1000));
  }
  return {std::move(time_s), std::move(train)};
}

// How many rows of /crossings the file holds; each is compared with what was handed over. Reads a
// copy: of a file that is open in this process, HDF5 would show what is in memory.
std::size_t checked_crossings(const fs::path& path) {
  const fs::path copy = path.string() + ".copy";
  fs::copy_file(path, copy, fs::copy_options::overwrite_existing);
  const ResultReader file(copy);
  const std::vector<double> time_s = file.numbers<double>("/crossings/time_s");
  const auto train = file.numbers<std::int32_t>("/crossings/train");
  const auto row = file.numbers<std::int64_t>("/crossings/row");
  REQUIRE(train.size() == time_s.size());
  REQUIRE(row.size() == time_s.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < time_s.size(); ++i) {
    wrong += time_s[i] != static_cast<double>(i) / 4.0 || row[i] != static_cast<std::int64_t>(i) ||
             train[i] != static_cast<std::int32_t>(i % 1000);
  }
  CHECK(wrong == 0);
  return time_s.size();
}

// Exit status of what a child process does; it is killed at `kill_after` if that is not zero.
int status_of_child(void (*act)(const fs::path&), const fs::path& path,
                    std::chrono::milliseconds kill_after = {}) {
  const pid_t child = ::fork();
  if (child == 0) {
    act(path);
    ::_exit(0);
  }
  if (kill_after.count() > 0) {
    std::this_thread::sleep_for(kill_after);
    ::kill(child, SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

void write_sample(const fs::path& path);

}  // namespace

TEST_CASE("rows that fill no chunk, and rows that fill several, come back as they were") {
  const Folder folder;
  for (const std::size_t count : {0UL, 1UL, 65535UL, 65536UL, 65537UL, 200000UL}) {
    FileWriter writer(folder.path / "r.h5");
    writer.define_columns("/crossings", crossing_columns);
    for (std::size_t first = 0; first < count; first += 40000) {
      writer.append("/crossings", crossings(first, std::min<std::size_t>(40000, count - first)));
    }
    CHECK(writer.finish(true) == folder.path / "r.h5");
    CHECK(checked_crossings(folder.path / "r.h5") == count);
  }
}

TEST_CASE("a chunk that is flushed again and again while it grows stays whole") {
  const Folder folder;
  FileWriter writer(folder.path / "r.h5");
  writer.define_columns("/crossings", crossing_columns);
  for (std::size_t first = 0; first < 150000; first += 10000) {
    writer.append("/crossings", crossings(first, 10000));
    writer.flush();
    CHECK(checked_crossings(folder.path / "r.h5.part") == first + 10000);
  }
  writer.finish(true);
  CHECK(checked_crossings(folder.path / "r.h5") == 150000);
}

TEST_CASE("every type of column comes back, texts in Chinese too") {
  const Folder folder;
  write_sample(folder.path / "r.h5");
  const ResultReader file(folder.path / "r.h5");
  CHECK(file.texts("/network/node/name_zh") == std::vector<std::string>{"天通苑", "", "桃源居"});
  CHECK(file.numbers<float>("/network/node/bore_m") == std::vector<float>{3.5F, 2.0F, 0.0F});
  CHECK(file.numbers<std::uint32_t>("/network/node/people") ==
        std::vector<std::uint32_t>{700000, 4294967295U, 0});
  CHECK(file.numbers<std::uint8_t>("/network/node/kind") == std::vector<std::uint8_t>{0, 255, 1});
  CHECK(file.numbers<std::int64_t>("/network/node/osm") ==
        std::vector<std::int64_t>{-1, 9007199254740993, 0});
  CHECK(file.texts("/config/toml") == std::vector<std::string>{"[run]\nseed = 1\n"});
  CHECK(file.texts("/log/text") == std::vector<std::string>{"第一行", "second"});
  CHECK(file.numbers<std::int32_t>("/link_flows/trains") ==
        std::vector<std::int32_t>{1, 2, 3, 4, 5, 6});
  CHECK(file.whole_attribute("seed") == 7);
  CHECK(file.whole_attribute("complete") == 1);
}

TEST_CASE("a run that was killed leaves what was flushed, with complete = 0") {
  const Folder folder;
  const auto act = [](const fs::path& path) {
    FileWriter writer(path);
    writer.define_columns("/crossings", crossing_columns);
    writer.append("/crossings", crossings(0, 100000));
    writer.flush();
    for (std::size_t first = 100000;; first += 1000) {  // until the kill, chunks move on
      writer.append("/crossings", crossings(first, 1000));
    }
  };
  for (int attempt = 0; attempt < 3; ++attempt) {
    const int status = status_of_child(act, folder.path / "r.h5", std::chrono::milliseconds(400));
    CHECK(WIFSIGNALED(status));
    CHECK_FALSE(fs::exists(folder.path / "r.h5"));
    CHECK(checked_crossings(folder.path / "r.h5.part") >= 100000);
    CHECK(ResultReader(folder.path / "r.h5.part").whole_attribute("complete") == 0);
  }
}

TEST_CASE("rows are on the file some seconds later without anybody asking") {
  const Folder folder;
  FileWriter writer(folder.path / "r.h5");
  writer.define_columns("/crossings", crossing_columns);
  writer.append("/crossings", crossings(0, 10));
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  CHECK(checked_crossings(folder.path / "r.h5.part") == 10);
}

TEST_CASE("matrices that grow come back whole, and what was flushed is readable before the end") {
  const Folder folder;
  const auto path = folder.path / "result.h5";
  FileWriter writer(path);
  writer.define_matrices("/series", {"time_s", "s", "time"},
                         {{"node", "1", "which"}, std::vector<std::uint32_t>{4, 5, 6}},
                         {{"head_m", "m", "head"}, {"status", "1", "state", ColumnType::uint8}});
  writer.append("/series", {std::vector<double>{0.0, 1.0}, std::vector<double>{1, 2, 3, 4, 5, 6},
                            std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}});
  writer.flush();
  {
    fs::copy_file(writer.part_path(), folder.path / "copy.h5");  // as a kill would leave it
    const ResultReader part(folder.path / "copy.h5");
    CHECK(part.numbers<double>("/series/head_m") == std::vector<double>{1, 2, 3, 4, 5, 6});
  }
  writer.append("/series", {std::vector<double>{2.0}, std::vector<double>{7, 8, 9},
                            std::vector<std::uint8_t>{7, 8, 9}});
  CHECK_THROWS_AS(writer.append("/series", {std::vector<double>{3.0}, std::vector<double>{1, 2},
                                            std::vector<std::uint8_t>{1, 2, 3}}),
                  std::logic_error);
  const ResultReader result(writer.finish(true));
  CHECK(result.numbers<double>("/series/time_s") == std::vector<double>{0, 1, 2});
  CHECK(result.numbers<double>("/series/head_m") == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(result.numbers<std::uint8_t>("/series/status") ==
        std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("a writer that goes without finish leaves a readable part file") {
  const Folder folder;
  {
    FileWriter writer(folder.path / "r.h5");
    writer.define_columns("/crossings", crossing_columns);
    writer.append("/crossings", crossings(0, 10));
  }
  CHECK(checked_crossings(folder.path / "r.h5.part") == 10);
  CHECK_FALSE(fs::exists(folder.path / "r.h5"));
}

TEST_CASE("an interrupted run gets its final name and complete = 0") {
  const Folder folder;
  FileWriter writer(folder.path / "r.h5");
  writer.finish(false);
  CHECK(ResultReader(folder.path / "r.h5").whole_attribute("complete") == 0);
  CHECK_FALSE(fs::exists(folder.path / "r.h5.part"));
}

TEST_CASE("a folder that is not there is an error that names the file and the reason") {
  const fs::path path = "/nowhere/r.h5";
  const auto message = [&]() -> std::string {
    try {
      const FileWriter writer(path);
    } catch (const ResultError& error) {
      return error.what();
    }
    return "no error";
  }();
  CHECK(message ==
        "/nowhere/r.h5.part: cannot create the file: No such file or directory; "
        "nothing of the run was kept");
}

TEST_CASE("a disk that fills up is an error, and what was flushed before stays readable") {
  const Folder folder;
  const auto act = [](const fs::path& path) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 20, 1 << 20};  // no file grows beyond 1 MiB
    ::setrlimit(RLIMIT_FSIZE, &limit);
    FileWriter writer(path);
    writer.define_columns("/crossings", crossing_columns);
    writer.append("/crossings", crossings(0, 70000));
    writer.flush();
    try {
      for (std::size_t first = 70000;; first += 10000) {
        writer.append("/crossings", crossings(first, 10000));
      }
    } catch (const ResultError& error) {
      const std::string message = error.what();
      const bool says = message.find("File too large; kept: the run up to then") != message.npos;
      try {
        writer.finish(true);
      } catch (const ResultError&) {
        std::exit(says ? 42 : 43);  // with the library's own clean-up, which must not fail either
      }
    }
  };
  const int status = status_of_child(act, folder.path / "r.h5");
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 42);
  CHECK_FALSE(fs::exists(folder.path / "r.h5"));
  CHECK(checked_crossings(folder.path / "r.h5.part") >= 70000);
}

TEST_CASE("a disk that is full from the start leaves no file") {
  const Folder folder;
  fs::create_symlink("/dev/full", folder.path / "r.h5.part");
  CHECK_THROWS_AS(FileWriter(folder.path / "r.h5"), ResultError);
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("columns that do not fit their definition are refused at once") {
  const Folder folder;
  FileWriter writer(folder.path / "r.h5");
  writer.define_columns("/crossings", crossing_columns);
  const std::vector<double> two{1.0, 2.0};
  const std::vector<std::int32_t> one{1};
  CHECK_THROWS_AS(writer.append("/crossings", {two, one}), std::logic_error);
  CHECK_THROWS_AS(writer.append("/crossings", {two, two}), std::logic_error);
  CHECK_THROWS_AS(writer.append("/crossings", {two}), std::logic_error);
  CHECK_THROWS_AS(writer.append("/trips", {two}), std::logic_error);
  CHECK_THROWS_AS(writer.define_columns("/crossings", crossing_columns), std::logic_error);
  CHECK_THROWS_AS(writer.write_matrix("/g", {{"m", "1", "matrix"}, two}, {"a", "b", 3, 1}),
                  std::logic_error);
}

// For tests/analysis/test_result_file_opens.py, which opens it with other libraries.
TEST_CASE("a sample file is written where DIMAI_SAMPLE_RESULT says") {
  if (const char* path = std::getenv("DIMAI_SAMPLE_RESULT")) write_sample(path);
}

namespace {

void write_sample(const fs::path& path) {
  FileWriter writer(path);
  writer.set_attribute("title_zh", "北京到深圳");
  writer.set_attribute("seed", std::int64_t{6});
  writer.set_attribute("seed", std::int64_t{7});
  writer.set_attribute("wall_s", 1.5);
  writer.write_text("/config/toml", "[run]\nseed = 1\n");
  writer.define_columns("/log", {{"time_s", "s", "when", ColumnType::float64},
                                 {"text", "", "what was said", ColumnType::text}});
  writer.define_columns("/empty", {{"time_s", "s", "when", ColumnType::float64},
                                   {"text", "", "nothing", ColumnType::text}});
  writer.append("/log", {std::vector<double>{0.5}, std::vector<std::string>{"第一行"}});
  writer.append("/log", {std::vector<double>{1.5}, std::vector<std::string>{"second"}});
  writer.write_columns(
      "/network/node",
      {{{"name_zh", "", "name in Chinese"}, std::vector<std::string>{"天通苑", "", "桃源居"}},
       {{"bore_m", "m", "inner diameter"}, std::vector<float>{3.5F, 2.0F, 0.0F}},
       {{"people", "1", "inhabitants"}, std::vector<std::uint32_t>{700000, 4294967295U, 0}},
       {{"kind", "1", "what it is", {}, {"portal", "junction"}},
        std::vector<std::uint8_t>{0, 255, 1}},
       {{"osm", "1", "number on the map"}, std::vector<std::int64_t>{-1, 9007199254740993, 0}}});
  writer.write_scale("/link_flows",
                     {{"time_s", "s", "start of the bin"}, std::vector<double>{0.0, 900.0}});
  writer.write_scale("/link_flows",
                     {{"link", "1", "row of /network/link"}, std::vector<std::int32_t>{0, 1, 2}});
  writer.write_scale("/fleet", {{"time_s", "s", "start of the bin"}, std::vector<double>{0.0}});
  writer.write_scale(
      "/fleet", {{"class", "", "capsule class"}, std::vector<std::string>{"cabin", "freight"}});
  writer.write_matrix(
      "/link_flows",
      {{"trains", "1", "trains that entered"}, std::vector<std::int32_t>{1, 2, 3, 4, 5, 6}},
      {"time_s", "link", 2, 3});
  writer.write_matrix("/fleet",
                      {{"idle", "1", "capsules at rest"}, std::vector<std::int32_t>{8, 9}},
                      {"time_s", "class", 1, 2});
  writer.finish(true);
}

}  // namespace
}  // namespace dimai::scenarios
