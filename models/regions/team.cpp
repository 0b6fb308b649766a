#include "models/regions/team.hpp"

#include <algorithm>

namespace dimai::models {

Team::Team(std::size_t threads)
    : begin_(static_cast<std::ptrdiff_t>(threads)), end_(static_cast<std::ptrdiff_t>(threads)) {
  for (std::size_t place = 1; place < threads; ++place) {
    helpers_.emplace_back([this, place] { help(place); });
  }
}

Team::~Team() {
  if (helpers_.empty()) return;
  task_ = nullptr;
  begin_.arrive_and_wait();
}

void Team::run(std::size_t count, const std::function<void(std::size_t)>& task) {
  if (count > room_) {
    taken_ = std::make_unique<std::atomic<bool>[]>(count);  // NOLINT(modernize-avoid-c-arrays)
    room_ = count;
  }
  for (std::size_t i = 0; i < count; ++i) taken_[i].store(false, std::memory_order_relaxed);
  thrown_.assign(count, nullptr);
  task_ = &task;
  count_ = count;
  if (!helpers_.empty()) begin_.arrive_and_wait();
  work(0);
  if (!helpers_.empty()) end_.arrive_and_wait();
  const auto first = std::find_if(thrown_.begin(), thrown_.end(),
                                  [](const std::exception_ptr& each) { return each != nullptr; });
  if (first != thrown_.end()) std::rethrow_exception(*first);
}

void Team::help(std::size_t place) {
  while (true) {
    begin_.arrive_and_wait();
    if (task_ == nullptr) return;
    work(place);
    end_.arrive_and_wait();
  }
}

/// Does tasks that nobody has taken: first every size()-th from its place on, then all others.
void Team::work(std::size_t place) {
  const auto attempt = [this](std::size_t i) {
    if (taken_[i].exchange(true, std::memory_order_relaxed)) return;
    try {
      (*task_)(i);
    } catch (...) {
      thrown_[i] = std::current_exception();
    }
  };
  for (std::size_t i = place; i < count_; i += size()) attempt(i);
  for (std::size_t i = 0; i < count_; ++i) attempt(i);
}

}  // namespace dimai::models
