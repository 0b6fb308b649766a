#pragma once

#include <memory>
#include <vector>

#include "models/messages/message_network.hpp"
#include "sim/keeping/archive.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Who is told what has become of messages and jobs.
class MessageReceiver {
 public:
  MessageReceiver() = default;
  MessageReceiver(const MessageReceiver&) = delete;
  MessageReceiver& operator=(const MessageReceiver&) = delete;
  virtual ~MessageReceiver() = default;
  virtual void ended(sim::Simulation& simulation, const MessageOutcome& outcome) = 0;
};

/// A message network within a run: what is delivered at t acts at t. With nothing in flight it
/// costs nothing; else one kernel timer stands at the network's next instant.
class Messenger {
 public:
  explicit Messenger(std::unique_ptr<MessageNetwork> network) : network_(std::move(network)) {}

  /// Registers with the kernel; once. `receiver` outlives the messenger.
  void attach(sim::Simulation& simulation, MessageReceiver& receiver);
  void handle(sim::Simulation& simulation, const sim::Event& event);

  /// As the functions of MessageNetwork, at the simulation's time.
  void send(sim::Simulation& simulation, AccessIndex from, AccessIndex to, std::uint64_t bytes,
            std::uint32_t tag);
  void compute(sim::Simulation& simulation, ComputerIndex computer, double flop, std::uint32_t tag);
  void set_working(sim::Simulation& simulation, AccessIndex access, bool working);
  void set_working(sim::Simulation& simulation, ComputerIndex computer, bool working);

  void keep(sim::Archive& archive);  ///< see there
  std::size_t in_flight() const { return network_->in_flight(); }

 private:
  void plan(sim::Simulation& simulation);
  void deliver_due(sim::Simulation& simulation);

  std::unique_ptr<MessageNetwork> network_;
  MessageReceiver* receiver_ = nullptr;
  sim::HandlerId handler_{};
  sim::Timer timer_;
  sim::Time planned_ = sim::Time::max();
  std::vector<MessageOutcome> outcomes_;
};

}  // namespace dimai::models
