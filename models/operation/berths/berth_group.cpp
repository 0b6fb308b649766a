#include "models/operation/berths/berth_group.hpp"

#include <algorithm>

namespace dimai::models {

BerthGroup::BerthGroup(const BerthRules& rules, std::int64_t count)
    : rules_(rules), count_(count) {}

std::optional<BerthGroup::Start> BerthGroup::admit(std::int64_t now_ns) {
  if (waiting_.empty() || taken_ == count_) return std::nullopt;
  std::int64_t at_ns = std::max(now_ns, next_start_ns_);
  if (rules_.in_a_row) {
    at_ns = std::max(at_ns, ready_ns_);
    next_start_ns_ = at_ns + rules_.advance_ns;
    row_.push_back({waiting_.front(), false});
  } else {
    // Berths that are being swapped count as not taken; the rest have been ready for long.
    const auto ready = static_cast<std::int64_t>(swapping_.size());
    if (ready > 0 && taken_ + ready >= count_) {
      at_ns = std::max(at_ns, swapping_.top());
      swapping_.pop();
    }
    next_start_ns_ = at_ns + rules_.headway_ns;
  }
  ++taken_;
  const Start start{waiting_.front(), at_ns};
  waiting_.pop_front();
  return start;
}

void BerthGroup::finish(CapsuleIndex capsule) {
  if (!rules_.in_a_row) {
    done_.push_back(capsule);
    return;
  }
  const auto place = std::find_if(row_.begin(), row_.end(),
                                  [&](const Standing& each) { return each.capsule == capsule; });
  place->done = true;
}

std::optional<CapsuleIndex> BerthGroup::next_out() {
  CapsuleIndex capsule;
  if (rules_.in_a_row) {
    if (row_.empty() || !row_.front().done) return std::nullopt;
    capsule = row_.front().capsule;
    row_.pop_front();
  } else {
    if (done_.empty()) return std::nullopt;
    capsule = done_.front();
    done_.pop_front();
  }
  return capsule;
}

void BerthGroup::leave(std::int64_t now_ns) {
  if (!rules_.in_a_row) {
    --taken_;
    if (rules_.swap_ns > 0) swapping_.push(now_ns + rules_.swap_ns);
    return;
  }
  if (++left_ < taken_) return;
  taken_ = 0;
  left_ = 0;
  ready_ns_ = now_ns + rules_.swap_ns;
}

}  // namespace dimai::models
