#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/parameters/field.hpp"
#include "scenarios/effective_parameter.hpp"
#include "scenarios/reading/table_reader.hpp"

namespace dimai::scenarios {

/// A models::Field bound to one struct of parameters, whatever its type.
struct BoundField {
  std::string_view name;
  std::variant<double*, std::int64_t*, bool*, std::string*> target;
  double low = 0.0;
  double high = 0.0;
  std::string_view meaning;
  models::Flag flag = models::Flag::assumption;
  std::string_view source;
  std::span<const std::string_view> choices;
};

template <class Parameters>
BoundField bind_field(const models::Field<Parameters>& field, Parameters& parameters) {
  BoundField bound{field.name,    {},         field.low,    field.high,
                   field.meaning, field.flag, field.source, field.choices};
  std::visit([&](auto member) { bound.target = &(parameters.*member); }, field.member);
  return bound;
}

/// Read one parameter and note whether its default was taken. Problems go to the table's list.
void read_field(TableReader& table, const BoundField& field, bool required,
                std::vector<EffectiveParameter>& effective);

/// Read all parameters of a table. Keys that others read from the same table are asked for apart.
///
/// @param required  keys without a default
template <class Parameters>
void read_fields(TableReader& table, Parameters& parameters,
                 const std::vector<std::string_view>& required,
                 std::vector<EffectiveParameter>& effective) {
  for (const models::Field<Parameters>& field : Parameters::fields) {
    const BoundField bound = bind_field(field, parameters);
    bool needed = false;
    for (const std::string_view key : required) needed |= key == split_name(field.name).key;
    read_field(table, bound, needed, effective);
  }
}

}  // namespace dimai::scenarios
