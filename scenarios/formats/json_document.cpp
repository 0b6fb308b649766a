#include "scenarios/formats/json_document.hpp"

#include <cstddef>
#include <iterator>

#include <nlohmann/json.hpp>

namespace dimai::scenarios {

namespace {

/// Where the lexer is. It tells of a token when it has read its end, and of a number when it has
/// read one character more, so that where the last token of each kind began is kept apart.
class Cursor {
 public:
  void pass(char c) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) return;  // within a letter of UTF-8
    ++here_.column;
    if (c == '\n') here_ = {here_.line + 1, 0};
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) last_ = here_;
    if (in_text_) return pass_in_text(c);
    const bool mark = c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
    if (c == '"') text_ = here_;
    if (mark) mark_ = here_;
    in_text_ = c == '"';
    const bool was_in_word = in_word_;
    in_word_ = !blank && !mark && !in_text_;
    if (in_word_ && !was_in_word) word_ = here_;
  }

  Place last() const { return last_; }  ///< of the last character that is not blank
  Place text() const { return text_; }  ///< where the last text in quotes began
  Place word() const { return word_; }  ///< where the last number, true, false or null began
  Place mark() const { return mark_; }  ///< of the last bracket, brace, comma or colon

 private:
  void pass_in_text(char c) {
    in_text_ = escaped_ || c != '"';
    escaped_ = !escaped_ && c == '\\';
  }

  Place here_{1, 0};
  Place last_{1, 1};
  Place text_;
  Place word_;
  Place mark_;
  bool in_text_ = false;
  bool in_word_ = false;
  bool escaped_ = false;  ///< the next character in a text stands behind a backslash
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
    cursor_->pass(*at_++);
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

  bool null() { return put(std::monostate{}, cursor_.word()); }
  bool boolean(bool flag) { return put(flag, cursor_.word()); }
  bool number_integer(std::int64_t number) { return put(number, cursor_.word()); }
  bool number_unsigned(std::uint64_t number) {
    if (number <= static_cast<std::uint64_t>(INT64_MAX))
      return put(static_cast<std::int64_t>(number), cursor_.word());
    return put(static_cast<double>(number), cursor_.word());
  }
  bool number_float(double number, const std::string&) { return put(number, cursor_.word()); }
  bool string(std::string& text) { return put(std::move(text), cursor_.text()); }
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
          {file_, cursor_.text().line, cursor_.text().column, name,
           "is given twice in one object; first in line " + std::to_string(member.place.line)});
    }
    last_key_ = name;
    table.push_back({std::move(name), cursor_.text(), {}});
    return true;
  }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::json::exception& error) {
    std::string message = error.what();
    const std::size_t detail = message.find(": ");
    if (detail != std::string::npos) message = message.substr(detail + 2);
    if (message.find("last read") == std::string::npos) message += "; last read: '" + token + "'";
    tell(cursor_.last(), "syntax error in JSON: " + message);
    return false;
  }

 private:
  void tell(const Place& at, const std::string& message) {
    problems_.add({file_, at.line, at.column, last_key_, message});
  }
  template <class Data>
  Value* place(Data data, const Place& at) {
    Value value;
    value.data = std::move(data);
    value.place = at;
    if (stack_.empty()) return &(document = std::move(value));
    if (auto* array = std::get_if<Value::Array>(&stack_.back()->data))
      return &array->emplace_back(std::move(value));
    auto& table = std::get<Value::Table>(stack_.back()->data);
    return &(table.back().value = std::move(value));
  }
  template <class Data>
  bool put(Data data, const Place& at) {
    place(std::move(data), at);
    return true;
  }
  template <class Data>
  bool open(Data data) {
    if (stack_.size() >= kDeepest) {
      tell(cursor_.mark(), "is nested too deeply");
      return false;
    }
    stack_.push_back(place(std::move(data), cursor_.mark()));
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
