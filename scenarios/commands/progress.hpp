#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Who reads how far a run is.
enum class ProgressFor : std::uint8_t {
  nobody,
  people,    ///< one line on the terminal, written over again
  programs,  ///< a line of JSON each time, on standard error
};

/// Says how far a run is, a few times a second.
class Progress {
 public:
  explicit Progress(ProgressFor reader);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const Run& run);
  /// Says what is being done besides simulating.
  void show(const std::string& doing);

 private:
  using Clock = std::chrono::steady_clock;
  void write(const std::string& line);

  ProgressFor reader_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
};

}  // namespace dimai::scenarios
