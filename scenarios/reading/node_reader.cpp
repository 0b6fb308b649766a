#include <array>

#include <fmt/format.h>

#include "scenarios/reading/network_builder.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kMostBerths = 10000;
constexpr double kMostStanding = 1e6;
constexpr std::array<std::string_view, 11> kPortalOnly{
    "berths",  "arrival_berths", "departure_berths", "parking",  "holding", "population",
    "freight", "room_berths",    "berth_layout",     "chargers", "workshop"};

std::string text_or_empty(TableReader& properties, std::string_view key) {
  return properties.text(key).value_or("");
}

models::NodeKind read_kind(TableReader& properties) {
  static const std::vector<std::string_view> words{"portal", "junction", "yard", "siding"};
  if (!properties.require("kind", R"("portal", "junction", "yard" or "siding")"))
    return models::NodeKind::junction;
  const std::string word = properties.word("kind", words).value_or("junction");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (word == words[i]) return static_cast<models::NodeKind>(i);
  }
  return models::NodeKind::junction;
}

void read_berths(TableReader& properties, models::Portal& portal) {
  const bool together = properties.find("berths") != nullptr;
  const bool arrival = properties.find("arrival_berths") != nullptr;
  const bool departure = properties.find("departure_berths") != nullptr;
  if (together && (arrival || departure))
    properties.error("berths",
                     "is given beside arrival_berths or departure_berths; give one or "
                     "the other");
  if (!together && !(arrival && departure)) {
    properties.error(arrival     ? "departure_berths"
                     : departure ? "arrival_berths"
                                 : "berths",
                     "a portal without berths: needs \"berths\" (1 to 10000), or "
                     "\"arrival_berths\" and \"departure_berths\"");
    return;
  }
  const auto both = properties.whole("berths", 1, kMostBerths);
  const auto arrivals = properties.whole("arrival_berths", 1, kMostBerths);
  const auto departures = properties.whole("departure_berths", 1, kMostBerths);
  portal.arrival_berths = both.value_or(arrivals.value_or(1));
  portal.departure_berths = both.value_or(departures.value_or(1));
}

void read_portal(NetworkBuilder& builder, TableReader& properties, models::Portal& portal) {
  read_berths(properties, portal);
  const auto parking = properties.whole("parking", 0, kMostStanding);
  builder.count_default("portal.parking", !parking,
                        {"twice the berths", "standing places for idle capsules", "portals"});
  portal.parking = parking.value_or(portal.arrival_berths + portal.departure_berths);
  const auto holding = properties.whole("holding", 0, kMostStanding);
  builder.count_default("portal.holding", !holding,
                        {"as many as needed", "places to wait for an arrival berth", "portals"});
  portal.holding = holding.value_or(0);
  const std::vector<std::string_view> layouts{"parallel", "serial"};
  portal.berths_in_a_row =
      properties.word("berth_layout", layouts).value_or("parallel") == "serial";
  portal.room_berths = properties.whole("room_berths", 0, kMostBerths).value_or(0);
  portal.chargers = properties.whole("chargers", 0, kMostStanding).value_or(0);
  portal.workshop = properties.whole("workshop", 0, kMostStanding).value_or(0);
  portal.population = properties.quantity("population", Dimension::number, 0.0, 1e10).value_or(0.0);
  portal.freight = properties.quantity("freight", Dimension::number, 0.0, 1e12).value_or(0.0);
}

void warn_portal_properties(TableReader& properties) {
  for (const std::string_view key : kPortalOnly) {
    if (properties.find(key) != nullptr)
      properties.warning(key, "is ignored: only portals have it");
  }
}

/// Enters the id; false if it is missing or taken.
bool enter_id(NetworkBuilder& builder, Feature& feature, models::NodeIndex index) {
  TableReader& properties = feature.properties;
  const Value* id = properties.find("id");
  if (id == nullptr || !feature.has_id) {
    properties.error("id", id == nullptr ? "is missing; needs a text that no other node has"
                                         : fmt::format("got {}, needs a text", shown(*id)));
    return false;
  }
  const auto [entry, is_new] = builder.nodes.try_emplace(feature.id, index);
  if (is_new) return true;
  const int first = builder.result.node_places[entry->second.value].line;
  properties.error("id", fmt::format("\"{}\" is the id of another node, in line {}; ids are unique",
                                     feature.id, first));
  return false;
}

}  // namespace

void add_node(NetworkBuilder& builder, Feature& feature) {
  TableReader& properties = feature.properties;
  auto& nodes = builder.result.network.nodes;
  const models::NodeIndex index{static_cast<std::uint32_t>(nodes.size())};
  const bool entered = enter_id(builder, feature, index);
  models::Node node;
  node.id = feature.id;
  node.name = properties.text("name").value_or(feature.id);
  node.name_zh = text_or_empty(properties, "name_zh");
  node.city = text_or_empty(properties, "city");
  node.city_zh = text_or_empty(properties, "city_zh");
  node.district = text_or_empty(properties, "district");
  node.kind = read_kind(properties);
  if (!feature.points.empty()) std::tie(node.longitude_deg, node.latitude_deg) = feature.points[0];
  if (node.kind == models::NodeKind::portal) {
    read_portal(builder, properties, node.portal);
  } else {
    warn_portal_properties(properties);
  }
  builder.note_unknown(feature);
  if (!entered) return;
  nodes.push_back(std::move(node));
  builder.result.node_places.push_back(properties.place_of("id"));
  builder.joined.push_back(false);
}

}  // namespace dimai::scenarios
