#include "models/dispatch/dispatch.hpp"
#include "models/keeping/keep.hpp"

namespace dimai::models {

/// What gossip tells is kept with each letter that tells it.
static void keep(sim::Archive& archive, Letter& letter) {
  auto& [kind, site, answer, sent_ns, places, task, report, order, news] = letter;
  archive(kind, site, answer, sent_ns, places, task, report, order);
  std::vector<CapsuleReport> told;
  if (news) told = *news;
  bool there = news != nullptr;
  archive(told, there);
  if (archive.reads())
    news = there ? std::make_shared<const std::vector<CapsuleReport>>(std::move(told)) : nullptr;
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
  [[maybe_unused]] auto& [letters, decisions, sites, meshes, record] = log;
  archive(letters, decisions, sites, record);
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

void CapsuleSlots::keep(sim::Archive& archive) {
  auto& [entries, count, shift] = *this;
  archive(entries, count, shift);
}

void View::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [portals, large, supply, rows, small, slots, counts, places] = *this;
  archive(supply, rows, small, slots, counts, places);
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
  [[maybe_unused]] auto& [setup, gossips, log, post, travel, times, near, sites, own, asks, merges,
                          yard_asks, unanswered, resends, serving, back, failed_times, obeying,
                          way_news, known_news, beacon_base_ns, started, timeout_planned, fleet,
                          guideway, routes, simulation, handler] = *this;
  archive.part("dispatch");
  archive.same(sites.size(), "dispatchers");
  archive(log, post);
  archive.each(sites);
  archive(own, asks, yard_asks, unanswered, resends, serving, back, failed_times, obeying, way_news,
          known_news, beacon_base_ns, started, timeout_planned);
}

}  // namespace dimai::models
