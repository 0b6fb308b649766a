#include <algorithm>

#include <fmt/format.h>

#include "models/network/geodesic.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/network_builder.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kLongest_s = 3650.0 * 86400.0;
constexpr double kFarFromNode_m = 100.0;  ///< an end of a line further from its node is told

double distance_m(const models::Node& node, const std::pair<double, double>& point) {
  return models::geodesic_distance_m(node.longitude_deg, node.latitude_deg, point.first,
                                     point.second);
}

models::NodeIndex read_end(NetworkBuilder& builder, TableReader& properties, std::string_view key) {
  if (!properties.require(key, "the id of a node")) return {};
  const auto id = properties.text(key);
  if (!id) return {};
  const auto found = builder.nodes.find(*id);
  if (found != builder.nodes.end()) {
    builder.joined[found->second.value] = true;
    return found->second;
  }
  std::vector<std::string_view> known;
  for (const models::Node& node : builder.result.network.nodes) known.push_back(node.id);
  properties.error(key, fmt::format("there is no node \"{}\"{}", *id, did_you_mean(*id, known)));
  return {};
}

void enter_id(NetworkBuilder& builder, Feature& feature) {
  TableReader& properties = feature.properties;
  const Value* id = properties.find("id");
  if (id == nullptr || !feature.has_id) {
    properties.error("id", id == nullptr ? "is missing; needs a text that no other tunnel has"
                                         : fmt::format("got {}, needs a text", shown(*id)));
    return;
  }
  const int line = properties.place_of("id").line;
  for (const char* ending : {"", ":back"}) {
    const auto [entry, is_new] = builder.lines_of_links.try_emplace(feature.id + ending, line);
    if (is_new) continue;
    properties.error("id", fmt::format("\"{}{}\" is the id of another tunnel, in line {}; ids are "
                                       "unique",
                                       feature.id, ending, entry->second));
    return;
  }
}

/// Ends of the drawn line against the nodes: turned round if drawn the other way, told if far off.
void fit_geometry(TableReader& properties, models::Link& link, const models::Network& network) {
  if (link.geometry.empty() || !link.from.valid() || !link.to.valid()) return;
  const models::Node& from = network.nodes[link.from];
  const models::Node& to = network.nodes[link.to];
  auto& line = link.geometry;
  const double as_drawn_m = distance_m(from, line.front()) + distance_m(to, line.back());
  const double turned_m = distance_m(from, line.back()) + distance_m(to, line.front());
  if (turned_m < as_drawn_m) std::reverse(line.begin(), line.end());
  const double start_m = distance_m(from, line.front());
  const double end_m = distance_m(to, line.back());
  if (std::max(start_m, end_m) < kFarFromNode_m) return;
  const bool at_start = start_m >= end_m;
  properties.warning("geometry",
                     fmt::format("the line ends {} from its node \"{}\"",
                                 quantity_text(at_start ? start_m : end_m, Dimension::length),
                                 at_start ? from.id : to.id));
}

void check_stated_length(TableReader& properties, const models::Link& link,
                         const models::Network& network) {
  const models::Node& from = network.nodes[link.from];
  const models::Node& to = network.nodes[link.to];
  const double least_m = models::great_circle_distance_m(from.longitude_deg, from.latitude_deg,
                                                         to.longitude_deg, to.latitude_deg);
  const std::pair end{to.longitude_deg, to.latitude_deg};
  const double straight_m = distance_m(from, end);
  const auto text = [](double length_m) { return quantity_text(length_m, Dimension::length); };
  if (link.length_m < least_m) {
    properties.error("length", fmt::format("got {}, which is shorter than the great circle between "
                                           "\"{}\" and \"{}\", {}",
                                           text(link.length_m), from.id, to.id, text(straight_m)));
    return;
  }
  if (link.length_m < 0.998 * straight_m - 1.0)
    properties.warning("length", fmt::format("{} is less than the straight way of {}",
                                             text(link.length_m), text(straight_m)));
  const double drawn_m = models::geodesic_length_m(link.geometry);
  if (link.length_m > 3.0 * drawn_m + 100.0)
    properties.warning("length", fmt::format("{} is more than three times the line drawn, {}",
                                             text(link.length_m), text(drawn_m)));
}

void read_length(NetworkBuilder& builder, TableReader& properties, models::Link& link) {
  const bool stated = properties.find("length") != nullptr;
  const auto length_m = properties.quantity("length", Dimension::length, 1.0, 1e7);
  builder.count_default("tunnel.length", !stated,
                        {"measured along the line on the ellipsoid", "length", "tunnels"});
  const bool placed = link.from.valid() && link.to.valid() && !link.geometry.empty();
  if (length_m) {
    link.length_m = *length_m;
    if (placed) check_stated_length(properties, link, builder.result.network);
    return;
  }
  link.length_m = models::geodesic_length_m(link.geometry);
  if (!stated && placed && link.length_m < 1.0)
    properties.error("length", fmt::format("the line drawn is {} long, needs at least 1 m",
                                           quantity_text(link.length_m, Dimension::length)));
}

void read_numbers(NetworkBuilder& builder, TableReader& properties, models::Link& link) {
  const auto optional = [&](const char* key, const auto& value, const DefaultCount& text) {
    builder.count_default(std::string("tunnel.") + key, !value.has_value(), text);
  };
  if (properties.require("bore", "the inner diameter, such as \"3.2 m\""))
    link.bore_m = properties.quantity("bore", Dimension::length, 0.1, 20.0).value_or(20.0);
  const auto speed = properties.quantity("speed", Dimension::speed, 0.5, 350.0);
  optional("speed", speed, {"the capsules' own", "speed limit", "tunnels"});
  link.speed_m_s = speed.value_or(builder.speed_m_s);
  const auto gradient = properties.quantity("gradient", Dimension::number, -0.3, 0.3);
  optional("gradient", gradient, {"0", "rise over length", "tunnels"});
  link.gradient = gradient.value_or(0.0);
  if (const auto depth = properties.quantity("depth", Dimension::length, 0.0, 2000.0))
    link.depth_m = *depth;
  const auto tubes = properties.whole("tubes", 1, 100);
  optional("tubes", tubes, {"1", "parallel tubes in each direction", "tunnels"});
  link.tubes = tubes.value_or(1);
  link.priority = properties.whole("priority", -1000, 1000).value_or(0);
  const std::string role = properties.word("role", {"local", "trunk"}).value_or("local");
  link.role = role == "trunk" ? models::LinkRole::trunk : models::LinkRole::local;
}

models::Link way_back(const models::Link& link) {
  models::Link back = link;
  back.id = link.id + ":back";
  std::swap(back.from, back.to);
  back.gradient = -link.gradient;
  std::reverse(back.geometry.begin(), back.geometry.end());
  return back;
}

}  // namespace

void add_tunnel(NetworkBuilder& builder, Feature& feature) {
  TableReader& properties = feature.properties;
  enter_id(builder, feature);
  models::Link link;
  link.id = feature.id;
  link.from = read_end(builder, properties, "from");
  link.to = read_end(builder, properties, "to");
  if (link.from.valid() && link.from == link.to)
    properties.error("to", "the tunnel ends where it begins; needs two nodes");
  link.geometry = std::move(feature.points);
  fit_geometry(properties, link, builder.result.network);
  read_length(builder, properties, link);
  read_numbers(builder, properties, link);
  const auto opens_s = properties.quantity("opens", Dimension::time, 0.0, kLongest_s);
  const std::string direction = properties.word("direction", {"both", "forward"}).value_or("both");
  builder.note_unknown(feature);
  if (!link.from.valid() || !link.to.valid()) return;
  auto& links = builder.result.network.links;
  const bool both = direction == "both";
  for (std::uint32_t way = 0; opens_s.value_or(0.0) > 0.0 && way < (both ? 2U : 1U); ++way)
    builder.result.closures.push_back(
        {models::LinkIndex{static_cast<std::uint32_t>(links.size()) + way}, 0.0, *opens_s});
  if (both) {
    models::Link back = way_back(link);
    links.push_back(std::move(link));
    links.push_back(std::move(back));
  } else {
    links.push_back(std::move(link));
  }
  const Place place = properties.place_of("id");
  builder.result.link_places.insert(builder.result.link_places.end(), both ? 2 : 1, place);
}

}  // namespace dimai::scenarios
