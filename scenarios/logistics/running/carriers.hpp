#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "models/industry/industry.hpp"
#include "models/operation/service.hpp"
#include "models/pipelines/parcel_tubes/parcel_tubes.hpp"
#include "models/shipments/shipments.hpp"

namespace dimai::scenarios {

/// Legs by the parcel tubes: each shipment is a send.
class TubeLegs final : public models::LegCarrier, public models::SendListener {
 public:
  TubeLegs(models::Shipments& shipments, models::ParcelTubes& tubes);

  void start(sim::Simulation& simulation);
  void carry(sim::Simulation& simulation, models::ShipmentIndex shipment,
             const models::Station& from, const models::Station& to,
             std::uint32_t shipment_class) override;
  void tell_waits(sim::Simulation& /*simulation*/) override {
  }  ///< told when legs end, which are short
  void send_ended(models::SendIndex send) override;
  void handle(sim::Simulation& simulation, const sim::Event& event);
  /// Books the energy of all blowers of a bore on those whom its tubes carried, alike.
  void book_energy();
  void keep(sim::Archive& archive);  ///< see there

 private:
  models::Shipments& shipments_;
  models::ParcelTubes& tubes_;
  sim::Simulation* simulation_ = nullptr;
  sim::HandlerId handler_{};
  std::vector<models::ShipmentIndex> of_send_;
  std::map<std::uint32_t, double> booked_j_;  ///< by bore
};

/// Legs by capsules: shipments of one mode from portal to portal are gathered until a capsule is
/// full or the first has waited long enough; each capsule is a journey.
class CapsuleLegs final : public models::LegCarrier, public models::JourneyListener {
 public:
  CapsuleLegs(models::Shipments& shipments, models::Service& service);

  void start(sim::Simulation& simulation);
  /// Whether shipments may still come.
  void expect_more(std::function<bool()> more) { more_ = std::move(more); }
  void carry(sim::Simulation& simulation, models::ShipmentIndex shipment,
             const models::Station& from, const models::Station& to,
             std::uint32_t shipment_class) override;
  void tell_waits(sim::Simulation& simulation) override;
  void journey_ended(models::JourneyIndex journey) override;
  void decided(sim::Time now) override;
  bool may_ask() const override { return more_(); }
  void handle(sim::Simulation& simulation, const sim::Event& event);
  const models::Service& service() const { return service_; }
  /// Shipments that a journey which somebody asked for carries or has carried.
  std::uint32_t carried(const models::Journey& journey) const {
    return loads_[journey.request.asker].count;
  }
  models::ModeIndex mode(const models::Journey& journey) const {
    return loads_[journey.request.asker].mode;
  }
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t { gathered, ended };
  /// Shipments that wait for the same capsule.
  struct Load {
    models::ModeIndex mode;
    models::NodeIndex from, to;
    std::vector<models::ShipmentIndex> shipments;  ///< until it has come to its end
    std::uint32_t count = 0;
    bool sent = false;
    std::uint32_t station = 0;      ///< of the first
    std::int64_t sum_since_ns = 0;  ///< when they came there, summed
    models::JourneyIndex journey;   ///< once it is known

    double mean_wait_s(std::int64_t until_ns) const {
      return sim::to_seconds({until_ns - sum_since_ns / std::max<std::int64_t>(1, count)});
    }
  };
  void send(sim::Simulation& simulation, std::uint32_t load);
  void look_at_waits(std::int64_t now_ns);

  models::Shipments& shipments_;
  models::Service& service_;
  sim::Simulation* simulation_ = nullptr;
  sim::HandlerId handler_{};
  std::function<bool()> more_;
  std::vector<Load> loads_;
  std::map<std::array<std::uint32_t, 3>, std::uint32_t> open_;
  std::vector<std::uint32_t> waiting_;  ///< loads that no capsule is known to have come for
  std::uint32_t looked_ = 0;            ///< journeys, of which loads are known
  bool at_intervals_ = false;           ///< decisions are made so
};

/// Consignments of the industry, as shipments.
class IndustryLinks final : public models::Mover, public models::ShipmentOwner {
 public:
  explicit IndustryLinks(models::Shipments& shipments) : shipments_(shipments) {}
  void set_industry(models::Industry* industry) { industry_ = industry; }

  void bring(sim::Simulation& simulation, const models::Consignment& consignment) override;
  void delivered(sim::Simulation& simulation, std::uint32_t owner) override;
  /// Each consignment is under way in both models, or in neither.
  std::vector<std::string> violations() const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  models::Shipments& shipments_;
  models::Industry* industry_ = nullptr;
  std::size_t delivered_ = 0;
  std::vector<models::Consignment> consignments_;
};

}  // namespace dimai::scenarios
