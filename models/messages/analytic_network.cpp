#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "models/messages/message_network.hpp"

namespace dimai::models {

namespace {

/// Nearest whole nanosecond of a span that is not negative; of one that no run outlasts, kNever.
std::int64_t to_ns(double span_s) {
  return span_s < sim::to_seconds(kNever) ? sim::seconds(span_s).ns : kNever.ns;
}

/// Their sum, at most kNever: then it stays there, however much more comes behind it.
std::int64_t sum_ns(std::int64_t a_ns, std::int64_t b_ns) {
  return std::min(a_ns + b_ns, kNever.ns);
}

class AnalyticNetwork final : public MessageNetwork {
 public:
  explicit AnalyticNetwork(const MessagePlatform& platform)
      : platform_(platform),
        channels_(platform.access_points.size()),
        computers_(platform.computers.size()) {}

  void send(sim::Time now, AccessIndex from, AccessIndex to, std::uint64_t bytes,
            std::uint32_t tag) override {
    if (bytes == 0) throw std::domain_error("send(): a message of 0 bytes");
    if (!channels_[from].working || !channels_[to].working) {
      add({now, tag, true}, {from, to, {}});
      return;
    }
    const AccessPoint& sender = platform_.access_points[from];
    const AccessPoint& receiver = platform_.access_points[to];
    const double bits = 8.0 * static_cast<double>(bytes);
    if (from == to && sender.kind == AccessKind::radio) {  // within a cell: on air once
      std::int64_t& channel = free_ns(from, kUp);
      channel = sum_ns(std::max(now.ns, channel), to_ns(bits / sender.bandwidth_bit_s));
      add({{sum_ns(channel, to_ns(sender.latency_s))}, tag, false}, {from, to, {}});
      return;
    }
    // The message's head leaves when the channel is free, its tail not before the slower of both
    // channels has passed it on.
    std::int64_t& up = free_ns(from, kUp);
    const std::int64_t start = std::max(now.ns, up);
    up = sum_ns(start, to_ns(bits / sender.bandwidth_bit_s));
    std::int64_t& down = free_ns(to, kDown);
    const std::int64_t head = sum_ns(start, to_ns(sender.latency_s + way_s(sender, receiver)));
    const std::int64_t begin = std::max(head, down);
    down =
        std::max(sum_ns(begin, to_ns(bits / receiver.bandwidth_bit_s)), sum_ns(head, up - start));
    add({{sum_ns(down, to_ns(receiver.latency_s))}, tag, false}, {from, to, {}});
  }

  void compute(sim::Time now, ComputerIndex computer, double flop, std::uint32_t tag) override {
    if (!(flop > 0.0)) throw std::domain_error("compute(): a job without operations");
    Processor& row = computers_[computer];
    if (!row.working) {
      add({now, tag, true}, {{}, {}, computer});
      return;
    }
    row.free_ns = sum_ns(std::max(now.ns, row.free_ns),
                         to_ns(flop / platform_.computers[computer].speed_flop_s));
    add({{row.free_ns}, tag, false}, {{}, {}, computer});
  }

  void set_working(sim::Time now, AccessIndex access, bool working) override {
    channels_[access].working = working;
    channels_[access].free_ns.fill(now.ns);
    if (!working) lose(now, [&](const Way& way) { return way.from == access || way.to == access; });
  }

  void set_working(sim::Time now, ComputerIndex computer, bool working) override {
    computers_[computer] = {now.ns, working};
    if (!working) lose(now, [&](const Way& way) { return way.computer == computer; });
  }

  sim::Time next() override {
    return pending_.empty() ? sim::Time::max() : pending_.front().outcome.at;
  }

  void take(sim::Time now, std::vector<MessageOutcome>& outcomes) override {
    while (!pending_.empty() && pending_.front().outcome.at <= now) {
      std::pop_heap(pending_.begin(), pending_.end(), later);
      outcomes.push_back(pending_.back().outcome);
      pending_.pop_back();
    }
  }

  std::size_t in_flight() const override { return pending_.size(); }

  void keep(sim::Archive& archive) override {
    [[maybe_unused]] auto& [platform, channels, computers, pending, order] = *this;
    archive(channels, computers, pending, order);
  }

 private:
  static constexpr std::size_t kUp = 0;
  static constexpr std::size_t kDown = 1;
  struct Channel {
    std::array<std::int64_t, 2> free_ns{};  ///< each way; radio uses the first for both
    bool working = true;
  };
  struct Processor {
    std::int64_t free_ns = 0;
    bool working = true;
  };
  struct Way {
    AccessIndex from;
    AccessIndex to;
    ComputerIndex computer;  ///< of a job; invalid for a message
  };
  struct Pending {
    MessageOutcome outcome;
    std::uint64_t order = 0;
    Way way;
  };

  static bool later(const Pending& a, const Pending& b) {
    return a.outcome.at != b.outcome.at ? a.outcome.at > b.outcome.at : a.order > b.order;
  }

  std::int64_t& free_ns(AccessIndex access, std::size_t direction) {
    const bool shared = platform_.access_points[access].kind == AccessKind::radio;
    return channels_[access].free_ns[shared ? kUp : direction];
  }

  double way_s(const AccessPoint& a, const AccessPoint& b) const {
    return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m) * platform_.latency_s_per_m;
  }

  void add(const MessageOutcome& outcome, const Way& way) {
    pending_.push_back({outcome, order_++, way});
    std::push_heap(pending_.begin(), pending_.end(), later);
  }

  template <class Affected>
  void lose(sim::Time now, const Affected& affected) {
    for (Pending& row : pending_) {
      if (!affected(row.way) || row.outcome.lost) continue;
      row.outcome = {now, row.outcome.tag, true};
      row.order = order_++;
    }
    std::make_heap(pending_.begin(), pending_.end(), later);
  }

  MessagePlatform platform_;
  sim::Table<AccessIndex, Channel> channels_;
  sim::Table<ComputerIndex, Processor> computers_;
  std::vector<Pending> pending_;  ///< heap, soonest first
  std::uint64_t order_ = 0;
};

}  // namespace

void MessageNetwork::keep(sim::Archive& /*archive*/) {
  throw sim::ArchiveError(
      "what is under way in SimGrid (whose clock cannot be set, and whose dates follow from all "
      "that "
      "it has done since its start) or over a mesh cannot be written down; messages.back_end = "
      "\"analytic\" can");
}

std::unique_ptr<MessageNetwork> make_analytic_network(const MessagePlatform& platform) {
  return std::make_unique<AnalyticNetwork>(platform);
}

}  // namespace dimai::models
