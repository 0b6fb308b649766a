#include "models/industry/industry.hpp"

#include <algorithm>
#include <cmath>

#include "sim/random.hpp"

namespace dimai::models {

namespace {

constexpr std::uint32_t kDemandPurpose = 0x494E4401;  // 'IND', 1
constexpr double kHour_s = 3600.0;
constexpr double kDay_s = 86400.0;

double stage_factor(const HouseholdDemand& demand, double time_s) {
  if (demand.stage_factors.empty()) return 1.0;
  const auto day = static_cast<std::size_t>(time_s / kDay_s);
  return demand.stage_factors[std::min(day, demand.stage_factors.size() - 1)];
}

}  // namespace

Industry::Industry(const IndustryPlan& plan, Mover* mover, NetworkSource* networks)
    : plan_(plan),
      mover_(mover),
      networks_(networks),
      stocks_(plan.stocks.size()),
      backlogs_(plan.stocks.size()),
      machines_(plan.machines.size()),
      stocks_at_(plan.sites.size()),
      machines_at_(plan.sites.size()),
      queues_at_(plan.machines.size()),
      queues_on_(plan.sites.size()),
      balances_(plan.goods.size()),
      is_dirty_(plan.sites.size(), 0),
      load_w_(plan.power.base_w),
      stored_j_(plan.power.battery_j * plan.power.initial_share) {
  for (const StockIndex s : plan.stocks.indices()) {
    const Stock& stock = plan.stocks[s];
    stocks_at_[stock.site.value].push_back(s);
    stocks_[s].at_hand = stocks_[s].least = stock.initial;
    balances_[stock.good.value].initial += stock.initial;
    masses_.initial_kg += stock.initial * plan.goods[stock.good.value].mass_kg;
  }
  for (const MachineIndex m : plan.machines.indices()) {
    const MachineGroup& group = plan.machines[m];
    machines_at_[group.site.value].push_back(m);
    machines_[m].last.assign(static_cast<std::size_t>(group.count), {});
    machines_[m].working.assign(static_cast<std::size_t>(group.count), 0);
  }
  open_sites(0);
  draw_demand();
}

/// Orders of all households, in order of time: Poisson in each hour, a stream for each demand and
/// hour, so that another policy meets the same orders.
void Industry::draw_demand() {
  for (std::uint32_t d = 0; d < plan_.demands.size(); ++d) {
    const HouseholdDemand& demand = plan_.demands[d];
    std::vector<double> up_to;
    double sum = 0.0;
    for (const double weight : demand.weights) up_to.push_back(sum += weight);
    for (double from_s = 0.0; from_s < plan_.duration_s; from_s += kHour_s) {
      const auto hour = static_cast<std::size_t>(from_s / kHour_s);
      const double share = demand.hour_shares.empty() ? 1.0 / 24.0 : demand.hour_shares[hour % 24];
      const double length_s = std::min(kHour_s, plan_.duration_s - from_s);
      sim::Random random(plan_.seed, plan_.replication, kDemandPurpose,
                         (static_cast<std::uint64_t>(d) << 32) | hour);
      const double mean =
          demand.orders_a_day * share * stage_factor(demand, from_s) * length_s / kHour_s;
      for (std::uint64_t n = random.poisson(mean); n > 0; --n) {
        const double time_s = from_s + random.uniform() * length_s;
        const double draw = random.uniform() * sum;
        const auto home = std::upper_bound(up_to.begin(), up_to.end(), draw) - up_to.begin();
        due_.push_back({sim::seconds(time_s).ns, d, demand.homes[static_cast<std::size_t>(home)]});
      }
    }
  }
  std::stable_sort(due_.begin(), due_.end(),
                   [](const Due& a, const Due& b) { return a.time_ns < b.time_ns; });
}

void Industry::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  if (!due_.empty()) simulation.schedule({due_.front().time_ns}, handler_, demand_due, 0);
  simulation.schedule(simulation.now() + kPowerStep, handler_, power_due, 0);
  for (const SiteIndex site : plan_.sites.indices()) settle(simulation, site);
}

void Industry::handle(sim::Simulation& simulation, const sim::Event& event) {
  switch (event.kind) {
    case demand_due:
      take_demand(simulation);
      break;
    case batch_done:
      finish_batch(simulation, event.subject);
      break;
    case bought_due: {
      const Purchase purchase = purchases_[event.subject];
      const Stock& stock = plan_.stocks[purchase.stock];
      StockState& state = stocks_[purchase.stock];
      state.on_order -= purchase.quantity;
      state.lead_sum_s += sim::to_seconds({event.time.ns - purchase.since_ns});
      ++state.leads;
      balances_[stock.good.value].bought += purchase.quantity;
      masses_.brought_kg += purchase.quantity * plan_.goods[stock.good.value].mass_kg;
      change_stock(purchase.stock, purchase.quantity, event.time.ns);
      settle(simulation, stock.site);
      break;
    }
    case sent_due: {
      const OrderIndex order{event.subject};
      arrived(simulation, order, orders_[order.value].quantity);
      break;
    }
    case drawn_due:
      stocks_[StockIndex{event.subject}].on_order = 0.0;
      settle(simulation, plan_.stocks[StockIndex{event.subject}].site);
      break;
    default:
      end_power_step(simulation);
      break;
  }
}

void Industry::take_demand(sim::Simulation& simulation) {
  const Due due = due_[next_demand_];
  if (++next_demand_ < due_.size())
    simulation.schedule({due_[next_demand_].time_ns}, handler_, demand_due,
                        static_cast<std::uint32_t>(next_demand_));
  const HouseholdDemand& demand = plan_.demands[due.demand];
  const OrderIndex index{static_cast<std::uint32_t>(orders_.size())};
  Order order;
  order.time_ns = due.time_ns;
  order.stock = demand.stock;
  order.quantity = demand.quantity;
  order.demand = due.demand;
  order.home = due.home;
  orders_.push_back(order);
  const SiteIndex site = plan_.stocks[demand.stock].site;
  book_waiting(site, due.time_ns);
  stocks_[demand.stock].claimed += demand.quantity;
  backlogs_[demand.stock].orders.push_back(index);
  ++backlogs_[demand.stock].households;
  settle(simulation, site);
}

/// Serves, orders and starts whatever can be, at a site and at all that it stirs, until nothing
/// changes.
void Industry::settle(sim::Simulation& simulation, SiteIndex first) {
  const bool outermost = dirty_.empty();
  if (is_dirty_[first.value] == 0) {
    is_dirty_[first.value] = 1;
    dirty_.push_back(first);
  }
  if (!outermost) return;
  for (std::size_t i = 0; i < dirty_.size(); ++i) {
    const SiteIndex site = dirty_[i];
    is_dirty_[site.value] = 0;
    book_waiting(site, simulation.now().ns);
    for (bool changed = true; changed;) {
      changed = false;
      for (const StockIndex stock : stocks_at_[site.value]) changed |= serve(simulation, stock);
      changed |= start_batches(simulation, site);
      for (const StockIndex stock : stocks_at_[site.value]) replenish(simulation, stock);
      changed |= start_batches(simulation, site);
    }
    book_waiting(site, simulation.now().ns);
  }
  dirty_.clear();
}

void Industry::change_stock(StockIndex stock, double by, std::int64_t now_ns) {
  StockState& state = stocks_[stock];
  state.area_s += state.at_hand * sim::to_seconds({now_ns - state.since_ns});
  state.since_ns = now_ns;
  state.at_hand += by;
  if (state.at_hand < 0.0 && state.at_hand > -1e-9) state.at_hand = 0.0;
  if (state.at_hand < 0.0) ++negative_;
  state.least = std::min(state.least, state.at_hand);
}

}  // namespace dimai::models
