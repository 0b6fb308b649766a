#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "models/dispatch/letter.hpp"
#include "models/dispatch/view.hpp"

namespace dimai::models {

/// Kinds of events of dispatch by message.
struct DispatchEvents {
  enum Kind : std::uint16_t {
    beacon_due,
    gossip_due,
    retry_due,
    timeout_due,
    steer_due,
    resend_due,
    announce_due,
    no_grant_due,
    own_ways_due,
    report_ways_due,
    take_over_due,
    recall_due,
    read_due
  };
};

/// Times and counts that no scenario changes; analysis/docs/dispatch.md says why.
struct DispatchPauses {
  static constexpr std::int64_t retry_ns = 1'000'000'000;          ///< as Service does
  static constexpr std::int64_t reports_first_ns = 1'000'000'000;  ///< before one that is back asks
  /// Longer than a recall takes, so that each knows of the last.
  static constexpr std::int64_t between_recalls_ns = 100'000'000;
  static constexpr std::uint32_t most_doublings = 20;  ///< of the reach
  static constexpr std::size_t most_told = 3;  ///< dispatchers that are told of a closed link
};

/// What a dispatcher has decided, and will tell once it has been worked out.
struct DispatchDecision {
  DispatchTask task;
  std::vector<CapsuleOrder> orders;
  std::uint32_t pass_to = 0;
  bool passes_on = false;
  bool recalls = false;  ///< from the capsule that has taken the task on
  bool waits = false;
};

/// What one controller tells its neighbours at one time.
struct News {
  std::vector<CapsuleReport> reports;
  std::uint32_t readers = 0;  ///< that have not read it yet
};

/// What controllers tell each other, and who knows of whom.
struct Rumours {
  bool spread = false;  ///< by gossip
  WhoKnows who_knows;
  std::vector<News> news;             ///< under way
  std::vector<std::uint32_t> free;    ///< rows of news that all have read
  std::vector<std::uint64_t> untold;  ///< a bit a site: it has heard of something since it told

  void has_news(std::uint32_t site) { untold[site / 64] |= std::uint64_t{1} << site % 64; }
  /// The next site from this one on that has, which is taken to have told it; nobody: none.
  std::optional<std::uint32_t> next_teller(std::uint32_t from);
  /// Takes what a site has to tell, and leaves it an empty list.
  std::uint32_t publish(std::vector<CapsuleReport>& reports, std::size_t readers);
  void read(std::uint32_t row) {
    if (--news[row].readers == 0) free.push_back(row);
  }
};

/// A dispatcher at work.
struct DispatcherState {
  View view;
  std::deque<DispatchTask> queue{};
  std::vector<DispatchTask> waiting{};  ///< nobody is known of who could do it
  DispatchDecision decision{};          ///< that is being worked on
  std::vector<CapsuleReport> news{};    ///< since the last gossip
  std::vector<std::uint32_t> others{};  ///< nearest first, once asked for
  bool busy = false;
  bool in_work = false;
  bool retry_planned = false;
  bool heard = false;  ///< of somebody who may come, or of ways, since the decision began
  bool working = true;
};

/// What a capsule's computer keeps.
struct OwnKnowledge {
  std::uint32_t portal = 0;  ///< rank of the portal where it will be free
  std::int64_t free_ns = 0;
  std::uint32_t told = 0;          ///< site
  NodeIndex place;                 ///< the last node that it passed
  std::int64_t busy_until_ns = 0;  ///< its computer
};

/// A train that asks to pass a merge.
struct PassingAsk {
  enum class State : std::uint8_t { later, asked, granted };
  std::uint32_t number = 0;  ///< of the train
  std::uint32_t inlet = 0xFFFFFFFF;
  NodeIndex node;
  State state = State::later;
  bool held = false;  ///< the guideway wants to be told
  std::int64_t granted_ns = 0;
  std::uint32_t serial = 0;  ///< tells what was asked under this row apart
};

/// A track of a yard that asks to form a train.
struct FormingAsk {
  enum class State : std::uint8_t { none, asking, asked, granted };
  State state = State::none;
  std::uint32_t number = 0;
};

/// Links that have closed, or opened, at one time, and that one dispatcher hears of.
struct WayNews {
  std::vector<LinkIndex> links;
  bool closed = false;
  bool known = false;  ///< ways are as it says
  std::int64_t since_ns = 0;
  std::uint32_t untold = 0;  ///< cabinets that have not heard of it, once told by the dispatcher
};

/// An idle capsule that shall park somewhere.
struct ParkingChoice {
  CapsuleIndex capsule;
  NodeIndex from;  ///< where it is known to be
  NodeIndex place;
  std::uint32_t plan = 0;  ///< the capsule's, as known
  bool steered = false;
};

/// What a portal was told of a request that another dispatcher gave to a capsule.
struct Promise {
  DispatchTask task;
  CapsuleIndex capsule;
  std::int64_t pickup_ns = 0;
};

/// Requests that a dispatcher which is back asks to be taken back.
struct TakingBack {
  std::map<std::uint32_t, Promise> promises;  ///< by journey
  std::deque<DispatchTask> recalls;           ///< asked for one after another
  bool planned = false;
};

/// Requests that will be sent again.
struct Resends {
  std::vector<DispatchTask> tasks;
  std::vector<std::uint8_t> open;   ///< not sent yet, by task
  std::vector<std::uint32_t> free;  ///< rows of those that were
};

/// An order that is not answered yet.
struct OpenOrder {
  std::int64_t deadline_ns = 0;
  std::uint32_t site = 0;
  CapsuleOrder order;
  DispatchTask task;
};

}  // namespace dimai::models
