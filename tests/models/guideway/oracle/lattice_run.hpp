#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <queue>
#include <tuple>
#include <vector>

#include "tests/models/guideway/oracle/lattice_oracle.hpp"
#include "tests/models/guideway/oracle/lattice_units.hpp"

namespace dimai::tests {

/// One run of the lattice oracle; see run_lattice.
class LatticeRun {
 public:
  explicit LatticeRun(const Scene& scene);
  LatticeResult run();

 private:
  static constexpr double kNever_s = std::numeric_limits<double>::infinity();
  static constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

  /// Of events at the same time those named first happen first.
  enum class Kind { ready, source_ready, yard_timer, decide, grant };
  struct Event {
    double time_s;
    Kind kind;
    std::size_t subject;
    std::size_t version;  ///< counts only if its subject has the same
    bool operator>(const Event& other) const {
      return std::tie(time_s, kind, subject) > std::tie(other.time_s, other.kind, other.subject);
    }
  };
  /// A train or link that cannot go on before a unit has passed a point of its path.
  struct Waiter {
    std::size_t point;
    bool is_link;
    std::size_t subject;
    std::size_t version;
  };
  struct Train {
    std::vector<std::size_t> members;  ///< units, front first
    std::size_t link = kNone;          ///< kNone: before its first, or at its end
    std::size_t offset = 0;            ///< cells into the link that its front has passed
    double run_from_s = 0.0;           ///< when that was, or would have been had it been closed up
    double due_s = 0.0;                ///< when nothing on this link had held it up
    double tail_held_s = 0.0;          ///< how late it was at `tail_in_s`
    double free_s = 0.0;               ///< when it would be at the link's end had nothing held it
    double tail_in_s = kNotKnown;      ///< when its tail is the coupling gap into the link
    std::vector<std::size_t>
        came_of{};                ///< cuttings of which its fronts here were a part when they came
    std::size_t cutting = kNone;  ///< that is going on at this link's end
    std::size_t version = 0;
  };
  struct Candidate {
    double ready_s;
    std::size_t inlet;  ///< the link behind; kNone, so after all links, where its path begins
    std::size_t train;
    double since_s;
  };
  struct Source {
    std::size_t train;
    double ready_s;
  };
  struct Waiting {
    std::size_t unit;  ///< from the yard on
    double at_rest_s;
  };
  struct Link {
    std::vector<Candidate> candidates;
    std::deque<Source> source;
    std::vector<Waiting> waiting;  ///< in the yard, to leave by this link
    std::size_t wait_number = 0;
    double wait_until_s = kNever_s;
    std::size_t version = 0;  ///< of the grant that is due
    std::size_t newest = kNone;
    std::size_t last_unit = kNone;
    std::size_t last_served = kNone;
    bool any_served = false;
    double last_ready_s = -kNever_s;
    std::size_t last_ready_inlet = kNone;
    double last_grant_s = -kNever_s;
    double last_joined_s = -kNever_s;
    std::size_t least_anchor = 0;  ///< cells before the end where the last dip ended, or fewer ...
    std::size_t most_anchor = 0;   ///< ... or more, if rounding decides
  };

  // lattice_run.cpp: how trains move
  std::size_t length_of(const std::vector<std::size_t>& members) const;
  std::size_t behind_front(const Train& train, std::size_t member) const;
  double step_s(const Train& train, std::size_t offset) const;
  void set_times(std::size_t train, double now_s);
  void pass(std::size_t train, double now_s);
  void plan_next_point(std::size_t train);
  void wake(const std::vector<std::size_t>& units, double now_s);
  void finish(const std::vector<std::size_t>& members, std::size_t link, double now_s);
  std::size_t take_front(std::size_t train, double now_s);
  void leave_link(std::size_t part, std::size_t link, double now_s);
  void on_ready(std::size_t train, double now_s);
  void note_margin(double margin_s);

  // lattice_merging.cpp: who enters a link
  double when_open(std::size_t link, double time_s);
  double when_free(std::size_t link) const;
  void add_candidate(std::size_t link, const Candidate& candidate, double now_s);
  void plan_grant(std::size_t link, double now_s);
  bool precedes(std::size_t link, const Candidate& a, const Candidate& b) const;
  std::size_t choose(std::size_t link) const;
  void note_choice(std::size_t link);
  /// Whether one that was ready later may go before one that was ready earlier.
  bool late_may_win() const {
    return scene_.merge == SceneMerge::priority || scene_.merge == SceneMerge::zipper;
  }
  bool closes_up(std::size_t link, const Candidate& candidate, double now_s) const;
  bool may_join(std::size_t link, const Candidate& candidate, double now_s);
  bool dip_fits(const Candidate& candidate, double now_s);
  std::size_t run_of(const Candidate& candidate) const;
  std::size_t in_common(std::size_t link, const Candidate& candidate) const;
  bool try_join(std::size_t link, double now_s);
  void decide(std::size_t link, double now_s);
  void on_grant(std::size_t link, double now_s);
  void enter(std::size_t link, std::size_t place, bool joins, double now_s);
  void close_up(std::size_t ahead, std::size_t first, double now_s);

  // lattice_standing.cpp: portals and yards
  void fill_sources();
  void plan_source(std::size_t link, double now_s);
  void on_source_ready(std::size_t link, double now_s);
  void stand(const std::vector<std::size_t>& units, std::size_t from, double now_s);
  void form(std::size_t link, double now_s);

  const Scene& scene_;
  Units units_;
  std::vector<std::vector<Waiter>> waiters_;  ///< by unit
  std::vector<Train> trains_;
  std::vector<Link> links_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::size_t cutting_count_ = 0;
  LatticeResult result_;
};

}  // namespace dimai::tests
