// Books of power, of waiting, of goods and mass.

#include <algorithm>
#include <cmath>

#include "models/industry/industry.hpp"

namespace dimai::models {

namespace {

constexpr sim::Time kDay = sim::seconds(86400.0);
constexpr double kTolerance = 1e-6;

}  // namespace

void Industry::book_power(std::int64_t now_ns) {
  const double span_s = sim::to_seconds({now_ns - load_since_ns_});
  step_load_j_ += load_w_ * span_s;
  for (MachineState& each : machines_) {
    each.energy_j += each.load_w * span_s;
    each.busy_s += static_cast<double>(each.busy) * span_s;
  }
  load_since_ns_ = now_ns;
}

/// Machines of sites that open on a day draw their idle power from then on.
void Industry::open_sites(std::int64_t day) {
  for (const MachineIndex m : plan_.machines.indices()) {
    const MachineGroup& group = plan_.machines[m];
    if (plan_.sites[group.site].stage != day) continue;
    const double idle_w = static_cast<double>(group.count) * group.idle_w;
    machines_[m].load_w += idle_w;
    load_w_ += idle_w;
  }
}

void Industry::close_power_step(std::int64_t now_ns) {
  if (now_ns == step_since_ns_) return;
  book_power(now_ns);
  const double from_s = sim::to_seconds({step_since_ns_});
  const double until_s = sim::to_seconds({now_ns});
  PowerSample sample;
  sample.time_s = until_s;
  sample.step = power_step(plan_.power, step_load_j_, solar_energy_j(plan_.power, from_s, until_s),
                           stored_j_, until_s - from_s);
  stored_j_ = sample.step.stored_j;
  power_.push_back(sample);
  step_load_j_ = 0.0;
  step_since_ns_ = now_ns;
}

/// Ends a step and begins the next, for as long as the run lasts: machines work off what was
/// ordered after the last order has come.
void Industry::end_power_step(sim::Simulation& simulation) {
  close_power_step(simulation.now().ns);
  simulation.schedule(simulation.now() + kPowerStep, handler_, power_due, 0);
  // Sites whose day has come are looked at when a day begins.
  if (simulation.now().ns % kDay.ns == 0) {
    open_sites(simulation.now().ns / kDay.ns);
    for (const SiteIndex site : plan_.sites.indices()) settle(simulation, site);
  }
}

Lack* Industry::lack(const Lack& what) {
  const LackKey key{what.site.value, what.wanted.value, what.good.value,
                    static_cast<std::uint8_t>(what.kind), what.household};
  Lack& row = lacks_.try_emplace(key, what).first->second;
  return &row;
}

/// Why a good is not at hand at its site.
Lack Industry::reason(StockIndex index) const {
  const Stock& stock = plan_.stocks[index];
  Lack found;
  found.site = stock.site;
  found.wanted = stock.good;
  found.kind = LackKind::transport;
  if (stock.supply == SupplyKind::site) {
    // Still in the hands of the one who sends: the good itself lacks there.
    for (const OrderIndex each : backlogs_[stock.from].orders) {
      if (orders_[each.value].destination == index) found.kind = LackKind::good;
    }
    if (found.kind == LackKind::good) found.good = stock.good;
    return found;
  }
  if (stock.supply == SupplyKind::none || stock.supply == SupplyKind::network) {
    found.kind = LackKind::good;
    found.good = stock.good;
  }
  if (stock.supply != SupplyKind::recipe) return found;
  const auto queue = queues_.find({index, stock.recipe});
  if (queue == queues_.end()) return found;
  if (queue->second.since_ns.empty()) {
    found.kind = LackKind::making;
    return found;
  }
  found.good = lacking_input(queue->second);
  found.kind = found.good.valid() ? LackKind::good : LackKind::machine;
  return found;
}

/// Books what waits at a site up to now, and says what it waits for from now on.
void Industry::book_waiting(SiteIndex site, std::int64_t now_ns) {
  for (BatchQueue* queue : queues_on_[site.value]) {
    if (queue->lack != nullptr)
      queue->lack->waited_s += static_cast<double>(queue->since_ns.size()) *
                               sim::to_seconds({now_ns - queue->booked_ns});
    queue->booked_ns = now_ns;
    Lack* next = nullptr;
    if (!queue->since_ns.empty()) {
      Lack what = reason(queue->product);
      next = lack(what);
    }
    if (next != nullptr && next != queue->lack) next->begun += queue->since_ns.size();
    queue->lack = next;
  }
  for (const StockIndex stock : stocks_at_[site.value]) {
    Backlog& backlog = backlogs_[stock];
    if (backlog.lack != nullptr)
      backlog.lack->waited_s +=
          static_cast<double>(backlog.households) * sim::to_seconds({now_ns - backlog.booked_ns});
    backlog.booked_ns = now_ns;
    Lack* next = nullptr;
    if (backlog.households > 0) {
      Lack what = reason(stock);
      what.household = true;
      next = lack(what);
    }
    if (next != nullptr && next != backlog.lack) next->begun += backlog.households;
    backlog.lack = next;
  }
}

void Industry::settle_accounts(sim::Time now) {
  close_power_step(now.ns);
  for (const SiteIndex site : plan_.sites.indices()) book_waiting(site, now.ns);
  for (const StockIndex stock : plan_.stocks.indices()) change_stock(stock, 0.0, now.ns);
  book_power(now.ns);
}

std::vector<Lack> Industry::lacks() const {
  std::vector<Lack> rows;
  for (const auto& [key, row] : lacks_) rows.push_back(row);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Lack& a, const Lack& b) { return a.waited_s > b.waited_s; });
  return rows;
}

std::vector<GoodBalance> Industry::balances() const {
  std::vector<GoodBalance> rows = balances_;
  for (const StockIndex stock : plan_.stocks.indices())
    rows[plan_.stocks[stock].good.value].at_hand += stocks_[stock].at_hand;
  return rows;
}

MassBalance Industry::masses() const {
  MassBalance sum = masses_;
  for (const StockIndex stock : plan_.stocks.indices())
    sum.at_hand_kg += stocks_[stock].at_hand * plan_.goods[plan_.stocks[stock].good.value].mass_kg;
  return sum;
}

std::vector<std::string> Industry::violations() const {
  std::vector<std::string> found;
  const std::vector<GoodBalance> rows = balances();
  for (std::size_t g = 0; g < rows.size(); ++g) {
    const GoodBalance& row = rows[g];
    const double whole = 1.0 + row.initial + row.bought + row.drawn + row.given + row.made;
    if (std::abs(row.missing()) > kTolerance * whole)
      found.push_back("conservation of goods (" + plan_.goods[g].name +
                      "): " + std::to_string(row.missing()) + " units are missing");
  }
  if (negative_ > 0)
    found.push_back("stocks: one fell below zero " + std::to_string(negative_) + " times");
  check_masses(found);
  check_energy(found);
  check_orders(found);
  return found;
}

void Industry::check_masses(std::vector<std::string>& found) const {
  const MassBalance mass = masses();
  const double most_kg = kTolerance * (1.0 + mass.initial_kg + mass.brought_kg);
  if (std::abs(mass.missing_kg()) > most_kg)
    found.push_back("conservation of mass (industry): " + std::to_string(mass.missing_kg()) +
                    " kg are missing");
  double in_machines_kg = 0.0;
  for (const auto& [key, queue] : queues_) {
    const Recipe& recipe = plan_.recipes[queue.recipe.value];
    const double inputs_kg = mass_kg(recipe.inputs, plan_.goods);
    in_machines_kg += static_cast<double>(queue.running) * inputs_kg;
    const double gain_kg = mass_gain_kg(recipe, plan_.goods);
    if (gain_kg > kTolerance * (1.0 + inputs_kg))
      found.push_back("conservation of mass (recipe " + recipe.name + "): a batch puts out " +
                      std::to_string(gain_kg) + " kg more than it takes in");
  }
  if (std::abs(in_machines_kg - mass.in_machines_kg) > most_kg)
    found.push_back("conservation of mass (batches): " + std::to_string(mass.in_machines_kg) +
                    " kg are booked in machines, but " + std::to_string(in_machines_kg) +
                    " found there");
}

/// What flows into the plants, what the battery keeps of it, and what machines take.
void Industry::check_energy(std::vector<std::string>& found) const {
  const PowerPlan& plan = plan_.power;
  double flow_j = 0.0;
  double battery_j = plan.battery_j * plan.initial_share - stored_j_;
  double load_j = step_load_j_ - plan.base_w * sim::to_seconds({load_since_ns_});
  double whole_j = 1.0 + plan.battery_j;
  for (const PowerSample& each : power_) {
    const PowerStep& s = each.step;
    flow_j += s.solar_j + s.imported_j + s.discharged_j + s.unserved_j - s.load_j - s.exported_j -
              s.charged_j - s.curtailed_j;
    battery_j += s.charged_j * plan.charge_efficiency - s.discharged_j / plan.discharge_efficiency;
    load_j += s.load_j;
    whole_j += s.load_j + s.solar_j;
  }
  for (const MachineState& each : machines_) load_j -= each.energy_j;
  const auto check = [&](const char* of, double missing_j) {
    if (std::abs(missing_j) > kTolerance * whole_j)
      found.push_back(std::string("conservation of energy (") + of +
                      "): " + std::to_string(missing_j) + " J are missing");
  };
  check("industry", flow_j);
  check("battery", battery_j);
  check("machines", load_j);
}

void Industry::check_orders(std::vector<std::string>& found) const {
  std::size_t waiting = 0;
  std::size_t households = 0;
  for (const Backlog& backlog : backlogs_) waiting += backlog.households;
  std::size_t under_way = 0;
  for (const Order& order : orders_) {
    if (order.demand == Order::kReplenishment) continue;
    ++households;
    under_way += order.taken_ns >= 0 && order.done_ns < 0 ? 1 : 0;
  }
  if (households != delivered_ + waiting + under_way)
    found.push_back("conservation of orders: " + std::to_string(households) + " ordered, but " +
                    std::to_string(delivered_ + waiting + under_way) + " found");
}

}  // namespace dimai::models
