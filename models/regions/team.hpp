#pragma once

#include <atomic>
#include <barrier>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace dimai::models {

/// Threads that do numbered tasks together, and stand ready between times.
///
/// Tasks of one call must not touch what another one of them writes; then nothing depends on how
/// many threads there are, or on who does what. With one thread all is done by the caller.
class Team {
 public:
  /// @param threads  that work, the caller's own included, >= 1
  explicit Team(std::size_t threads);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  /// Does task(0) to task(count - 1), and returns when all are done. Each thread begins with the
  /// tasks that it had before, whose rows are in its caches, and then helps out.
  ///
  /// @throws what a task has thrown; of several the one of the lowest number
  void run(std::size_t count, const std::function<void(std::size_t)>& task);

  std::size_t size() const { return helpers_.size() + 1; }

 private:
  void help(std::size_t place);
  void work(std::size_t place);

  std::barrier<> begin_;
  std::barrier<> end_;
  const std::function<void(std::size_t)>* task_ = nullptr;  ///< null: go home
  std::size_t count_ = 0;
  std::unique_ptr<std::atomic<bool>[]> taken_;  // NOLINT(modernize-avoid-c-arrays): atomics
  std::size_t room_ = 0;                        ///< of taken_
  std::vector<std::exception_ptr> thrown_;
  std::vector<std::jthread> helpers_;
};

}  // namespace dimai::models
