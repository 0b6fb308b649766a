#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "models/parameters/request.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

/// Requests that a service has yet to take: those that were planned before the run, and those that
/// others ask for while it goes.
class RequestBook {
 public:
  RequestBook() = default;
  /// @param planned  in order of time, all from 0 on
  explicit RequestBook(std::vector<Request> planned) : planned_(std::move(planned)) {}

  /// Notes a request that arises now, no earlier than those asked for before.
  void ask(const Request& request) { asked_.push_back(request); }
  /// The next one that has arisen by `now`, in order of time, of equal times what was planned
  /// first; none if all are taken.
  std::optional<Request> take(sim::Time now);
  /// When the next planned one arises; sim::Time::max() if none is left.
  sim::Time next_planned() const;
  bool empty() const { return left() == 0; }
  std::size_t left() const { return planned_.size() - next_ + asked_.size(); }

  /// All that are planned, taken or not, as the run was made with.
  const std::vector<Request>& planned() const { return planned_; }
  /// Those of them that are not taken.
  std::vector<Request> planned_left() const;
  /// Takes those that are planned up to `time` as taken, and no others.
  void go_to(sim::Time time);
  void keep(sim::Archive& archive);  ///< see there; what is planned is planned again with the run

 private:
  std::vector<Request> planned_;
  std::deque<Request> asked_;
  std::size_t next_ = 0;
  sim::Time taken_until_{-1};  ///< all that is planned up to here is taken, and nothing else
};

}  // namespace dimai::models
