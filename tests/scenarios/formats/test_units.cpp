#include <doctest/doctest.h>

#include "scenarios/formats/units.hpp"

using namespace dimai::scenarios;

namespace {

double read(std::string_view text, Dimension dimension) {
  const Quantity quantity = parse_quantity(text, dimension);
  CAPTURE(quantity.error);
  CHECK(quantity.error.empty());
  return quantity.value;
}

std::string error(std::string_view text, Dimension dimension) {
  return parse_quantity(text, dimension).error;
}

bool contains(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("values with units become SI") {
  CHECK(read("200 km/h", Dimension::speed) == doctest::Approx(200.0 / 3.6));
  CHECK(read("200km/h", Dimension::speed) == read("200 km/h", Dimension::speed));
  CHECK(read("3.2 m", Dimension::length) == 3.2);
  CHECK(read("12 cm", Dimension::length) == doctest::Approx(0.12));
  CHECK(read("1.5 h", Dimension::time) == 5400.0);
  CHECK(read("2 d", Dimension::time) == 172800.0);
  CHECK(read("2.5 t", Dimension::mass) == 2500.0);
  CHECK(read("1.2 m/s²", Dimension::acceleration) == 1.2);
  CHECK(read("2 bar", Dimension::pressure) == 2e5);
  CHECK(read("12 kWh", Dimension::energy) == doctest::Approx(43.2e6));   // 12 * 3.6 MJ
  CHECK(read("36 t/h", Dimension::mass_flow) == doctest::Approx(10.0));  // 36,000 kg in 3600 s
  CHECK(read("-1e3 m", Dimension::length) == -1000.0);
  CHECK(read("+4 m", Dimension::length) == 4.0);
}

TEST_CASE("times are read from a clock and from sums") {
  CHECK(read("07:30:00", Dimension::time) == 27000.0);  // 7.5 * 3600
  CHECK(read("00:01:30.5", Dimension::time) == 90.5);
  CHECK(read("26:00", Dimension::time) == 93600.0);  // 26 * 3600: the next day's 2 o'clock
  CHECK(read("1 h 30 min", Dimension::time) == 5400.0);
  CHECK(read("1 h 30 min 15 s", Dimension::time) == 5415.0);
  CHECK_FALSE(error("07:60:00", Dimension::time).empty());
  CHECK_FALSE(error("07:00:61", Dimension::time).empty());
  CHECK_FALSE(error("1:2:3:4", Dimension::time).empty());
  CHECK_FALSE(error("7.5:30", Dimension::time).empty());
}

TEST_CASE("a share may be a percentage, other numbers have no unit") {
  CHECK(read("20 %", Dimension::number) == doctest::Approx(0.2));
  CHECK(read("12 ‰", Dimension::number) == doctest::Approx(0.012));
  CHECK(read("0.2", Dimension::number) == 0.2);
  CHECK(contains(error("0.2 m", Dimension::number), "is a length"));
}

TEST_CASE("a wrong dimension is named, with what is accepted") {
  const std::string text = error("5 kg", Dimension::length);
  CHECK(contains(text, "got \"5 kg\", which is a mass"));
  CHECK(contains(text, "needs a length"));
  CHECK(contains(text, "mm, cm, m, km"));
  CHECK(contains(error("5 s", Dimension::speed), "is a time"));
  CHECK(contains(error("5", Dimension::time), "has no unit"));
}

TEST_CASE("an unknown unit is answered with the nearest known one") {
  CHECK(contains(error("200 kmh", Dimension::speed), "did you mean \"km/h\""));
  CHECK(contains(error("5 minn", Dimension::time), "did you mean \"min\""));
}

TEST_CASE("what is no number is a problem") {
  for (const char* text : {"", " ", "m", "fast", "1..2 m", "1,5 m", "5 m 3 m", "nan m", "inf m",
                           "1e999 m", "0x10 m"}) {
    CAPTURE(text);
    CHECK_FALSE(error(text, Dimension::length).empty());
  }
}

TEST_CASE("values are shown in the unit that people use") {
  CHECK(quantity_text(200.0 / 3.6, Dimension::speed) == "200 km/h");
  CHECK(quantity_text(90.0, Dimension::time) == "90 s");
  CHECK(quantity_text(3600.0, Dimension::time) == "1 h");
  CHECK(quantity_text(86400.0, Dimension::time) == "24 h");
  CHECK(quantity_text(0.5, Dimension::time) == "0.5 s");
  CHECK(quantity_text(0.0, Dimension::time) == "0 s");
  CHECK(quantity_text(250.0, Dimension::length) == "250 m");
  CHECK(quantity_text(12500.0, Dimension::length) == "12.5 km");
  CHECK(quantity_text(3.2, Dimension::length) == "3.2 m");
  CHECK(quantity_text(0.2, Dimension::number) == "0.2");
  CHECK(quantity_text(2500.0, Dimension::mass) == "2.5 t");
  CHECK(quantity_text_in(100.0, Dimension::speed, "m/s") == "100 m/s");
}

TEST_CASE("what is shown is read back as the same value") {
  for (const Dimension dimension :
       {Dimension::length, Dimension::time, Dimension::speed, Dimension::acceleration,
        Dimension::mass, Dimension::area, Dimension::volume, Dimension::density,
        Dimension::pressure, Dimension::power, Dimension::energy, Dimension::force,
        Dimension::volume_flow, Dimension::mass_flow}) {
    for (const double value : {0.004, 0.5, 1.0, 37.0, 90.0, 4250.0, 1.5e6}) {
      const std::string text = quantity_text(value, dimension);
      CAPTURE(text);
      CHECK(read(text, dimension) == doctest::Approx(value).epsilon(1e-5));  // six digits
    }
  }
}

TEST_CASE("the suffix of a name decides what it measures") {
  CHECK(split_name("speed_m_s").key == "speed");
  CHECK(split_name("speed_m_s").dimension == Dimension::speed);
  CHECK(split_name("acceleration_m_s2").dimension == Dimension::acceleration);
  CHECK(split_name("air_density_kg_m3").dimension == Dimension::density);
  CHECK(split_name("air_density_kg_m3").key == "air_density");
  CHECK(split_name("cross_section_m2").dimension == Dimension::area);
  CHECK(split_name("window_s").unit == "s");
  CHECK(split_name("max_train_capsules").dimension == Dimension::number);
  CHECK(split_name("trips").key == "trips");
}
