#include "scenarios/disruption/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/operation/route_keeper.hpp"

namespace dimai::scenarios {

namespace {

using models::Journey;

/// Undelayed journeys of the network as it was before anything failed.
class UsualTimes {
 public:
  explicit UsualTimes(const Scenario& scenario)
      : scenario_(scenario), router_(make_router(scenario)) {
    const double speed = scenario.guideway.speed_m_s;
    ramps_s_ =
        speed / scenario.guideway.acceleration_m_s2 + speed / scenario.guideway.deceleration_m_s2;
  }

  double of(const models::Request& request) const {
    const models::CapsuleClass& row = scenario_.capsule_classes[request.capsule_class];
    return router_.travel_time_s(profiles(scenario_).of_class[request.capsule_class],
                                 request.origin, request.destination) +
           row.load_time_s + row.unload_time_s + ramps_s_;
  }

 private:
  static models::RoutingProfiles profiles(const Scenario& scenario) {
    std::vector<double> bore_m;
    for (const models::CapsuleClass& c : scenario.capsule_classes) bore_m.push_back(c.bore_m);
    return models::routing_profiles(scenario.network, bore_m);
  }
  static models::Router make_router(const Scenario& scenario) {
    return {scenario.network,
            models::free_running_times_s(scenario.network, scenario.guideway.speed_m_s),
            profiles(scenario).least_bore_m};
  }

  const Scenario& scenario_;
  models::Router router_;
  double ramps_s_ = 0.0;
};

/// By journey: people had to leave the capsule.
std::vector<std::uint8_t> evacuated_journeys(const DisruptedRun& run) {
  std::vector<std::uint8_t> left(run.service.journeys().size(), 0);
  if (run.ways == nullptr) return left;
  for (const models::Caught& row : run.ways->caught()) {
    if (!std::isnan(row.evacuated_s)) left[row.journey.value] = 1;
  }
  return left;
}

struct Served {
  models::ServiceCurve curve;
  double before = 1.0;  ///< share of those who could have been in time before the first failure
};

Served served_requests(const DisruptedRun& run, const std::vector<std::uint8_t>& evacuated,
                       double first_failure_s) {
  const auto& parameters = run.scenario.disruption.parameters;
  const UsualTimes usual(run.scenario);
  std::vector<models::ServedRequest> requests;
  double before_count = 0.0;
  double before_served = 0.0;
  for (std::uint32_t i = 0; i < run.service.journeys().size(); ++i) {
    const Journey& journey = run.service.journeys()[models::JourneyIndex{i}];
    const double allowed_s =
        parameters.late_factor * usual.of(journey.request) + parameters.late_grace_s;
    const double asked_s = sim::to_seconds(journey.request.time);
    const bool arrived = journey.state == Journey::State::arrived;
    const bool refused = journey.state == Journey::State::refused;
    if (!arrived && !refused && asked_s + allowed_s > run.now_s) continue;
    const double took_s = arrived ? sim::to_seconds({journey.arrival_ns}) - asked_s : 0.0;
    requests.push_back({asked_s, arrived && took_s <= allowed_s && evacuated[i] == 0});
    if (asked_s + allowed_s > first_failure_s) continue;
    before_count += 1.0;
    before_served += requests.back().in_time ? 1.0 : 0.0;
  }
  return {models::service_curve(requests, run.scenario.run.time_bin_s, run.now_s),
          before_served > 0.0 ? before_served / before_count : 1.0};
}

models::ServiceCurve connected_curve(const DisruptedRun& run) {
  models::ServiceCurve curve;
  curve.end_s = run.now_s;
  if (run.ways == nullptr) return curve;
  for (const models::WayChange& change : run.ways->changes()) {
    if (!curve.time_s.empty() && curve.time_s.back() == change.time_s) {
      curve.share.back() = change.connected_share;
      continue;
    }
    curve.time_s.push_back(change.time_s);
    curve.share.push_back(change.connected_share);
  }
  return curve;
}

/// Stocks are looked at while requests arise: later nobody orders.
double stock_end_s(const DisruptedRun& run) {
  return std::min(run.now_s, run.scenario.demand.period_s);
}

std::vector<StockOutcome> stock_outcomes(const DisruptedRun& run,
                                         const std::vector<std::uint8_t>& evacuated) {
  using Key = std::pair<std::uint32_t, std::uint32_t>;  // portal, class
  std::map<Key, std::vector<double>> deliveries;
  std::map<Key, double> asked;
  for (const models::Request& each : run.service.book().planned_left())
    asked[{each.destination.value, each.capsule_class}] += 1.0;
  for (std::uint32_t i = 0; i < run.service.journeys().size(); ++i) {
    const Journey& journey = run.service.journeys()[models::JourneyIndex{i}];
    const Key key{journey.request.destination.value, journey.request.capsule_class};
    asked[key] += 1.0;
    if (journey.state == Journey::State::arrived && evacuated[i] == 0)
      deliveries[key].push_back(sim::to_seconds({journey.arrival_ns}));
  }
  std::vector<StockOutcome> all;
  const double end_s = stock_end_s(run);
  for (const models::PortalStock& stock : run.scenario.disruption.stocks) {
    for (const models::NodeIndex portal : stock.portals) {
      const Key key{portal.value, stock.capsule_class};
      const double use_per_s =
          stock.use_per_s > 0.0 ? stock.use_per_s : asked[key] / run.scenario.demand.period_s;
      if (use_per_s <= 0.0) continue;
      std::vector<double>& times_s = deliveries[key];
      std::sort(times_s.begin(), times_s.end());
      StockOutcome row{
          portal, stock.capsule_class, use_per_s * 86400.0, stock.initial_s / 86400.0, {}};
      row.history = models::stock_history(stock.initial_s * use_per_s, use_per_s, times_s, end_s);
      all.push_back(std::move(row));
    }
  }
  return all;
}

double share_of(double part, double all) { return all > 0.0 ? part / all : 1.0; }

}  // namespace

DisruptionOutcome disruption_outcome(const DisruptedRun& run) {
  DisruptionOutcome outcome;
  const std::vector<std::uint8_t> evacuated = evacuated_journeys(run);
  outcome.stocks = stock_outcomes(run, evacuated);
  if (run.disruption == nullptr) return outcome;
  outcome.first_failure_s = run.now_s;
  if (!run.disruption->failures().empty())
    outcome.first_failure_s = std::min(run.now_s, run.disruption->failures().front().from_s);
  if (run.pipelines != nullptr)
    outcome.pipelines =
        pipeline_services(run.scenario, *run.pipelines, run.now_s, outcome.first_failure_s);
  if (run.ways == nullptr) return outcome;
  const Served served = served_requests(run, evacuated, outcome.first_failure_s);
  outcome.served = served.curve;
  outcome.connected = connected_curve(run);
  outcome.served_recovery =
      models::recovery(outcome.served, outcome.first_failure_s, served.before);
  const double joined = run.ways->changes().front().connected_share;
  outcome.connected_recovery = models::recovery(outcome.connected, outcome.first_failure_s, joined);
  outcome.evacuated = run.ways->evacuated();
  for (std::uint32_t i = 0; i < evacuated.size(); ++i) {
    const Journey& journey = run.service.journeys()[models::JourneyIndex{i}];
    if (evacuated[i] != 0 && journey.state == Journey::State::arrived) ++outcome.arrived_after_all;
  }
  return outcome;
}

std::vector<Measure> disruption_measures(const DisruptedRun& run,
                                         const DisruptionOutcome& outcome) {
  std::vector<Measure> all;
  const auto add = [&](const char* name, const char* unit, double value, std::uint64_t n = 1) {
    Measure measure;
    measure.name = name;
    measure.unit = unit;
    measure.n = n;
    measure.mean = measure.p5 = measure.p50 = measure.p95 = measure.p99 = value;
    all.push_back(measure);
  };
  const auto add_recovery = [&](const std::string& what, const models::Recovery& r) {
    add((what + "_before").c_str(), "1", r.before);
    add((what + "_least").c_str(), "1", r.least);
    add((what + "_area").c_str(), "1", r.area_share);
    add((what + "_lost_time").c_str(), "s", r.lost_s);
    add((what + "_to_50").c_str(), "s", r.to_50_s);
    add((what + "_to_90").c_str(), "s", r.to_90_s);
    add((what + "_to_99").c_str(), "s", r.to_99_s);
  };
  if (run.disruption != nullptr) {
    std::uint64_t begun = 0;
    for (const models::Failure& failure : run.disruption->failures())
      begun += failure.from_s <= run.now_s ? 1U : 0U;
    add("failures", "1", static_cast<double>(begun));
  }
  if (run.ways != nullptr) {
    std::uint64_t caught = 0;
    for (const models::Damage& damage : run.disruption->damages()) caught += damage.caught_capsules;
    add("caught_capsules", "1", static_cast<double>(caught));
    add("evacuated_capsules", "1", static_cast<double>(outcome.evacuated));
    add_recovery("service", outcome.served_recovery);
    add_recovery("connection", outcome.connected_recovery);
  }
  for (Measure& measure : pipeline_service_measures(outcome.pipelines))
    all.push_back(std::move(measure));
  if (!outcome.stocks.empty()) {
    double empty_s = 0.0;
    double unmet = 0.0;
    double wanted = 0.0;
    std::uint64_t emptied = 0;
    for (const StockOutcome& row : outcome.stocks) {
      empty_s += row.history.empty_s;
      unmet += row.history.unmet;
      wanted += row.use_per_day / 86400.0 * stock_end_s(run);
      emptied += row.history.empty_s > 0.0 ? 1U : 0U;
    }
    const auto n = static_cast<double>(outcome.stocks.size());
    add("stocks_emptied", "1", static_cast<double>(emptied), outcome.stocks.size());
    add("stock_empty_time", "s", empty_s / n, outcome.stocks.size());
    add("stock_unmet_share", "1", 1.0 - share_of(wanted - unmet, wanted), outcome.stocks.size());
  }
  return all;
}

}  // namespace dimai::scenarios
