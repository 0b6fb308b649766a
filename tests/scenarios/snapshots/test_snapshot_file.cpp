#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "scenarios/snapshots/snapshot_file.hpp"

namespace dimai::scenarios {
namespace {

namespace fs = std::filesystem;

/// A folder that goes with the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("dimai-snapshots-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

SnapshotLabel some_label() {
  SnapshotLabel label;
  label.version = this_version();
  label.scenario = "/somewhere/scenarios/first-steps";
  label.file_hashes["network.geojson"] = text_hash("a network");
  label.overrides = {"run.seed=3", "guideway.speed=\"250 km/h\""};
  label.fingerprint = text_hash("all");
  label.time_ns = 3'600'000'000'001;
  label.events = 12;
  label.event_hash = "0123456789abcdef";
  label.result = "result.h5";
  label.result_rows["/trips/request"] = 7;
  return label;
}

std::vector<std::byte> some_state() {
  std::vector<std::byte> state(100'000);
  for (std::size_t i = 0; i < state.size(); ++i) state[i] = static_cast<std::byte>(i * i % 251);
  return state;
}

std::string read_all(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_all(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string refusal(const fs::path& file) {
  try {
    read_snapshot(file);
  } catch (const SnapshotError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a snapshot comes back as it was written") {
  const Folder folder;
  const fs::path file = folder.path / "snapshot.dimai";
  write_snapshot(file, some_label(), some_state());
  const Snapshot back = read_snapshot(file);
  CHECK(back.state == some_state());
  CHECK(back.label.overrides == some_label().overrides);
  CHECK(back.label.result_rows == some_label().result_rows);
  CHECK(back.label.time_ns == some_label().time_ns);
  CHECK(!fs::exists(folder.path / "snapshot.dimai.part"));
}

TEST_CASE("a snapshot that was cut short or changed in any place is refused") {
  const Folder folder;
  const fs::path whole = folder.path / "whole.dimai";
  const fs::path file = folder.path / "other.dimai";
  write_snapshot(whole, some_label(), some_state());
  const std::string bytes = read_all(whole);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 50) {
    CAPTURE(size);
    write_all(file, bytes.substr(0, size));
    CHECK(refusal(file) != "");
  }
  for (std::size_t at = 0; at < bytes.size(); at += at < 64 ? 1 : 1 + bytes.size() / 100) {
    CAPTURE(at);
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    write_all(file, changed);
    CHECK(refusal(file) != "");
  }
  write_all(file, bytes + "more");
  CHECK(refusal(file).find("damaged") != std::string::npos);
}

TEST_CASE("what is no snapshot, or not of this dimai, is said to be that") {
  const Folder folder;
  const fs::path file = folder.path / "it.dimai";
  write_all(file, "{\"type\": \"FeatureCollection\"}");
  CHECK(refusal(file).find("is not a snapshot of dimai") != std::string::npos);
  write_all(file, "");
  CHECK(refusal(file).find("is not a snapshot of dimai") != std::string::npos);
  CHECK(refusal(folder.path / "none.dimai").find("cannot be read") != std::string::npos);
  SnapshotLabel label = some_label();
  label.version = "0.0.1 (abc)";
  write_snapshot(file, label, some_state());
  CHECK(refusal(file).find("was written by dimai 0.0.1 (abc)") != std::string::npos);
}

TEST_CASE("a snapshot that cannot be written is an error and leaves nothing") {
  CHECK_THROWS_AS(write_snapshot("/proc/none/snapshot.dimai", some_label(), some_state()),
                  SnapshotError);
}

}  // namespace
}  // namespace dimai::scenarios
