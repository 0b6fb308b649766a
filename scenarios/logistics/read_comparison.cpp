#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "scenarios/logistics/factor_table.hpp"
#include "scenarios/logistics/logistics_reading.hpp"
#include "scenarios/reading/parameters.hpp"

namespace dimai::scenarios {

namespace {

/// [logistics.factor] key = 0.4 or [0.3, 0.4, 0.55]: a range of one's own.
void read_own_factors(LogisticsReading& r) {
  TableReader table = r.table.table("factor");
  for (const Member* member : table.unknown()) {
    const Value* value = table.find(member->key);
    std::vector<double> numbers;
    if (value->real() != nullptr) numbers = {*value->real()};
    if (value->integer() != nullptr) numbers = {static_cast<double>(*value->integer())};
    if (value->array() != nullptr) numbers = read_numbers(table, member->key, 1e15);
    const bool good = numbers.size() == 1 ||
                      (numbers.size() == 3 && std::is_sorted(numbers.begin(), numbers.end()));
    if (!good) {
      table.error(member->key, fmt::format("got {}, needs a number, or [low, value, high] in order",
                                           shown(*value)));
      continue;
    }
    models::Factor factor;
    factor.key = member->key;
    factor.low = numbers.front();
    factor.value = numbers[numbers.size() / 2];
    factor.high = numbers.back();
    factor.source = fmt::format("scenario.toml:{}", value->place.line);
    const auto same = std::find_if(r.plan.factors.begin(), r.plan.factors.end(),
                                   [&](const models::Factor& f) { return f.key == factor.key; });
    if (same == r.plan.factors.end()) {
      r.plan.factors.push_back(factor);
    } else {
      factor.unit = same->unit;
      *same = factor;
    }
  }
}

/// Each factor that counts is a parameter that describe and the report show, with its flag.
void show_factors(LogisticsReading& r) {
  std::vector<std::string> used = models::comparison_keys();
  for (const CapitalPlan& each : r.plan.capital) {
    used.push_back(r.plan.factors[each.factor].key);
    if (each.embodied != models::ShipmentPlan::kNone)
      used.push_back(r.plan.factors[each.embodied].key);
  }
  std::vector<models::Factor> kept;
  std::vector<std::uint32_t> row(r.plan.factors.size(), 0);
  for (std::size_t f = 0; f < r.plan.factors.size(); ++f) {
    const models::Factor& factor = r.plan.factors[f];
    row[f] = static_cast<std::uint32_t>(kept.size());
    if (std::find(used.begin(), used.end(), factor.key) == used.end()) continue;
    kept.push_back(factor);
    EffectiveParameter parameter;
    parameter.key = "logistics.factor." + factor.key;
    parameter.value = factor.low < factor.high
                          ? fmt::format("{:.6g} ({:.6g} to {:.6g}) {}", factor.value, factor.low,
                                        factor.high, factor.unit)
                          : fmt::format("{:.6g} {}", factor.value, factor.unit);
    parameter.si_value = factor.value;
    parameter.default_value = parameter.value;
    parameter.is_default = !factor.source.starts_with("scenario.toml");
    parameter.flag = factor.flag;
    parameter.source = factor.source;
    parameter.meaning = "factor of the comparison with today, sampled over its range";
    r.reading.scenario.parameters.push_back(std::move(parameter));
  }
  for (CapitalPlan& each : r.plan.capital) {
    each.factor = row[each.factor];
    if (each.embodied != models::ShipmentPlan::kNone) each.embodied = row[each.embodied];
  }
  r.plan.factors = std::move(kept);
}

void read_today(LogisticsReading& r) {
  const auto& classes = r.plan.shipments.classes;
  r.plan.today.resize(classes.size());
  r.plan.has_today.resize(classes.size(), 0);
  for (TableReader& each : r.table.tables(TodayParameters::table)) {
    std::vector<std::string_view> names;
    bool known = false;
    for (std::size_t c = 0; c < classes.size(); ++c) {
      names.push_back(classes[c].name);
      if (classes[c].name != each.name()) continue;
      known = true;
      read_fields(each, r.plan.today[c], {}, r.reading.scenario.parameters);
      r.plan.has_today[c] = 1;
    }
    if (!known)
      each.error("", fmt::format("there is no class of shipments \"{}\"{}", each.name(),
                                 did_you_mean(each.name(), names)));
    if (known) each.finish();
  }
}

/// Days since 1970 of "2030-01-01"; nothing if there is no such day.
std::optional<std::int64_t> days_of(std::string_view date) {
  std::array<int, 3> parts{};
  const bool form = date.size() == 10 && date[4] == '-' && date[7] == '-';
  const std::array<std::pair<std::size_t, std::size_t>, 3> where{{{0, 4}, {5, 2}, {8, 2}}};
  for (std::size_t i = 0; form && i < 3; ++i) {
    const char* first = date.data() + where[i].first;
    const char* last = first + where[i].second;
    if (std::from_chars(first, last, parts[i]).ptr != last) return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                        std::chrono::month(static_cast<unsigned>(parts[1])),
                                        std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!form || !day.ok()) return std::nullopt;
  return std::chrono::sys_days(day).time_since_epoch().count();
}

void read_stages(LogisticsReading& r) {
  std::int64_t first = 0;
  std::int64_t last = 0;
  for (TableReader& each : r.table.list("stage")) {
    StagePlan stage;
    each.require("name", "a name");
    stage.name = each.text("name").value_or("");
    stage.name_zh = each.text("name_zh").value_or(stage.name);
    each.require("date", "a date such as \"2030-01-01\"");
    stage.date = each.text("date").value_or("");
    stage.day = static_cast<std::int64_t>(r.plan.stages.size());
    each.finish();
    const auto days = days_of(stage.date);
    if (!days && !stage.date.empty())
      each.error("date",
                 fmt::format("got \"{}\", needs a date such as \"2030-01-01\"", stage.date));
    if (!days) continue;
    if (r.plan.stages.empty()) first = *days;
    if (!r.plan.stages.empty() && *days <= last)
      each.error("date", fmt::format("got \"{}\", which is not after the stage before, \"{}\": "
                                     "stages are out of order",
                                     stage.date, r.plan.stages.back().date));
    last = *days;
    stage.begin_a = static_cast<double>(*days - first) / 365.25;
    r.plan.stages.push_back(stage);
  }
  const double days = r.plan.shipments.duration_s / 86400.0;
  if (r.plan.stages.size() > 1 && days < static_cast<double>(r.plan.stages.size()))
    r.table.error(
        "period",
        fmt::format("{} stages need as many days, but the period is {}", r.plan.stages.size(),
                    quantity_text(r.plan.shipments.duration_s, Dimension::time)));
}

}  // namespace

void read_comparison(LogisticsReading& r) {
  r.plan.factors = read_factor_table(shipped_factors(), r.reading.problems);
  read_own_factors(r);
  read_today(r);
  read_stages(r);
  read_capital(r);
  read_staff(r);
  TableReader money = r.table.table(MoneyParameters::table);
  read_fields(money, r.plan.money, {}, r.reading.scenario.parameters);
  money.finish();
  show_factors(r);
}

}  // namespace dimai::scenarios
