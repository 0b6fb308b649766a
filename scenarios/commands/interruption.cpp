#include "scenarios/commands/interruption.hpp"

#include <csignal>

namespace dimai::scenarios {

namespace {

// The one thing that a signal handler may touch; there is one process, so one flag.
volatile std::sig_atomic_t interrupted = 0;

extern "C" void note_signal(int) { interrupted = 1; }

}  // namespace

Interruption::Interruption() {
  interrupted = 0;
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
}

Interruption::~Interruption() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interruption::requested() { return interrupted != 0; }

}  // namespace dimai::scenarios
