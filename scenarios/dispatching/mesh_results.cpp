#include "scenarios/dispatching/mesh_results.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/formats/terminal_text.hpp"

namespace dimai::scenarios {

namespace {

struct MeshRow {
  const models::MeshArea* area = nullptr;
  const char* way = "";
  const models::MeshWayCounts* counts = nullptr;
};

/// Up, then down, for each mesh.
std::vector<MeshRow> rows_of(const Run& run) {
  std::vector<MeshRow> rows;
  if (run.dispatch() == nullptr) return rows;
  const auto& areas = run.dispatch()->plan().meshes;
  const auto& counts = run.dispatch()->log().meshes;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    rows.push_back({&areas[i], "up", &counts[i].up});
    rows.push_back({&areas[i], "down", &counts[i].down});
  }
  return rows;
}

double share_in_time(const models::MeshWayCounts& counts) {
  return counts.sent == 0 ? std::nan("")
                          : static_cast<double>(counts.in_time) / static_cast<double>(counts.sent);
}

template <class Value, class Get>
std::vector<Value> each(const std::vector<MeshRow>& rows, Get get) {
  std::vector<Value> values;
  for (const MeshRow& row : rows) values.push_back(static_cast<Value>(get(row)));
  return values;
}

}  // namespace

void write_meshes(ResultWriter& writer, const Run& run) {
  const std::vector<MeshRow> rows = rows_of(run);
  if (rows.empty()) return;
  std::vector<Column> columns{
      {{"mesh", "", "id of [messages.mesh.ID]"},
       each<std::string>(rows, [](const MeshRow& row) { return row.area->id; })},
      {{"way", "", "up: from a portal to a gateway; down: to a portal"},
       each<std::string>(rows, [](const MeshRow& row) { return row.way; })},
      {{"nodes", "1", "lamps and bikes"},
       each<std::int64_t>(
           rows, [](const MeshRow& row) { return row.area->setup.lamps + row.area->setup.bikes; })},
      {{"sent", "1", "messages"},
       each<std::int64_t>(rows, [](const MeshRow& row) { return row.counts->sent; })},
      {{"delivered", "1", "of those, there by the end"},
       each<std::int64_t>(rows, [](const MeshRow& row) { return row.counts->delivered; })},
      {{"in_time", "1", "of those, within the mesh's time"},
       each<std::int64_t>(rows, [](const MeshRow& row) { return row.counts->in_time; })},
      {{"lost", "1", "kept too long, or an end of theirs failed"},
       each<std::int64_t>(rows, [](const MeshRow& row) { return row.counts->lost; })}};
  constexpr std::array<std::pair<const char*, double>, 4> quantiles{
      {{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}, {"max", 1.0}}};
  for (const auto& [name, p] : quantiles) {
    const double share = p;
    columns.push_back({{fmt::format("delay_{}_s", name), "s",
                        fmt::format("over the mesh, of those delivered, quantile {:g}", p)},
                       each<double>(rows, [share](const MeshRow& row) {
                         return row.counts->delay_s.quantile(share);
                       })});
  }
  writer.write_columns("/dispatch_mesh", columns);
}

std::string mesh_lines(const Run& run, Language language) {
  std::string text;
  const char* form = in_language(
      language,
      "  mesh {} {}: {} messages, {:.1f} % within {:g} s, {} lost; p50 {:.3g} s, p95 {:.3g} s\n",
      "  网格 {} {}：{} 条消息，{:.1f} % 在 {:g} 秒内送达，丢失 {} 条；p50 {:.3g} 秒，p95 {:.3g} "
      "秒\n");
  for (const MeshRow& row : rows_of(run)) {
    const bool up = std::string_view(row.way) == "up";
    const char* way = in_language(language, up ? "up" : "down", up ? "上行" : "下行");
    text += fmt::format(fmt::runtime(form), row.area->id, way, grouped(row.counts->sent),
                        100.0 * share_in_time(*row.counts), row.area->within_s,
                        grouped(row.counts->lost), row.counts->delay_s.quantile(0.5),
                        row.counts->delay_s.quantile(0.95));
  }
  return text;
}

std::string mesh_json(const Run& run) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  const auto number = [](double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
  };
  for (const MeshRow& row : rows_of(run)) {
    list.push_back({{"mesh", row.area->id},
                    {"way", row.way},
                    {"sent", row.counts->sent},
                    {"delivered", row.counts->delivered},
                    {"in_time", row.counts->in_time},
                    {"lost", row.counts->lost},
                    {"delay_p50_s", number(row.counts->delay_s.quantile(0.5))},
                    {"delay_p95_s", number(row.counts->delay_s.quantile(0.95))}});
  }
  return list.dump();
}

}  // namespace dimai::scenarios
