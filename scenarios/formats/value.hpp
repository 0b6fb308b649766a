#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dimai::scenarios {

/// Where something stands in a text file; both 1-based, 0 if unknown.
struct Place {
  int line = 0;
  int column = 0;
};

struct Member;

/// A value of a TOML or JSON document, with its place. Both formats are read into this one form, so
/// that the same checks serve both and their parsers are compiled once each.
struct Value {
  using Array = std::vector<Value>;
  using Table = std::vector<Member>;  ///< in the order of the file

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Table> data;
  Place place;
  bool overridden = false;  ///< given on the command line by --set

  bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  const bool* boolean() const { return std::get_if<bool>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const double* real() const { return std::get_if<double>(&data); }
  const std::string* text() const { return std::get_if<std::string>(&data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const Table* table() const { return std::get_if<Table>(&data); }
};

/// One entry of a table.
struct Member {
  std::string key;
  Place place;  ///< of the key
  Value value;
};

/// The entry of that key, or null. A JSON null counts as missing.
const Member* find_member(const Value& table, std::string_view key);

/// What was found, for messages: `"5 kg"`, `86400`, `true`, `a list`, `a table`.
std::string shown(const Value& value);

}  // namespace dimai::scenarios
