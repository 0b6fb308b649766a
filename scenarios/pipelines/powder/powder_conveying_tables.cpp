#include <cmath>
#include <stdexcept>
#include <utility>

#include "scenarios/pipelines/powder/explain.hpp"
#include "scenarios/pipelines/powder/powder_tables.hpp"
#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

using models::PowderTransfer;

using T = PowderTransfer;

/// Columns of one number, or text, a transfer.
auto numbers(const models::PowderPlant& plant) {
  return [&plant](auto get) { return column<double>(plant.transfers, get); };
}
auto texts(const models::PowderPlant& plant) {
  return [&plant](auto get) {
    return column<std::string>(plant.transfers, [&](const T& t) { return std::string(get(t)); });
  };
}

std::vector<Column> route_columns(const models::PowderPlant& plant) {
  const auto number = numbers(plant);
  const auto rows = [&](auto get) { return column<std::uint32_t>(plant.transfers, get); };
  return {{{"line", "1", "row of /powder/line"}, rows([](const T& t) { return t.line.value; })},
          {{"from", "1", "row of /powder/silo"}, rows([](const T& t) { return t.from.value; })},
          {{"to", "1", "row of /powder/silo"}, rows([](const T& t) { return t.to.value; })},
          {{"batch_kg", "kg", "batch"}, number([](const T& t) { return t.batch_kg; })},
          {{"reorder_kg", "kg", "level that asks for a batch; below 0: by the clock"},
           number([](const T& t) { return t.reorder_kg; })}};
}

/// The line at work with the transfer's powder; its velocity laws are of dilute phase.
std::vector<Column> point_columns(const models::PowderPlant& plant) {
  const auto number = numbers(plant);
  const auto text = texts(plant);
  const auto rate = [&](const T& t) { return plant.lines[t.line].parameters.rate_kg_s; };
  return {{{"feed_pressure_pa", "Pa", "absolute, at the feed"},
           number([](const T& t) { return t.point.profile.feed_pressure_pa; })},
          {{"drop_pa", "Pa", "pressure drop of the line"},
           number([](const T& t) { return t.point.drop_pa(); })},
          {{"feed_velocity_m_s", "m/s", "gas at the feed"},
           number([](const T& t) { return t.point.profile.feed().gas_velocity_m_s; })},
          {{"delivery_velocity_m_s", "m/s", "gas at the delivery"},
           number([](const T& t) { return t.point.profile.delivery().gas_velocity_m_s; })},
          {{"saltation_low_m_s", "m/s", "lowest of the saltation laws at the feed"},
           number([](const T& t) { return t.point.saltation.lowest_m_s; })},
          {{"saltation_high_m_s", "m/s", "highest of the saltation laws at the feed"},
           number([](const T& t) { return t.point.saltation.highest_m_s; })},
          {{"saltation_low_law", "", "law with the lowest"},
           text([](const T& t) { return t.point.saltation.lowest_law; })},
          {{"saltation_high_law", "", "law with the highest"},
           text([](const T& t) { return t.point.saltation.highest_law; })},
          {{"choking_low_m_s", "m/s", "lowest of the choking laws at the feed"},
           number([](const T& t) { return t.point.choking.lowest_m_s; })},
          {{"choking_high_m_s", "m/s", "highest of the choking laws at the feed"},
           number([](const T& t) { return t.point.choking.highest_m_s; })},
          {{"least_velocity_m_s", "m/s", "of the deciding law, without the factor"},
           number([](const T& t) { return t.point.least_velocity_m_s; })},
          {{"deciding_law", "", "law that decides"},
           text([](const T& t) { return t.point.deciding_law; })},
          {{"loading", "1", "solids over gas, by mass"},
           number([](const T& t) { return t.point.loading; })},
          {{"gas_m3_s", "m3/s", "gas at ambient pressure"},
           number([](const T& t) { return t.point.free_gas_m3_s; })},
          {{"power_w", "W", "electrical power of the blower"},
           number([](const T& t) { return t.point.power_w; })},
          {{"energy_j_kg", "J/kg", "electrical energy for the powder"},
           number([&](const T& t) { return t.point.energy_j_kg(rate(t)); })},
          {{"transit_s", "s", "a particle's time from feed to delivery"},
           number([](const T& t) { return t.point.profile.transit_s; })},
          {{"hold_up_kg", "kg", "powder in the line"},
           number([](const T& t) { return t.point.profile.hold_up_kg; })},
          {{"oxygen_limit", "1", "most oxygen while it conveys; 1: air will do"},
           number([](const T& t) { return t.oxygen_limit; })}};
}

std::vector<Column> dense_columns(const models::PowderPlant& plant) {
  const auto text = texts(plant);
  const auto slugs = [&](double models::DenseFlow::*member) {
    return numbers(plant)(
        [member](const T& t) { return t.point.dense ? (*t.point.dense).*member : std::nan(""); });
  };
  using D = models::DenseFlow;
  return {
      {{"phase", "", "dilute or dense"},
       text([&](const T& t) { return plant.lines[t.line].parameters.phase; })},
      {{"mi_wypych_pa", "Pa", "dense: drop by Mi and Wypych, without the factor"},
       slugs(&D::mi_wypych_pa)},
      {{"konrad_pa", "Pa", "dense: drop by Konrad, without the factor"}, slugs(&D::konrad_pa)},
      {{"dense_factor", "1", "dense: on the gradient of the deciding law"}, slugs(&D::factor)},
      {{"regime", "", "dense: of the slugs at the delivery"}, text([](const T& t) {
         return t.point.dense ? regime_text(t.point.dense->regime, Language::english) : "";
       })},
      {{"slug_feed_m_s", "m/s", "dense: slugs at the feed"}, slugs(&D::feed_velocity_m_s)},
      {{"slug_end_m_s", "m/s", "dense: slugs at the delivery"}, slugs(&D::end_velocity_m_s)},
      {{"slug_share", "1", "dense: of the pipe at the feed"}, slugs(&D::feed_slug_share)},
      {{"permeation_share", "1", "dense: of the gas, through the slugs and not with them"},
       slugs(&D::permeation_share)},
      {{"longest_plug_m", "m", "dense: that the greatest pressure pushes if no gas gets through"},
       slugs(&D::longest_plug_m)}};
}

std::vector<Column> tank_columns(const models::PowderPlant& plant) {
  const auto cycle = [&](auto get) {
    return numbers(plant)([&, get](const T& t) {
      return plant.lines[t.line].parameters.feeder == models::kFeederChoices[1]
                 ? get(models::tank_cycle(plant, t))
                 : std::nan("");
    });
  };
  using C = models::BlowTankCycle;
  return {{{"cycle_s", "s", "blow tank: fill, pressurise, convey with tail, vent"},
           cycle([](const C& c) { return c.total_s(); })},
          {{"pressurise_s", "s", "blow tank"}, cycle([](const C& c) { return c.pressurise_s; })},
          {{"mean_rate_kg_s", "kg/s", "blow tank: load over cycle"},
           cycle([](const C& c) { return c.mean_flow_kg_s; })},
          {{"peak_rate_kg_s", "kg/s", "blow tank: while it conveys"},
           cycle([](const C& c) { return c.peak_flow_kg_s; })}};
}

void write_transfers(ResultWriter& writer, const models::PowderPlant& plant) {
  std::vector<Column> columns;
  for (auto* make : {route_columns, point_columns, dense_columns, tank_columns}) {
    for (Column& each : make(plant)) columns.push_back(std::move(each));
  }
  writer.write_columns("/powder/transfer", std::move(columns));
}

void write_profiles(ResultWriter& writer, const models::PowderPlant& plant) {
  std::vector<std::uint32_t> transfer;
  std::vector<std::uint8_t> bend;
  std::vector<models::ProfilePoint> points;
  for (const models::TransferIndex index : plant.transfers.indices()) {
    const PowderTransfer& one = plant.transfers[index];
    for (const models::ProfilePoint& point : one.point.profile.points) {
      transfer.push_back(index.value);
      bend.push_back(plant.lines[one.line].route[point.piece].is_bend ? 1 : 0);
      points.push_back(point);
    }
  }
  using P = models::ProfilePoint;
  const auto numbers = [&](double P::*member) {
    return column<double>(points, [member](const P& p) { return p.*member; });
  };
  writer.write_columns(
      "/powder/profile",
      {{{"transfer", "1", "row of /powder/transfer"}, transfer},
       {{"bend", "1", "1: behind a bend"}, bend},
       {{"distance_m", "m", "pipe from the feed"}, numbers(&P::distance_m)},
       {{"pressure_pa", "Pa", "absolute"}, numbers(&P::pressure_pa)},
       {{"gas_velocity_m_s", "m/s", "superficial"}, numbers(&P::gas_velocity_m_s)},
       {{"particle_velocity_m_s", "m/s", "of the powder"}, numbers(&P::particle_velocity_m_s)}});
}

/// Points of a conveying diagram.
struct Diagram {
  std::vector<std::uint32_t> transfer;
  std::vector<std::uint8_t> saltation;
  std::vector<double> rate_kg_s;
  std::vector<double> velocity_m_s;
  std::vector<double> gradient_pa_m;

  void add(std::uint32_t which, bool curve, const models::ConveyingPoint& point, double velocity,
           const models::FrictionChoice& friction) {
    const auto direction = models::PipeDirection::horizontal;
    try {
      const double gradient =
          models::pressure_terms(point, direction, velocity, 1.0, false, friction).total_pa();
      transfer.push_back(which);
      saltation.push_back(curve ? 1 : 0);
      rate_kg_s.push_back(point.solids_flow_kg_s);
      velocity_m_s.push_back(velocity);
      gradient_pa_m.push_back(gradient);
    } catch (const std::domain_error&) {
      // This slow, nothing is conveyed: the curve begins further right.
    }
  }
};

void add_diagram(Diagram& diagram, const models::PowderPlant& plant, std::uint32_t which) {
  constexpr int kSteps = 40;
  const PowderTransfer& one = plant.transfers[models::TransferIndex{which}];
  const models::Powder& powder = plant.powders[plant.silos[one.from].powder];
  const models::ConveyingLine line = models::conveying_line(plant, plant.lines[one.line], powder);
  models::ConveyingPoint point = line.point_at(one.point.profile.feed().pressure_pa);
  const models::ConveyingRule rule =
      models::conveying_rule(plant.parameters, plant.lines[one.line].parameters);
  const double widest = 2.0 * one.point.profile.feed().gas_velocity_m_s;
  const double rate = point.solids_flow_kg_s;
  for (const double share : {0.0, 0.5, 1.0, 1.5}) {
    point.solids_flow_kg_s = share * rate;
    for (int i = 4; i <= kSteps; ++i)
      diagram.add(which, false, point, widest * i / kSteps, line.friction);
  }
  for (int i = 1; i <= kSteps; ++i) {
    point.solids_flow_kg_s = 2.0 * rate * i / kSteps;
    const double least = rule.law ? models::saltation_velocity_m_s(*rule.law, point)
                                  : models::saltation_range(point).highest_m_s;
    diagram.add(which, true, point, least, line.friction);
  }
}

void write_diagrams(ResultWriter& writer, const models::PowderPlant& plant) {
  Diagram diagram;
  for (std::uint32_t i = 0; i < plant.transfers.size(); ++i) {
    if (!plant.transfers[models::TransferIndex{i}].point.dense) add_diagram(diagram, plant, i);
  }
  writer.write_columns(
      "/powder/diagram",
      {{{"transfer", "1", "row of /powder/transfer"}, diagram.transfer},
       {{"saltation", "1", "1: point of the saltation curve; 0: of a curve of constant rate"},
        diagram.saltation},
       {{"rate_kg_s", "kg/s", "powder"}, diagram.rate_kg_s},
       {{"velocity_m_s", "m/s", "gas, superficial, at the pressure of the feed"},
        diagram.velocity_m_s},
       {{"gradient_pa_m", "Pa/m", "pressure drop a metre of horizontal pipe"},
        diagram.gradient_pa_m}});
}

/// The bores that would do as well, for the first transfer of each line and powder.
void write_designs(ResultWriter& writer, const models::PowderPlant& plant) {
  std::vector<std::uint32_t> transfers;
  std::vector<double> bores;
  std::vector<models::OperatingPoint> points;
  std::vector<std::string> english;
  std::vector<std::string> chinese;
  for (const models::TransferIndex index : plant.transfers.indices()) {
    const PowderTransfer& one = plant.transfers[index];
    models::PowderLine line = plant.lines[one.line];
    line.blower.clear();
    const models::Powder& powder = plant.powders[plant.silos[one.from].powder];
    const models::ConveyingRule rule = models::conveying_rule(plant.parameters, line.parameters);
    for (const double bore_m : models::kUsualBores_m) {
      line.parameters.bore_m = bore_m;
      transfers.push_back(index.value);
      bores.push_back(bore_m);
      points.push_back(models::operating_point(plant, line, powder));
      english.push_back(obstacle_text(points.back(), rule, Language::english));
      chinese.push_back(obstacle_text(points.back(), rule, Language::chinese));
    }
  }
  using P = models::OperatingPoint;
  const auto numbers = [&](auto get) {
    return column<double>(
        points, [&](const P& p) { return p.profile.points.empty() ? std::nan("") : get(p); });
  };
  std::vector<double> energy_j_kg;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto line = plant.transfers[models::TransferIndex{transfers[i]}].line;
    energy_j_kg.push_back(points[i].profile.points.empty()
                              ? std::nan("")
                              : points[i].energy_j_kg(plant.lines[line].parameters.rate_kg_s));
  }
  writer.write_columns(
      "/powder/design",
      {{{"transfer", "1", "row of /powder/transfer"}, transfers},
       {{"bore_m", "m", "inner width"}, bores},
       {{"works", "1", "1: works by the rule"},
        column<std::uint8_t>(points, [](const P& p) { return p.works() ? 1 : 0; })},
       {{"why_not", "", "why it does not work"}, english},
       {{"why_not_zh", "", "the same in Chinese"}, chinese},
       {{"drop_pa", "Pa", "pressure drop"}, numbers([](const P& p) { return p.drop_pa(); })},
       {{"feed_velocity_m_s", "m/s", "gas at the feed"},
        numbers([](const P& p) { return p.profile.feed().gas_velocity_m_s; })},
       {{"delivery_velocity_m_s", "m/s", "gas at the delivery"},
        numbers([](const P& p) { return p.profile.delivery().gas_velocity_m_s; })},
       {{"saltation_low_m_s", "m/s", "lowest of the saltation laws"},
        numbers([](const P& p) { return p.saltation.lowest_m_s; })},
       {{"saltation_high_m_s", "m/s", "highest of the saltation laws"},
        numbers([](const P& p) { return p.saltation.highest_m_s; })},
       {{"deciding_law", "", "law that decides"},
        column<std::string>(points, [](const P& p) { return std::string(p.deciding_law); })},
       {{"gas_m3_s", "m3/s", "gas at ambient pressure"},
        numbers([](const P& p) { return p.free_gas_m3_s; })},
       {{"loading", "1", "solids over gas, by mass"},
        numbers([](const P& p) { return p.loading; })},
       {{"energy_j_kg", "J/kg", "electrical energy for the powder"}, energy_j_kg}});
}

}  // namespace

void write_conveying(ResultWriter& writer, const models::PowderPlant& plant) {
  write_transfers(writer, plant);
  write_profiles(writer, plant);
  write_diagrams(writer, plant);
  write_designs(writer, plant);
}

}  // namespace dimai::scenarios
