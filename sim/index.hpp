#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace dimai::sim {

class Archive;  // sim/keeping/archive.hpp: writes state down and reads it back

/// Row number of one kind of entity. `Tag` keeps a node from being taken for a link.
template <class Tag>
struct Index {
  std::uint32_t value = std::numeric_limits<std::uint32_t>::max();

  constexpr bool valid() const { return value != std::numeric_limits<std::uint32_t>::max(); }
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a null pointer in the default
  constexpr auto operator<=>(const Index&) const = default;
};

/// A vector whose rows are reached by their own kind of index only.
template <class Id, class Row>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t count, const Row& row = Row{}) : rows_(count, row) {}

  Row& operator[](Id id) { return rows_[id.value]; }
  const Row& operator[](Id id) const { return rows_[id.value]; }
  Id push_back(Row row) {
    rows_.push_back(std::move(row));
    return Id{static_cast<std::uint32_t>(rows_.size() - 1)};
  }
  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  bool contains(Id id) const { return id.value < rows_.size(); }
  void reserve(std::size_t count) { rows_.reserve(count); }
  auto begin() { return rows_.begin(); }
  auto end() { return rows_.end(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  void keep(auto& archive) { archive(rows_); }
  /// All indices in order, for loops that need the index as well as the row.
  std::vector<Id> indices() const {
    std::vector<Id> ids(rows_.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i) ids[i] = Id{i};
    return ids;
  }

 private:
  std::vector<Row> rows_;
};

}  // namespace dimai::sim
