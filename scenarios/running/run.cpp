#include "scenarios/running/run.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace dimai::scenarios {

namespace {

std::vector<double> bores(const Scenario& scenario) {
  std::vector<double> bore_m;
  for (const models::CapsuleClass& c : scenario.capsule_classes) bore_m.push_back(c.bore_m);
  return bore_m;
}

std::int64_t to_ns(double seconds) { return sim::seconds(seconds).ns; }

/// Past all that a scenario may ask for.
constexpr std::int64_t kFirstDayOfHistory = 2'000'000'000;

}  // namespace

Run::Run(const Scenario& scenario, std::size_t threads) : scenario_(scenario) {
  const models::RoutingProfiles profiles =
      models::routing_profiles(scenario.network, bores(scenario));
  profile_of_class_ = profiles.of_class;
  router_ = std::make_unique<models::Router>(router_of_start());
  build_service(threads);
  if (dispatch_) dispatch_->attach(simulation_, *fleet_by_message_, *guideway_);
  if (dispatch_ && scenario.record_messages) dispatch_->post().recorded().emplace();
  service_->start(simulation_);
  if (dispatch_) dispatch_->start();
  for (std::uint32_t i = 0; i < trains().capsule_count(); ++i)
    start_portals_.push_back(service_->portal_of(models::CapsuleIndex{i}));
  route_keeper_ = std::make_unique<models::RouteKeeper>(scenario.network, *router_, guideways(),
                                                        scenario.closures,
                                                        to_ns(scenario.run.reroute_interval_s));
  route_keeper_->tell(*service_);
  if (dispatch_) {
    dispatch_->tell(*route_keeper_);
    route_keeper_->spread_by(*dispatch_);
  }
  route_keeper_->start(simulation_);
  start_disruption();
  for (const std::unique_ptr<PipelinePlan>& plan : scenario.pipelines) {
    pipelines_.push_back(plan->make(scenario.run));
  }
  for (const auto& each : pipelines_) each->connect({service_.get(), &pipelines_});
  for (const auto& each : pipelines_) {
    each->start(regions_ ? regions_->simulation(0) : simulation_);
  }
}

/// The guideways, one a region if there are any, and the service that works their portals.
void Run::build_service(std::size_t threads) {
  models::ServiceSetup setup;
  setup.requests = requests(scenario_.run.replication);
  setup.dispatch_interval_ns = to_ns(scenario_.dispatch.interval_s);
  if (setup.dispatch_interval_ns > 0) {
    cut_into_regions(guideway_setup(), setup.requests, threads);
    setup.region_of_node = regions_->partition().region_of_node;
  } else {
    build_dispatch(setup.requests);
    guideway_ = std::make_unique<models::Guideway>(guideway_setup());
  }
  for (models::Guideway* guideway : guideways()) choose_recordings(guideway->observation());
  setup.network = &scenario_.network;
  setup.router = router_.get();
  setup.guideway = guideways().front();
  setup.classes = scenario_.capsule_classes;
  setup.profile_of_class = profile_of_class_;
  setup.sample_interval_ns = to_ns(scenario_.run.time_bin_s);
  setup.berths = scenario_.berths;
  setup.holds_back = scenario_.disruption.any_failure();
  setup.empties = scenario_.empties;
  setup.seed = static_cast<std::uint64_t>(scenario_.run.seed);
  setup.replication = static_cast<std::uint64_t>(scenario_.run.replication);
  setup.guideway_parameters = scenario_.guideway;
  setup.resistance = scenario_.resistance;
  setup.control = dispatch_.get();
  if (scenario_.empties.policy != "none" || scenario_.empties.assignment != "nearest")
    setup.history = history();
  fleet_need_ = models::fleet_need(setup.requests, *router_, *guideways().front(),
                                   scenario_.capsule_classes, profile_of_class_);
  service_ = std::make_unique<models::Service>(std::move(setup));
  if (regions_) {
    regions_->open_desks(*service_);
  } else {
    guideway_->attach(simulation_, *service_);
  }
  if (dispatch_) fleet_by_message_ = std::make_unique<models::FleetByMessage>(*service_);
}

/// Demand of earlier days: those of other replications, far from any that is run.
std::vector<models::Request> Run::history() const {
  std::vector<models::Request> all;
  for (std::int64_t day = 0; day < scenario_.empties.history_days; ++day) {
    std::vector<models::Request> drawn = requests(kFirstDayOfHistory + day);
    all.insert(all.end(), drawn.begin(), drawn.end());
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  return all;
}

models::GuidewaySetup Run::guideway_setup() const {
  models::GuidewaySetup setup;
  setup.network = &scenario_.network;
  setup.router = router_.get();
  setup.classes = scenario_.capsule_classes;
  setup.guideway = scenario_.guideway;
  setup.formation = scenario_.formation;
  setup.formation_at = scenario_.formation_at;
  setup.yards = scenario_.yards;
  setup.resistance = scenario_.resistance;
  setup.time_bin_ns = to_ns(scenario_.run.time_bin_s);
  setup.control = dispatch_.get();
  return setup;
}

/// Links may be cut that allow windows as long as the time between two dispatches.
void Run::cut_into_regions(const models::GuidewaySetup& setup,
                           const std::vector<models::Request>& requests, std::size_t threads) {
  models::PartitionInput input;
  input.network = &scenario_.network;
  input.router = router_.get();
  input.profile_of_class = profile_of_class_;
  input.requests = requests;
  input.regions = static_cast<std::uint32_t>(scenario_.run.regions);
  const std::int64_t window_ns = to_ns(scenario_.dispatch.interval_s);
  for (const models::LinkIndex link : scenario_.network.links.indices())
    input.may_be_cut.push_back(models::look_ahead_ns(setup, link) >= window_ns ? 1 : 0);
  for (const models::Failure& failure : failures()) {  // who holds trains has the whole tube
    for (const auto& tube : failure.breaks) input.may_be_cut[tube.link.value] = 0;
  }
  regions_ = std::make_unique<models::Regions>(setup, models::make_partition(input), threads);
}

models::Router Run::router_of_start() const {
  return {scenario_.network,
          models::free_running_times_s(scenario_.network, scenario_.guideway.speed_m_s),
          models::routing_profiles(scenario_.network, bores(scenario_)).least_bore_m};
}

std::vector<models::Guideway*> Run::guideways() const {
  return regions_ ? regions_->guideways() : std::vector{guideway_.get()};
}

void Run::choose_recordings(models::Observation& observation) const {
  observation.journeys.on = scenario_.record_journeys;
  if (scenario_.record_traversals) {
    observation.recorded_links.assign(scenario_.network.links.size(), 1);
    observation.record_until_ns = sim::Time::max().ns;
    return;
  }
  for (const models::LinkIndex link : scenario_.stretch.links)
    observation.recorded_links[link.value] = 1;
  observation.record_from_ns = to_ns(scenario_.stretch.from_s);
  observation.record_until_ns = to_ns(scenario_.stretch.until_s);
}

std::uint64_t Run::event_count() const {
  return simulation_.event_count() + (regions_ ? regions_->event_count() : 0);
}

std::uint64_t Run::event_hash() const {
  return simulation_.event_hash() ^ (regions_ ? regions_->event_hash() : 0);
}

models::Observation Run::observation() const {
  return regions_ ? regions_->observation() : guideway_->observation().without_logs();
}

models::FormationLog Run::take_formations() {
  if (regions_) return regions_->take_formations();
  return std::exchange(guideway_->observation().formations, {});
}

models::TraversalLog Run::take_traversals() {
  if (regions_) return regions_->take_traversals();
  return std::exchange(guideway_->observation().traversals, {});
}

models::YardLog Run::take_yard_log() {
  if (regions_) return regions_->take_yard_log();
  return std::exchange(guideway_->observation().yard_log, {});
}

const models::Yards::Track* Run::yard_track(std::uint32_t index) const {
  const models::Yards& yards = guideways().front()->yards();
  if (index >= yards.track_count()) return nullptr;
  const models::NodeIndex node = yards.track(index).node;
  if (!regions_) return &yards.track(index);
  return &guideways()[regions_->partition().region_of_node[node.value]]->yards().track(index);
}

models::JourneyLog& Run::journey_log() {
  return regions_ ? regions_->gather_journeys() : guideway_->observation().journeys;
}

const models::TrainTable& Run::trains() const { return guideways().front()->trains(); }

std::vector<models::Request> Run::requests(std::int64_t replication) const {
  models::DemandInput input;
  input.network = &scenario_.network;
  input.router = router_.get();
  input.classes = scenario_.capsule_classes;
  input.profile_of_class = profile_of_class_;
  input.period_s = scenario_.demand.period_s;
  input.gravity = scenario_.gravity;
  std::vector<std::uint32_t> gravity_class;
  for (const models::GravityParameters& gravity : scenario_.gravity) {
    const auto found =
        std::find_if(scenario_.capsule_classes.begin(), scenario_.capsule_classes.end(),
                     [&](const auto& c) { return c.name == gravity.capsule_class; });
    gravity_class.push_back(static_cast<std::uint32_t>(found - scenario_.capsule_classes.begin()));
  }
  input.gravity_class = gravity_class;
  input.hour_shares = scenario_.hour_shares;
  input.flows = scenario_.flows;
  input.trips = scenario_.trips;
  input.seed = static_cast<std::uint64_t>(scenario_.run.seed);
  input.replication = static_cast<std::uint64_t>(replication);
  return models::make_requests(input);
}

bool Run::all_served() const {
  return service_->all_served() && std::all_of(pipelines_.begin(), pipelines_.end(),
                                               [](const auto& each) { return each->over(); });
}

std::string Run::failure() const {
  for (const auto& each : pipelines_) {
    if (std::string reason = each->failure(); !reason.empty()) return reason;
  }
  return "";
}

bool Run::at_end() const {
  const bool over = all_served() || simulation_.now() >= sim::seconds(scenario_.run.duration_s);
  return (bin_over_ && over) || (!pipelines_.empty() && !failure().empty());
}

bool Run::advance(std::uint64_t most_events, sim::Time until) {
  if (at_end()) return false;
  const sim::Time end = sim::seconds(scenario_.run.duration_s);
  const std::int64_t bin_ns = to_ns(scenario_.run.time_bin_s);
  if (bin_over_) bin_end_ = std::min(end, sim::Time{(simulation_.now().ns / bin_ns + 1) * bin_ns});
  const sim::Time stop = std::min(bin_end_, until);
  if (regions_) {
    regions_->advance(simulation_, {stop, bin_end_}, most_events);
    bin_over_ = simulation_.now() == bin_end_;
  } else {
    bin_over_ = simulation_.run(stop, most_events) < most_events && stop == bin_end_;
  }
  return true;
}

sim::Time Run::bins_done() const {
  const std::int64_t bin_ns = to_ns(scenario_.run.time_bin_s);
  return bin_over_ ? bin_end_ : sim::Time{(bin_end_.ns - 1) / bin_ns * bin_ns};
}

double Run::share_done() const {
  const double time_share = sim::to_seconds(simulation_.now()) / scenario_.run.duration_s;
  const std::size_t all = service_->journeys().size() + service_->book().left();
  const double request_share =
      all == 0 ? 0.0 : static_cast<double>(service_->done_requests()) / static_cast<double>(all);
  if (pipelines_.empty()) return std::clamp(std::max(time_share, request_share), 0.0, 1.0);
  double least = service_->all_served() ? 1.0 : request_share;
  for (const auto& each : pipelines_) least = std::min(least, each->share_done());
  return std::clamp(std::max(time_share, least), 0.0, 1.0);
}

}  // namespace dimai::scenarios
