#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/parameters.hpp"
#include "scenarios/reading/reading.hpp"

// [formation.at.<node>] and [yard]: how trains are formed, and on what tracks.

namespace dimai::scenarios {

namespace {

std::string length_text(double length_m) { return quantity_text(length_m, Dimension::length); }

bool has_sidings(models::NodeKind kind) {
  return kind == models::NodeKind::yard || kind == models::NodeKind::siding;
}

/// Reads a table's fields on top of what `parameters` holds; only what is given is told of.
template <class Parameters>
void read_on_top(Reading& reading, TableReader& table, Parameters& parameters) {
  std::vector<EffectiveParameter> effective;
  read_fields(table, parameters, {}, effective);
  for (EffectiveParameter& each : effective) {
    if (!each.is_default) reading.scenario.parameters.push_back(std::move(each));
  }
}

/// The node that the last part of the table's name is the id of; ids may contain dots.
std::optional<models::NodeIndex> named_node(Reading& reading, TableReader& table,
                                            std::string_view before) {
  if (!reading.has_network()) return std::nullopt;
  const std::string id = table.path().substr(before.size());
  const auto found = reading.nodes.find(id);
  if (found != reading.nodes.end()) return found->second;
  std::vector<std::string_view> known;
  for (const models::Node& node : reading.network().nodes) known.push_back(node.id);
  table.error("", fmt::format("there is no node \"{}\"{}", id, did_you_mean(id, known)));
  return std::nullopt;
}

// --- [formation] ---

void check_size(const Scenario& scenario, TableReader& table,
                const models::FormationParameters& formation) {
  const bool by_size = formation.policy == "size" || formation.policy == "blocks";
  if (by_size && formation.size > scenario.guideway.max_train_capsules)
    table.error("size", fmt::format("got {}, but guideway.max_train_capsules is {}", formation.size,
                                    scenario.guideway.max_train_capsules));
}

void check_in_motion(TableReader& table, const models::FormationParameters& formation) {
  const bool given = table.find("in_motion") != nullptr;
  if (!given) return;
  const std::string& policy = formation.policy;
  const bool needs = policy == "first come" || policy == "concatenating";
  if (formation.in_motion ? policy == "never" : needs)
    table.error("in_motion",
                fmt::format("got {}, but policy \"{}\" {}", formation.in_motion, policy,
                            needs ? "is to couple in motion" : "couples nobody"));
}

/// A policy that lets trains stand where there is no track beside the line. A train held on the
/// line holds all behind it: in a published study of pods, trains that coupled on the line stood
/// for 43 % of their time on it, and fewer trips arrived than without.
void check_standing(const Reading& reading, TableReader& table, models::NodeIndex node,
                    const std::string& policy) {
  const bool given = table.find("policy") != nullptr;
  const models::Node& row = reading.network().nodes[node];
  const bool holds =
      policy == "window" || policy == "size" || policy == "capacity" || policy == "blocks";
  if (!given || !holds || row.kind != models::NodeKind::junction) return;
  table.error("policy",
              fmt::format("\"{}\" would couple trains by stopping them on the running line, for "
                          "\"{}\" is a junction without sidings: whoever stands there holds up all "
                          "behind, and more is lost than trains gain. Make it a yard or siding, or "
                          "couple in motion: never, first come, concatenating, look-ahead, none",
                          policy, row.id));
}

void read_formation_at(Reading& reading, TableReader& table) {
  models::NodeFormation at;
  at.formation = reading.scenario.formation;
  const auto node = named_node(reading, table, "formation.at.");
  read_on_top(reading, table, at.formation);
  table.finish();
  check_size(reading.scenario, table, at.formation);
  check_in_motion(table, at.formation);
  if (!node) return;
  if (reading.network().nodes[*node].kind == models::NodeKind::portal)
    return table.error("", "is a portal: trains are formed at junctions, yards and sidings");
  check_standing(reading, table, *node, at.formation.policy);
  at.node = *node;
  reading.scenario.formation_at.push_back(at);
}

// --- [yard] ---

/// Length of the longest capsule that some tube at the node admits, and its gap.
double longest_place_m(const Reading& reading, models::NodeIndex node) {
  double longest_m = 0.0;
  for (const models::Link& link : reading.network().links) {
    if (link.from != node) continue;
    for (const models::CapsuleClass& each : reading.scenario.capsule_classes) {
      if (each.bore_m <= link.bore_m) longest_m = std::max(longest_m, each.length_m);
    }
  }
  return longest_m == 0.0 ? 0.0 : longest_m + reading.scenario.guideway.standstill_gap_m;
}

void check_room(const Reading& reading, TableReader& table, const models::YardLayout& layout) {
  const double needed_m = longest_place_m(reading, layout.node);
  const auto tell = [&](const char* key, double length_m) {
    if (length_m >= needed_m) return;
    table.error(key, fmt::format("{} are shorter than a capsule with its gap, {}, at \"{}\"",
                                 length_text(length_m), length_text(needed_m),
                                 reading.network().nodes[layout.node].id));
  };
  tell("lane_length", layout.yard.lane_length_m);
  if (layout.yard.hump_tracks > 0) tell("hump_length", layout.yard.hump_length_m);
}

/// Speed of the fastest tube that leaves the node.
double fastest_m_s(const Reading& reading, models::NodeIndex node) {
  double fastest = 0.0;
  for (const models::Link& link : reading.network().links) {
    if (link.from == node) fastest = std::max(fastest, link.speed_m_s);
  }
  return std::min(fastest, reading.scenario.guideway.speed_m_s);
}

void check_in_motion_plan(const Reading& reading, TableReader& table,
                          const models::YardLayout& layout) {
  const models::GuidewayParameters& guideway = reading.scenario.guideway;
  if (guideway.separation != "relative")
    table.error("plan",
                "got \"in motion\", which is for virtually coupled capsules; needs "
                "guideway.separation = \"relative\"");
  if (guideway.switching != "on-board")
    table.error("plan",
                "got \"in motion\", but points cannot move between capsules that follow each "
                "other so closely; needs guideway.switching = \"on-board\"");
  const double speed_m_s = fastest_m_s(reading, layout.node);
  if (layout.yard.lane_speed_m_s < speed_m_s)
    table.error("lane_speed",
                fmt::format("got {}, but trains are re-ordered in motion at the {} "
                            "of the tube",
                            quantity_text(layout.yard.lane_speed_m_s, Dimension::speed),
                            quantity_text(speed_m_s, Dimension::speed)));
}

/// What contradicts itself, whichever node it is for.
void check_plan(TableReader& table, const models::YardParameters& yard) {
  if (yard.plan == "hump" && yard.hump_tracks == 0)
    table.error("plan", "got \"hump\", but there is no track to pull back; needs hump_tracks");
  const bool passes = yard.plan == "radix" || yard.plan == "lanes" || yard.plan == "in motion";
  if (passes && yard.lanes < 2)
    table.error("plan", fmt::format("got \"{}\", but one lane sorts nothing; needs 2 lanes or more",
                                    yard.plan));
  for (const char* key : {"hump_length", "hump_speed"}) {
    if (table.find(key) != nullptr && yard.hump_tracks == 0)
      table.error(key, "is given, but there is no such track; needs hump_tracks");
  }
}

void require_lanes(TableReader& table, bool known) {
  if (known || table.find("lanes") != nullptr) return;
  table.error("lanes",
              "is missing: a yard without lanes; needs the number of parallel lanes, 1 to 1000");
}

/// Lays out one yard; its parameters stand in `told`.
void lay_out(Reading& reading, TableReader& told, const models::YardLayout& layout) {
  check_room(reading, told, layout);
  if (layout.yard.plan == "in motion") check_in_motion_plan(reading, told, layout);
  reading.scenario.yards.push_back(layout);
}

void read_yard_at(Reading& reading, TableReader& table, const models::YardParameters& usual,
                  bool any_usual) {
  models::YardLayout layout{{}, usual};
  const auto node = named_node(reading, table, "yard.at.");
  read_on_top(reading, table, layout.yard);
  require_lanes(table, any_usual);
  check_plan(table, layout.yard);
  table.finish();
  if (!node) return;
  layout.node = *node;
  if (has_sidings(reading.network().nodes[*node].kind)) return lay_out(reading, table, layout);
  table.error("", "is no yard or siding: there are no tracks to lay out; see the node's kind");
}

/// [yard] itself, for all that have no table of their own.
void lay_out_others(Reading& reading, TableReader& table, const models::YardParameters& usual) {
  if (!reading.has_network()) return;
  const std::size_t own = reading.scenario.yards.size();
  const auto has_own = [&](models::NodeIndex node) {
    const auto end = reading.scenario.yards.begin() + static_cast<std::ptrdiff_t>(own);
    return std::any_of(reading.scenario.yards.begin(), end,
                       [node](const auto& each) { return each.node == node; });
  };
  bool any = false;
  const std::size_t errors_before = table.problems().error_count();
  for (const models::NodeIndex node : reading.network().nodes.indices()) {
    if (!has_sidings(reading.network().nodes[node].kind)) continue;
    any = true;
    const bool told = table.problems().error_count() > errors_before;  // the same again
    if (!has_own(node) && !told) lay_out(reading, table, {node, usual});
  }
  if (!any) table.warning("", "lays out yards, but the network has neither yards nor sidings");
}

bool says_anything(TableReader& table) {
  return std::any_of(
      models::YardParameters::fields.begin(), models::YardParameters::fields.end(),
      [&](const auto& field) { return table.find(split_name(field.name).key) != nullptr; });
}

/// Without a layout a yard takes in as many as come: told, so that nothing is taken in silence.
void note_no_layout(Reading& reading) {
  const auto& nodes = reading.network().nodes;
  const bool any = std::any_of(nodes.begin(), nodes.end(),
                               [](const auto& node) { return has_sidings(node.kind); });
  if (!any) return;
  EffectiveParameter parameter;
  parameter.key = "yard.lanes";
  parameter.value = "as many as needed";
  parameter.meaning = "lanes of yards and sidings, which put trains in order at once";
  reading.scenario.parameters.push_back(std::move(parameter));
}

}  // namespace

void read_formation(Reading& reading, TableReader& document) {
  TableReader table = document.table(models::FormationParameters::table);
  read_fields(table, reading.scenario.formation, {}, reading.scenario.parameters);
  table.find("at");  // read once the nodes are known
  table.finish();
  check_size(reading.scenario, table, reading.scenario.formation);
  check_in_motion(table, reading.scenario.formation);
}

void read_marshalling(Reading& reading, TableReader& document) {
  TableReader formation = document.table(models::FormationParameters::table);
  for (TableReader& table : formation.tables("at")) read_formation_at(reading, table);
  TableReader yard = document.table(models::YardParameters::table);
  const bool usual = says_anything(yard);
  models::YardParameters parameters;
  if (usual) {
    read_fields(yard, parameters, {}, reading.scenario.parameters);
    require_lanes(yard, false);
    check_plan(yard, parameters);
  }
  for (TableReader& table : yard.tables("at")) read_yard_at(reading, table, parameters, usual);
  yard.finish();
  if (usual) lay_out_others(reading, yard, parameters);
  if (!yard.present()) note_no_layout(reading);
}

}  // namespace dimai::scenarios
