#include "scenarios/dispatching/message_record.hpp"

#include <string>
#include <utility>

namespace dimai::scenarios {

namespace {

using models::AccessPoint;

const std::vector<std::string> kEnds{"delivered", "lost", "under_way"};

template <class Value, class Rows, class Get>
std::vector<Value> column(const Rows& rows, Get get) {
  std::vector<Value> values;
  for (const auto& row : rows) values.push_back(static_cast<Value>(get(row)));
  return values;
}

template <class Names>
std::vector<std::string> texts(const Names& names) {
  return {names.begin(), names.end()};
}

void write_access_points(ResultWriter& writer, const models::MessagePlatform& platform) {
  const auto& points = platform.access_points;
  const auto numbers = [&](double AccessPoint::*member) {
    return column<double>(points, [member](const AccessPoint& row) { return row.*member; });
  };
  writer.write_columns(
      "/messages/access_points",
      {{{"id", "", "a cabinet has its node's, a radio cell too, with \" cell\" behind it"},
        column<std::string>(points, [](const AccessPoint& row) { return row.id; })},
       {{"kind",
         "1",
         "fibre: a channel each way; radio: one for both",
         ColumnType::uint8,
         {"fibre", "radio"}},
        column<std::uint8_t>(points, [](const AccessPoint& row) { return row.kind; })},
       {{"latency_s", "s", "of its channel, one way"}, numbers(&AccessPoint::latency_s)},
       {{"bandwidth_bit_s", "bit/s", "of its channel"}, numbers(&AccessPoint::bandwidth_bit_s)},
       {{"x_m", "m", "place on a plane map, east"}, numbers(&AccessPoint::x_m)},
       {{"y_m", "m", "place on a plane map, north"}, numbers(&AccessPoint::y_m)}});
}

/// Empties a column, which keeps its room: the next batch is as long.
template <class Value>
std::vector<Value> take(std::vector<Value>& values) {
  std::vector<Value> fresh;
  fresh.reserve(values.size());
  return std::exchange(values, std::move(fresh));
}

}  // namespace

void define_message_record(ResultWriter& writer, const Run& run) {
  if (run.dispatch() == nullptr || !run.scenario().record_messages) return;
  using enum ColumnType;
  write_access_points(writer, run.dispatch()->plan().platform);
  writer.define_columns(
      "/messages/sent",
      {{"kind", "1", "what the message is for", uint8, texts(models::kLetterNames)},
       {"from", "1", "row of /messages/access_points", uint32},
       {"to", "1", "row of /messages/access_points", uint32},
       {"bytes", "1", "its size", int64},
       {"sent_ns", "ns", "handed to the network", int64},
       {"ended_ns", "ns", "delivered or lost; the end of the run if it was under way", int64},
       {"end", "1", "what became of it", uint8, kEnds},
       {"capsule", "1", "that it is from, to or about; -1: none", int32},
       {"request", "1", "that it is about; -1: none", int32}});
  writer.define_columns(
      "/messages/jobs",
      {{"decision", "1", "what is decided", uint8, texts(models::kDecisionNames)},
       {"host", "1", "row of /dispatch_hosts", uint32},
       {"flop", "1", "operations", float64},
       {"begun_ns", "ns", "handed to the computer", int64},
       {"ended_ns", "ns", "worked out or lost; the end of the run if it was not", int64},
       {"end", "1", "what became of it", uint8, kEnds},
       {"request", "1", "that it is about; -1: none", int32}});
  writer.define_columns("/messages/ages",
                        {{"decision", "1", "what is decided", uint8, texts(models::kDecisionNames)},
                         {"used_ns", "ns", "work on the decision begins", int64},
                         {"known_ns", "ns", "when what it is made on was so", int64}});
}

void write_message_news(ResultWriter& writer, Run& run) {
  if (run.dispatch() == nullptr || !run.dispatch()->post().recorded()) return;
  models::DispatchRecord& record = *run.dispatch()->post().recorded();
  models::MessageLog& sent = record.messages;
  if (!sent.kind.empty())
    writer.append("/messages/sent", {take(sent.kind), take(sent.from), take(sent.to),
                                     take(sent.bytes), take(sent.sent_ns), take(sent.ended_ns),
                                     take(sent.end), take(sent.capsule), take(sent.request)});
  models::JobLog& jobs = record.jobs;
  if (!jobs.site.empty())
    writer.append("/messages/jobs",
                  {take(jobs.decision), take(jobs.site), take(jobs.flop), take(jobs.begun_ns),
                   take(jobs.ended_ns), take(jobs.end), take(jobs.request)});
  models::AgeLog& ages = record.ages;
  if (!ages.decision.empty())
    writer.append("/messages/ages", {take(ages.decision), take(ages.used_ns), take(ages.known_ns)});
}

void write_open_messages(ResultWriter& writer, Run& run) {
  if (run.dispatch() == nullptr) return;
  run.dispatch()->post().record_open();
  write_message_news(writer, run);
}

}  // namespace dimai::scenarios
