#pragma once

namespace dimai::scenarios {

/// While it lives, Ctrl-C and SIGTERM ask the run to end instead of killing the process.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Whether a signal has come.
  static bool requested();
};

}  // namespace dimai::scenarios
