#include <functional>
#include <numbers>

#include "models/pipelines/liquid/network/tank.hpp"
#include "scenarios/pipelines/liquid/liquid_run.hpp"
#include "scenarios/recording/columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidLink;
using models::LiquidLinkIndex;
using models::LiquidNode;
using models::LiquidNodeIndex;
using models::LiquidSnapshot;

const std::vector<std::string> kNodeKinds{"junction", "reservoir", "tank"};
const std::vector<std::string> kLinkKinds{
    "check_valve_pipe", "pipe", "pump", "prv", "psv", "pbv", "fcv", "tcv", "gpv", "pcv"};
const std::vector<std::string> kStates{
    "pump_overcome", "temporarily_closed", "closed",     "open",
    "active",        "flow_exceeded",      "flow_unmet", "pressure_unmet"};
const std::vector<std::string> kEvents{"status",       "control",        "rule",       "full",
                                       "empty",        "deficit",        "recovered",  "unmet",
                                       "beyond_curve", "valve_conflict", "unbalanced", "failed",
                                       "mended",       "cut_off",        "joined"};

void write_nodes(ResultWriter& writer, const models::LiquidNetwork& network) {
  const auto& nodes = network.nodes;
  const auto doubles = [&](auto get) { return column<double>(nodes, get); };
  writer.write_columns("/liquid/node",
                       {{{"id", "", "key in the EPANET file"},
                         column<std::string>(nodes, [](const LiquidNode& n) { return n.id; })},
                        {{"kind", "1", "what it is", ColumnType::uint8, kNodeKinds},
                         column<std::uint8_t>(nodes, [](const LiquidNode& n) { return n.kind; })},
                        {{"elevation_m", "m", "elevation; of a reservoir its head"},
                         doubles([](const LiquidNode& n) { return n.elevation_m; })},
                        {{"x", "1", "place on the map of the file; NaN if it has none"},
                         doubles([](const LiquidNode& n) { return n.x; })},
                        {{"y", "1", "place on the map of the file; NaN if it has none"},
                         doubles([](const LiquidNode& n) { return n.y; })},
                        {{"tag", "", "tag in the file"},
                         column<std::string>(nodes, [](const LiquidNode& n) { return n.tag; })}});
}

void write_links(ResultWriter& writer, const models::LiquidNetwork& network) {
  const auto& links = network.links;
  const auto doubles = [&](auto get) { return column<double>(links, get); };
  writer.write_columns(
      "/liquid/link",
      {{{"id", "", "key in the EPANET file"},
        column<std::string>(links, [](const LiquidLink& l) { return l.id; })},
       {{"kind", "1", "what it is", ColumnType::uint8, kLinkKinds},
        column<std::uint8_t>(links, [](const LiquidLink& l) { return l.kind; })},
       {{"from", "1", "row of /liquid/node"},
        column<std::uint32_t>(links, [](const LiquidLink& l) { return l.from.value; })},
       {{"to", "1", "row of /liquid/node"},
        column<std::uint32_t>(links, [](const LiquidLink& l) { return l.to.value; })},
       {{"length_m", "m", "length; 0 of pumps and valves"},
        doubles([](const LiquidLink& l) { return l.length_m; })},
       {{"diameter_m", "m", "inner diameter; 0 of pumps"},
        doubles([](const LiquidLink& l) { return l.diameter_m; })},
       {{"tag", "", "tag in the file"},
        column<std::string>(links, [](const LiquidLink& l) { return l.tag; })}});
  std::vector<std::uint32_t> row;
  std::vector<double> x;
  std::vector<double> y;
  for (const LiquidLinkIndex l : links.indices()) {
    for (const auto& [px, py] : links[l].vertices) {
      row.push_back(l.value);
      x.push_back(px);
      y.push_back(py);
    }
  }
  writer.write_columns("/liquid/vertex", {{{"link", "1", "row of /liquid/link"}, row},
                                          {{"x", "1", "place on the map"}, x},
                                          {{"y", "1", "place on the map"}, y}});
}

/// One value of each element at each report, the elements of a report together.
template <class Get>
std::vector<double> matrix(const std::vector<LiquidSnapshot>& snapshots, std::size_t count,
                           Get get) {
  std::vector<double> values;
  values.reserve(snapshots.size() * count);
  for (const LiquidSnapshot& now : snapshots) {
    for (std::uint32_t i = 0; i < count; ++i) values.push_back(get(now, i));
  }
  return values;
}

using Snapshots = std::vector<LiquidSnapshot>;

/// Matrices of one group: what each is, and its value for an element at a report.
struct SeriesMatrix {
  ColumnInfo info;
  std::function<double(const LiquidSnapshot&, std::uint32_t)> get;
};

/// What is known of some elements at each report.
struct Series {
  std::string group;
  const char* element;
  const char* meaning;
  std::vector<std::uint32_t> rows;
  std::vector<SeriesMatrix> matrices;
};

Series node_series(const models::LiquidNetwork& network) {
  const auto& nodes = network.nodes;
  return {"/liquid/node_series",
          "node",
          "row of /liquid/node",
          row_numbers(nodes.size()),
          {{{"head_m", "m", "head"}, [](const auto& now, auto i) { return now.head_m[i]; }},
           {{"pressure_m", "m", "head above the elevation, of the liquid itself"},
            [&](const auto& now, auto i) {
              const LiquidNode& node = nodes[LiquidNodeIndex{i}];
              return node.kind == models::LiquidNodeKind::reservoir
                         ? 0.0
                         : now.head_m[i] - node.elevation_m;
            }},
           {{"demand_m3_s", "m3 s-1",
             "outflow of a junction, with emitter and leaks; net inflow of a tank or reservoir"},
            [](const auto& now, auto i) { return now.demand_m3_s[i]; }},
           {{"asked_m3_s", "m3 s-1", "demand asked for"},
            [](const auto& now, auto i) { return now.full_demand_m3_s[i]; }}}};
}

Series link_series(const models::LiquidNetwork& network) {
  const auto& links = network.links;
  return {
      "/liquid/link_series",
      "link",
      "row of /liquid/link",
      row_numbers(links.size()),
      {{{"flow_m3_s", "m3 s-1", "flow from its first node to its second; 0 if closed"},
        [](const auto& now, auto i) { return now.flow_m3_s[i]; }},
       {{"velocity_m_s", "m s-1", "mean speed in the pipe; 0 of pumps"},
        [&](const auto& now, auto i) {
          const double d = links[LiquidLinkIndex{i}].diameter_m;
          return d > 0.0 ? std::abs(now.flow_m3_s[i]) / (std::numbers::pi / 4.0 * d * d) : 0.0;
        }},
       {{"head_loss_m", "m", "head at its first node less that at its second"},
        [&](const auto& now, auto i) {
          const LiquidLink& link = links[LiquidLinkIndex{i}];
          return now.head_m[link.from.value] - now.head_m[link.to.value];
        }},
       {{"setting", "1", "speed of a pump; of a valve m, m3/s, coefficient or per cent; else NaN"},
        [](const auto& now, auto i) { return now.setting[i]; }}}};
}

Series tank_series(const models::LiquidNetwork& network) {
  const auto& nodes = network.nodes;
  std::vector<std::uint32_t> tanks;
  for (const LiquidNodeIndex n : nodes.indices()) {
    if (nodes[n].kind == models::LiquidNodeKind::tank) tanks.push_back(n.value);
  }
  return {"/liquid/tank_series",
          "node",
          "row of /liquid/node",
          tanks,
          {{{"level_m", "m", "level above the bottom"},
            [&nodes, tanks](const auto& now, auto i) {
              return now.head_m[tanks[i]] - nodes[LiquidNodeIndex{tanks[i]}].elevation_m;
            }},
           {{"volume_m3", "m3", "volume held"},
            [tanks](const auto& now, auto i) { return now.volume_m3[tanks[i]]; }}}};
}

const ColumnInfo kTime{"time_s", "s", "report time", ColumnType::float64};
const ColumnInfo kStatus{"status", "1", "state", ColumnType::uint8, kStates};

/// Without an element there is nothing to grow: write_empty() then writes it at the end.
void define(ResultWriter& writer, const Series& series, bool status) {
  if (series.rows.empty()) return;
  std::vector<ColumnInfo> infos;
  for (const SeriesMatrix& each : series.matrices) infos.push_back(each.info);
  if (status) infos.push_back(kStatus);
  writer.define_matrices(series.group, kTime, {{series.element, "1", series.meaning}, series.rows},
                         std::move(infos));
}

void append(ResultWriter& writer, const Series& series, const Snapshots& news, bool status) {
  if (series.rows.empty()) return;
  std::vector<ColumnData> columns{column<double>(news, [](const auto& s) { return s.time_s; })};
  for (const SeriesMatrix& each : series.matrices)
    columns.emplace_back(matrix(news, series.rows.size(), each.get));
  std::vector<std::uint8_t> states;
  for (const LiquidSnapshot& now : news)
    states.insert(states.end(), now.status.begin(), now.status.end());
  if (status) columns.emplace_back(std::move(states));
  writer.append(series.group, std::move(columns));
}

void write_empty(ResultWriter& writer, const Series& series, const Snapshots& all, bool status) {
  if (!series.rows.empty()) return;
  writer.write_scale(series.group,
                     {kTime, column<double>(all, [](const auto& s) { return s.time_s; })});
  writer.write_scale(series.group, {{series.element, "1", series.meaning}, series.rows});
  const MatrixScales scales{"time_s", series.element, all.size(), 0};
  for (const SeriesMatrix& each : series.matrices)
    writer.write_matrix(series.group, {each.info, std::vector<double>{}}, scales);
  if (status) writer.write_matrix(series.group, {kStatus, std::vector<std::uint8_t>{}}, scales);
}

void write_tanks(ResultWriter& writer, const models::LiquidNetwork& network) {
  const std::vector<std::uint32_t> tanks = tank_series(network).rows;
  const auto limit = [&](double models::LiquidTank::*member) {
    return column<double>(tanks, [&](std::uint32_t t) {
      const LiquidNode& node = network.nodes[LiquidNodeIndex{t}];
      return node.tank.*member - node.elevation_m;
    });
  };
  writer.write_columns("/liquid/tank", {{{"node", "1", "row of /liquid/node"}, tanks},
                                        {{"least_level_m", "m", "level at which it is empty"},
                                         limit(&models::LiquidTank::least_head_m)},
                                        {{"greatest_level_m", "m", "level at which it is full"},
                                         limit(&models::LiquidTank::greatest_head_m)}});
}

void write_pumps(ResultWriter& writer, const models::LiquidModel& model) {
  using Work = models::PumpWork;
  const std::vector<Work>& work = model.pump_work();
  const auto doubles = [&](auto get) { return column<double>(work, get); };
  writer.write_columns(
      "/liquid/pump",
      {{{"link", "1", "row of /liquid/link"},
        column<std::uint32_t>(model.network().pumps, [](LiquidLinkIndex l) { return l.value; })},
       {{"on_s", "s", "time that it ran"}, doubles([](const Work& w) { return w.on_s; })},
       {{"energy_j", "J", "electrical energy"}, doubles([](const Work& w) { return w.energy_j; })},
       {{"cost", "1", "cost of that, in the money of the file's prices"},
        doubles([](const Work& w) { return w.cost; })},
       {{"pumped_m3", "m3", "volume pumped"}, doubles([](const Work& w) { return w.pumped_m3; })},
       {{"mean_efficiency", "1", "mean over the time that it ran"},
        doubles([](const Work& w) { return w.on_s > 0.0 ? w.efficiency_s / w.on_s : 0.0; })},
       {{"greatest_power_w", "W", "greatest electrical power"},
        doubles([](const Work& w) { return w.greatest_power_w; })}});
}

void write_balance(ResultWriter& writer, const models::LiquidModel& model) {
  const models::LiquidBalance& b = model.balance();
  writer.write_columns(
      "/liquid/balance",
      {{{"name", "", "what it is"},
        std::vector<std::string>{"from_reservoirs", "injected", "asked", "delivered", "emitted",
                                 "leaked", "stored", "spilt", "rounded", "error"}},
       {{"volume_m3", "m3", "volume since the start"},
        std::vector<double>{b.from_reservoirs_m3, b.injected_m3, b.asked_m3, b.delivered_m3,
                            b.emitted_m3, b.leaked_m3, b.stored_m3, b.overflowed_m3, b.rounded_m3,
                            b.error_m3()}}});
}

}  // namespace

void LiquidRun::define_tables(ResultWriter& writer) const {
  writer.write_text("/liquid/inp", plan_.source());
  write_nodes(writer, plan_.network());
  write_links(writer, plan_.network());
  write_tanks(writer, plan_.network());
  define(writer, node_series(plan_.network()), false);
  define(writer, link_series(plan_.network()), true);
  define(writer, tank_series(plan_.network()), false);
  writer.define_columns("/liquid/event",
                        {{"time_s", "s", "when it happened, exactly", ColumnType::float64},
                         {"kind", "1", "what happened", ColumnType::uint8, kEvents},
                         {"on_link", "1", "1: element is a row of /liquid/link; 0: of /liquid/node",
                          ColumnType::uint8},
                         {"element", "1", "where", ColumnType::uint32},
                         {"before", "1", "state before, of a link", ColumnType::uint8, kStates},
                         {"after", "1", "state after, of a link", ColumnType::uint8, kStates},
                         {"rule", "", "rule that did it", ColumnType::text}});
  writer.define_columns(
      "/liquid/solve",
      {{"time_s", "s", "time of the solution", ColumnType::float64},
       {"iterations", "1", "iterations that it took", ColumnType::int64},
       {"relative_change", "1", "sum of changes of flow over sum of flows at its end",
        ColumnType::float64},
       {"balanced", "1", "1 if it came below the accuracy", ColumnType::uint8}});
}

void LiquidRun::write_news(ResultWriter& writer) {
  using models::LiquidEvent;
  using models::LiquidSolve;
  const auto& snapshots = model_.snapshots();
  const Snapshots news(snapshots.begin() + static_cast<std::ptrdiff_t>(written_snapshots_),
                       snapshots.end());
  written_snapshots_ = snapshots.size();
  if (!news.empty()) {
    append(writer, node_series(plan_.network()), news, false);
    append(writer, link_series(plan_.network()), news, true);
    append(writer, tank_series(plan_.network()), news, false);
  }
  const auto& all = model_.events();
  const std::vector<LiquidEvent> events(
      all.begin() + static_cast<std::ptrdiff_t>(written_events_),
      all.begin() + static_cast<std::ptrdiff_t>(model_.settled_event_count()));
  written_events_ = model_.settled_event_count();
  const auto rule_name = [&](const LiquidEvent& e) {
    return e.kind == LiquidEvent::Kind::rule ? plan_.network().rules[e.rule].id : std::string();
  };
  if (!events.empty())
    writer.append("/liquid/event",
                  {column<double>(events, [](const LiquidEvent& e) { return e.time_s; }),
                   column<std::uint8_t>(events, [](const LiquidEvent& e) { return e.kind; }),
                   column<std::uint8_t>(events, [](const LiquidEvent& e) { return e.on_link; }),
                   column<std::uint32_t>(events, [](const LiquidEvent& e) { return e.element; }),
                   column<std::uint8_t>(events, [](const LiquidEvent& e) { return e.from; }),
                   column<std::uint8_t>(events, [](const LiquidEvent& e) { return e.to; }),
                   column<std::string>(events, rule_name)});
  const std::vector<LiquidSolve> solves(
      model_.solves().begin() + static_cast<std::ptrdiff_t>(written_solves_),
      model_.solves().end());
  written_solves_ = model_.solves().size();
  if (!solves.empty())
    writer.append("/liquid/solve",
                  {column<double>(solves, [](const LiquidSolve& s) { return s.time_s; }),
                   column<std::int64_t>(solves, [](const LiquidSolve& s) { return s.iterations; }),
                   column<double>(solves, [](const LiquidSolve& s) { return s.relative_change; }),
                   column<std::uint8_t>(solves, [](const LiquidSolve& s) { return s.balanced; })});
}

void LiquidRun::write_closing(ResultWriter& writer) const {
  write_empty(writer, node_series(plan_.network()), model_.snapshots(), false);
  write_empty(writer, link_series(plan_.network()), model_.snapshots(), true);
  write_empty(writer, tank_series(plan_.network()), model_.snapshots(), false);
  write_pumps(writer, model_);
  write_balance(writer, model_);
}

}  // namespace dimai::scenarios
