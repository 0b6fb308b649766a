#include <cmath>

#include <fmt/format.h>

#include "scenarios/pipelines/powder_reading/powder_reading.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kLongest_s = 366.0 * 86400.0;
constexpr double kMost_kg = 1e9;

std::string kg(double mass_kg) { return quantity_text(mass_kg, Dimension::mass); }

/// A batch against the silos at both ends.
void check_batch(PowderReading& state, TableReader& table, const models::PowderTransfer& transfer) {
  const models::Silo& from = state.plant.silos[transfer.from];
  const models::Silo& to = state.plant.silos[transfer.to];
  if (transfer.from == transfer.to)
    return table.error("to", "leads back to where it starts; needs another silo");
  if (from.powder.valid() && to.powder.valid() && from.powder != to.powder)
    table.error("to", fmt::format(R"(silo "{}" holds {}, but "{}" holds {}; needs the same powder)",
                                  to.id, state.plant.powders[to.powder].id, from.id,
                                  state.plant.powders[from.powder].id));
  for (const models::Silo* silo : {&from, &to}) {
    if (silo->capacity_kg > 0.0 && transfer.batch_kg > silo->capacity_kg)
      table.error("batch", fmt::format("a batch of {} does not fit silo \"{}\" of {}",
                                       kg(transfer.batch_kg), silo->id, kg(silo->capacity_kg)));
  }
  if (transfer.reorder_kg > to.capacity_kg && to.capacity_kg > 0.0)
    table.error("reorder", fmt::format("{} is above the capacity of silo \"{}\", {}",
                                       kg(transfer.reorder_kg), to.id, kg(to.capacity_kg)));
  else if (transfer.reorder_kg >= 0.0 && transfer.reorder_kg + transfer.batch_kg > to.capacity_kg)
    table.warning("reorder", fmt::format("a batch asked for at {} finds room in \"{}\" only at {}",
                                         kg(transfer.reorder_kg), to.id,
                                         kg(std::max(0.0, to.capacity_kg - transfer.batch_kg))));
}

/// By the clock or by the level, one of both.
void read_when(TableReader& table, models::PowderTransfer& transfer) {
  const bool clock = table.find("at") != nullptr;
  const bool repeats = table.find("every") != nullptr;
  const bool level = table.find("reorder") != nullptr;
  if (const auto at = table.quantity("at", Dimension::time, 0.0, kLongest_s)) transfer.at_s = *at;
  transfer.every_s = table.quantity("every", Dimension::time, 1.0, kLongest_s).value_or(0.0);
  transfer.reorder_kg = table.quantity("reorder", Dimension::mass, 0.0, kMost_kg).value_or(-1.0);
  if (repeats && !clock) transfer.at_s = transfer.every_s;
  if (level && (clock || repeats))
    table.error("reorder", "with at or every: a batch goes by the level or by the clock, not both");
  if (!level && !clock && !repeats)
    table.error("", "never asks for a batch; needs reorder = \"100 kg\", or at and every");
}

void read_transfer(PowderReading& state, TableReader& table) {
  models::PowderTransfer transfer;
  const auto line = state.find_line(table, "line");
  const auto from = state.find_silo(table, "from");
  const auto to = state.find_silo(table, "to");
  table.require("batch", wanted(Dimension::mass));
  transfer.batch_kg = table.quantity("batch", Dimension::mass, 1e-3, kMost_kg).value_or(0.0);
  read_when(table, transfer);
  table.finish();
  if (!line || !from || !to) return;
  transfer.line = *line;
  transfer.from = *from;
  transfer.to = *to;
  check_batch(state, table, transfer);
  state.plant.transfers.push_back(transfer);
  state.transfer_tables.push_back(table);
}

}  // namespace

void read_transfers(PowderReading& state, TableReader& table) {
  const auto all = table.list("transfer");
  for (TableReader each : all) read_transfer(state, each);
  if (all.empty()) table.error("transfer", "there is none; needs [[powder.transfer]] tables");
}

void read_powder_deliveries(PowderReading& state, TableReader& table) {
  for (TableReader& each : table.list("delivery")) {
    models::PowderDelivery delivery;
    const auto silo = state.find_silo(each, "silo");
    each.require("mass", wanted(Dimension::mass));
    each.require("at", wanted(Dimension::time));
    delivery.mass_kg = each.quantity("mass", Dimension::mass, 1e-3, kMost_kg).value_or(0.0);
    delivery.at_s = each.quantity("at", Dimension::time, 0.0, kLongest_s).value_or(0.0);
    delivery.every_s = each.quantity("every", Dimension::time, 1.0, kLongest_s).value_or(0.0);
    each.finish();
    if (!silo) continue;
    delivery.silo = *silo;
    const models::Silo& one = state.plant.silos[*silo];
    if (one.capacity_kg > 0.0 && delivery.mass_kg > one.capacity_kg)
      each.error("mass", fmt::format("a delivery of {} does not fit silo \"{}\" of {}",
                                     kg(delivery.mass_kg), one.id, kg(one.capacity_kg)));
    state.plant.deliveries.push_back(delivery);
  }
}

void read_blockages(PowderReading& state, TableReader& table) {
  for (TableReader& each : table.list("blockage")) {
    models::PowderBlockage blockage;
    const auto line = state.find_line(each, "line");
    each.require("at", wanted(Dimension::time));
    each.require("clearing", wanted(Dimension::time));
    blockage.at_s = each.quantity("at", Dimension::time, 0.0, kLongest_s).value_or(0.0);
    blockage.clearing_s = each.quantity("clearing", Dimension::time, 1.0, kLongest_s).value_or(1.0);
    each.finish();
    if (!line) continue;
    blockage.line = *line;
    state.plant.blockages.push_back(blockage);
  }
}

}  // namespace dimai::scenarios
