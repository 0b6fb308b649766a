#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dimai::sim {

/// What was written down cannot be read back: it is of another scenario, or of another program.
class ArchiveError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes the state of a run down, or reads it back: one list of members does both.
///
/// How a class is kept:
/// - A struct of plain data (trivially copyable, no pointers or spans) is kept whole, as bytes: a
///   new member is kept by itself.
/// - Any other class or struct T says what is kept of it: `void T::keep(sim::Archive&)`, or for an
///   open struct `void keep(sim::Archive&, T&)`, defined in models/keeping/. It takes ALL its
///   members apart, so that a new member does not compile until somebody has decided:
///     void TrainTable::keep(sim::Archive& archive) {
///       [[maybe_unused]] auto& [gap, stride, next_number, capsules, trains, free] = *this;
///       archive(next_number, capsules, trains, free);
///     }
///   What the constructor makes again from the scenario is left out; so are caches that follow from
///   the rest. Rows of which a part is constant are kept by each(), in place.
/// - Pending events are kept by Simulation, under the handlers' numbers: models register in the
///   same order in every run of a scenario. What is read back is a run just made from it.
class Archive {
 public:
  /// Writes.
  Archive() = default;
  /// Reads; `bytes` outlive it.
  explicit Archive(std::span<const std::byte> bytes) : input_(bytes), reads_(true) {}

  bool reads() const { return reads_; }
  const std::vector<std::byte>& bytes() const { return output_; }
  /// Bytes that have not been read.
  std::size_t left() const { return input_.size() - at_; }

  /// Keeps values, in this order.
  template <class... Values>
  void operator()(Values&... values) {
    (keep_value(values), ...);
  }
  /// Keeps rows in place: when reading there must be as many as there were.
  template <class Rows>
  void each(Rows& rows) {
    same(rows.size(), "rows");
    for (auto& row : rows) keep_value(row);
  }
  /// A number that must be the same when reading, such as that of links.
  /// @throws ArchiveError if it is not
  void same(std::uint64_t value, std::string_view what);
  /// A word between parts, which must be met again: parts that do not fit are found where they are.
  void part(std::string_view name);

 private:
  template <class T>
  void keep_value(T& value) {
    if constexpr (requires { value.keep(*this); }) {
      value.keep(*this);
    } else if constexpr (requires { keep(*this, value); }) {
      keep(*this, value);
    } else {
      keep_standard(value);
    }
  }

  template <class T>
  void keep_standard(T& value) {
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>,
                  "say how this is kept: see above");
    keep_rows(&value, 1);
  }
  void keep_standard(std::string& text) { keep_sequence(text); }
  template <class T>
  void keep_standard(std::vector<T>& rows) {
    keep_sequence(rows);
  }
  template <class T>
  void keep_standard(std::deque<T>& rows) {
    resize(rows);
    for (T& row : rows) keep_value(row);
  }
  template <class T, std::size_t size>
  void keep_standard(std::array<T, size>& rows) {
    for (T& row : rows) keep_value(row);
  }
  template <class A, class B>
  void keep_standard(std::pair<A, B>& pair) {
    keep_value(pair.first);
    keep_value(pair.second);
  }
  template <class T>
  void keep_standard(std::optional<T>& value) {
    bool there = value.has_value();
    keep_value(there);
    if (reads_) there ? static_cast<void>(value.emplace()) : value.reset();
    if (there) keep_value(*value);
  }
  template <class T>
  void keep_standard(std::set<T>& rows) {
    std::vector<T> list(rows.begin(), rows.end());
    keep_value(list);
    if (reads_) rows = std::set<T>(list.begin(), list.end());
  }
  template <class Key, class T>
  void keep_standard(std::map<Key, T>& rows) {
    std::vector<std::pair<Key, T>> list(rows.begin(), rows.end());
    keep_value(list);
    if (reads_) rows = std::map<Key, T>(list.begin(), list.end());
  }
  /// In the order in which they would be taken; of equal ones any, as they are the same.
  template <class T, class Order>
  void keep_standard(std::priority_queue<T, std::vector<T>, Order>& queue) {
    std::vector<T> list;
    for (auto rest = queue; !reads_ && !rest.empty(); rest.pop()) list.push_back(rest.top());
    keep_value(list);
    if (reads_) queue = std::priority_queue<T, std::vector<T>, Order>(list.begin(), list.end());
  }
  /// Made, or not, by the scenario.
  template <class T>
  void keep_standard(std::unique_ptr<T>& value) {
    same(value ? 1 : 0, "parts");
    if (value) keep_value(*value);
  }

  template <class Sequence>
  void keep_sequence(Sequence& rows) {
    using T = typename Sequence::value_type;
    resize(rows);
    if constexpr (is_plain<T>()) {
      if (!rows.empty()) keep_rows(rows.data(), rows.size());
    } else {
      for (T& row : rows) keep_value(row);
    }
  }
  template <class Sequence>
  void resize(Sequence& rows) {
    std::uint64_t count = rows.size();
    keep_rows(&count, 1);
    if (!reads_) return;
    if (count > left()) refuse("its lists are longer than it is");
    rows.clear();
    rows.resize(count);
  }
  /// Whether a row is kept as bytes.
  template <class T>
  static constexpr bool is_plain() {
    constexpr bool special = requires(T & t, Archive & archive) { t.keep(archive); }
    || requires(T & t, Archive & archive) { keep(archive, t); };
    return std::is_trivially_copyable_v<T> && !special;
  }

  /// As bytes; those between members as 0, so that equal states have equal bytes.
  template <class T>
  void keep_rows(T* rows, std::size_t count) {
    if (reads_) return read(rows, count * sizeof(T));
    const std::size_t begin = output_.size();
    output_.resize(begin + count * sizeof(T));
    std::memcpy(output_.data() + begin, rows, count * sizeof(T));
#if __has_builtin(__builtin_clear_padding)
    if constexpr (std::is_class_v<T>) {
      for (std::size_t i = 0; i < count; ++i) {
        alignas(T) std::array<std::byte, sizeof(T)> copy;
        std::memcpy(copy.data(), rows + i, sizeof(T));
        __builtin_clear_padding(reinterpret_cast<T*>(copy.data()));
        std::memcpy(output_.data() + begin + i * sizeof(T), copy.data(), sizeof(T));
      }
    }
#endif
  }
  void read(void* data, std::size_t size);
  [[noreturn]] static void refuse(const std::string& why);

  std::vector<std::byte> output_;
  std::span<const std::byte> input_;
  std::size_t at_ = 0;
  bool reads_ = false;
};

}  // namespace dimai::sim
