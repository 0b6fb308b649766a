#include <cmath>

#include <nlohmann/json.hpp>

#include "scenarios/describing/fleet_text.hpp"
#include "scenarios/dispatching/dispatch_results.hpp"
#include "scenarios/recording/closing_tables.hpp"
#include "scenarios/recording/summary.hpp"
#include "scenarios/version.hpp"

namespace dimai::scenarios {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json counts_json(const Run& run) {
  Json all = Json::object();
  for (const ClassCounts& row : run.counts()) {
    all[row.name] = {{"requested", row.requested}, {"arrived", row.arrived},
                     {"under_way", row.under_way}, {"waiting", row.waiting},
                     {"refused", row.refused},     {"unparked", row.unparked}};
    if (!row.name_zh.empty()) all[row.name]["name_zh"] = row.name_zh;
  }
  return all;
}

Json fleet_json(const Run& run) {
  Json all = Json::object();
  const auto& classes = run.scenario().capsule_classes;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const models::FleetNeed& need = run.fleet_need()[i];
    const models::FleetWork work = run.service().work()[i];
    const models::BatteryTotals& battery = run.service().batteries().totals[i];
    all[classes[i].name] = {{"fleet", classes[i].fleet},
                            {"least_fleet", need.bound.fleet()},
                            {"least_fleet_loaded", need.bound.loaded},
                            {"least_fleet_empty", need.bound.empty},
                            {"busiest_hour_fleet", need.busiest_hour()},
                            {"fleet_is", verdict_name(verdict(need, classes[i]))},
                            {"loaded_distance_m", work.loaded_distance_m},
                            {"empty_distance_m", work.empty_distance_m},
                            {"empty_trips", work.empty_trips},
                            {"steered_trips", work.steered_trips},
                            {"workshop_stays", work.workshop_stays},
                            {"charged_j", battery.charged_j},
                            {"charge_waits", battery.waits},
                            {"ran_flat", battery.ran_flat}};
  }
  return all;
}

Json measures_json(const std::vector<Measure>& measures) {
  Json all = Json::array();
  for (const Measure& m : measures) {
    all.push_back({{"name", m.name},
                   {"class", m.capsule_class},
                   {"origin", m.origin},
                   {"destination", m.destination},
                   {"unit", m.unit},
                   {"n", m.n},
                   {"mean", number(m.mean)},
                   {"p5", number(m.p5)},
                   {"p50", number(m.p50)},
                   {"p95", number(m.p95)},
                   {"p99", number(m.p99)}});
  }
  return all;
}

Json regions_json(const models::Regions& regions) {
  const models::RegionTimes& times = regions.times();
  return {{"count", regions.size()},
          {"threads", regions.threads()},
          {"cut_links", regions.partition().cut_links.size()},
          {"crossing_share", regions.partition().crossing_share},
          {"look_ahead_s", sim::to_seconds({regions.look_ahead_ns()})},
          {"windows", times.windows},
          {"work_s", times.work_s},
          {"longest_s", times.longest_s},
          {"decisions_s", times.decisions_s},
          {"reachable_speed_up", times.reachable()}};
}

}  // namespace

std::string summary_json(const Run& run, const std::vector<Measure>& measures, const RunEnd& end,
                         const std::filesystem::path& result, const std::filesystem::path& report) {
  Json json;
  json["scenario"] = run.scenario().name;
  json["version"] = version();
  json["seed"] = run.scenario().run.seed;
  json["replication"] = run.scenario().run.replication;
  json["simulated_s"] = sim::to_seconds(run.now());
  json["events"] = run.event_count();
  json["event_hash"] = event_hash_text(run);
  json["crossings"] = run.observation().crossings;
  json["wall_s"] = end.wall_s;
  json["peak_rss_bytes"] = end.peak_rss_bytes;
  if (run.regions() != nullptr) json["regions"] = regions_json(*run.regions());
  if (run.dispatch() != nullptr) json["dispatch"] = Json::parse(dispatch_json(run));
  json["complete"] = end.complete;
  json["end_reason"] = end.reason;
  json["counts"] = counts_json(run);
  json["fleet"] = fleet_json(run);
  json["measures"] = measures_json(measures);
  json["result"] = result.string();
  json["report"] = report.string();
  return json.dump(2);
}

}  // namespace dimai::scenarios
