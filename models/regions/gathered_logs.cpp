#include "models/regions/gathered_logs.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace dimai::models {

namespace {

// The columns of each log, the time first.

auto columns(FormationLog& log) {
  return std::tie(log.time_s, log.node, log.kind, log.train, log.other_train, log.capsules_before,
                  log.capsules_after);
}
auto columns(TraversalLog& log) {
  return std::tie(log.exit_time_s, log.train, log.link, log.entry_time_s, log.capsules);
}
auto columns(YardLog& log) {
  return std::tie(log.time_s, log.node, log.link, log.train, log.capsules, log.plan, log.passes,
                  log.rolled_units, log.point_moves, log.cuts_as_come, log.cuts_ahead,
                  log.sorting_s, log.ready_s);
}
auto columns(CrossingLog& log) {
  return std::tie(log.time_us, log.train, log.link, log.tube, log.extra_run_us);
}
auto columns(BoardingLog& log) {
  return std::tie(log.time_us, log.train, log.capsule, log.place, log.kind);
}
auto columns(MovementLog& log) {
  return std::tie(log.time_us, log.capsule, log.train, log.request, log.loaded, log.origin,
                  log.destination);
}
auto columns(ArrivalLog& log) { return std::tie(log.time_us, log.capsule); }

template <class Value>
void move_rows(std::vector<Value>& to, std::vector<Value>& from) {
  to.insert(to.end(), from.begin(), from.end());
  from.clear();
}

template <class Tuple, std::size_t... i>
void move_all(const Tuple& to, const Tuple& from, std::index_sequence<i...> /*columns*/) {
  (move_rows(std::get<i>(to), std::get<i>(from)), ...);
}

template <class Log>
void gather_rows(Log& to, Log& from) {
  using Tuple = decltype(columns(to));
  move_all(columns(to), columns(from), std::make_index_sequence<std::tuple_size_v<Tuple>>());
}

template <class Value>
void reorder(std::vector<Value>& column, const std::vector<std::size_t>& order) {
  std::vector<Value> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(column[i]);
  column = std::move(sorted);
}

template <class Log>
void sort_rows(Log& log) {
  const auto& time = std::get<0>(columns(log));
  if (std::is_sorted(time.begin(), time.end())) return;
  std::vector<std::size_t> order(time.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return time[a] < time[b]; });
  std::apply([&](auto&... column) { (reorder(column, order), ...); }, columns(log));
}

}  // namespace

void gather(FormationLog& to, FormationLog& from) { gather_rows(to, from); }
void gather(TraversalLog& to, TraversalLog& from) { gather_rows(to, from); }
void gather(YardLog& to, YardLog& from) { gather_rows(to, from); }
void gather(JourneyLog& to, JourneyLog& from) {
  gather_rows(to.crossings, from.crossings);
  gather_rows(to.boardings, from.boardings);
  gather_rows(to.movements, from.movements);
  gather_rows(to.arrivals, from.arrivals);
}

void sort_by_time(FormationLog& log) { sort_rows(log); }
void sort_by_time(TraversalLog& log) { sort_rows(log); }
void sort_by_time(YardLog& log) { sort_rows(log); }
void sort_by_time(JourneyLog& log) {
  sort_rows(log.crossings);
  sort_rows(log.boardings);
  sort_rows(log.movements);
  sort_rows(log.arrivals);
}

}  // namespace dimai::models
