#include "scenarios/describing/describe.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/describing/field_texts.hpp"
#include "scenarios/describing/fleet_text.hpp"
#include "scenarios/describing/hosts_text.hpp"
#include "scenarios/describing/size.hpp"
#include "scenarios/formats/terminal_text.hpp"

namespace dimai::scenarios {

namespace {

/// Rows of a name and a text, the texts below each other.
class Rows {
 public:
  void add(std::string name, std::string text) {
    width_ = std::max(width_, terminal_width(name) + 2);
    rows_.emplace_back(std::move(name), std::move(text));
  }
  std::string text() const {
    std::string all;
    for (const auto& [name, text] : rows_)
      all += fmt::format("  {}{}\n", left_aligned(name, width_), text);
    return all;
  }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
  std::size_t width_ = 10;
};

std::string megabytes(double bytes) {
  return bytes < 10e6 ? fmt::format("{:.1f} MB", bytes / 1e6)
                      : fmt::format("{:.0f} MB", bytes / 1e6);
}

std::string nodes_text(const ScenarioSize& size, Language language) {
  const auto& kinds = size.nodes_by_kind;
  if (language == Language::chinese)
    return fmt::format("{}（{} 个站点，{} 个路口，{} 个编组站，{} 个侧线）", grouped(size.nodes),
                       kinds[0], kinds[1], kinds[2], kinds[3]);
  return fmt::format("{} ({}, {}, {}, {})", grouped(size.nodes), counted(kinds[0], "portal"),
                     counted(kinds[1], "junction"), counted(kinds[2], "yard"),
                     counted(kinds[3], "siding"));
}

std::string places_text(const ScenarioSize& size, Language language) {
  const auto berths = static_cast<std::uint64_t>(size.berths);
  const auto parking = static_cast<std::uint64_t>(size.parking);
  if (language == Language::chinese)
    return fmt::format("{} 个泊位，{} 个停车位", grouped(berths), grouped(parking));
  return counted(berths, "berth") + ", " + counted(parking, "parking place");
}

void add_network(Rows& rows, const ScenarioSize& size, Language language) {
  const auto km = [&size](std::size_t role) { return size.tube_m_by_role[role] / 1000.0; };
  const char* links = in_language(language, "{}, each in one direction", "{}，每条一个方向");
  const char* tubes = in_language(language, "{:.1f} km: {:.1f} km local, {:.1f} km trunk",
                                  "{:.1f} 公里：支线 {:.1f} 公里，干线 {:.1f} 公里");
  rows.add(in_language(language, "nodes", "节点"), nodes_text(size, language));
  rows.add(in_language(language, "links", "管段"),
           fmt::format(fmt::runtime(links), grouped(size.links)));
  rows.add(in_language(language, "tubes", "管道"),
           fmt::format(fmt::runtime(tubes), km(0) + km(1), km(0), km(1)));
  rows.add(in_language(language, "places", "车位"), places_text(size, language));
}

/// An expected number: whole where that says enough.
std::string expected_number(double number) {
  const bool whole = number >= 100.0 || number == std::floor(number);
  return whole ? grouped(static_cast<std::uint64_t>(std::llround(number)))
               : fmt::format("{:.3g}", number);
}

const char* carries_zh(const models::CapsuleClass& each) {
  if (each.carries == "people") return "载人";
  return each.carries == "freight" ? "货运" : "房间";
}

void add_classes(Rows& rows, const Scenario& scenario, const ScenarioSize& size,
                 Language language) {
  for (std::size_t i = 0; i < scenario.capsule_classes.size(); ++i) {
    const models::CapsuleClass& each = scenario.capsule_classes[i];
    const auto fleet = static_cast<std::uint64_t>(each.fleet);
    const std::string requests = expected_number(size.requests[i]);
    rows.add(
        each.name,
        language == Language::chinese
            ? fmt::format("{} 辆（{}），预计 {} 次请求", grouped(fleet), carries_zh(each), requests)
            : fmt::format("{} ({}), {} expected", counted(fleet, "capsule"), each.carries,
                          requests + (requests == "1" ? " request" : " requests")));
  }
}

void add_needs(Rows& rows, const Scenario& scenario, Language language) {
  const std::vector<models::FleetNeed> needs = fleet_needs(scenario);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const models::CapsuleClass& each = scenario.capsule_classes[i];
    rows.add(in_language(language, "fleet of ", "车队 ") + each.name,
             need_text(needs[i], each, language));
  }
}

void add_memory(Rows& rows, const MemoryEstimate& memory, Language language) {
  const char* pattern = in_language(
      language,
      "about {} (estimate: program {}, network {}, routing {}, requests {}, capsules "
      "{}, pipelines {}, time series {})",
      "约 {}（估计：程序 {}，网络 {}，路由 {}，请求 {}，胶囊 {}，管线 {}，时间序列 {}）");
  rows.add(in_language(language, "memory", "内存"),
           fmt::format(fmt::runtime(pattern), megabytes(memory.total_bytes()),
                       megabytes(memory.program_bytes), megabytes(memory.network_bytes),
                       megabytes(memory.routing_bytes), megabytes(memory.requests_bytes),
                       megabytes(memory.capsules_bytes), megabytes(memory.pipelines_bytes),
                       megabytes(memory.series_bytes)));
}

const char* chinese_flag(models::Flag flag) {
  switch (flag) {
    case models::Flag::sourced:
      return "有出处";
    case models::Flag::derived:
      return "推算";
    case models::Flag::assumption:
      break;
  }
  return "假设";
}

/// Where a value comes from: a mark for defaults, their flag and source; else the place it is
/// given.
std::string origin_of(const EffectiveParameter& parameter, Language language) {
  if (!parameter.is_default) return parameter.source;
  const bool chinese = language == Language::chinese;
  const char* colon = parameter.source.empty() ? "" : chinese ? "：" : ": ";
  return fmt::format(fmt::runtime(chinese ? "* 默认，{}{}{}" : "* default, {}{}{}"),
                     chinese ? chinese_flag(parameter.flag) : flag_name(parameter.flag), colon,
                     parameter.source);
}

/// Rows of key, value and origin; in Chinese also what the parameter is called.
std::string parameter_rows(const std::vector<EffectiveParameter>& parameters, Language language) {
  const auto name_of = [&](const EffectiveParameter& each) {
    return language == Language::chinese ? chinese_text(each.meaning).name : std::string();
  };
  std::size_t key_width = 0;
  std::size_t value_width = 0;
  std::size_t name_width = 0;
  for (const EffectiveParameter& each : parameters) {
    key_width = std::max(key_width, terminal_width(each.key));
    name_width = std::max(name_width, terminal_width(name_of(each)));
    if (terminal_width(each.value) <= 24)
      value_width = std::max(value_width, terminal_width(each.value));
  }
  const std::string gap = name_width > 0 ? "  " : "";
  std::string text;
  for (const EffectiveParameter& each : parameters) {
    const std::string value = each.value.empty() ? "\"\"" : each.value;
    text += fmt::format("  {}  {}{}  {}\n", left_aligned(each.key, key_width),
                        left_aligned(name_of(each), name_width) + gap,
                        left_aligned(value, value_width), origin_of(each, language));
  }
  return text;
}

}  // namespace

const char* flag_name(models::Flag flag) {
  switch (flag) {
    case models::Flag::sourced:
      return "sourced";
    case models::Flag::derived:
      return "derived";
    case models::Flag::assumption:
      break;
  }
  return "assumption";
}

std::string describe_text(const Scenario& scenario, Language language) {
  const ScenarioSize size = size_of(scenario);
  const bool chinese = language == Language::chinese && !scenario.title_zh.empty();
  const auto taken = std::count_if(scenario.parameters.begin(), scenario.parameters.end(),
                                   [](const EffectiveParameter& each) { return each.is_default; });
  const char* heading = in_language(language, "parameters ({}, of which defaults, marked *: {})",
                                    "参数（{} 个，其中 {} 个取默认值，以 * 标出）");
  const std::string& title = chinese ? scenario.title_zh : scenario.title;
  std::string text = (title.empty() ? scenario.name : title) + "\n";
  Rows rows;
  if (size.nodes > 0) {
    add_network(rows, size, language);
    add_classes(rows, scenario, size, language);
    add_needs(rows, scenario, language);
  }
  if (const auto plan = dispatch_plan_of(scenario)) {
    for (auto& [name, row] : host_rows(scenario, *plan, language)) rows.add(name, std::move(row));
  }
  for (const auto& pipeline : scenario.pipelines)
    rows.add(std::string(pipeline->kind()), pipeline->size_text(language));
  add_memory(rows, memory_of(scenario), language);
  text += rows.text() + "\n";
  text += fmt::format(fmt::runtime(heading), scenario.parameters.size(), taken) + "\n";
  text += parameter_rows(scenario.parameters, language);
  if (!scenario.warnings.empty())
    text.append("\n").append(problems_text(scenario.warnings, scenario.name, language));
  return text;
}

std::string problems_text(const std::vector<Problem>& problems, const std::string& scenario,
                          Language language) {
  std::string text;
  std::size_t errors = 0;
  for (const Problem& problem : problems) {
    text += to_text(problem) + "\n";
    if (problem.severity == Severity::error) ++errors;
  }
  const std::size_t warnings = problems.size() - errors;
  if (problems.empty()) return scenario + in_language(language, ": no problems\n", "：没有问题\n");
  if (language == Language::chinese)
    return text + fmt::format("{}：{} 个错误，{} 个警告\n", scenario, errors, warnings);
  return text + fmt::format("{}: {}, {}\n", scenario, counted(errors, "error"),
                            counted(warnings, "warning"));
}

}  // namespace dimai::scenarios
