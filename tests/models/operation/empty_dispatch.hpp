#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/operation/empties/supply.hpp"

namespace dimai::tests {

/// Travel times of empties by a matrix: [from][to], in any whole unit.
class MatrixTimes final : public models::EmptyTimes {
 public:
  explicit MatrixTimes(std::vector<std::vector<std::int64_t>> times) : times_(std::move(times)) {}

  std::optional<models::Neighbour> nearest(std::uint32_t /*capsule_class*/, std::uint32_t portal,
                                           std::size_t rank) override {
    std::vector<std::pair<std::int64_t, std::uint32_t>> others;
    for (std::uint32_t from = 0; from < times_.size(); ++from) {
      if (from != portal) others.emplace_back(times_[from][portal], from);
    }
    std::sort(others.begin(), others.end());
    others.insert(others.begin(), {0, portal});
    if (rank >= others.size()) return std::nullopt;
    return models::Neighbour{others[rank].second, others[rank].first};
  }
  std::optional<std::int64_t> time_ns(std::uint32_t /*capsule_class*/, std::uint32_t from,
                                      std::uint32_t to) override {
    return times_[from][to];
  }
  bool nearer(std::uint32_t /*capsule_class*/, std::uint32_t a, std::uint32_t b,
              std::uint32_t to) override {
    if (a == to || b == to) return a == to;
    return std::pair(times_[a][to], a) < std::pair(times_[b][to], b);
  }
  std::int64_t time(std::size_t from, std::size_t to) const { return times_[from][to]; }
  std::size_t size() const { return times_.size(); }

 private:
  std::vector<std::vector<std::int64_t>> times_;
};

/// Times round a ring that runs one way; `steps[i]` leads from portal i to the next.
inline std::vector<std::vector<std::int64_t>> ring_times(const std::vector<std::int64_t>& steps) {
  std::vector<std::vector<std::int64_t>> times(steps.size(),
                                               std::vector<std::int64_t>(steps.size(), 0));
  for (std::size_t from = 0; from < steps.size(); ++from) {
    for (std::size_t count = 1; count < steps.size(); ++count) {
      const std::size_t to = (from + count) % steps.size();
      const std::size_t before = (from + count - 1) % steps.size();
      times[from][to] = times[from][before] + steps[before];
    }
  }
  return times;
}

/// Requests served by models::Supply, one after another: nothing stands in the way, and a capsule
/// is busy from its pickup for the travel time of the trip.
class EmptyDispatch {
 public:
  /// @param places  portal of each capsule at time 0
  EmptyDispatch(std::vector<std::vector<std::int64_t>> times,
                const std::vector<std::uint32_t>& places)
      : times_(std::move(times)), supply_(1, times_.size()) {
    for (const std::uint32_t portal : places) {
      supply_.offer(models::CapsuleIndex{static_cast<std::uint32_t>(capsules_.size())}, 0, portal,
                    0);
      capsules_.push_back({portal, 0});
    }
  }

  /// Serves by looking ahead from now on: Bell and Wong's H1 for a demand [from][to] a unit of
  /// time.
  void look_ahead(const std::vector<std::vector<double>>& demand, double weight) {
    double sum = 0.0;
    foresight_.emplace();
    foresight_->weight = weight;
    foresight_->next_way_ns.assign(times_.size(), 0.0);
    for (std::size_t i = 0; i < demand.size(); ++i) {
      for (const double each : demand[i]) {
        sum += each;
        for (std::size_t h = 0; h < times_.size(); ++h)
          foresight_->next_way_ns[h] += each * static_cast<double>(times_.time(h, i));
      }
    }
    for (double& each : foresight_->next_way_ns) each /= sum;
    foresight_->gap_ns = 1.0 / sum;
  }

  /// Wait of a request until its capsule comes; requests in order of time.
  std::int64_t wait(std::uint32_t origin, std::uint32_t destination, std::int64_t now) {
    const auto choice = foresight_ ? supply_.farsighted(0, origin, now, times_, *foresight_).value()
                                   : supply_.soonest(0, origin, now, times_).value();
    Capsule& capsule = capsules_[choice.capsule.value];
    if (capsule.portal != origin) ++empty_trips_;
    capsule = {destination, choice.pickup_ns + times_.time(origin, destination)};
    supply_.offer(choice.capsule, 0, destination, capsule.free_at);
    return choice.pickup_ns - now;
  }
  std::uint32_t empty_trips() const { return empty_trips_; }
  std::uint32_t place(std::size_t capsule) const { return capsules_[capsule].portal; }
  std::int64_t free_time(std::size_t capsule) const { return capsules_[capsule].free_at; }

 private:
  struct Capsule {
    std::uint32_t portal = 0;
    std::int64_t free_at = 0;
  };
  MatrixTimes times_;
  models::Supply supply_;
  std::vector<Capsule> capsules_;
  std::uint32_t empty_trips_ = 0;
  std::optional<models::Foresight> foresight_;
};

}  // namespace dimai::tests
