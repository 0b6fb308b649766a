#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/formats/units.hpp"
#include "scenarios/formats/value.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Strict reader of one table in CSV: comma, optional quotes, LF or CRLF, a header line.
///
/// The header must have exactly the wanted columns, in any order. A row with too few or too many
/// cells is a problem and skipped; empty lines are skipped. After kMostProblems of one file the
/// rest are counted, not listed.
class CsvReader {
 public:
  static constexpr std::size_t kMostProblems = 50;

  /// Reads the header. @param text  UTF-8 without byte order mark; must outlive the reader
  CsvReader(std::string_view text, std::string file, Problems& problems,
            std::vector<std::string_view> columns);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  /// Move to the next row of the right width. @return false after the last, or if the header is
  /// wrong
  bool next();
  /// Line in which the row begins.
  int line() const { return line_; }
  /// Where a cell begins.
  Place place(std::size_t column) const;
  /// Text of a cell; `column` counts in the order that was wanted.
  const std::string& cell(std::size_t column) const { return cells_[place_[column]]; }

  /// A number of a cell, or nothing and a problem.
  std::optional<double> number(std::size_t column, double low, double high);
  std::optional<double> quantity(std::size_t column, Dimension dimension, double low, double high);
  void error(std::size_t column, const std::string& message);
  void warning(std::size_t column, const std::string& message);

 private:
  bool read_row();
  void read_quoted(std::string& cell);
  void read_header();
  /// Says what is wrong with the cell that stands `place`th in its row.
  void tell(std::size_t place, const std::string& key, const std::string& message,
            Severity severity = Severity::error);

  std::string_view text_;
  std::string_view rest_;  ///< what of `text_` is not read yet
  std::string file_;
  Problems* problems_;
  std::vector<std::string_view> columns_;
  std::vector<std::string> cells_;   ///< kept longer than a row, to use their memory again
  std::vector<std::size_t> starts_;  ///< offset in `text_` of each cell, blanks left out
  std::size_t cell_count_ = 0;
  std::vector<std::size_t> place_;  ///< where each wanted column stands
  bool header_good_ = false;
  bool quote_open_ = false;
  int line_ = 0;
  int next_line_ = 1;
  std::size_t told_ = 0;
  Severity unlisted_ = Severity::warning;  ///< the worst of those beyond kMostProblems
};

}  // namespace dimai::scenarios
