#include <algorithm>
#include <numbers>
#include <set>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

std::string length_text(double length_m) { return quantity_text(length_m, Dimension::length); }

bool is_color(std::string_view text) {
  const bool hex = text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
  return text.size() == 7 && text.front() == '#' && hex;
}

void check_capsule(TableReader& table, const models::CapsuleClass& each) {
  const double bore_area_m2 = std::numbers::pi / 4.0 * each.bore_m * each.bore_m;
  if (each.cross_section_m2 >= bore_area_m2)
    table.error("cross_section", fmt::format("{} do not fit a bore of {}, which is {:.3g} m2",
                                             quantity_text(each.cross_section_m2, Dimension::area),
                                             length_text(each.bore_m), bore_area_m2));
  if (!each.color.empty() && !is_color(each.color))
    table.error("color", fmt::format(R"(got "{}", accepts colours such as "#2a7fff")", each.color));
}

/// Leader and follower: the separation law holds if the follower never brakes harder than the
/// leader that it relies on, and dimai asks that the leader does not brake harder either.
void check_braking(TableReader& table, const models::GuidewayParameters& guideway) {
  const double leader = guideway.leader_braking_m_s2;
  const double follower = guideway.follower_braking_m_s2;
  const bool given = table.find("leader_braking") != nullptr;
  const std::string key = given ? "leader_braking" : "follower_braking";
  const auto text = [](double value) { return quantity_text(value, Dimension::acceleration); };
  if (leader > follower)
    table.error(key, fmt::format("the leader brakes at {}, stronger than the follower's {}: needs "
                                 "leader_braking no greater than follower_braking",
                                 text(leader), text(follower)));
  if (guideway.separation == "relative" && follower > leader)
    table.error(key, fmt::format("with relative separation a follower that brakes at {} would be "
                                 "let closer than its leader's {} allows: needs equal values",
                                 text(follower), text(leader)));
}

/// A time of a table that has a default, so that nothing is taken in silence.
double time_or(TableReader& table, std::string_view key, double otherwise_s, double longest_s) {
  return table.quantity(key, Dimension::time, 0.0, longest_s).value_or(otherwise_s);
}

std::vector<models::NodeIndex> read_place(Reading& reading, TableReader& table,
                                          std::string_view key) {
  std::vector<models::NodeIndex> portals;
  if (!table.require(key, "the id of a portal or the name of a city")) return portals;
  const auto name = table.text(key);
  if (!name || !reading.has_network()) return portals;
  std::set<std::string_view> known;
  for (const models::NodeIndex node : reading.network().nodes.indices()) {
    const models::Node& each = reading.network().nodes[node];
    if (each.kind != models::NodeKind::portal) continue;
    if (each.id == *name) return {node};
    if (!each.city.empty() && each.city == *name) portals.push_back(node);
    known.insert(each.id);
    if (!each.city.empty()) known.insert(each.city);
  }
  if (portals.empty())
    table.error(key, fmt::format("there is no portal or city \"{}\"{}", *name,
                                 did_you_mean(*name, {known.begin(), known.end()})));
  return portals;
}

bool any_way(Reading& reading, const ReportPair& pair) {
  for (std::uint32_t each = 0; each < reading.scenario.capsule_classes.size(); ++each) {
    const auto& name = reading.scenario.capsule_classes[each].name;
    if (!pair.capsule_class.empty() && pair.capsule_class != name) continue;
    for (const auto from : pair.origins) {
      for (const auto to : pair.destinations) {
        if (from != to && reading.reachability->reaches(each, from, to)) return true;
      }
    }
  }
  return false;
}

void read_report_pair(Reading& reading, TableReader& table) {
  ReportPair pair;
  pair.origins = read_place(reading, table, "origin");
  pair.destinations = read_place(reading, table, "destination");
  pair.origin = table.text("origin").value_or("");
  pair.destination = table.text("destination").value_or("");
  pair.capsule_class = table.text("class").value_or("");
  if (!pair.capsule_class.empty() && !reading.find_class(pair.capsule_class))
    table.error("class", fmt::format("there is no capsule class \"{}\"{}", pair.capsule_class,
                                     did_you_mean(pair.capsule_class, reading.class_names())));
  table.finish();
  const bool known = !pair.origins.empty() && !pair.destinations.empty();
  if (known && reading.reachability && !any_way(reading, pair))
    table.warning("destination", fmt::format("no way leads from \"{}\" to \"{}\": the pair will "
                                             "have no times",
                                             pair.origin, pair.destination));
  reading.scenario.report_pairs.push_back(std::move(pair));
}

std::optional<models::NodeIndex> read_node(Reading& reading, TableReader& table,
                                           std::string_view key) {
  if (!table.require(key, "the id of a node")) return std::nullopt;
  const auto id = table.text(key);
  if (!id || !reading.has_network()) return std::nullopt;
  const auto found = reading.nodes.find(*id);
  if (found != reading.nodes.end()) return found->second;
  std::vector<std::string_view> known;
  for (const models::Node& node : reading.network().nodes) known.push_back(node.id);
  table.error(key, fmt::format("there is no node \"{}\"{}", *id, did_you_mean(*id, known)));
  return std::nullopt;
}

void read_stretch(Reading& reading, TableReader& table) {
  const double duration_s = reading.scenario.run.duration_s;
  Stretch& stretch = reading.scenario.stretch;
  const auto from = read_node(reading, table, "from");
  const auto to = read_node(reading, table, "to");
  stretch.from_s = time_or(table, "start", 0.0, duration_s);
  stretch.until_s = time_or(table, "end", duration_s, duration_s);
  table.finish();
  if (stretch.until_s <= stretch.from_s)
    table.error("end", fmt::format("got {}, needs a time after start, {}",
                                   quantity_text(stretch.until_s, Dimension::time),
                                   quantity_text(stretch.from_s, Dimension::time)));
  if (!from || !to || !reading.reachability) return;
  if (*from == *to) return table.error("to", "the stretch ends where it begins; needs two nodes");
  stretch.links = reading.reachability->shortest_way(*from, *to);
  if (stretch.links.empty())
    table.error("to",
                fmt::format(R"(no way leads from "{}" to "{}")", reading.network().nodes[*from].id,
                            reading.network().nodes[*to].id));
}

void read_closure(Reading& reading, TableReader& table) {
  models::Closure closure;
  const double longest_s = 366.0 * 86400.0;
  bool good = table.require("link", "the id of a tunnel");
  good &= table.require("from", wanted(Dimension::time));
  good &= table.require("until", wanted(Dimension::time));
  const auto id = table.text("link");
  closure.from_s = time_or(table, "from", 0.0, longest_s);
  closure.until_s = time_or(table, "until", longest_s, longest_s);
  table.finish();
  if (good && closure.until_s <= closure.from_s)
    table.error("until", fmt::format("got {}, needs a time after from, {}",
                                     quantity_text(closure.until_s, Dimension::time),
                                     quantity_text(closure.from_s, Dimension::time)));
  if (good && closure.from_s >= reading.scenario.run.duration_s)
    table.warning("from", fmt::format("{} is after the end of the run",
                                      quantity_text(closure.from_s, Dimension::time)));
  if (!id || !reading.has_network()) return;
  closure.link = find_link(reading.network(), *id);
  std::vector<std::string_view> known;
  for (const models::Link& link : reading.network().links) known.push_back(link.id);
  if (!closure.link.valid())
    return table.error("link",
                       fmt::format("there is no tunnel \"{}\"{}", *id, did_you_mean(*id, known)));
  reading.scenario.closures.push_back(closure);
}

void read_empties(Reading& reading, TableReader& document) {
  models::EmptiesParameters& empties = reading.scenario.empties;
  TableReader table = document.table(models::EmptiesParameters::table);
  read_fields(table, empties, {}, reading.scenario.parameters);
  table.finish();
  if (empties.targets.empty()) return;
  if (empties.policy != "targets")
    table.error("targets", fmt::format("are given, but the policy is \"{}\"; needs policy = "
                                       "\"targets\"",
                                       empties.policy));
  std::string file;
  if (const auto text = reading.read_file(table, "targets", file))
    read_targets(reading, *text, file);
}

}  // namespace

void read_guideway(Reading& reading, TableReader& document) {
  Scenario& scenario = reading.scenario;
  TableReader guideway = document.table(models::GuidewayParameters::table);
  read_fields(guideway, scenario.guideway, {}, scenario.parameters);
  guideway.finish();
  check_braking(guideway, scenario.guideway);
  read_formation(reading, document);
  TableReader resistance = document.table(models::ResistanceParameters::table);
  read_fields(resistance, scenario.resistance, {}, scenario.parameters);
  resistance.finish();
}

void read_capsules(Reading& reading, TableReader& document) {
  std::vector<TableReader> tables = document.tables(models::CapsuleClass::table);
  if (tables.empty())
    document.error("capsule",
                   "there is no class of capsules; needs a table such as "
                   "[capsule.cabin]");
  for (TableReader& table : tables) {
    models::CapsuleClass each;
    each.name = table.name();
    read_fields(table, each, {"fleet"}, reading.scenario.parameters);
    table.finish();
    if (table.present()) check_capsule(table, each);
    reading.scenario.capsule_classes.push_back(std::move(each));
    reading.capsule_tables.push_back(table);
  }
}

void read_closures(Reading& reading, TableReader& document) {
  const auto& unopened = reading.network_file.closures;
  reading.scenario.closures.insert(reading.scenario.closures.end(), unopened.begin(),
                                   unopened.end());
  for (TableReader& table : document.list("closure")) read_closure(reading, table);
}

void read_report(Reading& reading, TableReader& document) {
  TableReader report = document.table("report");
  for (TableReader& table : report.list("pair")) read_report_pair(reading, table);
  report.finish();
}

void read_output(Reading& reading, TableReader& document) {
  TableReader output = document.table("output");
  reading.scenario.record_traversals = output.boolean("traversals").value_or(false);
  reading.scenario.record_journeys =
      output.word("journeys", {"all", "none"}).value_or("all") == "all";
  reading.scenario.record_messages =
      output.word("messages", {"all", "none"}).value_or("none") == "all";
  if (reading.scenario.record_messages && reading.scenario.dispatch.architecture == "none")
    output.warning("messages", "there are none to be recorded; dispatch.architecture is \"none\"");
  TableReader stretch = output.table("stretch");
  if (stretch.present()) read_stretch(reading, stretch);
  output.finish();
}

void read_fleet(Reading& reading, TableReader& document) {
  TableReader table = document.table(models::BerthParameters::table);
  read_fields(table, reading.scenario.berths, {}, reading.scenario.parameters);
  table.finish();
  read_empties(reading, document);
  check_empties(reading, document);
}

}  // namespace dimai::scenarios
