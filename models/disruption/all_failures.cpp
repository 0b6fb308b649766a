#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

#include "models/disruption/strike_damage.hpp"
#include "models/network/geodesic.hpp"
#include "sim/random.hpp"

// All that will fail in a run: what is listed, by strikes and by chance.

namespace dimai::models {

namespace {

double rate_per_year(const BreakablePart& part, const RandomFailureParameters& rates) {
  switch (part.kind) {
    case PartKind::host:
      return rates.per_host_year;
    case PartKind::cell:
      return rates.per_cell_year;
    case PartKind::pipe:
      return rates.per_pipe_km_year * part.length_m / 1000.0;
    case PartKind::station:
      return rates.per_station_year;
    case PartKind::valve:
      return 0.0;
    case PartKind::pump:
    case PartKind::blower:
    case PartKind::compressor:
      break;
  }
  return rates.per_machine_year;
}

}  // namespace

std::vector<Failure> random_failures(const Network& network, const RandomFailureParameters& rates,
                                     double until_s, DrawKey key,
                                     std::span<const BreakablePart> parts) {
  constexpr std::uint32_t purpose = 0x52000000;
  constexpr double year_s = 365.25 * 86400.0;
  std::vector<Failure> failures;
  const auto draw = [&](const std::string& id, double per_year, auto make) {
    if (per_year <= 0.0) return;
    sim::Random random(key.seed, key.replication, purpose, name_hash(id));
    for (double time_s = random.exponential(year_s / per_year); time_s < until_s;
         time_s += random.exponential(year_s / per_year)) {
      Failure failure = make(random.uniform());
      failure.cause = FailureCause::random;
      failure.from_s = time_s;
      const bool severe = random.uniform() < rates.severe_share;
      failure.moderate_places = severe ? 0 : 1;
      failure.severe_places = severe ? 1 : 0;
      const double repair = random.exponential(1.0);
      if (rates.mean_repair_s > 0.0) failure.until_s = time_s + repair * rates.mean_repair_s;
      failures.push_back(std::move(failure));
    }
  };
  for (const LinkIndex link : network.links.indices()) {
    const Link& row = network.links[link];
    for (std::uint32_t tube = 0; tube < row.tubes; ++tube) {
      draw(row.id + "#" + std::to_string(tube), rates.per_km_year * row.length_m / 1000.0,
           [&](double at) {
             Failure failure = link_failure(network, link, at);
             failure.breaks = {{link, tube, at}};
             if (row.tubes > 1) failure.closes.clear();
             return failure;
           });
    }
  }
  for (const NodeIndex node : network.nodes.indices()) {
    const bool portal = network.nodes[node].kind == NodeKind::portal;
    draw(network.nodes[node].id, portal ? rates.per_portal_year : rates.per_junction_year,
         [&](double) { return node_failure(network, node); });
  }
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    const BreakablePart& part = parts[i];
    draw(is_of_messages(part.kind) ? "host " + part.id : stream_name(part),
         rate_per_year(part, rates), [&](double at) { return part_failure(parts, i, at); });
  }
  std::stable_sort(failures.begin(), failures.end(),
                   [](const Failure& a, const Failure& b) { return a.from_s < b.from_s; });
  return failures;
}

namespace {

/// Adds what was damaged on the way back to a failure of the way there.
void add_way_back(Failure& there, const Failure& back, double tolerance) {
  there.closes.insert(there.closes.end(), back.closes.begin(), back.closes.end());
  there.breaks.insert(there.breaks.end(), back.breaks.begin(), back.breaks.end());
  const std::size_t own = there.places.size();
  std::vector<std::uint8_t> taken(own, 0);
  for (const Failure::Place& place : back.places) {
    std::size_t i = 0;
    while (i < own && (taken[i] != 0 || std::abs(there.places[i].at + place.at - 1.0) > tolerance))
      ++i;
    if (i == own) {
      there.places.push_back({1.0 - place.at, place.severe});
      continue;
    }
    taken[i] = 1;
    there.places[i].severe |= place.severe;
  }
  const auto severe = std::count_if(there.places.begin(), there.places.end(),
                                    [](const Failure::Place& each) { return each.severe; });
  there.severe_places = static_cast<std::uint32_t>(severe);
  there.moderate_places = static_cast<std::uint32_t>(there.places.size()) - there.severe_places;
}

}  // namespace

std::vector<Failure> with_both_directions(const Network& network, double segment_m,
                                          std::span<const Failure> failures) {
  constexpr std::string_view kBack = ":back";
  std::vector<Failure> all;
  std::map<std::pair<std::string, double>, std::size_t> there;  // by id and time
  for (const Failure& each : failures) {
    if (!each.stream.empty()) {  // a pipe has one direction
      all.push_back(each);
      continue;
    }
    const bool back = each.what.ends_with(kBack);
    const std::string id = back ? each.what.substr(0, each.what.size() - kBack.size()) : each.what;
    const auto found = there.find({id, each.from_s});
    if (!each.places.empty() && back && found != there.end()) {
      const LinkIndex link = each.breaks.front().link;
      add_way_back(all[found->second], each, 0.5 * segment_m / network.links[link].length_m);
      continue;
    }
    if (!each.places.empty() && !back) there[{id, each.from_s}] = all.size();
    all.push_back(each);
  }
  return all;
}

std::vector<Failure> with_parts(std::span<const Failure> listed,
                                std::span<const BreakablePart> parts,
                                std::vector<std::string>& unknown) {
  std::vector<Failure> all;
  const auto add = [&](const Failure& as, std::size_t part) {
    Failure failure = part_failure(parts, static_cast<std::uint32_t>(part));
    failure.from_s = as.from_s;
    failure.until_s = as.until_s;
    failure.moderate_places = as.moderate_places;
    failure.severe_places = as.severe_places;
    if (!as.part_name.empty()) failure.place = as.place;
    all.push_back(std::move(failure));
  };
  const auto add_named = [&](const Failure& as, const std::string& name, auto is) {
    const auto found = std::find_if(parts.begin(), parts.end(), is);
    if (found == parts.end())
      unknown.push_back(name);
    else
      add(as, static_cast<std::size_t>(found - parts.begin()));
  };
  for (const Failure& each : listed) {
    if (each.hosts_within_m > 0.0) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!is_of_messages(parts[i].kind)) continue;
        const auto& [longitude, latitude] = parts[i].line.front();
        const double away_m =
            geodesic_distance_m(each.place.first, each.place.second, longitude, latitude);
        if (away_m <= each.hosts_within_m) add(each, i);
      }
    } else if (!each.host_name.empty()) {
      add_named(each, each.host_name, [&](const BreakablePart& part) {
        return is_of_messages(part.kind) && part.id == each.host_name;
      });
    } else if (!each.part_name.empty()) {
      add_named(each, each.part_name, [&](const BreakablePart& part) {
        return !is_of_messages(part.kind) && part.name == each.part_name;
      });
    } else {
      all.push_back(each);
    }
  }
  return all;
}

std::pair<double, double> random_place(const Network& network, sim::Random& random) {
  std::vector<LinkIndex> tunnels;  // one direction of each
  for (const LinkIndex link : network.links.indices()) {
    if (!network.links[link].id.ends_with(":back")) tunnels.push_back(link);
  }
  double all_m = 0.0;
  for (const LinkIndex tunnel : tunnels) all_m += network.links[tunnel].length_m;
  double wanted_m = random.uniform() * all_m;
  for (const LinkIndex tunnel : tunnels) {
    const double length_m = network.links[tunnel].length_m;
    if (wanted_m <= length_m) return place_on(network, tunnel, wanted_m / length_m);
    wanted_m -= length_m;
  }
  return place_on(network, tunnels.back(), 1.0);
}

std::vector<Strike> drawn_strikes(const Network& network, const DisruptionPlan& plan, DrawKey key) {
  constexpr std::uint32_t purpose = 0x41000000;
  std::vector<Strike> strikes = plan.strikes;
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    if (!strikes[i].anywhere) continue;
    sim::Random random(key.seed, key.replication, purpose, i);
    strikes[i].centre = random_place(network, random);
  }
  return strikes;
}

std::vector<Failure> all_failures(const Network& network, const DisruptionPlan& plan,
                                  double until_s, DrawKey key,
                                  std::span<const BreakablePart> parts) {
  std::vector<Failure> all = plan.failures;
  const auto add = [&](std::vector<Failure> more) {
    for (Failure& each : more) all.push_back(std::move(each));
  };
  if (!plan.strikes.empty()) {
    const StrikeTargets targets(network, plan.fragility, parts);
    const std::vector<Strike> strikes = drawn_strikes(network, plan, key);
    for (std::uint32_t i = 0; i < strikes.size(); ++i)
      add(plan.repair.both_directions ? with_both_directions(network, plan.fragility.segment_m,
                                                             targets.damage(strikes[i], i, key))
                                      : targets.damage(strikes[i], i, key));
  }
  add(random_failures(network, plan.random, until_s, key, parts));
  return all;
}

}  // namespace dimai::models
