#include "scenarios/formats/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/terminal_text.hpp"
#include "scenarios/formats/text_file.hpp"

namespace dimai::scenarios {

namespace {

void trim(std::string& text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.pop_back();
  const std::size_t first = text.find_first_not_of(" \t");
  if (first != std::string::npos && first > 0) text.erase(0, first);
}

std::string header_of(const std::vector<std::string_view>& columns) {
  std::string text;
  for (const std::string_view column : columns) {
    if (!text.empty()) text += ',';
    text += column;
  }
  return text;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string file, Problems& problems,
                     std::vector<std::string_view> columns)
    : text_(text),
      rest_(text),
      file_(std::move(file)),
      problems_(&problems),
      columns_(std::move(columns)) {
  read_header();
}

CsvReader::~CsvReader() {
  if (told_ <= kMostProblems) return;
  problems_->add({file_, line_, 1, std::string(columns_[0]),
                  counted(told_ - kMostProblems, "more problem") + " in this file: not listed",
                  unlisted_});
}

void CsvReader::tell(std::size_t place, const std::string& key, const std::string& message,
                     Severity severity) {
  if (++told_ > kMostProblems) {
    if (severity == Severity::error) unlisted_ = Severity::error;
    return;
  }
  const Place at = place < cell_count_ ? place_of_offset(text_, starts_[place]) : Place{line_, 1};
  problems_->add({file_, at.line, at.column, key, message, severity});
}

Place CsvReader::place(std::size_t column) const {
  const std::size_t at = starts_[place_[column]];
  const std::size_t line_start = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  return {line_, static_cast<int>(at - line_start) + 1};
}

void CsvReader::error(std::size_t column, const std::string& message) {
  tell(place_[column], std::string(columns_[column]), message);
}

void CsvReader::warning(std::size_t column, const std::string& message) {
  tell(place_[column], std::string(columns_[column]), message, Severity::warning);
}

/// Reads the rest of a cell after its opening quote, the closing one included.
void CsvReader::read_quoted(std::string& cell) {
  while (!rest_.empty()) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '\n') ++next_line_;
    if (c != '"') {
      cell += c;
    } else if (!rest_.empty() && rest_.front() == '"') {
      cell += '"';
      rest_.remove_prefix(1);
    } else {
      return;
    }
  }
  quote_open_ = true;
}

/// Splits the next line that is not empty into cells. @return false at the end of the text
bool CsvReader::read_row() {
  while (!rest_.empty() && (rest_.front() == '\n' || rest_.front() == '\r')) {
    if (rest_.front() == '\n') ++next_line_;
    rest_.remove_prefix(1);
  }
  if (rest_.empty()) return false;
  line_ = next_line_;
  cell_count_ = 0;
  while (true) {
    if (cell_count_ == cells_.size()) {
      cells_.emplace_back();
      starts_.emplace_back();
    }
    const std::size_t blanks = rest_.find_first_not_of(" \t");
    starts_[cell_count_] = text_.size() - rest_.size() + (blanks == std::string::npos ? 0 : blanks);
    std::string& cell = cells_[cell_count_++];
    cell.clear();
    if (!rest_.empty() && rest_.front() == '"') {
      rest_.remove_prefix(1);
      read_quoted(cell);
    }
    const std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
    cell.append(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (!cell.empty() && cell.back() == '\r') cell.pop_back();
    trim(cell);
    const bool more = !rest_.empty() && rest_.front() == ',';
    if (!rest_.empty() && rest_.front() == '\n') ++next_line_;
    if (!rest_.empty()) rest_.remove_prefix(1);
    if (!more) return true;
  }
}

void CsvReader::read_header() {
  const std::string all = header_of(columns_);
  line_ = 1;
  if (!read_row())
    return tell(0, std::string(columns_[0]), "the file is empty; needs the header " + all);
  header_good_ = true;
  const auto begin = cells_.begin();
  const auto end = begin + static_cast<std::ptrdiff_t>(cell_count_);
  for (const std::string_view column : columns_) {
    const auto found = std::find(begin, end, column);
    place_.push_back(static_cast<std::size_t>(found - begin));
    if (found != end) continue;
    header_good_ = false;
    tell(0, std::string(column), "the header lacks this column; needs " + all);
  }
  for (auto cell = begin; cell != end; ++cell) {
    const bool known = std::find(columns_.begin(), columns_.end(), *cell) != columns_.end();
    const bool twice = std::find(begin, cell, *cell) != cell;
    if (known && !twice) continue;
    header_good_ = false;
    tell(static_cast<std::size_t>(cell - begin), *cell,
         twice ? "this column is there twice"
               : "is not a known column" + did_you_mean(*cell, columns_) + "; needs " + all);
  }
}

bool CsvReader::next() {
  const std::size_t width = columns_.size();
  while (header_good_ && read_row()) {
    if (quote_open_) {
      tell(cell_count_ - 1, std::string(columns_[0]), "a quote is opened and never closed");
      return false;
    }
    if (cell_count_ == width) return true;
    const auto lacking = std::find(place_.begin(), place_.end(), std::min(cell_count_, width - 1));
    const std::string_view key = columns_[static_cast<std::size_t>(lacking - place_.begin())];
    tell(std::min(cell_count_ - 1, width), std::string(key),
         fmt::format("the row has {}, needs {}: {}", counted(cell_count_, "column"), width,
                     header_of(columns_)));
  }
  return false;
}

std::optional<double> CsvReader::number(std::size_t column, double low, double high) {
  const std::string& text = cell(column);
  double value = 0.0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    error(column, fmt::format("got \"{}\", needs a number {:.10g} to {:.10g}", text, low, high));
    return std::nullopt;
  }
  if (value >= low && value <= high) return value;
  error(column, fmt::format("got {}, accepts {:.10g} to {:.10g}", text, low, high));
  return std::nullopt;
}

std::optional<double> CsvReader::quantity(std::size_t column, Dimension dimension, double low,
                                          double high) {
  const Quantity quantity = parse_quantity(cell(column), dimension);
  if (!quantity.error.empty()) {
    error(column, quantity.error);
    return std::nullopt;
  }
  if (quantity.value >= low && quantity.value <= high) return quantity.value;
  error(column, fmt::format("got \"{}\", accepts {} to {}", cell(column),
                            quantity_text_in(low, dimension, quantity.unit),
                            quantity_text_in(high, dimension, quantity.unit)));
  return std::nullopt;
}

}  // namespace dimai::scenarios
