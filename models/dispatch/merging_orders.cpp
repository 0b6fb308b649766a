#include <algorithm>
#include <cmath>
#include <utility>

#include "models/dispatch/dispatch.hpp"

// Trains that ask to pass merges and yards that ask to form trains. Whoever gets no answer in time
// goes by his own rule.

namespace dimai::models {

namespace {

constexpr std::uint32_t kOfYard = 0x80000000;  ///< marks a track among trains

}  // namespace

void Dispatch::passed(TrainIndex train, NodeIndex node) {
  const TrainTable& trains = guideway_->trains();
  for (CapsuleIndex c = trains[train].front; c.valid(); c = trains[c].behind)
    own_[c.value].place = node;
}

bool Dispatch::needs_grant(NodeIndex node) const {
  return started_ && setup_.parameters.merges && merges_[node.value] != 0;
}

void Dispatch::coming(std::uint32_t inlet, TrainIndex train, NodeIndex node,
                      std::int64_t arrives_ns, double speed_m_s) {
  if (!needs_grant(node)) return;
  if (train.value >= asks_.size()) asks_.resize(std::size_t{train.value} + 1);
  Ask& ask = asks_[train.value];
  ask = {guideway_->trains()[train].number, inlet, node, Ask::State::later, false, 0, ask.serial};
  const std::int64_t before_ns =
      speed_m_s > 0.0 ? sim::seconds(setup_.parameters.announce_distance_m / speed_m_s).ns
                      : INT64_MAX / 2;
  if (arrives_ns - before_ns > now_ns()) {
    after(arrives_ns - before_ns - now_ns(), announce_due, train.value, ask.number);
  } else {
    ask_to_pass(train);
  }
}

/// The train has come within the distance at which it asks.
void Dispatch::announce(TrainIndex train, std::uint32_t number) {
  const Ask& ask = asks_[train.value];
  const bool same = ask.number == number && guideway_->trains()[train].number == number;
  if (same && ask.state == Ask::State::later) ask_to_pass(train);
}

std::int64_t Dispatch::granted_ns(std::uint32_t inlet, TrainIndex train, NodeIndex node) {
  if (!needs_grant(node)) return 0;
  if (train.value >= asks_.size()) asks_.resize(std::size_t{train.value} + 1);
  const std::uint32_t number = guideway_->trains()[train].number;
  const Ask& known = asks_[train.value];
  if (known.number != number || known.inlet != inlet) {  // a part that nobody has asked for
    asks_[train.value] = {number, inlet, node, Ask::State::later, false, 0, known.serial};
    ask_to_pass(train);
  }
  Ask& ask = asks_[train.value];
  if (ask.state == Ask::State::granted) return ask.granted_ns;
  ask.held = true;
  return kNotGranted;
}

void Dispatch::ask_to_pass(TrainIndex train) {
  Ask& ask = asks_[train.value];
  ask.state = Ask::State::asked;
  Letter letter;
  letter.kind = LetterKind::ask;
  letter.task.kind = DecisionKind::merge;
  letter.task.subject = train.value;
  letter.task.data = ++ask.serial;
  letter.task.place = ask.node;
  letter.task.since_ns = now_ns();
  letter.site = site_of(ask.node);
  const std::uint32_t serial = ask.serial;
  post_.send(setup_.plan.cell[ask.node], setup_.plan.sites[letter.site].access,
             setup_.messages.report_byte, std::move(letter));
  if (asks_[train.value].state == Ask::State::asked)
    after(sim::seconds(setup_.parameters.answer_timeout_s).ns, no_grant_due, train.value, serial);
}

bool Dispatch::may_form(std::uint32_t track, NodeIndex node, bool /*newest*/) {
  if (!started_ || !setup_.parameters.marshalling) return true;
  if (track >= yard_asks_.size()) yard_asks_.resize(std::size_t{track} + 1);
  YardAsk& ask = yard_asks_[track];
  if (ask.state == YardAsk::State::granted) {
    ask.state = YardAsk::State::none;
    return true;
  }
  if (ask.state == YardAsk::State::asked) return false;
  ask.state = YardAsk::State::asking;  // an answer within this call is for the caller
  const std::uint32_t number = ++ask.number;
  Letter letter;
  letter.kind = LetterKind::ask;
  letter.task.kind = DecisionKind::marshalling;
  letter.task.subject = track;
  letter.task.data = number;
  letter.task.place = node;
  letter.task.since_ns = now_ns();
  letter.site = site_of(node);
  post_.send(setup_.plan.cabinet[node], setup_.plan.sites[letter.site].access,
             setup_.messages.report_byte, std::move(letter));
  if (yard_asks_[track].state == YardAsk::State::granted) {
    yard_asks_[track].state = YardAsk::State::none;
    return true;
  }
  yard_asks_[track].state = YardAsk::State::asked;
  after(sim::seconds(setup_.parameters.answer_timeout_s).ns, no_grant_due, track | kOfYard, number);
  return false;
}

/// At the dispatcher: takes time, then answers.
void Dispatch::weigh(const Letter& letter) {
  if (!sites_[letter.site].working) return;
  note_age(letter.task.kind, letter.task.since_ns);
  double candidates = 2.0;  // of a merge: those who want to enter the same tube
  if (letter.task.kind == DecisionKind::marshalling) {
    const auto waiting =
        static_cast<double>(guideway_->yards().track(letter.task.subject).waiting.size());
    candidates = waiting * std::log2(2.0 + waiting);  // a plan sorts those who wait
  } else if (letter.task.kind == DecisionKind::ways) {
    candidates = static_cast<double>(merges_.size());
  }
  Letter job;
  job.site = letter.site;
  job.task = letter.task;
  compute(letter.site, flop(candidates), std::move(job));
}

void Dispatch::send_grant(const Letter& letter) {
  if (letter.task.kind == DecisionKind::ways) return tell_ways(letter);
  Letter reply;
  reply.kind = LetterKind::grant;
  reply.site = letter.site;
  reply.task = letter.task;
  const NodeIndex node = letter.task.place;
  const bool to_train = letter.task.kind == DecisionKind::merge;
  post_.send(setup_.plan.sites[letter.site].access,
             to_train ? setup_.plan.cell[node] : setup_.plan.cabinet[node],
             setup_.messages.order_byte, std::move(reply));
}

void Dispatch::hear_grant(const Letter& letter) {
  const DispatchTask& task = letter.task;
  counts(task.kind).delay_s.add(static_cast<double>(now_ns() - task.since_ns) * 1e-9);
  if (task.kind == DecisionKind::merge) {
    grant(TrainIndex{task.subject}, task.data);
  } else {
    grant_forming(task.subject, task.data);
  }
}

void Dispatch::grant(TrainIndex train, std::uint32_t serial) {
  Ask& ask = asks_[train.value];
  if (ask.serial != serial || ask.state != Ask::State::asked) return;
  ask.state = Ask::State::granted;
  ask.granted_ns = now_ns();
  if (std::exchange(ask.held, false)) guideway_->granted(*simulation_, ask.inlet, Yards::kNoTrack);
}

void Dispatch::grant_forming(std::uint32_t track, std::uint32_t number) {
  YardAsk& ask = yard_asks_[track];
  if (ask.number != number) return;
  const bool within_call = ask.state == YardAsk::State::asking;
  if (!within_call && ask.state != YardAsk::State::asked) return;
  ask.state = YardAsk::State::granted;
  if (within_call) return;
  guideway_->granted(*simulation_, 0, track);
  yard_asks_[track].state = YardAsk::State::none;
}

/// Nobody has answered: the junction's own rule holds.
void Dispatch::go_by_own_rule(std::uint32_t subject, std::uint32_t data) {
  if ((subject & kOfYard) != 0) {
    const std::uint32_t track = subject & ~kOfYard;
    if (yard_asks_[track].number != data || yard_asks_[track].state != YardAsk::State::asked)
      return;
    ++counts(DecisionKind::marshalling).unanswered;
    return grant_forming(track, data);
  }
  const Ask& ask = asks_[subject];
  if (ask.serial != data || ask.state != Ask::State::asked) return;
  ++counts(DecisionKind::merge).unanswered;
  grant(TrainIndex{subject}, data);
}

}  // namespace dimai::models
