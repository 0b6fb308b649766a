#include "scenarios/recording/trace_tables.hpp"

#include <utility>

#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

void write_capsules(ResultWriter& writer, const Run& run) {
  const auto& trains = run.trains();
  std::vector<std::uint8_t> class_of;
  std::vector<std::uint32_t> portal;
  for (std::uint32_t i = 0; i < trains.capsule_count(); ++i) {
    const models::CapsuleIndex capsule{i};
    class_of.push_back(static_cast<std::uint8_t>(trains[capsule].capsule_class));
    portal.push_back(run.start_portals()[i].value);
  }
  writer.write_columns(
      "/journeys/capsules",
      {{{"class", "1", "row of /capsule_class"}, std::move(class_of)},
       {{"portal", "1", "row of /network/node where it stands at the start"}, std::move(portal)}});
}

/// Empties a column, which keeps room for as many values as it had: the next batch is as long.
template <class Value>
std::vector<Value> take(std::vector<Value>& column) {
  std::vector<Value> fresh;
  fresh.reserve(column.size());
  return std::exchange(column, std::move(fresh));
}

}  // namespace

void define_trace_tables(ResultWriter& writer, const Run& run) {
  if (!run.scenario().record_journeys || run.scenario().capsule_classes.empty()) return;
  using enum ColumnType;
  writer.define_columns(
      "/journeys/crossings",
      {{"time_us", "us", "the train's front passes from one link to the next", int64},
       {"train", "1", "number of the train", uint32},
       {"link", "1", "row of /network/link that it enters; -1: left to a portal or yard", int32},
       {"tube", "1", "which of the link's tubes", uint8},
       {"extra_run_us", "us", "undelayed running on the link left beyond length over speed",
        int32}});
  writer.define_columns(
      "/journeys/boardings",
      {{"time_us", "us", "the capsule becomes part of the train", int64},
       {"train", "1", "number of the train", uint32},
       {"capsule", "1", "number of the capsule", uint32},
       {"place", "1", "place in the train, 0 being its front", uint32},
       {"kind", "1", "how", uint8, {"coupled_in_motion", "formed", "reordered"}}});
  writer.define_columns(
      "/journeys/movements",
      {{"time_us", "us", "the capsule sets out from a portal", int64},
       {"capsule", "1", "number of the capsule", uint32},
       {"train", "1", "number of the train that it is", uint32},
       {"request", "1", "request that it serves or goes to; -1: to a parking place", int32},
       {"loaded", "1", "1 with the request's load", uint8},
       {"origin", "1", "row of /network/node", uint32},
       {"destination", "1", "row of /network/node", uint32}});
  writer.define_columns("/journeys/arrivals",
                        {{"time_us", "us", "the capsule stands in its portal", int64},
                         {"capsule", "1", "number of the capsule", uint32}});
  write_capsules(writer, run);
}

void write_trace_news(ResultWriter& writer, models::JourneyLog& log) {
  models::CrossingLog& crossings = log.crossings;
  if (!crossings.time_us.empty()) {
    writer.append("/journeys/crossings",
                  {take(crossings.time_us), take(crossings.train), take(crossings.link),
                   take(crossings.tube), take(crossings.extra_run_us)});
  }
  models::BoardingLog& boardings = log.boardings;
  if (!boardings.time_us.empty()) {
    writer.append("/journeys/boardings",
                  {take(boardings.time_us), take(boardings.train), take(boardings.capsule),
                   take(boardings.place), take(boardings.kind)});
  }
  models::MovementLog& movements = log.movements;
  if (!movements.time_us.empty()) {
    writer.append("/journeys/movements",
                  {take(movements.time_us), take(movements.capsule), take(movements.train),
                   take(movements.request), take(movements.loaded), take(movements.origin),
                   take(movements.destination)});
  }
  models::ArrivalLog& arrivals = log.arrivals;
  if (!arrivals.time_us.empty())
    writer.append("/journeys/arrivals", {take(arrivals.time_us), take(arrivals.capsule)});
}

}  // namespace dimai::scenarios
