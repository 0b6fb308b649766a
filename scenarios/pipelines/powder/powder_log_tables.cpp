#include "scenarios/pipelines/powder/powder_tables.hpp"
#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

using models::PowderBatch;
using models::PowderLog;

template <class Names>
std::vector<std::string> meanings(const Names& names) {
  return {names.begin(), names.end()};
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
       of_batches(batches, &PowderBatch::foreign_kg), of_batches(batches, &PowderBatch::gas_m3),
       of_batches(batches, &PowderBatch::energy_j),
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
  writer.define_columns(
      "/powder/batch",
      {{"transfer", "1", "row of /powder/transfer", ColumnType::uint32},
       {"requested_s", "s", "when it was asked for"},
       {"started_s", "s", "when the line took it"},
       {"done_s", "s", "when the line was empty again"},
       {"drawn_kg", "kg", "taken from the silo"},
       {"delivered_kg", "kg", "brought to the silo, without other powders"},
       {"mixed_kg", "kg", "sent to the bin of mixed powder"},
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
  writer.define_columns("/powder/state",
                        {{"time_s", "s", "when it begins"},
                         {"line", "1", "row of /powder/line", ColumnType::uint32},
                         {"activity", "1", "what the line does", ColumnType::uint8,
                          meanings(models::kLineActivities)},
                         {"powder", "1", "row of /powder/powder; 4294967295: none yet",
                          ColumnType::uint32}});
  writer.define_columns("/powder/note",
                        {{"time_s", "s", "time"},
                         {"what", "1", "what happened", ColumnType::uint8,
                          meanings(models::kPowderNews)},
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
    writer.append("/powder/silo_level",
                  {times(log.levels),
                   column<std::uint32_t>(log.levels, [](const auto& l) { return l.silo; }),
                   column<double>(log.levels, [](const auto& l) { return l.level_kg; }),
                   column<double>(log.levels, [](const auto& l) { return l.foreign_share; })});
  if (!log.states.empty())
    writer.append("/powder/state",
                  {times(log.states),
                   column<std::uint32_t>(log.states, [](const auto& s) { return s.line; }),
                   column<std::uint8_t>(log.states, [](const auto& s) { return s.activity; }),
                   column<std::uint32_t>(log.states, [](const auto& s) { return s.powder; })});
  if (!log.notes.empty())
    writer.append("/powder/note",
                  {times(log.notes),
                   column<std::uint8_t>(log.notes, [](const auto& n) { return n.what; }),
                   column<std::uint32_t>(log.notes, [](const auto& n) { return n.subject; }),
                   column<double>(log.notes, [](const auto& n) { return n.value; })});
  append_batches(writer, system, log.done);
  append_oxygen(writer, system, log, time_s);
}

namespace {

void write_balances(ResultWriter& writer, const models::PowderSystem& system, double time_s) {
  using B = models::PowderBalance;
  const std::vector<B> all = system.balances(time_s);
  const auto numbers = [&](double B::*member) {
    return column<double>(all, [member](const B& b) { return b.*member; });
  };
  writer.write_columns(
      "/powder/balance",
      {{{"powder", "1", "row of /powder/powder"}, row_numbers(all.size())},
       {{"initial_kg", "kg", "in silos at the start"}, numbers(&B::initial_kg)},
       {{"delivered_kg", "kg", "brought from outside"}, numbers(&B::delivered_kg)},
       {{"in_silos_kg", "kg", "in silos at the end"}, numbers(&B::in_silos_kg)},
       {{"in_lines_kg", "kg", "in lines and on their walls at the end"}, numbers(&B::in_lines_kg)},
       {{"used_kg", "kg", "used"}, numbers(&B::used_kg)},
       {{"mixed_kg", "kg", "in the bin of mixed powder"}, numbers(&B::mixed_kg)},
       {{"overflow_kg", "kg", "conveyed to a full silo"}, numbers(&B::overflow_kg)},
       {{"missing_kg", "kg", "what does not add up"},
        column<double>(all, [](const B& b) { return b.missing_kg(); })}});
}

void write_line_totals(ResultWriter& writer, const models::PowderSystem& system, double time_s) {
  using L = models::LineState;
  const auto& lines = system.lines();
  std::vector<Column> columns{
      {{"line", "1", "row of /powder/line"}, row_numbers(lines.size())},
      {{"conveyed_kg", "kg", "powder"},
       column<double>(lines, [](const L& l) { return l.conveyed_kg; })},
      {{"gas_m3", "m3", "new gas at ambient pressure"},
       column<double>(lines, [](const L& l) { return l.gas_m3; })},
      {{"energy_j", "J", "electrical energy"},
       column<double>(lines, [](const L& l) { return l.energy_j; })},
      {{"changeovers", "1", "changes of powder"},
       column<std::int64_t>(lines, [](const L& l) { return l.changeovers; })}};
  for (std::size_t a = 0; a < models::kLineActivities.size(); ++a) {
    columns.push_back({{std::string(models::kLineActivities[a]) + "_s", "s",
                        "time in this activity"},
                       column<double>(lines, [&](const L& l) {
                         const bool now = static_cast<std::size_t>(l.activity) == a;
                         return l.time_s[a] + (now ? time_s - l.since_s : 0.0);
                       })});
  }
  writer.write_columns("/powder/line_total", std::move(columns));
}

void write_bends(ResultWriter& writer, const models::PowderSystem& system) {
  std::vector<std::uint32_t> line;
  std::vector<std::uint32_t> bend;
  std::vector<double> worn_kg;
  std::vector<std::int64_t> replaced;
  for (const models::PowderLineIndex index : system.plant().lines.indices()) {
    const models::LineState& state = system.lines()[index];
    for (std::size_t i = 0; i < state.bend_wear_all_kg.size(); ++i) {
      line.push_back(index.value);
      bend.push_back(static_cast<std::uint32_t>(i));
      worn_kg.push_back(state.bend_wear_all_kg[i]);
      replaced.push_back(state.bends_replaced[i]);
    }
  }
  writer.write_columns(
      "/powder/bend",
      {{{"line", "1", "row of /powder/line"}, line},
       {{"bend", "1", "from the feed, 0 the first"}, bend},
       {{"wear_kg", "kg", "powder that would wear it as much at the wear velocity"}, worn_kg},
       {{"replaced", "1", "times it was replaced"}, replaced}});
}

}  // namespace

void write_powder_totals(ResultWriter& writer, const models::PowderSystem& system, double time_s) {
  write_balances(writer, system, time_s);
  write_line_totals(writer, system, time_s);
  write_bends(writer, system);
  sim::Table<models::SiloIndex, models::SiloState> silos = system.silos();
  for (models::SiloState& silo : silos) silo.advance(time_s);
  using S = models::SiloState;
  writer.write_columns(
      "/powder/silo_total",
      {{{"silo", "1", "row of /powder/silo"}, row_numbers(silos.size())},
       {{"level_kg", "kg", "at the end"},
        column<double>(silos, [](const S& s) { return s.level_kg(); })},
       {{"lowest_kg", "kg", "lowest level"},
        column<double>(silos, [](const S& s) { return s.lowest_kg; })},
       {{"shortfall_kg", "kg", "use that found it empty"},
        column<double>(silos, [](const S& s) { return s.shortfall_kg; })},
       {{"overflow_kg", "kg", "conveyed powder that found it full"},
        column<double>(silos, [](const S& s) { return s.overflow_kg; })},
       {{"foreign_share", "1", "other powders at the end, by mass"},
        column<double>(silos, [](const S& s) { return s.foreign_share(); })}});
}

}  // namespace dimai::scenarios
