#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// One line on the terminal that says how far a run is, renewed a few times a second.
class Progress {
 public:
  /// @param shown  false: writes nothing (no terminal, or quiet)
  explicit Progress(bool shown);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const Run& run);
  /// Says what is being done besides simulating.
  void show(const std::string& doing);

 private:
  using Clock = std::chrono::steady_clock;
  void write(const std::string& line);

  bool shown_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
};

}  // namespace dimai::scenarios
