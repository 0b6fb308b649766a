#include "scenarios/run_command.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>
#include <system_error>
#include <thread>

#include <unistd.h>

#include "scenarios/commands/interruption.hpp"
#include "scenarios/commands/make_report.hpp"
#include "scenarios/commands/progress.hpp"
#include "scenarios/commands/resumption.hpp"
#include "scenarios/describing/describe.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/recording/run_results.hpp"
#include "scenarios/recording/summary.hpp"
#include "scenarios/results/previous_file.hpp"
#include "scenarios/running/run.hpp"
#include "scenarios/snapshots/earlier_result.hpp"
#include "scenarios/snapshots/snapshots.hpp"

namespace dimai::scenarios {

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kFaulty = 2;
constexpr int kInterrupted = 130;
constexpr std::uint64_t kEventsBetweenLooks = 4096;  ///< about a tenth of a millisecond

/// Simulates until the end or a signal, handing results over as they come.
RunEnd simulate(Run& run, RunResults& results, Snapshots& snapshots,
                const std::filesystem::path& result, Progress& progress) {
  const sim::Time bin = sim::seconds(run.scenario().run.time_bin_s);
  sim::Time handed_over = run.bins_done();
  sim::Time due = snapshots.next_after(run.now());
  while (!Interruption::requested() && run.advance(kEventsBetweenLooks, due)) {
    progress.show(run);
    if (run.bins_done() - handed_over >= bin) {
      handed_over = run.bins_done();
      results.write_news(run);
    }
    if (run.now() < due) continue;
    snapshots.take(run, results, result);
    due = snapshots.next_after(run.now());
  }
  if (Interruption::requested() && snapshots.wanted() && !run.at_end()) {
    const std::filesystem::path file = snapshots.take(run, results, result);
    std::cerr << "dimai: to go on from here: dimai run --resume " << file.generic_string() << "\n";
  }
  const RunEnd end = end_of(run, Interruption::requested());
  for (const std::string& fault : end.faults) std::cerr << "dimai: error: " << fault << "\n";
  return end;
}

ProgressFor progress_for(const RunOptions& options) {
  if (options.progress_lines) return ProgressFor::programs;
  const bool shown = !options.quiet && !options.json && ::isatty(STDERR_FILENO) == 1;
  return shown ? ProgressFor::people : ProgressFor::nobody;
}

int exit_status(const RunEnd& end) {
  if (end.complete) return kDone;
  return end.reason == "interrupted" ? kInterrupted : kFailed;
}

/// As many as asked for, or as the machine has; never more than there are regions.
std::size_t threads(const Scenario& scenario, const RunOptions& options) {
  const std::size_t wanted =
      options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  return std::min(wanted, static_cast<std::size_t>(scenario.run.regions));
}

int run_scenario(const Scenario& scenario, const RunOptions& options,
                 const std::optional<Resumption>& resumed) {
  const auto start = std::chrono::steady_clock::now();
  std::filesystem::create_directories(options.output);
  const Interruption interruption;
  Progress progress(progress_for(options));
  progress.show(in_language(options.language, "finding routes and demand …", "计算路径与需求 …"));
  Run run(scenario, threads(scenario, options));
  if (resumed) run.resume(resumed->snapshot, resumed->fork);
  Snapshots snapshots(options.snapshots, scenario, options.scenario,
                      resumed ? resumed->origin() : "");
  const std::filesystem::path file = options.output / "result.h5";
  RunResults results(file, run);
  snapshots.begin(run, results);
  if (resumed) copy_rows(resumed->earlier, resumed->snapshot.label, results.writer());
  RunEnd end = simulate(run, results, snapshots, file, progress);
  progress.show(in_language(options.language, "writing results …", "写入结果 …"));
  const std::vector<Measure> all = measures(run);
  end.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  end.peak_rss_bytes = peak_rss_bytes();
  const std::filesystem::path result = results.finish(run, all, end);
  const std::filesystem::path report = options.output / "report.html";
  progress.show(in_language(options.language, "drawing the report …", "生成报告 …"));
  keep_previous(report);
  const bool reported = make_report(result, report);
  progress.show("");
  end.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.json) {
    std::cout << summary_json(run, all, end, result, reported ? report : "") << "\n";
  } else if (!options.quiet) {
    std::cout << summary_text(run, all, end, options.language) << result.string() << "\n"
              << (reported ? report.string() + "\n" : "");
  }
  if (!reported) std::cerr << "dimai: error: the report was not made; the result file is whole\n";
  return exit_status(end) == kDone && !reported ? kFailed : exit_status(end);
}

}  // namespace

int run_command(const RunOptions& asked_for) {
  RunOptions options = asked_for;
  try {
    std::optional<Resumption> resumed;
    if (!options.resume.empty()) resumed = resumption_of(options);
    const Scenario scenario = read_scenario(options.scenario, options.overrides);
    for (const Problem& warning : scenario.warnings) std::cerr << to_text(warning) << "\n";
    if (resumed) resumed->fork = check_fork(resumed->snapshot.label, scenario, asked_for.overrides);
    return run_scenario(scenario, options, resumed);
  } catch (const ScenarioError& error) {
    std::cerr << problems_text(error.problems(), options.scenario.string(), options.language);
    return kFaulty;
  } catch (const SnapshotError& error) {
    std::cerr << "dimai: error: " << error.what() << "\n";
    return kFaulty;
  } catch (const ResultError& error) {
    std::cerr << "dimai: error: " << error.what() << "\n";
    return kFailed;
  } catch (const std::filesystem::filesystem_error& error) {
    std::cerr << "dimai: error: " << error.what() << "\n";
    return kFailed;
  }
}

}  // namespace dimai::scenarios
