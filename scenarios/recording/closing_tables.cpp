#include "scenarios/recording/closing_tables.hpp"

#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

void write_link_flows(ResultWriter& writer, const Run& run) {
  const models::LinkFlows flows = run.observation().flows;
  std::vector<double> time_s(flows.bin_count());
  for (std::size_t bin = 0; bin < time_s.size(); ++bin) {
    time_s[bin] = sim::to_seconds({static_cast<std::int64_t>(bin) * flows.bin_ns});
  }
  writer.write_scale("/link_flows", {{"time_s", "s", "start of the time bin"}, time_s});
  writer.write_scale("/link_flows",
                     {{"link", "1", "row of /network/link"}, row_numbers(flows.link_count)});
  const MatrixScales scales{"time_s", "link", flows.bin_count(), flows.link_count};
  writer.write_matrix("/link_flows", {{"trains", "1", "trains that left the link"}, flows.trains},
                      scales);
  writer.write_matrix("/link_flows",
                      {{"capsules", "1", "capsules that left the link"}, flows.capsules}, scales);
  writer.write_matrix("/link_flows", {{"delay_s", "s", "sum of the trains' delays"}, flows.delay_s},
                      scales);
}

void write_junctions(ResultWriter& writer, const Run& run) {
  using Counts = models::JunctionCounts;
  const auto junctions = run.observation().junctions;
  const auto counts = [&](std::uint64_t Counts::*member) {
    return column<std::int64_t>(junctions, [member](const Counts& c) { return c.*member; });
  };
  const auto doubles = [&](double Counts::*member) {
    return column<double>(junctions, [member](const Counts& c) { return c.*member; });
  };
  writer.write_columns(
      "/junctions",
      {{{"node", "1", "row of /network/node"}, row_numbers(junctions.size())},
       {{"train_crossings", "1", "trains that passed"}, counts(&Counts::train_crossings)},
       {{"capsule_crossings", "1", "capsules that passed"}, counts(&Counts::capsule_crossings)},
       {{"couplings", "1", "trains that joined another in motion"}, counts(&Counts::couplings)},
       {{"cuts", "1", "times that a train was cut"}, counts(&Counts::cuts)},
       {{"formed_trains", "1", "trains formed standing"}, counts(&Counts::formed_trains)},
       {{"reordered_trains", "1", "trains put in another order in motion"},
        counts(&Counts::reordered_trains)},
       {{"delay_s", "s", "sum of the trains' delays"}, doubles(&Counts::delay_s)},
       {{"max_delay_s", "s", "longest delay of a train"}, doubles(&Counts::max_delay_s)},
       {{"short_zones", "1", "delays for which the approach was too short"},
        counts(&Counts::short_zones)}});
}

void write_fleet(ResultWriter& writer, const Run& run) {
  const std::vector<models::FleetSample>& samples = run.service().samples();
  const std::size_t classes = run.scenario().capsule_classes.size();
  writer.write_scale("/fleet", {{"time_s", "s", "time of the count"},
                                column<double>(samples, [](const auto& s) { return s.time_s; })});
  writer.write_scale("/fleet", {{"class", "1", "row of /capsule_class"}, row_numbers(classes)});
  const MatrixScales scales{"time_s", "class", samples.size(), classes};
  constexpr std::array names{"idle", "loading", "loaded_moving", "empty_moving", "unloading"};
  constexpr std::array meanings{"capsules parked", "capsules loading or waiting to",
                                "capsules under way with a load", "capsules under way without",
                                "capsules unloading"};
  for (std::size_t activity = 0; activity < models::kActivityCount; ++activity) {
    std::vector<std::uint32_t> values;
    for (const models::FleetSample& sample : samples) {
      for (const auto& capsules : sample.capsules) values.push_back(capsules[activity]);
    }
    writer.write_matrix("/fleet", {{names[activity], "1", meanings[activity]}, std::move(values)},
                        scales);
  }
  std::vector<std::uint32_t> waiting;
  for (const models::FleetSample& sample : samples) {
    waiting.insert(waiting.end(), sample.waiting_requests.begin(), sample.waiting_requests.end());
  }
  writer.write_matrix(
      "/fleet", {{"waiting_requests", "1", "requests that wait for a capsule"}, std::move(waiting)},
      scales);
}

void write_energy(ResultWriter& writer, const Run& run) {
  using Work = models::FleetWork;
  const std::vector<Work>& work = run.service().work();
  const auto doubles = [&](double Work::*member) {
    return column<double>(work, [member](const Work& w) { return w.*member; });
  };
  writer.write_columns(
      "/energy",
      {{{"class", "1", "row of /capsule_class"}, row_numbers(work.size())},
       {{"loaded_j", "J", "electrical energy of loaded capsules"}, doubles(&Work::loaded_j)},
       {{"empty_j", "J", "electrical energy of empty capsules"}, doubles(&Work::empty_j)},
       {{"loaded_distance_m", "m", "way of loaded capsules"}, doubles(&Work::loaded_distance_m)},
       {{"empty_distance_m", "m", "way of empty capsules"}, doubles(&Work::empty_distance_m)}});
}

void write_refusals(ResultWriter& writer, const Run& run) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::int64_t> refused;
  for (const models::Journey& journey : run.service().journeys()) {
    if (journey.state != models::Journey::State::refused) continue;
    const models::Request& request = journey.request;
    ++refused[{request.capsule_class, request.origin.value, request.destination.value}];
  }
  using Row =
      std::pair<const std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::int64_t>;
  writer.write_columns(
      "/refusals",
      {{{"class", "1", "row of /capsule_class"},
        column<std::uint32_t>(refused, [](const Row& row) { return std::get<0>(row.first); })},
       {{"origin", "1", "row of /network/node"},
        column<std::uint32_t>(refused, [](const Row& row) { return std::get<1>(row.first); })},
       {{"destination", "1", "row of /network/node"},
        column<std::uint32_t>(refused, [](const Row& row) { return std::get<2>(row.first); })},
       {{"reason", "", "why"},
        std::vector<std::string>(refused.size(), "no open way that admits the class")},
       {{"count", "1", "requests"},
        column<std::int64_t>(refused, [](const Row& row) { return row.second; })}});
}

void write_counts(ResultWriter& writer, const Run& run) {
  const std::vector<ClassCounts> counts = run.counts();
  const auto values = [&](std::uint64_t ClassCounts::*member) {
    return column<std::int64_t>(counts, [member](const ClassCounts& c) { return c.*member; });
  };
  writer.write_columns(
      "/counts",
      {{{"class", "1", "row of /capsule_class; past its last row: of a pipeline"},
        row_numbers(counts.size())},
       {{"name", "", "class of capsules, or what a pipeline calls its requests"},
        column<std::string>(counts, [](const ClassCounts& c) { return c.name; })},
       {{"requested", "1", "requests"}, values(&ClassCounts::requested)},
       {{"arrived", "1", "requests served"}, values(&ClassCounts::arrived)},
       {{"under_way", "1", "requests under way at the end"}, values(&ClassCounts::under_way)},
       {{"waiting", "1", "requests waiting at the end"}, values(&ClassCounts::waiting)},
       {{"refused", "1", "requests refused"}, values(&ClassCounts::refused)},
       {{"capsules_start", "1", "capsules at the start"}, values(&ClassCounts::capsules_start)},
       {{"capsules_end", "1", "capsules at the end"}, values(&ClassCounts::capsules_end)},
       {{"unparked", "1", "times that a capsule found no parking place anywhere and stayed"},
        values(&ClassCounts::unparked)}});
}

}  // namespace

void write_closing_tables(ResultWriter& writer, const Run& run) {
  write_link_flows(writer, run);
  write_junctions(writer, run);
  write_fleet(writer, run);
  write_energy(writer, run);
  write_refusals(writer, run);
  write_counts(writer, run);
}

void write_summary(ResultWriter& writer, const std::vector<Measure>& measures) {
  const auto texts = [&](std::string Measure::*member) {
    return column<std::string>(measures, [member](const Measure& m) { return m.*member; });
  };
  const auto doubles = [&](double Measure::*member) {
    return column<double>(measures, [member](const Measure& m) { return m.*member; });
  };
  writer.write_columns(
      "/summary",
      {{{"name", "", "quantity"}, texts(&Measure::name)},
       {{"class", "", "capsule class; empty for all"}, texts(&Measure::capsule_class)},
       {{"origin", "", "portal or city; empty for all"}, texts(&Measure::origin)},
       {{"destination", "", "portal or city; empty for all"}, texts(&Measure::destination)},
       {{"unit", "", "unit of the figures of the row"}, texts(&Measure::unit)},
       {{"n", "1", "journeys"},
        column<std::int64_t>(measures, [](const Measure& m) { return m.n; })},
       {{"mean", "1", "mean, in the row's unit"}, doubles(&Measure::mean)},
       {{"p5", "1", "5th percentile, in the row's unit"}, doubles(&Measure::p5)},
       {{"p50", "1", "median, in the row's unit"}, doubles(&Measure::p50)},
       {{"p95", "1", "95th percentile, in the row's unit"}, doubles(&Measure::p95)},
       {{"p99", "1", "99th percentile, in the row's unit"}, doubles(&Measure::p99)}});
}

std::string event_hash_text(const Run& run) { return fmt::format("{:016x}", run.event_hash()); }

}  // namespace dimai::scenarios
