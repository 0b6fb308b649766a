#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "models/industry/log.hpp"
#include "models/industry/plant.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Goods that are to be brought from a place to a place.
struct Consignment {
  std::uint32_t from_place = 0;
  std::uint32_t to_place = 0;
  GoodIndex good;
  double quantity = 0.0;
  OrderIndex order;  ///< told back at arrival
};

/// Brings consignments and tells Industry::arrived of each, once.
class Mover {
 public:
  virtual ~Mover() = default;
  virtual void bring(sim::Simulation& simulation, const Consignment& consignment) = 0;
};

/// Silos, liquid and gas networks that other models run.
class NetworkSource {
 public:
  virtual ~NetworkSource() = default;
  /// Takes up to `mass_kg` out of a source; how much there was. What a network lacked it goes on
  /// bringing, so that there is more when it is asked again.
  virtual double draw(sim::Simulation& simulation, std::uint32_t source, double mass_kg) = 0;
};

/// Plants and workshops as job shops: stocks with (s, S) policies, batches on machines with set-up
/// times, orders of households. What lacks something waits, and it is booked for what. Mass and
/// counts are conserved over every batch; violations() says where not.
class Industry {
 public:
  /// `plan` outlives it, as mover and networks do. Without a mover goods are at once where they are
  /// sent; without networks, they give nothing.
  explicit Industry(const IndustryPlan& plan, Mover* mover = nullptr,
                    NetworkSource* networks = nullptr);

  void start(sim::Simulation& simulation);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  /// A consignment, or a part of it, has arrived.
  void arrived(sim::Simulation& simulation, OrderIndex order, double quantity);
  /// Books waiting and stocks up to now; before results are read.
  void settle_accounts(sim::Time now);

  const IndustryPlan& plan() const { return plan_; }
  const std::vector<Order>& orders() const { return orders_; }
  std::size_t issued() const { return next_demand_; }
  std::size_t planned() const { return due_.size(); }
  std::size_t delivered() const { return delivered_; }
  const sim::Table<StockIndex, StockState>& stocks() const { return stocks_; }
  const sim::Table<MachineIndex, MachineState>& machines() const { return machines_; }
  const std::vector<PowerSample>& power() const { return power_; }
  std::vector<Lack> lacks() const;
  std::vector<GoodBalance> balances() const;
  MassBalance masses() const;
  std::vector<std::string> violations() const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  static constexpr sim::Time kPowerStep = sim::seconds(900.0);
  enum Kind : std::uint16_t { demand_due, batch_done, bought_due, power_due, sent_due, drawn_due };
  /// Batches of a recipe that wait at a site, and since when they lack what.
  struct BatchQueue {
    std::deque<std::int64_t> since_ns;  ///< of each batch that waits
    RecipeIndex recipe;
    StockIndex product;
    MachineIndex machine;
    std::uint32_t running = 0;
    Lack* lack = nullptr;  ///< what it is booked under now
    std::int64_t booked_ns = 0;
  };
  struct Backlog {
    std::deque<OrderIndex> orders;
    std::size_t households = 0;
    Lack* lack = nullptr;
    std::int64_t booked_ns = 0;
  };
  struct Batch {
    BatchQueue* queue = nullptr;
    std::uint32_t machine = 0;  ///< of its group
    double power_w = 0.0;       ///< what the batch adds to the load
    std::int64_t since_ns = 0;  ///< when it was ordered
  };
  struct Due {
    std::int64_t time_ns = 0;
    std::uint32_t demand = 0;
    std::uint32_t home = 0;
  };
  struct Purchase {
    StockIndex stock;
    double quantity = 0.0;
    std::int64_t since_ns = 0;
  };
  using LackKey = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint8_t, bool>;

  // industry.cpp
  void draw_demand();
  void take_demand(sim::Simulation& simulation);
  void settle(sim::Simulation& simulation, SiteIndex first);
  void change_stock(StockIndex stock, double by, std::int64_t now_ns);
  // supply.cpp
  bool serve(sim::Simulation& simulation, StockIndex stock);
  void replenish(sim::Simulation& simulation, StockIndex stock);
  void draw_network(sim::Simulation& simulation, StockIndex stock);
  void order_from_site(sim::Simulation& simulation, StockIndex stock, double quantity);
  void send(sim::Simulation& simulation, OrderIndex order);
  void receive_order(sim::Simulation& simulation, OrderIndex order, double quantity);
  // production.cpp
  void plan_batches(sim::Simulation& simulation, StockIndex stock, double quantity);
  bool start_batches(sim::Simulation& simulation, SiteIndex site);
  BatchQueue* next_queue(MachineIndex group);
  GoodIndex lacking_input(const BatchQueue& queue) const;
  void start_batch(sim::Simulation& simulation, BatchQueue& queue);
  void finish_batch(sim::Simulation& simulation, std::uint32_t batch);
  double good_share(const Amount& output, const Recipe& recipe);
  StockIndex stock_of(SiteIndex site, GoodIndex good) const;
  // accounts.cpp
  void book_power(std::int64_t now_ns);
  void close_power_step(std::int64_t now_ns);
  void end_power_step(sim::Simulation& simulation);
  void open_sites(std::int64_t day);
  void check_masses(std::vector<std::string>& found) const;
  void check_energy(std::vector<std::string>& found) const;
  void check_orders(std::vector<std::string>& found) const;
  void book_waiting(SiteIndex site, std::int64_t now_ns);
  Lack* lack(const Lack& what);
  Lack reason(StockIndex stock) const;

  const IndustryPlan& plan_;
  Mover* mover_;
  NetworkSource* networks_;
  sim::HandlerId handler_{};
  std::vector<Due> due_;
  std::size_t next_demand_ = 0;
  std::vector<Order> orders_;
  std::size_t delivered_ = 0;
  sim::Table<StockIndex, StockState> stocks_;
  sim::Table<StockIndex, Backlog> backlogs_;
  sim::Table<MachineIndex, MachineState> machines_;
  std::vector<std::vector<StockIndex>> stocks_at_;      ///< [site]
  std::vector<std::vector<MachineIndex>> machines_at_;  ///< [site]
  std::map<std::pair<StockIndex, RecipeIndex>, BatchQueue> queues_;
  std::vector<std::vector<BatchQueue*>> queues_at_;  ///< [machine group]
  std::vector<std::vector<BatchQueue*>> queues_on_;  ///< [site]
  std::vector<Batch> batches_;
  std::vector<std::uint32_t> free_batches_;
  std::vector<Purchase> purchases_;
  std::map<LackKey, Lack> lacks_;
  std::vector<GoodBalance> balances_;
  MassBalance masses_;
  std::vector<SiteIndex> dirty_;
  std::vector<char> is_dirty_;
  std::vector<PowerSample> power_;
  double load_w_ = 0.0;
  double step_load_j_ = 0.0;
  std::int64_t load_since_ns_ = 0;
  std::int64_t step_since_ns_ = 0;
  double stored_j_ = 0.0;
  std::uint64_t draws_ = 0;
  std::uint64_t negative_ = 0;  ///< times that a stock fell below zero
};

}  // namespace dimai::models
