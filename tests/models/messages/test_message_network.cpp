#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <tuple>

#include <doctest/doctest.h>

#include "models/messages/message_network.hpp"
#include "models/messages/messenger.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
using Make = std::unique_ptr<MessageNetwork> (*)(const MessagePlatform&);
constexpr std::array<Make, 2> kMakes{make_analytic_network, make_simgrid_network};

struct TwoPlaces {
  MessagePlatform platform;
  AccessIndex office =
      platform.access_points.push_back({"office", 0.0, 0.0, AccessKind::fibre, 0.002, 8e6});
  AccessIndex cell =
      platform.access_points.push_back({"cell", 6e6, 0.0, AccessKind::radio, 0.002, 8e5});
  ComputerIndex computer = platform.computers.push_back({"dispatcher", office, 2e9});
};

std::vector<MessageOutcome> run_out(MessageNetwork& network) {
  std::vector<MessageOutcome> outcomes;
  while (network.next() != sim::Time::max()) network.take(network.next(), outcomes);
  return outcomes;
}

void check(const MessageOutcome& outcome, std::uint32_t tag, std::int64_t at_ns, bool lost) {
  CHECK(outcome.tag == tag);
  CHECK(std::abs(outcome.at.ns - at_ns) <= 1);
  CHECK(outcome.lost == lost);
}

}  // namespace

TEST_CASE("a message takes its latencies, the way and its size over the slower channel") {
  for (const Make make : kMakes) {
    const TwoPlaces places;
    const auto network = make(places.platform);
    // 2 + 30 + 2 ms, and 10 kB over 0.8 Mbit/s: 100 ms; within the office 2 + 2 + 10 ms.
    network->send({0}, places.office, places.cell, 10'000, 1);
    network->send({1000 * kMillisecond}, places.office, places.office, 10'000, 2);
    network->send({2000 * kMillisecond}, places.cell, places.cell, 10'000, 3);
    const auto outcomes = run_out(*network);
    REQUIRE(outcomes.size() == 3);
    check(outcomes[0], 1, 134 * kMillisecond, false);
    check(outcomes[1], 2, 1014 * kMillisecond, false);
    check(outcomes[2], 3, 2102 * kMillisecond, false);
    CHECK(network->in_flight() == 0);
  }
}

TEST_CASE("a job takes its operations over the computer's speed") {
  for (const Make make : kMakes) {
    const TwoPlaces places;
    const auto network = make(places.platform);
    network->compute({5 * kMillisecond}, places.computer, 1e9, 7);
    const auto outcomes = run_out(*network);
    REQUIRE(outcomes.size() == 1);
    check(outcomes[0], 7, 505 * kMillisecond, false);
  }
}

TEST_CASE("dates do not depend on the hour: seven days later they are the same to 1 ns") {
  constexpr std::int64_t week_ns = 7LL * 86'400 * 1'000 * kMillisecond;
  for (const Make make : kMakes) {
    const TwoPlaces places;
    const auto network = make(places.platform);
    network->send({week_ns}, places.cell, places.office, 10'000, 1);
    const auto outcomes = run_out(*network);
    REQUIRE(outcomes.size() == 1);
    check(outcomes[0], 1, week_ns + 134 * kMillisecond, false);
  }
}

TEST_CASE(
    "2000 messages and jobs at once end when closed form says, to 0 ns, on the first and the "
    "seventh day") {
  constexpr std::int64_t hour_ns = 3'600'000 * kMillisecond;
  // Pairs of their own; latencies of whole microseconds, 8 kbit to 80 kbit over 8 Mbit/s: whole ms.
  MessagePlatform platform;
  for (int i = 0; i < 200; ++i) {
    platform.access_points.push_back(
        {"", 0.0, 0.0, i % 2 == 0 ? AccessKind::fibre : AccessKind::radio, 1e-6 * (100 + i), 8e6});
    platform.computers.push_back({"", AccessIndex{static_cast<std::uint32_t>(i)}, 1e9});
  }
  for (const Make make : kMakes) {
    for (const std::int64_t start_ns : {std::int64_t{0}, hour_ns, 24 * hour_ns, 7 * 24 * hour_ns}) {
      const auto network = make(platform);
      sim::Random random(9, 0, 0, 0);
      std::vector<std::int64_t> ends_ns(2000);
      std::vector<MessageOutcome> outcomes;
      for (std::uint32_t i = 0; i < 2000; ++i) {
        const std::int64_t now_ns = start_ns + 137'000LL * i;  // each pair again after 13.7 ms
        while (network->next().ns <= now_ns) network->take(network->next(), outcomes);
        const std::uint32_t pair = i % 100;
        if (i % 3 == 0) {
          const auto flop = std::floor(1e7 * random.uniform()) + 1.0;  // one ns each
          network->compute({now_ns}, ComputerIndex{pair}, flop, i);
          ends_ns[i] = now_ns + static_cast<std::int64_t>(flop);
          continue;
        }
        const auto kilobytes = static_cast<std::uint64_t>(1.0 + 10.0 * random.uniform());
        network->send({now_ns}, AccessIndex{2 * pair}, AccessIndex{2 * pair + 1}, 1000 * kilobytes,
                      i);
        ends_ns[i] = now_ns + (201 + 4 * static_cast<std::int64_t>(pair)) * 1000 +
                     static_cast<std::int64_t>(kilobytes) * kMillisecond;
      }
      const auto rest = run_out(*network);
      outcomes.insert(outcomes.end(), rest.begin(), rest.end());
      REQUIRE(outcomes.size() == 2000);
      std::int64_t greatest_ns = 0;
      for (const MessageOutcome& each : outcomes)
        greatest_ns = std::max(greatest_ns, std::abs(each.at.ns - ends_ns[each.tag]));
      CAPTURE(start_ns);
      CHECK(greatest_ns == 0);
    }
  }
}

TEST_CASE("networks of SimGrid one after the other, and at one time, have the same bits") {
  MessagePlatform platform;
  for (int i = 0; i < 10; ++i)
    platform.access_points.push_back({"", 1e4 * i, 3e3 * i * i, AccessKind::radio, 0.0013, 3.3e5});
  const auto computer = platform.computers.push_back({"", AccessIndex{0}, 1.7e9});
  const auto begin = [&](MessageNetwork& network) {
    sim::Random random(4, 0, 0, 0);
    std::vector<MessageOutcome> outcomes;
    for (std::uint32_t i = 0; i < 300; ++i) {
      const sim::Time now{1'700'001LL * i};
      while (network.next() <= now) network.take(network.next(), outcomes);
      const AccessIndex to{static_cast<std::uint32_t>(9.0 * random.uniform())};
      network.send(now, AccessIndex{9}, to, 100 + i, 2 * i);
      if (i % 7 == 0) network.compute(now, computer, 1.1e6 * (1.0 + random.uniform()), 2 * i + 1);
      if (i == 100 || i == 110) network.set_working(now, AccessIndex{3}, i != 100);
    }
    return outcomes;
  };
  const auto dates = [](const std::vector<MessageOutcome>& outcomes) {
    std::vector<std::tuple<std::int64_t, std::uint32_t, bool>> rows;
    for (const MessageOutcome& each : outcomes) rows.emplace_back(each.at.ns, each.tag, each.lost);
    return rows;
  };
  const auto first = make_simgrid_network(platform);
  const auto second = make_simgrid_network(platform);  // while the first one lives
  auto of_first = begin(*first);
  auto of_second = begin(*second);
  CHECK(first->in_flight() == second->in_flight());
  for (const MessageOutcome& each : run_out(*first)) of_first.push_back(each);
  for (const MessageOutcome& each : run_out(*second)) of_second.push_back(each);
  CHECK(of_first.size() == 343);
  CHECK(dates(of_first) == dates(of_second));
  const auto third = make_simgrid_network(platform);
  auto of_third = begin(*third);
  for (const MessageOutcome& each : run_out(*third)) of_third.push_back(each);
  CHECK(dates(of_first) == dates(of_third));
}

TEST_CASE("what is in flight over a failed access point or on a failed computer is lost") {
  for (const Make make : kMakes) {
    const TwoPlaces places;
    const auto network = make(places.platform);
    network->send({0}, places.office, places.office, 10'000, 1);
    network->compute({0}, places.computer, 1e9, 2);
    network->send({10 * kMillisecond}, places.office, places.cell, 10'000, 3);
    network->set_working({11 * kMillisecond}, places.cell, false);
    network->set_working({11 * kMillisecond}, places.computer, false);
    network->send({11 * kMillisecond}, places.cell, places.office, 10'000, 4);
    const auto outcomes = run_out(*network);
    REQUIRE(outcomes.size() == 4);
    check(outcomes[0], 3, 11 * kMillisecond, true);
    check(outcomes[1], 2, 11 * kMillisecond, true);
    check(outcomes[2], 4, 11 * kMillisecond, true);
    check(outcomes[3], 1, 14 * kMillisecond, false);
    network->set_working({20 * kMillisecond}, places.cell, true);
    network->send({20 * kMillisecond}, places.office, places.cell, 10'000, 5);
    check(run_out(*network).at(0), 5, 154 * kMillisecond, false);
  }
}

TEST_CASE("messages that share a channel: in turn by closed form, at once by fluid sharing") {
  const TwoPlaces places;
  const auto in_turn = make_analytic_network(places.platform);
  const auto shared = make_simgrid_network(places.platform);
  for (MessageNetwork* network : {in_turn.get(), shared.get()}) {
    network->send({0}, places.cell, places.office, 10'000, 1);
    network->send({0}, places.cell, places.office, 10'000, 2);
  }
  const auto first = run_out(*in_turn);
  check(first.at(0), 1, 134 * kMillisecond, false);
  check(first.at(1), 2, 234 * kMillisecond, false);
  // Both get half of the channel; the last is through at the same time.
  const auto second = run_out(*shared);
  check(second.at(0), 1, 234 * kMillisecond, false);
  check(second.at(1), 2, 234 * kMillisecond, false);
}

TEST_CASE("both back ends agree to 1 us where no two messages meet") {
  MessagePlatform platform;
  sim::Random random(1, 0, 0, 0);
  for (int i = 0; i < 40; ++i) {
    const AccessKind kind = random.uniform() < 0.5 ? AccessKind::fibre : AccessKind::radio;
    platform.access_points.push_back({"", 1e6 * random.uniform(), 1e6 * random.uniform(), kind,
                                      0.02 * random.uniform(), 1e5 + 1e8 * random.uniform()});
  }
  const auto a = make_analytic_network(platform);
  const auto b = make_simgrid_network(platform);
  for (std::uint32_t i = 0; i < 500; ++i) {
    const AccessIndex from{static_cast<std::uint32_t>(40.0 * random.uniform())};
    const AccessIndex to{static_cast<std::uint32_t>(40.0 * random.uniform())};
    const auto bytes = static_cast<std::uint64_t>(1.0 + 1e5 * random.uniform());
    const sim::Time now{60'000LL * kMillisecond * i};
    a->send(now, from, to, bytes, i);
    b->send(now, from, to, bytes, i);
    const auto first = run_out(*a);
    const auto second = run_out(*b);
    REQUIRE(first.size() == 1);
    REQUIRE(second.size() == 1);
    CHECK(std::abs(first[0].at.ns - second[0].at.ns) <= 1000);
  }
}

TEST_CASE("empty messages and jobs are refused") {
  for (const Make make : kMakes) {
    const TwoPlaces places;
    const auto network = make(places.platform);
    CHECK_THROWS_AS(network->send({0}, places.office, places.cell, 0, 1), std::domain_error);
    CHECK_THROWS_AS(network->compute({0}, places.computer, 0.0, 1), std::domain_error);
  }
}

namespace {

/// Sends every message back until its time is up.
class Echo final : public MessageReceiver {
 public:
  Echo(Messenger& messenger, const TwoPlaces& places) : messenger_(messenger), places_(places) {}
  void ended(sim::Simulation& simulation, const MessageOutcome& outcome) override {
    CHECK(outcome.at == simulation.now());
    ++count;
    if (outcome.tag == 0) return;
    const bool back = outcome.tag % 2 == 0;
    messenger_.send(simulation, back ? places_.office : places_.cell,
                    back ? places_.cell : places_.office, 10'000, outcome.tag - 1);
  }
  int count = 0;

 private:
  Messenger& messenger_;
  const TwoPlaces& places_;
};

}  // namespace

TEST_CASE("a message that is delivered at t acts at t") {
  for (const Make make : kMakes) {
    const TwoPlaces places;
    sim::Simulation simulation;
    Messenger messenger(make(places.platform));
    Echo echo(messenger, places);
    messenger.attach(simulation, echo);
    messenger.send(simulation, places.office, places.cell, 10'000, 9);
    simulation.run(sim::Time::max());
    CHECK(echo.count == 10);
    CHECK(std::abs(simulation.now().ns - 1340 * kMillisecond) <= 10);
    CHECK(simulation.idle());
    CHECK(messenger.in_flight() == 0);
  }
}

TEST_CASE("what takes longer than any run never ends, and is lost with its computer") {
  for (const Make make : kMakes) {
    TwoPlaces places;
    places.platform.computers[places.computer].speed_flop_s = 1.0;
    places.platform.access_points[places.cell].bandwidth_bit_s = 1.0;
    const auto network = make(places.platform);
    for (std::uint32_t tag = 1; tag <= 3; ++tag)  // some 32 million years each
      network->compute({0}, places.computer, 1e15, tag);
    for (std::uint32_t tag = 4; tag <= 6; ++tag)  // some 250 years each
      network->send({0}, places.office, places.cell, 1'000'000'000, tag);
    std::vector<MessageOutcome> outcomes;
    const sim::Time later = sim::seconds(3e8);
    network->take(later, outcomes);
    CHECK(outcomes.empty());
    CHECK(network->next() > sim::seconds(1e9));
    CHECK(network->in_flight() == 6);
    network->set_working(later, places.computer, false);
    network->set_working(later, places.cell, false);
    network->take(later, outcomes);
    REQUIRE(outcomes.size() == 6);
    for (const MessageOutcome& outcome : outcomes) CHECK((outcome.lost && outcome.at == later));
  }
}

}  // namespace dimai::models
