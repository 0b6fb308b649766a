#include "scenarios/recording/closing_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

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

using models::FleetSample;
using models::FleetWork;

struct Activity {
  const char* name;
  const char* meaning;
};

constexpr std::array<Activity, models::kActivityCount> kActivities{{
    {"idle", "capsules parked"},
    {"loading", "capsules loading or waiting to"},
    {"loaded_moving", "capsules under way with a load"},
    {"empty_moving", "capsules under way without"},
    {"unloading", "capsules unloading"},
    {"charging", "capsules that must charge before they can go on"},
    {"in_workshop", "capsules in a workshop"},
}};

/// One matrix of what each sample holds per class.
template <class Value>
void write_samples(ResultWriter& writer, const std::vector<FleetSample>& samples,
                   const MatrixScales& scales, ColumnInfo info,
                   std::vector<Value> FleetSample::*member) {
  std::vector<Value> values;
  for (const FleetSample& sample : samples) {
    const std::vector<Value>& row = sample.*member;
    values.insert(values.end(), row.begin(), row.end());
  }
  writer.write_matrix("/fleet", {std::move(info), std::move(values)}, scales);
}

void write_over_time(ResultWriter& writer, const Run& run) {
  const std::vector<FleetSample>& samples = run.service().samples();
  const auto& capsule_classes = run.scenario().capsule_classes;
  const std::size_t classes = capsule_classes.size();
  writer.write_scale("/fleet", {{"time_s", "s", "time of the count"},
                                column<double>(samples, [](const auto& s) { return s.time_s; })});
  writer.write_scale("/fleet", {{"class", "1", "row of /capsule_class"}, row_numbers(classes)});
  const MatrixScales scales{"time_s", "class", samples.size(), classes};
  for (std::size_t activity = 0; activity < kActivities.size(); ++activity) {
    std::vector<std::uint32_t> values;
    for (const FleetSample& sample : samples) {
      for (const auto& capsules : sample.capsules) values.push_back(capsules[activity]);
    }
    const Activity& row = kActivities[activity];
    writer.write_matrix("/fleet", {{row.name, "1", row.meaning}, std::move(values)}, scales);
  }
  write_samples(writer, samples, scales,
                {"waiting_requests", "1", "requests that wait for a capsule"},
                &FleetSample::waiting_requests);
  const bool any_battery = std::any_of(capsule_classes.begin(), capsule_classes.end(),
                                       [](const auto& c) { return c.has_battery(); });
  if (!any_battery) return;
  write_samples(writer, samples, scales,
                {"mean_charge", "1", "mean share of the batteries that is charged; NaN: none"},
                &FleetSample::mean_charge);
  write_samples(writer, samples, scales, {"least_charge", "1", "the same of the emptiest"},
                &FleetSample::least_charge);
}

void write_work(ResultWriter& writer, const Run& run) {
  using models::BatteryTotals;
  const std::vector<FleetWork>& work = run.service().work();
  const std::vector<BatteryTotals>& totals = run.service().batteries().totals;
  const auto counts = [&](std::uint64_t FleetWork::*member) {
    return column<std::int64_t>(work, [member](const FleetWork& w) { return w.*member; });
  };
  const auto charges = [&](std::uint64_t BatteryTotals::*member) {
    return column<std::int64_t>(totals, [member](const BatteryTotals& b) { return b.*member; });
  };
  const auto figures = [&](double BatteryTotals::*member) {
    return column<double>(totals, [member](const BatteryTotals& b) { return b.*member; });
  };
  writer.write_columns(
      "/fleet_work",
      {{{"class", "1", "row of /capsule_class"}, row_numbers(work.size())},
       {{"empty_trips", "1", "movements of empty capsules"}, counts(&FleetWork::empty_trips)},
       {{"steered_trips", "1", "of those, ahead of demand"}, counts(&FleetWork::steered_trips)},
       {{"workshop_stays", "1", "stays in a workshop that have ended"},
        counts(&FleetWork::workshop_stays)},
       {{"workshop_s", "s", "sum of those stays"},
        column<double>(work, [](const FleetWork& w) { return w.workshop_s; })},
       {{"workshop_put_off", "1", "times that no workshop had a place"},
        counts(&FleetWork::workshop_put_off)},
       {{"charged_j", "J", "energy into batteries"}, figures(&BatteryTotals::charged_j)},
       {{"charging_s", "s", "sum over capsules of time on a charger"},
        figures(&BatteryTotals::charging_s)},
       {{"charges", "1", "times that a capsule was put on a charger"},
        charges(&BatteryTotals::charges)},
       {{"charge_waits", "1", "times that one had to charge before it could set out"},
        charges(&BatteryTotals::waits)},
       {{"below_least", "1", "arrivals with less than the least charge"},
        charges(&BatteryTotals::below_least)},
       {{"ran_flat", "1", "arrivals that took more than the battery held"},
        charges(&BatteryTotals::ran_flat)},
       {{"least_charge", "1", "lowest share of a battery on any arrival"},
        figures(&BatteryTotals::least_share)}});
}

void write_need(ResultWriter& writer, const Run& run) {
  using models::FleetNeed;
  const std::vector<FleetNeed>& needs = run.fleet_need();
  const auto doubles = [&](auto get) { return column<double>(needs, get); };
  writer.write_columns(
      "/fleet_need",
      {{{"class", "1", "row of /capsule_class"}, row_numbers(needs.size())},
       {{"span_s", "s", "from the first request to the end of the last trip, undelayed"},
        doubles([](const FleetNeed& n) { return n.span_s; })},
       {{"loaded", "1", "capsules with a load, mean over the span"},
        doubles([](const FleetNeed& n) { return n.bound.loaded; })},
       {{"empty", "1", "empties that even out portals at least way, mean over the span"},
        doubles([](const FleetNeed& n) { return n.bound.empty; })},
       {{"fleet", "1", "their sum: a smaller fleet needs longer than the span"},
        doubles([](const FleetNeed& n) { return n.bound.fleet(); })},
       {{"stuck_trips", "1", "empties that would be needed where no way leads"},
        doubles([](const FleetNeed& n) { return n.bound.stuck_trips; })},
       {{"most_loaded", "1", "most capsules with a load at one time, if nobody waits"},
        doubles([](const FleetNeed& n) { return n.most_loaded; })},
       {{"busiest_hour", "1", "loaded and empty in the greatest hour, each hour evened out"},
        doubles([](const FleetNeed& n) { return n.busiest_hour(); })}});
  std::vector<std::uint32_t> capsule_class;
  std::vector<double> time_s;
  std::vector<double> loaded;
  std::vector<double> empty;
  for (std::uint32_t c = 0; c < needs.size(); ++c) {
    for (std::size_t hour = 0; hour < needs[c].hours.size(); ++hour) {
      capsule_class.push_back(c);
      time_s.push_back(3600.0 * static_cast<double>(hour));
      loaded.push_back(needs[c].hours[hour].loaded);
      empty.push_back(needs[c].hours[hour].empty);
    }
  }
  writer.write_columns(
      "/fleet_need_hours",
      {{{"class", "1", "row of /capsule_class"}, std::move(capsule_class)},
       {{"time_s", "s", "start of the hour"}, std::move(time_s)},
       {{"loaded", "1", "capsules with a load on average, if nobody waits"}, std::move(loaded)},
       {{"empty", "1", "empties on average, if the hour has to even itself out"},
        std::move(empty)}});
}

void write_portals(ResultWriter& writer, const Run& run) {
  using models::PortalCounts;
  std::vector<std::uint32_t> nodes;
  std::vector<PortalCounts> rows;
  for (const models::NodeIndex portal : run.router().portals()) {
    nodes.push_back(portal.value);
    rows.push_back(run.service().portal_counts()[portal]);
  }
  const auto counts = [&](auto member) {
    return column<std::int64_t>(rows, [member](const PortalCounts& c) { return c.*member; });
  };
  writer.write_columns(
      "/portals",
      {{{"node", "1", "row of /network/node"}, std::move(nodes)},
       {{"loaded", "1", "capsules that left with a load"}, counts(&PortalCounts::loaded)},
       {{"unloaded", "1", "capsules unloaded"}, counts(&PortalCounts::unloaded)},
       {{"waved_off", "1", "capsules sent round for want of a holding place"},
        counts(&PortalCounts::waved_off)},
       {{"most_waiting_to_load", "1", "longest queue before departure berths"},
        counts(&PortalCounts::most_waiting_to_load)},
       {{"most_waiting_to_unload", "1", "longest queue before arrival berths"},
        counts(&PortalCounts::most_waiting_to_unload)}});
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

const char* reason(models::Journey::Refusal refusal) {
  return refusal == models::Journey::Refusal::out_of_range ? "farther than a full battery reaches"
                                                           : "no open way that admits the class";
}

void write_refusals(ResultWriter& writer, const Run& run) {
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, models::Journey::Refusal>;
  std::map<Key, std::int64_t> refused;
  for (const models::Journey& journey : run.service().journeys()) {
    if (journey.state != models::Journey::State::refused) continue;
    const models::Request& request = journey.request;
    ++refused[{request.capsule_class, request.origin.value, request.destination.value,
               journey.refusal}];
  }
  using Row = std::pair<const Key, std::int64_t>;
  writer.write_columns(
      "/refusals",
      {{{"class", "1", "row of /capsule_class"},
        column<std::uint32_t>(refused, [](const Row& row) { return std::get<0>(row.first); })},
       {{"origin", "1", "row of /network/node"},
        column<std::uint32_t>(refused, [](const Row& row) { return std::get<1>(row.first); })},
       {{"destination", "1", "row of /network/node"},
        column<std::uint32_t>(refused, [](const Row& row) { return std::get<2>(row.first); })},
       {{"reason", "", "why"},
        column<std::string>(refused,
                            [](const Row& row) { return reason(std::get<3>(row.first)); })},
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
       {{"name_zh", "", "the same in Chinese; empty if it is the same"},
        column<std::string>(counts, [](const ClassCounts& c) { return c.name_zh; })},
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
  write_over_time(writer, run);
  write_work(writer, run);
  write_need(writer, run);
  write_portals(writer, run);
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
