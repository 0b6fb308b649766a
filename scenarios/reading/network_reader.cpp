#include "scenarios/reading/network_reader.hpp"

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/reading/network_builder.hpp"

namespace dimai::scenarios {

void NetworkBuilder::count_default(const std::string& key, bool taken, const DefaultCount& text) {
  DefaultCount& count = defaults.try_emplace(key, text).first->second;
  ++count.of;
  if (taken) ++count.taken;
}

void NetworkBuilder::note_unknown(const Feature& feature) {
  for (const Member* member : feature.properties.unknown()) {
    Unknown& entry = unknown[member->key];
    ++entry.count;
    if (entry.count > 1) continue;
    entry.first = {result.file,
                   member->place.line,
                   0,
                   feature.id + "." + member->key,
                   "is not a known property and is ignored" +
                       did_you_mean(member->key, feature.properties.known()),
                   Severity::warning};
  }
}

namespace {

void tell_unknown(NetworkBuilder& builder) {
  for (auto& [name, entry] : builder.unknown) {
    if (entry.count > 1)
      entry.first.message += fmt::format(" (in {} features; this is the first)", entry.count);
    builder.problems.add(entry.first);
  }
}

void tell_unjoined(NetworkBuilder& builder) {
  const auto& nodes = builder.result.network.nodes;
  for (const models::NodeIndex node : nodes.indices()) {
    if (builder.joined[node.value]) continue;
    const Place& place = builder.result.node_places[node.value];
    builder.problems.add({builder.result.file, place.line, place.column, nodes[node].id,
                          "no tunnel joins this node; remove it or draw one"});
  }
}

void list_defaults(NetworkBuilder& builder) {
  for (const auto& [key, count] : builder.defaults) {
    EffectiveParameter parameter;
    parameter.key = "network." + key;
    parameter.is_default = count.taken > 0;
    parameter.value = count.taken == 0 ? fmt::format("stated at all {} {}", count.of, count.noun)
                                       : fmt::format("{} (at {} of {} {})", count.value,
                                                     count.taken, count.of, count.noun);
    parameter.source = count.taken == 0 ? "network file" : "";
    parameter.meaning = count.meaning;
    builder.result.defaults.push_back(std::move(parameter));
  }
}

}  // namespace

NetworkFile read_network(const Value& document, const std::string& file, double speed_m_s,
                         Problems& problems) {
  const std::size_t errors_before = problems.error_count();
  NetworkFile result;
  result.file = file;
  std::vector<Feature> features = read_features(document, file, problems);
  NetworkBuilder builder{result, problems, speed_m_s, {}, {}, {}, {}, {}};
  for (Feature& feature : features) {
    if (feature.is_point) add_node(builder, feature);
  }
  for (Feature& feature : features) {
    if (!feature.is_point) add_tunnel(builder, feature);
  }
  tell_unjoined(builder);
  tell_unknown(builder);
  list_defaults(builder);
  result.read = !result.network.nodes.empty();
  result.whole = problems.error_count() == errors_before;
  if (!features.empty() && !result.read)
    problems.add({file, 1, 1, "features", "has no node; needs points of kind \"portal\""});
  return result;
}

models::NodeIndex find_node(const models::Network& network, std::string_view id) {
  for (const models::NodeIndex node : network.nodes.indices()) {
    if (network.nodes[node].id == id) return node;
  }
  return {};
}

models::LinkIndex find_link(const models::Network& network, std::string_view id) {
  for (const models::LinkIndex link : network.links.indices()) {
    if (network.links[link].id == id) return link;
  }
  return {};
}

}  // namespace dimai::scenarios
