#include <memory>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "models/pipelines/gas/gas_operation.hpp"
#include "tests/models/pipelines/gas/gas_scenes.hpp"

namespace dimai::models {
namespace {

using doctest::Approx;

/// A run in which elements fail and are mended at their times.
struct Outages {
  struct Order {
    double at_s;
    const char* element;
    bool working;
  };
  tests::GasScene& scene;
  std::vector<Order> orders;
  GasOperationSetup setup;
  std::unique_ptr<GasOperation> gas;
  sim::Simulation simulation;

  Outages(tests::GasScene& its_scene, std::vector<Order> its_orders, bool steady)
      : scene(its_scene), orders(std::move(its_orders)) {
    setup.network = scene.network;
    setup.steps.steady = steady;
    setup.sample_ns = 600'000'000'000;
    setup.end_ns = 6 * 3600'000'000'000;
  }
  void handle(sim::Simulation& now, const sim::Event& event) {
    const Order& order = orders[event.subject];
    gas->set_working(now, scene.element(order.element), order.working);
  }
  GasOperation& run() {
    gas = std::make_unique<GasOperation>(setup);
    const sim::HandlerId handler = simulation.add_handler(*this);
    for (std::uint32_t i = 0; i < orders.size(); ++i)
      simulation.schedule(sim::seconds(orders[i].at_s), handler, 0, i);
    gas->start(simulation);
    simulation.run(sim::Time{setup.end_ns});
    CAPTURE(gas->failure().message);
    CHECK(!gas->failure());
    CHECK(gas->gas().mass_error_kg() == Approx(0.0).scale(1.0).epsilon(1e-6));
    return *gas;
  }
  double refused_kg(const char* node) const {
    return gas->gas().totals().refused_kg[scene.node(node).value];
  }
  double taken_kg(const char* node) const {
    return -gas->gas().totals().supplied_kg[scene.node(node).value];
  }
};

tests::GasScene two_ways() {
  tests::GasScene scene;
  scene.pressure("main", 5e5);
  scene.take("town", 0.4);
  scene.pipe("p0", "main", "town", 0.2, 2000.0, 0.015);
  scene.pipe("p1", "main", "town", 0.2, 2000.0, 0.015);
  return scene;
}

}  // namespace

TEST_CASE("after one of two alike pipes of gas has failed all flows through the other") {
  for (const bool steady : {true, false}) {
    CAPTURE(steady);
    tests::GasScene scene = two_ways();
    Outages outages(scene, {{3600.0, "p0", false}}, steady);
    const GasOperation& gas = outages.run();
    CHECK(gas.flow_kg_s(scene.element("p0")) == Approx(0.0).scale(1.0).epsilon(1e-6));
    CHECK(gas.flow_kg_s(scene.element("p1")) == Approx(0.4).epsilon(1e-4));
    CHECK(gas.share_through(scene.element("p1")) == Approx(1.0).epsilon(1e-4));
    CHECK(outages.refused_kg("town") == Approx(0.0).scale(1.0).epsilon(1e-6));
  }
}

TEST_CASE("in steady flow what no set pressure reaches gets nothing until a way is mended") {
  tests::GasScene scene = two_ways();
  Outages outages(scene, {{3600.0, "p0", false}, {7200.0, "p1", false}, {10800.0, "p0", true}},
                  true);
  outages.run();
  // An hour without.
  CHECK(outages.refused_kg("town") == Approx(0.4 * 3600.0).epsilon(1e-6));
  CHECK(outages.taken_kg("town") == Approx(0.4 * 5.0 * 3600.0).epsilon(1e-6));
}

TEST_CASE("gas in pipes that are cut off is used up, and what is taken gives way, without an end") {
  tests::GasScene scene = two_ways();
  scene.pipe("far", "town", "village", 0.2, 5000.0, 0.015);
  scene.take("village", 0.01);
  Outages outages(scene, {{3600.0, "p0", false}, {3600.0, "p1", false}}, false);
  const GasOperation& gas = outages.run();
  CHECK(outages.refused_kg("town") > 0.0);
  CHECK(outages.taken_kg("town") + outages.refused_kg("town") ==
        Approx(0.4 * 6.0 * 3600.0).epsilon(1e-6));
  CHECK(gas.gas().state().pressure_pa(scene.node("town")) > 101325.0 * 0.99);
}

TEST_CASE("a failed compressor stands, whatever it is told, and does that once it is mended") {
  tests::GasScene scene;
  scene.pressure("main", 5e5);
  scene.take("town", 0.1);
  scene.pipe("p0", "main", "station", 0.2, 2000.0, 0.015);
  scene.machine(GasElementKind::compressor, "c", "station", "out", GasControl::ratio, 1.2);
  scene.pipe("p1", "out", "town", 0.2, 2000.0, 0.015);
  for (const bool open_again : {true, false}) {
    CAPTURE(open_again);
    Outages outages(scene, {{3600.0, "c", false}, {10800.0, "c", true}}, true);
    const std::uint32_t row = scene.element("c").value;
    outages.setup.changes = {{5400.0, GasChange::What::service, row, 0.0}};
    if (open_again) outages.setup.changes.push_back({7200.0, GasChange::What::service, row, 1.0});
    const GasOperation& gas = outages.run();
    const double hours = open_again ? 2.0 : 5.0;
    CHECK(outages.refused_kg("town") == Approx(0.1 * hours * 3600.0).epsilon(1e-6));
    CHECK(gas.flow_kg_s(scene.element("c")) ==
          Approx(open_again ? 0.1 : 0.0).scale(0.1).epsilon(1e-6));
  }
}

TEST_CASE("no pressure reaches back through a regulator: before it there is nothing to be had") {
  tests::GasScene scene;
  scene.pressure("main", 20e5);
  scene.pressure("other", 4e5);
  scene.take("works", 0.2);
  scene.take("town", 0.1);
  scene.pipe("line", "main", "ring", 0.2, 2000.0, 0.015);
  scene.pipe("branch", "ring", "works", 0.2, 2000.0, 0.015);
  scene.machine(GasElementKind::regulator, "r", "ring", "grid", GasControl::outlet_pressure, 3.5e5);
  scene.pipe("street", "grid", "town", 0.2, 2000.0, 0.015);
  scene.pipe("second", "other", "town", 0.2, 2000.0, 0.015);
  Outages outages(scene, {{3600.0, "line", false}, {7200.0, "line", true}}, true);
  outages.run();
  CHECK(outages.refused_kg("works") == Approx(0.2 * 3600.0).epsilon(1e-6));
  CHECK(outages.refused_kg("town") == Approx(0.0).scale(1.0).epsilon(1e-6));
}

TEST_CASE("a compressor that draws the pressure before it too low stands, and comes back") {
  tests::GasScene scene;
  scene.pressure("main", 23e5);
  scene.take("town", 4.0);
  scene.pipe("line", "main", "gate", 0.25, 10000.0, 0.012);
  scene.machine(GasElementKind::compressor, "c", "gate", "out", GasControl::outlet_pressure, 26e5);
  scene.pipe("ring", "out", "town", 0.25, 22000.0, 0.012);
  // Four hours without: the ring of 1080 m3 is used up, and to fill it takes more than the line
  // has.
  Outages outages(scene, {{3600.0, "c", false}, {18000.0, "c", true}}, false);
  outages.setup.end_ns = 24 * 3600'000'000'000;
  const GasOperation& gas = outages.run();
  CHECK(outages.refused_kg("town") > 0.0);
  CHECK(gas.flow_kg_s(scene.element("c")) == Approx(4.0).epsilon(0.05));
}

}  // namespace dimai::models
