#include "models/disruption/strike_damage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <tuple>

#include "models/network/geodesic.hpp"
#include "models/physics/hazards/fragility.hpp"
#include "models/physics/hazards/ground_motion.hpp"
#include "sim/elementary.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kStrikePurpose = 0x53000000;
void widen(StrikeTargets::Box& box, double longitude_deg, double latitude_deg) {
  box.west = std::min(box.west, longitude_deg);
  box.east = std::max(box.east, longitude_deg);
  box.south = std::min(box.south, latitude_deg);
  box.north = std::max(box.north, latitude_deg);
}

constexpr double kMetresPerDegree = 6371008.8 * std::numbers::pi / 180.0;

}  // namespace

std::uint64_t name_hash(std::string_view text, std::uint64_t more) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001b3U; };
  for (const char c : text) add(static_cast<unsigned char>(c));
  for (int i = 0; i < 8; ++i) add((more >> (8 * i)) & 0xFFU);
  return hash;
}

std::pair<double, double> place_on(const Network& network, LinkIndex index, double at) {
  const Link& link = network.links[index];
  const Node& from = network.nodes[link.from];
  const Node& to = network.nodes[link.to];
  if (link.geometry.size() >= 2) return place_along(link.geometry, at);
  return place_along(
      std::array<std::pair<double, double>, 2>{
          {{from.longitude_deg, from.latitude_deg}, {to.longitude_deg, to.latitude_deg}}},
      at);
}

std::pair<double, double> place_along(std::span<const std::pair<double, double>> line, double at) {
  std::vector<double> along_m{0.0};
  for (std::size_t i = 1; i < line.size(); ++i) {
    along_m.push_back(along_m.back() + geodesic_distance_m(line[i - 1].first, line[i - 1].second,
                                                           line[i].first, line[i].second));
  }
  const double wanted_m = at * along_m.back();
  std::size_t i = 1;
  while (i + 1 < line.size() && along_m[i] < wanted_m) ++i;
  const double piece_m = along_m[i] - along_m[i - 1];
  const double share = piece_m > 0.0 ? (wanted_m - along_m[i - 1]) / piece_m : 0.0;
  return {std::lerp(line[i - 1].first, line[i].first, share),
          std::lerp(line[i - 1].second, line[i].second, share)};
}

std::vector<LinkIndex> links_at(const Network& network, NodeIndex node) {
  std::vector<LinkIndex> found;
  for (const LinkIndex link : network.links.indices()) {
    if (network.links[link].from == node || network.links[link].to == node) found.push_back(link);
  }
  return found;
}

Failure node_failure(const Network& network, NodeIndex node) {
  Failure failure;
  const Node& row = network.nodes[node];
  failure.kind = "node";
  failure.what = row.id;
  failure.place = {row.longitude_deg, row.latitude_deg};
  failure.closes = links_at(network, node);
  for (const LinkIndex link : failure.closes) {
    if (network.links[link].to != node) continue;
    for (std::uint32_t tube = 0; tube < network.links[link].tubes; ++tube)
      failure.breaks.push_back({link, tube, 1.0});
  }
  return failure;
}

Failure link_failure(const Network& network, LinkIndex link, double at) {
  Failure failure;
  failure.what = network.links[link].id;
  failure.place = place_on(network, link, at);
  failure.closes = {link};
  for (std::uint32_t tube = 0; tube < network.links[link].tubes; ++tube)
    failure.breaks.push_back({link, tube, at});
  return failure;
}

Failure part_failure(std::span<const BreakablePart> parts, std::uint32_t index, double at) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  const BreakablePart& part = parts[index];
  Failure failure;
  failure.what = is_of_messages(part.kind) ? part.id : part.name;
  failure.place = {kUnknown, kUnknown};
  if (!part.line.empty())
    failure.place = part.line.size() < 2 ? part.line.front() : place_along(part.line, at);
  failure.part = index;
  failure.trips = part.trips;
  failure.kind = name_of(part.kind);
  failure.system = part.system;
  if (!is_of_messages(part.kind)) failure.stream = stream_name(part);
  return failure;
}

StrikeTargets::StrikeTargets(const Network& network, const FragilityParameters& fragility,
                             std::span<const BreakablePart> parts)
    : network_(network), fragility_(fragility), parts_(parts) {
  for (const LinkIndex link : network.links.indices()) add_link(network.links[link], link);
  for (const NodeIndex node : network.nodes.indices()) add_node(node);
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    for (const auto& [longitude, latitude] : parts[i].line) widen(box_, longitude, latitude);
    if (parts[i].line.empty()) continue;
    parts[i].kind == PartKind::pipe ? add_pipe(i) : add_machine(i);
  }
}

void StrikeTargets::add_link(const Link& link, LinkIndex index) {
  const auto count =
      static_cast<std::uint32_t>(std::max(1.0, std::ceil(link.length_m / fragility_.segment_m)));
  for (std::uint32_t i = 0; i < count; ++i) {
    Segment segment;
    segment.at = (i + 0.5) / count;
    std::tie(segment.longitude_deg, segment.latitude_deg) = place_on(network_, index, segment.at);
    segment.depth_m = std::isnan(link.depth_m) ? fragility_.usual_depth_m : link.depth_m;
    segment.bore_m = link.bore_m;
    segment.length_m = link.length_m / count;
    segment.thing = index.value;
    for (segment.tube = 0; segment.tube < link.tubes; ++segment.tube) {
      segment.name = name_hash(link.id, i * 256ULL + segment.tube);
      segments_.push_back(segment);
    }
  }
}

void StrikeTargets::add_node(NodeIndex node) {
  const Node& row = network_.nodes[node];
  widen(box_, row.longitude_deg, row.latitude_deg);
  Segment segment;
  segment.longitude_deg = row.longitude_deg;
  segment.latitude_deg = row.latitude_deg;
  segment.bore_m = fragility_.reference_bore_m;
  segment.length_m = fragility_.segment_m;
  segment.thing = static_cast<std::uint32_t>(network_.links.size()) + node.value;
  segment.name = name_hash(row.id, 0xFFFFFFFFULL);
  segment.depth_m = std::numeric_limits<double>::infinity();
  for (const Link& link : network_.links) {
    if (link.from != node && link.to != node) continue;
    const double depth_m = std::isnan(link.depth_m) ? fragility_.usual_depth_m : link.depth_m;
    segment.depth_m = std::min(segment.depth_m, depth_m);
  }
  if (std::isfinite(segment.depth_m)) segments_.push_back(segment);
}

void StrikeTargets::add_machine(std::uint32_t index) {
  const BreakablePart& part = parts_[index];
  const bool host = is_of_messages(part.kind);
  Segment segment;
  std::tie(segment.longitude_deg, segment.latitude_deg) = part.line.front();
  segment.bore_m = fragility_.reference_bore_m;
  segment.length_m = fragility_.segment_m;
  segment.depth_m = host                       ? fragility_.host_depth_m
                    : std::isnan(part.depth_m) ? fragility_.machine_depth_m
                                               : part.depth_m;
  segment.thing = static_cast<std::uint32_t>(network_.links.size() + network_.nodes.size()) + index;
  segment.name = host ? name_hash(part.id, 0xFFFFFFFEULL) : name_hash(stream_name(part));
  segments_.push_back(segment);
}

void StrikeTargets::add_pipe(std::uint32_t index) {
  const BreakablePart& part = parts_[index];
  const auto count =
      static_cast<std::uint32_t>(std::max(1.0, std::ceil(part.length_m / fragility_.segment_m)));
  const std::string name = stream_name(part);
  Segment segment;
  segment.depth_m = std::isnan(part.depth_m) ? fragility_.pipe_depth_m : part.depth_m;
  segment.bore_m = std::isnan(part.bore_m) ? fragility_.reference_bore_m : part.bore_m;
  segment.length_m = part.length_m / count;
  segment.thing = static_cast<std::uint32_t>(network_.links.size() + network_.nodes.size()) + index;
  for (std::uint32_t i = 0; i < count; ++i) {
    segment.at = (i + 0.5) / count;
    std::tie(segment.longitude_deg, segment.latitude_deg) =
        part.line.size() < 2 ? part.line.front() : place_along(part.line, segment.at);
    segment.name = name_hash(name, i);
    segments_.push_back(segment);
  }
}

/// Of a link only that it breaks; which tubes do follows from its segments.
Failure StrikeTargets::failure_of(const Segment& segment) const {
  const auto links = static_cast<std::uint32_t>(network_.links.size());
  const auto nodes = static_cast<std::uint32_t>(network_.nodes.size());
  if (segment.thing >= links + nodes)
    return part_failure(parts_, segment.thing - links - nodes, segment.at);
  if (segment.thing >= links) return node_failure(network_, NodeIndex{segment.thing - links});
  Failure failure = link_failure(network_, LinkIndex{segment.thing}, segment.at);
  failure.breaks.clear();
  return failure;
}

double StrikeTargets::distance_m(const Segment& segment, const Strike& strike) const {
  const double latitude = 0.5 * (segment.latitude_deg + strike.centre.second);
  const double east_m = (segment.longitude_deg - strike.centre.first) * kMetresPerDegree *
                        std::cos(latitude * std::numbers::pi / 180.0);
  const double north_m = (segment.latitude_deg - strike.centre.second) * kMetresPerDegree;
  return std::sqrt(east_m * east_m + north_m * north_m);
}

StrikeTargets::Hits StrikeTargets::hits(const Segment& segment, const Strike& strike,
                                        std::uint32_t number, DrawKey key) const {
  const double away_m = distance_m(segment, strike);
  sim::Random random(key.seed, key.replication, kStrikePurpose + number, segment.name);
  if (strike.radius_m <= 0.0) {
    const Ground ground = fragility_.ground == "rock" ? Ground::rock : Ground::soil;
    const double velocity_m_s = peak_ground_velocity_m_s(ground, strike.magnitude, away_m);
    const double rate =
        repair_rate_per_m(RepairRateForm::linear, velocity_m_s, fragility_.repair_factor);
    const auto breaks = static_cast<std::uint32_t>(random.poisson(rate * segment.length_m));
    Hits found;
    for (std::uint32_t i = 0; i < breaks; ++i) {
      ++(random.uniform() < fragility_.severe_share ? found.severe : found.moderate);
    }
    return found;
  }
  const double load =
      strike_load({strike.radius_m, strike.depth_m, strike.decay}, away_m, segment.depth_m);
  const auto standard = [&](double median) {
    return standard_load(fragility_of_bore({median, fragility_.dispersion}, segment.bore_m,
                                           fragility_.reference_bore_m),
                         load);
  };
  const double moderate = standard(fragility_.moderate);
  if (moderate < -6.0) return {};  // one of a thousand million; spares most of the draws
  const double strength = random.normal();
  if (strength >= moderate) return {};
  return strength < standard(fragility_.severe) ? Hits{0, 1} : Hits{1, 0};
}

std::vector<Failure> StrikeTargets::damage(const Strike& strike, std::uint32_t number,
                                           DrawKey key) const {
  std::vector<Failure> failures;
  const auto link_count = static_cast<std::uint32_t>(network_.links.size());
  std::uint32_t last_thing = 0xFFFFFFFF;
  for (const Segment& segment : segments_) {
    const Hits hit = hits(segment, strike, number, key);
    if (hit.moderate + hit.severe == 0) continue;
    if (segment.thing != last_thing) {
      failures.push_back(failure_of(segment));
      failures.back().cause = FailureCause::strike;
      failures.back().from_s = strike.time_s;
      failures.back().moderate_places = 0;
      last_thing = segment.thing;
    }
    Failure& failure = failures.back();
    failure.moderate_places += hit.moderate;
    failure.severe_places += hit.severe;
    const bool link = segment.thing < link_count;
    if (link || !failure.stream.empty()) {
      failure.places.insert(failure.places.end(), hit.moderate, {segment.at, false});
      failure.places.insert(failure.places.end(), hit.severe, {segment.at, true});
    }
    if (!link) continue;
    const auto same = std::find_if(failure.breaks.begin(), failure.breaks.end(),
                                   [&](const auto& b) { return b.tube == segment.tube; });
    if (same == failure.breaks.end())
      failure.breaks.push_back({LinkIndex{segment.thing}, segment.tube, segment.at});
  }
  for (Failure& failure : failures) {
    const bool some_left =
        failure.closes.size() == 1 && static_cast<std::int64_t>(failure.breaks.size()) <
                                          network_.links[failure.closes.front()].tubes;
    if (some_left) failure.closes.clear();
  }
  return failures;
}

}  // namespace dimai::models
