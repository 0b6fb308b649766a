#include "scenarios/recording/yard_tables.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

using models::YardCounts;
using models::Yards;

std::vector<const Yards::Track*> tracks_of(const Run& run) {
  std::vector<const Yards::Track*> tracks;
  for (std::uint32_t i = 0;; ++i) {
    const Yards::Track* track = run.yard_track(i);
    if (track == nullptr) return tracks;
    tracks.push_back(track);
  }
}

/// Capsules that a track has room for, of the shortest class; -1 if as many as come.
std::int64_t places(const Yards::Track& track, const Scenario& scenario) {
  if (!track.layout) return -1;
  double shortest_m = 1e9;
  for (const models::CapsuleClass& each : scenario.capsule_classes)
    shortest_m = std::min(shortest_m, each.length_m);
  const double place_m = shortest_m + scenario.guideway.standstill_gap_m;
  return track.layout->lanes * static_cast<std::int64_t>(track.layout->lane_length_m / place_m);
}

std::vector<Column> columns_of(const std::vector<const Yards::Track*>& tracks, const Run& run) {
  using Track = Yards::Track;
  const auto counts = [&](std::uint64_t YardCounts::*member) {
    return column<std::int64_t>(tracks, [member](const Track* t) { return t->counts.*member; });
  };
  const auto doubles = [&](double YardCounts::*member) {
    return column<double>(tracks, [member](const Track* t) { return t->counts.*member; });
  };
  const auto layout = [&](std::int64_t models::YardParameters::*member) {
    return column<std::int64_t>(tracks, [member](const Track* t) {
      return t->layout ? (*t->layout).*member : std::int64_t{-1};
    });
  };
  return {
      {{"node", "1", "row of /network/node"},
       column<std::uint32_t>(tracks, [](const Track* t) { return t->node.value; })},
      {{"link", "1", "row of /network/link that its trains leave by"},
       column<std::uint32_t>(tracks, [](const Track* t) { return t->link.value; })},
      {{"lanes", "1", "parallel lanes; -1: as many as needed"},
       layout(&models::YardParameters::lanes)},
      {{"hump_tracks", "1", "tracks that are pulled back; -1: none, and no need"},
       layout(&models::YardParameters::hump_tracks)},
      {{"places", "1", "capsules of the shortest class that find room; -1: as many as come"},
       column<std::int64_t>(tracks, [&](const Track* t) { return places(*t, run.scenario()); })},
      {{"capsules", "1", "capsules that came in"}, counts(&YardCounts::capsules)},
      {{"trains", "1", "trains made of them, of one capsule or more"}, counts(&YardCounts::trains)},
      {{"passes", "1", "passes through lanes or over the hump"}, counts(&YardCounts::passes)},
      {{"rolled_units", "1", "times that a capsule rolled into a track"},
       counts(&YardCounts::rolled_units)},
      {{"point_moves", "1", "times that points were thrown after the arrival"},
       counts(&YardCounts::point_moves)},
      {{"cuts_as_come", "1", "cuts that trains would have needed in the order of arrival"},
       counts(&YardCounts::cuts_as_come)},
      {{"cuts_ahead", "1", "cuts that they need as they leave"}, counts(&YardCounts::cuts_ahead)},
      {{"held_trains", "1", "trains that waited on the line for room"},
       counts(&YardCounts::held_trains)},
      {{"most_standing", "1", "most capsules at one time"}, counts(&YardCounts::most_standing)},
      {{"held_s", "s", "sum of the waits on the line"}, doubles(&YardCounts::held_s)},
      {{"sorting_s", "s", "sum over trains of the time to put them in order"},
       doubles(&YardCounts::sorting_s)},
      {{"standing_s", "s", "sum over capsules of the time from line to line"},
       doubles(&YardCounts::standing_s)}};
}

}  // namespace

void define_yard_log(ResultWriter& writer, const Run& run) {
  if (run.yard_track(0) == nullptr) return;
  writer.define_columns(
      "/yard_trains",
      {{"time_s", "s", "no other capsule is waited for", ColumnType::float64},
       {"node", "1", "row of /network/node", ColumnType::uint32},
       {"link", "1", "row of /network/link that it leaves by", ColumnType::uint32},
       {"train", "1", "number of the train, as in /formations", ColumnType::uint32},
       {"capsules", "1", "capsules", ColumnType::uint32},
       {"plan",
        "1",
        "how it was put in order",
        ColumnType::uint8,
        {"none", "as_they_come", "blocks", "lanes", "radix", "hump", "in_motion"}},
       {"passes", "1", "passes through lanes or over the hump", ColumnType::uint32},
       {"rolled_units", "1", "times that a capsule rolled into a track", ColumnType::uint32},
       {"point_moves", "1", "times that points were thrown", ColumnType::uint32},
       {"cuts_as_come", "1", "cuts ahead, had it left in order of arrival", ColumnType::uint32},
       {"cuts_ahead", "1", "cuts ahead as it leaves", ColumnType::uint32},
       {"sorting_s", "s", "time to put it in order", ColumnType::float64},
       {"ready_s", "s", "it stands coupled, in order", ColumnType::float64}});
}

void write_yard_news(ResultWriter& writer, Run& run) {
  models::YardLog log = run.take_yard_log();
  if (log.time_s.empty()) return;
  writer.append(
      "/yard_trains",
      {std::move(log.time_s), std::move(log.node), std::move(log.link), std::move(log.train),
       std::move(log.capsules), std::move(log.plan), std::move(log.passes),
       std::move(log.rolled_units), std::move(log.point_moves), std::move(log.cuts_as_come),
       std::move(log.cuts_ahead), std::move(log.sorting_s), std::move(log.ready_s)});
}

void write_yards(ResultWriter& writer, const Run& run) {
  const std::vector<const Yards::Track*> tracks = tracks_of(run);
  if (tracks.empty()) return;
  writer.write_columns("/yards", columns_of(tracks, run));

  const std::int64_t bin_ns = sim::seconds(run.scenario().run.time_bin_s).ns;
  std::vector<models::TrackUse> uses;
  std::size_t bins = 1;
  for (const Yards::Track* track : tracks) {
    uses.push_back(track->use);
    uses.back().settle(run.now().ns);
    bins = std::max(bins, uses.back().sums_s().size());
  }
  std::vector<float> standing;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    for (const models::TrackUse& use : uses) {
      const double sum_s = bin < use.sums_s().size() ? use.sums_s()[bin] : 0.0;
      standing.push_back(static_cast<float>(sum_s / sim::to_seconds({bin_ns})));
    }
  }
  std::vector<double> time_s(bins);
  for (std::size_t bin = 0; bin < bins; ++bin)
    time_s[bin] = sim::to_seconds({static_cast<std::int64_t>(bin) * bin_ns});
  writer.write_scale("/yard_use", {{"time_s", "s", "start of the time bin"}, std::move(time_s)});
  writer.write_scale("/yard_use", {{"track", "1", "row of /yards"}, row_numbers(tracks.size())});
  writer.write_matrix(
      "/yard_use",
      {{"standing", "1", "capsules in the yard, mean over the bin"}, std::move(standing)},
      {"time_s", "track", bins, tracks.size()});
}

}  // namespace dimai::scenarios
