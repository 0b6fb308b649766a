#include "scenarios/commands/progress.hpp"

#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/formats/clock_text.hpp"

namespace dimai::scenarios {

namespace {

constexpr auto kInterval = std::chrono::milliseconds(200);
constexpr int kBarCells = 24;

std::string bar(double share) {
  std::string text;
  const int full = static_cast<int>(std::lround(share * kBarCells));
  for (int cell = 0; cell < kBarCells; ++cell) text += cell < full ? "█" : "░";
  return text;
}

}  // namespace

Progress::Progress(ProgressFor reader) : reader_(reader) {}

Progress::~Progress() {
  if (reader_ == ProgressFor::people) write("");
}

void Progress::write(const std::string& line) {
  fmt::print(stderr, "\r\x1b[K{}", line);
  std::fflush(stderr);
}

void Progress::show(const std::string& doing) {
  if (reader_ == ProgressFor::people) write(doing);
  if (reader_ == ProgressFor::programs && !doing.empty())
    fmt::print(stderr, "{}\n", nlohmann::json{{"doing", doing}}.dump());
}

void Progress::show(const Run& run) {
  const Clock::time_point now = Clock::now();
  if (reader_ == ProgressFor::nobody || now - last_ < kInterval) return;
  last_ = now;
  const double wall_s = std::chrono::duration<double>(now - start_).count();
  const double simulated_s = sim::to_seconds(run.now());
  const double share = run.share_done();
  const double left_s = share > 0.0 ? wall_s * (1.0 - share) / share : 0.0;
  const auto events = static_cast<double>(run.event_count());
  if (reader_ == ProgressFor::programs) {
    const nlohmann::json line{{"share", share},
                              {"simulated_s", simulated_s},
                              {"events", run.event_count()},
                              {"left_s", left_s}};
    fmt::print(stderr, "{}\n", line.dump());
    return;
  }
  write(fmt::format("{} {:3.0f} %  simulated {}  {:.1f} M events/s  {} left", bar(share),
                    100.0 * share, clock_text(simulated_s), events / wall_s / 1e6,
                    clock_text(left_s)));
}

}  // namespace dimai::scenarios
