#include "scenarios/run_command.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <system_error>
#include <thread>

#include <unistd.h>

#include "scenarios/commands/interruption.hpp"
#include "scenarios/commands/make_report.hpp"
#include "scenarios/commands/progress.hpp"
#include "scenarios/describing/describe.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/recording/run_results.hpp"
#include "scenarios/recording/summary.hpp"
#include "scenarios/results/previous_file.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kFaulty = 2;
constexpr int kInterrupted = 130;
constexpr std::uint64_t kEventsBetweenLooks = 4096;  ///< about a tenth of a millisecond

/// Simulates until the end or a signal, handing results over as they come.
RunEnd simulate(Run& run, RunResults& results, Progress& progress) {
  sim::Time handed_over;
  while (!Interruption::requested() && run.advance(kEventsBetweenLooks)) {
    progress.show(run);
    if (run.now() - handed_over < sim::seconds(run.scenario().run.time_bin_s)) continue;
    handed_over = run.now();
    results.write_news(run);
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

int run_scenario(const Scenario& scenario, const RunOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  std::filesystem::create_directories(options.output);
  const Interruption interruption;
  Progress progress(progress_for(options));
  progress.show(in_language(options.language, "finding routes and demand …", "计算路径与需求 …"));
  Run run(scenario, threads(scenario, options));
  RunResults results(options.output / "result.h5", run);
  RunEnd end = simulate(run, results, progress);
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

int run_command(const RunOptions& options) {
  try {
    const Scenario scenario = read_scenario(options.scenario, options.overrides);
    for (const Problem& warning : scenario.warnings) std::cerr << to_text(warning) << "\n";
    return run_scenario(scenario, options);
  } catch (const ScenarioError& error) {
    std::cerr << problems_text(error.problems(), options.scenario.string(), options.language);
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
