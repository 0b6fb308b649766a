#include "scenarios/reading/parameters.hpp"

#include <fmt/format.h>

namespace dimai::scenarios {

namespace {

template <class T>
void take(T* target, const std::optional<T>& read) {
  if (read) *target = *read;
}

void read_into(TableReader& table, const BoundField& field, std::string_view key,
               Dimension dimension) {
  if (auto* const* number = std::get_if<double*>(&field.target)) {
    take(*number, table.quantity(key, dimension, field.low, field.high));
  } else if (auto* const* whole = std::get_if<std::int64_t*>(&field.target)) {
    take(*whole, table.whole(key, field.low, field.high));
  } else if (auto* const* flag = std::get_if<bool*>(&field.target)) {
    take(*flag, table.boolean(key));
  } else if (auto* const* text = std::get_if<std::string*>(&field.target)) {
    const std::vector<std::string_view> choices(field.choices.begin(), field.choices.end());
    take(*text, choices.empty() ? table.text(key) : table.word(key, choices));
  }
}

void show_value(const BoundField& field, Dimension dimension, EffectiveParameter& parameter) {
  if (auto* const* number = std::get_if<double*>(&field.target)) {
    parameter.si_value = **number;
    parameter.value = quantity_text(**number, dimension);
  } else if (auto* const* whole = std::get_if<std::int64_t*>(&field.target)) {
    parameter.si_value = static_cast<double>(**whole);
    parameter.value = fmt::format("{}", **whole);
  } else if (auto* const* flag = std::get_if<bool*>(&field.target)) {
    parameter.si_value = **flag ? 1.0 : 0.0;
    parameter.value = **flag ? "true" : "false";
  } else if (auto* const* text = std::get_if<std::string*>(&field.target)) {
    parameter.value = **text;
  }
}

/// What is accepted, for those who ask before they write.
void show_range(const BoundField& field, Dimension dimension, EffectiveParameter& parameter) {
  parameter.choices.assign(field.choices.begin(), field.choices.end());
  if (std::holds_alternative<bool*>(field.target)) parameter.choices = {"true", "false"};
  const bool quantity = std::holds_alternative<double*>(field.target);
  if (!quantity && !std::holds_alternative<std::int64_t*>(field.target)) return;
  parameter.least = field.low;
  parameter.greatest = field.high;
  const auto text = [&](double value) {
    return quantity ? quantity_text(value, dimension) : fmt::format("{:.10g}", value);
  };
  parameter.least_text = text(field.low);
  parameter.greatest_text = text(field.high);
}

std::string_view base_name(std::string_view file) {
  return file.substr(file.rfind('/') + 1);  // npos + 1 is 0
}

std::string example_of(const BoundField& field, Dimension dimension) {
  if (std::holds_alternative<double*>(field.target)) return wanted(dimension);
  if (std::holds_alternative<std::int64_t*>(field.target))
    return fmt::format("a whole number {:.10g} to {:.10g}", field.low, field.high);
  return "a value";
}

}  // namespace

void read_field(TableReader& table, const BoundField& field, bool required,
                std::vector<EffectiveParameter>& effective) {
  const QuantityName name = split_name(field.name);
  const Value* given = table.find(name.key);
  if (required) {
    table.require(name.key,
                  fmt::format("{} ({})", example_of(field, name.dimension), field.meaning));
  }
  EffectiveParameter parameter;
  if (!required) {
    show_value(field, name.dimension, parameter);
    parameter.default_value = parameter.value;
  }
  if (given != nullptr) read_into(table, field, name.key, name.dimension);
  show_range(field, name.dimension, parameter);
  parameter.key = table.path() + "." + std::string(name.key);
  parameter.unit = name.unit;
  parameter.meaning = field.meaning;
  parameter.is_default = given == nullptr;
  parameter.flag = given == nullptr ? field.flag : models::Flag::assumption;
  parameter.source = field.source;
  if (given != nullptr)
    parameter.source = given->overridden
                           ? "--set"
                           : fmt::format("{}:{}", base_name(table.file()), given->place.line);
  show_value(field, name.dimension, parameter);
  effective.push_back(std::move(parameter));
}

}  // namespace dimai::scenarios
