#pragma once

#include <string>
#include <vector>

#include "models/pipelines/gas/gas_network.hpp"

namespace dimai::tests {

/// Builds small networks in few words; nodes are made as they are named.
class GasScene {
 public:
  static constexpr double a2_m2_s2 = 8.314 * 288.706 / (0.02896 * 0.6);

  GasScene() {
    network.gas.law = models::ideal_gas(a2_m2_s2);
    network.gas.flowing.a2_m2_s2 = a2_m2_s2;
    network.gas.flowing.temperature_k = 288.706;
  }
  models::GasNodeIndex node(const std::string& id) {
    for (const auto n : network.nodes.indices()) {
      if (network.nodes[n].id == id) return n;
    }
    models::GasNode made;
    made.id = id;
    return network.nodes.push_back(made);
  }
  void pressure(const std::string& id, double pressure_pa) {
    models::GasNode& n = network.nodes[node(id)];
    n.pressure_is_set = true;
    n.pressure_pa = pressure_pa;
  }
  void take(const std::string& id, double flow_kg_s) {
    network.nodes[node(id)].supply_kg_s = -flow_kg_s;
  }
  models::GasElement& add(models::GasElementKind kind, const std::string& id,
                          const std::string& from, const std::string& to) {
    models::GasElement made;
    made.id = id;
    made.kind = kind;
    made.from = node(from);
    made.to = node(to);
    return network.elements[network.elements.push_back(made)];
  }
  models::GasElement& pipe(const std::string& id, const std::string& from, const std::string& to,
                           double diameter_m, double length_m, double factor) {
    models::GasElement& made = add(models::GasElementKind::pipe, id, from, to);
    made.pipe.diameter_m = diameter_m;
    made.pipe.length_m = length_m;
    made.pipe.friction.law = models::GasFrictionLaw::factor;
    made.pipe.friction.factor = factor;
    return made;
  }
  models::GasElement& machine(models::GasElementKind kind, const std::string& id,
                              const std::string& from, const std::string& to,
                              models::GasControl control, double setting) {
    models::GasElement& made = add(kind, id, from, to);
    made.control = control;
    made.setting = setting;
    return made;
  }
  models::GasElementIndex element(const std::string& id) const {
    for (const auto e : network.elements.indices()) {
      if (network.elements[e].id == id) return e;
    }
    return {};
  }

  models::GasNetwork network;
};

}  // namespace dimai::tests
