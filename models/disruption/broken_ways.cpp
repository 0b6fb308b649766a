#include "models/disruption/broken_ways.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace dimai::models {

std::vector<PairDemand> pair_demand(std::span<const Request> requests,
                                    std::span<const std::uint32_t> profile_of_class) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, double> trips;
  for (const Request& each : requests)
    trips[{profile_of_class[each.capsule_class], each.origin.value, each.destination.value}] += 1.0;
  std::vector<PairDemand> pairs;
  pairs.reserve(trips.size());
  for (const auto& [key, count] : trips) {
    pairs.push_back(
        {std::get<0>(key), NodeIndex{std::get<1>(key)}, NodeIndex{std::get<2>(key)}, count});
  }
  return pairs;
}

double connected_share(const Router& router, std::span<const PairDemand> pairs) {
  double all = 0.0;
  double joined = 0.0;
  for (const PairDemand& pair : pairs) {
    all += pair.trips;
    if (router.reachable(pair.profile, pair.origin, pair.destination)) joined += pair.trips;
  }
  return all > 0.0 ? joined / all : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> trips_by_link(const Router& router, std::span<const PairDemand> pairs) {
  std::vector<double> trips(router.network().links.size(), 0.0);
  for (const PairDemand& pair : pairs) {
    for (const LinkIndex link : router.path(pair.profile, pair.origin, pair.destination))
      trips[link.value] += pair.trips;
  }
  return trips;
}

BrokenWays::BrokenWays(WaysSetup setup)
    : setup_(std::move(setup)),
      trips_by_link_(models::trips_by_link(*setup_.router, setup_.pairs)) {}

double BrokenWays::trips() const {
  double sum = 0.0;
  for (const PairDemand& pair : setup_.pairs) sum += pair.trips;
  return sum;
}

void BrokenWays::meet(FailureRows& rows) {
  rows_ = &rows;
  for (std::size_t i = 0; i < rows.failures.size(); ++i) {
    double& trips = rows.damages[i].trips;
    for (const LinkIndex link : rows.failures[i].closes)
      trips = std::max(trips, trips_by_link_[link.value]);
    for (const auto& each : rows.failures[i].breaks)
      trips = std::max(trips, trips_by_link_[each.link.value]);
  }
}

void BrokenWays::start() {
  setup_.route_keeper->tell(static_cast<NewsListener&>(*this));
  changes_.push_back({0.0, 0, 0, 0, 0, 0, 0, connected_share(*setup_.router, setup_.pairs)});
}

double BrokenWays::begin(std::uint32_t failure, double now_s) {
  catch_trains(failure, now_s);
  return rows_->damages[failure].caught_capsules > 0
             ? now_s + setup_.plan->parameters.evacuation_after_s
             : Damage::never;
}

void BrokenWays::begun(sim::Simulation& simulation, std::uint32_t first, std::uint32_t last) {
  WayChange change;
  change.began = last - first;
  std::vector<LinkIndex> closing;
  for (std::uint32_t i = first; i < last; ++i) {
    const auto& closes = rows_->failures[i].closes;
    closing.insert(closing.end(), closes.begin(), closes.end());
  }
  std::vector<Bound> affected = bound_for(closing);
  if (setup_.route_keeper->set_closed(simulation, closing, true)) {
    affected_ = std::move(affected);
    turn(change);
  }
  note_change(sim::to_seconds(simulation.now()), change);
}

void BrokenWays::mend(sim::Simulation& simulation, std::uint32_t index) {
  const Failure& failure = rows_->failures[index];
  const double now_s = sim::to_seconds(simulation.now());
  for (const Failure::BrokenTube& tube : failure.breaks)
    guideway_of(tube.link).mend_tube(tube.link, tube.tube);
  setup_.route_keeper->set_closed(simulation, failure.closes, false);
  WayChange change;
  change.mended = 1;
  release(now_s, change);
  note_change(now_s, change);
}

void BrokenWays::before_news(std::span<const LinkIndex> links, bool closed) {
  affected_.clear();
  if (closed) affected_ = bound_for(links);
}

void BrokenWays::after_news(sim::Simulation& simulation, bool /*closed*/) {
  WayChange change;
  turn(change);
  note_change(sim::to_seconds(simulation.now()), change);
}

/// Those whose way was closed take another; who has none seeks refuge.
void BrokenWays::turn(WayChange& change) {
  bool sent = false;
  for (const Homeless& each : std::exchange(homeless_, {})) {
    const Bound bound{each.capsule, each.link, &guideway_of(each.link)};
    if (!has_way(bound)) sent = send_to_refuge(bound) || sent;
  }
  for (const Bound& each : std::exchange(affected_, {})) {
    const bool way = has_way(each);
    ++(way ? change.rerouted : change.stranded);
    if (!way) sent = send_to_refuge(each) || sent;
  }
  if (!sent) return;
  for (Guideway* guideway : setup_.guideways) guideway->reconsider_routes();
}

bool BrokenWays::has_way(const Bound& bound) const {
  const Capsule& row = bound.guideway->trains()[bound.capsule];
  return setup_.network->links[bound.link].to == row.destination ||
         setup_.router->next_link_after(row.profile, bound.link, row.destination).valid();
}

/// Those whom a failure held go on; where their way is closed still, to a refuge, so that they hold
/// nobody up before it.
void BrokenWays::release(double now_s, WayChange& change) {
  for (Caught& row : caught_) {
    if (!std::isnan(row.released_s) || holds(row.link, row.tube)) continue;
    row.released_s = now_s;
    held_[row.capsule.value] = 0;
    const Bound each{row.capsule, row.link, &guideway_of(row.link)};
    if (!has_way(each)) affected_.push_back(each);
  }
  turn(change);
}

bool BrokenWays::holds(LinkIndex link, std::uint32_t tube) const {
  const auto breaks_it = [&](const Failure::BrokenTube& each) {
    return each.link == link && each.tube == tube;
  };
  for (std::size_t i = 0; i < rows_->failures.size(); ++i) {
    const auto& breaks = rows_->failures[i].breaks;
    if (rows_->active[i] != 0 && std::any_of(breaks.begin(), breaks.end(), breaks_it)) return true;
  }
  return false;
}

/// That of the region in which the link begins.
Guideway& BrokenWays::guideway_of(LinkIndex link) const {
  if (setup_.region_of_node.empty()) return *setup_.guideways.front();
  return *setup_.guideways[setup_.region_of_node[setup_.network->links[link].from.value]];
}

/// Breaks the tubes of a failure, and writes down who is held there.
void BrokenWays::catch_trains(std::uint32_t index, double now_s) {
  Damage& damage = rows_->damages[index];
  for (const Failure::BrokenTube& tube : rows_->failures[index].breaks) {
    Guideway& guideway = guideway_of(tube.link);
    const auto trains = guideway.break_tube(tube.link, tube.tube, tube.at);
    double at_m = tube.at * setup_.network->links[tube.link].length_m;
    for (const TrainIndex train : trains) {
      const std::uint32_t before = damage.caught_capsules;
      const Train& row = guideway.trains()[train];
      for (CapsuleIndex c = row.front; c.valid(); c = guideway.trains()[c].behind) {
        if (c.value >= held_.size()) held_.resize(c.value + 1, 0);
        if (held_[c.value] != 0) continue;
        held_[c.value] = 1;
        ++damage.caught_capsules;
        Caught caught;
        caught.failure = index;
        caught.capsule = c;
        caught.capsule_class = guideway.trains()[c].capsule_class;
        caught.journey =
            setup_.service->vehicle(c).carries ? setup_.service->vehicle(c).first : JourneyIndex{};
        caught.link = tube.link;
        caught.tube = tube.tube;
        caught.at_m = std::max(0.0, at_m);
        caught.caught_s = now_s;
        caught_.push_back(caught);
      }
      if (damage.caught_capsules > before) ++damage.caught_trains;
      at_m -= static_cast<double>(row.length_um) * 1e-6 + setup_.standstill_gap_m;
    }
  }
}

void BrokenWays::remind(std::uint32_t failure, double now_s) {
  for (Caught& row : caught_) {
    const bool stands = row.failure == failure && std::isnan(row.released_s);
    if (!stands || !row.journey.valid()) continue;
    if (setup_.classes[row.capsule_class].carries != "people") continue;
    row.evacuated_s = now_s;
    row.safe_s = now_s + way_out_m(row) / setup_.plan->parameters.walking_speed_m_s;
  }
}

/// On foot to the nearest shaft or end of the tunnel [m].
double BrokenWays::way_out_m(const Caught& row) const {
  const double spacing_m = setup_.plan->parameters.shaft_spacing_m;
  const double length_m = setup_.network->links[row.link].length_m;
  const double behind_m = std::fmod(row.at_m, spacing_m);
  return std::min({behind_m, spacing_m - behind_m, length_m - row.at_m});
}

/// Capsules on the guideway, not held, whose way leads over one of the links, each with its link.
std::vector<BrokenWays::Bound> BrokenWays::bound_for(std::span<const LinkIndex> links) const {
  std::vector<std::uint8_t> wanted(setup_.network->links.size(), 0);
  for (const LinkIndex link : links) wanted[link.value] = 1;
  std::vector<Bound> found;
  if (links.empty()) return found;
  const auto leads_there = [&](const Capsule& row, LinkIndex link) {
    while (setup_.network->links[link].to != row.destination) {
      link = setup_.router->next_link_after(row.profile, link, row.destination);
      if (!link.valid()) return false;
      if (wanted[link.value] != 0) return true;
    }
    return false;
  };
  for (Guideway* guideway : setup_.guideways) {
    const TrainTable& trains = guideway->trains();
    for (const Lane& lane : guideway->lanes()) {
      for (std::uint32_t p = lane.passages.head(); p != lane.passages.end(); ++p) {
        const TrainIndex train = lane.passages[p].train;
        if (!train.valid()) continue;  // another region has been told of it
        for (CapsuleIndex c = trains[train].front; c.valid(); c = trains[c].behind) {
          const bool held = c.value < held_.size() && held_[c.value] != 0;
          if (!held && leads_there(trains[c], lane.link)) found.push_back({c, lane.link, guideway});
        }
      }
    }
  }
  return found;
}

void BrokenWays::note_change(double now_s, WayChange change) {
  change.time_s = now_s;
  for (const LinkIndex link : setup_.network->links.indices())
    change.closed_links += setup_.route_keeper->is_shut(link) ? 1U : 0U;
  for (const std::uint8_t each : rows_->active) change.broken += each;
  change.connected_share = connected_share(*setup_.router, setup_.pairs);
  changes_.push_back(change);
}

/// The nearest portal that a capsule on the link can come to; invalid if there is none.
NodeIndex BrokenWays::refuge(std::uint32_t profile, LinkIndex link) const {
  const NodeIndex node = setup_.network->links[link].to;
  NodeIndex best;
  double least_s = std::numeric_limits<double>::infinity();
  for (const NodeIndex portal : setup_.router->portals()) {
    if (!setup_.router->next_link_after(profile, link, portal).valid()) continue;
    const double time_s = setup_.router->travel_time_s(profile, node, portal);
    if (time_s >= least_s) continue;
    least_s = time_s;
    best = portal;
  }
  return best;
}

/// Gives a capsule without a way another destination, which Service takes for a refuge. Where there
/// is none yet it is noted, for the next change of ways.
bool BrokenWays::send_to_refuge(const Bound& bound) {
  TrainTable& trains = bound.guideway->trains();
  const NodeIndex portal = refuge(trains[bound.capsule].profile, bound.link);
  if (!portal.valid()) {
    homeless_.push_back({bound.capsule, bound.link});
    return false;
  }
  trains[bound.capsule].destination = portal;
  for (const Lane& lane : bound.guideway->lanes()) {
    if (lane.link != bound.link) continue;
    for (std::uint32_t p = lane.passages.head(); p != lane.passages.end(); ++p) {
      const TrainIndex train = lane.passages[p].train;
      if (train.valid() && trains[train].front == bound.capsule) trains[train].destination = portal;
    }
  }
  return true;
}

std::uint64_t BrokenWays::evacuated() const {
  return static_cast<std::uint64_t>(std::count_if(
      caught_.begin(), caught_.end(), [](const Caught& c) { return !std::isnan(c.evacuated_s); }));
}

}  // namespace dimai::models
