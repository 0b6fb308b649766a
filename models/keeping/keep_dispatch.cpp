#include "models/dispatch/dispatch.hpp"
#include "models/keeping/keep.hpp"

namespace dimai::models {

static void keep(sim::Archive& archive, Letter& letter) {
  auto& [kind, site, answer, sent_ns, places, task, report, order, news] = letter;
  archive(kind, site, answer, sent_ns, places, task, report, order, news);
}

static void keep(sim::Archive& archive, News& news) {
  auto& [reports, readers] = news;
  archive(reports, readers);
}

static void keep(sim::Archive& archive, Rumours& rumours) {
  [[maybe_unused]] auto& [spread, who_knows, news, free, untold] = rumours;
  archive(news, free, untold);  // who knows whom follows from what each knows
}

static void keep(sim::Archive& archive, LetterCounts& counts) {
  auto& [sent, lost, bytes, delay_s] = counts;
  archive(sent, lost, bytes, delay_s);
}

static void keep(sim::Archive& archive, DecisionCounts& counts) {
  auto& [made, refused, passed_on, unanswered, taken_back, age_s, delay_s] = counts;
  archive(made, refused, passed_on, unanswered, taken_back, age_s, delay_s);
}

static void keep(sim::Archive& archive, DispatchRecord& record) {
  auto& [messages, jobs, ages] = record;
  auto& [kind, from, to, bytes, sent_ns, arrived_ns, arrived, capsule, request] = messages;
  archive(kind, from, to, bytes, sent_ns, arrived_ns, arrived, capsule, request);
  auto& [decision, site, flop, begun_ns, ended_ns, end, journey] = jobs;
  archive(decision, site, flop, begun_ns, ended_ns, end, journey);
  auto& [decided, used_ns, known_ns] = ages;
  archive(decided, used_ns, known_ns);
}

static void keep(sim::Archive& archive, DispatchLog& log) {
  // Meshes cannot be kept.
  [[maybe_unused]] auto& [letters, decisions, sites, capsules, meshes, record] = log;
  archive(letters, decisions, sites, capsules, record);
}

static void keep(sim::Archive& archive, DispatchDecision& decision) {
  auto& [task, orders, pass_to, passes_on, recalls, waits] = decision;
  archive(task, orders, pass_to, passes_on, recalls, waits);
}

static void keep(sim::Archive& archive, DispatcherState& site) {
  auto& [view, queue, waiting, decision, news, others, busy, in_work, retry_planned, heard,
         working] = site;
  archive(view, queue, waiting, decision, news, others, busy, in_work, retry_planned, heard,
          working);
}

static void keep(sim::Archive& archive, Resends& resends) {
  auto& [tasks, open, free] = resends;
  archive(tasks, open, free);
}

static void keep(sim::Archive& archive, TakingBack& back) {
  auto& [promises, recalls, planned] = back;
  archive(promises, recalls, planned);
}

static void keep(sim::Archive& archive, WayNews& news) {
  auto& [links, closed, known, since_ns, untold] = news;
  archive(links, closed, known, since_ns, untold);
}

void View::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [portals, who_knows, site, supply, rows, small, counts, places] = *this;
  const bool finds_anew = archive.reads() && !large();
  for (const std::vector<SmallRow>& group : small) {  // what was known at the start
    for (std::size_t i = 0; finds_anew && i < group.size(); ++i)
      who_knows->erase(group[i].capsule, site);
  }
  archive(supply, rows, small, counts, places);
  if (!finds_anew) return;
  for (std::uint32_t group = 0; group < small.size(); ++group) {
    for (std::uint32_t place = 0; place < small[group].size(); ++place)
      who_knows->put(small[group][place].capsule, site, {group, place});
  }
}

void Messenger::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, receiver, handler, timer, planned, outcomes] = *this;
  network->keep(archive);
  archive(timer, planned);
}

void Post::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [messenger, simulation, reader, log, letters, free, passages] = *this;
  archive(messenger, letters, free, passages);
}

void Dispatch::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, rumours, log, post, travel, times, near, sites, own, asks, merges,
                          yard_asks, unanswered, resends, serving, back, failed_times, obeying,
                          way_news, known_news, beacon_base_ns, started, timeout_planned, fleet,
                          guideway, routes, simulation, handler] = *this;
  archive.part("dispatch");
  archive.same(sites.size(), "dispatchers");
  archive(rumours, log, post);
  archive.each(sites);
  archive(own, asks, yard_asks, unanswered, resends, serving, back, failed_times, obeying, way_news,
          known_news, beacon_base_ns, started, timeout_planned);
}

}  // namespace dimai::models
