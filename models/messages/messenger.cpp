#include "models/messages/messenger.hpp"

#include <algorithm>

namespace dimai::models {

void Messenger::attach(sim::Simulation& simulation, MessageReceiver& receiver) {
  receiver_ = &receiver;
  handler_ = simulation.add_handler(*this);
}

void Messenger::handle(sim::Simulation& simulation, const sim::Event& /*event*/) {
  planned_ = sim::Time::max();
  outcomes_.clear();
  network_->take(simulation.now(), outcomes_);
  // Receivers may send on, which uses outcomes_ in no way.
  for (const MessageOutcome& outcome : outcomes_) receiver_->ended(simulation, outcome);
  plan(simulation);
}

void Messenger::send(sim::Simulation& simulation, AccessIndex from, AccessIndex to,
                     std::uint64_t bytes, std::uint32_t tag) {
  network_->send(simulation.now(), from, to, bytes, tag);
  plan(simulation);
}

void Messenger::compute(sim::Simulation& simulation, ComputerIndex computer, double flop,
                        std::uint32_t tag) {
  network_->compute(simulation.now(), computer, flop, tag);
  plan(simulation);
}

void Messenger::set_working(sim::Simulation& simulation, AccessIndex access, bool working) {
  network_->set_working(simulation.now(), access, working);
  plan(simulation);
}

void Messenger::set_working(sim::Simulation& simulation, ComputerIndex computer, bool working) {
  network_->set_working(simulation.now(), computer, working);
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
