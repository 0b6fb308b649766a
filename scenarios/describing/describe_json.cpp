#include <cmath>

#include <nlohmann/json.hpp>

#include "scenarios/describing/describe.hpp"
#include "scenarios/describing/field_texts.hpp"
#include "scenarios/describing/fleet_text.hpp"
#include "scenarios/describing/hosts_text.hpp"
#include "scenarios/describing/size.hpp"

namespace dimai::scenarios {

namespace {

using Json = nlohmann::ordered_json;

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json parameters_json(const std::vector<EffectiveParameter>& parameters) {
  Json list = Json::array();
  for (const EffectiveParameter& each : parameters) {
    const FieldText chinese = chinese_text(each.meaning);
    list.push_back({{"key", each.key},
                    {"value", each.value},
                    {"unit", each.unit},
                    {"si_value", finite(each.si_value)},
                    {"default", each.default_value},
                    {"least", finite(each.least)},
                    {"greatest", finite(each.greatest)},
                    {"least_text", each.least_text},
                    {"greatest_text", each.greatest_text},
                    {"choices", each.choices},
                    {"is_default", each.is_default},
                    {"flag", flag_name(each.flag)},
                    {"source", each.source},
                    {"meaning", each.meaning},
                    {"name_zh", chinese.name},
                    {"meaning_zh", chinese.meaning}});
  }
  return list;
}

Json pipelines_json(const Scenario& scenario) {
  Json all = Json::object();
  for (const auto& pipeline : scenario.pipelines) {
    Json& sizes = all[std::string(pipeline->kind())] = Json::object();
    for (const auto& [name, count] : pipeline->size()) sizes[name] = count;
  }
  return all;
}

Json size_json(const Scenario& scenario) {
  const ScenarioSize size = size_of(scenario);
  const std::vector<models::FleetNeed> needs = fleet_needs(scenario);
  Json classes = Json::array();
  for (std::size_t i = 0; i < scenario.capsule_classes.size(); ++i) {
    classes.push_back({{"class", scenario.capsule_classes[i].name},
                       {"carries", scenario.capsule_classes[i].carries},
                       {"fleet", size.fleet[i]},
                       {"expected_requests", size.requests[i]},
                       {"least_fleet", needs[i].bound.fleet()},
                       {"least_fleet_loaded", needs[i].bound.loaded},
                       {"least_fleet_empty", needs[i].bound.empty},
                       {"busiest_hour_fleet", needs[i].busiest_hour()},
                       {"fleet_is", verdict_name(verdict(needs[i], scenario.capsule_classes[i]))}});
  }
  return {{"nodes", size.nodes},
          {"portals", size.nodes_by_kind[0]},
          {"junctions", size.nodes_by_kind[1]},
          {"yards", size.nodes_by_kind[2]},
          {"sidings", size.nodes_by_kind[3]},
          {"links", size.links},
          {"local_tube_m", size.tube_m_by_role[0]},
          {"trunk_tube_m", size.tube_m_by_role[1]},
          {"berths", size.berths},
          {"parking", size.parking},
          {"classes", classes},
          {"pipelines", pipelines_json(scenario)}};
}

Json memory_json(const MemoryEstimate& memory) {
  return {{"total", memory.total_bytes()},     {"program", memory.program_bytes},
          {"network", memory.network_bytes},   {"routing", memory.routing_bytes},
          {"requests", memory.requests_bytes}, {"capsules", memory.capsules_bytes},
          {"series", memory.series_bytes},     {"pipelines", memory.pipelines_bytes}};
}

}  // namespace

std::string effective_json(const std::vector<EffectiveParameter>& parameters) {
  return parameters_json(parameters).dump(1);
}

std::string describe_json(const Scenario& scenario) {
  const auto plan = dispatch_plan_of(scenario);
  const Json json{{"scenario", scenario.name},
                  {"title", scenario.title},
                  {"title_zh", scenario.title_zh},
                  {"size", size_json(scenario)},
                  {"dispatch", plan ? Json::parse(hosts_json(scenario, *plan)) : Json()},
                  {"memory_bytes", memory_json(memory_of(scenario))},
                  {"parameters", parameters_json(scenario.parameters)},
                  {"overrides", scenario.overrides},
                  {"warnings", Json::parse(to_json(scenario.warnings))}};
  return json.dump(2);
}

}  // namespace dimai::scenarios
