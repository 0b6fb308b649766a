// How stocks are served and replenished: orders, purchases, consignments, networks.

#include <algorithm>
#include <cmath>

#include "models/industry/industry.hpp"

namespace dimai::models {

namespace {

constexpr double kRounding = 1e-9;
constexpr double kRetry_s = 300.0;

bool enough(double there, double wanted) { return there + kRounding * (1.0 + wanted) >= wanted; }

}  // namespace

/// Serves waiting orders in turn. @return whether any was
bool Industry::serve(sim::Simulation& simulation, StockIndex stock) {
  Backlog& backlog = backlogs_[stock];
  StockState& state = stocks_[stock];
  bool any = false;
  while (!backlog.orders.empty()) {
    const OrderIndex index = backlog.orders.front();
    const double quantity = orders_[index.value].quantity;
    if (plan_.stocks[stock].supply == SupplyKind::free && state.at_hand < quantity) {
      balances_[plan_.stocks[stock].good.value].given += quantity - state.at_hand;
      masses_.brought_kg +=
          (quantity - state.at_hand) * plan_.goods[plan_.stocks[stock].good.value].mass_kg;
      change_stock(stock, quantity - state.at_hand, simulation.now().ns);
    }
    if (!enough(state.at_hand, quantity)) break;
    backlog.orders.pop_front();
    if (orders_[index.value].demand != Order::kReplenishment) --backlog.households;
    state.claimed -= quantity;
    ++state.served;
    if (orders_[index.value].time_ns == simulation.now().ns) ++state.served_at_once;
    change_stock(stock, -quantity, simulation.now().ns);
    orders_[index.value].taken_ns = simulation.now().ns;
    send(simulation, index);
    any = true;
  }
  return any;
}

/// The (s, S) policy.
void Industry::replenish(sim::Simulation& simulation, StockIndex index) {
  const Stock& stock = plan_.stocks[index];
  StockState& state = stocks_[index];
  if (stock.supply == SupplyKind::none || stock.supply == SupplyKind::free) return;
  if (stock.supply == SupplyKind::network) return draw_network(simulation, index);
  const double position = state.at_hand + state.on_order - state.claimed;
  if (position > stock.reorder + kRounding) return;
  double quantity = stock.up_to - position;
  if (stock.order_size > 0.0)
    quantity = std::ceil(quantity / stock.order_size - kRounding) * stock.order_size;
  if (quantity <= kRounding) return;
  switch (stock.supply) {
    case SupplyKind::recipe:
      return plan_batches(simulation, index, quantity);
    case SupplyKind::site: {
      // Lots are orders of their own, so that one is sent as soon as it is there.
      const double lot = stock.order_size > 0.0 ? stock.order_size : quantity;
      for (double left = quantity; left > kRounding; left -= lot)
        order_from_site(simulation, index, std::min(lot, left));
      return;
    }
    default:
      state.on_order += quantity;
      purchases_.push_back({index, quantity, simulation.now().ns});
      simulation.schedule(simulation.now() + sim::seconds(stock.lead_s), handler_, bought_due,
                          static_cast<std::uint32_t>(purchases_.size() - 1));
  }
}

/// Takes from a network what the stock lacks, and asks again until it has come.
void Industry::draw_network(sim::Simulation& simulation, StockIndex index) {
  const Stock& stock = plan_.stocks[index];
  StockState& state = stocks_[index];
  const bool waits = state.on_order > 0.0;  // then a question is open
  const double position = state.at_hand - state.claimed;
  if (networks_ == nullptr || (!waits && position > stock.reorder + kRounding)) return;
  const double mass_kg = plan_.goods[stock.good.value].mass_kg;
  const double wanted = stock.up_to - position;
  if (wanted <= kRounding) return;
  const double got = networks_->draw(simulation, stock.source, wanted * mass_kg) / mass_kg;
  balances_[stock.good.value].drawn += got;
  masses_.brought_kg += got * mass_kg;
  if (got > 0.0) change_stock(index, got, simulation.now().ns);
  state.on_order = enough(got, wanted) ? 0.0 : wanted - got;
  if (state.on_order > 0.0 && !waits)
    simulation.schedule(simulation.now() + sim::seconds(kRetry_s), handler_, drawn_due,
                        index.value);
}

void Industry::order_from_site(sim::Simulation& simulation, StockIndex stock, double quantity) {
  const StockIndex from = plan_.stocks[stock].from;
  Order order;
  order.time_ns = simulation.now().ns;
  order.stock = from;
  order.quantity = quantity;
  order.destination = stock;
  book_waiting(plan_.stocks[from].site, simulation.now().ns);
  backlogs_[from].orders.push_back({static_cast<std::uint32_t>(orders_.size())});
  orders_.push_back(order);
  stocks_[from].claimed += quantity;
  stocks_[stock].on_order += quantity;
  settle(simulation, plan_.stocks[from].site);
}

/// Hands an order to the mover; without one it is there at once.
void Industry::send(sim::Simulation& simulation, OrderIndex index) {
  const Order& order = orders_[index.value];
  const Stock& stock = plan_.stocks[order.stock];
  const Good& good = plan_.goods[stock.good.value];
  balances_[stock.good.value].under_way += order.quantity;
  masses_.under_way_kg += order.quantity * good.mass_kg;
  const std::uint32_t from = plan_.sites[stock.site].place;
  const bool home = order.demand != Order::kReplenishment;
  const std::uint32_t to =
      home ? order.home : plan_.sites[plan_.stocks[order.destination].site].place;
  const bool shipped = mover_ != nullptr && good.shipment_class != Good::kNoClass && from != to;
  if (!shipped) {
    orders_[index.value].parts = 1;
    simulation.schedule(simulation.now(), handler_, sent_due, index.value);
    return;
  }
  const double quantity = order.quantity;
  const double parts = std::max(1.0, std::ceil(quantity / good.units_a_shipment - kRounding));
  orders_[index.value].parts = static_cast<std::uint32_t>(parts);
  double left = quantity;
  for (std::uint32_t p = static_cast<std::uint32_t>(parts); p > 0; --p) {
    const double each = p == 1 ? left : std::min(left, good.units_a_shipment);
    left -= each;
    mover_->bring(simulation, {from, to, stock.good, each, index});
  }
}

void Industry::arrived(sim::Simulation& simulation, OrderIndex index, double quantity) {
  receive_order(simulation, index, quantity);
}

void Industry::receive_order(sim::Simulation& simulation, OrderIndex index, double quantity) {
  Order& order = orders_[index.value];
  const GoodIndex good = plan_.stocks[order.stock].good;
  const double mass_kg = quantity * plan_.goods[good.value].mass_kg;
  balances_[good.value].under_way -= quantity;
  masses_.under_way_kg -= mass_kg;
  const bool last = --order.parts == 0;
  if (last) order.done_ns = simulation.now().ns;
  if (order.demand != Order::kReplenishment) {
    balances_[good.value].delivered += quantity;
    masses_.delivered_kg += mass_kg;
    if (last) ++delivered_;
    return;
  }
  const StockIndex stock = order.destination;
  const SiteIndex site = plan_.stocks[stock].site;
  book_waiting(site, simulation.now().ns);
  stocks_[stock].on_order -= quantity;
  if (last) {
    stocks_[stock].lead_sum_s += sim::to_seconds({order.done_ns - order.time_ns});
    ++stocks_[stock].leads;
  }
  change_stock(stock, quantity, simulation.now().ns);
  settle(simulation, site);
}

}  // namespace dimai::models
