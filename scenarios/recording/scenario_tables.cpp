#include "scenarios/recording/scenario_tables.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "scenarios/describing/describe.hpp"
#include "scenarios/describing/field_texts.hpp"
#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

std::string kind_name(models::NodeKind kind) {
  constexpr std::array names{"portal", "junction", "yard", "siding"};
  return names[static_cast<std::size_t>(kind)];
}

void write_nodes(ResultWriter& writer, const models::Network& network) {
  using models::Node;
  const auto texts = [&](auto get) { return column<std::string>(network.nodes, get); };
  const auto doubles = [&](auto get) { return column<double>(network.nodes, get); };
  const auto counts = [&](auto get) { return column<std::int64_t>(network.nodes, get); };
  writer.write_columns(
      "/network/node",
      {{{"id", "", "key in the scenario"}, texts([](const Node& n) { return n.id; })},
       {{"name", "", "name"}, texts([](const Node& n) { return n.name; })},
       {{"name_zh", "", "Chinese name"}, texts([](const Node& n) { return n.name_zh; })},
       {{"city", "", "city"}, texts([](const Node& n) { return n.city; })},
       {{"city_zh", "", "Chinese name of the city"},
        texts([](const Node& n) { return n.city_zh; })},
       {{"district", "", "district"}, texts([](const Node& n) { return n.district; })},
       {{"kind", "", "portal, junction, yard or siding"},
        texts([](const Node& n) { return kind_name(n.kind); })},
       {{"longitude_deg", "degrees_east", "longitude"},
        doubles([](const Node& n) { return n.longitude_deg; })},
       {{"latitude_deg", "degrees_north", "latitude"},
        doubles([](const Node& n) { return n.latitude_deg; })},
       {{"population", "1", "people served"},
        doubles([](const Node& n) { return n.portal.population; })},
       {{"arrival_berths", "1", "berths to unload"},
        counts([](const Node& n) { return n.portal.arrival_berths; })},
       {{"departure_berths", "1", "berths to load"},
        counts([](const Node& n) { return n.portal.departure_berths; })},
       {{"parking", "1", "places for idle capsules"},
        counts([](const Node& n) { return n.portal.parking; })},
       {{"holding", "1", "places before arrival berths; 0: as many as needed"},
        counts([](const Node& n) { return n.portal.holding; })},
       {{"room_berths", "1", "berths of each sort for rooms alone"},
        counts([](const Node& n) { return n.portal.room_berths; })},
       {{"berths_in_a_row", "1", "1 if nobody overtakes in its berths"},
        counts([](const Node& n) { return n.portal.berths_in_a_row ? 1 : 0; })},
       {{"chargers", "1", "places where batteries are charged"},
        counts([](const Node& n) { return n.portal.chargers; })},
       {{"workshop", "1", "places of its workshop"},
        counts([](const Node& n) { return n.portal.workshop; })}});
}

void write_links(ResultWriter& writer, const Scenario& scenario) {
  using models::Link;
  const auto& links = scenario.network.links;
  const auto doubles = [&](auto get) { return column<double>(links, get); };
  const auto rows = [&](auto get) { return column<std::uint32_t>(links, get); };
  const double top_m_s = scenario.guideway.speed_m_s;
  writer.write_columns(
      "/network/link",
      {{{"id", "", "key in the scenario"},
        column<std::string>(links, [](const Link& l) { return l.id; })},
       {{"from", "1", "row of /network/node"}, rows([](const Link& l) { return l.from.value; })},
       {{"to", "1", "row of /network/node"}, rows([](const Link& l) { return l.to.value; })},
       {{"role", "", "local or trunk"},
        column<std::string>(
            links,
            [](const Link& l) { return l.role == models::LinkRole::trunk ? "trunk" : "local"; })},
       {{"length_m", "m", "length"}, doubles([](const Link& l) { return l.length_m; })},
       {{"speed_m_s", "m s-1", "speed that capsules run there"},
        doubles([top_m_s](const Link& l) { return std::min(l.speed_m_s, top_m_s); })},
       {{"gradient", "1", "rise over length"}, doubles([](const Link& l) { return l.gradient; })},
       {{"bore_m", "m", "inner diameter"}, doubles([](const Link& l) { return l.bore_m; })},
       {{"tubes", "1", "parallel tubes in this direction"},
        column<std::int64_t>(links, [](const Link& l) { return l.tubes; })}});
}

void write_geometry(ResultWriter& writer, const models::Network& network) {
  std::vector<std::uint32_t> link;
  std::vector<double> longitude;
  std::vector<double> latitude;
  for (const models::LinkIndex index : network.links.indices()) {
    for (const auto& [x, y] : network.links[index].geometry) {
      link.push_back(index.value);
      longitude.push_back(x);
      latitude.push_back(y);
    }
  }
  writer.write_columns(
      "/network/geometry",
      {{{"link", "1", "row of /network/link that the vertex belongs to"}, std::move(link)},
       {{"longitude_deg", "degrees_east", "longitude of the vertex"}, std::move(longitude)},
       {{"latitude_deg", "degrees_north", "latitude of the vertex"}, std::move(latitude)}});
}

void write_classes(ResultWriter& writer, const std::vector<models::CapsuleClass>& classes) {
  using models::CapsuleClass;
  const auto texts = [&](auto get) { return column<std::string>(classes, get); };
  const auto doubles = [&](auto get) { return column<double>(classes, get); };
  writer.write_columns(
      "/capsule_class",
      {{{"name", "", "name"}, texts([](const CapsuleClass& c) { return c.name; })},
       {{"carries", "", "people, freight or room"},
        texts([](const CapsuleClass& c) { return c.carries; })},
       {{"fleet", "1", "vehicles"},
        column<std::int64_t>(classes, [](const CapsuleClass& c) { return c.fleet; })},
       {{"length_m", "m", "length over all"},
        doubles([](const CapsuleClass& c) { return c.length_m; })},
       {{"mass_kg", "kg", "mass when empty"},
        doubles([](const CapsuleClass& c) { return c.mass_kg; })},
       {{"payload_kg", "kg", "mass of a typical load"},
        doubles([](const CapsuleClass& c) { return c.payload_kg; })},
       {{"battery_j", "J", "energy that it can carry; 0: powered track"},
        doubles([](const CapsuleClass& c) { return c.battery_j; })},
       {{"load_time_s", "s", "from a free berth to a closed door"},
        doubles([](const CapsuleClass& c) { return c.load_time_s; })},
       {{"unload_time_s", "s", "the same on arrival"},
        doubles([](const CapsuleClass& c) { return c.unload_time_s; })},
       {{"color", "", "colour in pictures"},
        texts([](const CapsuleClass& c) { return c.color; })}});
}

void write_assumptions(ResultWriter& writer, const std::vector<EffectiveParameter>& parameters) {
  const auto texts = [&](auto get) { return column<std::string>(parameters, get); };
  writer.write_columns(
      "/assumptions",
      {{{"key", "", "key in the scenario"},
        texts([](const EffectiveParameter& p) { return p.key; })},
       {{"value", "", "value with its unit"},
        texts([](const EffectiveParameter& p) { return p.value; })},
       {{"unit", "", "SI unit"}, texts([](const EffectiveParameter& p) { return p.unit; })},
       {{"is_default", "1", "1 if the scenario does not say it"},
        column<std::uint8_t>(parameters,
                             [](const EffectiveParameter& p) { return p.is_default ? 1 : 0; })},
       {{"flag", "", "sourced, derived or assumption"},
        texts([](const EffectiveParameter& p) { return flag_name(p.flag); })},
       {{"source", "", "where the value comes from"},
        texts([](const EffectiveParameter& p) { return p.source; })},
       {{"meaning", "", "what it is"},
        texts([](const EffectiveParameter& p) { return p.meaning; })},
       {{"name_zh", "", "what it is called in Chinese; empty if there is no text"},
        texts([](const EffectiveParameter& p) { return chinese_text(p.meaning).name; })},
       {{"meaning_zh", "", "what it is, in Chinese; empty if there is no text"},
        texts([](const EffectiveParameter& p) { return chinese_text(p.meaning).meaning; })}});
}

}  // namespace

void write_scenario_tables(ResultWriter& writer, const Scenario& scenario) {
  writer.write_text("/config/toml", scenario.source_text);
  writer.write_text("/config/effective", effective_json(scenario.parameters));
  std::string overrides;
  for (const std::string& text : scenario.overrides) overrides += text + "\n";
  writer.write_text("/config/overrides", overrides);
  write_assumptions(writer, scenario.parameters);
  write_nodes(writer, scenario.network);
  write_links(writer, scenario);
  write_geometry(writer, scenario.network);
  write_classes(writer, scenario.capsule_classes);
}

}  // namespace dimai::scenarios
