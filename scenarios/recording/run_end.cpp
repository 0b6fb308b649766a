#include "scenarios/recording/run_end.hpp"

#include <utility>

#include <sys/resource.h>

namespace dimai::scenarios {

RunEnd end_of(const Run& run, bool interrupted) {
  RunEnd end;
  end.faults = run.violations();
  if (std::string failure = run.failure(); !failure.empty())
    end.faults.insert(end.faults.begin(), std::move(failure));
  if (!end.faults.empty()) {
    end.reason = "failed: " + end.faults.front();
  } else if (interrupted) {
    end.reason = "interrupted";
  } else {
    end.complete = true;
    end.reason = run.all_served() ? "all served" : "duration reached";
  }
  return end;
}

std::uint64_t peak_rss_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): the C library's rusage is like that
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace dimai::scenarios
