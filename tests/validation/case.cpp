#include "tests/validation/case.hpp"

#include <cmath>
#include <set>
#include <sstream>
#include <stdexcept>

#include <toml++/toml.h>

namespace dimai::validation {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw std::runtime_error(where + ": " + why);
}

std::string place(const std::filesystem::path& file, const toml::node& node) {
  return file.filename().string() + ":" + std::to_string(node.source().begin.line);
}

toml::table parse(const std::filesystem::path& file) {
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    std::ostringstream why;
    why << file.filename().string() << ":" << error.source().begin.line << ": "
        << error.description();
    throw std::runtime_error(why.str());
  }
}

double as_number(const toml::node& node, const std::string& where) {
  const auto number = node.value<double>();
  if (!number || !node.is_number()) refuse(where, "is not a number");
  return *number;
}

std::vector<double> as_numbers(const toml::array& array, const std::string& where) {
  std::vector<double> numbers;
  for (const auto& element : array) numbers.push_back(as_number(element, where));
  return numbers;
}

Row::Value array_value(const toml::array& array, const std::string& where) {
  if (!array.empty() && array.front().is_string()) {
    std::vector<std::string> texts;
    for (const auto& element : array) {
      if (!element.is_string()) refuse(where, "mixes text with something else");
      texts.push_back(element.as_string()->get());
    }
    return texts;
  }
  if (array.empty() || !array.front().is_array()) return as_numbers(array, where);
  std::vector<std::vector<double>> rows;
  for (const auto& element : array) {
    if (!element.is_array()) refuse(where, "mixes arrays with something else");
    rows.push_back(as_numbers(*element.as_array(), where));
  }
  return rows;
}

Row::Value as_value(const toml::node& node, const std::string& where) {
  if (node.is_boolean()) return node.as_boolean()->get();
  if (node.is_integer()) return node.as_integer()->get();
  if (node.is_floating_point()) return node.as_floating_point()->get();
  if (node.is_string()) return node.as_string()->get();
  if (node.is_array()) return array_value(*node.as_array(), where);
  refuse(where, "accepts a number, a truth value, text or an array of these");
}

void overlay(std::map<std::string, Row::Value>& values, const toml::table& table,
             const std::filesystem::path& file) {
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (name != "name") values.insert_or_assign(name, as_value(node, place(file, node)));
  }
}

void refuse_unknown_keys(const toml::table& table, const std::set<std::string>& known,
                         const std::filesystem::path& file) {
  for (const auto& [key, node] : table) {
    if (!known.contains(std::string(key.str()))) {
      refuse(place(file, node), "unknown key " + std::string(key.str()));
    }
  }
}

Expectation as_expectation(const toml::table& table, const std::filesystem::path& file) {
  refuse_unknown_keys(table, {"name", "value", "rtol", "atol"}, file);
  const std::string where = place(file, table);
  const auto name = table["name"].value<std::string>();
  const auto value = table["value"].value<double>();
  if (!name || !value || std::isnan(*value)) refuse(where, "needs name and value");
  Expectation expected{.name = *name,
                       .value = *value,
                       .rtol = table["rtol"].value_or(0.0),
                       .atol = table["atol"].value_or(0.0)};
  if (!(expected.rtol >= 0.0 && expected.atol >= 0.0 && expected.rtol + expected.atol > 0.0)) {
    refuse(where, "needs rtol or atol, > 0");
  }
  return expected;
}

}  // namespace

const Row::Value& Row::value(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) refuse("case.toml", "needs " + key);
  return found->second;
}

double Row::number(const std::string& key) const {
  const Value& found = value(key);
  if (const auto* real = std::get_if<double>(&found)) return *real;
  return static_cast<double>(integer(key));
}

double Row::number_or(const std::string& key, double otherwise) const {
  return has(key) ? number(key) : otherwise;
}

namespace {

template <class Wanted>
const Wanted& wanted(const Row::Value& value, const std::string& key, const char* kind) {
  const auto* found = std::get_if<Wanted>(&value);
  if (found == nullptr) refuse("case.toml", key + " is not " + kind);
  return *found;
}

}  // namespace

std::int64_t Row::integer(const std::string& key) const {
  return wanted<std::int64_t>(value(key), key, "a number of the kind that is due");
}

bool Row::truth(const std::string& key) const {
  return wanted<bool>(value(key), key, "true or false");
}

std::string Row::text(const std::string& key) const {
  return wanted<std::string>(value(key), key, "text");
}

std::vector<double> Row::numbers(const std::string& key) const {
  return wanted<std::vector<double>>(value(key), key, "an array of numbers");
}

std::vector<std::string> Row::texts(const std::string& key) const {
  return wanted<std::vector<std::string>>(value(key), key, "an array of text");
}

std::vector<std::vector<double>> Row::matrix(const std::string& key) const {
  return wanted<std::vector<std::vector<double>>>(value(key), key, "an array of arrays of numbers");
}

Case read_case(const std::filesystem::path& folder) {
  const auto file = folder / "case.toml";
  const toml::table table = parse(file);
  refuse_unknown_keys(table, {"kind", "title", "input", "row"}, file);
  Case result{.kind = table["kind"].value_or(std::string{}), .rows = {}};
  std::map<std::string, Row::Value> shared;
  if (const auto* input = table["input"].as_table()) overlay(shared, *input, file);
  const auto* rows = table["row"].as_array();
  if (rows == nullptr) {
    result.rows.push_back({"", Row(folder, shared)});
    return result;
  }
  for (const auto& node : *rows) {
    if (!node.is_table()) refuse(place(file, node), "a row is a table");
    const auto name = (*node.as_table())["name"].value<std::string>();
    if (!name) refuse(place(file, node), "a row needs a name");
    auto values = shared;
    overlay(values, *node.as_table(), file);
    result.rows.push_back({*name + ".", Row(folder, std::move(values))});
  }
  return result;
}

std::vector<Expectation> read_expected(const std::filesystem::path& folder) {
  const auto file = folder / "expected.toml";
  const toml::table table = parse(file);
  refuse_unknown_keys(table, {"source", "quantity"}, file);
  if (table["source"].value_or(std::string{}).empty()) refuse("expected.toml", "needs source");
  const auto* quantities = table["quantity"].as_array();
  if (quantities == nullptr || quantities->empty()) refuse("expected.toml", "needs quantities");
  std::vector<Expectation> expected;
  std::set<std::string> names;
  for (const auto& node : *quantities) {
    if (!node.is_table()) refuse(place(file, node), "a quantity is a table");
    expected.push_back(as_expectation(*node.as_table(), file));
    if (!names.insert(expected.back().name).second) refuse(place(file, node), "named twice");
  }
  return expected;
}

}  // namespace dimai::validation
