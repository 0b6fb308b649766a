// A dispatcher and its callers as a SimGrid model with actors, one for each request, against the
// message network that dimai steps from its kernel without any: every date must be the same to 1
// ns. A program of its own, for SimGrid's clock is global. Prints the greatest difference; exit
// status 1 if it is more.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <simgrid/kernel/routing/NetPoint.hpp>
#include <simgrid/s4u.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "models/messages/message_network.hpp"
#include "sim/random.hpp"

namespace {

namespace s4u = simgrid::s4u;
using dimai::models::AccessIndex;
using dimai::models::AccessKind;

constexpr std::uint32_t kCells = 20;
constexpr std::uint32_t kRequests = 2000;
constexpr std::uint64_t kBytes = 500;
constexpr double kFlop = 2e6;

struct Request {
  double at_s = 0.0;
  std::uint32_t cell = 0;
};

std::vector<Request> requests() {
  dimai::sim::Random random(7, 0, 1, 1);
  std::vector<Request> list;
  double at_s = 0.0;
  for (std::uint32_t i = 0; i < kRequests; ++i) {
    // Whole microseconds, which both clocks hold alike.
    at_s += std::round(random.exponential(0.004) * 1e6) * 1e-6;
    list.push_back({at_s, static_cast<std::uint32_t>(random.uniform() * kCells)});
  }
  return list;
}

/// Request to the office, 2 Mflop there, answer to the cell: when each answer comes [s].
std::vector<double> stepped(double& longest_s) {
  dimai::models::MessagePlatform platform;
  const AccessIndex office =
      platform.access_points.push_back({"office", 0.0, 0.0, AccessKind::fibre, 0.001, 1e8});
  std::vector<AccessIndex> cells;
  for (std::uint32_t i = 0; i < kCells; ++i) {
    cells.push_back(platform.access_points.push_back(
        {"cell", 1e5 * (i + 1), 0.0, AccessKind::radio, 0.004, 1e6}));
  }
  const auto computer = platform.computers.push_back({"dispatcher", office, 1e9});
  const auto network = dimai::models::make_simgrid_network(platform);
  const std::vector<Request> list = requests();
  std::vector<double> ends(list.size());
  std::vector<dimai::models::MessageOutcome> outcomes;
  std::size_t next = 0;
  while (next < list.size() || network->next() != dimai::sim::Time::max()) {
    const dimai::sim::Time due =
        next < list.size() ? dimai::sim::seconds(list[next].at_s) : dimai::sim::Time::max();
    if (due < network->next()) {
      network->send(due, cells[list[next].cell], office, kBytes,
                    static_cast<std::uint32_t>(3 * next));
      ++next;
      continue;
    }
    const dimai::sim::Time now = network->next();
    outcomes.clear();
    network->take(now, outcomes);
    for (const auto& outcome : outcomes) {
      const std::uint32_t request = outcome.tag / 3;
      if (outcome.tag % 3 == 0) network->compute(now, computer, kFlop, outcome.tag + 1);
      if (outcome.tag % 3 == 1)
        network->send(now, office, cells[list[request].cell], kBytes, outcome.tag + 1);
      if (outcome.tag % 3 == 2) ends[request] = dimai::sim::to_seconds(now);
    }
  }
  longest_s = *std::max_element(ends.begin(), ends.end());
  return ends;
}

/// The same platform, an actor for each request.
std::vector<double> with_actors() {
  std::string name = "oracle";
  std::string quiet = "--log=root.thresh:error";
  char* arguments[] = {name.data(), quiet.data(), nullptr};  // NOLINT: as main() gets them
  int count = 2;
  s4u::Engine engine(&count, arguments);
  s4u::Engine::set_config("network/model:CM02");
  s4u::Engine::set_config("network/crosstraffic:0");
  s4u::Engine::set_config("network/TCP-gamma:1e30");
  auto* root = s4u::create_vivaldi_zone("root");
  std::vector<std::pair<s4u::Host*, s4u::Host*>> ends;  // sender, receiver
  const auto place = [&](std::uint32_t number, double x_ms) {
    auto* zone = s4u::create_star_zone("access" + std::to_string(number));
    zone->set_parent(root);
    auto* sender = zone->create_host("sender" + std::to_string(number), 1e9);
    auto* receiver = zone->create_host("receiver" + std::to_string(number), 1e9);
    if (number == 0) {
      auto* fibre = zone->create_split_duplex_link("fibre", 1e8 / 8.0);
      fibre->set_latency(0.001)->seal();
      for (auto* host : {sender, receiver})
        zone->add_route(host->get_netpoint(), nullptr, nullptr, nullptr,
                        {s4u::LinkInRoute(fibre, s4u::LinkInRoute::Direction::UP)}, true);
    } else {
      auto* channel = zone->create_link("channel" + std::to_string(number), 1e6 / 8.0);
      channel->set_latency(0.004)->seal();
      for (auto* host : {sender, receiver})
        zone->add_route(host->get_netpoint(), nullptr, nullptr, nullptr,
                        {s4u::LinkInRoute(channel)}, true);
    }
    auto* gateway = zone->create_router("router_access" + std::to_string(number));
    zone->get_netpoint()->set_coordinates(std::to_string(x_ms) + " 0 0");
    zone->seal();
    root->add_route(zone->get_netpoint(), nullptr, gateway, nullptr, {}, true);
    ends.emplace_back(sender, receiver);
  };
  for (std::uint32_t i = 0; i <= kCells; ++i) place(i, 0.5 * i);  // 100 km: 0.5 ms
  auto* machines = s4u::create_star_zone("machines");
  machines->set_parent(root);
  auto* dispatcher = machines->create_host("dispatcher", 1e9);
  machines->create_router("router_machines");
  machines->get_netpoint()->set_coordinates("0 0 0");
  machines->seal();
  root->seal();
  const std::vector<Request> list = requests();
  std::vector<double> times(list.size());
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    s4u::Actor::create("caller", dispatcher, [&, i] {
      const auto cell = ends[list[i].cell + 1];
      s4u::this_actor::sleep_until(list[i].at_s);
      s4u::Comm::sendto(cell.first, ends[0].second, kBytes);
      s4u::this_actor::execute(kFlop);
      s4u::Comm::sendto(ends[0].first, cell.second, kBytes);
      times[i] = s4u::Engine::get_clock();
    });
  }
  engine.run();
  return times;
}

/// Runs in a process of its own, which writes what it found into a pipe.
template <class Find>
std::vector<double> in_child(const Find& find) {
  int ends[2];  // NOLINT: as pipe() wants them
  if (pipe(ends) != 0) std::exit(2);
  const pid_t child = fork();
  if (child == 0) {
    const std::vector<double> times = find();
    const char* bytes = reinterpret_cast<const char*>(times.data());  // NOLINT: raw bytes
    std::size_t left = times.size() * sizeof(double);
    while (left > 0) {
      const auto done = write(ends[1], bytes, left);
      if (done <= 0) _exit(2);
      bytes += done;
      left -= static_cast<std::size_t>(done);
    }
    _exit(0);
  }
  close(ends[1]);
  std::vector<double> times(kRequests);
  char* bytes = reinterpret_cast<char*>(times.data());  // NOLINT: raw bytes
  std::size_t got = 0;
  while (got < kRequests * sizeof(double)) {
    const auto done = read(ends[0], bytes + got, kRequests * sizeof(double) - got);
    if (done <= 0) std::exit(2);
    got += static_cast<std::size_t>(done);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return times;
}

}  // namespace

int main() {
  double longest_s = 0.0;
  const std::vector<double> ours = in_child([&] { return stepped(longest_s); });
  const std::vector<double> theirs = in_child([] { return with_actors(); });
  double greatest_s = 0.0;
  std::size_t equal = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const double error_s = std::abs(ours[i] - theirs[i]);
    greatest_s = std::max(greatest_s, error_s);
    if (std::llround(ours[i] * 1e9) == std::llround(theirs[i] * 1e9)) ++equal;
  }
  std::printf("%zu of %zu dates equal to the nanosecond, greatest difference %.3g ns\n", equal,
              ours.size(), greatest_s * 1e9);
  return greatest_s <= 1.0e-9 ? 0 : 1;
}
