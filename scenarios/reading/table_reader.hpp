#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/formats/units.hpp"
#include "scenarios/formats/value.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Reads the keys of one table and tells what is wrong with them. Every key that is asked for
/// counts as known; `finish` tells those that were never asked for.
class TableReader {
 public:
  /// @param table  null if the document lacks it: then all keys are missing
  /// @param path   dotted name of the table for messages; "" for the document itself
  /// @param place  where the table stands, to point at when a key is missing
  TableReader(std::string file, Problems& problems, const Value* table, std::string path,
              Place place);

  bool present() const { return table_ != nullptr; }
  const std::string& path() const { return path_; }
  Place place() const { return place_; }
  Problems& problems() const { return *problems_; }
  const std::string& file() const { return file_; }

  /// The value of a key or null; the key is known from now on.
  const Value* find(std::string_view key);
  Place place_of(std::string_view key) const;

  std::optional<std::string> text(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<std::int64_t> whole(std::string_view key, double low, double high);
  std::optional<double> quantity(std::string_view key, Dimension dimension, double low,
                                 double high);
  /// As `text`, for one of several words.
  std::optional<std::string> word(std::string_view key,
                                  const std::vector<std::string_view>& choices);
  /// Tell that a key is missing, if it is. @return whether it is there
  bool require(std::string_view key, const std::string& example);

  /// The table of that key; a reader of nothing if it is missing or no table.
  TableReader table(std::string_view key);
  /// All tables within the table of that key, in order: [capsule.a], [capsule.b].
  std::vector<TableReader> tables(std::string_view key);
  /// The tables of a list: [[closure]].
  std::vector<TableReader> list(std::string_view key);
  /// Last part of `path`: the name of a class.
  std::string name() const;

  /// Tell of keys that nobody asked for.
  void finish();
  /// Keys that nobody asked for, in order.
  std::vector<const Member*> unknown() const;
  const std::vector<std::string_view>& known() const { return known_; }

  /// Say what is wrong with a key, at its value or, if missing, at the table.
  void error(std::string_view key, const std::string& message);
  void warning(std::string_view key, const std::string& message);

 private:
  void tell(std::string_view key, const std::string& message, Severity severity);
  std::string full_key(std::string_view key) const;

  std::string file_;
  Problems* problems_;
  const Value* table_;
  std::string path_;
  Place place_;
  std::vector<std::string_view> known_;
};

}  // namespace dimai::scenarios
