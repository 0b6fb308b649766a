#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dimai::validation {

/// What a case computed: name and value, in SI units.
using Quantities = std::vector<std::pair<std::string, double>>;

/// Inputs of one row of a case: the case's [input] table, overlaid by the row's own keys.
///
/// Every reader throws std::runtime_error naming the key if it is missing or of another kind.
class Row {
 public:
  using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<double>,
                             std::vector<std::string>, std::vector<std::vector<double>>>;

  Row(std::filesystem::path folder, std::map<std::string, Value> values)
      : folder_(std::move(folder)), values_(std::move(values)) {}

  bool has(const std::string& key) const { return values_.contains(key); }
  double number(const std::string& key) const;  ///< an integer is a number too; inf is accepted
  double number_or(const std::string& key, double otherwise) const;
  std::int64_t integer(const std::string& key) const;
  bool truth(const std::string& key) const;
  std::string text(const std::string& key) const;
  std::vector<double> numbers(const std::string& key) const;
  std::vector<std::string> texts(const std::string& key) const;
  std::vector<std::vector<double>> matrix(const std::string& key) const;
  const std::filesystem::path& folder() const {
    return folder_;
  }  ///< for further files of the case

 private:
  const Value& value(const std::string& key) const;

  std::filesystem::path folder_;
  std::map<std::string, Value> values_;
};

/// One row of a case, with the prefix of its quantities' names ("" or "row-name.").
struct NamedRow {
  std::string prefix;
  Row row;
};

/// A case as read from its folder's case.toml.
struct Case {
  std::string kind;
  std::vector<NamedRow> rows;
};

/// One line of expected.toml: |found - value| <= atol + rtol |value|.
struct Expectation {
  std::string name;
  double value = 0.0;
  double rtol = 0.0;
  double atol = 0.0;
};

/// Reads <folder>/case.toml. Throws std::runtime_error with file and line if it cannot.
Case read_case(const std::filesystem::path& folder);

/// Reads <folder>/expected.toml: `source` and at least one quantity, each with rtol or atol > 0.
std::vector<Expectation> read_expected(const std::filesystem::path& folder);

}  // namespace dimai::validation
