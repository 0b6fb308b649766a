#include "scenarios/pipelines/tubes/tube_network_reader.hpp"

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/pipelines/tubes/zone_trees.hpp"

namespace dimai::scenarios {

namespace {

using models::TubeNodeKind;

/// What is known while one file is read.
class TubeNetworkReader {
 public:
  TubeNetworkReader(TubesPlan& plan, std::map<std::string, models::StationIndex>& stations)
      : plan_(plan), stations_(stations) {}

  void read_blower(Feature& feature);
  void read_point(Feature& feature);
  void read_line(Feature& feature);
  bool finish(std::vector<Feature>& features);

 private:
  models::TubeNodeIndex add_node(Feature& feature, TubeNodeKind kind);
  void read_zone(TableReader& properties, models::TubeNodeIndex blower, const std::string& id);
  void read_station(TableReader& properties, models::TubeNodeIndex node);
  void read_connector(Feature& feature, models::TubeNodeIndex from, models::TubeNodeIndex to,
                      double length_m);
  models::TubeNodeIndex end_of(TableReader& properties, std::string_view key);
  std::optional<models::ZoneIndex> zone_named(TableReader& properties);

  TubesPlan& plan_;
  std::map<std::string, models::StationIndex>& stations_;
  std::map<std::string, models::ZoneIndex> zones_;
  std::map<std::string, models::TubeNodeIndex> nodes_;
  std::map<std::string, int>
      lines_;  ///< the line of the file that each tube or connector stands in
  std::vector<ZoneTube> tubes_;
};

std::vector<std::string_view> keys_of(const auto& map) {
  std::vector<std::string_view> keys;
  keys.reserve(map.size());
  for (const auto& [key, unused] : map) keys.push_back(key);
  return keys;
}

std::string kind_of(const Feature& feature) {
  TableReader properties = feature.properties;
  return properties.text("kind").value_or("");
}

models::TubeNodeIndex TubeNetworkReader::add_node(Feature& feature, TubeNodeKind kind) {
  TableReader& properties = feature.properties;
  properties.find("id");
  properties.find("kind");
  models::TubeNode node;
  node.id = feature.id;
  node.kind = kind;
  node.name = properties.text("name").value_or(feature.id);
  node.name_zh = properties.text("name_zh").value_or("");
  if (!feature.points.empty())
    std::tie(node.longitude_deg, node.latitude_deg) = feature.points.front();
  if (!feature.has_id) properties.error("id", "is missing; needs a text that no other node has");
  const auto added = nodes_.emplace(
      feature.id, models::TubeNodeIndex{static_cast<std::uint32_t>(plan_.network.nodes.size())});
  if (feature.has_id && !added.second)
    properties.error("id", fmt::format("\"{}\" is the id of another node too", feature.id));
  return plan_.network.nodes.push_back(std::move(node));
}

void TubeNetworkReader::read_zone(TableReader& properties, models::TubeNodeIndex blower,
                                  const std::string& id) {
  models::TubeZone zone;
  zone.id = id;
  zone.speed_m_s = properties.quantity("speed", Dimension::speed, 0.1, 60.0)
                       .value_or(plan_.parameters.speed_m_s);
  zone.pressure_pa =
      properties.quantity("pressure", Dimension::pressure, -95e3, 500e3).value_or(0.0);
  zone.blocks = properties.whole("blocks", 1, 1000).value_or(1);
  std::vector<std::string_view> names;
  for (const auto& carrier : plan_.carriers) names.push_back(carrier.name);
  const std::string wanted = properties.text("carrier").value_or("");
  if (wanted.empty() && names.size() > 1)
    properties.error("carrier", fmt::format("is missing; needs one of {}", listed(names)));
  for (std::uint32_t c = 0; c < names.size(); ++c) {
    if (names[c] == wanted || names.size() == 1) zone.carrier_class = c;
  }
  if (!wanted.empty() && std::find(names.begin(), names.end(), wanted) == names.end())
    properties.error("carrier", fmt::format("there is no carrier \"{}\", accepts {}{}", wanted,
                                            listed(names), did_you_mean(wanted, names)));
  if (properties.find("speed") != nullptr && zone.pressure_pa != 0.0)
    properties.error("speed", "is given beside pressure; give one or the other");
  const auto added =
      zones_.emplace(id, models::ZoneIndex{static_cast<std::uint32_t>(plan_.network.zones.size())});
  if (!added.second)
    properties.error("zone",
                     fmt::format("zone \"{}\" has another blower already; a zone has one", id));
  plan_.network.nodes[blower].zone = added.first->second;
  if (added.second) plan_.network.zones.push_back(std::move(zone));
}

void TubeNetworkReader::read_blower(Feature& feature) {
  if (!feature.is_point || kind_of(feature) != "blower") return;
  const models::TubeNodeIndex node = add_node(feature, TubeNodeKind::blower);
  const std::string zone = feature.properties.text("zone").value_or("");
  if (zone.empty())
    feature.properties.error("zone", "is missing; needs the name of the zone that it serves");
  read_zone(feature.properties, node, zone.empty() ? feature.id : zone);
  feature.properties.finish();
}

std::optional<models::ZoneIndex> TubeNetworkReader::zone_named(TableReader& properties) {
  const std::string id = properties.text("zone").value_or("");
  if (id.empty()) {
    properties.error("zone", "is in no zone; needs the zone of one of the blowers");
    return std::nullopt;
  }
  const auto found = zones_.find(id);
  if (found != zones_.end()) return found->second;
  properties.error(
      "zone", fmt::format("zone \"{}\" has no blower; accepts {}{}", id, listed(keys_of(zones_), 6),
                          did_you_mean(id, keys_of(zones_))));
  return std::nullopt;
}

void TubeNetworkReader::read_station(TableReader& properties, models::TubeNodeIndex node) {
  models::TubeStation station;
  station.node = node;
  station.place = properties.text("place").value_or(plan_.network.nodes[node].id);
  station.carriers = properties.whole("carriers", 0, 100000).value_or(4);
  station.receive_places = properties.whole("receive_places", 0, 100000).value_or(0);
  station.sends_weight = properties.quantity("sends", Dimension::number, 0.0, 1e9).value_or(1.0);
  station.receives_weight =
      properties.quantity("receives", Dimension::number, 0.0, 1e9).value_or(1.0);
  stations_.emplace(plan_.network.nodes[node].id, plan_.network.stations.push_back(station));
}

void TubeNetworkReader::read_point(Feature& feature) {
  const std::string kind = kind_of(feature);
  if (!feature.is_point || kind == "blower") return;
  TableReader& properties = feature.properties;
  if (kind != "station" && kind != "transfer_unit") {
    properties.error("kind", fmt::format("got \"{}\", accepts \"station\", \"transfer_unit\" or "
                                         "\"blower\"",
                                         kind));
    return;
  }
  const bool is_station = kind == "station";
  const models::TubeNodeIndex node =
      add_node(feature, is_station ? TubeNodeKind::station : TubeNodeKind::transfer_unit);
  const auto zone = zone_named(properties);
  if (zone) plan_.network.nodes[node].zone = *zone;
  if (is_station) read_station(properties, node);
  properties.finish();
}

models::TubeNodeIndex TubeNetworkReader::end_of(TableReader& properties, std::string_view key) {
  const std::string id = properties.text(key).value_or("");
  const auto found = nodes_.find(id);
  if (found != nodes_.end()) return found->second;
  properties.error(key, id.empty() ? "is missing; needs the id of a node"
                                   : fmt::format("there is no node \"{}\"{}", id,
                                                 did_you_mean(id, keys_of(nodes_))));
  return {};
}

void TubeNetworkReader::read_connector(Feature& feature, models::TubeNodeIndex from,
                                       models::TubeNodeIndex to, double length_m) {
  TableReader& properties = feature.properties;
  models::TubeConnector connector;
  connector.id = feature.id;
  connector.from = from;
  connector.to = to;
  connector.length_m = length_m;
  connector.places =
      properties.whole("places", 1, 100000).value_or(plan_.parameters.connector_places);
  connector.two_way = !properties.boolean("one_way").value_or(false);
  if (!from.valid() || !to.valid()) return;
  const auto& nodes = plan_.network.nodes;
  for (const auto& [key, node] : {std::pair{"from", from}, std::pair{"to", to}}) {
    if (nodes[node].kind != TubeNodeKind::transfer_unit)
      properties.error(key, fmt::format("\"{}\" is no transfer unit; a connector joins two of them",
                                        nodes[node].id));
  }
  const models::ZoneIndex a = nodes[from].zone;
  const models::ZoneIndex b = nodes[to].zone;
  if (a.valid() && a == b)
    properties.error("to", fmt::format("both ends are in zone \"{}\"; a connector joins two zones",
                                       plan_.network.zones[a].id));
  if (a.valid() && b.valid() &&
      plan_.network.zones[a].carrier_class != plan_.network.zones[b].carrier_class)
    properties.error("to", fmt::format(R"(carriers "{}" of zone "{}" do not fit zone "{}")",
                                       plan_.carriers[plan_.network.zones[a].carrier_class].name,
                                       plan_.network.zones[a].id, plan_.network.zones[b].id));
  plan_.network.connectors.push_back(std::move(connector));
}

void TubeNetworkReader::read_line(Feature& feature) {
  if (feature.is_point) return;
  TableReader& properties = feature.properties;
  properties.find("id");
  const std::string kind = properties.text("kind").value_or("");
  if (kind != "tube" && kind != "connector")
    return properties.error("kind",
                            fmt::format(R"(got "{}", accepts "tube" or "connector")", kind));
  const auto added = lines_.emplace(feature.id, properties.place().line);
  if (feature.has_id && !added.second)
    properties.error("id", fmt::format("\"{}\" is in line {} too; needs an id that no other has",
                                       feature.id, added.first->second));
  const models::TubeNodeIndex from = end_of(properties, "from");
  const models::TubeNodeIndex to = end_of(properties, "to");
  double length_m = 0.0;
  if (properties.require("length", wanted(Dimension::length)))
    length_m = properties.quantity("length", Dimension::length, 0.0, 1e6).value_or(0.0);
  if (kind == "connector") {
    read_connector(feature, from, to, length_m);
  } else if (from.valid() && to.valid()) {
    tubes_.push_back({from, to, length_m, &feature});
  }
  properties.finish();
}

bool TubeNetworkReader::finish(std::vector<Feature>& features) {
  std::vector<Feature*> of_node(plan_.network.nodes.size(), nullptr);
  for (Feature& feature : features) {
    const auto found = nodes_.find(feature.id);
    if (feature.is_point && found != nodes_.end()) of_node[found->second.value] = &feature;
  }
  return grow_zone_trees(plan_.network, tubes_, of_node);
}

}  // namespace

bool read_tube_network(const Value& document, const std::string& file, TubesPlan& plan,
                       std::map<std::string, models::StationIndex>& stations, Problems& problems) {
  const std::size_t errors_before = problems.error_count();
  std::vector<Feature> features = read_features(document, file, problems);
  TubeNetworkReader reader(plan, stations);
  for (Feature& feature : features) reader.read_blower(feature);
  for (Feature& feature : features) reader.read_point(feature);
  for (Feature& feature : features) reader.read_line(feature);
  if (plan.network.stations.empty() && problems.error_count() == errors_before)
    problems.add({file, 1, 0, "features", "there is no station; needs points of kind \"station\""});
  const bool whole = problems.error_count() == errors_before;
  return reader.finish(features) && whole;
}

}  // namespace dimai::scenarios
