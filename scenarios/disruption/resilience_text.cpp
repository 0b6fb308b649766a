#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/disruption/resilience.hpp"
#include "scenarios/formats/clock_text.hpp"
#include "scenarios/formats/terminal_text.hpp"

namespace dimai::scenarios {

namespace {

using nlohmann::ordered_json;

ordered_json number(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json spread_json(const models::Spread& spread) {
  return {{"mean", number(spread.mean)},
          {"least", number(spread.least)},
          {"p5", number(spread.p5)},
          {"p50", number(spread.p50)},
          {"p95", number(spread.p95)}};
}

/// Those that recovered, and how many did not.
ordered_json times_json(const std::vector<double>& times_s) {
  std::vector<double> known;
  for (const double each : times_s) {
    if (!std::isnan(each)) known.push_back(each);
  }
  ordered_json json = spread_json(models::spread_of(known));
  json["not_in_horizon"] = times_s.size() - known.size();
  return json;
}

ordered_json topography_json(const ResilienceAnswer& answer) {
  const models::Topography& t = answer.topography;
  return {{"tunnels", answer.tunnels},
          {"bridges", answer.bridges},
          {"articulation_points", answer.articulation_points},
          {"terminal_nodes", t.terminal_nodes},
          {"components", t.components},
          {"loops", t.loops},
          {"mean_degree", number(t.mean_degree)},
          {"algebraic_connectivity", number(t.algebraic_connectivity)},
          {"spectral_gap", number(t.spectral_gap)},
          {"central_point_dominance", number(t.central_point_dominance)},
          {"critical_breakdown_ratio", number(t.critical_breakdown_ratio)}};
}

const char* kind_text(const std::string& kind, Language language) {
  if (kind == "random") return in_language(language, "at random", "随机");
  if (kind == "trips") return in_language(language, "most trips first", "先毁流量最大");
  if (kind == "betweenness") return in_language(language, "most central first", "先毁介数最大");
  return in_language(language, "next to each other", "同一片区");
}

std::string losses_text(const ResilienceAnswer& answer, Language language) {
  std::string text =
      in_language(language, "\nshare of demand still joined after the loss of tunnels (mean, p5)\n",
                  "\n隧道失效后仍相通的需求份额（平均、p5）\n");
  for (const LossRow& row : answer.losses) {
    const bool shown =
        row.losses == 1 || row.losses == 2 || row.losses == 5 || row.losses % 10 == 0;
    if (!shown) continue;
    text += "  " + left_aligned(kind_text(row.kind, language), 22) +
            right_aligned(std::to_string(row.losses), 4) +
            right_aligned(fmt::format("{:.2f} %", 100.0 * row.share.mean), 12) +
            right_aligned(fmt::format("{:.2f} %", 100.0 * row.share.p5), 12) + "\n";
  }
  return text;
}

std::string in_time_text(const ResilienceQuestion& question, const ResilienceAnswer& answer,
                         Language language) {
  if (question.in_time_draws == 0) return "";
  std::string text = in_language(
      language, "\nshare whose way takes at most so many times as long as usual (mean, p5), of ",
      "\n路程用时不超过平时若干倍的需求份额（平均、p5），抽样次数 ");
  text += fmt::format("{}\n", question.in_time_draws) + std::string(28, ' ');
  for (const double factor : question.in_time_factors)
    text += right_aligned(fmt::format("x {:g}", factor), 20);
  text += "\n";
  for (const LossRow& row : answer.losses) {
    const bool shown =
        row.losses == 1 || row.losses == 2 || row.losses == 5 || row.losses % 10 == 0;
    if (!shown) continue;
    text += "  " + left_aligned(kind_text(row.kind, language), 22) +
            right_aligned(std::to_string(row.losses), 4);
    for (const models::Spread& each : row.in_time)
      text +=
          right_aligned(fmt::format("{:.2f} %, {:.2f} %", 100.0 * each.mean, 100.0 * each.p5), 20);
    text += "\n";
  }
  return text;
}

std::string critical_text(const ResilienceAnswer& answer, Language language) {
  std::string text = in_language(
      language,
      "\nmost critical: share joined, share in time without it, mean time of the others, trips\n",
      "\n最关键：失去它后相通份额、及时份额、其余平均用时倍数、流量\n");
  const std::size_t shown = std::min<std::size_t>(10, answer.critical.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const CriticalRow& row = answer.critical[i];
    text += "  " + left_aligned(row.id, 22) +
            right_aligned(fmt::format("{:.2f} %", 100.0 * row.connected_share), 12) +
            right_aligned(fmt::format("{:.2f} %", 100.0 * row.in_time_share), 12) +
            right_aligned(fmt::format("{:.3f}", row.mean_time), 10) +
            right_aligned(grouped(static_cast<std::uint64_t>(row.trips)), 10) + "\n";
  }
  return text;
}

std::string campaign_text(const ResilienceQuestion& question, const ResilienceAnswer& answer,
                          Language language) {
  if (question.strikes == 0) return "";
  const StrikeCampaign& campaign = answer.campaign;
  const auto times = [&](const std::vector<double>& all_s) {
    std::vector<double> known;
    for (const double each : all_s) {
      if (!std::isnan(each)) known.push_back(each);
    }
    return fmt::format("{} ({})", clock_text(models::spread_of(known).mean),
                       all_s.size() - known.size());
  };
  const models::Spread after = models::spread_of(campaign.after);
  const char* form = in_language(
      language,
      "\n{} strikes of radius {:.0f} m on random places of the network: {:.1f} failures each\n"
      "joined right after: {:.2f} % on average, p5 {:.2f} %, least {:.2f} %\n"
      "area under the curve {:.2f} %; mean time to 50, 90, 99 % recovery (not in time): {}, {}, "
      "{}\n",
      "\n对网络随机地点打击 {} 次，半径 {:.0f} 米：平均每次 {:.1f} 处失效\n"
      "打击后相通：平均 {:.2f} %，p5 {:.2f} %，最低 {:.2f} %\n"
      "曲线下面积 {:.2f} %；恢复 50、90、99 % 平均用时（未恢复次数）：{}、{}、{}\n");
  return fmt::format(fmt::runtime(form), question.strikes, question.radius_m,
                     models::spread_of(campaign.failures).mean, 100.0 * after.mean,
                     100.0 * after.p5, 100.0 * after.least,
                     100.0 * models::spread_of(campaign.area).mean, times(campaign.to_50_s),
                     times(campaign.to_90_s), times(campaign.to_99_s));
}

}  // namespace

std::string resilience_json(const Scenario& scenario, const ResilienceQuestion& question,
                            const ResilienceAnswer& answer) {
  ordered_json json{{"scenario", scenario.name},
                    {"seed", scenario.run.seed},
                    {"trips", answer.trips},
                    {"pairs", answer.pairs},
                    {"topography", topography_json(answer)}};
  for (const LossRow& row : answer.losses) {
    ordered_json each = spread_json(row.share);
    each["kind"] = row.kind;
    each["losses"] = row.losses;
    for (std::size_t f = 0; f < row.in_time.size(); ++f) {
      ordered_json spread = spread_json(row.in_time[f]);
      spread["factor"] = question.in_time_factors[f];
      each["in_time"].push_back(spread);
    }
    json["losses"].push_back(each);
  }
  for (const CriticalRow& row : answer.critical)
    json["critical"].push_back({{"id", row.id},
                                {"kind", row.is_node ? "node" : "tunnel"},
                                {"trips", row.trips},
                                {"connected_share", number(row.connected_share)},
                                {"in_time_share", number(row.in_time_share)},
                                {"mean_time", number(row.mean_time)}});
  if (question.strikes > 0) {
    const StrikeCampaign& campaign = answer.campaign;
    json["strikes"] = {{"count", question.strikes},
                       {"radius_m", question.radius_m},
                       {"failures", spread_json(models::spread_of(campaign.failures))},
                       {"after", spread_json(models::spread_of(campaign.after))},
                       {"area", spread_json(models::spread_of(campaign.area))},
                       {"to_50_s", times_json(campaign.to_50_s)},
                       {"to_90_s", times_json(campaign.to_90_s)},
                       {"to_99_s", times_json(campaign.to_99_s)}};
  }
  return json.dump(2);
}

std::string resilience_text(const Scenario& scenario, const ResilienceQuestion& question,
                            const ResilienceAnswer& answer, Language language) {
  const models::Topography& t = answer.topography;
  const bool chinese = language == Language::chinese && !scenario.title_zh.empty();
  std::string text = (chinese ? scenario.title_zh : scenario.title) + "\n";
  const char* form = in_language(
      language,
      "{} tunnels, {} bridges, {} nodes whose loss parts the network, {} independent loops\n"
      "algebraic connectivity {:.5f}, spectral gap {:.4f}, central point dominance {:.3f}, "
      "critical "
      "breakdown ratio {:.3f}\n",
      "{} 条隧道，{} 座桥，{} 个割点，{} 个独立回路\n"
      "代数连通度 {:.5f}，谱间隙 {:.4f}，中心点优势 {:.3f}，临界崩解比 {:.3f}\n");
  text += fmt::format(fmt::runtime(form), answer.tunnels, answer.bridges.size(),
                      answer.articulation_points.size(), t.loops, t.algebraic_connectivity,
                      t.spectral_gap, t.central_point_dominance, t.critical_breakdown_ratio);
  return text + losses_text(answer, language) + in_time_text(question, answer, language) +
         critical_text(answer, language) + campaign_text(question, answer, language);
}

}  // namespace dimai::scenarios
