#include "models/yards/yard_log.hpp"

#include <algorithm>

namespace dimai::models {

void TrackUse::settle(std::int64_t now_ns) {
  std::int64_t from_ns = since_ns_;
  since_ns_ = now_ns;
  if (standing_ == 0 || from_ns >= now_ns) return;
  const auto bins = static_cast<std::size_t>((now_ns - 1) / bin_ns_ + 1);
  if (bins > sums_s_.size()) sums_s_.resize(bins);
  while (from_ns < now_ns) {
    const std::int64_t bin = from_ns / bin_ns_;
    const std::int64_t until_ns = std::min(now_ns, (bin + 1) * bin_ns_);
    sums_s_[static_cast<std::size_t>(bin)] +=
        static_cast<double>(until_ns - from_ns) * 1e-9 * static_cast<double>(standing_);
    from_ns = until_ns;
  }
}

}  // namespace dimai::models
