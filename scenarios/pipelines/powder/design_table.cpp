#include "scenarios/pipelines/powder/design_table.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/formats/units.hpp"
#include "scenarios/pipelines/powder/explain.hpp"

namespace dimai::scenarios {

namespace {

using Json = nlohmann::ordered_json;
constexpr double kPerHour = 3600.0;

const char* flag_word(models::Flag flag, Language language) {
  if (flag == models::Flag::sourced) return in_language(language, "sourced", "有来源");
  if (flag == models::Flag::derived) return in_language(language, "derived", "推算");
  return in_language(language, "ASSUMPTION", "假设");
}

std::string heading(const DesignQuestion& q, Language language) {
  const char* form = in_language(
      language,
      "{} kg/h of {} by {} over {:.4g} m horizontal, {:.4g} m up, {} bends\n"
      "  particles {:.4g} um ({}), {:.5g} kg/m3 ({}); blower up to {}, gas at most {:.3g} m/s\n",
      "以 {1} 输送 {0} kg/h，介质 {2}，水平 {3:.4g} m，提升 {4:.4g} m，{5} 个弯头\n"
      "  颗粒 {6:.4g} um（{7}），{8:.5g} kg/m³（{9}）；风机上限 {10}，气速上限 {11:.3g} m/s\n");
  return fmt::format(fmt::runtime(form), fmt::format("{:.4g}", q.line.solids_flow_kg_s * kPerHour),
                     q.powder.id, name_of(q.line.gas), q.horizontal_m, q.rise_m, q.bends,
                     q.powder.size_m * 1e6, flag_word(q.powder.size_flag, language),
                     q.powder.particle_density_kg_m3, flag_word(q.powder.density_flag, language),
                     bar_text(q.rule.most_drop_pa), q.rule.most_velocity_m_s);
}

std::string table_head(Language language) {
  return in_language(
      language,
      "  bore   feed    end   drop   gas      loading  energy  saltation    law that        works\n"
      "  mm     m/s     m/s   bar    m3/h     kg/kg    kWh/t   m/s          decides\n",
      "  管径   进料    末端  压降   气量     料气比   能耗    沉积速度     决定的          可行\n"
      "  mm     m/s     m/s   bar    m3/h     kg/kg    kWh/t   m/s          公式\n");
}

std::string table_row(const DesignQuestion& q, const DesignRow& row, Language language) {
  const models::OperatingPoint& point = row.point;
  const std::string why = obstacle_text(point, q.rule, language);
  const std::string verdict = why.empty()
                                  ? in_language(language, "yes", "是")
                                  : fmt::format("{}{}", in_language(language, "no: ", "否："), why);
  if (point.profile.points.empty())
    return fmt::format("  {:<6.4g} {}\n", row.bore_m * 1e3, verdict);
  return fmt::format(
      "  {:<6.4g} {:<7.3g} {:<5.3g} {:<6.3g} {:<8.4g} {:<8.3g} {:<7.3g} {:<12} {:<15} {}\n",
      row.bore_m * 1e3, point.profile.feed().gas_velocity_m_s,
      point.profile.delivery().gas_velocity_m_s, point.drop_pa() / 1e5,
      point.free_gas_m3_s * kPerHour, point.loading,
      point.energy_j_kg(q.line.solids_flow_kg_s) / kPerHour,
      fmt::format("{:.2g} - {:.2g}", point.saltation.lowest_m_s, point.saltation.highest_m_s),
      point.deciding_law, verdict);
}

/// Figures that are unknown, or that nobody has vouched for.
std::string cautions(const DesignQuestion& q, const std::vector<DesignRow>& rows,
                     Language language) {
  std::string text;
  double spread = 0.0;
  for (const DesignRow& row : rows) {
    if (!row.point.profile.points.empty())
      spread = std::max(spread, row.point.saltation.highest_m_s / row.point.saltation.lowest_m_s);
  }
  if (spread > 0.0)
    text += fmt::format(
        fmt::runtime(in_language(
            language,
            "The correlations differ by up to {:.2g} times; {} x {} is taken. Make a trial.\n",
            "各公式相差可达 {:.2g} 倍；取 {} 的 {} 倍。请做试验。\n")),
        spread,
        q.rule.law ? std::string(models::kSaltationLaws[static_cast<std::size_t>(*q.rule.law)])
                   : std::string(in_language(language, "the highest", "最高者")),
        q.rule.factor);
  if (q.powder.density_flag == models::Flag::assumption ||
      q.powder.size_flag == models::Flag::assumption)
    text +=
        in_language(language, "Size or density is an assumption: replace it by the maker's data.\n",
                    "粒径或密度为假设值：请以厂家数据替换。\n");
  if (q.powder.needs_inert_gas() && std::isnan(q.powder.loc_share))
    text += in_language(language, "Its limiting oxygen concentration is unknown: have it tested.\n",
                        "极限氧浓度未知：请送检。\n");
  return text;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json row_json(const DesignQuestion& q, const DesignRow& row) {
  const models::OperatingPoint& point = row.point;
  Json json{{"bore_m", row.bore_m},
            {"works", point.works()},
            {"why_not", obstacle_text(point, q.rule, Language::english)}};
  if (point.profile.points.empty()) return json;
  json["feed_velocity_m_s"] = point.profile.feed().gas_velocity_m_s;
  json["end_velocity_m_s"] = point.profile.delivery().gas_velocity_m_s;
  json["drop_pa"] = point.drop_pa();
  json["gas_m3_s"] = point.free_gas_m3_s;
  json["loading"] = point.loading;
  json["power_w"] = point.power_w;
  json["energy_j_kg"] = number(point.energy_j_kg(q.line.solids_flow_kg_s));
  json["saltation_low_m_s"] = point.saltation.lowest_m_s;
  json["saltation_low_law"] = point.saltation.lowest_law;
  json["saltation_high_m_s"] = point.saltation.highest_m_s;
  json["saltation_high_law"] = point.saltation.highest_law;
  json["choking_low_m_s"] = point.choking.lowest_m_s;
  json["choking_high_m_s"] = point.choking.highest_m_s;
  json["deciding_law"] = point.deciding_law;
  json["transit_s"] = point.profile.transit_s;
  json["hold_up_kg"] = point.profile.hold_up_kg;
  return json;
}

}  // namespace

std::vector<DesignRow> design(const DesignQuestion& question) {
  std::vector<DesignRow> rows;
  models::ConveyingLine line = question.line;
  for (const double bore_m : question.bores_m) {
    line.bore_m = bore_m;
    rows.push_back({bore_m, models::operate_by(line, question.rule)});
  }
  return rows;
}

std::string design_text(const DesignQuestion& question, const std::vector<DesignRow>& rows,
                        Language language) {
  std::string text = heading(question, language) + "\n" + table_head(language);
  bool any = false;
  for (const DesignRow& row : rows) {
    text += table_row(question, row, language);
    any |= row.point.works();
  }
  text += "\n" + cautions(question, rows, language);
  if (!any)
    text += in_language(language,
                        "Nothing works: shorten the line, allow more pressure, or use stages.\n",
                        "均不可行：请缩短管线、提高压力或分级输送。\n");
  return text;
}

std::string design_json(const DesignQuestion& question, const std::vector<DesignRow>& rows) {
  Json list = Json::array();
  for (const DesignRow& row : rows) list.push_back(row_json(question, row));
  const Json all{{"powder", question.powder.id},
                 {"gas", name_of(question.line.gas)},
                 {"rate_kg_s", question.line.solids_flow_kg_s},
                 {"distance_m", question.horizontal_m},
                 {"rise_m", question.rise_m},
                 {"bends", question.bends},
                 {"particle_size_m", question.powder.size_m},
                 {"particle_density_kg_m3", question.powder.particle_density_kg_m3},
                 {"oxygen_limit", number(question.powder.loc_share)},
                 {"rows", list}};
  return all.dump(2);
}

}  // namespace dimai::scenarios
