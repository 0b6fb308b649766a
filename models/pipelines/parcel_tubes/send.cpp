#include "models/pipelines/parcel_tubes/send.hpp"

#include <algorithm>
#include <cmath>

#include "sim/random.hpp"

namespace dimai::models {

namespace {

// Purposes of random streams.
constexpr std::uint32_t kSendPurpose = 0x5000;
constexpr std::uint32_t kFlowPurpose = 0x5001;
constexpr double kHour_s = 3600.0;

/// Draws a row by its weight.
class Draw {
 public:
  void add(double weight) { sums_.push_back((sums_.empty() ? 0.0 : sums_.back()) + weight); }
  bool any() const { return !sums_.empty() && sums_.back() > 0.0; }
  std::uint32_t operator()(sim::Random& random) const {
    const double target = random.uniform() * sums_.back();
    const auto found = std::upper_bound(sums_.begin(), sums_.end() - 1, target);
    return static_cast<std::uint32_t>(found - sums_.begin());
  }

 private:
  std::vector<double> sums_;
};

/// How many of a day's sends are expected in one hour of the run.
double share_of(const TubeDemand& demand, std::size_t hour) {
  const double share = demand.hour_shares.empty() ? 1.0 / 24.0 : demand.hour_shares[hour % 24];
  const double factor =
      demand.weekday_factors.empty() ? 1.0 : demand.weekday_factors[hour / 24 % 7];
  return share * factor;
}

/// What all hours of a run have in common.
class Maker {
 public:
  Maker(const TubeNetwork& network, std::span<const ParcelClass> parcels, double duration_s)
      : network_(network), duration_s_(duration_s) {
    for (const TubeStation& station : network.stations) {
      origins_.add(station.sends_weight);
      destinations_.add(station.receives_weight);
    }
    for (const ParcelClass& parcel : parcels) classes_.add(parcel.share);
  }

  bool any() const { return origins_.any() && destinations_.any() && classes_.any(); }

  void drawn(std::size_t hour, double expected, sim::Random& random, std::vector<Send>& sends) {
    for (std::uint64_t left = random.poisson(expected * part_of(hour)); left > 0; --left) {
      Send send = at(hour, random);
      send.origin = StationIndex{origins_(random)};
      do {
        send.destination = StationIndex{destinations_(random)};
      } while (same_place(send));
      send.parcel_class = classes_(random);
      sends.push_back(send);
    }
  }

  void of_flow(std::size_t hour, const TubeFlow& flow, double expected, sim::Random& random,
               std::vector<Send>& sends) {
    for (std::uint64_t left = random.poisson(expected * part_of(hour)); left > 0; --left) {
      Send send = at(hour, random);
      send.origin = flow.origin;
      send.destination = flow.destination;
      send.parcel_class = flow.parcel_class;
      sends.push_back(send);
    }
  }

 private:
  double length_s(std::size_t hour) const {
    return std::clamp(duration_s_ - static_cast<double>(hour) * kHour_s, 0.0, kHour_s);
  }
  double part_of(std::size_t hour) const { return length_s(hour) / kHour_s; }
  Send at(std::size_t hour, sim::Random& random) const {
    Send send;
    const double start_s = static_cast<double>(hour) * kHour_s;
    send.time = sim::seconds(start_s + random.uniform() * length_s(hour));
    return send;
  }
  bool same_place(const Send& send) const {
    return network_.stations[send.origin].place == network_.stations[send.destination].place;
  }

  const TubeNetwork& network_;
  double duration_s_;
  Draw origins_;
  Draw destinations_;
  Draw classes_;
};

}  // namespace

std::vector<Send> make_sends(const TubeNetwork& network, std::span<const ParcelClass> parcels,
                             const TubeDemand& demand, double duration_s, std::uint64_t seed,
                             std::uint64_t replication) {
  std::vector<Send> sends;
  Maker maker(network, parcels, duration_s);
  const auto hours = static_cast<std::size_t>(std::ceil(duration_s / kHour_s));
  for (std::size_t hour = 0; hour < hours && demand.sends_a_day > 0.0 && maker.any(); ++hour) {
    sim::Random random(seed, replication, kSendPurpose, hour);
    maker.drawn(hour, demand.sends_a_day * share_of(demand, hour), random, sends);
  }
  for (std::size_t i = 0; i < demand.flows.size(); ++i) {
    sim::Random random(seed, replication, kFlowPurpose, i);
    const TubeFlow& flow = demand.flows[i];
    for (std::size_t hour = 0; hour < hours; ++hour)
      maker.of_flow(hour, flow, flow.sends_a_day * share_of(demand, hour), random, sends);
  }
  for (const TimedSend& timed : demand.timed) {
    Send send;
    send.time = sim::seconds(timed.time_s);
    send.origin = timed.origin;
    send.destination = timed.destination;
    send.parcel_class = timed.parcel_class;
    sends.push_back(send);
  }
  std::stable_sort(sends.begin(), sends.end(),
                   [](const Send& a, const Send& b) { return a.time < b.time; });
  return sends;
}

}  // namespace dimai::models
