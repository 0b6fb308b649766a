#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "models/guideway/guideway.hpp"
#include "models/operation/demand.hpp"
#include "models/operation/service.hpp"
#include "sim/statistics/statistics.hpp"
#include "tests/models/operation/empty_dispatch.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

namespace {

using namespace models;

std::vector<std::vector<std::int64_t>> whole(const std::vector<std::vector<double>>& rows) {
  std::vector<std::vector<std::int64_t>> numbers;
  for (const std::vector<double>& row : rows) numbers.emplace_back(row.begin(), row.end());
  return numbers;
}

/// Capsules come at random to a portal with few berths: from one with berths enough for all, over a
/// tube so short and with so small a headway that neither counts.
class BerthQueue {
 public:
  struct Waits {
    double mean_s = 0.0;
    double largest_difference_s = 0.0;  ///< from waits worked out from the same arrivals
  };

  BerthQueue(double service_s, std::int64_t berth_count, double load, double trips) {
    for (const char* id : {"from", "to"}) {
      Node node;
      node.id = id;
      node.kind = NodeKind::portal;
      node.portal.arrival_berths = node.portal.departure_berths = node.portal.parking = kPlenty;
      network_.nodes.push_back(node);
    }
    network_.nodes[kTo].portal.arrival_berths = berth_count;
    network_.nodes[kTo].portal.parking = 0;  // capsules go back at once
    network_.links.push_back(tube(kFrom, kTo));
    network_.links.push_back(tube(kTo, kFrom));
    CapsuleClass capsule;
    capsule.length_m = 0.2;
    capsule.load_time_s = 0.0;
    capsule.unload_time_s = service_s;
    capsule.fleet = kPlenty;
    classes_.push_back(capsule);
    flow_.push_back({kFrom, kTo, 0, trips});
    period_s_ = trips * service_s / (load * static_cast<double>(berth_count));
  }

  /// Simulates a period; the first tenth of it is left out of the mean.
  Waits waits(std::uint64_t replication) const {
    Router router(network_, std::vector<double>(network_.links.size(), 0.1), {1.0});
    GuidewaySetup setup;
    setup.network = &network_;
    setup.router = &router;
    setup.classes = classes_;
    setup.guideway = without_ramps();
    Guideway guideway(setup);
    const std::vector<std::uint32_t> profile{0};
    DemandInput demand;
    demand.network = &network_;
    demand.router = &router;
    demand.classes = classes_;
    demand.profile_of_class = profile;
    demand.period_s = period_s_;
    demand.flows = flow_;
    demand.seed = 1;
    demand.replication = replication;
    ServiceSetup service_setup;
    service_setup.network = &network_;
    service_setup.router = &router;
    service_setup.guideway = &guideway;
    service_setup.classes = classes_;
    service_setup.profile_of_class = profile;
    service_setup.requests = make_requests(demand);
    service_setup.sample_interval_ns = sim::seconds(period_s_).ns;
    Service service(std::move(service_setup));
    sim::Simulation simulation;
    guideway.attach(simulation, service);
    service.start(simulation);
    simulation.run(sim::seconds(period_s_));
    return waits_of(service.journeys());
  }

  static GuidewayParameters without_ramps() {
    GuidewayParameters parameters;
    parameters.speed_m_s = 100.0;
    parameters.acceleration_m_s2 = std::numeric_limits<double>::infinity();
    parameters.deceleration_m_s2 = std::numeric_limits<double>::infinity();
    parameters.separation =
        "relative";  // equal brakes and no reaction time: only the capsule's length counts
    parameters.reaction_time_s = 0.0;
    parameters.standstill_gap_m = 0.0;
    parameters.max_train_capsules = 1;
    parameters.merge = "first come";
    return parameters;
  }

 private:
  static constexpr std::int64_t kPlenty = 2000;
  static constexpr NodeIndex kFrom{0};
  static constexpr NodeIndex kTo{1};

  /// Beside the mean: with c berths and a constant service time D, whoever comes as the i-th starts
  /// no sooner than D after the (i - c)-th did. That is exact but for the few milliseconds that a
  /// capsule may lose on the tube.
  Waits waits_of(const sim::Table<JourneyIndex, Journey>& journeys) const {
    const auto berths = static_cast<std::uint32_t>(network_.nodes[kTo].portal.arrival_berths);
    const double service_s = classes_[0].unload_time_s;
    std::vector<double> start_s;
    sim::RunningMoments counted;
    Waits waits;
    for (const JourneyIndex index : journeys.indices()) {
      const Journey& journey = journeys[index];
      const double came_s = sim::to_seconds(journey.request.time);
      start_s.push_back(index.value < berths
                            ? came_s
                            : std::max(came_s, start_s[index.value - berths] + service_s));
      if (journey.state != Journey::State::arrived) continue;
      const double wait_s = static_cast<double>(journey.junction_s);
      if (came_s > 0.1 * period_s_) counted.add(wait_s);
      waits.largest_difference_s =
          std::max(waits.largest_difference_s, std::abs(wait_s - (start_s.back() - came_s)));
    }
    waits.mean_s = counted.mean();
    return waits;
  }
  static Link tube(NodeIndex from, NodeIndex to) {
    Link link;
    link.from = from;
    link.to = to;
    link.length_m = 10.0;
    link.speed_m_s = 100.0;
    link.bore_m = 10.0;
    return link;
  }
  Network network_;
  std::vector<CapsuleClass> classes_;
  std::vector<Flow> flow_;
  double period_s_ = 0.0;
};

/// A portal with more capsules than its berths can take: how many they take an hour.
class SaturatedBerths {
 public:
  SaturatedBerths(const Row& row, bool in_a_row, bool departures) : departures_(departures) {
    count_ = row.integer("berth_count");
    batches_ = row.integer("batches");
    for (int i = 0; i < 2; ++i) {
      Node node;
      node.kind = NodeKind::portal;
      node.portal.arrival_berths = node.portal.departure_berths = kPlenty;
      node.portal.parking = kPlenty;
      network_.nodes.push_back(node);
    }
    Portal& busy = network_.nodes[NodeIndex{departures ? 0U : 1U}].portal;
    (departures ? busy.departure_berths : busy.arrival_berths) = count_;
    busy.berths_in_a_row = in_a_row;
    Link tube;
    tube.from = NodeIndex{0};
    tube.to = NodeIndex{1};
    tube.length_m = 10.0;
    tube.speed_m_s = 100.0;
    tube.bore_m = 10.0;
    network_.links.push_back(tube);
    berths_.swap_s = row.number("swap_s");
    berths_.advance_s = row.number("advance_s");
    berths_.headway_s = row.number("entry_headway_s");
    CapsuleClass capsule;
    capsule.length_m = 0.2;
    capsule.load_time_s = departures ? row.number("dwell_s") : 0.0;
    capsule.unload_time_s = departures ? 0.0 : row.number("dwell_s");
    capsule.fleet = count_ * batches_;
    classes_.push_back(capsule);
  }

  double per_hour() const {
    Router router(network_, std::vector<double>{0.1}, {1.0});
    GuidewaySetup setup;
    setup.network = &network_;
    setup.router = &router;
    setup.classes = classes_;
    setup.guideway = BerthQueue::without_ramps();
    Guideway guideway(setup);
    const std::vector<std::uint32_t> profile{0};
    ServiceSetup service_setup;
    service_setup.network = &network_;
    service_setup.router = &router;
    service_setup.guideway = &guideway;
    service_setup.classes = classes_;
    service_setup.profile_of_class = profile;
    service_setup.requests.assign(static_cast<std::size_t>(count_ * batches_),
                                  {sim::Time{0}, NodeIndex{0}, NodeIndex{1}, 0});
    service_setup.sample_interval_ns = sim::seconds(1e5).ns;
    service_setup.berths = berths_;
    Service service(std::move(service_setup));
    sim::Simulation simulation;
    guideway.attach(simulation, service);
    service.start(simulation);
    simulation.run(sim::seconds(1e6));
    std::vector<double> left_s;
    for (const Journey& journey : service.journeys()) {
      const std::int64_t ns = departures_ ? journey.departure_ns : journey.arrival_ns;
      left_s.push_back(static_cast<double>(ns) * 1e-9);
    }
    std::sort(left_s.begin(), left_s.end());
    // Whole batches, the first left out: it finds the berths empty.
    const auto n = static_cast<std::size_t>(count_);
    const std::size_t last = left_s.size() - 1;
    return 3600.0 * static_cast<double>(last - (n - 1)) / (left_s[last] - left_s[n - 1]);
  }

 private:
  static constexpr std::int64_t kPlenty = 2000;

  bool departures_;
  std::int64_t count_ = 0;
  std::int64_t batches_ = 0;
  Network network_;
  BerthParameters berths_;
  std::vector<CapsuleClass> classes_;
};

}  // namespace

Quantities berth_capacity_simulated(const Row& row) {
  return {{"parallel_arrivals_per_hour", SaturatedBerths(row, false, false).per_hour()},
          {"parallel_departures_per_hour", SaturatedBerths(row, false, true).per_hour()},
          {"serial_arrivals_per_hour", SaturatedBerths(row, true, false).per_hour()},
          {"serial_departures_per_hour", SaturatedBerths(row, true, true).per_hour()}};
}

Quantities empty_dispatch(const Row& row) {
  const std::vector<double> places = row.numbers("capsules");
  std::vector<std::vector<std::int64_t>> times;
  if (row.has("ring_s")) {
    const std::vector<double> ring = row.numbers("ring_s");
    times = tests::ring_times({ring.begin(), ring.end()});
  } else {
    times = whole(row.matrix("times_s"));
  }
  tests::EmptyDispatch dispatch(times, {places.begin(), places.end()});
  if (row.has("look_ahead_weight"))
    dispatch.look_ahead(row.matrix("demand"), row.number("look_ahead_weight"));
  Quantities found;
  for (const std::vector<std::int64_t>& request : whole(row.matrix("requests"))) {
    const std::int64_t wait_s = dispatch.wait(static_cast<std::uint32_t>(request[0]),
                                              static_cast<std::uint32_t>(request[1]), request[2]);
    found.emplace_back("wait_" + std::to_string(found.size() + 1) + "_s",
                       static_cast<double>(wait_s));
  }
  found.emplace_back("empty_trips", static_cast<double>(dispatch.empty_trips()));
  found.emplace_back("first_free_s", static_cast<double>(dispatch.free_time(0)));
  found.emplace_back("first_place", static_cast<double>(dispatch.place(0)));
  return found;
}

Quantities berth_wait_simulated(const Row& row) {
  const BerthQueue queue(row.number("service_s"), row.integer("berth_count"), row.number("load"),
                         row.number("trips"));
  sim::RunningMoments means;
  double largest_difference_s = 0.0;
  const std::int64_t replications = row.integer("replications");
  for (std::int64_t r = 0; r < replications; ++r) {
    const BerthQueue::Waits waits = queue.waits(static_cast<std::uint64_t>(r));
    means.add(waits.mean_s);
    largest_difference_s = std::max(largest_difference_s, waits.largest_difference_s);
  }
  const double error_s = std::sqrt(means.variance() / static_cast<double>(replications));
  return {{"mean_wait_s", means.mean()},
          {"standard_error_s", error_s},
          {"largest_difference_s", largest_difference_s}};
}

}  // namespace dimai::validation
