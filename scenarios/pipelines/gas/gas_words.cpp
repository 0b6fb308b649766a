#include "scenarios/pipelines/gas/gas_words.hpp"

#include <array>

#include <fmt/format.h>

#include "scenarios/formats/units.hpp"

namespace dimai::scenarios {

namespace {

using What = models::GasBreach::What;

struct Words {
  const char* name;
  const char* unit;
  Dimension dimension;
  const char* english;  ///< with {subject}, {worst} and {limit}
  const char* chinese;
};

/// In the order of GasBreach::What.
constexpr std::array<Words, 8> kWords{{
    {"low_pressure", "Pa", Dimension::pressure, "node {0} falls to {1}, its least is {2}",
     "节点 {0} 压力降至 {1}，下限为 {2}"},
    {"high_pressure", "Pa", Dimension::pressure, "node {0} rises to {1}, its greatest is {2}",
     "节点 {0} 压力升至 {1}，上限为 {2}"},
    {"ratio", "1", Dimension::number, "compressor {0} runs at a ratio of {1}, its greatest is {2}",
     "压缩机 {0} 压比达 {1}，上限为 {2}"},
    {"power", "W", Dimension::power, "compressor {0} needs {1}, its greatest is {2}",
     "压缩机 {0} 需要功率 {1}，上限为 {2}"},
    {"flow", "kg/s", Dimension::mass_flow, "compressor {0} passes {1}, its greatest is {2}",
     "压缩机 {0} 流量达 {1}，上限为 {2}"},
    {"backward", "kg/s", Dimension::mass_flow, "gas runs backwards through compressor {0}: {1}",
     "气体反向流过压缩机 {0}：{1}"},
    {"lifting", "Pa", Dimension::pressure,
     "regulator {0} would have to raise the pressure by {1}, which it cannot",
     "调压器 {0} 须升压 {1}，无法做到"},
    {"outlet_not_kept", "Pa", Dimension::pressure,
     "regulator {0} is wide open and gives {1}, not its {2}",
     "调压器 {0} 全开仍仅 {1}，达不到设定的 {2}"},
}};

const Words& words_of(What what) { return kWords.at(static_cast<std::size_t>(what)); }

}  // namespace

const char* breach_name(What what) { return words_of(what).name; }

const char* breach_unit(What what) { return words_of(what).unit; }

std::string breach_subject(const models::GasNetwork& network, const models::GasBreach& breach) {
  const bool node = breach.what == What::low_pressure || breach.what == What::high_pressure;
  return node ? network.nodes[models::GasNodeIndex{breach.row}].id
              : network.elements[models::GasElementIndex{breach.row}].id;
}

namespace {

/// Pressures in bar, whatever their size, so that they can be compared; others in their usual unit.
std::string amount(double value, Dimension dimension) {
  if (dimension != Dimension::pressure) return quantity_text(value, dimension);
  return fmt::format("{:.4g} bar", value / 1e5);
}

std::string clock(double time_s) {
  const auto minutes = static_cast<long>(time_s / 60.0);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace

std::string breach_text(const models::GasNetwork& network, const models::GasBreach& breach,
                        Language language) {
  const Words& words = words_of(breach.what);
  const std::string what =
      fmt::format(fmt::runtime(in_language(language, words.english, words.chinese)),
                  breach_subject(network, breach), amount(breach.worst, words.dimension),
                  amount(breach.limit, words.dimension));
  return what + fmt::format(fmt::runtime(in_language(language, " ({} to {})", "（{} 至 {}）")),
                            clock(breach.first_s), clock(breach.last_s));
}

}  // namespace dimai::scenarios
