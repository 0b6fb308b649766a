#include "tests/models/properties/network_plan.hpp"

#include <ostream>
#include <string>

namespace dimai::tests {

using namespace dimai::models;

namespace {

std::size_t junction_of(const NetworkPlan& plan, const PlannedPortal& portal) {
  return portal.junction % plan.junction_count();
}

LinkIndex add_link(World& world, NodeIndex from, NodeIndex to, const PlannedLink& planned) {
  const LinkIndex link = world.link(from, to, planned.length_m, planned.speed_m_s);
  world.network.links[link].tubes = planned.tubes;
  return link;
}

std::ostream& operator<<(std::ostream& out, const PlannedLink& link) {
  return out << link.length_m << " m, " << link.speed_m_s << " m/s, " << link.tubes << " tubes";
}

void show_portals(std::ostream& out, const NetworkPlan& plan,
                  const std::vector<PlannedPortal>& portals, const char* name) {
  for (std::size_t i = 0; i < portals.size(); ++i) {
    out << name << ' ' << i << " at junction " << junction_of(plan, portals[i]) << ": "
        << portals[i].link;
    if (portals[i].room > 0)
      out << ", takes in " << portals[i].room << " for " << portals[i].stay_s << " s";
    out << '\n';
  }
}

}  // namespace

bool NetworkPlan::possible(const PlannedTrip& trip) const {
  return loop || junction_of(*this, starts[trip.from % starts.size()]) <=
                     junction_of(*this, ends[trip.to % ends.size()]);
}

void set_rules(World& world, const PlannedRules& rules) {
  world.parameters.merge = kMergeChoices[rules.merge % kMergeChoices.size()];
  world.parameters.switching = kSwitchingChoices[rules.switching % kSwitchingChoices.size()];
  world.parameters.separation = rules.relative ? "relative" : "absolute";
  world.parameters.max_train_capsules = rules.longest_train;
  world.formation.policy = kFormationChoices[rules.formation % kFormationChoices.size()];
  world.formation.size = rules.longest_train;
  world.formation.in_motion = rules.in_motion;
  CapsuleClass longer = world.classes.front();
  longer.length_m = 9.0;
  world.classes.push_back(longer);
}

PlacedPlan lay_out(World& world, const NetworkPlan& plan) {
  PlacedPlan placed;
  std::vector<NodeIndex> junctions;
  for (std::size_t i = 0; i < plan.junction_count(); ++i) junctions.push_back(world.junction());
  for (std::size_t i = 0; i < plan.row.size(); ++i) {
    const NodeIndex next = junctions[(i + 1) % junctions.size()];
    placed.links.push_back(add_link(world, junctions[i], next, plan.row[i]));
  }
  for (const PlannedPortal& start : plan.starts) {
    placed.starts.push_back(world.portal());
    const NodeIndex junction = junctions[junction_of(plan, start)];
    placed.links.push_back(add_link(world, placed.starts.back(), junction, start.link));
  }
  for (const PlannedPortal& end : plan.ends) {
    placed.ends.push_back(world.portal());
    const NodeIndex junction = junctions[junction_of(plan, end)];
    placed.links.push_back(add_link(world, junction, placed.ends.back(), end.link));
  }
  return placed;
}

void send_trips(World& world, const NetworkPlan& plan, PlacedPlan& placed) {
  for (std::size_t i = 0; i < plan.ends.size(); ++i) {
    if (plan.ends[i].room > 0) world.limit(placed.ends[i], plan.ends[i].room, plan.ends[i].stay_s);
  }
  for (const PlannedTrip& trip : plan.trips) {
    if (!plan.possible(trip)) continue;
    placed.capsules.push_back(world.send(placed.starts[trip.from % placed.starts.size()],
                                         placed.ends[trip.to % placed.ends.size()],
                                         0.1 * trip.ready_ds, trip.capsule_class));
  }
  for (const PlannedClosure& closure : plan.closures) {
    const LinkIndex link = placed.links[closure.link % placed.links.size()];
    world.close_at(closure.begin_s, link, true, closure.rerouted);
    world.close_at(closure.begin_s + closure.length_s, link, false, closure.rerouted);
  }
}

void showValue(const NetworkPlan& plan, std::ostream& out) {
  out << '\n';
  for (std::size_t i = 0; i < plan.row.size(); ++i) {
    out << "link " << i << ", junction " << i << " to " << (i + 1) % plan.junction_count() << ": "
        << plan.row[i] << '\n';
  }
  show_portals(out, plan, plan.starts, "start");
  show_portals(out, plan, plan.ends, "end");
  for (const PlannedTrip& trip : plan.trips) {
    if (!plan.possible(trip)) continue;
    out << "trip from start " << trip.from % plan.starts.size() << " to end "
        << trip.to % plan.ends.size() << " at " << 0.1 * trip.ready_ds << " s, class "
        << trip.capsule_class << '\n';
  }
  for (const PlannedClosure& closure : plan.closures) {
    out << "link " << closure.link % plan.link_count() << " of all shut from " << closure.begin_s
        << " s for " << closure.length_s << " s"
        << (closure.rerouted ? ", the router knows\n" : "\n");
  }
}

void showValue(const PlannedRules& rules, std::ostream& out) {
  out << "merge " << kMergeChoices[rules.merge % kMergeChoices.size()] << ", switching "
      << kSwitchingChoices[rules.switching % kSwitchingChoices.size()] << ", formation "
      << kFormationChoices[rules.formation % kFormationChoices.size()] << ", trains of up to "
      << rules.longest_train << (rules.in_motion ? ", coupling in motion" : "")
      << (rules.relative ? ", relative" : ", absolute") << " braking distance";
}

}  // namespace dimai::tests

namespace rc {

using namespace dimai::tests;

namespace {

/// A number of low to high, both included, however small the case.
Gen<unsigned> whole(unsigned low, unsigned high) {
  return gen::resize(kNominalSize, gen::inRange(low, high + 1));
}

/// Between `least` and about `most` of something.
template <class T>
Gen<std::vector<T>> some(std::size_t least, int most, const Gen<T>& one) {
  return gen::suchThat(gen::resize(most, gen::container<std::vector<T>>(one)),
                       [=](const std::vector<T>& all) { return all.size() >= least; });
}

Gen<PlannedLink> links() {
  return gen::build<PlannedLink>(
      gen::set(&PlannedLink::length_m, whole(21, 400)),
      gen::set(&PlannedLink::speed_m_s, whole(5, 25)),
      gen::set(&PlannedLink::tubes, gen::weightedElement<unsigned>({{5, 1U}, {1, 2U}})));
}

Gen<PlannedPortal> portals() {
  return gen::build<PlannedPortal>(
      gen::set(&PlannedPortal::junction, whole(0, 5)), gen::set(&PlannedPortal::link, links()),
      gen::set(&PlannedPortal::room, whole(0, 3)), gen::set(&PlannedPortal::stay_s, whole(0, 60)));
}

Gen<PlannedTrip> trips() {
  return gen::build<PlannedTrip>(gen::set(&PlannedTrip::from, whole(0, 5)),
                                 gen::set(&PlannedTrip::to, whole(0, 5)),
                                 gen::set(&PlannedTrip::ready_ds, whole(0, 600)),
                                 gen::set(&PlannedTrip::capsule_class, whole(0, 1)));
}

Gen<PlannedClosure> closures() {
  return gen::build<PlannedClosure>(gen::set(&PlannedClosure::link, whole(0, 12)),
                                    gen::set(&PlannedClosure::begin_s, whole(0, 120)),
                                    gen::set(&PlannedClosure::length_s, whole(1, 120)),
                                    gen::set(&PlannedClosure::rerouted, gen::arbitrary<bool>()));
}

}  // namespace

Gen<NetworkPlan> Arbitrary<NetworkPlan>::arbitrary() {
  // Two links and more, so that a loop has two junctions.
  return gen::build<NetworkPlan>(gen::set(&NetworkPlan::row, some(2, 6, links())),
                                 gen::set(&NetworkPlan::loop, gen::arbitrary<bool>()),
                                 gen::set(&NetworkPlan::starts, some(1, 5, portals())),
                                 gen::set(&NetworkPlan::ends, some(1, 5, portals())),
                                 gen::set(&NetworkPlan::trips, some(0, 100, trips())),
                                 gen::set(&NetworkPlan::closures, some(0, 3, closures())));
}

Gen<PlannedRules> Arbitrary<PlannedRules>::arbitrary() {
  return gen::build<PlannedRules>(gen::set(&PlannedRules::merge, whole(0, 7)),
                                  gen::set(&PlannedRules::switching, whole(0, 1)),
                                  gen::set(&PlannedRules::formation, whole(0, 7)),
                                  gen::set(&PlannedRules::longest_train, whole(1, 12)),
                                  gen::set(&PlannedRules::in_motion, gen::arbitrary<bool>()),
                                  gen::set(&PlannedRules::relative, gen::arbitrary<bool>()));
}

}  // namespace rc
