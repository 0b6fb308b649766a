#include "scenarios/pipelines/powder/dense_table.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/pipelines/powder/explain.hpp"

namespace dimai::scenarios {

namespace {

using Json = nlohmann::ordered_json;
constexpr double kPerHour = 3600.0;
constexpr double kTankFilling = 0.9;

std::string obstacle(const DenseQuestion& q, const models::OperatingPoint& point,
                     Language language) {
  models::ConveyingRule rule;
  rule.most_drop_pa = q.rule.most_drop_pa;
  return obstacle_text(point, rule, language);
}

double load_kg(const DenseQuestion& q) {
  return kTankFilling * q.tank.volume_m3 * q.line.bulk_density_kg_m3;
}

models::BlowTankCycle cycle_of(const DenseQuestion& q, const models::OperatingPoint& point) {
  models::BlowTank tank = q.tank;
  tank.conveying_flow_kg_s = q.line.pipe.solids_flow_kg_s;
  tank.tail_s = point.profile.transit_s;
  tank.gauge_pressure_pa = point.drop_pa();
  tank.gas_flow_m3_s = point.free_gas_m3_s;
  return models::blow_tank_cycle(tank, load_kg(q), q.powder.particle_density_kg_m3,
                                 q.line.pipe.known_pressure_pa);
}

std::string heading(const DenseQuestion& q, Language language) {
  const char* form = in_language(
      language,
      "{:.4g} kg/h of {} as slugs by {} over {:.4g} m horizontal, {:.4g} m up, {} bends\n"
      "  slugs {:.3g} m/s at the end; bulk {:.4g} kg/m3; friction: wall {:.3g}, internal {:.3g}; "
      "stress ratio {:.2g}; compressor up to {}\n"
      "  blow tank {:.4g} m3: loads of {:.4g} kg\n",
      "以 {2} 密相（料栓）输送 {0:.4g} kg/h {1}，水平 {3:.4g} m，提升 {4:.4g} m，{5} 个弯头\n"
      "  末端料栓 {6:.3g} m/s；堆密度 {7:.4g} kg/m³；摩擦：壁面 {8:.3g}，内 {9:.3g}；应力比 "
      "{10:.2g}；压缩机上限 {11}\n"
      "  仓泵 {12:.4g} m³：每次 {13:.4g} kg\n");
  return fmt::format(fmt::runtime(form), q.line.pipe.solids_flow_kg_s * kPerHour, q.powder.id,
                     name_of(q.line.pipe.gas), q.horizontal_m, q.rise_m, q.bends,
                     q.line.end_velocity_m_s, q.line.bulk_density_kg_m3, q.line.wall_friction,
                     q.line.inner_friction, q.line.stress_ratio, bar_text(q.rule.most_drop_pa),
                     q.tank.volume_m3, load_kg(q));
}

std::string table_head(Language language) {
  return in_language(
      language,
      "  bore   slugs at  Mi-Wypych  Konrad    law that    drop    gas     loading  energy  mean   "
      " "
      "works\n"
      "  mm     feed m/s  bar        bar       decides     bar     m3/h    kg/kg    kWh/t   kg/h\n",
      "  管径   进料料栓  Mi-Wypych  Konrad    决定的      压降    气量    料气比   能耗    平均   "
      " "
      "可行\n"
      "  mm     m/s       bar        bar       公式        bar     m3/h    kg/kg    kWh/t   "
      "kg/h\n");
}

std::string law_bar(double pressure_pa) {
  return std::isnan(pressure_pa) ? "-" : fmt::format("{:.3g}", pressure_pa / 1e5);
}

std::string table_row(const DenseQuestion& q, const DenseRow& row, Language language) {
  const models::OperatingPoint& point = row.point;
  const std::string why = obstacle(q, point, language);
  const std::string verdict =
      why.empty() ? fmt::format("{}{}{}",
                                point.dense->regime == models::PlugRegime::permeated
                                    ? in_language(language, "yes, ", "是，")
                                    : in_language(language, "by trial: ", "须试验："),
                                regime_text(point.dense->regime, language),
                                row.point.profile.hold_up_kg > load_kg(q)
                                    ? in_language(language, "; load below hold-up",
                                                  "；每次装料少于管内存料")
                                    : "")
                  : fmt::format("{}{}", in_language(language, "no: ", "否："), why);
  if (point.profile.points.empty())
    return fmt::format("  {:<6.4g} {}\n", row.bore_m * 1e3, verdict);
  return fmt::format(
      "  {:<6.4g} {:<9.3g} {:<10} {:<9} {:<11} {:<7.3g} {:<7.4g} {:<8.3g} {:<7.3g} "
      "{:<7.4g} {}\n",
      row.bore_m * 1e3, point.dense->feed_velocity_m_s, law_bar(point.dense->mi_wypych_pa),
      law_bar(point.dense->konrad_pa), point.deciding_law, point.drop_pa() / 1e5,
      point.free_gas_m3_s * kPerHour, point.loading,
      point.energy_j_kg(q.line.pipe.solids_flow_kg_s) / kPerHour,
      row.cycle.mean_flow_kg_s * kPerHour, verdict);
}

std::string cautions(const DenseQuestion& q, bool pushed, Language language) {
  std::string text = fmt::format(
      fmt::runtime(in_language(
          language,
          "Drops of both laws are without the factor; the drop is the deciding law's times {} on "
          "its gradient. Make a trial.\n",
          "两公式的压降未乘系数；压降一栏为决定的公式，梯度乘以 {}。请做试验。\n")),
      q.rule.factor);
  if (!q.powder.friction_stated && q.powder.friction_flag == models::Flag::assumption)
    text +=
        in_language(language, "The friction of this powder is an assumption: have it measured.\n",
                    "该粉末的摩擦系数为假设值：请实测。\n");
  if (std::isnan(q.powder.stress_ratio))
    text += in_language(language,
                        "The stress ratio is an assumption: 1 - sin of the angle of internal "
                        "friction.\n",
                        "应力比为假设值：1 - sin（内摩擦角）。\n");
  text += in_language(language,
                      "Load below hold-up: the line never gets into steady flow; a larger tank is "
                      "needed. The mean is that of the blow tank's cycle.\n",
                      "每次装料少于管内存料：达不到稳态，需更大的仓泵。平均值按仓泵周期计。\n");
  if (pushed)
    text += in_language(language,
                        "Mechanically pushed: the gas does not get through the slugs, and neither "
                        "law is meant for that. By-pass air and a trial are needed.\n",
                        "机械推动：气体透不过料栓，两公式均不适用于此。需要旁通气并做试验。\n");
  return text;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json row_json(const DenseQuestion& q, const DenseRow& row) {
  const models::OperatingPoint& point = row.point;
  Json json{{"bore_m", row.bore_m},
            {"works", point.works()},
            {"why_not", obstacle(q, point, Language::english)},
            {"mi_wypych_pa", number(point.dense->mi_wypych_pa)},
            {"konrad_pa", number(point.dense->konrad_pa)},
            {"deciding_law", point.deciding_law}};
  if (point.profile.points.empty()) return json;
  json["regime"] = regime_text(point.dense->regime, Language::english);
  json["drop_pa"] = point.drop_pa();
  json["slug_feed_m_s"] = point.dense->feed_velocity_m_s;
  json["slug_share"] = point.dense->feed_slug_share;
  json["permeation_share"] = point.dense->permeation_share;
  json["longest_plug_m"] = point.dense->longest_plug_m;
  json["gas_m3_s"] = point.free_gas_m3_s;
  json["loading"] = point.loading;
  json["power_w"] = point.power_w;
  json["energy_j_kg"] = number(point.energy_j_kg(q.line.pipe.solids_flow_kg_s));
  json["transit_s"] = point.profile.transit_s;
  json["hold_up_kg"] = point.profile.hold_up_kg;
  json["cycle_s"] = row.cycle.total_s();
  json["mean_rate_kg_s"] = row.cycle.mean_flow_kg_s;
  json["peak_rate_kg_s"] = row.cycle.peak_flow_kg_s;
  return json;
}

}  // namespace

std::vector<DenseRow> dense_design(const DenseQuestion& question) {
  std::vector<DenseRow> rows;
  models::DenseLine line = question.line;
  for (const double bore_m : question.bores_m) {
    line.pipe.bore_m = bore_m;
    DenseRow row{bore_m, models::operate_dense(line, question.rule), {}};
    if (!row.point.profile.points.empty()) row.cycle = cycle_of(question, row.point);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string dense_text(const DenseQuestion& question, const std::vector<DenseRow>& rows,
                       Language language) {
  std::string text = heading(question, language) + "\n" + table_head(language);
  bool any = false;
  bool pushed = false;
  for (const DenseRow& row : rows) {
    text += table_row(question, row, language);
    any |= row.point.works();
    pushed |= row.point.works() && row.point.dense->regime == models::PlugRegime::pushed;
  }
  text += "\n" + cautions(question, pushed, language);
  if (!any)
    text += in_language(language,
                        "Nothing works: shorten the line, allow more pressure, or use stages.\n",
                        "均不可行：请缩短管线、提高压力或分级输送。\n");
  return text;
}

std::string dense_json(const DenseQuestion& question, const std::vector<DenseRow>& rows) {
  Json list = Json::array();
  for (const DenseRow& row : rows) list.push_back(row_json(question, row));
  const models::DenseLine& line = question.line;
  const Json all{{"powder", question.powder.id},
                 {"phase", "dense"},
                 {"gas", name_of(line.pipe.gas)},
                 {"rate_kg_s", line.pipe.solids_flow_kg_s},
                 {"distance_m", question.horizontal_m},
                 {"rise_m", question.rise_m},
                 {"bends", question.bends},
                 {"bulk_density_kg_m3", line.bulk_density_kg_m3},
                 {"wall_friction", line.wall_friction},
                 {"internal_friction", line.inner_friction},
                 {"stress_ratio", line.stress_ratio},
                 {"slug_velocity_m_s", line.end_velocity_m_s},
                 {"factor", question.rule.factor},
                 {"load_kg", load_kg(question)},
                 {"rows", list}};
  return all.dump(2);
}

}  // namespace dimai::scenarios
