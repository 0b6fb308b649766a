// Batches: planned for a stock, waiting for goods and machines, made.

#include <algorithm>
#include <cmath>

#include "models/industry/industry.hpp"
#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kBatchPurpose = 0x494E4402;  // 'IND', 2
constexpr double kRounding = 1e-9;

}  // namespace

StockIndex Industry::stock_of(SiteIndex site, GoodIndex good) const {
  for (const StockIndex each : stocks_at_[site.value]) {
    if (plan_.stocks[each].good == good) return each;
  }
  return {};
}

/// Puts as many batches in the queue as make `quantity` if all goes as the yield says.
void Industry::plan_batches(sim::Simulation& simulation, StockIndex index, double quantity) {
  const Stock& stock = plan_.stocks[index];
  const Recipe& recipe = plan_.recipes[stock.recipe.value];
  double made = 0.0;
  for (const Amount& out : recipe.outputs) {
    if (out.good == stock.good) made += out.quantity * recipe.yield;
  }
  const auto added = queues_.try_emplace({index, stock.recipe});
  BatchQueue& queue = added.first->second;
  if (added.second) {
    queue.recipe = stock.recipe;
    queue.product = index;
    for (const MachineIndex m : machines_at_[stock.site.value]) {
      if (plan_.machines[m].kind == recipe.machine) queue.machine = m;
    }
    queues_at_[queue.machine.value].push_back(&queue);
    queues_on_[stock.site.value].push_back(&queue);
  }
  for (double left = quantity; left > kRounding; left -= made) {
    queue.since_ns.push_back(simulation.now().ns);
    stocks_[index].on_order += made;
    for (const Amount& in : recipe.inputs)
      stocks_[stock_of(stock.site, in.good)].claimed += in.quantity;
  }
}

/// The first input that is not there; none if all are.
GoodIndex Industry::lacking_input(const BatchQueue& queue) const {
  const SiteIndex site = plan_.stocks[queue.product].site;
  for (const Amount& in : plan_.recipes[queue.recipe.value].inputs) {
    const StockIndex stock = stock_of(site, in.good);
    if (plan_.stocks[stock].supply == SupplyKind::free) continue;
    if (stocks_[stock].at_hand + kRounding * (1.0 + in.quantity) < in.quantity) return in.good;
  }
  return {};
}

/// Of the recipes whose inputs are all there, the one whose batch has waited longest.
Industry::BatchQueue* Industry::next_queue(MachineIndex group) {
  BatchQueue* best = nullptr;
  for (BatchQueue* each : queues_at_[group.value]) {
    if (each->since_ns.empty() || lacking_input(*each).valid()) continue;
    if (best == nullptr || each->since_ns.front() < best->since_ns.front()) best = each;
  }
  return best;
}

bool Industry::start_batches(sim::Simulation& simulation, SiteIndex site) {
  const double day = sim::to_seconds(simulation.now()) / 86400.0;
  if (day < static_cast<double>(plan_.sites[site].stage)) return false;
  bool any = false;
  for (const MachineIndex group : machines_at_[site.value]) {
    while (machines_[group].busy < plan_.machines[group].count) {
      BatchQueue* queue = next_queue(group);
      if (queue == nullptr) break;
      start_batch(simulation, *queue);
      any = true;
    }
  }
  return any;
}

void Industry::start_batch(sim::Simulation& simulation, BatchQueue& queue) {
  const Recipe& recipe = plan_.recipes[queue.recipe.value];
  const MachineGroup& group = plan_.machines[queue.machine];
  MachineState& state = machines_[queue.machine];
  const std::int64_t now_ns = simulation.now().ns;
  for (const Amount& in : recipe.inputs) {
    const StockIndex stock = stock_of(group.site, in.good);
    const double mass_kg = in.quantity * plan_.goods[in.good.value].mass_kg;
    if (plan_.stocks[stock].supply == SupplyKind::free) {
      balances_[in.good.value].given += in.quantity;
      masses_.brought_kg += mass_kg;
    } else {
      change_stock(stock, -in.quantity, now_ns);
    }
    stocks_[stock].claimed -= in.quantity;
    balances_[in.good.value].used += in.quantity;
    masses_.in_machines_kg += mass_kg;
  }
  const std::int64_t since_ns = queue.since_ns.front();
  queue.since_ns.pop_front();
  ++queue.running;
  // A machine that is set up for it already, if one is free.
  std::size_t chosen = state.last.size();
  for (std::size_t m = 0; m < state.last.size(); ++m) {
    if (state.working[m] != 0) continue;
    if (chosen == state.last.size() || state.last[m] == queue.recipe) chosen = m;
    if (state.last[m] == queue.recipe) break;
  }
  const bool set_up = state.last[chosen] != queue.recipe && recipe.setup_s > 0.0;
  double time_s = recipe.time_s;
  if (recipe.exponential) {
    sim::Random random(plan_.seed, plan_.replication, kBatchPurpose, draws_++);
    time_s = random.exponential(recipe.time_s);
  }
  const double whole_s = time_s + (set_up ? recipe.setup_s : 0.0);
  book_power(now_ns);
  const double power_w = group.power_w - group.idle_w + recipe.energy_j / std::max(whole_s, 1e-3);
  load_w_ += power_w;
  state.load_w += power_w;
  state.last[chosen] = queue.recipe;
  state.working[chosen] = 1;
  ++state.busy;
  state.labour_s += recipe.labour_s;
  state.setup_s += set_up ? recipe.setup_s : 0.0;
  state.setups += set_up ? 1 : 0;
  std::uint32_t batch = 0;
  if (free_batches_.empty()) {
    batch = static_cast<std::uint32_t>(batches_.size());
    batches_.push_back({});
  } else {
    batch = free_batches_.back();
    free_batches_.pop_back();
  }
  batches_[batch] = {&queue, static_cast<std::uint32_t>(chosen), power_w, since_ns};
  simulation.schedule(simulation.now() + sim::seconds(whole_s), handler_, batch_done, batch);
}

/// Units of an output that are good: each whole unit by chance, of the rest the yield's share.
double Industry::good_share(const Amount& output, const Recipe& recipe) {
  if (recipe.yield >= 1.0) return output.quantity;
  if (!plan_.goods[output.good.value].whole) return output.quantity * recipe.yield;
  sim::Random random(plan_.seed, plan_.replication, kBatchPurpose, draws_++);
  double good = 0.0;
  for (double n = 0.0; n < output.quantity; n += 1.0) good += random.uniform() < recipe.yield;
  return good;
}

void Industry::finish_batch(sim::Simulation& simulation, std::uint32_t index) {
  BatchQueue& queue = *batches_[index].queue;
  const Recipe& recipe = plan_.recipes[queue.recipe.value];
  const MachineGroup& group = plan_.machines[queue.machine];
  MachineState& state = machines_[queue.machine];
  book_waiting(group.site, simulation.now().ns);
  book_power(simulation.now().ns);
  const std::int64_t since_ns = batches_[index].since_ns;
  load_w_ -= batches_[index].power_w;
  state.load_w -= batches_[index].power_w;
  state.working[batches_[index].machine] = 0;
  --state.busy;
  ++state.batches;
  --queue.running;
  free_batches_.push_back(index);
  const double inputs_kg = mass_kg(recipe.inputs, plan_.goods);
  masses_.in_machines_kg -= inputs_kg;
  masses_.loss_kg += inputs_kg - mass_kg(recipe.outputs, plan_.goods);
  for (const Amount& out : recipe.outputs) {
    const double good = good_share(out, recipe);
    const StockIndex stock = stock_of(group.site, out.good);
    masses_.scrap_kg += (out.quantity - good) * plan_.goods[out.good.value].mass_kg;
    balances_[out.good.value].made += good;
    if (stock == queue.product) stocks_[stock].on_order -= out.quantity * recipe.yield;
    change_stock(stock, good, simulation.now().ns);
    StockState& kept = stocks_[stock];
    if (good <= 0.0) continue;
    kept.made += good;
    kept.last_made_ns = simulation.now().ns;
    if (kept.first_made_ns < 0) kept.first_made_ns = simulation.now().ns;
  }
  StockState& product = stocks_[queue.product];
  product.lead_sum_s += sim::to_seconds({simulation.now().ns - since_ns});
  ++product.leads;
  settle(simulation, group.site);
}

}  // namespace dimai::models
