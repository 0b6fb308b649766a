#include "scenarios/reading/table_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kLargestExact = 9007199254740992.0;  // 2^53: whole numbers are exact below

/// The number of a value that needs no unit, or nothing.
std::optional<double> plain_number(const Value& value) {
  if (const std::int64_t* number = value.integer()) return static_cast<double>(*number);
  if (const double* number = value.real()) return *number;
  return std::nullopt;
}

std::string range_text(double low, double high, Dimension dimension, std::string_view unit) {
  if (dimension == Dimension::number && unit.empty())
    return fmt::format("{:.10g} to {:.10g}", low, high);
  return fmt::format("{} to {}", quantity_text_in(low, dimension, unit),
                     quantity_text_in(high, dimension, unit));
}

}  // namespace

TableReader::TableReader(std::string file, Problems& problems, const Value* table, std::string path,
                         Place place)
    : file_(std::move(file)),
      problems_(&problems),
      table_(table),
      path_(std::move(path)),
      place_(place) {}

std::string TableReader::full_key(std::string_view key) const {
  if (path_.empty() || key.empty()) return path_ + std::string(key);
  return path_ + '.' + std::string(key);
}

void TableReader::tell(std::string_view key, const std::string& message, Severity severity) {
  const Member* member = table_ == nullptr ? nullptr : find_member(*table_, key);
  const Place at = member == nullptr ? place_ : member->value.place;
  const bool given = member != nullptr && member->value.overridden;
  problems_->add({given ? "--set" : file_, given ? 0 : at.line, given ? 0 : at.column,
                  full_key(key), message, severity});
}

void TableReader::error(std::string_view key, const std::string& message) {
  tell(key, message, Severity::error);
}

void TableReader::warning(std::string_view key, const std::string& message) {
  tell(key, message, Severity::warning);
}

const Value* TableReader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  const Member* member = table_ == nullptr ? nullptr : find_member(*table_, key);
  return member == nullptr ? nullptr : &member->value;
}

Place TableReader::place_of(std::string_view key) const {
  const Member* member = table_ == nullptr ? nullptr : find_member(*table_, key);
  return member == nullptr ? place_ : member->value.place;
}

std::optional<std::string> TableReader::text(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (const std::string* text = value->text()) return *text;
  error(key, fmt::format("got {}, needs a text in quotes", shown(*value)));
  return std::nullopt;
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (const bool* flag = value->boolean()) return *flag;
  error(key, fmt::format("got {}, accepts true or false", shown(*value)));
  return std::nullopt;
}

std::optional<std::int64_t> TableReader::whole(std::string_view key, double low, double high) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  const std::optional<double> number = plain_number(*value);
  const bool is_whole = number && *number == std::floor(*number) && std::isfinite(*number);
  if (!is_whole) {
    error(key, fmt::format("got {}, accepts whole numbers {:.16g} to {:.16g}", shown(*value), low,
                           high));
    return std::nullopt;
  }
  if (*number < low || *number > high || std::abs(*number) > kLargestExact) {
    error(key, fmt::format("got {}, accepts {:.16g} to {:.16g}", shown(*value), low, high));
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*number);
}

std::optional<double> TableReader::quantity(std::string_view key, Dimension dimension, double low,
                                            double high) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  Quantity quantity;
  if (const std::string* text = value->text()) {
    quantity = parse_quantity(*text, dimension);
  } else if (const auto number = plain_number(*value); number && dimension == Dimension::number) {
    quantity.value = *number;
  } else if (number) {
    quantity.error =
        fmt::format("got {} without a unit, needs {}", shown(*value), wanted(dimension));
  } else {
    quantity.error = fmt::format("got {}, needs {}", shown(*value), wanted(dimension));
  }
  if (!quantity.error.empty()) {
    error(key, quantity.error);
    return std::nullopt;
  }
  if (quantity.value >= low && quantity.value <= high) return quantity.value;  // false for NaN
  error(key, fmt::format("got {}, accepts {}", shown(*value),
                         range_text(low, high, dimension, quantity.unit)));
  return std::nullopt;
}

std::optional<std::string> TableReader::word(std::string_view key,
                                             const std::vector<std::string_view>& choices) {
  std::optional<std::string> got = text(key);
  if (!got) return std::nullopt;
  if (std::find(choices.begin(), choices.end(), *got) != choices.end()) return got;
  error(key, fmt::format("got \"{}\", accepts {}{}", *got, listed(choices),
                         did_you_mean(*got, choices)));
  return std::nullopt;
}

bool TableReader::require(std::string_view key, const std::string& example) {
  if (find(key) != nullptr) return true;
  error(key, fmt::format("is missing; needs {}", example));
  return false;
}

std::string TableReader::name() const {
  const std::size_t dot = path_.rfind('.');
  return dot == std::string::npos ? path_ : path_.substr(dot + 1);
}

TableReader TableReader::table(std::string_view key) {
  const Value* value = find(key);
  if (value != nullptr && value->table() == nullptr) {
    error(key, fmt::format("got {}, needs a table [{}]", shown(*value), full_key(key)));
    value = nullptr;
  }
  return {file_, *problems_, value, full_key(key), value == nullptr ? place_ : value->place};
}

std::vector<TableReader> TableReader::tables(std::string_view key) {
  std::vector<TableReader> readers;
  TableReader outer = table(key);
  if (!outer.present()) return readers;
  for (const Member& member : *outer.table_->table()) {
    readers.push_back(outer.table(member.key));
  }
  return readers;
}

std::vector<TableReader> TableReader::list(std::string_view key) {
  std::vector<TableReader> readers;
  const Value* value = find(key);
  if (value == nullptr) return readers;
  const Value::Array* array = value->array();
  if (array == nullptr) {
    error(key, fmt::format("got {}, needs a list: write [[{}]] above each entry", shown(*value),
                           full_key(key)));
    return readers;
  }
  for (const Value& item : *array) {
    if (item.table() == nullptr) {
      error(key,
            fmt::format("got {} in the list, needs tables [[{}]]", shown(item), full_key(key)));
      continue;
    }
    readers.emplace_back(file_, *problems_, &item, full_key(key), item.place);
  }
  return readers;
}

std::vector<const Member*> TableReader::unknown() const {
  std::vector<const Member*> members;
  if (table_ == nullptr) return members;
  for (const Member& member : *table_->table()) {
    const bool is_known = std::find(known_.begin(), known_.end(), member.key) != known_.end();
    if (!is_known) members.push_back(&member);
  }
  return members;
}

void TableReader::finish() {
  for (const Member* member : unknown()) {
    const bool table = member->value.table() != nullptr;
    const bool given = member->value.overridden;
    std::string message = fmt::format("is not a known {}{}", table ? "table" : "key",
                                      did_you_mean(member->key, known_));
    if (!message.ends_with('?')) message += "; accepts " + listed(known_);
    problems_->add({given ? "--set" : file_, given ? 0 : member->place.line,
                    given ? 0 : member->place.column, full_key(member->key), message});
  }
}

}  // namespace dimai::scenarios
