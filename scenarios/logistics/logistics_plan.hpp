#pragma once

#include <string>
#include <vector>

#include "models/economics/comparison.hpp"
#include "models/industry/industry.hpp"
#include "models/network/network.hpp"
#include "models/shipments/returns.hpp"
#include "scenarios/pipeline.hpp"

namespace dimai::scenarios {

/// How a class of shipments goes today. Scenario table [logistics.today.<class>].
struct TodayParameters {
  double truck_km = 0.0;
  double van_km = 0.0;
  double etrike_km = 0.0;
  double car_km = 0.0;
  double rail_km = 0.0;
  double air_km = 0.0;
  double waiting_s = 0.0;
  bool parcel_network = false;
  double tariff_cny = 0.0;
  double factory_j = 0.0;
  double factory_cny = 0.0;

  static constexpr std::string_view table = "today";
  static const std::array<models::Field<TodayParameters>, 11> fields;
};

inline constexpr std::array<models::Field<TodayParameters>, 11> TodayParameters::fields{{
    {"truck_km", &TodayParameters::truck_km, 0.0, 2e4, "by truck from a distant factory [km]",
     models::Flag::assumption},
    {"van_km", &TodayParameters::van_km, 0.0, 2e4, "by van [km]", models::Flag::assumption},
    {"etrike_km", &TodayParameters::etrike_km, 0.0, 1e3, "by a courier's electric tricycle [km]",
     models::Flag::assumption},
    {"car_km", &TodayParameters::car_km, 0.0, 2e4, "by car or taxi [km]", models::Flag::assumption},
    {"rail_km", &TodayParameters::rail_km, 0.0, 2e4, "by high-speed rail [km]",
     models::Flag::assumption},
    {"air_km", &TodayParameters::air_km, 0.0, 2e4, "by air [km]", models::Flag::assumption},
    {"waiting_s", &TodayParameters::waiting_s, 0.0, 3e6,
     "in depots, at stops and until somebody comes", models::Flag::assumption},
    {"parcel_network", &TodayParameters::parcel_network, 0, 0,
     "whether it is paid by the piece as parcels are: line-haul, sorting, last mile",
     models::Flag::assumption},
    {"tariff_cny", &TodayParameters::tariff_cny, 0.0, 1e6,
     "what one pays underground, for the path of the stages [CNY]", models::Flag::assumption},
    {"factory_j", &TodayParameters::factory_j, 0.0, 1e15,
     "energy of making one in the distant factory", models::Flag::assumption},
    {"factory_cny", &TodayParameters::factory_cny, 0.0, 1e9,
     "what making one costs in the distant factory, material included [CNY]",
     models::Flag::assumption},
}};

/// Density of water that EPANET's specific gravity refers to.
inline constexpr double kWaterDensity_kg_m3 = 1000.0;

/// Which network of the run a stock is drawn from.
enum class NetworkKind : std::uint8_t { silo, liquid, gas };
struct NetworkSourcePlan {
  NetworkKind kind = NetworkKind::silo;
  std::uint32_t row = 0;  ///< silo, junction or node
  double rate = 0.0;      ///< of a tap: m3/s of liquid, kg/s of gas
};

/// Who bears a cost: all classes, users of a mode, or what is made at a site.
struct Bearers {
  std::uint32_t mode = models::ShipmentPlan::kNone;
  models::SiteIndex made_at;
};

/// Something that is built, as a scenario states it. Table array [[logistics.capital]].
struct CapitalPlan {
  std::string name;
  std::uint32_t factor = 0;
  double quantity = 0.0;
  double life_a = 50.0;
  double land_m2 = 0.0;
  std::uint32_t embodied = models::ShipmentPlan::kNone;
  Bearers bearers;
  std::int64_t stage = 0;  ///< row of the stages that pays for it
};

/// People who stand ready. Table array [[logistics.staff]].
struct StaffPlan {
  std::string name;
  double posts = 0.0;
  Bearers bearers;
  std::int64_t stage = 0;  ///< row of the stages from which they are paid
};

/// Something large that is made at a site, such as a tower. Table array [[logistics.project]].
struct ProjectPlan {
  std::string name;
  std::string name_zh;
  models::StockIndex stock;      ///< what it is made of, as it is put in place
  double quantity = 0.0;         ///< units of it
  models::MachineIndex machine;  ///< whose days are counted, such as a crane
};

/// A stage as a scenario states it: one typical day of the run. Table array [[logistics.stage]].
struct StagePlan {
  std::string name;
  std::string name_zh;
  double begin_a = 0.0;  ///< years after the first
  std::string date;
  std::int64_t day = 0;  ///< of the run that is its typical day
};

/// Stages as a whole. Table [logistics.money].
struct MoneyParameters {
  double own_cny = 0.0;
  double last_years = 10.0;
  std::int64_t samples = 1000;

  static constexpr std::string_view table = "money";
  static const std::array<models::Field<MoneyParameters>, 3> fields;
};

inline constexpr std::array<models::Field<MoneyParameters>, 3> MoneyParameters::fields{{
    {"own_cny", &MoneyParameters::own_cny, 0.0, 1e13, "money in hand before the first stage [CNY]",
     models::Flag::assumption},
    {"last_years", &MoneyParameters::last_years, 0.1, 200.0,
     "years that the last stage is followed", models::Flag::assumption},
    {"samples", &MoneyParameters::samples, 10, 100000,
     "samples of all uncertain factors together (Latin hypercube)", models::Flag::assumption},
}};

/// Shipments over modes, local industry and the way it is done today. Scenario table [logistics].
class LogisticsPlan final : public PipelinePlan {
 public:
  models::ShipmentPlan shipments;
  models::IndustryPlan industry;
  std::vector<NetworkSourcePlan> sources;  ///< that stocks are drawn from
  std::vector<TodayParameters> today;      ///< [class]
  std::vector<std::uint8_t> has_today;     ///< [class]
  std::vector<models::Factor> factors;
  std::vector<CapitalPlan> capital;
  std::vector<StaffPlan> staff;
  std::vector<models::ReturnRule> returns;
  std::vector<ProjectPlan> projects;
  std::vector<StagePlan> stages;
  MoneyParameters money;
  bool record_shipments = true;

  std::string_view kind() const override { return "logistics"; }
  std::vector<std::pair<std::string, double>> size() const override;
  std::string size_text(Language language) const override;
  double memory_bytes(const RunParameters& run) const override;
  std::unique_ptr<PipelineRun> make(const RunParameters& run) const override;

  /// A factor of the comparison, all of which are there once a scenario is read.
  const models::Factor& factor(std::string_view key) const;
  double shipments_a_day() const;
  double orders_a_day() const;
};

}  // namespace dimai::scenarios
