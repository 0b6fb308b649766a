#include "scenarios/describing/hosts_text.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

namespace {

using Json = nlohmann::ordered_json;
using models::AccessIndex;
using models::AccessKind;
using models::DispatchPlan;

constexpr std::size_t kMostShown = 8;

/// Cabinets, or cells, that hang on links of one sort.
struct LinkSort {
  AccessKind kind = AccessKind::fibre;
  double latency_s = 0.0;
  double rate_bit_s = 0.0;
  std::uint64_t places = 0;
};

/// The most frequent first.
std::vector<LinkSort> sorts_of(const DispatchPlan& plan,
                               const sim::Table<models::NodeIndex, AccessIndex>& accesses) {
  std::map<std::tuple<AccessKind, double, double>, std::uint64_t> counts;
  for (const AccessIndex access : accesses) {
    const models::AccessPoint& row = plan.platform.access_points[access];
    ++counts[{row.kind, row.latency_s, row.bandwidth_bit_s}];
  }
  std::vector<LinkSort> sorts;
  for (const auto& [key, places] : counts)
    sorts.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), places});
  std::stable_sort(sorts.begin(), sorts.end(),
                   [](const LinkSort& a, const LinkSort& b) { return a.places > b.places; });
  return sorts;
}

/// A number with the prefix that keeps it short, such as "2 Gflop/s".
std::string with_prefix(double value, const char* unit) {
  for (const auto& [factor, prefix] : {std::pair{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}) {
    if (value >= factor) return fmt::format("{:.4g} {}{}", value / factor, prefix, unit);
  }
  return fmt::format("{:.4g} {}", value, unit);
}

std::string milliseconds(double time_s) { return fmt::format("{:.4g} ms", 1e3 * time_s); }

std::string sorts_text(const std::vector<LinkSort>& sorts, Language language) {
  std::string text;
  for (const LinkSort& sort : sorts) {
    const bool radio = sort.kind == AccessKind::radio;
    const char* kind = in_language(language, radio ? "radio" : "fibre", radio ? "无线" : "光纤");
    text += fmt::format("{}{}: {} {}, {}", text.empty() ? "" : "; ", grouped(sort.places), kind,
                        with_prefix(sort.rate_bit_s, "bit/s"), milliseconds(sort.latency_s));
  }
  return text;
}

/// Portals, by site.
std::vector<std::uint64_t> portals_by_site(const Scenario& scenario, const DispatchPlan& plan) {
  std::vector<std::uint64_t> portals(plan.sites.size(), 0);
  for (const models::NodeIndex node : scenario.network.nodes.indices()) {
    if (scenario.network.nodes[node].kind == models::NodeKind::portal)
      ++portals[plan.site_of_node[node]];
  }
  return portals;
}

std::uint64_t fleet_of(const Scenario& scenario) {
  std::uint64_t capsules = 0;
  for (const models::CapsuleClass& each : scenario.capsule_classes)
    capsules += static_cast<std::uint64_t>(each.fleet);
  return capsules;
}

std::string speeds_text(const DispatchPlan& plan) {
  std::map<double, std::uint64_t, std::greater<>> speeds;
  for (const models::DispatchSite& site : plan.sites)
    ++speeds[plan.platform.computers[site.computer].speed_flop_s];
  if (speeds.size() == 1) return with_prefix(speeds.begin()->first, "flop/s");
  std::string text;
  for (const auto& [speed, sites] : speeds)
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", grouped(sites),
                        with_prefix(speed, "flop/s"));
  return text;
}

}  // namespace

std::optional<DispatchPlan> dispatch_plan_of(const Scenario& scenario) {
  const bool by_message =
      scenario.dispatch.architecture != "none" && scenario.dispatch.interval_s <= 0.0;
  if (!by_message || scenario.capsule_classes.empty()) return std::nullopt;
  return Run(scenario).dispatch()->plan();
}

std::vector<std::pair<std::string, std::string>> host_rows(const Scenario& scenario,
                                                           const DispatchPlan& plan,
                                                           Language language) {
  std::vector<std::pair<std::string, std::string>> rows;
  const auto add = [&](const char* english, const char* chinese, std::string text) {
    rows.emplace_back(in_language(language, english, chinese), std::move(text));
  };
  add("dispatch", "调度",
      fmt::format(
          fmt::runtime(in_language(language, "{}: {} by {}, {}", "{}：{} 个调度点（{}），{}")),
          scenario.dispatch.architecture,
          language == Language::chinese ? grouped(plan.sites.size())
                                        : counted(plan.sites.size(), "dispatcher"),
          scenario.messages.back_end, speeds_text(plan)));
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < plan.sites.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return plan.sites[a].requests > plan.sites[b].requests;
  });
  const std::vector<std::uint64_t> portals = portals_by_site(scenario, plan);
  const std::size_t shown = order.size() <= kMostShown ? order.size() : kMostShown - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    const models::DispatchSite& site = plan.sites[order[i]];
    const models::Node& node = scenario.network.nodes[site.node];
    const char* form =
        in_language(language, "at {}{}: {}, {}, {}", "位于 {}{}：{} 个站点，{} 次请求，{}");
    const auto requests = static_cast<std::uint64_t>(site.requests);
    const bool chinese = language == Language::chinese;
    rows.emplace_back(
        "- " + site.id,
        fmt::format(fmt::runtime(form), node.id, node.city.empty() ? "" : " (" + node.city + ")",
                    chinese ? grouped(portals[order[i]]) : counted(portals[order[i]], "portal"),
                    chinese ? grouped(requests) : counted(requests, "request"),
                    with_prefix(plan.platform.computers[site.computer].speed_flop_s, "flop/s")));
  }
  if (shown < order.size())
    rows.emplace_back("- …",
                      fmt::format(fmt::runtime(in_language(language, "and {} more", "另有 {} 个")),
                                  grouped(order.size() - shown)));
  add("cabinets", "机柜", sorts_text(sorts_of(plan, plan.cabinet), language));
  add("radio cells", "无线小区", sorts_text(sorts_of(plan, plan.cell), language));
  const models::MessageParameters& given = scenario.messages;
  const char* capsules =
      given.capsule_order_flop > 0.0
          ? in_language(language, "{} with {}: {} for an order", "{} 台，{}：读一条指令 {}")
          : in_language(language, "{} with {}, which read at once", "{} 台，{}，立即读令");
  add("capsules' computers", "胶囊计算机",
      fmt::format(fmt::runtime(capsules), grouped(fleet_of(scenario)),
                  with_prefix(given.capsule_speed_flop_s, "flop/s"),
                  milliseconds(given.capsule_order_flop / given.capsule_speed_flop_s)));
  for (const models::MeshArea& mesh : plan.meshes) {
    const char* form =
        in_language(language, "{} portals over {} lamps and {} bikes, {} gateways by fibre",
                    "{} 个站点，{} 盏路灯、{} 辆单车，{} 个光纤网关");
    rows.emplace_back(
        in_language(language, "mesh ", "网格 ") + mesh.id,
        fmt::format(fmt::runtime(form), grouped(mesh.doors.size()), grouped(mesh.setup.lamps),
                    grouped(mesh.setup.bikes), grouped(mesh.setup.gateways)));
  }
  return rows;
}

std::string hosts_json(const Scenario& scenario, const DispatchPlan& plan) {
  const std::vector<std::uint64_t> portals = portals_by_site(scenario, plan);
  Json dispatchers = Json::array();
  for (std::size_t i = 0; i < plan.sites.size(); ++i) {
    const models::DispatchSite& site = plan.sites[i];
    const models::AccessPoint& link = plan.platform.access_points[site.access];
    dispatchers.push_back({{"id", site.id},
                           {"node", scenario.network.nodes[site.node].id},
                           {"city", scenario.network.nodes[site.node].city},
                           {"speed_flop_s", plan.platform.computers[site.computer].speed_flop_s},
                           {"latency_s", link.latency_s},
                           {"rate_bit_s", link.bandwidth_bit_s},
                           {"portals", portals[i]},
                           {"requests", site.requests},
                           {"neighbours", site.neighbours.size()}});
  }
  const auto links = [&](const sim::Table<models::NodeIndex, AccessIndex>& accesses) {
    Json list = Json::array();
    for (const LinkSort& sort : sorts_of(plan, accesses))
      list.push_back({{"kind", sort.kind == AccessKind::radio ? "radio" : "fibre"},
                      {"latency_s", sort.latency_s},
                      {"rate_bit_s", sort.rate_bit_s},
                      {"places", sort.places}});
    return list;
  };
  Json meshes = Json::array();
  for (const models::MeshArea& mesh : plan.meshes)
    meshes.push_back({{"id", mesh.id},
                      {"portals", mesh.doors.size()},
                      {"lamps", mesh.setup.lamps},
                      {"bikes", mesh.setup.bikes},
                      {"gateways", mesh.setup.gateways}});
  return Json{{"architecture", scenario.dispatch.architecture},
              {"back_end", scenario.messages.back_end},
              {"dispatchers", dispatchers},
              {"cabinets", links(plan.cabinet)},
              {"cells", links(plan.cell)},
              {"capsules",
               {{"computers", fleet_of(scenario)},
                {"speed_flop_s", scenario.messages.capsule_speed_flop_s},
                {"order_flop", scenario.messages.capsule_order_flop}}},
              {"meshes", meshes}}
      .dump();
}

}  // namespace dimai::scenarios
