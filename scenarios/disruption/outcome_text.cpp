#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "scenarios/disruption/outcome.hpp"
#include "scenarios/formats/clock_text.hpp"
#include "scenarios/formats/terminal_text.hpp"

namespace dimai::scenarios {

namespace {

std::string after(double time_s, Language language) {
  if (std::isnan(time_s)) return in_language(language, "not in this run", "本次运行内未恢复");
  return clock_text(time_s);
}

/// "" where nothing was asked for.
std::string recovery_line(const std::string& what, const models::Recovery& r, Language language) {
  if (std::isnan(r.before) && std::isnan(r.area_share)) return "";
  const char* form = in_language(
      language,
      "{}: {:.1f} % before, {:.1f} % at least, {:.1f} % of the area kept; 50, 90, 99 % of the drop "
      "regained after {}, {}, {}\n",
      "{}：此前 {:.1f} %，最低 {:.1f} %，保住面积 {:.1f} %；恢复跌幅的 50、90、99 % 用时 "
      "{}、{}、{}\n");
  return fmt::format(fmt::runtime(form), what, 100.0 * r.before, 100.0 * r.least,
                     100.0 * r.area_share, after(r.to_50_s, language), after(r.to_90_s, language),
                     after(r.to_99_s, language));
}

std::string pipeline_lines(const DisruptionOutcome& outcome, Language language) {
  std::string text;
  for (const PipelineService& each : outcome.pipelines)
    text += recovery_line(service_title(each, language), each.recovery, language);
  return text;
}

/// How many of what failed, in the order of the table: "3 pipe, 1 pump".
std::string kinds_text(const DisruptedRun& run, Language language) {
  std::map<std::string_view, std::uint64_t> count;
  std::vector<std::string_view> order;
  for (const models::Failure& failure : run.disruption->failures()) {
    if (failure.from_s > run.now_s) continue;
    if (count[failure.kind]++ == 0) order.push_back(failure.kind);
  }
  static const std::map<std::string_view, const char*> chinese{
      {"tunnel", "隧道"}, {"node", "节点"},   {"host", "计算机"}, {"cell", "基站"},
      {"pipe", "管道"},   {"pump", "水泵"},   {"blower", "风机"}, {"compressor", "压缩机"},
      {"valve", "阀门"},  {"station", "站点"}};
  std::string text;
  for (const std::string_view kind : order) {
    const bool in_chinese = language == Language::chinese;
    if (!text.empty()) text += in_chinese ? "、" : ", ";
    text += in_chinese ? fmt::format("{} {} 处", chinese.at(kind), count[kind])
                       : counted(count[kind], kind);
  }
  return text;
}

std::string failure_line(const DisruptedRun& run, Language language) {
  const models::Disruption& disruption = *run.disruption;
  std::uint64_t begun = 0;
  std::uint64_t mended = 0;
  for (std::size_t i = 0; i < disruption.failures().size(); ++i) {
    begun += disruption.failures()[i].from_s <= run.now_s ? 1U : 0U;
    mended += std::isnan(disruption.damages()[i].mended_s) ? 0U : 1U;
  }
  const bool parts = std::any_of(disruption.failures().begin(), disruption.failures().end(),
                                 [](const auto& each) { return !each.system.empty(); });
  std::string text = fmt::format(
      fmt::runtime(in_language(language, "\n{} failed, {} mended", "\n失效 {} 处，修复 {} 处")),
      begun, mended);
  if (parts && begun > 0)
    text += fmt::format(fmt::runtime(in_language(language, " ({})", "（{}）")),
                        kinds_text(run, language));
  return text;
}

std::string caught_line(const DisruptedRun& run, const DisruptionOutcome& outcome,
                        Language language) {
  std::uint64_t trains = 0;
  std::uint64_t capsules = 0;
  std::uint64_t rerouted = 0;
  std::uint64_t stranded = 0;
  for (const models::Damage& damage : run.disruption->damages()) {
    trains += damage.caught_trains;
    capsules += damage.caught_capsules;
  }
  for (const models::WayChange& change : run.ways->changes()) {
    rerouted += change.rerouted;
    stranded += change.stranded;
  }
  const char* form = in_language(
      language,
      "; {} trains with {} capsules caught, {} left by people; under way {} re-routed, {} without "
      "a way\n",
      "；困住列车 {} 列、胶囊 {} 个，其中 {} 个乘员撤离；在途改道 {} 个，{} 个无路可走\n");
  std::string text =
      fmt::format(fmt::runtime(form), trains, capsules, outcome.evacuated, rerouted, stranded);
  if (outcome.arrived_after_all > 0)
    text += fmt::format(fmt::runtime(in_language(
                            language,
                            "{} capsules counted as arrived above came without those who left "
                            "them; they count as not served here\n",
                            "上面计为到达的胶囊中有 {} 个抵达时乘员早已撤离；此处不计为服务\n")),
                        outcome.arrived_after_all);
  return text;
}

std::string stock_line(const DisruptionOutcome& outcome, Language language) {
  if (outcome.stocks.empty()) return "";
  std::uint64_t emptied = 0;
  double longest_s = 0.0;
  for (const StockOutcome& row : outcome.stocks) {
    emptied += row.history.empty_s > 0.0 ? 1U : 0U;
    longest_s = std::max(longest_s, row.history.empty_s);
  }
  const char* form = in_language(language, "{} of {} stocks ran out, the worst for {}\n",
                                 "{} 处库存耗尽（共 {} 处），最长 {}\n");
  return fmt::format(fmt::runtime(form), emptied, outcome.stocks.size(), clock_text(longest_s));
}

}  // namespace

std::string disruption_text(const DisruptedRun& run, const DisruptionOutcome& outcome,
                            Language language) {
  std::string text;
  if (run.disruption != nullptr && !run.disruption->failures().empty()) {
    text += failure_line(run, language);
    if (run.ways == nullptr)
      return text + "\n" + pipeline_lines(outcome, language) + stock_line(outcome, language);
    text += caught_line(run, outcome, language);
    text += recovery_line(in_language(language, "served in time", "及时送达"),
                          outcome.served_recovery, language);
    text += recovery_line(in_language(language, "joined by a way", "有路相通"),
                          outcome.connected_recovery, language);
    text += pipeline_lines(outcome, language);
  }
  return text + stock_line(outcome, language);
}

}  // namespace dimai::scenarios
