#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "models/pipelines/liquid/batches/batch_line.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// A batch that is to be sent.
struct BatchOrder {
  std::size_t product = 0;
  double volume_m3 = 0.0;
  double flow_m3_s = 0.0;  ///< while it is sent
};

/// The pumps stand from one time until another.
struct BatchStop {
  double from_s = 0.0;
  double until_s = 0.0;
};

/// What became of a batch; not a number: not yet.
struct BatchTimes {
  double start_s = std::numeric_limits<double>::quiet_NaN();  ///< its front enters
  double sent_s = std::numeric_limits<double>::quiet_NaN();   ///< its end enters
  double front_s = std::numeric_limits<double>::quiet_NaN();  ///< its front leaves
  double back_s = std::numeric_limits<double>::quiet_NaN();   ///< its end leaves
};

/// Something at an exact time.
struct BatchEvent {
  enum class Kind : std::uint8_t { start, sent, front, stop, restart, tank_full };
  double time_s = 0.0;
  Kind kind = Kind::start;
  std::uint32_t batch = 0;  ///< that it is about; of a stop, the batch being sent
};

/// The front of a batch in the line at one time.
struct FrontSample {
  double time_s = 0.0;
  std::uint32_t batch = 0;
  double position_m = 0.0;
  double length_m = 0.0;  ///< of the interface, 1 to 99 %; 0 between batches of one product
  double volume_m3 = 0.0;
};

/// Volume sent until a time; linear between two of them.
struct PushedAt {
  double time_s = 0.0;
  double pushed_m3 = 0.0;
};

/// What a line of batches is to do.
struct BatchSetup {
  std::vector<LinePipe> pipes;
  std::vector<LiquidProduct> products;
  std::size_t first_product = 0;  ///< fills the line at the start
  std::vector<BatchOrder> orders;
  std::vector<BatchStop> stops;  ///< in order, apart from each other
  double tank_m3 = 0.0;          ///< room for transmix; 0: any amount
  double sample_s = 900.0;       ///< how often fronts are recorded [s], > 0
  double end_s = 1e9;            ///< of the run: they are recorded then, too
};

/// Sends batches through a line one after the other, as fast as each says, with stops. All events
/// are at their exact times, which follow from volumes: the clock of the plan is not rounded, only
/// that of the kernel, to a nanosecond.
class BatchOperation {
 public:
  /// @throws std::domain_error as BatchLine and BatchLine::push do
  explicit BatchOperation(BatchSetup setup);

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  /// Its pumps or a pipe fail, or one of these failures is over: while any lasts the line stands,
  /// as in a stop.
  void set_working(sim::Simulation& simulation, bool working);
  bool stands() const { return stopped_by_ != kNone || failures_ > 0; }
  bool over() const { return sending_ >= setup_.orders.size(); }

  const BatchLine& line() const { return line_; }
  const BatchSetup& setup() const { return setup_; }
  const std::vector<BatchOrder>& orders() const { return setup_.orders; }
  const std::vector<BatchTimes>& times() const { return times_; }
  const std::vector<BatchEvent>& events() const { return events_; }
  const std::vector<PushedAt>& trace() const { return trace_; }
  const std::vector<FrontSample>& samples() const { return samples_; }
  /// Batch whose front is interface i, those that have left first  [interface]
  const std::vector<std::uint32_t>& interface_batches() const { return interface_batches_; }
  /// When so much had been sent [s]; not a number if it has not been yet, or is below 0.
  double time_when_pushed_s(double pushed_m3) const;
  double pushed_m3() const { return pushed_m3_; }
  double area_m2_at(double position_m3) const;
  double metres_at(double position_m3) const;
  /// What does not add up, each with its name.
  std::vector<std::string> violations(const std::string& name) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  bool running() const { return !stands() && !over(); }
  double next_threshold_m3() const;
  double next_sample_s() const;
  void wake_next(sim::Simulation& simulation);
  void push_until(double time_s, double volume_m3);
  void reach_threshold();
  void change_stop();
  void note_stand(bool stood);
  void note(BatchEvent::Kind kind, std::size_t batch);
  void check_tank();
  void sample();

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  enum class Due : std::uint8_t { threshold, stop, sample };

  BatchSetup setup_;
  BatchLine line_;
  std::vector<double> begins_m3_;  ///< volume sent before each batch, and before none
  std::vector<double> initial_m3_;
  std::vector<double> sent_m3_;  ///< by product
  std::vector<std::uint32_t> interface_batches_;
  std::vector<BatchTimes> times_;
  std::vector<BatchEvent> events_;
  std::vector<PushedAt> trace_;
  std::vector<FrontSample> samples_;
  sim::HandlerId handler_;
  Due due_ = Due::sample;
  double due_s_ = 0.0;
  double reached_s_ = 0.0;
  double pushed_m3_ = 0.0;
  std::size_t sample_number_ = 0;
  std::size_t sending_ = 0;    ///< batch that is being sent
  std::size_t arriving_ = 0;   ///< batch whose front leaves next
  std::size_t next_stop_ = 0;  ///< in setup_.stops
  std::size_t stopped_by_ = kNone;
  std::uint32_t failures_ = 0;  ///< that last
  sim::Timer wake_;
  std::size_t counted_transmix_ = 0;
  double tank_held_m3_ = 0.0;
  bool tank_was_full_ = false;
};

}  // namespace dimai::models
