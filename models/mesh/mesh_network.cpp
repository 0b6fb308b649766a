#include "models/mesh/mesh_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "models/mesh/mesh_spread.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

class MeshNetwork final : public MessageNetwork {
 public:
  MeshNetwork(std::unique_ptr<MessageNetwork> inner, const std::vector<MeshArea>& areas,
              std::size_t access_points, std::vector<MeshCounts>& counts)
      : inner_(std::move(inner)), counts_(counts), ends_(access_points) {
    counts_.resize(areas.size());
    for (std::uint32_t i = 0; i < areas.size(); ++i) add_area(i, areas[i]);
  }

  void send(sim::Time now, AccessIndex from, AccessIndex to, std::uint64_t bytes,
            std::uint32_t tag) override {
    if (bytes == 0) throw std::domain_error("send(): a message of 0 bytes");
    const std::uint32_t row = add({tag, bytes, from, to, Way::none, kNowhere, now.ns});
    if (!ends_[from].working) return end(now.ns, row, true);
    if (ends_[from].area == kNowhere) return send_on(now.ns, row, from);
    const bool across = ends_[to].area == ends_[from].area;
    begin(now.ns, row, across ? Way::down : Way::up, ends_[from].area, ends_[from].node);
  }

  void compute(sim::Time now, ComputerIndex computer, double flop, std::uint32_t tag) override {
    inner_->compute(now, computer, flop, add({tag, 0, {}, {}, Way::none, kNowhere, now.ns}));
  }

  void set_working(sim::Time now, AccessIndex access, bool working) override {
    ends_[access].working = working;
    inner_->set_working(now, access, working);
    if (working) return;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      if (row.way != Way::none && (row.from == access || row.to == access)) end(now.ns, i, true);
    }
  }

  void set_working(sim::Time now, ComputerIndex computer, bool working) override {
    inner_->set_working(now, computer, working);
  }

  sim::Time next() override { return {std::min(next_own_ns(), inner_->next().ns)}; }

  void take(sim::Time now, std::vector<MessageOutcome>& outcomes) override {
    while (true) {
      const std::int64_t own_ns = next_own_ns();
      const std::int64_t inner_ns = inner_->next().ns;
      if (std::min(own_ns, inner_ns) > now.ns) break;
      if (!ended_.empty()) {
        outcomes.insert(outcomes.end(), ended_.begin(), ended_.end());
        ended_.clear();
      } else if (inner_ns <= own_ns) {
        take_inner({inner_ns});
      } else if (!reached_.empty() && reached_.front().at_ns == own_ns) {
        arrive();
      } else {
        step(own_ns);
      }
    }
  }

  std::size_t in_flight() const override { return rows_.size() - free_.size() + ended_.size(); }

 private:
  enum class Way : std::uint8_t { none, up, down };
  struct End {
    std::uint32_t area = kNowhere;
    std::uint32_t node = 0;
    AccessIndex gateway;  ///< nearest to it
    bool working = true;
  };
  struct Row {
    std::uint32_t tag = 0;
    std::uint64_t bytes = 0;
    AccessIndex from;
    AccessIndex to;
    Way way = Way::none;            ///< over a mesh now
    std::uint32_t area = kNowhere;  ///< that mesh
    std::int64_t since_ns = 0;      ///< since when
    std::uint32_t number = 0;       ///< tells messages in one row apart
  };
  struct Underway {
    std::uint32_t row = 0;
    std::uint32_t number = 0;
    MeshSpread spread;
    MeshGoal goal;
    double hop_s = 0.0;
  };
  struct Area {
    MeshArea given;
    MeshField field;
    std::int64_t step_ns = 1;
    std::int64_t step = 0;  ///< that the field shows
    std::vector<Underway> under_way{};
  };
  struct Reached {
    std::int64_t at_ns = 0;
    std::uint64_t order = 0;
    std::uint32_t row = 0;
    std::uint32_t number = 0;
    std::uint32_t node = 0;
  };
  static bool later(const Reached& a, const Reached& b) {
    return std::pair(a.at_ns, a.order) > std::pair(b.at_ns, b.order);
  }

  void add_area(std::uint32_t index, const MeshArea& given) {
    std::vector<MeshPlace> doors;
    for (const MeshDoor& door : given.doors) doors.push_back(door.place);
    areas_.push_back({given, MeshField(given.setup, doors), sim::seconds(given.setup.step_s).ns});
    const MeshField& field = areas_.back().field;
    for (std::uint32_t i = 0; i < doors.size(); ++i) {
      const auto way_m = [&](std::uint32_t lamp) {
        return std::hypot(field.place(lamp).x_m - doors[i].x_m,
                          field.place(lamp).y_m - doors[i].y_m);
      };
      std::uint32_t nearest = 0;
      for (std::uint32_t lamp = 1; lamp < given.gateways.size(); ++lamp) {
        if (way_m(lamp) < way_m(nearest)) nearest = lamp;
      }
      for (const AccessIndex access : given.doors[i].access)
        ends_[access] = {index, field.first_door() + i, given.gateways[nearest], true};
    }
    for (std::uint32_t i = 0; i < given.gateways.size(); ++i) gateway_node(given.gateways[i]) = i;
  }

  std::uint32_t& gateway_node(AccessIndex access) { return ends_[access].node; }

  std::uint32_t add(Row row) {
    row.number = number_++;
    if (free_.empty()) {
      rows_.push_back(row);
      return static_cast<std::uint32_t>(rows_.size() - 1);
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();
    rows_[index] = row;
    return index;
  }

  void end(std::int64_t now_ns, std::uint32_t index, bool lost) {
    Row& row = rows_[index];
    if (row.way != Way::none && lost) ++way_counts(row).lost;
    ended_.push_back({{now_ns}, row.tag, lost});
    row.way = Way::none;
    row.number = kNowhere;
    free_.push_back(index);
  }

  MeshWayCounts& way_counts(const Row& row) {
    return row.way == Way::up ? counts_[row.area].up : counts_[row.area].down;
  }

  /// Over the network, from a gateway or an access point of its own.
  void send_on(std::int64_t now_ns, std::uint32_t index, AccessIndex from) {
    const Row& row = rows_[index];
    const bool to_door = ends_[row.to].area != kNowhere;
    inner_->send({now_ns}, from, to_door ? ends_[row.to].gateway : row.to, row.bytes, index);
  }

  /// Into a mesh, at a node of it.
  void begin(std::int64_t now_ns, std::uint32_t index, Way way, std::uint32_t area_index,
             std::uint32_t node) {
    Area& area = areas_[area_index];
    Row& row = rows_[index];
    row.way = way;
    row.area = area_index;
    row.since_ns = now_ns;
    ++way_counts(row).sent;
    const std::int64_t now_step = now_ns / area.step_ns;
    while (area.step < now_step && !area.under_way.empty()) step(area);
    if (area.step != now_step) area.field.move_to(now_step);
    area.step = now_step;
    const std::uint32_t door = ends_[row.to].node;
    const MeshGoal goal =
        way == Way::up ? MeshGoal{0, area.given.setup.gateways - 1} : MeshGoal{door, door};
    const double hop_s =
        area.given.latency_s + 8.0 * static_cast<double>(row.bytes) / area.given.rate_bit_s;
    Underway underway{index, row.number, MeshSpread(area.field, node, sim::to_seconds({now_ns})),
                      goal, hop_s};
    if (!pass_on(area, underway, false)) area.under_way.push_back(std::move(underway));
  }

  /// Until the contacts change; true if the message needs no more of that.
  bool pass_on(Area& area, Underway& underway, bool moved) {
    const Row& row = rows_[underway.row];
    if (row.number != underway.number) return true;  // it was lost
    const std::int64_t since_ns = std::max(row.since_ns, area.step * area.step_ns);
    const auto reached = underway.spread.pass_on(
        area.field, underway.goal, underway.hop_s, sim::to_seconds({since_ns}),
        sim::to_seconds({(area.step + 1) * area.step_ns}), moved);
    if (!reached) return false;
    reached_.push_back({std::max(since_ns, sim::seconds(reached->time_s).ns), order_++,
                        underway.row, underway.number, reached->node});
    std::push_heap(reached_.begin(), reached_.end(), later);
    return true;
  }

  /// Contacts change in the areas whose step it is.
  void step(std::int64_t now_ns) {
    for (Area& area : areas_) {
      if (!area.under_way.empty() && (area.step + 1) * area.step_ns == now_ns) step(area);
    }
  }

  void step(Area& area) {
    area.field.move_to(++area.step);
    const std::int64_t now_ns = area.step * area.step_ns;
    std::erase_if(area.under_way, [&](Underway& underway) {
      const Row& row = rows_[underway.row];
      const bool old = row.number == underway.number &&
                       now_ns - row.since_ns > sim::seconds(area.given.keep_s).ns;
      if (old) end(now_ns, underway.row, true);
      return old || pass_on(area, underway, true);
    });
  }

  /// A message is at a gateway, or at its door.
  void arrive() {
    std::pop_heap(reached_.begin(), reached_.end(), later);
    const Reached reached = reached_.back();
    reached_.pop_back();
    Row& row = rows_[reached.row];
    if (row.number != reached.number) return;  // lost meanwhile
    MeshWayCounts& counts = way_counts(row);
    const double delay_s = sim::to_seconds({reached.at_ns - row.since_ns});
    ++counts.delivered;
    if (delay_s <= areas_[row.area].given.within_s) ++counts.in_time;
    counts.delay_s.add(delay_s);
    const bool up = row.way == Way::up;
    const std::uint32_t area = row.area;
    row.way = Way::none;
    if (up) {
      send_on(reached.at_ns, reached.row, areas_[area].given.gateways[reached.node]);
    } else {
      end(reached.at_ns, reached.row, false);
    }
  }

  void take_inner(sim::Time now) {
    inner_outcomes_.clear();
    inner_->take(now, inner_outcomes_);
    for (const MessageOutcome& outcome : inner_outcomes_) {
      const Row& row = rows_[outcome.tag];
      const bool on = !outcome.lost && row.to.valid() && ends_[row.to].area != kNowhere;
      if (!on) {
        end(outcome.at.ns, outcome.tag, outcome.lost);
      } else if (!ends_[row.to].working) {
        end(outcome.at.ns, outcome.tag, true);
      } else {
        const End& door = ends_[row.to];
        begin(outcome.at.ns, outcome.tag, Way::down, door.area, gateway_node(door.gateway));
      }
    }
  }

  std::int64_t next_own_ns() const {
    if (!ended_.empty()) return ended_.front().at.ns;
    std::int64_t soonest_ns = reached_.empty() ? kNever : reached_.front().at_ns;
    for (const Area& area : areas_) {
      if (!area.under_way.empty())
        soonest_ns = std::min(soonest_ns, (area.step + 1) * area.step_ns);
    }
    return soonest_ns;
  }

  std::unique_ptr<MessageNetwork> inner_;
  std::vector<MeshCounts>& counts_;
  sim::Table<AccessIndex, End> ends_;
  std::vector<Area> areas_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> free_;
  std::vector<Reached> reached_;  ///< heap, soonest first
  std::vector<MessageOutcome> ended_;
  std::vector<MessageOutcome> inner_outcomes_;
  std::uint64_t order_ = 0;
  std::uint32_t number_ = 0;
};

}  // namespace

std::unique_ptr<MessageNetwork> make_mesh_network(std::unique_ptr<MessageNetwork> inner,
                                                  const std::vector<MeshArea>& areas,
                                                  std::size_t access_points,
                                                  std::vector<MeshCounts>& counts) {
  return std::make_unique<MeshNetwork>(std::move(inner), areas, access_points, counts);
}

}  // namespace dimai::models
