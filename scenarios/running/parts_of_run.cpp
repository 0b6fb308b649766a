#include "scenarios/running/parts_of_run.hpp"

#include <utility>

namespace dimai::scenarios {

PartsOfRun::PartsOfRun(models::Breakable* hosts, std::uint32_t host_count,
                       sim::Simulation& simulation,
                       const std::vector<std::unique_ptr<PipelineRun>>& pipelines,
                       std::vector<std::uint32_t> counts)
    : hosts_(hosts),
      host_count_(host_count),
      simulation_(simulation),
      pipelines_(pipelines),
      counts_(std::move(counts)) {}

PartsOfRun::Owned PartsOfRun::owned(std::uint32_t part) const {
  if (part < host_count_) return {nullptr, part};
  std::size_t owner = 0;
  for (part -= host_count_; part >= counts_[owner]; ++owner) part -= counts_[owner];
  return {pipelines_[owner].get(), part};
}

void PartsOfRun::set_working(std::uint32_t part, bool working) {
  const Owned found = owned(part);
  if (found.owner == nullptr) return hosts_->set_working(found.part, working);
  found.owner->set_working(simulation_, found.part, working);
}

double PartsOfRun::share_served_by(std::uint32_t part) const {
  const Owned found = owned(part);
  return found.owner == nullptr ? 0.0 : found.owner->share_served_by(found.part);
}

}  // namespace dimai::scenarios
