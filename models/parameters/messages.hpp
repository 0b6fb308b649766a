#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 2> kBackEndChoices{"analytic", "simgrid"};

/// The message network that is made for a scenario unless it lists hosts of its own. Scenario table
/// [messages].
struct MessageParameters {
  std::string back_end = "analytic";
  double fibre_latency_s = 0.0005;
  double fibre_rate_bit_s = 1e9;
  double radio_latency_s = 0.005;
  double radio_rate_bit_s = 1e7;
  double latency_per_1000_km_s = 0.005;
  double centre_speed_flop_s = 1e11;
  double region_speed_flop_s = 2e10;
  double junction_speed_flop_s = 2e9;
  double capsule_speed_flop_s = 1e9;
  double capsule_order_flop = 0.0;
  double request_byte = 200.0;
  double report_byte = 120.0;
  double order_byte = 150.0;
  double entry_byte = 40.0;

  static constexpr std::string_view table = "messages";
  static const std::array<Field<MessageParameters>, 15> fields;
};

inline constexpr std::array<Field<MessageParameters>, 15> MessageParameters::fields{{
    {"back_end", &MessageParameters::back_end, 0, 0,
     "how channels are shared: analytic (one message after the other) or simgrid (all at once)",
     Flag::assumption, "", kBackEndChoices},
    {"fibre_latency_s",
     &MessageParameters::fibre_latency_s,
     0.0,
     3600.0,
     "one way through the fibre and the switches of a cabinet or a data centre",
     Flag::assumption,
     "",
     {}},
    {"fibre_rate_bit_s",
     &MessageParameters::fibre_rate_bit_s,
     1.0,
     1e15,
     "of that fibre, each way",
     Flag::assumption,
     "",
     {}},
    {"radio_latency_s",
     &MessageParameters::radio_latency_s,
     0.0,
     3600.0,
     "one way through a radio cell",
     Flag::assumption,
     "",
     {}},
    {"radio_rate_bit_s",
     &MessageParameters::radio_rate_bit_s,
     1.0,
     1e15,
     "of the channel of a radio cell, which all in it and both ways share",
     Flag::assumption,
     "",
     {}},
    {"latency_per_1000_km_s",
     &MessageParameters::latency_per_1000_km_s,
     0.0,
     1.0,
     "one way between places, by distance as the crow flies",
     Flag::derived,
     "light in glass of refractive index 1.5: 299,792 km/s / 1.5",
     {}},
    {"centre_speed_flop_s",
     &MessageParameters::centre_speed_flop_s,
     1.0,
     1e18,
     "of the data centre's computer",
     Flag::assumption,
     "",
     {}},
    {"region_speed_flop_s",
     &MessageParameters::region_speed_flop_s,
     1.0,
     1e18,
     "of the computer of a region",
     Flag::assumption,
     "",
     {}},
    {"junction_speed_flop_s",
     &MessageParameters::junction_speed_flop_s,
     1.0,
     1e18,
     "of the computer in a junction's cabinet",
     Flag::assumption,
     "",
     {}},
    {"capsule_speed_flop_s",
     &MessageParameters::capsule_speed_flop_s,
     1.0,
     1e18,
     "of the computer in a capsule",
     Flag::assumption,
     "",
     {}},
    {"capsule_order_flop",
     &MessageParameters::capsule_order_flop,
     0.0,
     1e15,
     "operations with which a capsule reads an order, a recall or, at the front of a train, a "
     "grant, "
     "one after another; 0: at once",
     Flag::assumption,
     "",
     {}},
    {"request_byte",
     &MessageParameters::request_byte,
     1.0,
     1e7,
     "a request, with what secures it",
     Flag::assumption,
     "",
     {}},
    {"report_byte",
     &MessageParameters::report_byte,
     1.0,
     1e7,
     "a report, an answer, or a train that asks to pass",
     Flag::assumption,
     "",
     {}},
    {"order_byte",
     &MessageParameters::order_byte,
     1.0,
     1e7,
     "an order or a grant",
     Flag::assumption,
     "",
     {}},
    {"entry_byte",
     &MessageParameters::entry_byte,
     1.0,
     1e7,
     "each row of what neighbours tell each other",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models
