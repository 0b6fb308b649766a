#include <algorithm>

#include <fmt/format.h>

#include "models/network/loops.hpp"
#include "models/trains/cycle_guard.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

constexpr std::size_t kMostLinksTold = 20;
constexpr std::size_t kMostLinksOut = 255;  ///< links leaving one node, as models::Router accepts

std::string length_text(double length_m) { return quantity_text(length_m, Dimension::length); }

void check_bores(Reading& reading) {
  double widest_m = 0.0;
  for (const models::Link& link : reading.network().links) {
    widest_m = std::max(widest_m, link.bore_m);
  }
  for (std::size_t i = 0; i < reading.capsule_tables.size(); ++i) {
    const models::CapsuleClass& each = reading.scenario.capsule_classes[i];
    if (each.bore_m <= widest_m) continue;
    reading.capsule_tables[i].error(
        "bore", fmt::format("no tunnel admits class \"{}\": it needs a bore of {}, the widest has "
                            "{}",
                            each.name, length_text(each.bore_m), length_text(widest_m)));
  }
}

/// Tunnels that are too narrow for all classes are of no use: told once.
void warn_unused_tunnels(Reading& reading) {
  std::size_t unused = 0;
  Problem first;
  for (const models::LinkIndex link : reading.network().links.indices()) {
    const models::Link& tunnel = reading.network().links[link];
    const auto& classes = reading.scenario.capsule_classes;
    const bool used = std::any_of(classes.begin(), classes.end(),
                                  [&](const auto& each) { return each.bore_m <= tunnel.bore_m; });
    if (used || classes.empty() || tunnel.id.ends_with(":back") || ++unused > 1) continue;
    first = {reading.network_file.file,
             reading.network_file.link_places[link.value].line,
             reading.network_file.link_places[link.value].column,
             tunnel.id + ".bore",
             fmt::format("{} admits no class of capsules", length_text(tunnel.bore_m)),
             Severity::warning};
  }
  if (unused > 1) first.message += fmt::format(" (so do {})", counted(unused - 1, "more tunnel"));
  if (unused > 0) reading.problems.add(first);
}

bool couples(const models::FormationParameters& formation) {
  return formation.policy != "never" && (formation.policy != "none" || formation.in_motion);
}

/// Most capsules that a train can have: one, if they never couple.
std::int64_t longest_train(const Scenario& scenario) {
  const bool any =
      couples(scenario.formation) ||
      std::any_of(scenario.formation_at.begin(), scenario.formation_at.end(),
                  [](const models::NodeFormation& at) { return couples(at.formation); });
  return any ? scenario.guideway.max_train_capsules : 1;
}

/// The longest class that a link admits, or null.
const models::CapsuleClass* longest_class(const Scenario& scenario, const models::Link& link) {
  const models::CapsuleClass* longest = nullptr;
  for (const models::CapsuleClass& each : scenario.capsule_classes) {
    const bool admitted = each.bore_m <= link.bore_m;
    if (admitted && (longest == nullptr || each.length_m > longest->length_m)) longest = &each;
  }
  return longest;
}

void check_train_lengths(Reading& reading) {
  const Scenario& scenario = reading.scenario;
  const auto count = static_cast<double>(longest_train(scenario));
  std::size_t told = 0;
  for (const models::LinkIndex link : reading.network().links.indices()) {
    const models::Link& tunnel = reading.network().links[link];
    const models::CapsuleClass* longest = longest_class(scenario, tunnel);
    if (longest == nullptr || tunnel.id.ends_with(":back")) continue;
    const double needed_m = count * longest->length_m +
                            (count - 1.0) * scenario.guideway.coupling_gap_m +
                            scenario.guideway.standstill_gap_m;
    if (needed_m <= tunnel.length_m || ++told > kMostLinksTold) continue;
    const Place& place = reading.network_file.link_places[link.value];
    reading.problems.add(
        {reading.network_file.file, place.line, place.column, tunnel.id + ".length",
         fmt::format("the tunnel is {} long, but a train of {} of class \"{}\" with its "
                     "gap needs {}; see guideway.max_train_capsules",
                     quantity_text_in(tunnel.length_m, Dimension::length, "m"),
                     counted(static_cast<std::uint64_t>(count), "capsule"), longest->name,
                     quantity_text_in(needed_m, Dimension::length, "m"))});
  }
  if (told > kMostLinksTold)
    reading.problems.add({reading.network_file.file, 0, 0, "length",
                          fmt::format("{} shorter than the longest train: not listed",
                                      counted(told - kMostLinksTold, "more tunnel"))});
}

/// A tube on a loop must hold one capsule and the room that lets others go round, whatever trains.
void check_loops(Reading& reading) {
  const Scenario& scenario = reading.scenario;
  const models::Network& network = reading.network();
  const models::LoopRegions loops = models::loop_regions(network);
  std::size_t told = 0;
  for (const models::LinkIndex link : network.links.indices()) {
    const models::Link& tunnel = network.links[link];
    if (!loops.on_loop(link) || tunnel.id.ends_with(":back")) continue;
    const double spacing_m =
        models::CycleGuard::spacing_m(scenario.guideway, scenario.capsule_classes);
    const double needed_m = 2.0 * spacing_m;
    if (tunnel.length_m > needed_m || ++told > kMostLinksTold) continue;
    std::string round;
    for (const models::LinkIndex each : models::shortest_loop(network, link))
      round += (round.empty() ? "" : ", ") + network.links[each].id;
    const Place& place = reading.network_file.link_places[link.value];
    reading.problems.add(
        {reading.network_file.file, place.line, place.column, tunnel.id + ".length",
         fmt::format(
             "the loop {} cannot hold one train and a bubble: this tunnel of it is {} long, "
             "and two capsules with their gaps need more than {}",
             round, quantity_text_in(tunnel.length_m, Dimension::length, "m"),
             quantity_text_in(needed_m, Dimension::length, "m"))});
  }
  if (told > kMostLinksTold)
    reading.problems.add({reading.network_file.file, 0, 0, "length",
                          fmt::format("{} too short for a loop: not listed",
                                      counted(told - kMostLinksTold, "more tunnel"))});
}

/// Whether tubes that admit the class lead both to and from each node.  [node]
std::vector<bool> served_nodes(const models::Network& network, double bore_m) {
  std::vector<bool> arrives(network.nodes.size()), leaves(network.nodes.size());
  for (const models::Link& link : network.links) {
    if (link.bore_m < bore_m) continue;
    arrives[link.to.value] = true;
    leaves[link.from.value] = true;
  }
  for (std::size_t i = 0; i < arrives.size(); ++i) arrives[i] = arrives[i] && leaves[i];
  return arrives;
}

bool admitted(const Reading& reading, const models::CapsuleClass& each) {
  const auto& links = reading.network().links;
  return std::any_of(links.begin(), links.end(),
                     [&each](const models::Link& link) { return link.bore_m >= each.bore_m; });
}

/// Where idle capsules stand; berths are for loading and unloading only.
std::int64_t places_of(const models::Portal& portal) { return portal.parking; }

void check_fleets(Reading& reading) {
  const auto& nodes = reading.network().nodes;
  std::int64_t all_places = 0;
  bool any_portal = false;
  for (const models::Node& node : nodes) {
    if (node.kind != models::NodeKind::portal) continue;
    any_portal = true;
    all_places += places_of(node.portal);
  }
  if (!any_portal) return;  // told by check_nodes
  std::int64_t all_vehicles = 0;
  bool told = false;
  for (std::size_t i = 0; i < reading.capsule_tables.size(); ++i) {
    const models::CapsuleClass& each = reading.scenario.capsule_classes[i];
    const std::vector<bool> served = served_nodes(reading.network(), each.bore_m);
    std::int64_t places = 0;
    for (const models::NodeIndex node : nodes.indices()) {
      const bool counts = nodes[node].kind == models::NodeKind::portal && served[node.value];
      if (counts) places += places_of(nodes[node].portal);
    }
    all_vehicles += each.fleet;
    if (each.fleet <= places || !admitted(reading, each)) continue;
    told = true;
    reading.capsule_tables[i].error(
        "fleet",
        fmt::format("got {}, but the portals that class \"{}\" can reach have {}", each.fleet,
                    each.name, counted(static_cast<std::uint64_t>(places), "parking place")));
  }
  if (told || all_vehicles <= all_places) return;
  reading.capsule_tables.back().error(
      "fleet", fmt::format("all classes together have {}, but the portals have {}",
                           counted(static_cast<std::uint64_t>(all_vehicles), "capsule"),
                           counted(static_cast<std::uint64_t>(all_places), "parking place")));
}

void check_nodes(Reading& reading) {
  const models::Network& network = reading.network();
  std::vector<std::size_t> out(network.nodes.size(), 0);
  for (const models::Link& link : network.links) ++out[link.from.value];
  bool portal = false;
  for (const models::NodeIndex node : network.nodes.indices()) {
    portal |= network.nodes[node].kind == models::NodeKind::portal;
    if (out[node.value] <= kMostLinksOut) continue;
    const Place& place = reading.network_file.node_places[node.value];
    reading.problems.add({reading.network_file.file, place.line, place.column,
                          network.nodes[node].id,
                          fmt::format("{} tunnels leave this node, accepts up to {}",
                                      out[node.value], kMostLinksOut)});
  }
  if (!portal)
    reading.problems.add({reading.network_file.file, 1, 1, "features",
                          "there is no portal: nobody can get in or out; needs nodes of kind "
                          "\"portal\""});
}

bool any_portal(const Reading& reading, std::int64_t models::Portal::*places) {
  const auto& nodes = reading.network().nodes;
  return std::any_of(nodes.begin(), nodes.end(), [&](const models::Node& node) {
    return node.kind == models::NodeKind::portal && node.portal.*places > 0;
  });
}

}  // namespace

void check_network(Reading& reading) {
  if (!reading.has_network()) return;
  check_nodes(reading);
  if (!reading.network_file.whole) return;
  check_bores(reading);
  warn_unused_tunnels(reading);
  check_train_lengths(reading);
  check_loops(reading);
  check_fleets(reading);
}

void check_upkeep(Reading& reading) {
  if (!reading.has_network()) return;
  const bool chargers = any_portal(reading, &models::Portal::chargers);
  const bool workshops = any_portal(reading, &models::Portal::workshop);
  for (std::size_t i = 0; i < reading.capsule_tables.size(); ++i) {
    const models::CapsuleClass& each = reading.scenario.capsule_classes[i];
    TableReader& table = reading.capsule_tables[i];
    if (each.has_battery() && !chargers)
      table.error(
          "battery",
          "no portal has chargers; needs \"chargers\" at some portal, or battery = \"0 kWh\" "
          "for a powered track");
    if (each.has_battery() && each.recharge_below < each.least_charge)
      table.error("recharge_below", fmt::format("got {}, needs at least least_charge, {}",
                                                each.recharge_below, each.least_charge));
    if (each.needs_workshop() && !workshops)
      table.error(each.workshop_share > 0.0 ? "workshop_share" : "workshop_distance",
                  "no portal has a workshop; needs \"workshop\" (places) at some portal");
    if (reading.scenario.dispatch.interval_s > 0.0 && (each.has_battery() || each.needs_workshop()))
      table.error(each.has_battery() ? "battery" : "workshop_share",
                  "batteries and workshops need decisions at once; dispatch.interval must be 0");
  }
}

}  // namespace dimai::scenarios
