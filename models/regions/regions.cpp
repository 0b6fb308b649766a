#include "models/regions/regions.hpp"

#include <algorithm>
#include <bit>
#include <ctime>
#include <utility>

#include "models/regions/gathered_logs.hpp"

namespace dimai::models {

namespace {

/// Processor time that this thread has used [s].
double thread_time_s() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

Regions::Regions(GuidewaySetup setup, Partition partition, std::size_t threads)
    : partition_(std::move(partition)), team_(std::min<std::size_t>(threads, partition_.regions)) {
  look_ahead_ns_ = sim::Time::max().ns;
  for (const LinkIndex link : partition_.cut_links)
    look_ahead_ns_ = std::min(look_ahead_ns_, models::look_ahead_ns(setup, link));
  setup.region_of_node = partition_.region_of_node;
  setup.region_count = partition_.regions;
  for (std::uint32_t i = 0; i < partition_.regions; ++i) {
    setup.region = i;
    regions_.push_back(std::make_unique<Region>());
    regions_[i]->guideway = std::make_unique<Guideway>(setup);
  }
}

void Regions::open_desks(Service& service) {
  for (const std::unique_ptr<Region>& region : regions_) {
    region->desk = std::make_unique<Service>(service, *region->guideway);
    region->guideway->attach(region->simulation, *region->desk);
    region->desk->start(region->simulation);
  }
}

void Regions::advance(sim::Simulation& chief, const Goal& goal, std::uint64_t most_events) {
  const std::uint64_t before = event_count() + chief.event_count();
  chief.run(now_);
  while (now_ < goal.until && event_count() + chief.event_count() - before < most_events) {
    const std::int64_t ahead_ns = std::min(look_ahead_ns_, goal.bound.ns - now_.ns);
    const sim::Time end = std::min(sim::Time{now_.ns + ahead_ns}, chief.next_time());
    team_.run(regions_.size(), [&](std::size_t i) { pass_window(i, end); });
    now_ = end;
    const double start_s = thread_time_s();
    ++times_.windows;
    chief.run(now_);
    note_times();
    times_.decisions_s += thread_time_s() - start_s;
  }
}

/// From what was told and decided when the last window ended, up to the events before `until`.
void Regions::pass_window(std::size_t index, sim::Time until) {
  Region& region = *regions_[index];
  const double start_s = thread_time_s();
  const std::size_t turn = times_.windows % 2;
  for (const std::unique_ptr<Region>& other : regions_) {
    if (other.get() != &region)
      region.guideway->take_over(region.simulation, other->told[1 - turn]);
  }
  region.desk->carry_out(region.simulation);
  region.simulation.run(until - sim::Time{1});
  region.simulation.move_to(until);
  region.told[turn].clear();
  region.guideway->hand_over(until.ns, region.told[turn]);
  region.window_s = thread_time_s() - start_s;
}

/// As if each region, in order, were done by the thread that has least to do.
void Regions::note_times() {
  std::vector<double> load_s(team_.size(), 0.0);
  for (const std::unique_ptr<Region>& region : regions_) {
    times_.work_s += region->window_s;
    *std::min_element(load_s.begin(), load_s.end()) += region->window_s;
  }
  times_.longest_s += *std::max_element(load_s.begin(), load_s.end());
}

std::vector<Guideway*> Regions::guideways() {
  std::vector<Guideway*> all;
  for (const std::unique_ptr<Region>& region : regions_) all.push_back(region->guideway.get());
  return all;
}

std::uint64_t Regions::event_count() const {
  std::uint64_t count = 0;
  for (const std::unique_ptr<Region>& region : regions_) count += region->simulation.event_count();
  return count;
}

std::uint64_t Regions::event_hash() const {
  std::uint64_t hash = 0;
  for (const std::unique_ptr<Region>& region : regions_)
    hash = (std::rotl(hash, 29) ^ region->simulation.event_hash()) * 0x8ebc6af09c88c6e3U;
  return hash;
}

void Regions::count_capsules(std::vector<std::uint64_t>& by_class) const {
  const Crossings* told = nullptr;
  for (const std::unique_ptr<Region>& region : regions_) {
    region->guideway->count_capsules(by_class);
    told = &region->told[1 - times_.windows % 2];  // of the last window: nobody has heard it yet
    for (const Crossings::Member& member : told->members) ++by_class[member.row.capsule_class];
  }
}

std::uint32_t Regions::capsules_between(LaneIndex tube) const {
  std::uint32_t count = 0;
  for (const std::unique_ptr<Region>& region : regions_) {
    const Lane& lane = region->guideway->lanes()[tube];
    const std::uint32_t first = lane.left_elsewhere ? lane.untold : lane.passages.head();
    for (std::uint32_t p = first; p != lane.passages.end(); ++p)
      count += region->guideway->trains()[lane.passages[p].train].count;
    for (const Crossings::Arrival& arrival : region->told[1 - times_.windows % 2].arrivals)
      count += arrival.lane == tube ? arrival.train.count : 0;
  }
  return count;
}

Observation Regions::observation() const {
  Observation sum = regions_.front()->guideway->observation().without_logs();
  for (std::size_t i = 1; i < regions_.size(); ++i) {
    const Observation& part = regions_[i]->guideway->observation();
    for (const NodeIndex node : sum.junctions.indices()) {
      if (partition_.region_of_node[node.value] == i) sum.junctions[node] = part.junctions[node];
    }
    if (part.flows.trains.size() > sum.flows.trains.size()) sum.flows.grow(part.flows.bin_count());
    for (std::size_t cell = 0; cell < part.flows.trains.size(); ++cell) {
      sum.flows.trains[cell] += part.flows.trains[cell];
      sum.flows.capsules[cell] += part.flows.capsules[cell];
      sum.flows.delay_s[cell] += part.flows.delay_s[cell];
    }
    sum.crossings += part.crossings;
    sum.least_slack_ns = std::min(sum.least_slack_ns, part.least_slack_ns);
  }
  return sum;
}

FormationLog Regions::take_formations() {
  FormationLog all;
  for (const std::unique_ptr<Region>& region : regions_)
    gather(all, region->guideway->observation().formations);
  sort_by_time(all);
  return all;
}

TraversalLog Regions::take_traversals() {
  TraversalLog all;
  for (const std::unique_ptr<Region>& region : regions_)
    gather(all, region->guideway->observation().traversals);
  sort_by_time(all);
  return all;
}

YardLog Regions::take_yard_log() {
  YardLog all;
  for (const std::unique_ptr<Region>& region : regions_)
    gather(all, region->guideway->observation().yard_log);
  sort_by_time(all);
  return all;
}

JourneyLog& Regions::gather_journeys() {
  for (const std::unique_ptr<Region>& region : regions_)
    gather(journeys_, region->guideway->observation().journeys);
  sort_by_time(journeys_);
  return journeys_;
}

}  // namespace dimai::models
