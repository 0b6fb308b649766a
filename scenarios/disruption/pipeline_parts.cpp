#include "scenarios/disruption/pipeline_parts.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "models/disruption/strike_damage.hpp"
#include "models/network/geodesic.hpp"
#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

using models::BreakablePart;
using models::Failure;
using models::PartKind;

constexpr double kStep_m = 100.0;  ///< between places of a pipe that are looked at

Failure listed_failure(const BreakablePart& part, double at) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  Failure failure;
  failure.what = failure.part_name = part.name;
  failure.place = {kUnknown, kUnknown};
  if (!part.line.empty())
    failure.place = part.line.size() < 2 ? part.line.front() : models::place_along(part.line, at);
  return failure;
}

/// Share of a part's length that lies nearest to a place, and how far away that is.
std::pair<double, double> nearest(const BreakablePart& part, std::pair<double, double> place) {
  std::pair<double, double> best{0.5, std::numeric_limits<double>::infinity()};
  const int pieces =
      part.line.size() < 2 ? 0 : static_cast<int>(std::ceil(part.length_m / kStep_m)) + 1;
  for (int i = 0; i <= pieces && !part.line.empty(); ++i) {
    const double at = pieces == 0 ? 0.5 : static_cast<double>(i) / pieces;
    const auto here = pieces == 0 ? part.line.front() : models::place_along(part.line, at);
    const double away_m =
        models::geodesic_distance_m(place.first, place.second, here.first, here.second);
    if (away_m < best.second) best = {at, away_m};
  }
  return best;
}

std::string counted_kind(std::size_t count, PartKind kind) {
  return fmt::format("{} {}{}", count, models::name_of(kind), count == 1 ? "" : "s");
}

}  // namespace

std::vector<BreakablePart> pipeline_parts(const Scenario& scenario,
                                          const models::Network& network) {
  std::vector<BreakablePart> all;
  for (const auto& plan : scenario.pipelines) {
    for (BreakablePart& part : plan->parts()) {
      part.system = plan->kind();
      all.push_back(std::move(part));
    }
  }
  std::vector<std::string_view> taken;
  for (const models::Node& node : network.nodes) taken.push_back(node.id);
  for (const models::Link& link : network.links) taken.push_back(link.id);
  models::name_parts(all, taken);
  return all;
}

bool PartReader::has(PartKind kind) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [kind](const BreakablePart& part) { return part.kind == kind; });
}

std::string PartReader::known_kinds() const {
  std::string text;
  for (std::size_t i = 0; i < models::kPartKinds.size(); ++i) {
    const auto kind = static_cast<PartKind>(i);
    const auto count = std::count_if(parts_.begin(), parts_.end(),
                                     [kind](const auto& part) { return part.kind == kind; });
    if (count > 0)
      text += (text.empty() ? "" : ", ") + counted_kind(static_cast<std::size_t>(count), kind);
  }
  return text.empty() ? "no pipeline here has parts that fail" : "there are " + text;
}

std::vector<Failure> PartReader::named(TableReader& table, PartKind kind, const std::string& id,
                                       double at) const {
  const std::string_view key = models::name_of(kind);
  std::vector<const BreakablePart*> found;
  std::vector<std::string_view> known;
  for (const BreakablePart& part : parts_) {
    if (part.kind != kind) continue;
    known.push_back(part.name);
    if (part.name == id) return {listed_failure(part, at)};
    if (part.id == id || part.system + " " + part.id == id) found.push_back(&part);
  }
  if (found.size() == 1) return {listed_failure(*found.front(), at)};
  if (found.size() > 1) {
    std::vector<std::string_view> names;
    for (const BreakablePart* part : found) names.push_back(part->name);
    table.error(key, fmt::format("there are several called \"{}\"; needs one of {}", id,
                                 listed({names.begin(), names.end()})));
  } else if (reading_.all_pipelines_read) {
    table.error(key, known.empty() ? fmt::format("this scenario has no {}; {}", key, known_kinds())
                                   : fmt::format("there is no {} \"{}\"{}", key, id,
                                                 did_you_mean(id, known)));
  }
  return {};
}

std::vector<Failure> PartReader::within(std::pair<double, double> place, double radius_m) const {
  std::vector<Failure> found;
  for (const BreakablePart& part : parts_) {
    const auto [at, away_m] = nearest(part, place);
    if (away_m <= radius_m) found.push_back(listed_failure(part, at));
  }
  return found;
}

std::optional<std::pair<double, double>> PartReader::place_of(TableReader& table,
                                                              std::string_view key,
                                                              const std::string& name) const {
  std::vector<std::string_view> known;
  for (const BreakablePart& part : parts_) {
    if (part.line.empty()) continue;
    known.push_back(part.name);
    if (part.name == name || part.id == name) return part.line.front();
  }
  if (reading_.all_pipelines_read)
    table.error(key, known.empty() ? "no part of the pipelines has a place on the earth"
                                   : fmt::format("there is no part \"{}\" that has a place{}", name,
                                                 did_you_mean(name, known)));
  return std::nullopt;
}

std::optional<std::pair<double, double>> PartReader::first_place() const {
  for (const BreakablePart& part : parts_) {
    if (!part.line.empty()) return part.line.front();
  }
  return std::nullopt;
}

void PartReader::check(TableReader& random, const std::vector<TableReader>& strikes) const {
  const auto& rates = reading_.scenario.disruption.random;
  const auto want = [&](double rate, const char* key, const char* what, bool there) {
    if (rate > 0.0 && !there && reading_.all_pipelines_read)
      random.error(key, fmt::format("this scenario has no {}; {}", what, known_kinds()));
  };
  const bool machines = has(PartKind::pump) || has(PartKind::blower) || has(PartKind::compressor);
  want(rates.per_pipe_km_year, "per_pipe_km_year", "pipe", has(PartKind::pipe));
  want(rates.per_machine_year, "per_machine_year", "pump, blower or compressor", machines);
  want(rates.per_station_year, "per_station_year", "station of a pipeline", has(PartKind::station));
  std::map<std::string, std::size_t> lost;
  for (const BreakablePart& part : parts_) lost[part.system] += part.line.empty() ? 1U : 0U;
  for (const auto& [system, count] : lost) {
    if (count == 0 || strikes.empty()) continue;
    TableReader first = strikes.front();
    first.warning("longitude",
                  fmt::format("{} of {} {} no place on the earth: no strike hits {}",
                              count == 1 ? "1 part" : fmt::format("{} parts", count), system,
                              count == 1 ? "has" : "have", count == 1 ? "it" : "them"));
  }
}

}  // namespace dimai::scenarios
