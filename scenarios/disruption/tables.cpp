#include "scenarios/disruption/tables.hpp"

#include <utility>

#include "models/disruption/strike_damage.hpp"
#include "scenarios/disruption/pipeline_parts.hpp"

namespace dimai::scenarios {

namespace {

template <class Value, class Rows, class Get>
std::vector<Value> values_of(const Rows& rows, Get get) {
  std::vector<Value> values;
  for (const auto& row : rows) values.push_back(static_cast<Value>(get(row)));
  return values;
}

const char* cause_text(models::FailureCause cause) {
  switch (cause) {
    case models::FailureCause::random:
      return "random";
    case models::FailureCause::strike:
      return "strike";
    case models::FailureCause::fire:
      return "fire";
    case models::FailureCause::listed:
      break;
  }
  return "listed";
}

void write_failures(ResultWriter& writer, const models::Disruption& disruption) {
  using models::Damage;
  using models::Failure;
  const auto& failures = disruption.failures();
  const auto& damages = disruption.damages();
  const auto of = [&](auto get) { return values_of<double>(failures, get); };
  const auto times = [&](double Damage::*member) {
    return values_of<double>(damages, [member](const Damage& d) { return d.*member; });
  };
  const auto counts = [&](std::uint32_t Damage::*member) {
    return values_of<std::uint32_t>(damages, [member](const Damage& d) { return d.*member; });
  };
  const auto places = [&](std::uint32_t Failure::*member) {
    return values_of<std::uint32_t>(failures, [member](const Failure& f) { return f.*member; });
  };
  writer.write_columns(
      "/disruption/failures",
      {{{"what", "", "id of what failed"},
        values_of<std::string>(failures, [](const Failure& f) { return f.what; })},
       {{"kind", "", "tunnel, node, or a part: host, cell, pipe, pump, blower ..."},
        values_of<std::string>(failures, [](const Failure& f) { return std::string(f.kind); })},
       {{"system", "", "pipelines that a part is of: gas, liquid ..."},
        values_of<std::string>(failures, [](const Failure& f) { return f.system; })},
       {{"cause", "", "listed, random, strike or fire"},
        values_of<std::string>(failures, [](const Failure& f) { return cause_text(f.cause); })},
       {{"longitude_deg", "deg", "where"}, of([](const Failure& f) { return f.place.first; })},
       {{"latitude_deg", "deg", "where"}, of([](const Failure& f) { return f.place.second; })},
       {{"from_s", "s", "it fails"}, of([](const Failure& f) { return f.from_s; })},
       {{"crew_sent_s", "s", "a crew sets out; NaN: none"}, times(&Damage::crew_sent_s)},
       {{"crew_there_s", "s", "and arrives"}, times(&Damage::crew_there_s)},
       {{"mended_s", "s", "it works again; NaN: not in the run"}, times(&Damage::mended_s)},
       {{"moderate_places", "1", "to be repaired"}, places(&Failure::moderate_places)},
       {{"severe_places", "1", "to be repaired"}, places(&Failure::severe_places)},
       {{"closed_links", "1", "links that it closes"},
        values_of<std::uint32_t>(failures, [](const Failure& f) { return f.closes.size(); })},
       {{"host", "1", "1: a computer or radio of the message network"},
        values_of<std::uint8_t>(
            failures,
            [](const Failure& f) { return f.kind == "host" || f.kind == "cell" ? 1 : 0; })},
       {{"trips", "1",
         "of the run, whose usual way leads there: most of any of its links; of a part of a "
         "pipeline the share of its system that it served, times all trips, or 1 without any"},
        times(&Damage::trips)},
       {{"caught_trains", "1", "trains held"}, counts(&Damage::caught_trains)},
       {{"caught_capsules", "1", "capsules held"}, counts(&Damage::caught_capsules)}});
}

/// Which links each failure closes or breaks, for maps.
void write_failed_links(ResultWriter& writer, const models::Disruption& disruption) {
  std::vector<std::uint32_t> failure;
  std::vector<std::uint32_t> link;
  std::vector<std::uint8_t> broken;
  for (std::uint32_t i = 0; i < disruption.failures().size(); ++i) {
    const auto add = [&](models::LinkIndex index, bool breaks) {
      failure.push_back(i);
      link.push_back(index.value);
      broken.push_back(breaks ? 1 : 0);
    };
    for (const auto each : disruption.failures()[i].closes) add(each, false);
    for (const auto& each : disruption.failures()[i].breaks) add(each.link, true);
  }
  writer.write_columns(
      "/disruption/failed_links",
      {{{"failure", "1", "row of /disruption/failures"}, std::move(failure)},
       {{"link", "1", "row of /network/link"}, std::move(link)},
       {{"broken", "1", "1: trains on it are held; 0: nobody may enter it"}, std::move(broken)}});
}

/// Every part of a pipeline that may fail, and where it lies, for maps.
void write_parts(ResultWriter& writer, const Scenario& scenario) {
  const auto parts = pipeline_parts(scenario, scenario.network);
  if (parts.empty()) return;
  using Part = models::BreakablePart;
  std::vector<std::uint32_t> row;
  std::vector<double> longitude;
  std::vector<double> latitude;
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    for (const auto& [x, y] : parts[i].line) {
      row.push_back(i);
      longitude.push_back(x);
      latitude.push_back(y);
    }
  }
  writer.write_columns(
      "/disruption/parts",
      {{{"what", "", "its name, as in /disruption/failures"},
        values_of<std::string>(parts, [](const Part& p) { return p.name; })},
       {{"kind", "", "pipe, pump, blower, compressor, valve or station"},
        values_of<std::string>(parts, [](const Part& p) { return std::string(name_of(p.kind)); })},
       {{"system", "", "pipelines that it is of"},
        values_of<std::string>(parts, [](const Part& p) { return p.system; })},
       {{"length_m", "m", "of pipes"},
        values_of<double>(parts, [](const Part& p) { return p.length_m; })}});
  writer.write_columns("/disruption/part_places",
                       {{{"part", "1", "row of /disruption/parts"}, std::move(row)},
                        {{"longitude_deg", "deg", "a place on its line"}, std::move(longitude)},
                        {{"latitude_deg", "deg", "a place on its line"}, std::move(latitude)}});
}

void write_caught(ResultWriter& writer, const models::BrokenWays& ways) {
  using models::Caught;
  const auto& rows = ways.caught();
  const auto times = [&](double Caught::*member) {
    return values_of<double>(rows, [member](const Caught& c) { return c.*member; });
  };
  const auto numbers = [&](auto get) { return values_of<std::uint32_t>(rows, get); };
  writer.write_columns(
      "/disruption/caught",
      {{{"failure", "1", "row of /disruption/failures"},
        numbers([](const Caught& c) { return c.failure; })},
       {{"capsule", "1", "its number"}, numbers([](const Caught& c) { return c.capsule.value; })},
       {{"class", "1", "row of /capsule_class"},
        numbers([](const Caught& c) { return c.capsule_class; })},
       {{"loaded", "1", "1: it carried somebody or something"},
        values_of<std::uint8_t>(rows, [](const Caught& c) { return c.journey.valid() ? 1 : 0; })},
       {{"link", "1", "row of /network/link"},
        numbers([](const Caught& c) { return c.link.value; })},
       {{"at_m", "m", "where it stands, from the link's beginning"}, times(&Caught::at_m)},
       {{"caught_s", "s", "when"}, times(&Caught::caught_s)},
       {{"released_s", "s", "the tube is mended; NaN: not in the run"}, times(&Caught::released_s)},
       {{"evacuated_s", "s", "people leave it; NaN: nobody did"}, times(&Caught::evacuated_s)},
       {{"safe_s", "s", "they reach a shaft or an end of the tunnel"}, times(&Caught::safe_s)}});
}

void write_changes(ResultWriter& writer, const models::BrokenWays& ways) {
  using models::WayChange;
  const auto& rows = ways.changes();
  const auto counts = [&](auto member) {
    return values_of<std::int64_t>(rows, [member](const WayChange& w) { return w.*member; });
  };
  writer.write_columns(
      "/disruption/changes",
      {{{"time_s", "s", "ways change"},
        values_of<double>(rows, [](const WayChange& w) { return w.time_s; })},
       {{"began", "1", "failures that begin"}, counts(&WayChange::began)},
       {{"mended", "1", "failures that end"}, counts(&WayChange::mended)},
       {{"broken", "1", "failures from now on"}, counts(&WayChange::broken)},
       {{"closed_links", "1", "links from now on"}, counts(&WayChange::closed_links)},
       {{"rerouted", "1", "capsules under way that now go another way"},
        counts(&WayChange::rerouted)},
       {{"stranded", "1", "capsules under way without a way"}, counts(&WayChange::stranded)},
       {{"connected_share", "1", "trips of the run whose pair a way joins"},
        values_of<double>(rows, [](const WayChange& w) { return w.connected_share; })}});
}

void write_stocks(ResultWriter& writer, const std::vector<StockOutcome>& rows) {
  using Row = StockOutcome;
  const auto doubles = [&](auto get) { return values_of<double>(rows, get); };
  writer.write_columns(
      "/disruption/stocks",
      {{{"node", "1", "row of /network/node"},
        values_of<std::uint32_t>(rows, [](const Row& r) { return r.portal.value; })},
       {{"class", "1", "row of /capsule_class"},
        values_of<std::uint32_t>(rows, [](const Row& r) { return r.capsule_class; })},
       {{"use_per_day", "1/d", "loads"}, doubles([](const Row& r) { return r.use_per_day; })},
       {{"initial_days", "d", "stock at the start"},
        doubles([](const Row& r) { return r.initial_days; })},
       {{"least_days", "d", "lowest stock"},
        doubles([](const Row& r) { return r.history.least / r.use_per_day; })},
       {{"end_days", "d", "stock at the end"},
        doubles([](const Row& r) { return r.history.end / r.use_per_day; })},
       {{"delivered", "1", "loads"}, doubles([](const Row& r) { return r.history.delivered; })},
       {{"first_empty_s", "s", "first time that there is none; NaN: never"},
        doubles([](const Row& r) { return r.history.first_empty_s; })},
       {{"empty_s", "s", "time without stock"},
        doubles([](const Row& r) { return r.history.empty_s; })},
       {{"unmet", "1", "loads wanted in that time"},
        doubles([](const Row& r) { return r.history.unmet; })}});
}

void write_strikes(ResultWriter& writer, const DisruptedRun& run) {
  const Scenario& scenario = run.scenario;
  const auto strikes =
      models::drawn_strikes(scenario.network, scenario.disruption,
                            {static_cast<std::uint64_t>(scenario.run.seed),
                             static_cast<std::uint64_t>(scenario.run.replication)});
  if (strikes.empty()) return;
  using models::Strike;
  const auto of = [&](auto get) { return values_of<double>(strikes, get); };
  writer.write_columns(
      "/disruption/strikes",
      {{{"time_s", "s", "when"}, of([](const Strike& s) { return s.time_s; })},
       {{"longitude_deg", "deg", "where"}, of([](const Strike& s) { return s.centre.first; })},
       {{"latitude_deg", "deg", "where"}, of([](const Strike& s) { return s.centre.second; })},
       {{"radius_m", "m", "of load 1; 0: an earthquake"},
        of([](const Strike& s) { return s.radius_m; })},
       {{"magnitude", "1", "of an earthquake; 0: none"},
        of([](const Strike& s) { return s.magnitude; })}});
}

}  // namespace

void write_disruption(ResultWriter& writer, const DisruptedRun& run,
                      const DisruptionOutcome& outcome) {
  if (!outcome.stocks.empty()) write_stocks(writer, outcome.stocks);
  if (run.disruption == nullptr) return;
  write_strikes(writer, run);
  write_failures(writer, *run.disruption);
  write_parts(writer, run.scenario);
  write_pipeline_services(writer, outcome.pipelines);
  if (run.ways == nullptr) return;
  write_failed_links(writer, *run.disruption);
  write_caught(writer, *run.ways);
  write_changes(writer, *run.ways);
  writer.write_columns(
      "/disruption/service",
      {{{"time_s", "s", "start of a step"}, outcome.served.time_s},
       {{"served_share", "1", "requests of the step that were served in time; NaN: there are none"},
        outcome.served.share}});
  std::vector<std::uint32_t> links;
  for (const auto link : run.scenario.network.links.indices()) links.push_back(link.value);
  writer.write_columns(
      "/disruption/links",
      {{{"link", "1", "row of /network/link"}, std::move(links)},
       {{"trips", "1", "of the run, whose usual way leads over it"}, run.ways->trips_by_link()}});
}

}  // namespace dimai::scenarios
