#include <algorithm>
#include <utility>

#include "models/dispatch/dispatch.hpp"

// What a dispatcher leaves behind when it fails, who takes that on, and what it takes back.

namespace dimai::models {

/// It forgets what it knew. What it had to decide, and orders that it has no answer to, return to
/// those who asked, who ask again after the timeout.
void Dispatch::fail(std::uint32_t site) {
  Site& state = sites_[site];
  if (!state.working) return;
  state.working = false;
  std::vector<DispatchTask> tasks(state.queue.begin(), state.queue.end());
  tasks.insert(tasks.end(), state.waiting.begin(), state.waiting.end());
  if (state.busy) tasks.push_back(state.decision.task);
  std::erase_if(unanswered_, [&](const OpenOrder& open) {
    if (open.site == site) tasks.push_back(open.task);
    return open.site == site;
  });
  state.queue.clear();
  state.waiting.clear();
  state.news.clear();
  state.decision = {};
  state.busy = false;
  state.view.clear();
  const DispatchSite& place = setup_.plan.sites[site];
  post_.messenger().set_working(*simulation_, place.access, false);
  post_.messenger().set_working(*simulation_, place.computer, false);
  for (const DispatchTask& task : tasks) {
    const bool serves_already = task.holder.valid();
    if (task.kind != DecisionKind::empties && !serves_already) resend_later(task);
  }
  if (setup_.parameters.take_over && sites_.size() > 1)
    after(sim::seconds(setup_.parameters.answer_timeout_s).ns, take_over_due, site);
}

/// Its portals and capsules have had no answer: they turn to the next nearest that works.
void Dispatch::take_over(std::uint32_t failed) {
  if (sites_[failed].working) return;
  const std::vector<std::uint32_t>& near = others(failed);
  const auto next = std::find_if(near.begin(), near.end(),
                                 [&](std::uint32_t other) { return sites_[other].working; });
  if (next == near.end()) return;
  for (std::uint32_t home = 0; home < serving_.size(); ++home) {
    if (serving_[home] == failed) hand_over(home, *next);
  }
}

/// From now on `to` answers for the nodes of `from`, and is told of their capsules and places.
void Dispatch::hand_over(std::uint32_t from, std::uint32_t to) {
  const std::uint32_t before = std::exchange(serving_[from], to);
  for (std::uint32_t i = 0; i < own_.size(); ++i) {
    const NodeIndex portal = setup_.router->portals()[own_[i].portal];
    if (setup_.plan.site_of_node[portal] == from) tell_of(CapsuleIndex{i});
  }
  for (const NodeIndex portal : setup_.router->portals()) {
    if (setup_.plan.site_of_node[portal] != from) continue;
    if (before != to) sites_[before].view.forget_places(setup_.router->portal_rank(portal));
    send_places(portal);
  }
}

void Dispatch::repair(std::uint32_t site) {
  Site& state = sites_[site];
  if (state.working) return;
  state.working = true;
  const DispatchSite& place = setup_.plan.sites[site];
  post_.messenger().set_working(*simulation_, place.access, true);
  post_.messenger().set_working(*simulation_, place.computer, true);
  hand_over(site, site);
  call_in(site);
  if (setup_.parameters.take_over && sites_.size() > 1) ask_for_promised(site);
}

/// What others could not serve of its portals' requests goes to the one that is back.
void Dispatch::call_in(std::uint32_t site) {
  const auto of_it = [&](const DispatchTask& task) {
    return task.place.valid() && setup_.plan.site_of_node[task.place] == site;
  };
  for (std::uint32_t other = 0; other < sites_.size(); ++other) {
    if (other == site || !sites_[other].working) continue;
    std::vector<DispatchTask> tasks;
    for (const DispatchTask& task : sites_[other].waiting) {
      if (of_it(task)) tasks.push_back(task);
    }
    std::erase_if(sites_[other].waiting, of_it);
    for (DispatchTask& task : tasks) {
      task.home = site;
      task.asked = task.attempt = task.rounds = 0;
      Letter letter;
      letter.kind = LetterKind::passed_on;
      letter.site = site;
      letter.task = task;
      post_.send(setup_.plan.sites[other].access, setup_.plan.sites[site].access,
                 setup_.messages.request_byte, std::move(letter));
    }
  }
}

/// The portal where a request arose is told who comes, if that is not its own dispatcher's doing.
void Dispatch::promise(const Letter& answer) {
  const bool journey = answer.order.journey != kNoJourney;
  if (!journey || !setup_.parameters.take_over) return;
  if (setup_.plan.site_of_node[answer.task.place] == answer.site) return;
  Letter letter;
  letter.kind = LetterKind::promise;
  letter.site = answer.site;
  letter.task = answer.task;
  letter.order = answer.order;
  post_.send(setup_.plan.sites[answer.site].access, setup_.plan.cabinet[answer.task.place],
             setup_.messages.order_byte, std::move(letter));
}

/// At the portal.
void Dispatch::keep_promise(const Letter& letter) {
  const Request request = fleet_->request(letter.order.journey);
  const std::uint32_t c = request.capsule_class;
  const std::int64_t pickup_ns = letter.order.plan_end_ns - setup_.handling_ns[c] -
                                 travel_->travel_ns(c, request.origin, request.destination);
  back_.promises[letter.order.journey] = {letter.task, letter.order.capsule, pickup_ns};
}

/// The portals of a dispatcher that is back ask it anew for what others have promised them, those
/// who would wait longest first, one after another.
void Dispatch::ask_for_promised(std::uint32_t site) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> list;
  std::erase_if(back_.promises, [&](const auto& row) { return !fleet_->waits(row.first, true); });
  for (const auto& [journey, promise] : back_.promises) {
    const bool mine = setup_.plan.site_of_node[promise.task.place] == site;
    if (mine) list.emplace_back(-promise.pickup_ns, journey);
  }
  std::sort(list.begin(), list.end());
  for (const auto& [order, journey] : list) {
    const Promise& promise = back_.promises.at(journey);
    back_.recalls.push_back(promise.task);
    DispatchTask& task = back_.recalls.back();
    task.home = site;
    task.asked = task.attempt = task.rounds = 0;
    task.holder = promise.capsule;
    task.pickup_ns = promise.pickup_ns;
  }
  if (back_.recalls.empty() || std::exchange(back_.planned, true)) return;
  after(DispatchPauses::reports_first_ns, recall_due, 0);
}

void Dispatch::recall() {
  back_.planned = false;
  if (back_.recalls.empty()) return;
  const DispatchTask task = back_.recalls.front();
  back_.recalls.pop_front();
  if (fleet_->waits(task.subject, true)) ask_site(task);
  if (back_.recalls.empty()) return;
  back_.planned = true;
  after(DispatchPauses::between_recalls_ns, recall_due, 0);
}

/// Whether a capsule that the dispatcher knows of comes so much sooner that it is worth it.
void Dispatch::decide_recall(std::uint32_t site, const DispatchTask& task, Decision& decision) {
  const Request request = fleet_->request(task.subject);
  if (!fleet_->servable(request)) return;
  const auto choice = choose(sites_[site].view, request);
  const std::int64_t margin_ns = sim::seconds(setup_.parameters.take_back_margin_s).ns;
  decision.recalls = choice && choice->pickup_ns + margin_ns < task.pickup_ns;
}

void Dispatch::send_recall(std::uint32_t site, const DispatchTask& task) {
  Letter letter;
  letter.kind = LetterKind::recall;
  letter.site = site;
  letter.task = task;
  letter.order.capsule = task.holder;
  letter.order.journey = task.subject;
  post_.send(setup_.plan.sites[site].access, cell(task.holder), setup_.messages.order_byte,
             std::move(letter));
}

/// At the capsule: what it gives back returns to the dispatcher that asked for it.
void Dispatch::obey_recall(const Letter& letter) {
  const CapsuleIndex capsule = letter.order.capsule;
  Letter reply = letter;
  reply.kind = LetterKind::answer;
  reply.answer = fleet_->give_back(letter.order);
  if (reply.answer == OrderAnswer::given_back) {
    back_.promises.erase(letter.order.journey);
    ++counts(DecisionKind::assignment).taken_back;
    reply.task.holder = {};
  }
  reply.report = report_of(capsule);
  post_.send(cell(capsule), setup_.plan.sites[letter.site].access, setup_.messages.report_byte,
             std::move(reply));
}

std::uint64_t Dispatch::forgotten_requests() const {
  std::vector<std::uint8_t> kept(fleet_->journey_count(), 0);
  const auto keep = [&](const DispatchTask& task) {
    if (task.kind == DecisionKind::assignment && task.subject < kept.size()) kept[task.subject] = 1;
  };
  post_.for_letters([&](const Letter& letter) {
    const LetterKind kind = letter.kind;
    const bool carries = kind == LetterKind::request || kind == LetterKind::passed_on ||
                         kind == LetterKind::order || kind == LetterKind::answer;
    if (carries) keep(letter.task);
  });
  for (const Site& state : sites_) {
    for (const DispatchTask& task : state.queue) keep(task);
    for (const DispatchTask& task : state.waiting) keep(task);
    if (state.busy) keep(state.decision.task);
  }
  for (std::size_t i = 0; i < resends_.tasks.size(); ++i) {
    if (resends_.open[i] != 0) keep(resends_.tasks[i]);
  }
  for (const OpenOrder& open : unanswered_) keep(open.task);
  std::uint64_t forgotten = 0;
  for (std::uint32_t journey = 0; journey < kept.size(); ++journey) {
    if (kept[journey] == 0 && fleet_->waits(journey, false)) ++forgotten;
  }
  return forgotten;
}

}  // namespace dimai::models
