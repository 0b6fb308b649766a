#include "scenarios/disruption/failure_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "models/dispatch/dispatch_plan.hpp"
#include "models/disruption/strike_damage.hpp"
#include "models/network/geodesic.hpp"
#include "scenarios/disruption/pipeline_parts.hpp"
#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

using models::Failure;
using models::LinkIndex;
using models::NodeIndex;

constexpr double kLongest_s = 3650.0 * 86400.0;
/// Of the guideway and its dispatch; then parts of pipelines, by the names of their kinds.
constexpr std::array<std::string_view, 13> kTargets{
    "link", "tunnel", "junction", "portal",     "area",  "fire",   "host",
    "pipe", "pump",   "blower",   "compressor", "valve", "station"};
constexpr std::array<std::string_view, 5> kOfGuideway{"link", "tunnel", "junction", "portal",
                                                      "fire"};

std::string time_text(double time_s) { return quantity_text(time_s, Dimension::time); }

/// The way back through the same tunnel; invalid if it leads one way only.
LinkIndex way_back(const models::Network& network, LinkIndex link) {
  const std::string& id = network.links[link].id;
  return find_link(network, id.ends_with(":back") ? id.substr(0, id.size() - 5) : id + ":back");
}

std::optional<StatedTimes> read_times(TableReader& table) {
  StatedTimes times;
  bool good = table.require("from", wanted(Dimension::time));
  const auto from = table.quantity("from", Dimension::time, 0.0, kLongest_s);
  const auto until = table.quantity("until", Dimension::time, 0.0, kLongest_s);
  const auto duration = table.quantity("duration", Dimension::time, 1.0, kLongest_s);
  good = good && from.has_value();
  if (!good) return std::nullopt;
  times.from_s = *from;
  if (until && duration) {
    table.error("duration", "is given beside until; needs one of them, or none to wait for repair");
  } else if (duration) {
    times.until_s = *from + *duration;
  } else if (until) {
    times.until_s = *until;
    if (*until <= *from)
      table.error("until", fmt::format("got {}, needs a time after from, {}", time_text(*until),
                                       time_text(*from)));
  }
  return times;
}

/// All tunnels within the smoke's way of a link, itself first.
std::vector<LinkIndex> smoke_filled(const models::Network& network, LinkIndex start,
                                    double distance_m) {
  std::vector<double> away_m(network.nodes.size(), std::numeric_limits<double>::infinity());
  away_m[network.links[start].from.value] = 0.0;
  away_m[network.links[start].to.value] = 0.0;
  for (bool changed = true; changed;) {  // few tunnels: no queue
    changed = false;
    for (const models::Link& link : network.links) {
      for (const auto& [a, b] : {std::pair(link.from, link.to), std::pair(link.to, link.from)}) {
        const double way_m = away_m[a.value] + link.length_m;
        if (way_m > distance_m || way_m >= away_m[b.value]) continue;
        away_m[b.value] = way_m;
        changed = true;
      }
    }
  }
  std::vector<LinkIndex> found{start};
  for (const LinkIndex link : network.links.indices()) {
    const auto& row = network.links[link];
    const double away = std::min(away_m[row.from.value], away_m[row.to.value]);
    if (link != start && away <= distance_m) found.push_back(link);
  }
  return found;
}

/// Reads what fails, under one of the keys of kTargets.
class TargetReader {
 public:
  TargetReader(Reading& reading, TableReader& table,
               const std::vector<VentilationSection>& sections, const PartReader& parts)
      : reading_(reading), table_(table), sections_(sections), parts_(parts) {}

  std::vector<Failure> read() {
    const auto at = table_.quantity("at", Dimension::number, 0.0, 1.0);
    at_ = at.value_or(reading_.scenario.disruption.parameters.break_at);
    refuse_others();
    std::vector<std::string_view> given;
    for (const std::string_view key : kTargets) {
      if (table_.find(key) != nullptr) given.push_back(key);
    }
    if (given.empty() && refused_) return {};
    if (given.size() != 1) {
      const std::string what =
          given.empty() ? "says nothing of what fails" : fmt::format("names {}", listed(given));
      table_.error(
          given.empty() ? kTargets.front() : given.back(),
          fmt::format("{}; needs one of {}", what, listed({kTargets.begin(), kTargets.end()})));
      return {};
    }
    return of(given.front());
  }

 private:
  const models::Network& network() const { return reading_.network(); }

  void refuse_others() {
    for (const std::string_view key : kOfGuideway) {
      if (reading_.has_capsules || table_.find(key) == nullptr) continue;
      refused_ = true;
      table_.error(key,
                   "this scenario has no network of capsules; parts of pipelines fail by pipe, "
                   "pump, blower, compressor, valve or station");
    }
    const bool by_message = reading_.scenario.dispatch.architecture != "none";
    for (const std::string_view key : {"host", "hosts"}) {
      if (by_message || table_.find(key) == nullptr) continue;
      refused_ = true;
      table_.error(key,
                   "there is no network of messages in this scenario whose computers could "
                   "fail; needs dispatch.architecture");
    }
  }

  std::vector<Failure> of(std::string_view key) {
    if (key == "area") return area();
    const auto id = table_.text(key);
    if (!id || (refused_ && !reading_.has_capsules)) return {};
    const auto kind = std::find(models::kPartKinds.begin(), models::kPartKinds.end(), key);
    if (key != "host" && kind != models::kPartKinds.end())
      return parts_.named(table_, static_cast<models::PartKind>(kind - models::kPartKinds.begin()),
                          *id, at_);
    if (!reading_.has_network()) return {};
    if (key == "host") return host(*id);
    if (key == "junction" || key == "portal") {
      const auto node = named_node(reading_, table_, key, *id, key == "portal");
      return node ? std::vector{models::node_failure(network(), *node)} : std::vector<Failure>{};
    }
    const auto link = named_link(reading_, table_, key, *id);
    if (!link) return {};
    if (key == "fire") return fire(*link);
    Failure failure = models::link_failure(network(), *link, at_);
    if (key == "link") return one_tube(failure, *link);
    const LinkIndex back = way_back(network(), *link);
    if (back.valid()) {
      const Failure other = models::link_failure(network(), back, 1.0 - at_);
      failure.closes.push_back(back);
      failure.breaks.insert(failure.breaks.end(), other.breaks.begin(), other.breaks.end());
    }
    return {failure};
  }

  /// Names of dispatchers are those that the run will give them.
  std::vector<Failure> host(const std::string& id) {
    const Scenario& scenario = reading_.scenario;
    if (scenario.dispatch.architecture == "none") return {};  // told already
    std::vector<std::string> known{std::string(models::kBusiestHost)};
    if (scenario.dispatch.architecture == "central")
      known.push_back(scenario.dispatch_hosts.empty() ? "centre"
                                                      : scenario.dispatch_hosts.front().id);
    if (scenario.dispatch.architecture == "regional" && scenario.dispatch_regions.empty()) {
      for (std::int64_t i = 1; i <= scenario.dispatch.regions; ++i)
        known.push_back("region " + std::to_string(i));
    }
    for (const models::DispatchRegion& region : scenario.dispatch_regions) {
      if (scenario.dispatch.architecture == "regional" &&
          region.host < scenario.dispatch_hosts.size())
        known.push_back(scenario.dispatch_hosts[region.host].id);
    }
    for (const models::Node& node : network().nodes) {
      known.push_back(node.id);
      known.push_back(models::cell_id(node.id));
    }
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      table_.error("host", fmt::format("no computer or radio \"{}\" is used{}", id,
                                       did_you_mean(id, {known.begin(), known.end()})));
      return {};
    }
    Failure failure;
    failure.what = failure.host_name = id;
    return {failure};
  }

  std::vector<Failure> one_tube(Failure failure, LinkIndex link) {
    const auto tubes = network().links[link].tubes;
    if (table_.find("tube") == nullptr) return {failure};
    const auto tube = table_.whole("tube", 1, static_cast<double>(tubes));
    if (!tube) return {};
    failure.what += fmt::format("#{}", *tube);
    failure.breaks = {{link, static_cast<std::uint32_t>(*tube - 1), at_}};
    if (tubes > 1) failure.closes.clear();
    return {failure};
  }

  std::vector<Failure> fire(LinkIndex link) {
    Failure failure = models::link_failure(network(), link, at_);
    failure.cause = models::FailureCause::fire;
    const double distance_m = reading_.scenario.disruption.parameters.smoke_distance_m;
    if (const auto name = table_.text("section")) {
      const auto section = std::find_if(sections_.begin(), sections_.end(),
                                        [&](const auto& each) { return each.name == *name; });
      std::vector<std::string_view> known;
      for (const VentilationSection& each : sections_) known.push_back(each.name);
      if (section == sections_.end()) {
        table_.error("section", fmt::format("there is no section \"{}\"{}", *name,
                                            did_you_mean(*name, known)));
        return {};
      }
      failure.closes = section->links;
      if (std::find(failure.closes.begin(), failure.closes.end(), link) == failure.closes.end())
        failure.closes.insert(failure.closes.begin(), link);
    } else {
      failure.closes = smoke_filled(network(), link, distance_m);
    }
    return {failure};
  }

  std::vector<Failure> area() {
    TableReader area = table_.table("area");
    const bool good = static_cast<int>(area.require("longitude", "118.1")) +
                          static_cast<int>(area.require("latitude", "24.5")) +
                          static_cast<int>(area.require("radius", wanted(Dimension::length))) ==
                      3;
    const double lon = area.quantity("longitude", Dimension::number, -180, 180).value_or(0.0);
    const double lat = area.quantity("latitude", Dimension::number, -90, 90).value_or(0.0);
    const double radius_m = area.quantity("radius", Dimension::length, 1.0, 1e6).value_or(1.0);
    area.finish();
    const bool pipelines = table_.boolean("pipelines").value_or(!reading_.has_capsules);
    if (!good || (reading_.has_capsules && !reading_.has_network())) return {};
    std::vector<Failure> found;
    if (pipelines) found = parts_.within({lon, lat}, radius_m);
    for (const LinkIndex link : network().links.indices()) {
      const auto pieces = static_cast<int>(std::ceil(network().links[link].length_m / 100.0)) + 1;
      double nearest_m = radius_m;
      double at = -1.0;
      for (int i = 0; i <= pieces; ++i) {
        const double share = static_cast<double>(i) / pieces;
        const auto place = models::place_on(network(), link, share);
        const double away_m = models::geodesic_distance_m(lon, lat, place.first, place.second);
        if (away_m > nearest_m) continue;
        nearest_m = away_m;
        at = share;
      }
      if (at >= 0.0) found.push_back(models::link_failure(network(), link, at));
    }
    if (table_.boolean("hosts").value_or(false)) {
      Failure hosts;
      hosts.what = fmt::format("hosts about {}, {}", lon, lat);
      hosts.place = {lon, lat};
      hosts.hosts_within_m = radius_m;
      found.push_back(std::move(hosts));
    } else if (found.empty())
      table_.error("area", fmt::format("{} lies within {} of {}, {}",
                                       pipelines ? "nothing that may fail" : "no tunnel",
                                       quantity_text(radius_m, Dimension::length), lon, lat));
    return found;
  }

  Reading& reading_;
  TableReader& table_;
  const std::vector<VentilationSection>& sections_;
  const PartReader& parts_;
  double at_ = 0.5;
  bool refused_ = false;
};

struct Stated {
  StatedTimes times;
  int line = 0;
};

/// What has failed cannot fail again before it is mended.
void check_overlap(TableReader& table, const Failure& failure,
                   std::map<std::string, std::vector<Stated>>& stated) {
  for (const Stated& other : stated[failure.what]) {
    if (failure.from_s >= other.times.until_s || other.times.from_s >= failure.until_s) continue;
    table.error("from", fmt::format("\"{}\" has failed already at that time, from {} {} (line {})",
                                    failure.what, time_text(other.times.from_s),
                                    std::isinf(other.times.until_s)
                                        ? "until it is repaired"
                                        : "until " + time_text(other.times.until_s),
                                    other.line));
  }
  stated[failure.what].push_back({{failure.from_s, failure.until_s}, table.place().line});
}

void read_failure(Reading& reading, TableReader& table,
                  const std::vector<VentilationSection>& sections, const PartReader& parts,
                  std::map<std::string, std::vector<Stated>>& stated) {
  std::vector<Failure> failures = TargetReader(reading, table, sections, parts).read();
  const auto times = read_times(table);
  const std::string damage = table.word("damage", {"moderate", "severe"}).value_or("moderate");
  const bool fire = table.find("fire") != nullptr;
  if (!fire && table.find("section") != nullptr)
    table.error("section", "is of fires; needs fire = \"the id of a tunnel\"");
  const bool tube = table.find("tube") != nullptr;
  for (const char* key : {"hosts", "pipelines"}) {
    if (table.find(key) != nullptr && table.find("area") == nullptr)
      table.error(key, "is of areas; needs area = { longitude, latitude, radius }");
  }
  if (tube && table.find("link") == nullptr)
    table.error("tube", "needs link = \"the id of a tunnel\" beside it");
  table.finish();
  if (!times) return;
  if (fire && std::isinf(times->until_s))
    table.error("fire", "nobody repairs smoke; needs duration or until");
  if (times->from_s >= reading.scenario.run.duration_s)
    table.warning("from", fmt::format("{} is after the end of the run", time_text(times->from_s)));
  for (Failure& failure : failures) {
    failure.from_s = times->from_s;
    failure.until_s = times->until_s;
    failure.moderate_places = damage == "severe" ? 0 : 1;
    failure.severe_places = damage == "severe" ? 1 : 0;
    check_overlap(table, failure, stated);
    reading.scenario.disruption.failures.push_back(std::move(failure));
  }
}

}  // namespace

std::optional<LinkIndex> named_link(Reading& reading, TableReader& table, std::string_view key,
                                    const std::string& id) {
  const LinkIndex link = find_link(reading.network(), id);
  if (link.valid()) return link;
  std::vector<std::string_view> known;
  for (const models::Link& each : reading.network().links) known.push_back(each.id);
  table.error(key, fmt::format("there is no tunnel \"{}\"{}", id, did_you_mean(id, known)));
  return std::nullopt;
}

std::optional<NodeIndex> named_node(Reading& reading, TableReader& table, std::string_view key,
                                    const std::string& id, std::optional<bool> portal) {
  const auto found = reading.nodes.find(id);
  const auto is_portal = [&](NodeIndex node) {
    return reading.network().nodes[node].kind == models::NodeKind::portal;
  };
  if (found == reading.nodes.end()) {
    std::vector<std::string_view> known;
    for (const models::Node& node : reading.network().nodes) known.push_back(node.id);
    const char* what = !portal ? "node" : *portal ? "portal" : "junction";
    table.error(key, fmt::format("there is no {} \"{}\"{}", what, id, did_you_mean(id, known)));
    return std::nullopt;
  }
  if (portal && is_portal(found->second) != *portal) {
    table.error(
        key, fmt::format("\"{}\" is {}; needs {} = \"{}\"", id, *portal ? "no portal" : "a portal",
                         *portal ? "junction" : "portal", id));
    return std::nullopt;
  }
  return found->second;
}

std::vector<VentilationSection> read_sections(Reading& reading, TableReader& document) {
  std::vector<VentilationSection> sections;
  for (TableReader& table : document.list("section")) {
    VentilationSection section;
    if (table.require("name", "a name")) section.name = table.text("name").value_or("");
    const Value* links = table.find("links");
    table.require("links", "a list of ids of tunnels");
    const auto* list = links == nullptr ? nullptr : links->array();
    if (links != nullptr && list == nullptr)
      table.error("links", fmt::format("got {}, needs a list of ids", shown(*links)));
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* id = (*list)[i].text();
      if (id == nullptr) {
        table.error("links", fmt::format("got {}, needs the id of a tunnel", shown((*list)[i])));
      } else if (reading.has_network()) {
        if (const auto link = named_link(reading, table, "links", *id))
          section.links.push_back(*link);
      }
    }
    table.finish();
    sections.push_back(std::move(section));
  }
  return sections;
}

void read_failures(Reading& reading, TableReader& document,
                   const std::vector<VentilationSection>& sections, const PartReader& parts) {
  std::map<std::string, std::vector<Stated>> stated;
  for (TableReader& table : document.list("failure"))
    read_failure(reading, table, sections, parts, stated);
}

}  // namespace dimai::scenarios
