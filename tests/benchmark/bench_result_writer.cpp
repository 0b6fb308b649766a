// Rows a second of a result file: a table of seven columns, as trips have them.

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "scenarios/results/file_writer.hpp"
#include "tests/benchmark/scrambled.hpp"

namespace dimai::scenarios {
namespace {

constexpr std::size_t block_rows = 65536;

const std::vector<ColumnInfo> trip_columns{
    {"origin", "1", "row of /network/node", ColumnType::int32},
    {"destination", "1", "row of /network/node", ColumnType::int32},
    {"class", "1", "row of /capsule_class", ColumnType::uint8},
    {"request_time_s", "s", "time of the request", ColumnType::float64},
    {"arrival_time_s", "s", "time of the arrival", ColumnType::float64},
    {"wait_s", "s", "request until a capsule is there", ColumnType::float32},
    {"energy_j", "J", "energy of the trip", ColumnType::float32},
};

std::vector<ColumnData> trips(std::uint64_t first) {
  std::vector<std::int32_t> origin;
  std::vector<std::int32_t> destination;
  std::vector<std::uint8_t> capsule_class;
  std::vector<double> request_s;
  std::vector<double> arrival_s;
  std::vector<float> wait_s;
  std::vector<float> energy_j;
  for (std::uint64_t i = first; i < first + block_rows; ++i) {
    origin.push_back(static_cast<std::int32_t>(1000.0 * scrambled(3 * i)));
    destination.push_back(static_cast<std::int32_t>(1000.0 * scrambled(3 * i + 1)));
    capsule_class.push_back(static_cast<std::uint8_t>(i % 3));
    request_s.push_back(std::round(2.9e8 * static_cast<double>(i)) / 1e9);
    arrival_s.push_back(request_s.back() + std::round(4e13 * scrambled(3 * i + 2)) / 1e9);
    wait_s.push_back(static_cast<float>(-120.0 * std::log1p(-scrambled(i))));
    energy_j.push_back(static_cast<float>(1e8 * scrambled(5 * i)));
  }
  return {std::move(origin),    std::move(destination), std::move(capsule_class),
          std::move(request_s), std::move(arrival_s),   std::move(wait_s),
          std::move(energy_j)};
}

void write_trips(benchmark::State& state) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "bench_result_writer.h5";
  std::vector<std::vector<ColumnData>> blocks;
  for (std::uint64_t block = 0; block < 16; ++block) blocks.push_back(trips(block * block_rows));
  const auto rows = state.range(0);
  for (auto _ : state) {
    FileWriter writer(path);
    writer.define_columns("/trips", trip_columns);
    for (std::int64_t row = 0; row < rows; row += static_cast<std::int64_t>(block_rows)) {
      writer.append("/trips", blocks[static_cast<std::size_t>(row) / block_rows % blocks.size()]);
    }
    writer.finish(true);
  }
  state.SetItemsProcessed(state.iterations() * rows);
  state.counters["bytes_per_row"] =
      static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(rows);
  std::filesystem::remove(path);
}
BENCHMARK(write_trips)->Arg(1 << 20)->Arg(1 << 23)->Unit(benchmark::kMillisecond)->UseRealTime();

// What the run itself pays: the time that a producer spends in append().
void hand_over(benchmark::State& state) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "bench_result_hand_over.h5";
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<ColumnData> block = trips(0);
    FileWriter writer(path);
    writer.define_columns("/trips", trip_columns);
    state.ResumeTiming();
    writer.append("/trips", std::move(block));
    state.PauseTiming();
    writer.finish(true);
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(block_rows));
  std::filesystem::remove(path);
}
BENCHMARK(hand_over)->Unit(benchmark::kMicrosecond)->UseRealTime()->Iterations(50);

}  // namespace
}  // namespace dimai::scenarios

BENCHMARK_MAIN();
