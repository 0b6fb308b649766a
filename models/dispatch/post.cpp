#include "models/dispatch/post.hpp"

#include <cmath>
#include <utility>

namespace dimai::models {

void Post::attach(sim::Simulation& simulation, LetterReader& reader, DispatchLog& log) {
  simulation_ = &simulation;
  reader_ = &reader;
  log_ = &log;
  messenger_.attach(simulation, *this);
}

std::uint32_t Post::keep(Letter&& letter) {
  letter.sent_ns = simulation_->now().ns;
  if (free_.empty()) {
    letters_.push_back(std::move(letter));
    return static_cast<std::uint32_t>(letters_.size() - 1);
  }
  const std::uint32_t tag = free_.back();
  free_.pop_back();
  letters_[tag] = std::move(letter);
  return tag;
}

void Post::send(AccessIndex from, AccessIndex to, double bytes, Letter&& letter) {
  LetterCounts& counts = log_->letters[static_cast<std::size_t>(letter.kind)];
  ++counts.sent;
  counts.bytes += bytes;
  const auto size = static_cast<std::uint64_t>(std::ceil(bytes));
  messenger_.send(*simulation_, from, to, size, keep(std::move(letter)));
}

void Post::compute(ComputerIndex computer, double flop, Letter&& letter) {
  ++log_->letters[static_cast<std::size_t>(LetterKind::decision)].sent;
  letter.kind = LetterKind::decision;
  const std::uint32_t tag = keep(std::move(letter));
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
  reader_->read(letter, outcome.lost);
}

}  // namespace dimai::models
