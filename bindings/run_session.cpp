#include "bindings/run_session.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "scenarios/results/file_writer.hpp"
#include "scenarios/running/measures.hpp"

namespace dimai::bindings {

namespace {

constexpr std::uint64_t kEventsBetweenLooks = 4096;  ///< about a tenth of a millisecond

sim::Time time_of(double seconds) {
  return seconds < sim::to_seconds(sim::Time::max()) ? sim::seconds(seconds) : sim::Time::max();
}

}  // namespace

RunSession::RunSession(std::shared_ptr<const scenarios::Scenario> scenario,
                       const std::filesystem::path& file)
    : scenario_(std::move(scenario)), run_(*scenario_), file_(file) {
  std::unique_ptr<scenarios::ResultWriter> next;
  if (!file_.empty()) {
    std::filesystem::create_directories(file_.parent_path());
    next = std::make_unique<scenarios::FileWriter>(file_);
  }
  auto columns = std::make_unique<ColumnsKept>(file_.empty(), false, std::move(next));
  columns_ = columns.get();
  results_ = std::make_unique<scenarios::RunResults>(std::move(columns), run_);
}

bool RunSession::advance(double until_s, double wall_s) {
  if (finished_) throw std::logic_error("the run is finished");
  if (!(until_s >= now_s()))
    throw std::invalid_argument("the time to step to is before that of the run");
  const auto stop = std::chrono::steady_clock::now() +
                    std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        std::chrono::duration<double>(std::clamp(wall_s, 0.0, 1e6)));
  const sim::Time until = time_of(until_s);
  const sim::Time bin = sim::seconds(scenario_->run.time_bin_s);
  while (run_.now() < until && std::chrono::steady_clock::now() < stop) {
    if (!run_.advance(kEventsBetweenLooks, until)) break;
    if (run_.now() - handed_over_ < bin) continue;
    handed_over_ = run_.now();
    results_->write_news(run_);
  }
  return !run_.at_end();
}

void RunSession::finish() {
  if (finished_) throw std::logic_error("the run is finished");
  finished_ = true;
  end_ = scenarios::end_of(run_, !run_.at_end());
  const std::vector<scenarios::Measure> all = scenarios::measures(run_);
  end_.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  end_.peak_rss_bytes = scenarios::peak_rss_bytes();
  file_ = results_->finish(run_, all, end_);
}

double RunSession::now_s() const { return sim::to_seconds(run_.now()); }

}  // namespace dimai::bindings
