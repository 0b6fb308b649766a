#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/messages/platform.hpp"
#include "sim/keeping/archive.hpp"
#include "sim/time.hpp"

namespace dimai::models {

/// Date of what a run does not live to see, 146 years: later dates are not told apart.
inline constexpr sim::Time kNever{INT64_MAX / 2};

/// What was started and has ended: a message delivered, a job done, or either lost because an
/// access point or a computer failed.
struct MessageOutcome {
  sim::Time at;
  std::uint32_t tag = 0;  ///< as given when it was started
  bool lost = false;
};

/// Messages and jobs in flight. Time never runs back: each call's `now` is at least that of the
/// last, and at most next().
class MessageNetwork {
 public:
  MessageNetwork() = default;
  MessageNetwork(const MessageNetwork&) = delete;
  MessageNetwork& operator=(const MessageNetwork&) = delete;
  virtual ~MessageNetwork() = default;

  /// Starts a message.
  ///
  /// @param bytes  size [B], > 0
  /// @throws std::domain_error if it is not
  virtual void send(sim::Time now, AccessIndex from, AccessIndex to, std::uint64_t bytes,
                    std::uint32_t tag) = 0;
  /// Starts a job.
  ///
  /// @param flop  floating-point operations [-], > 0
  /// @throws std::domain_error if it is not
  virtual void compute(sim::Time now, ComputerIndex computer, double flop, std::uint32_t tag) = 0;

  /// Failure and repair. What is in flight from or to a failed access point, or runs on a failed
  /// computer, is lost at `now`; so is what is started there later.
  virtual void set_working(sim::Time now, AccessIndex access, bool working) = 0;
  virtual void set_working(sim::Time now, ComputerIndex computer, bool working) = 0;

  /// When take() is to be called next; Time::max() if nothing is in flight.
  virtual sim::Time next() = 0;
  /// What has ended by `now`, in order of time, then of start; adds to `outcomes`.
  virtual void take(sim::Time now, std::vector<MessageOutcome>& outcomes) = 0;

  virtual std::size_t in_flight() const = 0;
  /// Writes down what is in flight and what does not work, or reads it back.
  /// @throws sim::ArchiveError where that cannot be
  virtual void keep(sim::Archive& archive);
};

/// SimGrid 3.32 (fluid sharing of channels and computers, model CM02). Any number at a time, all
/// with the same bits: the first of a process runs in it, the others in processes of their own, for
/// SimGrid's clock is global and goes on.
///
/// Source: Casanova, Giersch, Legrand, Quinson and Suter (2014), Versatile, scalable, and accurate
/// simulation of distributed applications and platforms, J. Parallel and Distributed Computing
/// 74(10), 2899-2917.
std::unique_ptr<MessageNetwork> make_simgrid_network(const MessagePlatform& platform);

/// Closed form: a channel serves messages one after the other in order of their start, a computer
/// its jobs likewise. For millions of periodic messages.
std::unique_ptr<MessageNetwork> make_analytic_network(const MessagePlatform& platform);

}  // namespace dimai::models
