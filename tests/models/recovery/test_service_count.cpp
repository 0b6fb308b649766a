#include <cmath>

#include <doctest/doctest.h>

#include "models/recovery/service_count.hpp"

namespace dimai::models {
namespace {

/// Ten steps of 100 s, the first failure at 400 s; twice the time and 10 s are allowed.
constexpr ServiceQuestion kQuestion{100.0, 1000.0, 400.0, 2.0, 10.0};

}  // namespace

TEST_CASE("an outage of a flow lowers its service by its share of the time") {
  ServiceCount count(kQuestion, "water", "m3");
  count.add_flow(0.0, 450.0, 2.0, 2.0);
  count.add_flow(450.0, 650.0, 2.0, 0.5);
  count.add_flow(650.0, 5000.0, 2.0, 2.0);  // ends with the run
  const ServiceCurve curve = count.curve();
  REQUIRE(curve.share.size() == 10);
  CHECK(curve.share[3] == doctest::Approx(1.0));
  CHECK(curve.share[4] == doctest::Approx((50.0 * 2.0 + 50.0 * 0.5) / 200.0));
  CHECK(curve.share[5] == doctest::Approx(0.25));
  CHECK(curve.share[6] == doctest::Approx(0.625));
  CHECK(count.asked() == doctest::Approx(2000.0));
  CHECK(count.served() == doctest::Approx(2000.0 - 200.0 * 1.5));
  const Recovery recovery = count.recovery();
  CHECK(recovery.before == doctest::Approx(1.0));
  CHECK(recovery.least == doctest::Approx(0.25));
  // lost: 200 s at 3/4 of the service
  CHECK(recovery.lost_s == doctest::Approx(150.0));
  CHECK(recovery.area_share == doctest::Approx(1.0 - 150.0 / 600.0));
  CHECK(recovery.to_50_s == doctest::Approx(200.0));  // the step from 600 s on
  CHECK(recovery.to_90_s == doctest::Approx(300.0));
}

TEST_CASE("requests count by when they arise, and in time by what they take undelayed") {
  ServiceCount count(kQuestion, "sends", "1");
  count.add_request(0.0, 20.0, 50.0, 1.0);         // in time: 2 * 20 + 10
  count.add_request(10.0, 20.0, 50.1, 1.0);        // late
  count.add_request(390.0, 20.0, 30.0, 1.0);       // could have been late by the failure
  count.add_request(500.0, 20.0, -1.0, 1.0);       // has not come, and is late
  count.add_request(960.0, 20.0, -1.0, 1.0);       // may still come in time: left out
  count.add_request(970.0, 20.0, 25.0, 1.0);       // has come
  count.add_request(980.0, 0.0, -1.0, 1.0, true);  // refused
  const ServiceCurve curve = count.curve();
  CHECK(curve.share[0] == doctest::Approx(0.5));
  CHECK(curve.share[3] == doctest::Approx(1.0));
  CHECK(std::isnan(curve.share[4]));
  CHECK(curve.share[5] == doctest::Approx(0.0));
  CHECK(curve.share[9] == doctest::Approx(0.5));
  CHECK(count.asked() == doctest::Approx(6.0));
  CHECK(count.before() == doctest::Approx(0.5));
}

TEST_CASE("service before the first failure is 1 where nothing is known of it") {
  ServiceCount count({100.0, 1000.0, 0.0, 2.0, 10.0}, "sends", "1");
  count.add_request(200.0, 20.0, 30.0, 1.0);
  CHECK(count.before() == 1.0);
}

}  // namespace dimai::models
