#include "models/operation/demand.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <string_view>

#include "sim/elementary.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

// Purposes of random streams; to that of flows the number of like rows before is added.
constexpr std::uint32_t kGravityPurpose = 0x1000;
constexpr std::uint32_t kFlowPurpose = 0x2000;

/// A number that stands for names: FNV-1a of 64 bits (Fowler, Noll and Vo), each name ended by a
/// zero.
std::uint64_t stream_of(std::initializer_list<std::string_view> names) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3U; };
  for (const std::string_view name : names) {
    for (const char letter : name) add(static_cast<std::uint8_t>(letter));
    add(0);
  }
  return hash;
}

double weight_of(const Node& node, const GravityParameters& gravity) {
  return gravity.weight == "freight" ? node.portal.freight : node.portal.population;
}

/// Draws a time in the period: an hour by its share, a moment within it evenly. The profile repeats
/// daily.
class TimeOfRequest {
 public:
  TimeOfRequest(const std::array<double, 24>& shares, double period_s) : period_s_(period_s) {
    const auto hours = static_cast<std::size_t>(std::ceil(period_s / 3600.0));
    double sum = 0.0;
    for (std::size_t hour = 0; hour < hours; ++hour) {
      const double part = std::min(1.0, period_s / 3600.0 - static_cast<double>(hour));
      sum += shares[hour % 24] * part;
      cumulative_.push_back(sum);
    }
  }

  sim::Time draw(sim::Random& random) const {
    const double target = random.uniform() * cumulative_.back();
    const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), target);
    const auto hour = static_cast<double>(found - cumulative_.begin());
    const double length_s = std::min(3600.0, period_s_ - hour * 3600.0);
    return sim::seconds(hour * 3600.0 + random.uniform() * length_s);
  }

 private:
  double period_s_;
  std::vector<double> cumulative_;
};

/// Gravity model of one class over all pairs of portals, one row of pairs at a time.
class Gravity {
 public:
  Gravity(const DemandInput& input, std::size_t entry)
      : input_(input), parameters_(input.gravity[entry]), class_(input.gravity_class[entry]) {
    for (const NodeIndex portal : input.router->portals()) {
      const double weight = weight_of(input.network->nodes[portal], parameters_);
      // A portal without weight takes no part, also where the exponent is 0.
      mass_.push_back(weight > 0.0 ? sim::power(weight, parameters_.mass_exponent) : 0.0);
    }
  }

  /// Expected numbers, not yet scaled, from one portal to all, added up; returns the sum.
  double cumulate(std::size_t origin, std::vector<double>& cumulative) const {
    const std::vector<NodeIndex>& portals = input_.router->portals();
    cumulative.assign(portals.size(), 0.0);
    double sum = 0.0;
    for (std::size_t j = 0; j < portals.size(); ++j) {
      if (j != origin && mass_[origin] > 0.0 && mass_[j] > 0.0) {
        const double way_m =
            input_.router->distance_m(input_.profile_of_class[class_], portals[origin], portals[j]);
        const double distance_m = std::max(parameters_.least_distance_m, way_m);
        if (std::isfinite(distance_m))  // infinite: no way, no demand
          sum += mass_[origin] * mass_[j] / sim::power(distance_m, parameters_.distance_exponent);
      }
      cumulative[j] = sum;
    }
    return sum;
  }

 private:
  const DemandInput& input_;
  const GravityParameters& parameters_;
  std::uint32_t class_;
  std::vector<double> mass_;
};

void add_gravity(const DemandInput& input, std::size_t entry, std::vector<Request>& requests) {
  const Gravity gravity(input, entry);
  const TimeOfRequest time(input.hour_shares[entry], input.period_s);
  const std::vector<NodeIndex>& portals = input.router->portals();
  std::vector<double> row;
  double total = 0.0;
  for (std::size_t i = 0; i < portals.size(); ++i) total += gravity.cumulate(i, row);
  if (total <= 0.0) return;
  const double scale = input.gravity[entry].trips / total;
  const std::string_view class_name = input.classes[input.gravity_class[entry]].name;
  for (std::size_t i = 0; i < portals.size(); ++i) {
    const double sum = gravity.cumulate(i, row);  // again: all rows together are P^2 numbers
    sim::Random random(input.seed, input.replication, kGravityPurpose,
                       stream_of({class_name, input.network->nodes[portals[i]].id}));
    const std::uint64_t count = random.poisson(sum * scale);
    for (std::uint64_t n = 0; n < count; ++n) {
      const double target = random.uniform() * sum;
      const auto j =
          static_cast<std::size_t>(std::lower_bound(row.begin(), row.end(), target) - row.begin());
      requests.push_back({time.draw(random), portals[i], portals[j], input.gravity_class[entry]});
    }
  }
}

void add_flows(const DemandInput& input, std::vector<Request>& requests) {
  const auto& nodes = input.network->nodes;
  std::map<std::uint64_t, std::uint32_t> rows_before;
  for (const Flow& flow : input.flows) {
    const std::uint64_t stream = stream_of({nodes[flow.origin].id, nodes[flow.destination].id,
                                            input.classes[flow.capsule_class].name});
    sim::Random random(input.seed, input.replication, kFlowPurpose + rows_before[stream]++, stream);
    const std::uint64_t count = random.poisson(flow.trips);
    for (std::uint64_t n = 0; n < count; ++n) {
      const sim::Time time = sim::seconds(random.uniform() * input.period_s);
      requests.push_back({time, flow.origin, flow.destination, flow.capsule_class});
    }
  }
}

}  // namespace

std::vector<Request> make_requests(const DemandInput& input) {
  std::vector<Request> requests;
  for (std::size_t entry = 0; entry < input.gravity.size(); ++entry)
    add_gravity(input, entry, requests);
  add_flows(input, requests);
  for (const TimedTrip& trip : input.trips) {
    requests.push_back(
        {sim::seconds(trip.time_s), trip.origin, trip.destination, trip.capsule_class});
  }
  std::stable_sort(requests.begin(), requests.end(),
                   [](const Request& a, const Request& b) { return a.time < b.time; });
  return requests;
}

}  // namespace dimai::models
