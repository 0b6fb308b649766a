#include "models/messages/messenger.hpp"

#include <algorithm>

namespace dimai::models {

void Messenger::attach(sim::Simulation& simulation, MessageReceiver& receiver) {
  receiver_ = &receiver;
  handler_ = simulation.add_handler(*this);
}

void Messenger::handle(sim::Simulation& simulation, const sim::Event& /*event*/) {
  planned_ = sim::Time::max();
  deliver_due(simulation);
  plan(simulation);
}

/// Tells what has ended by now. What takes no time at all is told of at once, within the call that
/// starts it; so receivers may find themselves called from within their own calls.
void Messenger::deliver_due(sim::Simulation& simulation) {
  while (network_->next() <= simulation.now()) {
    std::vector<MessageOutcome> outcomes;
    outcomes.swap(outcomes_);  // room that is used again
    outcomes.clear();
    network_->take(simulation.now(), outcomes);
    for (const MessageOutcome& outcome : outcomes) receiver_->ended(simulation, outcome);
    if (outcomes.empty()) return;
    outcomes_.swap(outcomes);
  }
}

void Messenger::send(sim::Simulation& simulation, AccessIndex from, AccessIndex to,
                     std::uint64_t bytes, std::uint32_t tag) {
  network_->send(simulation.now(), from, to, bytes, tag);
  deliver_due(simulation);
  plan(simulation);
}

void Messenger::compute(sim::Simulation& simulation, ComputerIndex computer, double flop,
                        std::uint32_t tag) {
  network_->compute(simulation.now(), computer, flop, tag);
  deliver_due(simulation);
  plan(simulation);
}

void Messenger::set_working(sim::Simulation& simulation, AccessIndex access, bool working) {
  network_->set_working(simulation.now(), access, working);
  deliver_due(simulation);
  plan(simulation);
}

void Messenger::set_working(sim::Simulation& simulation, ComputerIndex computer, bool working) {
  network_->set_working(simulation.now(), computer, working);
  deliver_due(simulation);
  plan(simulation);
}

/// Keeps the timer at the network's next instant.
void Messenger::plan(sim::Simulation& simulation) {
  const sim::Time next = network_->next();
  if (next == planned_) return;
  planned_ = next;
  if (next == sim::Time::max()) {
    simulation.cancel(timer_);
    return;
  }
  // A date that SimGrid rounded down to a nanosecond before now is now.
  const sim::Time at = std::max(next, simulation.now());
  if (!simulation.reschedule(timer_, at)) timer_ = simulation.schedule_timer(at, handler_, 0, 0);
}

}  // namespace dimai::models
