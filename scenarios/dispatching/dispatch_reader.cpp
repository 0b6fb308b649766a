#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

// [dispatch] and [messages]: who decides, and over which network. Hosts and links that are listed
// take the place of those that are made for any scenario.

namespace dimai::scenarios {

namespace {

struct MessageLink {
  models::AccessKind kind = models::AccessKind::fibre;
  double latency_s = 0.0;
  double bandwidth_bit_s = 0.0;
};
using MessageLinks = std::map<std::string, MessageLink>;
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
  link.latency_s = table.quantity("latency", Dimension::time, 0.0, 10.0).value_or(0.0);
  link.bandwidth_bit_s = table.quantity("rate", Dimension::data_rate, 1.0, 1e15).value_or(1.0);
  const Value* given = table.find("id");
  const bool twice = given != nullptr && given->text() != nullptr && links.contains(*given->text());
  if (const auto id = read_new_id(table, twice)) links[*id] = link;
  table.finish();
}

std::optional<models::NodeIndex> node_named(Reading& reading, TableReader& table,
                                            std::string_view key, const std::string& id) {
  const auto found = reading.nodes.find(id);
  if (found != reading.nodes.end()) return found->second;
  if (!reading.has_network()) return std::nullopt;
  std::vector<std::string_view> known;
  for (const models::Node& node : reading.network().nodes) known.push_back(node.id);
  table.error(key, fmt::format("there is no node \"{}\"{}", id, did_you_mean(id, known)));
  return std::nullopt;
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
  } else if (const auto link = table.text("link")) {
    const auto found = links.find(*link);
    if (found == links.end()) {
      table.error("link", fmt::format("there is no link \"{}\"{}", *link,
                                      did_you_mean(*link, names_of(links))));
    } else {
      host.link = found->second.kind;
      host.latency_s = found->second.latency_s;
      host.bandwidth_bit_s = found->second.bandwidth_bit_s;
    }
  }
  const Value* given = table.find("id");
  const bool twice = given != nullptr && given->text() != nullptr && hosts.contains(*given->text());
  const auto id = read_new_id(table, twice);
  table.finish();
  if (!id) return;
  host.id = *id;
  hosts[*id] = static_cast<std::uint32_t>(reading.scenario.dispatch_hosts.size());
  reading.scenario.dispatch_hosts.push_back(std::move(host));
}

/// The texts of a list; tells of anything else.
std::vector<std::string> texts_of(TableReader& table, std::string_view key) {
  std::vector<std::string> texts;
  const Value* value = table.find(key);
  if (value == nullptr) return texts;
  const bool list = value->array() != nullptr &&
                    std::all_of(value->array()->begin(), value->array()->end(),
                                [](const Value& each) { return each.text() != nullptr; });
  if (!list) {
    table.error(
        key, fmt::format("got {}, needs a list such as [\"Beijing\", \"Tianjin\"]", shown(*value)));
    return texts;
  }
  for (const Value& each : *value->array()) texts.push_back(*each.text());
  return texts;
}

void read_region(Reading& reading, TableReader& table, const MessageHosts& hosts) {
  models::DispatchRegion region;
  region.name = table.text("name").value_or("");
  for (const std::string& id : texts_of(table, "nodes")) {
    if (const auto node = node_named(reading, table, "nodes", id)) region.nodes.push_back(*node);
  }
  for (const std::string& city : texts_of(table, "cities")) {
    const std::size_t before = region.nodes.size();
    for (const models::NodeIndex node : reading.network().nodes.indices()) {
      if (reading.network().nodes[node].city == city) region.nodes.push_back(node);
    }
    if (region.nodes.size() == before && reading.has_network())
      table.error("cities", fmt::format("no node is in the city \"{}\"", city));
  }
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

/// What cannot be decided by message.
void check_architecture(Reading& reading, TableReader& dispatch) {
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
  messages.finish();
  for (TableReader& table : dispatch.list("region")) read_region(reading, table, hosts);
  dispatch.finish();
  check_regions(reading, dispatch);
  check_architecture(reading, dispatch);
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
