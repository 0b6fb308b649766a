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
  auto& [made, refused, passed_on, unanswered, age_s, delay_s] = counts;
  archive(made, refused, passed_on, unanswered, age_s, delay_s);
}

static void keep(sim::Archive& archive, DispatchLog& log) {
  auto& [letters, decisions, sites] = log;
  archive(letters, decisions, sites);
}

static void keep(sim::Archive& archive, DispatchDecision& decision) {
  auto& [task, orders, pass_to, passes_on, waits] = decision;
  archive(task, orders, pass_to, passes_on, waits);
}

static void keep(sim::Archive& archive, DispatcherState& site) {
  auto& [view, queue, waiting, decision, news, others, busy, in_work, retry_planned, working] =
      site;
  archive(view, queue, waiting, decision, news, others, busy, in_work, retry_planned, working);
}

static void keep(sim::Archive& archive, OpenOrder& open) {
  auto& [answered, deadline_ns, site, order, task] = open;
  archive(answered, deadline_ns, site, order, task);
}

static void keep(sim::Archive& archive, WayNews& news) {
  auto& [links, closed, known, since_ns, untold] = news;
  archive(links, closed, known, since_ns, untold);
}

void View::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [portals, large, supply, rows, rows_by_class, class_of, counts, places] =
      *this;
  archive(supply, rows, rows_by_class, class_of, counts, places);
}

void Messenger::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [network, receiver, handler, timer, planned, outcomes] = *this;
  network->keep(archive);
  archive(timer, planned);
}

void Post::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [messenger, simulation, reader, log, letters, free] = *this;
  archive(messenger, letters, free);
}

void Dispatch::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [setup, gossips, log, post, travel, times, near, sites, own, asks, merges,
                          yard_asks, unanswered, resends, free_resends, failed_times, obeying,
                          way_news, known_news, beacon_base_ns, started, timeout_planned, fleet,
                          guideway, routes, simulation, handler] = *this;
  archive.part("dispatch");
  archive.same(sites.size(), "dispatchers");
  archive(log, post);
  archive.each(sites);
  archive(own, asks, yard_asks, unanswered, resends, free_resends, failed_times, obeying, way_news,
          known_news, beacon_base_ns, started, timeout_planned);
}

}  // namespace dimai::models
