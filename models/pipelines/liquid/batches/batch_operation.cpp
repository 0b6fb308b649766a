#include "models/pipelines/liquid/batches/batch_operation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "models/physics/domain.hpp"
#include "models/physics/flow/bore.hpp"

namespace dimai::models {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Share of all volume that rounding may lose.
constexpr double kRounding = 1e-8;

}  // namespace

BatchOperation::BatchOperation(BatchSetup setup)
    : setup_(std::move(setup)),
      line_(setup_.pipes, setup_.products, setup_.first_product),
      initial_m3_(setup_.products.size(), 0.0),
      sent_m3_(setup_.products.size(), 0.0),
      times_(setup_.orders.size()) {
  require_domain(setup_.sample_s > 0.0, "samples need an interval > 0 s");
  initial_m3_[line_.batches().front().product] = line_.volume_m3();
  double sum_m3 = 0.0;
  std::size_t before = line_.batches().front().product;
  for (std::size_t b = 0; b < setup_.orders.size(); ++b) {
    require_domain(setup_.orders[b].product < sent_m3_.size(), "there is no such product");
    require_domain(setup_.orders[b].volume_m3 > 0.0 && setup_.orders[b].flow_m3_s > 0.0,
                   "a batch needs volume and flow > 0");
    begins_m3_.push_back(sum_m3);
    sum_m3 += setup_.orders[b].volume_m3;
    if (setup_.orders[b].product != before)
      interface_batches_.push_back(static_cast<std::uint32_t>(b));
    before = setup_.orders[b].product;
  }
  begins_m3_.push_back(sum_m3);
}

void BatchOperation::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  trace_.push_back({0.0, 0.0});
  if (over()) return;
  times_[0].start_s = 0.0;
  note(BatchEvent::Kind::start, 0);
  wake_next(simulation);
}

double BatchOperation::next_threshold_m3() const {
  const double arrival_m3 =
      arriving_ < setup_.orders.size() ? begins_m3_[arriving_] + line_.volume_m3() : kNever;
  return std::min(begins_m3_[sending_ + 1], arrival_m3);
}

double BatchOperation::next_sample_s() const {
  const double at_s = static_cast<double>(sample_number_) * setup_.sample_s;
  return reached_s_ < setup_.end_s ? std::min(at_s, setup_.end_s) : at_s;
}

void BatchOperation::wake_next(sim::Simulation& simulation) {
  due_ = Due::sample;
  due_s_ = next_sample_s();
  if (stopped_by_ != kNone || next_stop_ < setup_.stops.size()) {
    const double change_s =
        stopped_by_ != kNone ? setup_.stops[stopped_by_].until_s : setup_.stops[next_stop_].from_s;
    if (change_s <= due_s_) due_ = Due::stop, due_s_ = change_s;
  }
  if (running()) {
    const double rest_m3 = next_threshold_m3() - pushed_m3_;
    const double reach_s = reached_s_ + rest_m3 / setup_.orders[sending_].flow_m3_s;
    if (reach_s <= due_s_) due_ = Due::threshold, due_s_ = reach_s;
  }
  wake_ = simulation.schedule_timer(std::max(simulation.now(), sim::seconds(due_s_)), handler_,
                                    static_cast<std::uint16_t>(due_), 0);
}

void BatchOperation::handle(sim::Simulation& simulation, const sim::Event&) {
  if (due_ == Due::threshold) {
    push_until(due_s_, next_threshold_m3() - pushed_m3_);
    reach_threshold();
  } else {
    if (running()) push_until(due_s_, (due_s_ - reached_s_) * setup_.orders[sending_].flow_m3_s);
    reached_s_ = due_s_;
    if (due_ == Due::stop) change_stop();
    if (due_ == Due::sample) ++sample_number_;
  }
  check_tank();
  sample();
  if (!over()) wake_next(simulation);
}

void BatchOperation::push_until(double time_s, double volume_m3) {
  const BatchOrder& order = setup_.orders[sending_];
  line_.push(order.product, volume_m3, order.flow_m3_s);
  sent_m3_[order.product] += volume_m3;
  pushed_m3_ = due_ == Due::threshold ? next_threshold_m3() : pushed_m3_ + volume_m3;
  reached_s_ = time_s;
  trace_.push_back({time_s, pushed_m3_});
}

void BatchOperation::reach_threshold() {
  while (arriving_ < setup_.orders.size() &&
         pushed_m3_ >= begins_m3_[arriving_] + line_.volume_m3()) {
    times_[arriving_].front_s = reached_s_;
    if (arriving_ > 0) times_[arriving_ - 1].back_s = reached_s_;
    note(BatchEvent::Kind::front, arriving_++);
  }
  if (pushed_m3_ < begins_m3_[sending_ + 1]) return;
  times_[sending_].sent_s = reached_s_;
  note(BatchEvent::Kind::sent, sending_++);
  if (over()) return;
  times_[sending_].start_s = reached_s_;
  note(BatchEvent::Kind::start, sending_);
}

void BatchOperation::change_stop() {
  const bool stood = stands();
  stopped_by_ = stopped_by_ == kNone ? next_stop_++ : kNone;
  note_stand(stood);
}

void BatchOperation::note_stand(bool stood) {
  if (stands() != stood) note(stood ? BatchEvent::Kind::restart : BatchEvent::Kind::stop, sending_);
  trace_.push_back({reached_s_, pushed_m3_});
}

void BatchOperation::set_working(sim::Simulation& simulation, bool working) {
  if (working && failures_ == 0) return;
  const bool stood = stands();
  const double now_s = std::max(reached_s_, sim::to_seconds(simulation.now()));
  if (running()) {
    const double rest_m3 = next_threshold_m3() - pushed_m3_;
    const double flow_m3_s = setup_.orders[sending_].flow_m3_s;
    due_ = Due::sample;  // no threshold is reached: what is due is planned anew below
    push_until(now_s, std::min(rest_m3, (now_s - reached_s_) * flow_m3_s));
  }
  reached_s_ = now_s;
  failures_ = working ? failures_ - 1 : failures_ + 1;
  if (over()) return;
  note_stand(stood);
  check_tank();
  sample();
  simulation.cancel(wake_);
  wake_next(simulation);
}

void BatchOperation::note(BatchEvent::Kind kind, std::size_t batch) {
  events_.push_back({reached_s_, kind, static_cast<std::uint32_t>(batch)});
}

/// Transmix is counted when its middle arrives.
void BatchOperation::check_tank() {
  while (counted_transmix_ < line_.transmix().size())
    tank_held_m3_ += line_.transmix()[counted_transmix_++].volume_m3;
  if (setup_.tank_m3 <= 0.0 || tank_was_full_ || tank_held_m3_ <= setup_.tank_m3) return;
  tank_was_full_ = true;
  note(BatchEvent::Kind::tank_full, interface_batches_[counted_transmix_ - 1]);
}

void BatchOperation::sample() {
  const std::size_t gone = line_.transmix().size();
  const std::size_t last = std::min(sending_ + 1, setup_.orders.size());
  for (std::size_t b = arriving_ > 0 ? arriving_ - 1 : 0; b < last; ++b) {
    const double position_m3 = std::min(pushed_m3_ - begins_m3_[b], line_.volume_m3());
    if (b + 1 == arriving_ && times_[b].front_s < reached_s_) continue;
    FrontSample row{reached_s_, static_cast<std::uint32_t>(b), metres_at(position_m3), 0.0, 0.0};
    const auto found = std::find(interface_batches_.begin(), interface_batches_.end(), b);
    if (found != interface_batches_.end()) {
      const auto i = static_cast<std::size_t>(found - interface_batches_.begin());
      if (i < gone)
        row.volume_m3 = line_.transmix()[i].volume_m3;
      else if (i - gone < line_.interfaces().size())
        row.volume_m3 = std::sqrt(line_.interfaces()[i - gone].spread_m6);
      row.length_m = row.volume_m3 / area_m2_at(position_m3);
    }
    samples_.push_back(row);
  }
}

double BatchOperation::time_when_pushed_s(double pushed_m3) const {
  if (pushed_m3 < 0.0) return kNan;
  const auto after =
      std::lower_bound(trace_.begin(), trace_.end(), pushed_m3,
                       [](const PushedAt& at, double volume) { return at.pushed_m3 < volume; });
  if (after == trace_.end()) return kNan;
  if (after == trace_.begin()) return after->time_s;
  const PushedAt& before = *std::prev(after);
  const double share = (pushed_m3 - before.pushed_m3) / (after->pushed_m3 - before.pushed_m3);
  return before.time_s + share * (after->time_s - before.time_s);
}

double BatchOperation::area_m2_at(double position_m3) const {
  for (const LinePipe& pipe : setup_.pipes) {
    const double area_m2 = bore_area_m2(pipe.diameter_m);
    if (position_m3 <= pipe.length_m * area_m2) return area_m2;
    position_m3 -= pipe.length_m * area_m2;
  }
  return bore_area_m2(setup_.pipes.back().diameter_m);
}

double BatchOperation::metres_at(double position_m3) const {
  double metres = 0.0;
  for (const LinePipe& pipe : setup_.pipes) {
    const double area_m2 = bore_area_m2(pipe.diameter_m);
    if (position_m3 <= pipe.length_m * area_m2) return metres + position_m3 / area_m2;
    position_m3 -= pipe.length_m * area_m2;
    metres += pipe.length_m;
  }
  return metres;
}

std::vector<std::string> BatchOperation::violations(const std::string& name) const {
  std::vector<double> held_m3(sent_m3_.size(), 0.0);
  for (const LiquidBatch& each : line_.batches()) held_m3[each.product] += each.volume_m3;
  const double most_m3 = kRounding * (line_.volume_m3() + pushed_m3_);
  std::vector<std::string> all;
  for (std::size_t p = 0; p < sent_m3_.size(); ++p) {
    const double error_m3 = initial_m3_[p] + sent_m3_[p] - line_.delivered_m3()[p] - held_m3[p];
    if (std::abs(error_m3) <= most_m3) continue;
    std::array<char, 200> text{};
    std::snprintf(text.data(), text.size(),
                  "conservation of volume: product %zu: %.6g m3 in the line at the start and sent, "
                  "%.6g m3 delivered and in the line",
                  p + 1, initial_m3_[p] + sent_m3_[p], line_.delivered_m3()[p] + held_m3[p]);
    all.push_back(name + ": " + text.data());
  }
  if (std::abs(line_.pushed_m3() - pushed_m3_) > most_m3)
    all.push_back(name + ": conservation of volume: the line took another volume than was sent");
  return all;
}

}  // namespace dimai::models
