#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "scenarios/dispatching/message_tables.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

// [dispatch] and [messages]: who decides, and over which network. Hosts and links that are listed
// take the place of those that are made for any scenario.

namespace dimai::scenarios {

namespace {

using MessageHosts = std::map<std::string, std::uint32_t>;

template <class Rows>
std::vector<std::string_view> names_of(const Rows& rows) {
  std::vector<std::string_view> names;
  for (const auto& [name, row] : rows) names.push_back(name);
  return names;
}

std::optional<std::string> read_new_id(TableReader& table, bool known_before) {
  if (!table.require("id", "a name of its own")) return std::nullopt;
  auto id = table.text("id");
  if (id && id->empty()) {
    table.error("id", "got \"\", needs a name of its own");
    return std::nullopt;
  }
  if (id && known_before)
    table.error("id", fmt::format("there is more than one \"{}\"; needs names of their own", *id));
  return id;
}

void read_link(TableReader& table, MessageLinks& links) {
  MessageLink link;
  const std::string kind = table.word("kind", {"fibre", "radio", "near-field"}).value_or("fibre");
  link.kind = kind == "fibre" ? models::AccessKind::fibre : models::AccessKind::radio;
  table.require("latency", wanted(Dimension::time));
  table.require("rate", wanted(Dimension::data_rate));
  link.latency_s = table.quantity("latency", Dimension::time, 0.0, 3600.0).value_or(0.0);
  link.bandwidth_bit_s = table.quantity("rate", Dimension::data_rate, 1.0, 1e15).value_or(1.0);
  const Value* given = table.find("id");
  const bool twice = given != nullptr && given->text() != nullptr && links.contains(*given->text());
  if (const auto id = read_new_id(table, twice)) links[*id] = link;
  table.finish();
}

/// Failures name computers and radios: cabinets by their nodes, and cells, so no host may be called
/// so.
void check_host_name(Reading& reading, TableReader& table, const std::string& id) {
  const bool cell = id.ends_with(" cell") && reading.nodes.contains(id.substr(0, id.size() - 5));
  if (id != models::kBusiestHost && !cell && !reading.nodes.contains(id)) return;
  table.error("id", fmt::format("\"{}\" is {}; needs a name of its own", id,
                                cell                         ? "the radio cell of a node"
                                : id == models::kBusiestHost ? "the host with most requests"
                                                             : "the cabinet of a node"));
}

void read_host(Reading& reading, TableReader& table, const MessageLinks& links,
               MessageHosts& hosts) {
  models::DispatchHost host;
  table.require("node", "the id of the node where it stands");
  table.require("speed", wanted(Dimension::computing_speed));
  host.speed_flop_s = table.quantity("speed", Dimension::computing_speed, 1.0, 1e18).value_or(1.0);
  if (const auto node = table.text("node")) {
    if (const auto index = node_named(reading, table, "node", *node)) host.node = *index;
  }
  if (table.find("link") == nullptr) {
    table.error("link",
                "the host has no link, so nothing reaches it; needs the id of one of "
                "[[messages.link]]");
  } else if (const MessageLink* link = link_named(table, "link", links)) {
    host.link = link->kind;
    host.latency_s = link->latency_s;
    host.bandwidth_bit_s = link->bandwidth_bit_s;
  }
  const Value* given = table.find("id");
  const bool twice = given != nullptr && given->text() != nullptr && hosts.contains(*given->text());
  const auto id = read_new_id(table, twice);
  if (id) check_host_name(reading, table, *id);
  table.finish();
  if (!id) return;
  host.id = *id;
  hosts[*id] = static_cast<std::uint32_t>(reading.scenario.dispatch_hosts.size());
  reading.scenario.dispatch_hosts.push_back(std::move(host));
}

void read_region(Reading& reading, TableReader& table, const MessageHosts& hosts) {
  models::DispatchRegion region;
  region.name = table.text("name").value_or("");
  region.nodes = nodes_listed(reading, table, false);
  if (table.find("nodes") == nullptr && table.find("cities") == nullptr)
    table.error("nodes", "the region is nowhere; needs nodes or cities");
  if (table.find("host") == nullptr) {
    table.error("host", "the region has no dispatcher; needs the id of one of [[messages.host]]");
  } else if (const auto host = table.text("host")) {
    const auto found = hosts.find(*host);
    if (found == hosts.end()) {
      table.error("host", fmt::format("there is no host \"{}\"{}", *host,
                                      did_you_mean(*host, names_of(hosts))));
    } else {
      region.host = found->second;
    }
  }
  table.finish();
  reading.scenario.dispatch_regions.push_back(std::move(region));
}

/// Each node belongs to one region.
void check_regions(Reading& reading, TableReader& dispatch) {
  const auto& regions = reading.scenario.dispatch_regions;
  if (regions.empty() || !reading.has_network()) return;
  std::vector<std::uint32_t> times(reading.network().nodes.size(), 0);
  for (const models::DispatchRegion& region : regions) {
    for (const models::NodeIndex node : region.nodes) ++times[node.value];
  }
  const auto report = [&](auto wrong, const char* text) {
    const auto count = std::count_if(times.begin(), times.end(), wrong);
    if (count == 0) return;
    const auto first =
        static_cast<std::uint32_t>(std::find_if(times.begin(), times.end(), wrong) - times.begin());
    dispatch.error("region", fmt::format(fmt::runtime(text), count,
                                         reading.network().nodes[models::NodeIndex{first}].id));
  };
  report([](std::uint32_t n) { return n == 0; },
         "{} nodes, \"{}\" first, are in no region, so no dispatcher hears of them; needs each in "
         "one");
  report([](std::uint32_t n) { return n > 1; },
         "{} nodes, \"{}\" first, are in more than one region; needs each in one");
}

/// Hosts that are listed and that nobody would use.
void check_hosts(Reading& reading, TableReader& dispatch) {
  const Scenario& scenario = reading.scenario;
  const auto& hosts = scenario.dispatch_hosts;
  const std::string& architecture = scenario.dispatch.architecture;
  const auto tell = [&](const models::DispatchHost& host, const char* why) {
    dispatch.warning("architecture",
                     fmt::format("the host \"{}\" of [[messages.host]] is not used: "
                                 "{}",
                                 host.id, why));
  };
  for (std::uint32_t i = 0; i < hosts.size(); ++i) {
    if (architecture == "central" && i > 0) tell(hosts[i], "the first one is the centre");
    const auto is_of = [i](const models::DispatchRegion& region) { return region.host == i; };
    const bool named =
        std::any_of(scenario.dispatch_regions.begin(), scenario.dispatch_regions.end(), is_of);
    if (architecture == "regional" && !named) tell(hosts[i], "no [[dispatch.region]] names it");
    if (architecture != "junction" && architecture != "gossip") continue;
    if (!hosts[i].node.valid() || !reading.has_network()) continue;
    if (reading.network().nodes[hosts[i].node].kind == models::NodeKind::portal)
      tell(hosts[i], "it stands at a portal, and the controllers are at junctions");
    for (std::uint32_t other = 0; other < i; ++other) {
      if (hosts[other].node == hosts[i].node)
        tell(hosts[i], "another one before it stands at the same junction");
    }
  }
}

/// Orders whose answers cannot come in time are given again and again.
void check_timeout(Reading& reading, TableReader& dispatch, const MessageLinks& links) {
  const Scenario& scenario = reading.scenario;
  double fibre_s = scenario.messages.fibre_latency_s;
  double radio_s = scenario.messages.radio_latency_s;
  for (const auto& [id, link] : links) {
    double& least_s = link.kind == models::AccessKind::fibre ? fibre_s : radio_s;
    least_s = std::min(least_s, link.latency_s);
  }
  const double there_and_back_s = 2.0 * (fibre_s + radio_s);
  if (scenario.dispatch.answer_timeout_s > there_and_back_s) return;
  dispatch.warning(
      "answer_timeout",
      fmt::format(
          "got {}, but messages take at least {} there and back: every order counts as lost "
          "before it can be answered, and is given again and again",
          quantity_text(scenario.dispatch.answer_timeout_s, Dimension::time),
          quantity_text(there_and_back_s, Dimension::time)));
}

/// What cannot be decided by message.
void check_architecture(Reading& reading, TableReader& dispatch, const MessageLinks& links) {
  const Scenario& scenario = reading.scenario;
  const models::DispatchParameters& given = scenario.dispatch;
  if (given.architecture == "none") return;
  if (given.interval_s > 0.0)
    dispatch.error("interval", fmt::format("decisions are made one by one by the architecture "
                                           "\"{}\"; needs interval = \"0 s\"",
                                           given.architecture));
  if (!given.report_events && given.report_interval_s <= 0.0)
    dispatch.error("report_interval",
                   "nobody would ever report anything; needs a time above 0 s, or report_events = "
                   "true");
  check_hosts(reading, dispatch);
  check_timeout(reading, dispatch, links);
  if (given.architecture != "regional" && !scenario.dispatch_regions.empty())
    dispatch.warning("region",
                     fmt::format("counts with architecture = \"regional\" only, got \"{}\"",
                                 given.architecture));
}

}  // namespace

void read_dispatch(Reading& reading, TableReader& document) {
  Scenario& scenario = reading.scenario;
  TableReader dispatch = document.table(models::DispatchParameters::table);
  read_fields(dispatch, scenario.dispatch, {}, scenario.parameters);
  TableReader messages = document.table(models::MessageParameters::table);
  std::vector<EffectiveParameter> unused;
  const bool used = scenario.dispatch.architecture != "none";
  read_fields(messages, scenario.messages, {}, used ? scenario.parameters : unused);
  MessageLinks links;
  for (TableReader& table : messages.list("link")) read_link(table, links);
  MessageHosts hosts;
  for (TableReader& table : messages.list("host")) read_host(reading, table, links, hosts);
  read_places(reading, messages, links);
  read_meshes(reading, messages);
  messages.finish();
  for (TableReader& table : dispatch.list("region")) read_region(reading, table, hosts);
  dispatch.finish();
  check_regions(reading, dispatch);
  check_architecture(reading, dispatch, links);
  if (scenario.run.regions > 1 && scenario.dispatch.interval_s <= 0.0)
    document.table(RunParameters::table)
        .error("regions", fmt::format("got {}, but dispatch.interval is 0: where every request is "
                                      "dispatched at once, regions cannot run by themselves; needs "
                                      "[dispatch] interval, such as \"5 s\"",
                                      scenario.run.regions));
}

void check_empties(Reading& reading, TableReader& document) {
  const models::DispatchParameters& dispatch = reading.scenario.dispatch;
  const models::EmptiesParameters& empties = reading.scenario.empties;
  TableReader table = document.table(models::EmptiesParameters::table);
  if (dispatch.interval_s > 0.0 && (empties.policy != "none" || empties.assignment != "nearest"))
    table.error(empties.policy != "none" ? "policy" : "assignment",
                "needs decisions at once; dispatch.interval must be 0");
  if (dispatch.architecture == "none") return;
  const bool small = dispatch.architecture == "junction" || dispatch.architecture == "gossip";
  if (small && empties.assignment != "nearest")
    table.error("assignment",
                fmt::format("got \"{}\", but a junction knows too little of demand to "
                            "look ahead; dispatch.architecture must be \"none\", "
                            "\"central\" or \"regional\"",
                            empties.assignment));
  if (small && empties.policy != "none")
    table.error("policy", fmt::format("got \"{}\", but a junction knows too little of demand to "
                                      "send capsules ahead of it; dispatch.architecture must be "
                                      "\"none\", \"central\" or \"regional\"",
                                      empties.policy));
}

}  // namespace dimai::scenarios
