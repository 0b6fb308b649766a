#include "models/economics/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace dimai::models {

namespace {

constexpr double kDays = 365.0;
constexpr double kJoulesAKilowattHour = 3.6e6;

/// Keys of what a vehicle needs, emits, costs; and the factor that brings each to kWh, kg, CNY for
/// a tonne-km or person-km. An empty key: none.
struct VehicleKeys {
  std::string_view energy, co2, cost, speed, load;
  double co2_scale = 1.0;
};

// Electric tricycles: energy for 100 km of the vehicle; their emission is the grid's, their cost is
// in the price of the last mile.
constexpr std::array<VehicleKeys, kVehicles> kKeys{{
    {"truck_energy", "truck_40t_co2_wtw", "truck_rate", "truck_speed", "truck_load", 1.0},
    {"van_energy", "van_co2", "van_rate", "van_speed", "van_load", 1.0},
    {"etrike_energy", "", "", "etrike_speed", "etrike_load", 1.0},
    {"car_energy", "car_co2", "car_rate", "car_speed", "car_load", 1.0},
    {"hsr_energy", "hsr_co2_all", "hsr_fare_2nd", "hsr_speed", "", 1e-3},
    {"air_energy", "air_co2_all", "air_fare", "air_speed", "", 1e-3},
}};
constexpr auto kOthers = std::to_array<std::string_view>(
    {"grid_co2_national", "electricity_price", "interest_rate", "operation_share",
     "underground_auxiliaries", "parcel_linehaul_cost", "parcel_sort_cost", "parcel_lastmile_cost",
     "depot_land", "wage_hour", "post_year", "material_price_scale", "factory_cost_scale",
     "factory_energy_scale"});

/// All factors of one sample, by key.
class Sample {
 public:
  Sample(const std::map<std::string, std::size_t, std::less<>>& rows,
         const std::vector<std::vector<double>>& values, std::size_t sample)
      : rows_(rows), values_(values), sample_(sample) {}

  double operator[](std::string_view key) const {
    const auto found = rows_.find(key);
    if (found == rows_.end())
      throw std::domain_error("compare(): there is no factor \"" + std::string(key) + "\"");
    return values_[found->second][sample_];
  }
  double row(std::size_t factor) const { return values_[factor][sample_]; }

 private:
  const std::map<std::string, std::size_t, std::less<>>& rows_;
  const std::vector<std::vector<double>>& values_;
  std::size_t sample_;
};

/// Tonnes, or persons, that share a vehicle-km of today.
double load_of(const Sample& sample, std::size_t vehicle) {
  const std::string_view key = kKeys[vehicle].load;
  return key.empty() ? 1.0 : sample[key];
}

using Metrics = std::array<double, kMetrics>;
double& at(Metrics& metrics, Metric metric) { return metrics[static_cast<std::size_t>(metric)]; }

/// Persons, or tonnes, of one item.
double work_of(const ClassFlow& flow) { return flow.person ? 1.0 : flow.mass_kg / 1000.0; }

/// Cost of a tonne-km or person-km.
double cost_of_work(double cost_cny, double work_km) {
  return work_km > 0.0 ? cost_cny / work_km : std::numeric_limits<double>::infinity();
}

Metrics today(const ClassFlow& flow, const Sample& sample) {
  Metrics sum{};
  const double factory_kwh = flow.factory_j / kJoulesAKilowattHour * sample["factory_energy_scale"];
  at(sum, Metric::time_h) = flow.today_wait_s / 3600.0;
  at(sum, Metric::energy_kwh) = factory_kwh;
  at(sum, Metric::co2_kg) = factory_kwh * sample["grid_co2_national"];
  at(sum, Metric::cost_cny) = flow.factory_cny * sample["factory_cost_scale"];
  const double work = work_of(flow);
  double way_km = 0.0;
  for (std::size_t v = 0; v < kVehicles; ++v) {
    const double km = flow.today_km[v];
    if (km <= 0.0) continue;
    way_km += km;
    const VehicleKeys& keys = kKeys[v];
    const bool etrike = v == static_cast<std::size_t>(TodayVehicle::etrike);
    const bool seats = v >= static_cast<std::size_t>(TodayVehicle::rail);
    const double vehicle_km = km * work / load_of(sample, v);
    const double kwh =
        etrike ? vehicle_km * sample[keys.energy] / 100.0 : km * work * sample[keys.energy];
    at(sum, Metric::time_h) += km / sample[keys.speed];
    at(sum, Metric::energy_kwh) += kwh;
    at(sum, Metric::co2_kg) += keys.co2.empty() ? kwh * sample["grid_co2_national"]
                                                : km * work * sample[keys.co2] * keys.co2_scale;
    if (!keys.cost.empty() && !flow.parcel_network)
      at(sum, Metric::cost_cny) += km * work * sample[keys.cost];
    if (!seats) at(sum, Metric::road_km) += vehicle_km;
  }
  if (flow.parcel_network)
    at(sum, Metric::cost_cny) += sample["parcel_linehaul_cost"] + sample["parcel_sort_cost"] +
                                 sample["parcel_lastmile_cost"];
  if (!flow.person) at(sum, Metric::land_m2) += work * sample["depot_land"];
  at(sum, Metric::cost_work_cny) = cost_of_work(at(sum, Metric::cost_cny), work * way_km);
  return sum;
}

/// Costs of a class underground that do not depend on how much goes.
struct Fixed {
  double capital_cny = 0.0;
  double a_year_cny = 0.0;
  double co2_a_year_kg = 0.0;
  double land_m2 = 0.0;
};

Fixed fixed_of(std::size_t c, const Standing& standing, const Sample& sample) {
  Fixed sum;
  for (const StaffItem& item : standing.staff)
    sum.a_year_cny += item.shares[c] * item.posts * sample["post_year"];
  for (const CapitalItem& item : standing.capital) {
    const double share = item.shares[c];
    if (share <= 0.0) continue;
    const double cost = share * item.quantity * sample.row(item.factor) * 1e6;
    sum.capital_cny += cost;
    sum.a_year_cny +=
        cost * (annuity(sample["interest_rate"], item.life_a) + sample["operation_share"]);
    if (item.embodied != 0xFFFFFFFFU)
      sum.co2_a_year_kg += share * item.quantity * sample.row(item.embodied) * 1e3 / item.life_a;
    sum.land_m2 += share * item.land_m2;
  }
  return sum;
}

Metrics underground(const ClassFlow& flow, const Fixed& fixed, const Sample& sample) {
  Metrics sum{};
  const double items_a_year = flow.items_a_day * kDays;
  const double kwh =
      (flow.energy_j * sample["underground_auxiliaries"] + flow.making_j) / kJoulesAKilowattHour;
  const double tkm = flow.material_tkm;
  at(sum, Metric::time_h) = flow.time_s / 3600.0;
  at(sum, Metric::energy_kwh) = kwh + tkm * sample["truck_energy"];
  at(sum, Metric::co2_kg) = kwh * sample["grid_co2_national"] + tkm * sample["truck_40t_co2_wtw"] +
                            fixed.co2_a_year_kg / items_a_year;
  // Vans of the chain's own legs on the street are hired, as today's are.
  const double vans_cny = flow.road_km * sample["van_rate"] * sample["van_load"];
  at(sum, Metric::cost_cny) = kwh * sample["electricity_price"] + tkm * sample["truck_rate"] +
                              vans_cny + flow.labour_h * sample["wage_hour"] +
                              flow.material_cny * sample["material_price_scale"] +
                              fixed.a_year_cny / items_a_year;
  at(sum, Metric::cost_work_cny) =
      cost_of_work(at(sum, Metric::cost_cny), work_of(flow) * flow.distance_m / 1000.0);
  at(sum, Metric::road_km) = flow.road_km + tkm / sample["truck_load"];
  at(sum, Metric::land_m2) = fixed.land_m2 / flow.items_a_day;
  return sum;
}

/// Samples of all figures of one class, one list a figure.
struct Lists {
  std::array<std::vector<double>, kMetrics> today, underground, difference;
  std::vector<double> volume, speed, capital;
  double never = 0.0;

  void add(const ClassFlow& flow, const Fixed& fixed, const Sample& sample) {
    Metrics then = models::today(flow, sample);
    Metrics now = models::underground(flow, fixed, sample);
    for (std::size_t m = 0; m < kMetrics; ++m) {
      today[m].push_back(then[m]);
      underground[m].push_back(now[m]);
      // Infinite costs of no work at all do not differ.
      difference[m].push_back(now[m] == then[m] ? 0.0 : now[m] - then[m]);
    }
    const double items_a_year = flow.items_a_day * kDays;
    const double variable = at(now, Metric::cost_cny) - fixed.a_year_cny / items_a_year;
    const double a_year =
        break_even_volume(fixed.a_year_cny, at(then, Metric::cost_cny) - variable);
    if (!std::isfinite(a_year)) never += 1.0;
    volume.push_back(a_year / kDays);
    speed.push_back(
        break_even_speed_m_s(flow.distance_m, flow.fixed_s, at(then, Metric::time_h) * 3600.0));
    capital.push_back(fixed.a_year_cny);
  }

  ClassComparison summed() const {
    ClassComparison out;
    const auto count = static_cast<double>(volume.size());
    for (std::size_t m = 0; m < kMetrics; ++m) {
      const auto better = std::count_if(difference[m].begin(), difference[m].end(),
                                        [](double d) { return d < 0.0; });
      out.metrics[m] = {range_of(today[m]), range_of(underground[m]), range_of(difference[m]),
                        static_cast<double>(better) / count};
    }
    out.break_even_items_a_day = range_of(volume);
    out.never_share = never / count;
    out.break_even_speed_m_s = range_of(speed);
    out.capital_a_year_cny = range_of(capital);
    return out;
  }
};

void check(const std::vector<ClassFlow>& flows, const Standing& standing) {
  for (const ClassFlow& flow : flows) {
    if (!(flow.items_a_day > 0.0))
      throw std::domain_error("compare(): \"" + flow.name + "\" has no items a day");
  }
  const auto complete = [&](const auto& item) { return item.shares.size() == flows.size(); };
  if (!std::all_of(standing.capital.begin(), standing.capital.end(), complete) ||
      !std::all_of(standing.staff.begin(), standing.staff.end(), complete))
    throw std::domain_error("compare(): needs a share for each class");
}

}  // namespace

std::vector<std::string> comparison_keys() {
  std::vector<std::string> keys(kOthers.begin(), kOthers.end());
  for (const VehicleKeys& each : kKeys) {
    for (const std::string_view key : {each.energy, each.co2, each.cost, each.speed, each.load}) {
      if (!key.empty()) keys.emplace_back(key);
    }
  }
  return keys;
}

ComparisonResult compare(const std::vector<ClassFlow>& flows, const Standing& standing,
                         const std::vector<Factor>& factors, std::size_t samples,
                         std::uint64_t seed) {
  check(flows, standing);
  std::map<std::string, std::size_t, std::less<>> rows;
  for (std::size_t f = 0; f < factors.size(); ++f) rows.emplace(factors[f].key, f);
  const auto values = latin_hypercube(factors, samples, seed);
  std::vector<Lists> lists(flows.size());
  std::array<std::vector<double>, kVehicles> removed;
  std::vector<double> built, annual, annual_today, added;
  for (std::size_t s = 0; s < samples; ++s) {
    const Sample sample(rows, values, s);
    std::array<double, kVehicles> km{};
    double capital_cny = 0.0, annual_cny = 0.0, today_cny = 0.0, added_km = 0.0;
    for (std::size_t c = 0; c < flows.size(); ++c) {
      const ClassFlow& flow = flows[c];
      const Fixed fixed = fixed_of(c, standing, sample);
      lists[c].add(flow, fixed, sample);
      capital_cny += fixed.capital_cny;
      const auto cost = static_cast<std::size_t>(Metric::cost_cny);
      annual_cny += lists[c].underground[cost].back() * flow.items_a_day * kDays;
      today_cny += lists[c].today[cost].back() * flow.items_a_day * kDays;
      const auto road = static_cast<std::size_t>(Metric::road_km);
      added_km += lists[c].underground[road].back() * flow.items_a_day;
      for (std::size_t v = 0; v < kVehicles; ++v)
        km[v] += flow.items_a_day * flow.today_km[v] * work_of(flow) / load_of(sample, v);
    }
    for (std::size_t v = 0; v < kVehicles; ++v) removed[v].push_back(km[v]);
    built.push_back(capital_cny);
    annual.push_back(annual_cny);
    annual_today.push_back(today_cny);
    added.push_back(added_km);
  }
  ComparisonResult result;
  for (const Lists& each : lists) result.classes.push_back(each.summed());
  for (std::size_t v = 0; v < kVehicles; ++v)
    result.road.removed_km[v] = range_of(std::move(removed[v]));
  result.road.added_km = range_of(std::move(added));
  result.capital_cny = range_of(std::move(built));
  result.annual_cost_cny = range_of(std::move(annual));
  result.annual_today_cny = range_of(std::move(annual_today));
  return result;
}

}  // namespace dimai::models
