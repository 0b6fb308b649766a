#include "scenarios/dispatching/message_tables.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/parameters.hpp"

// Tables of [messages] that say where its parts are: meshes of lamps and bikes, cabinets and cells.

namespace dimai::scenarios {

namespace {

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

/// All nodes of a mesh stand in its square, and in no other mesh.
void check_mesh(Reading& reading, TableReader& table, const models::DispatchMesh& mesh,
                const std::vector<models::MeshPlace>& map) {
  const double half_m = 0.5 * mesh.parameters.side_m;
  const models::MeshPlace middle = models::middle_of_mesh(mesh, map);
  for (const models::NodeIndex node : mesh.nodes) {
    const std::string& id = reading.network().nodes[node].id;
    const models::MeshPlace& at = map[node.value];
    const double off_m = std::max(std::abs(at.x_m - middle.x_m), std::abs(at.y_m - middle.y_m));
    if (off_m > half_m) {
      table.error("side",
                  fmt::format("\"{}\" lies {:.0f} m from the middle of the mesh's nodes, outside "
                              "its square; needs at least {:.0f} m, or fewer nodes",
                              id, off_m, std::ceil(2.0 * off_m)));
      return;
    }
    for (const models::DispatchMesh& other : reading.scenario.dispatch_meshes) {
      if (std::find(other.nodes.begin(), other.nodes.end(), node) == other.nodes.end()) continue;
      table.error("nodes", fmt::format("\"{}\" is in the mesh \"{}\" already", id, other.id));
      return;
    }
  }
}

void read_mesh(Reading& reading, TableReader& table, const std::vector<models::MeshPlace>& map) {
  models::DispatchMesh mesh;
  mesh.id = table.name();
  mesh.nodes = nodes_listed(reading, table, true);
  std::vector<EffectiveParameter> unused;
  const bool used = reading.scenario.dispatch.architecture != "none";
  read_fields(table, mesh.parameters, {}, used ? reading.scenario.parameters : unused);
  if (mesh.parameters.gateways > mesh.parameters.lamps)
    table.error("gateways",
                fmt::format("got {}, but gateways are lamps, of which there are {}; needs no more",
                            mesh.parameters.gateways, mesh.parameters.lamps));
  if (mesh.nodes.empty() && table.find("nodes") == nullptr && table.find("cities") == nullptr)
    table.error("nodes",
                "the mesh serves nobody; needs nodes, such as [\"north\"], or cities, whose "
                "portals it serves");
  table.finish();
  if (mesh.nodes.empty() || !reading.has_network()) return;
  check_mesh(reading, table, mesh, map);
  reading.scenario.dispatch_meshes.push_back(std::move(mesh));
}

}  // namespace

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

std::vector<models::NodeIndex> nodes_listed(Reading& reading, TableReader& table,
                                            bool only_portals) {
  std::vector<models::NodeIndex> list;
  for (const std::string& id : texts_of(table, "nodes")) {
    if (const auto node = node_named(reading, table, "nodes", id)) list.push_back(*node);
  }
  for (const std::string& city : texts_of(table, "cities")) {
    const std::size_t before = list.size();
    for (const models::NodeIndex node : reading.network().nodes.indices()) {
      const models::Node& row = reading.network().nodes[node];
      if (only_portals && row.kind != models::NodeKind::portal) continue;
      if (row.city == city) list.push_back(node);
    }
    if (list.size() == before && reading.has_network())
      table.error("cities", fmt::format("no {} is in the city \"{}\"",
                                        only_portals ? "portal" : "node", city));
  }
  return list;
}

const MessageLink* link_named(TableReader& table, std::string_view key, const MessageLinks& links) {
  const auto id = table.text(key);
  if (!id) return nullptr;
  const auto found = links.find(*id);
  if (found != links.end()) return &found->second;
  std::vector<std::string_view> known;
  for (const auto& [name, link] : links) known.push_back(name);
  table.error(key, fmt::format("there is no link \"{}\"{}", *id, did_you_mean(*id, known)));
  return nullptr;
}

void read_meshes(Reading& reading, TableReader& messages) {
  std::vector<TableReader> tables = messages.tables("mesh");
  if (tables.empty()) return;
  std::vector<models::MeshPlace> map;
  if (reading.has_network()) map = models::plane_map(reading.network());
  for (TableReader& table : tables) read_mesh(reading, table, map);
  if (reading.scenario.dispatch.architecture == "none")
    messages.warning("mesh",
                     "counts where decisions are made by message only; dispatch.architecture is "
                     "\"none\"");
}

void read_places(Reading& reading, TableReader& messages, const MessageLinks& links) {
  for (TableReader& table : messages.list("place")) {
    models::DispatchPlace place;
    place.nodes = nodes_listed(reading, table, false);
    const auto take = [&](std::string_view key, std::optional<models::DispatchLink>& taken) {
      if (const MessageLink* link = link_named(table, key, links))
        taken = {link->kind, link->latency_s, link->bandwidth_bit_s};
    };
    take("cabinet", place.cabinet);
    take("cell", place.cell);
    if (place.cell && place.cell->kind == models::AccessKind::fibre)
      table.error("cell", "capsules on the way need a radio; got a link of the kind \"fibre\"");
    if (table.find("nodes") == nullptr && table.find("cities") == nullptr)
      table.error("nodes", "the place is nowhere; needs nodes or cities");
    if (table.find("cabinet") == nullptr && table.find("cell") == nullptr)
      table.error("cabinet",
                  "nothing hangs on a link there; needs a link for the cabinet, the cell, or both");
    table.finish();
    reading.scenario.dispatch_places.push_back(std::move(place));
  }
}

}  // namespace dimai::scenarios
