#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <csignal>  // SimGrid takes handlers that are not its own
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include <simgrid/kernel/Timer.hpp>
#include <simgrid/kernel/resource/Model.hpp>
#include <simgrid/kernel/routing/NetPoint.hpp>
#include <simgrid/s4u.hpp>

#include "models/messages/forked_network.hpp"
#include "models/messages/message_network.hpp"

// All of SimGrid that dimai uses. It is stepped from outside, without actors: activities are
// started by the main thread, and its clock is moved to the instants at which one of them ends.

namespace dimai::models {

namespace {

namespace s4u = simgrid::s4u;

/// Keeps the handlers of signals that SimGrid's engine would replace.
class KeptSignals {
 public:
  KeptSignals() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], nullptr, &kept_[i]);
  }
  ~KeptSignals() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &kept_[i], nullptr);
  }
  KeptSignals(const KeptSignals&) = delete;
  KeptSignals& operator=(const KeptSignals&) = delete;

 private:
  static constexpr std::array<int, 2> kSignals{SIGINT, SIGSEGV};
  std::array<struct sigaction, 2> kept_{};
};

/// The one engine that a process ever makes, with the settings under which dates are exact.
s4u::Engine* new_engine() {
  const KeptSignals signals;
  std::string name = "dimai";
  std::string quiet = "--log=root.thresh:error";
  std::array<char*, 3> arguments{name.data(), quiet.data(), nullptr};
  int count = 2;
  auto* engine = new s4u::Engine(&count, arguments.data());  // NOLINT: SimGrid wants a pointer
  s4u::Engine::set_config("network/model:CM02");      // else latency times 13 and a slower channel
  s4u::Engine::set_config("network/crosstraffic:0");  // else acknowledgements take 5 %
  s4u::Engine::set_config("network/TCP-gamma:1e30");  // else a window bounds long fast ways
  return engine;
}

/// Shortest text that reads back as the same number.
std::string digits(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

class SimgridNetwork final : public MessageNetwork {
 public:
  explicit SimgridNetwork(const MessagePlatform& platform)
      : engine_(claim_engine()),
        ends_(platform.access_points.size()),
        computers_(platform.computers.size()) {
    build(platform);
  }

  ~SimgridNetwork() override {
    lose({}, [](const InFlight&) { return true; });
    current_ = nullptr;
    delete engine_;  // NOLINT: see new_engine()
  }

  void send(sim::Time now, AccessIndex from, AccessIndex to, std::uint64_t bytes,
            std::uint32_t tag) override {
    if (bytes == 0) throw std::domain_error("send(): a message of 0 bytes");
    if (!ends_[from].working || !ends_[to].working) {
      lost_.push_back({now, tag, true});
      return;
    }
    move_clock(now);
    s4u::CommPtr message = s4u::Comm::sendto_init();
    message->set_payload_size(bytes);
    set_off(message, {message, tag, from, to, {}});
    message->set_source(ends_[from].sender);
    message->set_destination(ends_[to].receiver);  // starts it
  }

  void compute(sim::Time now, ComputerIndex computer, double flop, std::uint32_t tag) override {
    if (!(flop > 0.0)) throw std::domain_error("compute(): a job without operations");
    if (!computers_[computer].working) {
      lost_.push_back({now, tag, true});
      return;
    }
    move_clock(now);
    s4u::ExecPtr job = s4u::Exec::init();
    job->set_flops_amount(flop);
    set_off(job, {job, tag, {}, {}, computer});
    job->set_host(computers_[computer].host);
    job->start();
  }

  void set_working(sim::Time now, AccessIndex access, bool working) override {
    ends_[access].working = working;
    if (!working)
      lose(now, [&](const InFlight& row) { return row.from == access || row.to == access; });
  }

  void set_working(sim::Time now, ComputerIndex computer, bool working) override {
    computers_[computer].working = working;
    if (!working) lose(now, [&](const InFlight& row) { return row.computer == computer; });
  }

  sim::Time next() override {
    if (!lost_.empty()) return lost_.front().at;
    const double date_s = next_date_s();
    return date_s < 0.0 ? sim::Time::max() : to_time(date_s);
  }

  void take(sim::Time now, std::vector<MessageOutcome>& outcomes) override {
    while (true) {
      const double date_s = next_date_s();
      if (date_s < 0.0 || to_time(date_s) > now) break;
      run_to(date_s);
    }
    outcomes.insert(outcomes.end(), lost_.begin(), lost_.end());
    std::sort(ended_.begin(), ended_.end(), [](const Ended& a, const Ended& b) {
      return std::pair(a.second.at, a.first) < std::pair(b.second.at, b.first);
    });
    for (const Ended& row : ended_) outcomes.push_back(row.second);
    lost_.clear();
    ended_.clear();
    done_.clear();
  }

  std::size_t in_flight() const override { return in_flight_.size() + lost_.size(); }

 private:
  /// Two hosts, for SimGrid sends nothing from a host to itself.
  struct End {
    s4u::Host* sender = nullptr;
    s4u::Host* receiver = nullptr;
    bool working = true;
  };
  struct Processor {
    s4u::Host* host = nullptr;
    bool working = true;
  };
  struct InFlight {
    s4u::ActivityPtr activity;
    std::uint32_t tag = 0;
    AccessIndex from;
    AccessIndex to;
    ComputerIndex computer;
  };

  using Ended = std::pair<std::uint64_t, MessageOutcome>;  ///< number of the start, outcome

  s4u::Engine* claim_engine() {
    current_ = this;
    s4u::Activity::on_completion_cb([](const s4u::Activity& activity) {
      if (current_ != nullptr) current_->note_end(activity);
    });
    return new_engine();
  }

  /// One star for each access point around a root where latency goes by distance; computers apart.
  void build(const MessagePlatform& platform) {
    s4u::NetZone* root = s4u::create_vivaldi_zone("root");
    const double ms_per_m = platform.latency_s_per_m * 1e3;
    for (const AccessIndex index : platform.access_points.indices()) {
      const AccessPoint& row = platform.access_points[index];
      const std::string number = std::to_string(index.value);
      s4u::NetZone* zone = s4u::create_star_zone("access" + number);
      zone->set_parent(root);
      End& end = ends_[index];
      end.sender = zone->create_host("sender" + number, 1e9);
      end.receiver = zone->create_host("receiver" + number, 1e9);
      connect(*zone, row, end, number);
      auto* gateway = zone->create_router("router_access" + number);
      zone->get_netpoint()->set_coordinates(digits(row.x_m * ms_per_m) + " " +
                                            digits(row.y_m * ms_per_m) + " 0");
      zone->seal();
      root->add_route(zone->get_netpoint(), nullptr, gateway, nullptr, {}, true);
    }
    s4u::NetZone* machines = s4u::create_star_zone("computers");
    machines->set_parent(root);
    for (const ComputerIndex index : platform.computers.indices()) {
      computers_[index].host = machines->create_host("computer" + std::to_string(index.value),
                                                     platform.computers[index].speed_flop_s);
    }
    machines->create_router("router_computers");
    machines->get_netpoint()->set_coordinates("0 0 0");
    machines->seal();
    root->seal();
  }

  static void connect(s4u::NetZone& zone, const AccessPoint& row, const End& end,
                      const std::string& number) {
    const double bytes_s = row.bandwidth_bit_s / 8.0;
    if (row.kind == AccessKind::radio) {
      s4u::Link* channel = zone.create_link("channel" + number, bytes_s);
      channel->set_latency(row.latency_s)->seal();
      for (s4u::Host* host : {end.sender, end.receiver})
        zone.add_route(host->get_netpoint(), nullptr, nullptr, nullptr, {s4u::LinkInRoute(channel)},
                       true);
      return;
    }
    s4u::SplitDuplexLink* fibre = zone.create_split_duplex_link("fibre" + number, bytes_s);
    fibre->set_latency(row.latency_s)->seal();
    for (s4u::Host* host : {end.sender, end.receiver})
      zone.add_route(host->get_netpoint(), nullptr, nullptr, nullptr,
                     {s4u::LinkInRoute(fibre, s4u::LinkInRoute::Direction::UP)}, true);
  }

  static sim::Time to_time(double clock_s) {
    return clock_s < sim::to_seconds(kNever) ? sim::seconds(clock_s) : kNever;
  }

  /// When one of the activities ends [s of SimGrid's clock]; negative if none is in flight.
  double next_date_s() {
    if (in_flight_.empty()) return -1.0;
    if (peeked_s_ >= 0.0) return peeked_s_;
    const double now_s = s4u::Engine::get_clock();
    double least_s = -1.0;
    for (auto* model : engine_->get_all_models()) {
      const double span_s = model->next_occurring_event(now_s);
      if (span_s >= 0.0 && (least_s < 0.0 || span_s < least_s)) least_s = span_s;
    }
    peeked_s_ = least_s < 0.0 ? -1.0 : now_s + least_s;
    const double timer_s = simgrid::kernel::timer::Timer::next();
    if (timer_s >= 0.0 && (peeked_s_ < 0.0 || timer_s < peeked_s_)) peeked_s_ = timer_s;
    return peeked_s_;
  }

  /// SimGrid may stop a little before the date it was asked for.
  void run_to(double date_s) {
    do {
      engine_->run_until(date_s);
    } while (s4u::Engine::get_clock() < date_s);
    peeked_s_ = -1.0;
  }

  /// Where the clock already stands within half a nanosecond of `now` it stays: what follows from
  /// an end at this instant starts at its exact date, so chains of messages add up no rounding.
  void move_clock(sim::Time now) {
    if (to_time(s4u::Engine::get_clock()) < now) engine_->run_until(sim::to_seconds(now));
    peeked_s_ = -1.0;
  }

  void set_off(const s4u::ActivityPtr& activity, InFlight row) {
    number_of_[activity.get()] = order_;
    in_flight_.emplace(order_++, std::move(row));
  }

  void note_end(const s4u::Activity& activity) {
    const auto found = number_of_.find(&activity);
    if (found == number_of_.end()) return;  // cancelled
    const auto row = in_flight_.find(found->second);
    const bool whole = activity.get_state() == s4u::Activity::State::FINISHED;
    ended_.emplace_back(found->second,
                        MessageOutcome{to_time(s4u::Engine::get_clock()), row->second.tag, !whole});
    done_.push_back(row->second.activity);
    in_flight_.erase(row);
    number_of_.erase(found);
  }

  template <class Affected>
  void lose(sim::Time now, const Affected& affected) {
    move_clock(now);
    for (auto row = in_flight_.begin(); row != in_flight_.end();) {
      if (!affected(row->second)) {
        ++row;
        continue;
      }
      lost_.push_back({now, row->second.tag, true});
      number_of_.erase(row->second.activity.get());
      done_.push_back(row->second.activity);
      row = in_flight_.erase(row);
      done_.back()->cancel();
    }
    engine_->run_until(s4u::Engine::get_clock());
    done_.clear();
    peeked_s_ = -1.0;
  }

  static SimgridNetwork* current_;

  s4u::Engine* engine_;
  double peeked_s_ = -1.0;
  sim::Table<AccessIndex, End> ends_;
  sim::Table<ComputerIndex, Processor> computers_;
  std::map<std::uint64_t, InFlight> in_flight_;                        ///< in order of start
  std::unordered_map<const s4u::Activity*, std::uint64_t> number_of_;  ///< looked up, never walked
  std::vector<s4u::ActivityPtr> done_;  ///< SimGrid still uses them in the round in which they end
  std::vector<Ended> ended_;
  std::vector<MessageOutcome> lost_;
  std::uint64_t order_ = 0;
};

SimgridNetwork* SimgridNetwork::current_ = nullptr;

std::unique_ptr<MessageNetwork> make_here(const MessagePlatform& platform) {
  return std::make_unique<SimgridNetwork>(platform);
}

}  // namespace

std::unique_ptr<MessageNetwork> make_simgrid_network(const MessagePlatform& platform) {
  static std::atomic<bool> used = false;
  keep_unused_process(make_here);
  if (used.exchange(true)) return make_forked_network(platform);
  return make_here(platform);
}

}  // namespace dimai::models
