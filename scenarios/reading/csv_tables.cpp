#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/reading/reading.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kShareTolerance = 1e-3;
constexpr double kDay_s = 86400.0;
constexpr double kMostCapsules = 1e7;

/// Origin, destination and class of a row.
struct Pair {
  models::NodeIndex origin;
  models::NodeIndex destination;
  std::uint32_t capsule_class = 0;
};

struct PairColumns {
  std::size_t origin;
  std::size_t destination;
  std::size_t capsule_class;
};

std::optional<models::NodeIndex> read_portal(Reading& reading, CsvReader& row, std::size_t column) {
  const std::string& id = row.cell(column);
  const auto found = reading.nodes.find(id);
  if (found == reading.nodes.end()) {
    row.error(column, fmt::format("there is no portal \"{}\"{}", id,
                                  did_you_mean(id, reading.portal_ids())));
    return std::nullopt;
  }
  if (reading.network().nodes[found->second].kind == models::NodeKind::portal) return found->second;
  row.error(column, fmt::format("\"{}\" is not a portal", id));
  return std::nullopt;
}

/// The pair of a row, with all that is wrong with it told; nothing if it cannot be used.
std::optional<Pair> read_pair(Reading& reading, CsvReader& row, const PairColumns& columns) {
  const std::string& name = row.cell(columns.capsule_class);
  const auto capsule_class = reading.find_class(name);
  if (!capsule_class)
    row.error(columns.capsule_class, fmt::format("there is no capsule class \"{}\"{}", name,
                                                 did_you_mean(name, reading.class_names())));
  if (!reading.has_network()) return std::nullopt;
  const auto origin = read_portal(reading, row, columns.origin);
  const auto destination = read_portal(reading, row, columns.destination);
  if (!origin || !destination || !capsule_class) return std::nullopt;
  if (*origin == *destination) {
    row.error(columns.destination,
              fmt::format("origin and destination are both \"{}\"", row.cell(columns.destination)));
    return std::nullopt;
  }
  if (reading.reachability &&
      !reading.reachability->reaches(*capsule_class, *origin, *destination)) {
    row.error(columns.destination,
              fmt::format("class \"{}\": {}", name,
                          reading.reachability->reason(*capsule_class, *origin, *destination)));
    return std::nullopt;
  }
  return Pair{*origin, *destination, *capsule_class};
}

/// Tells of a row that has the same pair as an earlier one; `line` is that of the first, or 0.
void warn_of_like_row(CsvReader& row, int& line) {
  if (line > 0)
    row.warning(0, fmt::format("origin, destination and class are those of line {}; the trips of "
                               "both rows are added up",
                               line));
  else
    line = row.line();
}

}  // namespace

void read_flows(Reading& reading, std::string_view text, const std::string& file) {
  CsvReader row(text, file, reading.problems, {"origin", "destination", "class", "trips"});
  std::map<std::tuple<models::NodeIndex, models::NodeIndex, std::uint32_t>, int> lines;
  while (row.next()) {
    const auto pair = read_pair(reading, row, {0, 1, 2});
    if (pair) warn_of_like_row(row, lines[{pair->origin, pair->destination, pair->capsule_class}]);
    const auto trips = row.number(3, 0.0, 1e9);
    if (pair && trips)
      reading.scenario.flows.push_back(
          {pair->origin, pair->destination, pair->capsule_class, *trips});
  }
}

void read_trips(Reading& reading, std::string_view text, const std::string& file) {
  CsvReader row(text, file, reading.problems, {"time", "class", "origin", "destination"});
  const double duration_s = reading.scenario.run.duration_s;
  while (row.next()) {
    const auto time_s = row.quantity(0, Dimension::time, 0.0, duration_s);
    const auto pair = read_pair(reading, row, {2, 3, 1});
    if (pair && time_s)
      reading.scenario.trips.push_back(
          {*time_s, pair->origin, pair->destination, pair->capsule_class});
  }
}

void read_targets(Reading& reading, std::string_view text, const std::string& file) {
  CsvReader row(text, file, reading.problems, {"portal", "class", "from", "until", "capsules"});
  while (row.next()) {
    const auto portal = reading.has_network() ? read_portal(reading, row, 0) : std::nullopt;
    const auto capsule_class = reading.find_class(row.cell(1));
    if (!capsule_class)
      row.error(1, fmt::format("there is no capsule class \"{}\"{}", row.cell(1),
                               did_you_mean(row.cell(1), reading.class_names())));
    const auto from_s = row.quantity(2, Dimension::time, 0.0, kDay_s);
    const auto until_s = row.quantity(3, Dimension::time, 0.0, kDay_s);
    const auto capsules = row.number(4, 0.0, kMostCapsules);
    if (from_s && until_s && *until_s <= *from_s)
      row.error(
          3, fmt::format("got {}, needs a time of day after from, {}", row.cell(3), row.cell(2)));
    if (!portal || !capsule_class || !from_s || !until_s || !capsules) continue;
    const double places = static_cast<double>(reading.network().nodes[*portal].portal.parking);
    if (*capsules > places)
      row.error(4, fmt::format("got {}, but \"{}\" has {}", row.cell(4), row.cell(0),
                               counted(static_cast<std::uint64_t>(places), "parking place")));
    reading.scenario.empties.target_rows.push_back(
        {*portal, *capsule_class, *from_s, *until_s, *capsules});
  }
}

namespace {

/// Reads the rows of 24 hours; false if any is missing, doubled or no share.
bool read_hour_rows(CsvReader& row, const Problems& problems, std::array<double, 24>& shares) {
  const std::size_t errors_before = problems.error_count();
  std::array<int, 24> lines{};
  while (row.next()) {
    const auto hour = row.number(0, 0.0, 23.0);
    const auto share = row.number(1, 0.0, 1.0);
    if (!hour || !share) continue;
    if (*hour != std::floor(*hour)) {
      row.error(0, fmt::format("got {}, accepts whole hours 0 to 23", row.cell(0)));
      continue;
    }
    const auto index = static_cast<std::size_t>(*hour);
    if (lines[index] > 0)
      row.error(0, fmt::format("hour {} is there twice, first in line {}", index, lines[index]));
    lines[index] = row.line();
    shares[index] = *share;
  }
  for (std::size_t hour = 0; hour < 24; ++hour) {
    if (lines[hour] == 0 && problems.error_count() == errors_before)
      row.error(0, fmt::format("there is no row for hour {}; needs hours 0 to 23", hour));
  }
  return problems.error_count() == errors_before;
}

}  // namespace

std::optional<std::array<double, 24>> read_hour_values(std::string_view text,
                                                       const std::string& file, Problems& problems,
                                                       std::string_view column) {
  std::array<double, 24> values{};
  CsvReader row(text, file, problems, {"hour", column});
  if (!read_hour_rows(row, problems, values)) return std::nullopt;
  return values;
}

std::optional<std::array<double, 24>> read_hour_profile(std::string_view text,
                                                        const std::string& file,
                                                        Problems& problems) {
  std::array<double, 24> shares{};
  CsvReader row(text, file, problems, {"hour", "share"});
  if (!read_hour_rows(row, problems, shares)) return std::nullopt;
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (std::abs(sum - 1.0) > kShareTolerance) {
    row.error(1, fmt::format("the shares add up to {:.6g}, need 1 (to {})", sum, kShareTolerance));
    return std::nullopt;
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace dimai::scenarios
