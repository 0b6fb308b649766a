#include <algorithm>
#include <cmath>
#include <utility>

#include "models/dispatch/dispatch.hpp"

// Who serves a request, and who parks where: asked, decided, ordered, answered.

namespace dimai::models {

namespace {

constexpr std::uint32_t kWaits = 0xFFFFFFFF;  ///< of DispatchTask::asked: back home

/// The nearest portal that is known to have a parking place; a junction knows of few.
NodeIndex nearest_place(const std::map<std::uint32_t, View::Places>& known, const Router& router,
                        NearSearch& near, std::uint32_t profile, NodeIndex from) {
  const auto free = std::count_if(known.begin(), known.end(),
                                  [](const auto& row) { return row.second.free > 0; });
  const auto has_place = [&](NodeIndex node) {
    const auto found = known.find(router.portal_rank(node));
    return found != known.end() && found->second.free > 0;
  };
  return near.nearest_destination(profile, from, has_place, static_cast<std::size_t>(free));
}

}  // namespace

void Dispatch::requested(std::uint32_t journey) {
  DispatchTask task;
  task.subject = journey;
  task.place = fleet_->request(journey).origin;
  task.home = site_of(task.place);
  task.since_ns = now_ns();
  ask_site(task);
}

void Dispatch::needs_place(CapsuleIndex capsule) {
  DispatchTask task;
  task.kind = DecisionKind::parking;
  task.subject = capsule.value;
  task.data = fleet_->state(capsule).plan;
  task.place = setup_.router->portals()[own_[capsule.value].portal];
  task.home = site_of(task.place);
  task.since_ns = now_ns();
  ask_site(task);
}

/// Sends a request to its dispatcher or, where one before did not answer, to the next nearest.
void Dispatch::ask_site(const DispatchTask& task) {
  Letter letter;
  letter.kind = LetterKind::request;
  letter.site = task.home;
  if (task.attempt > 0 && sites_.size() > 1) {
    const auto& near = others(task.home);
    const std::uint32_t turn = task.attempt % static_cast<std::uint32_t>(sites_.size());
    if (turn > 0) letter.site = near[turn - 1];
  }
  letter.task = task;
  post_.send(setup_.plan.cabinet[task.place], setup_.plan.sites[letter.site].access,
             setup_.messages.request_byte, std::move(letter));
}

void Dispatch::resend_later(const DispatchTask& task) {
  ++counts(task.kind).unanswered;
  if (resends_.free.empty()) {
    resends_.free.push_back(static_cast<std::uint32_t>(resends_.tasks.size()));
    resends_.tasks.emplace_back();
    resends_.open.push_back(0);
  }
  const std::uint32_t row = resends_.free.back();
  resends_.free.pop_back();
  resends_.open[row] = 1;
  resends_.tasks[row] = task;
  ++resends_.tasks[row].attempt;
  resends_.tasks[row].asked = 0;
  after(sim::seconds(setup_.parameters.answer_timeout_s).ns, resend_due, row);
}

void Dispatch::take_task(std::uint32_t index, const DispatchTask& task) {
  Site& site = sites_[index];
  if (!site.working) return resend_later(task);
  if (task.asked == kWaits) {
    site.waiting.push_back(task);
    site.waiting.back().asked = 0;
    if (!std::exchange(site.retry_planned, true))
      after(sim::seconds(setup_.parameters.ask_again_s).ns, retry_due, index);
    return;
  }
  site.queue.push_back(task);
  log_.sites[index].longest_queue = std::max(log_.sites[index].longest_queue, site.queue.size());
  work(index);
}

/// One decision after another, each on what is known when the work on it begins.
void Dispatch::work(std::uint32_t index) {
  Site& site = sites_[index];
  if (std::exchange(site.in_work, true)) return;
  while (!site.busy && site.working && !site.queue.empty()) {
    const DispatchTask task = site.queue.front();
    site.queue.pop_front();
    site.busy = true;
    site.heard = false;
    double candidates = 0.0;
    site.decision = decide(index, task, candidates);
    Letter job;
    job.site = index;
    job.task = site.decision.task;
    compute(index, flop(candidates), std::move(job));
  }
  site.in_work = false;
}

void Dispatch::compute(std::uint32_t index, double flop, Letter&& job) {
  const ComputerIndex computer = setup_.plan.sites[index].computer;
  SiteCounts& counts = log_.sites[index];
  ++counts.jobs;
  counts.flop += flop;
  counts.busy_s += flop / setup_.plan.platform.computers[computer].speed_flop_s;
  post_.compute(computer, flop, std::move(job));
}

Dispatch::Decision Dispatch::decide(std::uint32_t index, const DispatchTask& task,
                                    double& candidates) {
  Decision decision;
  decision.task = task;
  View& view = sites_[index].view;
  switch (task.kind) {
    case DecisionKind::assignment:
      candidates = static_cast<double>(view.count(fleet_->request(task.subject).capsule_class));
      if (task.holder.valid()) {
        decide_recall(index, task, decision);
      } else {
        decide_journey(index, decision);
      }
      break;
    case DecisionKind::parking:
      candidates = static_cast<double>(view.places().size());
      decide_place(index, decision);
      break;
    default:
      candidates = static_cast<double>(view.count(task.subject)) *
                   std::log2(2.0 + static_cast<double>(view.places().size()));
      decide_moves(index, decision);
  }
  return decision;
}

void Dispatch::decide_journey(std::uint32_t index, Decision& decision) {
  const Request request = fleet_->request(decision.task.subject);
  View& view = sites_[index].view;
  const std::uint32_t c = request.capsule_class;
  if (!fleet_->servable(request)) return pass_on_or_wait(decision);
  const auto choice = choose(view, request);
  if (!choice) return pass_on_or_wait(decision);
  const View::Row& row = *view.find(choice->capsule);
  CapsuleOrder order;
  order.capsule = choice->capsule;
  order.journey = decision.task.subject;
  order.plan = row.plan;
  order.leg = row.leg;
  order.leg_end_ns = row.leg_end_ns;
  order.known_ns = row.free_ns;
  order.plan_end_ns = choice->pickup_ns + setup_.handling_ns[c] +
                      travel_->travel_ns(c, request.origin, request.destination);
  note_age(DecisionKind::assignment, row.at_ns);
  const std::uint32_t end = setup_.router->portal_rank(request.destination);
  view.reserve(order.capsule, end, order.plan_end_ns, knows_all() || site_of_portal(end) == index);
  decision.orders.push_back(order);
}

/// Who can come first, of those whose batteries are large enough for the ways.
std::optional<Supply::Choice> Dispatch::choose(View& view, const Request& request) {
  const std::uint32_t c = request.capsule_class;
  const std::uint32_t origin = setup_.router->portal_rank(request.origin);
  const Foresight* foresight = fleet_->foresight(c, now_ns());
  std::vector<CapsuleIndex> aside;
  std::optional<Supply::Choice> choice;
  while ((choice = view.soonest(c, origin, now_ns(), *times_, foresight))) {
    if (fleet_->in_range(choice->capsule, view.find(choice->capsule)->portal, request)) break;
    aside.push_back(choice->capsule);
    view.set_aside(choice->capsule, true);
  }
  for (const CapsuleIndex each : aside) view.set_aside(each, false);
  return choice;
}

void Dispatch::note_age(DecisionKind kind, std::int64_t at_ns) {
  DecisionCounts& row = counts(kind);
  ++row.made;
  row.age_s.add(static_cast<double>(now_ns() - at_ns) * 1e-9);
  if (log_.record) log_.record->ages.add(kind, now_ns(), at_ns);
}

void Dispatch::decide_place(std::uint32_t index, Decision& decision) {
  const CapsuleIndex capsule{decision.task.subject};
  View& view = sites_[index].view;
  const View::Row* row = view.find(capsule);
  const bool other_plans = row != nullptr && (row->pending || row->plan > decision.task.data);
  if (other_plans) return;  // it has been given something to do since it asked
  const std::uint32_t c = fleet_->class_of(capsule);
  const NodeIndex place = nearest_place(view.places(), *setup_.router, near_,
                                        setup_.profile_of_class[c], decision.task.place);
  if (!place.valid()) return pass_on_or_wait(decision);
  View::Places& places = view.places().at(setup_.router->portal_rank(place));
  note_age(DecisionKind::parking, places.at_ns);
  --places.free;
  add_parking_order(index, {capsule, decision.task.place, place, decision.task.data, false},
                    decision);
}

void Dispatch::add_parking_order(std::uint32_t index, const ParkingChoice& parking,
                                 Decision& decision) {
  CapsuleOrder order;
  order.capsule = parking.capsule;
  order.parking = parking.place;
  order.plan = parking.plan;
  order.steered = parking.steered;
  View& view = sites_[index].view;
  const std::uint32_t end = setup_.router->portal_rank(parking.place);
  if (view.find(parking.capsule) != nullptr) {
    const std::int64_t way_ns =
        travel_->travel_ns(fleet_->class_of(parking.capsule), parking.from, parking.place);
    view.reserve(parking.capsule, end, now_ns() + way_ns,
                 knows_all() || site_of_portal(end) == index);
  }
  decision.orders.push_back(order);
}

/// Nobody is known of: the next nearest site within reach is asked, at last it waits at home.
void Dispatch::pass_on_or_wait(Decision& decision) {
  DispatchTask& task = decision.task;
  if (task.kind == DecisionKind::parking && (sites_.size() == 1 || task.rounds > 0))
    return fleet_->stays_unparked(CapsuleIndex{task.subject});
  if (sites_.size() == 1) {
    decision.waits = true;
    return;
  }
  const auto& near = others(task.home);
  const double reach_m = setup_.parameters.reach_m * std::ldexp(1.0, static_cast<int>(task.rounds));
  const auto& plan = setup_.plan;
  const bool regional = setup_.parameters.architecture == "regional";
  const bool more = task.asked < near.size() &&
                    (regional || plan.distance_m(plan.sites[task.home].node,
                                                 plan.sites[near[task.asked]].node) <= reach_m);
  ++counts(task.kind).passed_on;
  decision.passes_on = true;
  if (more) {
    decision.pass_to = near[task.asked++];
    return;
  }
  task.asked = kWaits;
  task.rounds = std::min(task.rounds + 1, DispatchPauses::most_doublings);
  decision.pass_to = task.home;
}

void Dispatch::carry_out(std::uint32_t index) {
  Site& site = sites_[index];
  const Decision decision = std::move(site.decision);
  site.decision = {};
  site.busy = false;
  if (decision.recalls) {
    send_recall(index, decision.task);
  } else if (decision.waits) {
    site.waiting.push_back(decision.task);
    if (site.heard && !std::exchange(site.retry_planned, true))
      after(DispatchPauses::retry_ns, retry_due, index);
  } else if (decision.passes_on && decision.pass_to == index) {
    take_task(index, decision.task);
  } else if (decision.passes_on) {
    Letter letter;
    letter.kind = LetterKind::passed_on;
    letter.site = decision.pass_to;
    letter.task = decision.task;
    post_.send(setup_.plan.sites[index].access, setup_.plan.sites[decision.pass_to].access,
               setup_.messages.request_byte, std::move(letter));
  }
  for (const CapsuleOrder& order : decision.orders) give_order(index, order, decision.task);
  work(index);
}

void Dispatch::give_order(std::uint32_t index, const CapsuleOrder& order,
                          const DispatchTask& task) {
  Letter letter;
  letter.kind = LetterKind::order;
  letter.site = index;
  letter.order = order;
  letter.task = task;
  const View::Row* row = sites_[index].view.find(order.capsule);
  const bool wants_answer =
      !order.is_question() && (order.journey != kNoJourney || (row != nullptr && row->pending));
  if (wants_answer) {
    const std::int64_t timeout_ns = sim::seconds(setup_.parameters.answer_timeout_s).ns;
    unanswered_.push_back({now_ns() + timeout_ns, index, order, task});
    if (!std::exchange(timeout_planned_, true)) after(timeout_ns, timeout_due, 0);
  }
  post_.send(setup_.plan.sites[index].access, cell(order.capsule), setup_.messages.order_byte,
             std::move(letter));
}

/// Orders that nobody has answered in time: what was ordered is decided anew, and the capsule asked
/// what it is.
void Dispatch::check_answers() {
  timeout_planned_ = false;
  while (!unanswered_.empty() && unanswered_.front().deadline_ns <= now_ns()) {
    const OpenOrder late = unanswered_.front();
    unanswered_.pop_front();
    ++counts(late.task.kind).unanswered;
    sites_[late.site].view.forget_order(late.order.capsule);
    if (late.task.kind != DecisionKind::empties) take_task(late.site, late.task);
    CapsuleOrder question;
    question.capsule = late.order.capsule;
    give_order(late.site, question, late.task);
  }
  if (unanswered_.empty() || timeout_planned_) return;
  timeout_planned_ = true;
  after(unanswered_.front().deadline_ns - now_ns(), timeout_due, 0);
}

/// At the capsule.
void Dispatch::obey(const Letter& letter) {
  const CapsuleIndex capsule = letter.order.capsule;
  obeying_ = capsule;
  const OrderAnswer answer = letter.order.is_question()
                                 ? OrderAnswer::plan_changed
                                 : fleet_->take_on(*simulation_, letter.order);
  obeying_ = {};
  DecisionCounts& row = counts(letter.task.kind);
  if (answer == OrderAnswer::taken_on) {
    row.delay_s.add(static_cast<double>(now_ns() - letter.task.since_ns) * 1e-9);
  } else if (!letter.order.is_question()) {
    ++row.refused;
  }
  OwnKnowledge& own = own_[capsule.value];
  const std::uint32_t home = site_of_portal(own.portal);
  const std::uint32_t before = std::exchange(own.told, home);
  if (home != letter.site) send_report(capsule, home);
  if (before != home && before != letter.site) send_report(capsule, before);
  Letter reply = letter;
  reply.kind = LetterKind::answer;
  reply.answer = answer;
  reply.report = report_of(capsule);
  post_.send(cell(capsule), setup_.plan.sites[letter.site].access, setup_.messages.report_byte,
             std::move(reply));
}

void Dispatch::hear_answer(const Letter& letter) {
  Site& site = sites_[letter.site];
  if (!site.working) return;
  if (letter.order.is_question()) return hear(letter.site, letter.report);
  if (letter.answer == OrderAnswer::given_back || letter.answer == OrderAnswer::kept) {
    hear(letter.site, letter.report);
    if (letter.answer == OrderAnswer::given_back) take_task(letter.site, letter.task);
    return;
  }
  const auto open =
      std::find_if(unanswered_.rbegin(), unanswered_.rend(), [&](const OpenOrder& row) {
        return row.site == letter.site && row.order.capsule == letter.order.capsule &&
               row.order.plan == letter.order.plan && row.order.journey == letter.order.journey;
      });
  const bool in_time = open != unanswered_.rend();
  if (in_time) unanswered_.erase(std::next(open).base());
  const bool taken = letter.answer == OrderAnswer::taken_on;
  if (taken) promise(letter);
  if (!taken) site.view.forget_order(letter.order.capsule);
  if (letter.answer == OrderAnswer::place_taken)
    site.view.hear_places(setup_.router->portal_rank(letter.order.parking), 0, now_ns());
  hear(letter.site, letter.report);
  const bool again =
      letter.answer == OrderAnswer::place_taken ||
      (letter.answer == OrderAnswer::plan_changed && letter.order.journey != kNoJourney);
  if (again && letter.task.kind != DecisionKind::empties) take_task(letter.site, letter.task);
}

void Dispatch::retry(std::uint32_t index) {
  Site& site = sites_[index];
  site.retry_planned = false;
  for (const DispatchTask& task : std::exchange(site.waiting, {})) site.queue.push_back(task);
  work(index);
}

/// The other sites, nearest first.
const std::vector<std::uint32_t>& Dispatch::others(std::uint32_t index) {
  std::vector<std::uint32_t>& list = sites_[index].others;
  if (!list.empty() || sites_.size() == 1) return list;
  std::vector<std::pair<double, std::uint32_t>> order;
  const NodeIndex here = setup_.plan.sites[index].node;
  for (std::uint32_t i = 0; i < sites_.size(); ++i) {
    if (i != index) order.emplace_back(setup_.plan.distance_m(here, setup_.plan.sites[i].node), i);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [way_m, i] : order) list.push_back(i);
  return list;
}

}  // namespace dimai::models
