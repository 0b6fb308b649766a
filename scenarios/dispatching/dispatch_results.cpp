#include "scenarios/dispatching/dispatch_results.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/dispatching/mesh_results.hpp"
#include "scenarios/formats/terminal_text.hpp"

namespace dimai::scenarios {

namespace {

using models::DecisionCounts;
using models::LetterCounts;
using models::SiteCounts;

template <class Value, class Rows, class Get>
std::vector<Value> each(const Rows& rows, Get get) {
  std::vector<Value> values;
  for (const auto& row : rows) values.push_back(static_cast<Value>(get(row)));
  return values;
}

template <class Names>
std::vector<std::string> texts(const Names& names) {
  return {names.begin(), names.end()};
}

/// Five columns of quantiles.
template <class Rows, class Row>
void add_quantiles(std::vector<Column>& columns, const Rows& rows, sim::QuantileSketch Row::*sketch,
                   const std::string& name, const std::string& meaning) {
  const auto add = [&](const char* suffix, double p) {
    columns.push_back({{name + suffix, "s", meaning + fmt::format(", quantile {:g}", p)},
                       each<double>(rows, [&](const Row& r) { return (r.*sketch).quantile(p); })});
  };
  add("_p5_s", 0.05);
  add("_p50_s", 0.5);
  add("_p95_s", 0.95);
  add("_p99_s", 0.99);
  add("_max_s", 1.0);
}

double capsule_km(const Run& run) {
  double sum_m = 0.0;
  for (const models::FleetWork& work : run.service().work())
    sum_m += work.loaded_distance_m + work.empty_distance_m;
  return sum_m / 1000.0;
}

/// Of the time of all capsules' computers so far.
double capsules_busy_share(const Run& run) {
  const auto capsules = static_cast<double>(run.trains().capsule_count());
  const double time_s = capsules * sim::to_seconds(run.now());
  return time_s > 0.0 ? run.dispatch()->log().capsules.busy_s / time_s : 0.0;
}

struct Totals {
  std::uint64_t messages = 0;
  std::uint64_t lost = 0;
  double bytes = 0.0;
  std::uint64_t refused = 0;
  std::uint64_t unanswered = 0;
  double busiest_share = 0.0;  ///< of the time so far
};

Totals totals(const Run& run) {
  const models::DispatchLog& log = run.dispatch()->log();
  Totals sum;
  for (std::size_t i = 0; i < models::kLetterKinds; ++i) {
    if (i == static_cast<std::size_t>(models::LetterKind::decision)) continue;
    sum.messages += log.letters[i].sent;
    sum.lost += log.letters[i].lost;
    sum.bytes += log.letters[i].bytes;
  }
  for (const DecisionCounts& row : log.decisions) {
    sum.refused += row.refused;
    sum.unanswered += row.unanswered;
  }
  for (const SiteCounts& row : log.sites)
    sum.busiest_share = std::max(sum.busiest_share, row.busy_s);
  sum.busiest_share /= std::max(1e-9, sim::to_seconds(run.now()));
  return sum;
}

}  // namespace

void write_dispatch(ResultWriter& writer, const Run& run) {
  if (run.dispatch() == nullptr) return;
  const models::DispatchLog& log = run.dispatch()->log();
  const auto counts = [](const auto& rows, auto member) {
    return each<std::int64_t>(rows, [member](const auto& row) { return row.*member; });
  };
  std::vector<Column> decisions{
      {{"decision", "", "what is decided"}, texts(models::kDecisionNames)},
      {{"made", "1", "decisions"}, counts(log.decisions, &DecisionCounts::made)},
      {{"refused", "1", "orders that met a capsule which was not what it was thought to be"},
       counts(log.decisions, &DecisionCounts::refused)},
      {{"passed_on", "1", "times that another dispatcher was asked"},
       counts(log.decisions, &DecisionCounts::passed_on)},
      {{"unanswered", "1", "times that no answer came in time"},
       counts(log.decisions, &DecisionCounts::unanswered)},
      {{"taken_back", "1", "of what another dispatcher decided, after a repair"},
       counts(log.decisions, &DecisionCounts::taken_back)}};
  add_quantiles(decisions, log.decisions, &DecisionCounts::age_s, "age",
                "age of what was known when it was used");
  add_quantiles(decisions, log.decisions, &DecisionCounts::delay_s, "delay",
                "from when it arose until the order or grant arrived");
  writer.write_columns("/dispatch_decisions", decisions);
  std::vector<Column> messages{
      {{"kind", "", "what the message is for; decision: a computer's work"},
       texts(models::kLetterNames)},
      {{"sent", "1", "messages"}, counts(log.letters, &LetterCounts::sent)},
      {{"lost", "1", "of those, lost"}, counts(log.letters, &LetterCounts::lost)},
      {{"bytes", "B", "their size together"},
       each<double>(log.letters, [](const LetterCounts& row) { return row.bytes; })}};
  add_quantiles(messages, log.letters, &LetterCounts::delay_s, "delay", "sending to delivery");
  writer.write_columns("/dispatch_messages", messages);
  const auto& sites = run.dispatch()->plan().sites;
  const auto& computers = run.dispatch()->plan().platform.computers;
  writer.write_columns(
      "/dispatch_hosts",
      {{{"id", "", "dispatcher"},
        each<std::string>(sites, [](const auto& site) { return site.id; })},
       {{"node", "1", "row of /network/node where it stands"},
        each<std::uint32_t>(sites, [](const auto& site) { return site.node.value; })},
       {{"requests", "1", "requests that arise at its portals"},
        each<double>(sites, [](const auto& site) { return site.requests; })},
       {{"speed_flop_s", "flop/s", "of its computer"},
        each<double>(sites,
                     [&](const auto& site) { return computers[site.computer].speed_flop_s; })},
       {{"jobs", "1", "decisions worked out"}, counts(log.sites, &SiteCounts::jobs)},
       {{"flop", "flop", "operations for them"},
        each<double>(log.sites, [](const SiteCounts& row) { return row.flop; })},
       {{"busy_s", "s", "time that its computer worked"},
        each<double>(log.sites, [](const SiteCounts& row) { return row.busy_s; })},
       {{"messages_in", "1", "messages that it got"}, counts(log.sites, &SiteCounts::messages_in)},
       {{"longest_queue", "1", "most requests that waited for a decision"},
        counts(log.sites, &SiteCounts::longest_queue)}});
  write_meshes(writer, run);
}

std::string dispatch_lines(const Run& run, Language language) {
  if (run.dispatch() == nullptr) return "";
  const models::DispatchLog& log = run.dispatch()->log();
  const Totals sum = totals(run);
  const double km = std::max(1e-9, capsule_km(run));
  const auto n = [](std::uint64_t value) { return grouped(value); };
  std::string text = fmt::format(
      fmt::runtime(in_language(
          language,
          "\ndispatch {}: {} sites, {} messages ({:.2f} and {:.0f} B per capsule-km), {} lost, {} "
          "orders refused, {} unanswered, busiest computer {:.2f} %\n",
          "\n调度方式 {}：{} 个调度点，{} 条消息（每胶囊公里 {:.2f} 条、{:.0f} 字节），丢失 {} "
          "条，拒绝指令 {} 条，未获答复 {} 次，最忙的计算机 {:.2f} %\n")),
      run.scenario().dispatch.architecture, n(log.sites.size()), n(sum.messages),
      static_cast<double>(sum.messages) / km, sum.bytes / km, n(sum.lost), n(sum.refused),
      n(sum.unanswered), 100.0 * sum.busiest_share);
  const char* form = in_language(
      language,
      "  {}: {} decided on what was {:.3g} s old (p50; p99 {:.3g} s), told after {:.3g} s "
      "(p99 {:.3g} s)\n",
      "  {}：决策 {} 次，所依据的信息龄 {:.3g} 秒（p50；p99 {:.3g} 秒），{:.3g} 秒后送达（p99 "
      "{:.3g} 秒）\n");
  for (std::size_t i = 0; i < models::kDecisionKinds; ++i) {
    const DecisionCounts& row = log.decisions[i];
    if (row.made == 0) continue;
    text += fmt::format(fmt::runtime(form), models::kDecisionNames[i], n(row.made),
                        row.age_s.quantile(0.5), row.age_s.quantile(0.99),
                        row.delay_s.quantile(0.5), row.delay_s.quantile(0.99));
  }
  const SiteCounts& capsules = log.capsules;
  if (capsules.jobs > 0)
    text += fmt::format(
        fmt::runtime(in_language(
            language,
            "  computers of capsules: {} orders, recalls and grants read, {:.3g} % busy\n",
            "  胶囊计算机：阅读指令、召回和放行 {} 条，{:.3g} % 的时间忙碌\n")),
        n(capsules.jobs), 100.0 * capsules_busy_share(run));
  return text + mesh_lines(run, language);
}

std::string dispatch_json(const Run& run) {
  const models::DispatchLog& log = run.dispatch()->log();
  const Totals sum = totals(run);
  const double km = std::max(1e-9, capsule_km(run));
  const auto number = [](double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
  };
  nlohmann::ordered_json decisions = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < models::kDecisionKinds; ++i) {
    const DecisionCounts& row = log.decisions[i];
    decisions[std::string(models::kDecisionNames[i])] = {
        {"made", row.made},
        {"refused", row.refused},
        {"passed_on", row.passed_on},
        {"unanswered", row.unanswered},
        {"taken_back", row.taken_back},
        {"age_p50_s", number(row.age_s.quantile(0.5))},
        {"age_p99_s", number(row.age_s.quantile(0.99))},
        {"delay_p50_s", number(row.delay_s.quantile(0.5))},
        {"delay_p99_s", number(row.delay_s.quantile(0.99))}};
  }
  return nlohmann::ordered_json{{"architecture", run.scenario().dispatch.architecture},
                                {"sites", log.sites.size()},
                                {"messages", sum.messages},
                                {"messages_per_capsule_km", static_cast<double>(sum.messages) / km},
                                {"bytes_per_capsule_km", sum.bytes / km},
                                {"lost", sum.lost},
                                {"refused", sum.refused},
                                {"unanswered", sum.unanswered},
                                {"busiest_share", sum.busiest_share},
                                {"capsules_busy_share", capsules_busy_share(run)},
                                {"decisions", decisions},
                                {"meshes", nlohmann::ordered_json::parse(mesh_json(run))}}
      .dump();
}

}  // namespace dimai::scenarios
