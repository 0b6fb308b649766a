#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/logistics/running/logistics_run.hpp"
#include "scenarios/logistics/running/work_results.hpp"
#include "scenarios/running/sample_measure.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kJoulesAKilowattHour = 3.6e6;

/// Verdict of a class: in how many samples less is emitted and spent underground.
const char* verdict(Language language, double co2, double cost) {
  if (co2 >= 0.95 && cost >= 0.95) return in_language(language, "underground", "宜入地下");
  if (co2 <= 0.05 || cost <= 0.05) return in_language(language, "stay as today", "宜留地面");
  return in_language(language, "undecided", "尚难定论");
}

/// Orders of a good by households: time until it was in hand.
std::vector<double> order_times_s(const models::Industry& industry, std::uint32_t demand) {
  std::vector<double> times;
  for (const models::Order& order : industry.orders()) {
    if (order.demand == demand && order.done_ns >= 0)
      times.push_back(sim::to_seconds({order.done_ns - order.time_ns}));
  }
  return times;
}

}  // namespace

std::vector<Measure> LogisticsRun::measures() const {
  close_books();
  std::vector<Measure> all;
  std::vector<ClassOutcome> outcomes = class_outcomes(shipments_);
  for (std::uint32_t c = 0; c < outcomes.size(); ++c)
    all.push_back(sample_measure("door_to_door_time", plan_.shipments.classes[c].name, "s",
                                 std::move(outcomes[c].times_s)));
  for (std::uint32_t d = 0; d < plan_.industry.demands.size(); ++d) {
    const models::Stock& stock = plan_.industry.stocks[plan_.industry.demands[d].stock];
    all.push_back(sample_measure("order_time", plan_.industry.goods[stock.good.value].name, "s",
                                 order_times_s(*industry_, d)));
  }
  return all;
}

std::string LogisticsRun::summary(Language language) const {
  close_books();
  std::string text;
  const models::ShipmentPlan& plan = plan_.shipments;
  std::vector<ClassOutcome> outcomes = class_outcomes(shipments_);
  for (std::uint32_t c = 0; c < outcomes.size(); ++c) {
    if (outcomes[c].arrived == 0) continue;
    const Measure time = sample_measure("", "", "", outcomes[c].times_s);
    std::string modes;
    for (const models::ModeIndex mode : plan.modes.indices()) {
      const models::ModeWork& work = shipments_.work(c, mode);
      if (work.legs > 0)
        modes += fmt::format(
            "{}{} {:.0f} %", modes.empty() ? "" : ", ", plan.modes[mode].name,
            100.0 * static_cast<double>(work.legs) / static_cast<double>(outcomes[c].arrived));
    }
    const char* form = in_language(
        language,
        "{}: door to door p50 {:.1f} min, p95 {:.1f} min, {:.3g} kWh each; legs by shipment: {}\n",
        "{}：门到门 p50 {:.1f} 分钟，p95 {:.1f} 分钟，每件 {:.3g} 千瓦时；每件行程：{}\n");
    text += fmt::format(fmt::runtime(form), plan.classes[c].name, time.p50 / 60.0, time.p95 / 60.0,
                        outcomes[c].energy_j / kJoulesAKilowattHour, modes);
  }
  return text + industry_summary(language) + work_summary(language) + comparison_summary(language) +
         stage_summary(language);
}

std::string LogisticsRun::industry_summary(Language language) const {
  if (plan_.industry.sites.empty()) return "";
  const models::MassBalance mass = industry_->masses();
  const char* form = in_language(
      language,
      "industry: {:.1f} t brought in, {:.1f} t delivered, {:.2f} t scrap, {:.2f} t lost by "
      "recipes; {} of {} orders delivered\n",
      "本地工业：购入 {:.1f} 吨，交付 {:.1f} 吨，废品 {:.2f} 吨，配方损耗 {:.2f} 吨；订单交付 {} / "
      "{}\n");
  std::string text = fmt::format(fmt::runtime(form), mass.brought_kg / 1e3, mass.delivered_kg / 1e3,
                                 mass.scrap_kg / 1e3, mass.loss_kg / 1e3, industry_->delivered(),
                                 industry_->issued());
  for (const models::Lack& lack : industry_->lacks()) {
    if (!lack.household || lack.waited_s < 1.0) continue;
    const std::string why =
        lack.kind == models::LackKind::good
            ? plan_.industry.goods[lack.good.value].name
            : std::string(in_language(language,
                                      lack.kind == models::LackKind::machine ? "a free machine"
                                      : lack.kind == models::LackKind::making
                                          ? "the batch being made"
                                          : "what is on its way",
                                      lack.kind == models::LackKind::machine ? "空闲机器"
                                      : lack.kind == models::LackKind::making ? "正在生产的批次"
                                                                              : "在途货物"));
    const char* line = in_language(language, "  orders of {} waited {:.1f} h in all for {}\n",
                                   "  {} 的订单共等待 {:.1f} 小时，因缺 {}\n");
    text += fmt::format(fmt::runtime(line), plan_.industry.goods[lack.wanted.value].name,
                        lack.waited_s / 3600.0, why);
  }
  models::PowerStep sum;
  for (const models::PowerSample& each : industry_->power()) {
    sum.load_j += each.step.load_j;
    sum.solar_j += each.step.solar_j;
    sum.imported_j += each.step.imported_j;
    sum.unserved_j += each.step.unserved_j;
  }
  if (sum.load_j <= 0.0) return text;
  const char* power = in_language(
      language,
      "  power: {:.0f} kWh used, sun {:.0f} kWh, grid {:.0f} kWh, not served {:.0f} kWh\n",
      "  用电 {:.0f} 千瓦时，光伏 {:.0f}，电网 {:.0f}，未能供给 {:.0f} 千瓦时\n");
  return text + fmt::format(fmt::runtime(power), sum.load_j / kJoulesAKilowattHour,
                            sum.solar_j / kJoulesAKilowattHour,
                            sum.imported_j / kJoulesAKilowattHour,
                            sum.unserved_j / kJoulesAKilowattHour);
}

/// Cranes and other lanes, projects, empties.
std::string LogisticsRun::work_summary(Language language) const {
  std::string text;
  for (const LaneUse& use : lane_uses(shipments_, days_of(shipments_))) {
    const char* form = in_language(
        language,
        "  {}: {} legs on {} lanes, {:.1f} a lane and day, {:.1f} at the busiest of {:.0f} that it "
        "could do; {:.1f} min of waiting each\n",
        "  {}：{} 次，{} 条通道，每条每日 {:.1f} 次，最忙处 {:.1f} 次，能力 {:.0f} 次；平均等待 "
        "{:.1f} "
        "分钟\n");
    text +=
        fmt::format(fmt::runtime(form), plan_.shipments.modes[use.mode].name, use.legs, use.lanes,
                    use.a_day, use.busiest_a_day, use.capacity_a_day, use.wait_s / 60.0);
  }
  for (const ProjectPlan& project : plan_.projects) {
    const ProjectProgress progress = progress_of(project, *industry_);
    const char* form = in_language(
        language,
        "  {}: {:.0f} of {:.0f} in place; {} {:.1f} days, {:.1f} machine days of work, {:.1f} on "
        "site\n",
        "  {}：已就位 {:.0f} / {:.0f}；{}{:.1f} 天，机械作业 {:.1f} 天，在场 {:.1f} 天\n");
    const char* took = progress.done
                           ? in_language(language, "it took", "用时 ")
                           : in_language(language, "at this pace it takes", "按此速度需 ");
    text += fmt::format(fmt::runtime(form),
                        language == Language::chinese ? project.name_zh : project.name,
                        progress.made, project.quantity, took, progress.build_days,
                        progress.machine_days, progress.site_days);
  }
  for (std::size_t r = 0; r < plan_.returns.size(); ++r) {
    const models::ReturnCount& count = returns_.counts()[r];
    const char* form = in_language(
        language,
        "  {}: {:.0f} left where they arrived, {:.0f} back by {} shipments, {:.0f} waiting\n",
        "  {}：留在收件处 {:.0f} 个，{:.0f} 个已由 {} 次货运送回，{:.0f} 个等待\n");
    text += fmt::format(fmt::runtime(form), plan_.returns[r].parameters.name, count.left,
                        count.back, count.shipments, count.waiting);
  }
  return text;
}

std::string LogisticsRun::comparison_summary(Language language) const {
  const ComparedClasses& all = compared();
  if (all.flows.empty()) return "";
  std::string text = in_language(
      language, "against the way it is done today (p5 to p95 over uncertain factors):\n",
      "与现今做法相比（不确定因子 p5 至 p95）：\n");
  const auto metric = [](const models::ClassComparison& row, models::Metric which) {
    return row.metrics[static_cast<std::size_t>(which)];
  };
  for (std::size_t i = 0; i < all.flows.size(); ++i) {
    const models::ClassComparison& row = all.result.classes[i];
    const auto co2 = metric(row, models::Metric::co2_kg);
    const auto cost = metric(row, models::Metric::cost_cny);
    const auto time = metric(row, models::Metric::time_h);
    const char* form = in_language(
        language,
        "  {}: {:.1f} h, today {:.1f} h; CO2 {:.3g} to {:.3g} kg, today {:.3g} to {:.3g}; cost "
        "{:.3g} to {:.3g} CNY, today {:.3g} to {:.3g}: {}\n",
        "  {}：{:.1f} 小时，现今 {:.1f} 小时；CO2 {:.3g} 至 {:.3g} 千克，现今 {:.3g} 至 "
        "{:.3g}；成本 {:.3g} 至 {:.3g} 元，现今 {:.3g} 至 {:.3g}：{}\n");
    text += fmt::format(fmt::runtime(form), all.flows[i].name, time.underground.p50, time.today.p50,
                        co2.underground.p5, co2.underground.p95, co2.today.p5, co2.today.p95,
                        cost.underground.p5, cost.underground.p95, cost.today.p5, cost.today.p95,
                        verdict(language, co2.better_share, cost.better_share));
  }
  const models::RoadRelief& road = all.result.road;
  const char* form = in_language(
      language,
      "  streets a day: truck-km removed {:.0f} to {:.0f}, van-km {:.0f} to {:.0f}, "
      "tricycle-km {:.0f} to {:.0f}; added at portals and by material {:.0f} to {:.0f} km\n",
      "  每日道路：减少卡车 {:.0f} 至 {:.0f} 公里，货车 {:.0f} 至 {:.0f} 公里，三轮车 {:.0f} 至 "
      "{:.0f} 公里；出入口与运料新增 {:.0f} 至 {:.0f} 公里\n");
  return text + fmt::format(fmt::runtime(form), road.removed_km[0].p5, road.removed_km[0].p95,
                            road.removed_km[1].p5, road.removed_km[1].p95, road.removed_km[2].p5,
                            road.removed_km[2].p95, road.added_km.p5, road.added_km.p95);
}

std::string LogisticsRun::stage_summary(Language language) const {
  const StagePath path = stage_path(plan_, shipments_, *industry_);
  std::string text;
  for (std::size_t s = 0; s < path.stages.size(); ++s) {
    const char* form = in_language(
        language,
        "  stage {} from {}: {:.1f} M CNY built, {:.2f} a year in, {:.2f} out; in hand at its end "
        "{:.1f} ({:.1f} if building is dear, {:.1f} if cheap)\n",
        "  阶段 {}，自 {}：建设 {:.1f} 百万元，年收入 {:.2f}，年支出 {:.2f}；期末在手 "
        "{:.1f}（建设昂贵 "
        "{:.1f}，便宜 {:.1f}）\n");
    const StagePlan& plan = plan_.stages[s];
    text +=
        fmt::format(fmt::runtime(form), language == Language::chinese ? plan.name_zh : plan.name,
                    plan.date, path.stages[s].capital_cny / 1e6, path.stages[s].revenue_a_cny / 1e6,
                    path.stages[s].running_a_cny / 1e6, path.central.stages[s].end_cny / 1e6,
                    path.high.stages[s].end_cny / 1e6, path.low.stages[s].end_cny / 1e6);
  }
  if (path.stages.empty()) return text;
  const char* form = in_language(
      language,
      "  in hand at the beginning so that nothing is ever owed: {:.1f} M CNY ({:.1f} if building "
      "is "
      "dear, {:.1f} if cheap); there are {:.1f}\n",
      "  为始终不负债，起始需在手 {:.1f} 百万元（建设昂贵 {:.1f}，便宜 {:.1f}）；现有 {:.1f}\n");
  return text + fmt::format(fmt::runtime(form), path.central.needed_cny / 1e6,
                            path.high.needed_cny / 1e6, path.low.needed_cny / 1e6,
                            plan_.money.own_cny / 1e6);
}

}  // namespace dimai::scenarios
