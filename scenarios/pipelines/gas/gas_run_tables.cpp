#include "scenarios/pipelines/gas/gas_run.hpp"
#include "scenarios/pipelines/gas/gas_words.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

Column column(const char* name, const char* units, const char* meaning, ColumnData data) {
  return {{name, units, meaning, type_of(data)}, std::move(data)};
}

template <class Value, class Row>
std::vector<Value> values(std::size_t count, const Row& row) {
  std::vector<Value> all;
  all.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) all.push_back(row(i));
  return all;
}

template <class Row>
std::vector<double> numbers(std::size_t count, const Row& row) {
  return values<double>(count, row);
}

template <class Row>
std::vector<std::string> texts(std::size_t count, const Row& row) {
  return values<std::string>(count, row);
}

}  // namespace

void GasRun::write_closing(ResultWriter& writer) const {
  write_nodes(writer);
  write_elements(writer);
  write_warnings(writer);
  write_totals(writer);
}

void GasRun::write_nodes(ResultWriter& writer) const {
  const auto& nodes = input_.network.nodes;
  const models::GasTransient& gas = operation_.gas();
  const std::size_t n = nodes.size();
  const auto node = [&](std::uint32_t i) -> const models::GasNode& {
    return nodes[models::GasNodeIndex{i}];
  };
  const auto lowest = [&](std::uint32_t i) {
    return i < range_pa_.size() ? static_cast<double>(range_pa_[i].lowest) : 0.0;
  };
  const auto highest = [&](std::uint32_t i) {
    return i < range_pa_.size() ? static_cast<double>(range_pa_[i].highest) : 0.0;
  };
  std::vector<std::uint8_t> set;
  for (const models::GasNode& each : nodes) set.push_back(each.pressure_is_set ? 1 : 0);
  writer.write_columns(
      "/gas/node",
      {column("id", "", "id of the node", texts(n, [&](auto i) { return node(i).id; })),
       column("name", "", "name", texts(n, [&](auto i) { return input_.labels[i].name; })),
       column("name_zh", "", "name in Chinese",
              texts(n, [&](auto i) { return input_.labels[i].name_zh; })),
       column("longitude_deg", "degrees_east", "longitude; NaN if not given",
              numbers(n, [&](auto i) { return input_.labels[i].longitude; })),
       column("latitude_deg", "degrees_north", "latitude; NaN if not given",
              numbers(n, [&](auto i) { return input_.labels[i].latitude; })),
       column("height_m", "m", "height", numbers(n, [&](auto i) { return node(i).height_m; })),
       column("pressure_is_set", "1", "1: its pressure is given and its supply follows", set),
       column("least_pressure_pa", "Pa", "pressure that it should have",
              numbers(n, [&](auto i) { return node(i).least_pressure_pa; })),
       column("pressure_pa", "Pa", "absolute pressure at the end",
              numbers(n, [&](auto i) { return gas.state().pressure_pa({i}); })),
       column("lowest_pressure_pa", "Pa", "lowest sample", numbers(n, lowest)),
       column("highest_pressure_pa", "Pa", "highest sample", numbers(n, highest)),
       column("supply_kg_s", "kg/s", "flow into the network at the end; negative: taken out",
              numbers(n, [&](auto i) { return gas.state().supply_kg_s[i]; })),
       column("supplied_kg", "kg", "what came in over the run; negative: taken out",
              numbers(n, [&](auto i) { return gas.totals().supplied_kg[i]; })),
       column("refused_kg", "kg", "what was asked for but not given, for lack of pressure",
              numbers(n, [&](auto i) { return gas.totals().refused_kg[i]; })),
       column("leaked_kg", "kg", "what leaked over the run",
              numbers(n, [&](auto i) { return gas.totals().leaked_kg[i]; }))});
}

void GasRun::write_elements(ResultWriter& writer) const {
  const auto& elements = input_.network.elements;
  const models::GasTransient& gas = operation_.gas();
  const std::size_t n = elements.size();
  const auto element = [&](std::uint32_t i) -> const models::GasElement& {
    return elements[models::GasElementIndex{i}];
  };
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::vector<std::uint8_t> status;
  for (std::uint32_t i = 0; i < n; ++i) {
    from.push_back(element(i).from.value);
    to.push_back(element(i).to.value);
    status.push_back(static_cast<std::uint8_t>(gas.state().status[gas.segments().head({i}).value]));
  }
  Column statuses = column("status", "1", "what the element does at the end", status);
  statuses.info.meanings = {"active", "open", "shut"};
  writer.write_columns(
      "/gas/element",
      {column("id", "", "id of the element", texts(n, [&](auto i) { return element(i).id; })),
       column("kind", "", "pipe, compressor, regulator, valve, resistor or short_pipe",
              texts(n, [&](auto i) { return std::string(name_of(element(i).kind)); })),
       column("from", "1", "row in /gas/node", from), column("to", "1", "row in /gas/node", to),
       column("length_m", "m", "length of a pipe",
              numbers(n, [&](auto i) { return element(i).pipe.length_m; })),
       column("bore_m", "m", "bore of a pipe",
              numbers(n, [&](auto i) { return element(i).pipe.diameter_m; })),
       column("flow_kg_s", "kg/s", "flow at the end, where the element begins",
              numbers(n, [&](auto i) { return operation_.flow_kg_s({i}); })),
       column("outflow_kg_s", "kg/s", "flow at the end, where the element ends",
              numbers(n, [&](auto i) { return operation_.outflow_kg_s({i}); })),
       std::move(statuses),
       column("work_j", "J", "shaft work of a compressor over the run",
              numbers(n, [&](auto i) { return operation_.work_j({i}); }))});
}

void GasRun::write_warnings(ResultWriter& writer) const {
  const auto& breaches = operation_.breaches();
  const std::size_t n = breaches.size();
  const auto& network = input_.network;
  const auto sentence = [&](Language language) {
    return texts(n, [&](auto i) { return breach_text(network, breaches[i], language); });
  };
  writer.write_columns(
      "/gas/warning",
      {column("kind", "", "what is beyond its limits",
              texts(n, [&](auto i) { return std::string(breach_name(breaches[i].what)); })),
       column("subject", "", "id of the node or element",
              texts(n, [&](auto i) { return breach_subject(network, breaches[i]); })),
       column("unit", "", "of worst and limit",
              texts(n, [&](auto i) { return std::string(breach_unit(breaches[i].what)); })),
       column("worst", "1", "amount at its worst",
              numbers(n, [&](auto i) { return breaches[i].worst; })),
       column("limit", "1", "what is allowed",
              numbers(n, [&](auto i) { return breaches[i].limit; })),
       column("first_s", "s", "first sample that shows it",
              numbers(n, [&](auto i) { return breaches[i].first_s; })),
       column("last_s", "s", "last sample that shows it",
              numbers(n, [&](auto i) { return breaches[i].last_s; })),
       column("text", "", "one sentence", sentence(Language::english)),
       column("text_zh", "", "one sentence in Chinese", sentence(Language::chinese))});
}

void GasRun::write_totals(ResultWriter& writer) const {
  const models::GasTransient& gas = operation_.gas();
  struct Total {
    const char* name;
    const char* unit;
    double value;
  };
  const std::vector<Total> totals{{"linepack_at_start", "kg", gas.linepack_at_start_kg()},
                                  {"linepack_at_end", "kg", gas.linepack_kg()},
                                  {"supplied", "kg", supplied_kg()},
                                  {"taken", "kg", taken_kg()},
                                  {"leaked", "kg", leaked_kg()},
                                  {"refused", "kg", refused_kg()},
                                  {"mass_error", "kg", gas.mass_error_kg()},
                                  {"compressor_work", "J", work_j()},
                                  {"steps", "1", static_cast<double>(gas.step_count())},
                                  {"iterations", "1", static_cast<double>(gas.iteration_count())}};
  const std::size_t n = totals.size();
  const auto name = [&](auto i) { return std::string(totals[i].name); };
  const auto unit = [&](auto i) { return std::string(totals[i].unit); };
  const auto value = [&](auto i) { return totals[i].value; };
  writer.write_columns("/gas/total", {column("name", "", "name of the amount", texts(n, name)),
                                      column("unit", "", "its unit", texts(n, unit)),
                                      column("value", "1", "in that unit", numbers(n, value))});
}

}  // namespace dimai::scenarios
