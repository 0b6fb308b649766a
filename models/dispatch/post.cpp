#include "models/dispatch/post.hpp"

#include <cmath>
#include <utility>

namespace dimai::models {

namespace {

/// Capsule and request that a letter is from, to or about; -1: none.
struct Subjects {
  std::int32_t capsule = -1;
  std::int32_t request = -1;
};

Subjects subjects_of(const Letter& letter) {
  using enum LetterKind;
  const auto row = [](auto index) { return static_cast<std::int32_t>(index); };
  const bool assigns = letter.task.kind == DecisionKind::assignment;
  switch (letter.kind) {
    case request:
    case passed_on:
      if (assigns) return {-1, row(letter.task.subject)};
      return {row(letter.task.subject), -1};
    case report:
      return {row(letter.report.capsule.value), -1};
    case order:
    case answer:
    case promise:
    case recall:
      return {row(letter.order.capsule.value), row(letter.order.journey)};
    default:
      return {};
  }
}

}  // namespace

void Post::attach(sim::Simulation& simulation, LetterReader& reader, DispatchLog& log) {
  simulation_ = &simulation;
  reader_ = &reader;
  log_ = &log;
  messenger_.attach(simulation, *this);
}

std::uint32_t Post::keep(Letter&& letter, const Passage& passage) {
  letter.sent_ns = simulation_->now().ns;
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(letters_.size()));
    letters_.emplace_back();
  }
  const std::uint32_t tag = free_.back();
  free_.pop_back();
  letters_[tag] = std::move(letter);
  if (log_->record) {
    passages_.resize(letters_.size());
    passages_[tag] = passage;
  }
  return tag;
}

void Post::send(AccessIndex from, AccessIndex to, double bytes, Letter&& letter) {
  LetterCounts& counts = log_->letters[static_cast<std::size_t>(letter.kind)];
  ++counts.sent;
  counts.bytes += bytes;
  const auto size = static_cast<std::uint64_t>(std::ceil(bytes));
  messenger_.send(*simulation_, from, to, size,
                  keep(std::move(letter), {from, to, static_cast<double>(size)}));
}

void Post::compute(ComputerIndex computer, double flop, Letter&& letter) {
  ++log_->letters[static_cast<std::size_t>(LetterKind::decision)].sent;
  letter.kind = LetterKind::decision;
  const std::uint32_t tag = keep(std::move(letter), {{}, {}, flop});
  if (flop > 0.0) return messenger_.compute(*simulation_, computer, flop, tag);
  ended(*simulation_, {simulation_->now(), tag, false});  // no work at all
}

Letter Post::take_out(std::uint32_t tag) {
  free_.push_back(tag);
  return letters_[tag];
}

void Post::ended(sim::Simulation& simulation, const MessageOutcome& outcome) {
  const Letter letter = std::move(letters_[outcome.tag]);
  free_.push_back(outcome.tag);
  LetterCounts& counts = log_->letters[static_cast<std::size_t>(letter.kind)];
  if (outcome.lost) {
    ++counts.lost;
  } else {
    counts.delay_s.add(static_cast<double>(simulation.now().ns - letter.sent_ns) * 1e-9);
  }
  if (log_->record)
    record(letter, passages_[outcome.tag], outcome.lost ? LetterEnd::lost : LetterEnd::delivered);
  reader_->read(letter, outcome.lost);
}

void Post::record(const Letter& letter, const Passage& passage, LetterEnd end) {
  const std::int64_t now_ns = simulation_->now().ns;
  const bool request = letter.task.kind == DecisionKind::assignment;
  if (letter.kind == LetterKind::decision) {
    JobLog& jobs = log_->record->jobs;
    jobs.decision.push_back(static_cast<std::uint8_t>(letter.task.kind));
    jobs.site.push_back(letter.site);
    jobs.flop.push_back(passage.size);
    jobs.begun_ns.push_back(letter.sent_ns);
    jobs.ended_ns.push_back(now_ns);
    jobs.end.push_back(static_cast<std::uint8_t>(end));
    jobs.request.push_back(request ? static_cast<std::int32_t>(letter.task.subject) : -1);
    return;
  }
  const Subjects subjects = subjects_of(letter);
  MessageLog& messages = log_->record->messages;
  messages.kind.push_back(static_cast<std::uint8_t>(letter.kind));
  messages.from.push_back(passage.from.value);
  messages.to.push_back(passage.to.value);
  messages.bytes.push_back(static_cast<std::int64_t>(passage.size));
  messages.sent_ns.push_back(letter.sent_ns);
  messages.ended_ns.push_back(now_ns);
  messages.end.push_back(static_cast<std::uint8_t>(end));
  messages.capsule.push_back(subjects.capsule);
  messages.request.push_back(subjects.request);
}

void Post::record_open() {
  if (!log_->record) return;
  std::vector<std::uint8_t> free(letters_.size(), 0);
  for (const std::uint32_t tag : free_) free[tag] = 1;
  for (std::size_t i = 0; i < letters_.size(); ++i) {
    if (free[i] == 0 && passages_[i].size != kAside)
      record(letters_[i], passages_[i], LetterEnd::under_way);
  }
}

}  // namespace dimai::models
