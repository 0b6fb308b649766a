#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/dispatch/dispatch_log.hpp"
#include "models/dispatch/letter.hpp"
#include "models/messages/messenger.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::models {

/// Who opens letters.
class LetterReader {
 public:
  LetterReader() = default;
  LetterReader(const LetterReader&) = delete;
  LetterReader& operator=(const LetterReader&) = delete;
  virtual ~LetterReader() = default;
  /// A message has come, a job is done, or either was lost.
  virtual void read(const Letter& letter, bool lost) = 0;
};

/// Letters over a message network: keeps what they say while they are under way, and counts them.
class Post final : public MessageReceiver {
 public:
  explicit Post(std::unique_ptr<MessageNetwork> network) : messenger_(std::move(network)) {}
  void attach(sim::Simulation& simulation, LetterReader& reader, DispatchLog& log);

  void send(AccessIndex from, AccessIndex to, double bytes, Letter&& letter);
  void compute(ComputerIndex computer, double flop, Letter&& letter);
  void ended(sim::Simulation& simulation, const MessageOutcome& outcome) override;
  /// Keeps a letter that has come until take_out().
  std::uint32_t put_aside(const Letter& letter) { return keep(Letter(letter), {{}, {}, kAside}); }
  Letter take_out(std::uint32_t tag);
  Messenger& messenger() { return messenger_; }
  void keep(sim::Archive& archive);  ///< see there
  /// Single messages and jobs, if they are recorded: made, and emptied, by whoever wants them.
  std::optional<DispatchRecord>& recorded() { return log_->record; }
  /// Adds what has not ended yet to the record, if there is one.
  void record_open();
  /// Calls `visit` with each letter that is under way.
  template <class Visit>
  void for_letters(const Visit& visit) const {
    std::vector<std::uint8_t> free(letters_.size(), 0);
    for (const std::uint32_t tag : free_) free[tag] = 1;
    for (std::size_t i = 0; i < letters_.size(); ++i) {
      if (free[i] == 0) visit(letters_[i]);
    }
  }

 private:
  static constexpr double kAside = -1.0;
  /// What a letter does not say itself, kept where all of them are recorded.
  struct Passage {
    AccessIndex from;
    AccessIndex to;
    double size = 0.0;  ///< bytes, or operations; kAside: it has come, and waits to be read
  };

  std::uint32_t keep(Letter&& letter, const Passage& passage);
  void record(const Letter& letter, const Passage& passage, LetterEnd end);

  Messenger messenger_;
  sim::Simulation* simulation_ = nullptr;
  LetterReader* reader_ = nullptr;
  DispatchLog* log_ = nullptr;
  std::vector<Letter> letters_;
  std::vector<std::uint32_t> free_;
  std::vector<Passage> passages_;  ///< by tag, where they are recorded
};

}  // namespace dimai::models
