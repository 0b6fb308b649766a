#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/control/fleet_control.hpp"

namespace dimai::models {

/// What messages are for.
enum class LetterKind : std::uint8_t {
  request,    ///< a request has arisen, or a capsule asks for a parking place
  report,     ///< a capsule tells where and when it will be free
  places,     ///< a portal tells how many parking places are free
  order,      ///< a capsule is told what to do
  answer,     ///< what it has taken on, or that it is not what it was thought to be
  passed_on,  ///< a request goes to another dispatcher
  gossip,     ///< what is new, from neighbour to neighbour
  ask,        ///< a train asks to pass a merge, or a yard to form a train
  grant,      ///< it may
  ways,       ///< a link has closed or opened, and new ways
  promise,    ///< a portal is told when a capsule of another dispatcher's comes
  recall,     ///< a capsule is told to give a request back
  decision,   ///< no message: the work of a computer
};
inline constexpr std::size_t kLetterKinds = 13;
inline constexpr std::array<std::string_view, kLetterKinds> kLetterNames{
    "request", "report", "places", "order",   "answer", "passed_on", "gossip",
    "ask",     "grant",  "ways",   "promise", "recall", "decision"};

/// What is decided by those who hear of it by message.
enum class DecisionKind : std::uint8_t { assignment, parking, empties, merge, marshalling, ways };
inline constexpr std::size_t kDecisionKinds = 6;
inline constexpr std::array<std::string_view, kDecisionKinds> kDecisionNames{
    "assignment", "parking", "empties", "merge", "marshalling", "ways"};

/// What a capsule tells of itself.
struct CapsuleReport {
  CapsuleIndex capsule;
  std::uint32_t capsule_class = 0;
  std::uint32_t portal = 0;  ///< rank of the portal where it will be free
  std::int64_t free_ns = 0;
  CapsuleState state;
  std::int64_t at_ns = 0;  ///< when it was so
  std::uint8_t hops = 0;   ///< how often it was passed on by gossip
};

/// Something that a dispatcher has to decide.
struct DispatchTask {
  DecisionKind kind = DecisionKind::assignment;
  std::uint32_t subject = 0;   ///< journey, capsule, class, inlet, track, link
  std::uint32_t data = 0;      ///< serial of what a train or yard asks
  NodeIndex place;             ///< where it arose
  std::uint32_t home = 0;      ///< site that was asked first
  std::uint32_t asked = 0;     ///< how many sites had nobody
  std::uint32_t attempt = 0;   ///< how often it was sent again because nobody answered
  std::uint32_t rounds = 0;    ///< how often all within reach had nobody
  std::int64_t since_ns = 0;   ///< when it arose
  CapsuleIndex holder;         ///< that has taken it on; it may be taken back from there
  std::int64_t pickup_ns = 0;  ///< when that one would come
};

/// One message, or one job.
struct Letter {
  LetterKind kind = LetterKind::report;
  std::uint32_t site = 0;  ///< that sends or receives it
  OrderAnswer answer = OrderAnswer::taken_on;
  std::int64_t sent_ns = 0;
  std::uint32_t places = 0;  ///< free parking places
  DispatchTask task;
  CapsuleReport report;
  CapsuleOrder order;
  std::uint32_t news = 0;  ///< of gossip: row of Rumours::news, which several read
};

}  // namespace dimai::models
