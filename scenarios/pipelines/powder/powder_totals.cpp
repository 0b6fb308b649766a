#include "scenarios/pipelines/powder/powder_tables.hpp"
#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

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
       {{"lost_kg", "kg", "out of pipes that broke"}, numbers(&B::lost_kg)},
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
    columns.push_back(
        {{std::string(models::kLineActivities[a]) + "_s", "s", "time in this activity"},
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
  writer.write_columns("/powder/silo_total",
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
