// Writes a result file of many event rows by the writer that runs use, as fast as it goes:
//   write_events FILE ROWS
// Rows are like /journeys/crossings: microseconds in order, train, link, tube, extra time. Prints
// rows, seconds, seconds of processor, greatest memory [MiB] and bytes; the folder must exist.

#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <sys/resource.h>

#include "scenarios/results/file_writer.hpp"
#include "tests/benchmark/scrambled.hpp"

namespace {

using namespace dimai::scenarios;

constexpr std::uint64_t kBlockRows = 16384;  // what a run hands over at a time

const std::vector<ColumnInfo> kColumns{
    {"time_us", "us", "when the front passes", ColumnType::int64},
    {"train", "1", "train", ColumnType::uint32},
    {"link", "1", "row of /network/link", ColumnType::int32},
    {"tube", "1", "tube of the link", ColumnType::uint8},
    {"extra_run_us", "us", "undelayed running beyond length over speed", ColumnType::float32},
};

/// Blocks made before the clock starts; what is written differs from block to block in time alone.
std::vector<std::vector<ColumnData>> made_blocks() {
  std::vector<std::vector<ColumnData>> blocks;
  for (std::uint64_t block = 0; block < 64; ++block) {
    std::vector<std::int64_t> time_us;
    std::vector<std::uint32_t> train;
    std::vector<std::int32_t> link;
    std::vector<std::uint8_t> tube;
    std::vector<float> extra_us;
    double now_us = 0.0;
    for (std::uint64_t i = 0; i < kBlockRows; ++i) {
      const std::uint64_t row = block * kBlockRows + i;
      now_us -= 1000.0 * std::log1p(-scrambled(4 * row));
      time_us.push_back(std::llround(now_us));
      // Trains that are under way, of which new ones come and old ones go.
      train.push_back(static_cast<std::uint32_t>(row / 40 + 20000.0 * scrambled(4 * row + 1)));
      link.push_back(static_cast<std::int32_t>(3000.0 * scrambled(4 * row + 2)));
      tube.push_back(static_cast<std::uint8_t>(row % 7 == 0));
      extra_us.push_back(scrambled(4 * row + 3) < 0.8
                             ? 0.0F
                             : std::round(1e4F * static_cast<float>(scrambled(5 * row))));
    }
    blocks.push_back({std::move(time_us), std::move(train), std::move(link), std::move(tube),
                      std::move(extra_us)});
  }
  return blocks;
}

double processor_s() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: write_events FILE ROWS\n";
    return 2;
  }
  const std::filesystem::path path = argv[1];
  const std::uint64_t rows = std::stoull(argv[2]);
  const std::vector<std::vector<ColumnData>> blocks = made_blocks();
  const auto start = std::chrono::steady_clock::now();
  const double processor_before_s = processor_s();
  FileWriter writer(path);
  writer.define_columns("/events", kColumns);
  std::int64_t now_us = 0;
  std::uint64_t written = 0;
  for (std::uint64_t block = 0; written < rows; ++block) {
    std::vector<ColumnData> columns = blocks[block % blocks.size()];
    auto& times = std::get<std::vector<std::int64_t>>(columns.front());
    for (std::int64_t& time : times) time += now_us;
    now_us = times.back();
    writer.append("/events", std::move(columns));
    written += kBlockRows;
  }
  writer.finish(true);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::cout << "{\"rows\": " << written << ", \"wall_s\": " << taken.count()
            << ", \"processor_s\": " << processor_s() - processor_before_s
            << ", \"peak_mib\": " << static_cast<double>(peak_kib()) / 1024.0
            << ", \"bytes\": " << std::filesystem::file_size(path) << "}\n";
}
