#include "scenarios/snapshots/snapshots.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scenarios/recording/closing_tables.hpp"
#include "scenarios/snapshots/earlier_result.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

namespace {

std::vector<std::byte> state_of(Run& run) {
  sim::Archive archive;
  try {
    run.keep(archive);
  } catch (const sim::ArchiveError& error) {
    throw SnapshotError(std::string("no snapshot can be made of this run: ") + error.what());
  }
  return archive.bytes();
}

}  // namespace

std::string snapshot_name(sim::Time time) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t seconds = time.ns / kSecond;
  std::string name =
      fmt::format("snapshot-{:02}h{:02}m{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (const std::int64_t rest = time.ns % kSecond; rest > 0) name += fmt::format(".{:09}", rest);
  return name + "s.dimai";
}

void write_snapshot_of(Run& run, CountingWriter& result, SnapshotLabel label,
                       const std::filesystem::path& file) {
  label.time_ns = run.now().ns;
  label.events = run.event_count();
  label.event_hash = event_hash_text(run);
  for (const auto& [group, table] : result.tables()) {
    if (!table.columns.empty())
      label.result_rows[group + "/" + table.columns.front().name] = table.rows;
  }
  write_snapshot(file, label, state_of(run));
}

void begin_with_earlier(const std::filesystem::path& snapshot, const SnapshotLabel& label,
                        RunResults& results) {
  copy_rows(find_earlier_result(snapshot, label), label, results.writer());
}

Snapshots::Snapshots(SnapshotWishes wishes, const Scenario& scenario,
                     const std::filesystem::path& path, const std::string& origin)
    : wishes_(std::move(wishes)) {
  std::sort(wishes_.at_s.begin(), wishes_.at_s.end());
  if (wanted()) label_ = label_of(scenario, path, origin);
}

void Snapshots::begin(Run& run, RunResults& results) {
  if (!wanted()) return;
  state_of(run);
  results.writer().set_attribute(kFingerprint, label_.fingerprint);
}

sim::Time Snapshots::next_after(sim::Time now) const {
  sim::Time next = sim::Time::max();
  if (wishes_.every_s > 0.0) {
    const std::int64_t every_ns = std::max<std::int64_t>(sim::seconds(wishes_.every_s).ns, 1);
    next = {(now.ns / every_ns + 1) * every_ns};
  }
  for (const double at_s : wishes_.at_s) {
    const sim::Time at = sim::seconds(at_s);
    if (at > now) next = std::min(next, at);
  }
  return next;
}

std::filesystem::path Snapshots::take(Run& run, RunResults& results,
                                      const std::filesystem::path& result) {
  results.flush();
  label_.result = result.filename().generic_string();
  const std::filesystem::path file = result.parent_path() / snapshot_name(run.now());
  write_snapshot_of(run, results.writer(), label_, file);
  if (std::find(made_.begin(), made_.end(), file) == made_.end()) made_.push_back(file);
  while (made_.size() > std::max<std::size_t>(wishes_.keep, 1)) {
    std::error_code ignored;
    std::filesystem::remove(made_.front(), ignored);
    made_.pop_front();
  }
  return file;
}

}  // namespace dimai::scenarios
