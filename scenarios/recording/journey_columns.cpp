#include "scenarios/recording/journey_columns.hpp"

#include <limits>

namespace dimai::scenarios {

namespace {

using models::Journey;
using models::JourneyIndex;

double time_or_nan(std::int64_t ns) {
  if (ns == Journey::never) return std::numeric_limits<double>::quiet_NaN();
  return sim::to_seconds({ns});
}

template <class Value, class Get>
std::vector<Value> column(const Run& run, const std::vector<JourneyIndex>& journeys, Get get) {
  std::vector<Value> values;
  values.reserve(journeys.size());
  for (const JourneyIndex index : journeys) {
    values.push_back(static_cast<Value>(get(run.service().journeys()[index])));
  }
  return values;
}

std::vector<std::uint32_t> numbers(const std::vector<JourneyIndex>& journeys) {
  std::vector<std::uint32_t> values;
  values.reserve(journeys.size());
  for (const JourneyIndex index : journeys) values.push_back(index.value);
  return values;
}

}  // namespace

std::vector<ColumnInfo> journey_columns() {
  using enum ColumnType;
  return {{"request", "1", "number of the request, in order of time", uint32},
          {"class", "1", "row of /capsule_class", uint8},
          {"origin", "1", "row of /network/node", uint32},
          {"destination", "1", "row of /network/node", uint32},
          {"capsule", "1", "number of the capsule that serves it; -1 if none yet", int32},
          {"state",
           "1",
           "what has become of it",
           uint8,
           {"waiting", "under_way", "arrived", "refused"}},
          {"request_time_s", "s", "time of the request", float64},
          {"departure_time_s", "s", "the capsule entered the first tube", float64},
          {"arrival_time_s", "s", "unloaded at the destination", float64},
          {"wait_s", "s", "from request to a capsule in a departure berth", float32},
          {"handling_s", "s", "loading and unloading", float32},
          {"access_s", "s", "undelayed running before the trunk", float32},
          {"line_s", "s", "undelayed running on the trunk", float32},
          {"junction_s", "s", "delays: merges, yards, queues, berths", float32},
          {"egress_s", "s", "undelayed running after the trunk", float32},
          {"distance_m", "m", "way covered", float32},
          {"energy_j", "J", "electrical energy", float32},
          {"couplings", "1", "times that the capsule was coupled", uint32},
          {"cuts", "1", "times that its train was cut", uint32}};
}

std::vector<ColumnData> journey_data(const Run& run, const std::vector<JourneyIndex>& journeys) {
  const auto floats = [&](float Journey::*member) {
    return column<float>(run, journeys, [member](const Journey& j) { return j.*member; });
  };
  const auto times = [&](std::int64_t Journey::*member) {
    return column<double>(run, journeys,
                          [member](const Journey& j) { return time_or_nan(j.*member); });
  };
  return {
      numbers(journeys),
      column<std::uint8_t>(run, journeys, [](const Journey& j) { return j.request.capsule_class; }),
      column<std::uint32_t>(run, journeys, [](const Journey& j) { return j.request.origin.value; }),
      column<std::uint32_t>(run, journeys,
                            [](const Journey& j) { return j.request.destination.value; }),
      column<std::int32_t>(run, journeys, [](const Journey& j) { return j.capsule.value; }),
      column<std::uint8_t>(run, journeys, [](const Journey& j) { return j.state; }),
      column<double>(run, journeys,
                     [](const Journey& j) { return sim::to_seconds(j.request.time); }),
      times(&Journey::departure_ns),
      times(&Journey::arrival_ns),
      floats(&Journey::wait_s),
      floats(&Journey::handling_s),
      floats(&Journey::access_s),
      floats(&Journey::line_s),
      floats(&Journey::junction_s),
      floats(&Journey::egress_s),
      floats(&Journey::distance_m),
      floats(&Journey::energy_j),
      column<std::uint32_t>(run, journeys, [](const Journey& j) { return j.couplings; }),
      column<std::uint32_t>(run, journeys, [](const Journey& j) { return j.cuts; })};
}

std::vector<JourneyIndex> open_journeys(const Run& run) {
  std::vector<JourneyIndex> open;
  const auto& journeys = run.service().journeys();
  for (const JourneyIndex index : journeys.indices()) {
    const Journey::State state = journeys[index].state;
    if (state == Journey::State::waiting || state == Journey::State::under_way)
      open.push_back(index);
  }
  return open;
}

}  // namespace dimai::scenarios
