#include "scenarios/recording/run_results.hpp"

#include <utility>

#include "scenarios/describing/describe.hpp"
#include "scenarios/dispatching/dispatch_results.hpp"
#include "scenarios/dispatching/message_record.hpp"
#include "scenarios/disruption/tables.hpp"
#include "scenarios/recording/closing_tables.hpp"
#include "scenarios/recording/journey_columns.hpp"
#include "scenarios/recording/scenario_tables.hpp"
#include "scenarios/recording/trace_tables.hpp"
#include "scenarios/recording/yard_tables.hpp"
#include "scenarios/results/file_writer.hpp"
#include "scenarios/version.hpp"

namespace dimai::scenarios {

namespace {

constexpr const char* kSchemaVersion = "1.1";

void write_identity(ResultWriter& writer, const Scenario& scenario) {
  writer.set_attribute("filetype", std::string("dimai result"));
  writer.set_attribute("schema_version", std::string(kSchemaVersion));
  writer.set_attribute("dimai_version", std::string(version()));
  writer.set_attribute("git_commit", std::string(git_commit()));
  writer.set_attribute("scenario", scenario.name);
  writer.set_attribute("title", scenario.title);
  writer.set_attribute("title_zh", scenario.title_zh);
  writer.set_attribute("description", scenario.description);
  writer.set_attribute("description_zh", scenario.description_zh);
  writer.set_attribute("seed", scenario.run.seed);
  writer.set_attribute("replication", scenario.run.replication);
  writer.set_attribute("end_reason", std::string("running"));
}

void define_logs(ResultWriter& writer) {
  writer.define_columns("/trips", journey_columns());
  writer.define_columns(
      "/formations",
      {{"time_s", "s", "time of the coupling or cut", ColumnType::float64},
       {"node", "1", "row of /network/node where it happened", ColumnType::uint32},
       {"kind",
        "1",
        "what happened",
        ColumnType::uint8,
        {"coupled_in_motion", "cut", "formed_standing", "reordered_in_motion"}},
       {"train", "1", "number of the train that was joined, cut or formed", ColumnType::uint32},
       {"other_train", "1", "number of the train that joined or was cut off", ColumnType::uint32},
       {"capsules_before", "1", "capsules of the train before", ColumnType::uint32},
       {"capsules_after", "1", "capsules of the train after", ColumnType::uint32}});
  writer.define_columns("/traversals",
                        {{"train", "1", "number of the train", ColumnType::uint32},
                         {"link", "1", "row of /network/link", ColumnType::uint32},
                         {"entry_time_s", "s", "its front entered the link", ColumnType::float64},
                         {"exit_time_s", "s", "its front left the link", ColumnType::float64},
                         {"capsules", "1", "capsules of the train", ColumnType::uint32}});
}

}  // namespace

RunResults::RunResults(const std::filesystem::path& path, const Run& run)
    : RunResults(std::make_unique<FileWriter>(path), run) {}

RunResults::RunResults(std::unique_ptr<ResultWriter> writer, const Run& run)
    : writer_(std::make_unique<CountingWriter>(std::move(writer))) {
  const Scenario& scenario = run.scenario();
  write_identity(*writer_, scenario);
  writer_->flush();  // a run killed at once leaves a file that says what it is
  write_scenario_tables(*writer_, scenario);
  define_logs(*writer_);
  define_yard_log(*writer_, run);
  define_trace_tables(*writer_, run);
  define_message_record(*writer_, run);
  for (const auto& pipeline : run.pipelines()) pipeline->define_tables(*writer_);
}

void RunResults::write_news(Run& run) {
  const std::vector<models::JourneyIndex> finished = run.service().take_finished();
  if (!finished.empty()) writer_->append("/trips", journey_data(run, finished));
  models::FormationLog formations = run.take_formations();
  if (!formations.time_s.empty()) {
    writer_->append(
        "/formations",
        {std::move(formations.time_s), std::move(formations.node), std::move(formations.kind),
         std::move(formations.train), std::move(formations.other_train),
         std::move(formations.capsules_before), std::move(formations.capsules_after)});
  }
  write_yard_news(*writer_, run);
  models::TraversalLog traversals = run.take_traversals();
  if (!traversals.train.empty()) {
    writer_->append("/traversals",
                    {std::move(traversals.train), std::move(traversals.link),
                     std::move(traversals.entry_time_s), std::move(traversals.exit_time_s),
                     std::move(traversals.capsules)});
  }
  write_trace_news(*writer_, run.journey_log());
  write_message_news(*writer_, run);
  for (const auto& pipeline : run.pipelines()) pipeline->write_news(*writer_);
}

std::filesystem::path RunResults::finish(Run& run, const std::vector<Measure>& measures,
                                         const RunEnd& end) {
  write_news(run);
  const std::vector<models::JourneyIndex> open = open_journeys(run);
  if (!open.empty()) writer_->append("/trips", journey_data(run, open));
  write_closing_tables(*writer_, run);
  write_yards(*writer_, run);
  write_dispatch(*writer_, run);
  write_open_messages(*writer_, run);
  if (run.scenario().disruption.any()) {
    const DisruptedRun disrupted = run.disrupted();
    write_disruption(*writer_, disrupted, disruption_outcome(disrupted));
  }
  for (const auto& pipeline : run.pipelines()) pipeline->write_closing(*writer_);
  write_summary(*writer_, measures);
  writer_->set_attribute("end_reason", end.reason);
  writer_->set_attribute("simulated_s", sim::to_seconds(run.now()));
  writer_->set_attribute("events", static_cast<std::int64_t>(run.event_count()));
  writer_->set_attribute("event_hash", event_hash_text(run));
  writer_->set_attribute("wall_s", end.wall_s);
  writer_->set_attribute("peak_rss_bytes", static_cast<std::int64_t>(end.peak_rss_bytes));
  return writer_->finish(end.complete);
}

}  // namespace dimai::scenarios
