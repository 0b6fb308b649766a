#include "bindings/run_session.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "scenarios/results/file_writer.hpp"
#include "scenarios/running/measures.hpp"
#include "scenarios/snapshots/earlier_result.hpp"
#include "scenarios/snapshots/snapshots.hpp"

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
  open_results();
}

RunSession::RunSession(std::shared_ptr<const scenarios::Scenario> scenario,
                       const std::filesystem::path& file, const std::filesystem::path& snapshot,
                       const std::vector<std::string>& changes)
    : scenario_(std::move(scenario)), run_(*scenario_), file_(file) {
  const scenarios::Snapshot kept = scenarios::read_snapshot(snapshot);
  const std::filesystem::path earlier = scenarios::find_earlier_result(snapshot, kept.label);
  if (!file_.empty() && std::filesystem::exists(file_.parent_path()) &&
      std::filesystem::equivalent(file_.parent_path(), earlier.parent_path()))
    throw scenarios::SnapshotError("output: the result in " + earlier.parent_path().string() +
                                   " is what the run goes on from; needs another folder");
  const scenarios::Fork fork = scenarios::check_fork(kept.label, *scenario_, changes);
  origin_ = fork.any ? kept.label.fingerprint : kept.label.origin;
  run_.resume(kept, fork);
  handed_over_ = run_.bins_done();
  open_results();
  scenarios::copy_rows(earlier, kept.label, results_->writer());
}

void RunSession::open_results() {
  std::unique_ptr<scenarios::ResultWriter> next;
  if (!file_.empty()) {
    std::filesystem::create_directories(file_.parent_path());
    next = std::make_unique<scenarios::FileWriter>(file_);
  }
  auto columns = std::make_unique<ColumnsKept>(file_.empty(), false, std::move(next));
  columns_ = columns.get();
  results_ = std::make_unique<scenarios::RunResults>(std::move(columns), run_);
}

std::filesystem::path RunSession::snapshot(const std::filesystem::path& folder,
                                           const std::filesystem::path& path) {
  if (finished_) throw std::logic_error("the run is finished");
  const std::string name = scenarios::snapshot_name(run_.now());
  scenarios::SnapshotLabel label = scenarios::label_of(*scenario_, path, origin_);
  std::filesystem::path rows = file_;
  if (file_.empty()) {
    std::filesystem::create_directories(folder);
    rows = folder / std::filesystem::path(name).replace_extension(".h5");
    scenarios::FileWriter writer(rows);
    writer.set_attribute(scenarios::kFingerprint, label.fingerprint);
    columns_->write_growing(writer);
    writer.finish(false);
  } else {
    results_->writer().set_attribute(scenarios::kFingerprint, label.fingerprint);
    results_->flush();
  }
  label.result = rows.filename().generic_string();
  const std::filesystem::path file = rows.parent_path() / name;
  scenarios::write_snapshot_of(run_, results_->writer(), std::move(label), file);
  return file;
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
    if (run_.bins_done() - handed_over_ < bin) continue;
    handed_over_ = run_.bins_done();
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
