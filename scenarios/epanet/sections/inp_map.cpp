#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

void read_inp_map(InpReading& reading) {
  models::LiquidNetwork& network = reading.network;
  for (const InpLine& line : reading.file.lines(InpSection::coordinates)) {
    if (!reading.enough(InpSection::coordinates, line, 3, "a node, x and y")) continue;
    const auto x = reading.number(InpSection::coordinates, line, 1, "x", -1e30);
    const auto y = reading.number(InpSection::coordinates, line, 2, "y", -1e30);
    const auto found = reading.nodes.find(line[0]);
    if (found == reading.nodes.end())
      reading.warning(line, InpReading::key(InpSection::coordinates, line, ""),
                      "is no node: its place is not used");
    if (!x || !y || found == reading.nodes.end()) continue;
    network.nodes[found->second].x = *x;
    network.nodes[found->second].y = *y;
  }
  for (const InpLine& line : reading.file.lines(InpSection::vertices)) {
    if (!reading.enough(InpSection::vertices, line, 3, "a link, x and y")) continue;
    const auto x = reading.number(InpSection::vertices, line, 1, "x", -1e30);
    const auto y = reading.number(InpSection::vertices, line, 2, "y", -1e30);
    const auto found = reading.links.find(line[0]);
    if (found == reading.links.end())
      reading.warning(line, InpReading::key(InpSection::vertices, line, ""),
                      "is no link: its place is not used");
    if (x && y && found != reading.links.end())
      network.links[found->second].vertices.emplace_back(*x, *y);
  }
  for (const InpLine& line : reading.file.lines(InpSection::tags)) {
    if (line.count() < 3) continue;
    const auto node = reading.nodes.find(line[1]);
    const auto link = reading.links.find(line[1]);
    if (begins(line[0], "NODE") && node != reading.nodes.end())
      network.nodes[node->second].tag = line[2];
    if (begins(line[0], "LINK") && link != reading.links.end())
      network.links[link->second].tag = line[2];
  }
}

}  // namespace dimai::scenarios
