#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "scenarios/describing/fleet_text.hpp"
#include "scenarios/dispatching/dispatch_results.hpp"
#include "scenarios/formats/clock_text.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/recording/summary.hpp"

namespace dimai::scenarios {

namespace {

std::string row(const std::vector<std::string>& cells, std::size_t first_width,
                std::size_t other_width) {
  std::string line = "  " + left_aligned(cells.front(), first_width);
  for (std::size_t i = 1; i < cells.size(); ++i) line += right_aligned(cells[i], other_width);
  return line + "\n";
}

/// Name of a portal as people know it, or of a city, or the text itself.
std::string place_name(const Run& run, const std::string& place, Language language) {
  for (const models::Node& node : run.scenario().network.nodes) {
    if (node.city == place && language == Language::chinese && !node.city_zh.empty())
      return node.city_zh;
    if (node.id != place) continue;
    const std::string& chinese = node.name_zh.empty() ? node.name : node.name_zh;
    const std::string& wanted = language == Language::chinese ? chinese : node.name;
    return wanted.empty() ? place : wanted;
  }
  return place;
}

std::string counts_table(const Run& run, Language language) {
  const auto in = [&](const char* english, const char* chinese) {
    return std::string(in_language(language, english, chinese));
  };
  const std::vector<ClassCounts> counts = run.counts();
  const auto name_of = [&](const ClassCounts& each) {
    return language == Language::chinese && !each.name_zh.empty() ? each.name_zh : each.name;
  };
  std::size_t width = 16;
  for (const ClassCounts& each : counts) width = std::max(width, terminal_width(name_of(each)));
  std::string text = row({in("requests", "需求"), in("requested", "提出"), in("arrived", "到达"),
                          in("under way", "在途"), in("waiting", "等待"), in("refused", "拒绝")},
                         width, 13);
  for (const ClassCounts& each : counts) {
    text += row({name_of(each), grouped(each.requested), grouped(each.arrived),
                 grouped(each.under_way), grouped(each.waiting), grouped(each.refused)},
                width, 13);
  }
  return counts.empty() ? "" : text;
}

std::string label(const std::string& name, Language language) {
  static const std::map<std::string, std::pair<const char*, const char*>> labels{
      {"door_to_door_time", {"door to door", "门到门"}},
      {"wait_time", {"wait", "等待"}},
      {"handling_time", {"handling", "装卸"}},
      {"access_time", {"access", "接入"}},
      {"line_time", {"line", "干线"}},
      {"junction_time", {"junctions", "路口"}},
      {"egress_time", {"egress", "离开"}}};
  const auto found = labels.find(name);
  if (found == labels.end()) return "";
  return in_language(language, found->second.first, found->second.second);
}

/// Pipelines have measures too, and tell of them themselves.
bool of_capsules(const Run& run, const Measure& measure) {
  const auto& classes = run.scenario().capsule_classes;
  return std::any_of(classes.begin(), classes.end(), [&](const models::CapsuleClass& each) {
    return measure.capsule_class.empty() || measure.capsule_class == each.name;
  });
}

std::string times_tables(const Run& run, const std::vector<Measure>& measures, Language language) {
  std::string text;
  for (const Measure& m : measures) {
    const std::string name = of_capsules(run, m) ? label(m.name, language) : "";
    if (name.empty()) continue;
    if (m.name == "door_to_door_time") {
      const std::string group =
          m.origin.empty() ? m.capsule_class
                           : place_name(run, m.origin, language) + " → " +
                                 place_name(run, m.destination, language) +
                                 (m.capsule_class.empty() ? "" : " (" + m.capsule_class + ")");
      text += fmt::format("\n{}, n = {}\n", group, grouped(m.n));
      if (m.n == 0) continue;
      text += row({"", in_language(language, "mean", "平均"), "p5", "p50", "p95", "p99"}, 16, 14);
    }
    if (m.n == 0) continue;
    text += row({name, clock_text(m.mean), clock_text(m.p5), clock_text(m.p50), clock_text(m.p95),
                 clock_text(m.p99)},
                16, 14);
  }
  return text;
}

/// A line for each class of which capsules found no parking place; "" if all found one.
std::string unparked_lines(const Run& run, Language language) {
  const char* form = in_language(
      language,
      "warning: {}: {} a capsule found no free parking place anywhere and stayed in the way\n",
      "警告：{}：胶囊有 {} 次在各处都找不到空闲停车位，只得停在原处\n");
  std::string text;
  for (const ClassCounts& row : run.counts()) {
    if (row.unparked == 0) continue;
    text += fmt::format(
        fmt::runtime(form), row.name,
        language == Language::chinese ? grouped(row.unparked) : counted(row.unparked, "time"));
  }
  return text;
}

/// How large the fleet had to be, and what batteries and workshops took.
std::string fleet_lines(const Run& run, Language language) {
  std::string text = "\n";
  const auto& classes = run.scenario().capsule_classes;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    // Requests that arise while the run goes are not known before: no bound can be told.
    if (run.fleet_need()[i].span_s > 0.0 || run.scenario().pipelines.empty())
      text += fmt::format("{} {}: {}\n", in_language(language, "fleet of", "车队"), classes[i].name,
                          need_text(run.fleet_need()[i], classes[i], language));
    const models::BatteryTotals& battery = run.service().batteries().totals[i];
    const models::FleetWork work = run.service().work()[i];
    if (classes[i].has_battery())
      text += fmt::format(
          fmt::runtime(in_language(
              language,
              "  charged {:.0f} kWh in {:.0f} h on chargers, {} had to charge before setting out, "
              "lowest {:.0f} %, {} ran flat\n",
              "  充电 {:.0f} kWh，占用充电位 {:.0f} 小时，{} 次须先充电再出发，最低 {:.0f} %，{} "
              "次耗尽\n")),
          battery.charged_j / 3.6e6, battery.charging_s / 3600.0, grouped(battery.waits),
          100.0 * battery.least_share, grouped(battery.ran_flat));
    if (classes[i].needs_workshop())
      text +=
          fmt::format(fmt::runtime(in_language(language, "  {} stays in workshops, {} put off\n",
                                               "  进车间 {} 次，推迟 {} 次\n")),
                      grouped(work.workshop_stays), grouped(work.workshop_put_off));
  }
  return text;
}

std::string network_lines(const Run& run, Language language) {
  models::JunctionCounts sum;
  const auto junctions = run.observation().junctions;
  for (const models::JunctionCounts& junction : junctions) {
    sum.couplings += junction.couplings;
    sum.cuts += junction.cuts;
    sum.formed_trains += junction.formed_trains;
  }
  double energy_j = 0.0;
  double loaded_m = 0.0;
  double empty_m = 0.0;
  for (const models::FleetWork& work : run.service().work()) {
    energy_j += work.loaded_j + work.empty_j;
    loaded_m += work.loaded_distance_m;
    empty_m += work.empty_distance_m;
  }
  const double total_m = loaded_m + empty_m;
  const double kwh_km = total_m > 0.0 ? energy_j / 3.6e6 / (total_m / 1000.0) : 0.0;
  const auto capsule_km = static_cast<std::uint64_t>(std::llround(total_m / 1000.0));
  const double empty_share = total_m > 0.0 ? empty_m / total_m : 0.0;
  if (language == Language::chinese)
    return fmt::format(
        "\n行进中连挂 {} 次，静止编成列车 {} 列，解编 {} 次\n"
        "{} 胶囊公里，其中空驶 {:.0f} %，每胶囊公里 {:.3f} kWh\n",
        grouped(sum.couplings), grouped(sum.formed_trains), grouped(sum.cuts), grouped(capsule_km),
        100.0 * empty_share, kwh_km);
  return fmt::format(
      "\n{} coupled in motion, {} formed standing, {}\n{} capsule-km, {:.0f} % of them empty, "
      "{:.3f} kWh per capsule-km\n",
      grouped(sum.couplings), counted(sum.formed_trains, "train"), counted(sum.cuts, "cut"),
      grouped(capsule_km), 100.0 * empty_share, kwh_km);
}

std::string regions_line(const Run& run, Language language) {
  const models::Regions* regions = run.regions();
  if (regions == nullptr || regions->size() < 2) return "";
  const models::RegionTimes& times = regions->times();
  const char* form = in_language(
      language,
      "{} regions on {}; decisions made between windows took {:.0f} % of the processor time, and "
      "threads can be {:.2f} times as fast as one\n",
      "{} 个区域，{}；窗口之间的决策占处理器时间 {:.0f} %，多线程最多可快 {:.2f} 倍\n");
  const std::string threads = language == Language::chinese
                                  ? std::to_string(regions->threads()) + " 个线程"
                                  : counted(regions->threads(), "thread");
  return fmt::format(fmt::runtime(form), regions->size(), threads,
                     100.0 * times.decisions_s / (times.work_s + times.decisions_s),
                     times.reachable());
}

}  // namespace

std::string summary_text(const Run& run, const std::vector<Measure>& measures, const RunEnd& end,
                         Language language) {
  const Scenario& scenario = run.scenario();
  const std::string& title = language == Language::chinese && !scenario.title_zh.empty()
                                 ? scenario.title_zh
                                 : scenario.title;
  std::string text = (title.empty() ? scenario.name : title) + "\n";
  if (!end.complete)
    text += fmt::format(fmt::runtime(in_language(language, "NOT COMPLETE: {}\n", "未完成：{}\n")),
                        end.reason);
  const std::string counts = counts_table(run, language);
  text += (counts.empty() ? "" : "\n") + counts + times_tables(run, measures, language) +
          (scenario.capsule_classes.empty()
               ? ""
               : network_lines(run, language) + fleet_lines(run, language) +
                     unparked_lines(run, language) + dispatch_lines(run, language));
  if (scenario.disruption.any()) {
    const DisruptedRun disrupted = run.disrupted();
    text += disruption_text(disrupted, disruption_outcome(disrupted), language);
  }
  for (const auto& pipeline : run.pipelines()) text += "\n" + pipeline->summary(language);
  const char* form = in_language(language, "{} simulated in {:.1f} s, {}, {:.0f} MiB\n",
                                 "仿真 {}，用时 {:.1f} 秒，{}，{:.0f} MiB\n");
  const std::uint64_t events = run.event_count();
  text += fmt::format(
      fmt::runtime(form), clock_text(sim::to_seconds(run.now())), end.wall_s,
      language == Language::chinese ? grouped(events) + " 个事件" : counted(events, "event"),
      static_cast<double>(end.peak_rss_bytes) / 1048576.0);
  return text + regions_line(run, language);
}

}  // namespace dimai::scenarios
