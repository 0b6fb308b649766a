#include <algorithm>

#include "scenarios/pipelines/powder/powder_tables.hpp"
#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

using models::PowderBatch;
using models::PowderLog;

/// Names as CF flag_meanings: words are parted by blanks, so each name is one word.
template <class Names>
std::vector<std::string> meanings(const Names& names) {
  std::vector<std::string> words(names.begin(), names.end());
  for (std::string& word : words) std::replace(word.begin(), word.end(), ' ', '_');
  return words;
}

std::vector<double> of_batches(const std::vector<const PowderBatch*>& batches,
                               double PowderBatch::*member) {
  return column<double>(batches, [member](const PowderBatch* b) { return b->*member; });
}

void append_batches(ResultWriter& writer, const models::PowderSystem& system,
                    const std::vector<std::uint32_t>& done) {
  std::vector<const PowderBatch*> batches;
  batches.reserve(done.size());
  for (const std::uint32_t each : done) batches.push_back(&system.batches()[each]);
  if (batches.empty()) return;
  writer.append(
      "/powder/batch",
      {column<std::uint32_t>(batches, [](const auto* b) { return b->transfer.value; }),
       of_batches(batches, &PowderBatch::requested_s), of_batches(batches, &PowderBatch::started_s),
       of_batches(batches, &PowderBatch::done_s), of_batches(batches, &PowderBatch::drawn_kg),
       of_batches(batches, &PowderBatch::delivered_kg), of_batches(batches, &PowderBatch::mixed_kg),
       of_batches(batches, &PowderBatch::lost_kg), of_batches(batches, &PowderBatch::foreign_kg),
       of_batches(batches, &PowderBatch::gas_m3), of_batches(batches, &PowderBatch::energy_j),
       of_batches(batches, &PowderBatch::highest_oxygen),
       column<std::uint8_t>(batches, [](const auto* b) { return b->changed_over ? 1 : 0; })});
}

void append_oxygen(ResultWriter& writer, const models::PowderSystem& system, const PowderLog& log,
                   double time_s) {
  std::vector<double> times;
  std::vector<std::uint32_t> lines;
  std::vector<double> shares;
  for (const PowderLog::State& state : log.states) {
    times.push_back(state.time_s);
    lines.push_back(state.line);
    shares.push_back(state.oxygen);
  }
  for (const models::PowderLineIndex line : system.plant().lines.indices()) {
    times.push_back(time_s);
    lines.push_back(line.value);
    shares.push_back(system.oxygen_at(line, time_s));
  }
  writer.append("/powder/oxygen", {times, lines, shares});
}

void define_batches(ResultWriter& writer) {
  writer.define_columns("/powder/batch",
                        {{"transfer", "1", "row of /powder/transfer", ColumnType::uint32},
                         {"requested_s", "s", "when it was asked for"},
                         {"started_s", "s", "when the line took it"},
                         {"done_s", "s", "when the line was empty again"},
                         {"drawn_kg", "kg", "taken from the silo"},
                         {"delivered_kg", "kg", "brought to the silo, without other powders"},
                         {"mixed_kg", "kg", "sent to the bin of mixed powder"},
                         {"lost_kg", "kg", "out of a pipe that broke"},
                         {"foreign_kg", "kg", "other powders brought along"},
                         {"gas_m3", "m3", "new gas at ambient pressure"},
                         {"energy_j", "J", "electrical energy of the blower"},
                         {"highest_oxygen", "1", "most oxygen while powder was in the line"},
                         {"changed_over", "1", "1: after another powder", ColumnType::uint8}});
}

}  // namespace

void define_powder_logs(ResultWriter& writer) {
  writer.define_columns("/powder/silo_level",
                        {{"time_s", "s", "time"},
                         {"silo", "1", "row of /powder/silo", ColumnType::uint32},
                         {"level_kg", "kg", "level; straight between rows"},
                         {"foreign_share", "1", "other powders in the silo, by mass"}});
  writer.define_columns(
      "/powder/state",
      {{"time_s", "s", "when it begins"},
       {"line", "1", "row of /powder/line", ColumnType::uint32},
       {"activity", "1", "what the line does", ColumnType::uint8,
        meanings(models::kLineActivities)},
       {"powder", "1", "row of /powder/powder; 4294967295: none yet", ColumnType::uint32}});
  writer.define_columns(
      "/powder/note",
      {{"time_s", "s", "time"},
       {"what", "1", "what happened", ColumnType::uint8, meanings(models::kPowderNews)},
       {"subject", "1", "row of /powder/silo, or of /powder/line from \"blocked\" on",
        ColumnType::uint32},
       {"value", "", "kg turned away, s of clearing, bend, or oxygen share"}});
  writer.define_columns("/powder/oxygen",
                        {{"time_s", "s", "time; by line, not sorted across lines"},
                         {"line", "1", "row of /powder/line", ColumnType::uint32},
                         {"oxygen_share", "1", "oxygen by volume in the line"}});
  define_batches(writer);
}

void write_powder_log(ResultWriter& writer, const models::PowderSystem& system,
                      const PowderLog& log, double time_s) {
  const auto times = [](const auto& rows) {
    return column<double>(rows, [](const auto& row) { return row.time_s; });
  };
  if (!log.levels.empty())
    writer.append(
        "/powder/silo_level",
        {times(log.levels), column<std::uint32_t>(log.levels, [](const auto& l) { return l.silo; }),
         column<double>(log.levels, [](const auto& l) { return l.level_kg; }),
         column<double>(log.levels, [](const auto& l) { return l.foreign_share; })});
  if (!log.states.empty())
    writer.append(
        "/powder/state",
        {times(log.states), column<std::uint32_t>(log.states, [](const auto& s) { return s.line; }),
         column<std::uint8_t>(log.states, [](const auto& s) { return s.activity; }),
         column<std::uint32_t>(log.states, [](const auto& s) { return s.powder; })});
  if (!log.notes.empty())
    writer.append(
        "/powder/note",
        {times(log.notes), column<std::uint8_t>(log.notes, [](const auto& n) { return n.what; }),
         column<std::uint32_t>(log.notes, [](const auto& n) { return n.subject; }),
         column<double>(log.notes, [](const auto& n) { return n.value; })});
  append_batches(writer, system, log.done);
  append_oxygen(writer, system, log, time_s);
}

}  // namespace dimai::scenarios
