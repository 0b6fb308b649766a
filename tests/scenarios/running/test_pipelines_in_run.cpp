#include <doctest/doctest.h>

#include "scenarios/running/measures.hpp"
#include "scenarios/running/run.hpp"
#include "sim/keeping/archive.hpp"

using namespace dimai;
using namespace dimai::scenarios;

namespace {

/// A bucket that is filled once a minute until it is full.
class Bucket final : public PipelineRun {
 public:
  explicit Bucket(int capacity) : capacity_(capacity) {}

  void handle(sim::Simulation& simulation, const sim::Event& event) {
    if (++litres_ < capacity_) simulation.schedule(event.time + sim::seconds(60.0), handler_, 0, 0);
  }

  void start(sim::Simulation& simulation) override {
    handler_ = simulation.add_handler(*this);
    simulation.schedule(sim::seconds(60.0), handler_, 0, 0);
  }
  void keep(sim::Archive& archive) override { archive(litres_); }
  bool over() const override { return litres_ == capacity_; }
  std::string failure() const override { return litres_ == 5 ? "the bucket leaks" : ""; }
  void define_tables(ResultWriter&) const override {}
  void write_news(ResultWriter&) override {}
  void write_closing(ResultWriter&) const override {}
  std::vector<ClassCounts> counts() const override {
    return {{"litres", 9, static_cast<std::uint64_t>(litres_), 0, 0, 0, 0, 0}};
  }
  std::vector<Measure> measures() const override { return {{"level", "bucket", "", "", "m"}}; }
  std::vector<std::string> violations() const override { return {"the bucket is blue"}; }
  std::string summary(Language) const override { return "full\n"; }

 private:
  int capacity_;
  int litres_ = 0;
  sim::HandlerId handler_{};
};

class BucketPlan final : public PipelinePlan {
 public:
  explicit BucketPlan(int capacity) : capacity_(capacity) {}
  std::string_view kind() const override { return "bucket"; }
  std::vector<std::pair<std::string, double>> size() const override { return {{"buckets", 1.0}}; }
  std::string size_text(Language) const override { return "1 bucket"; }
  double memory_bytes(const RunParameters&) const override { return 8.0; }
  std::unique_ptr<PipelineRun> make(const RunParameters&) const override {
    return std::make_unique<Bucket>(capacity_);
  }

 private:
  int capacity_;
};

Scenario of_one_bucket(int capacity) {
  Scenario scenario;
  scenario.pipelines.push_back(std::make_unique<BucketPlan>(capacity));
  return scenario;
}

}  // namespace

TEST_CASE("a scenario of pipelines alone runs to the end of the bin in which they are over") {
  const Scenario scenario = of_one_bucket(3);
  Run run(scenario);
  while (run.advance(1000)) CHECK_FALSE(run.share_done() > 1.0);
  CHECK(run.all_served());
  CHECK(run.now() == sim::seconds(900.0));
  REQUIRE(run.counts().size() == 1);
  CHECK(run.counts().front().arrived == 3);
  CHECK(measures(run).size() == 1);
}

TEST_CASE("a pipeline that cannot go on ends the run, and what does not add up is told") {
  const Scenario scenario = of_one_bucket(20);
  Run run(scenario);
  while (run.advance(1)) {
  }
  CHECK(run.failure() == "the bucket leaks");
  CHECK(run.now() == sim::seconds(300.0));
  REQUIRE(run.violations().size() == 2);  // 9 litres were asked for, 5 are there
  CHECK(run.violations().back() == "the bucket is blue");
}
