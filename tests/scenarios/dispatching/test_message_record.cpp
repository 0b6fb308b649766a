#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "scenarios/running/run.hpp"
#include "tests/scenarios/running/random_scenario.hpp"

namespace dimai::scenarios {
namespace {

Scenario recorded(std::uint64_t seed, const char* architecture, const char* back_end) {
  Scenario scenario = tests::random_scenario(seed);
  scenario.dispatch.architecture = architecture;
  scenario.messages.back_end = back_end;
  scenario.messages.radio_rate_bit_s = 1e5;
  scenario.record_messages = true;
  return scenario;
}

/// A message that meets no other: both latencies, the way, and its size over the slower channel.
double alone_s(const models::MessagePlatform& platform, std::uint32_t from, std::uint32_t to,
               double bytes) {
  const models::AccessPoint& a = platform.access_points[models::AccessIndex{from}];
  const models::AccessPoint& b = platform.access_points[models::AccessIndex{to}];
  const double channel_s = 8.0 * bytes / std::min(a.bandwidth_bit_s, b.bandwidth_bit_s);
  if (from == to && a.kind == models::AccessKind::radio) return a.latency_s + channel_s;
  const double way_s = std::hypot(a.x_m - b.x_m, a.y_m - b.y_m) * platform.latency_s_per_m;
  return a.latency_s + way_s + b.latency_s + channel_s;
}

void check_record(Run& run) {
  const models::DispatchLog& log = run.dispatch()->log();
  run.dispatch()->post().record_open();
  const models::MessageLog& sent = log.record->messages;
  const models::MessagePlatform& platform = run.dispatch()->plan().platform;
  std::vector<std::uint64_t> of_kind(models::kLetterKinds, 0);
  std::size_t exact = 0;
  std::size_t early = 0;
  for (std::size_t i = 0; i < sent.kind.size(); ++i) {
    ++of_kind[sent.kind[i]];
    if (sent.end[i] != static_cast<std::uint8_t>(models::LetterEnd::delivered)) continue;
    const double bytes = static_cast<double>(sent.bytes[i]);
    const double late_ns = static_cast<double>(sent.ended_ns[i] - sent.sent_ns[i]) -
                           1e9 * alone_s(platform, sent.from[i], sent.to[i], bytes);
    if (late_ns < -1.5) ++early;
    if (std::abs(late_ns) <= 1.5) ++exact;
  }
  CHECK(early == 0);
  CHECK(exact > sent.kind.size() / 4);  // the others met others
  for (std::size_t i = 0; i + 1 < models::kLetterKinds; ++i)
    CHECK(of_kind[i] == log.letters[i].sent);
  CHECK(log.record->jobs.site.size() == log.letters.back().sent);
  std::uint64_t made = 0;
  for (const models::DecisionCounts& row : log.decisions) made += row.made;
  CHECK(log.record->ages.used_ns.size() == made);
  for (std::size_t i = 0; i < log.record->ages.used_ns.size(); ++i)
    CHECK(log.record->ages.known_ns[i] <= log.record->ages.used_ns[i]);
}

}  // namespace

TEST_CASE("each message that is recorded took the time of its way, and none is missing") {
  for (const char* architecture : {"central", "regional", "junction", "gossip"}) {
    for (const char* back_end : {"analytic", "simgrid"}) {
      CAPTURE(architecture);
      CAPTURE(back_end);
      const Scenario scenario = recorded(3, architecture, back_end);
      Run run(scenario);
      while (run.advance(100'000)) {
      }
      check_record(run);
    }
  }
}

TEST_CASE("recording messages changes nothing") {
  Scenario scenario = recorded(5, "regional", "analytic");
  Run run(scenario);
  while (run.advance(100'000)) {
  }
  Scenario silent = recorded(5, "regional", "analytic");
  silent.record_messages = false;
  Run other(silent);
  while (other.advance(100'000)) {
  }
  CHECK(other.event_hash() == run.event_hash());
  CHECK(!other.dispatch()->log().record);
}

TEST_CASE("regions that name the same host are answered for by one computer") {
  Scenario scenario = tests::random_scenario(2);
  scenario.dispatch.architecture = "regional";
  scenario.dispatch_hosts.push_back(
      {"both", models::NodeIndex{0}, 1e10, models::AccessKind::fibre, 0.001, 1e9});
  scenario.dispatch_regions.resize(2);
  for (const models::NodeIndex node : scenario.network.nodes.indices())
    scenario.dispatch_regions[node.value % 2].nodes.push_back(node);
  const Run run(scenario);
  CHECK(run.dispatch()->plan().sites.size() == 1);
  CHECK(run.dispatch()->plan().platform.computers.size() == 1);
}

}  // namespace dimai::scenarios
