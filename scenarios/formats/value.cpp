#include "scenarios/formats/value.hpp"

#include <fmt/format.h>

namespace dimai::scenarios {

const Member* find_member(const Value& table, std::string_view key) {
  const Value::Table* members = table.table();
  if (members == nullptr) return nullptr;
  for (const Member& member : *members) {
    if (member.key == key) return member.value.is_null() ? nullptr : &member;
  }
  return nullptr;
}

std::string shown(const Value& value) {
  if (value.is_null()) return "null";
  if (value.array() != nullptr) return "a list";
  if (value.table() != nullptr) return "a table";
  if (const bool* flag = value.boolean()) return *flag ? "true" : "false";
  if (const std::int64_t* number = value.integer()) return fmt::format("{}", *number);
  if (const double* number = value.real()) return fmt::format("{}", *number);
  constexpr std::size_t most = 60;
  const std::string& text = *value.text();
  return '"' + (text.size() <= most ? text : text.substr(0, most) + "...") + '"';
}

}  // namespace dimai::scenarios
