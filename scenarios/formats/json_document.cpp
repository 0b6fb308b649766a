#include "scenarios/formats/json_document.hpp"

#include <cstddef>
#include <iterator>

#include <nlohmann/json.hpp>

namespace dimai::scenarios {

namespace {

/// Where the lexer is. Lines are counted as characters are read; the line of the last one that is
/// not blank is that of the token being reported, even if a number's end needed a look further.
struct Cursor {
  int line = 1;
  int token_line = 1;
};

/// Reads characters for nlohmann::json and moves the cursor.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Cursor* cursor) : at_(at), cursor_(cursor) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    const char c = *at_++;
    if (c == '\n') {
      ++cursor_->line;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      cursor_->token_line = cursor_->line;
    }
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  Cursor* cursor_;
};

constexpr std::size_t kDeepest = 100;  ///< objects and arrays within each other

/// Builds the document from the parser's events.
class Builder {
 public:
  Builder(const Cursor& cursor, const std::string& file, Problems& problems)
      : cursor_(cursor), file_(file), problems_(problems) {}

  Value document;

  bool null() { return put(std::monostate{}); }
  bool boolean(bool flag) { return put(flag); }
  bool number_integer(std::int64_t number) { return put(number); }
  bool number_unsigned(std::uint64_t number) {
    if (number <= static_cast<std::uint64_t>(INT64_MAX))
      return put(static_cast<std::int64_t>(number));
    return put(static_cast<double>(number));
  }
  bool number_float(double number, const std::string&) { return put(number); }
  bool string(std::string& text) { return put(std::move(text)); }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Value::Table{}); }
  bool start_array(std::size_t) { return open(Value::Array{}); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    auto& table = std::get<Value::Table>(stack_.back()->data);
    for (const Member& member : table) {
      if (member.key != name) continue;
      problems_.add(
          {file_, cursor_.token_line, 0, name,
           "is given twice in one object; first in line " + std::to_string(member.place.line)});
    }
    last_key_ = name;
    table.push_back({std::move(name), {cursor_.token_line, 0}, {}});
    return true;
  }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::json::exception& error) {
    std::string message = error.what();
    const std::size_t detail = message.find(": ");
    if (detail != std::string::npos) message = message.substr(detail + 2);
    if (message.find("last read") == std::string::npos) message += "; last read: '" + token + "'";
    problems_.add({file_, cursor_.token_line, 0, last_key_, "syntax error in JSON: " + message});
    return false;
  }

 private:
  template <class Data>
  Value* place(Data data) {
    Value value;
    value.data = std::move(data);
    value.place = {cursor_.token_line, 0};
    if (stack_.empty()) return &(document = std::move(value));
    if (auto* array = std::get_if<Value::Array>(&stack_.back()->data))
      return &array->emplace_back(std::move(value));
    auto& table = std::get<Value::Table>(stack_.back()->data);
    return &(table.back().value = std::move(value));
  }
  template <class Data>
  bool put(Data data) {
    place(std::move(data));
    return true;
  }
  template <class Data>
  bool open(Data data) {
    if (stack_.size() >= kDeepest) {
      problems_.add({file_, cursor_.token_line, 0, last_key_, "is nested too deeply"});
      return false;
    }
    stack_.push_back(place(std::move(data)));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  const Cursor& cursor_;
  const std::string& file_;
  Problems& problems_;
  std::string last_key_ = "syntax";  ///< near which a syntax error stands
  std::vector<Value*>
      stack_;  ///< open objects and arrays; a parent does not grow while one is open
};

}  // namespace

std::optional<Value> parse_json(std::string_view text, const std::string& file,
                                Problems& problems) {
  Cursor cursor;
  Builder builder(cursor, file, problems);
  const CountingIterator first(text.data(), &cursor);
  const CountingIterator last(text.data() + text.size(), &cursor);
  if (!nlohmann::json::sax_parse(first, last, &builder)) return std::nullopt;
  return std::move(builder.document);
}

}  // namespace dimai::scenarios
