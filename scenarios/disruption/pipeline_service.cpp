#include "scenarios/disruption/pipeline_service.hpp"

#include <array>
#include <utility>

namespace dimai::scenarios {

namespace {

/// What a recovery is told as: column, unit, meaning, member.
struct Figure {
  const char* name;
  const char* unit;
  const char* meaning;
  double models::Recovery::*of;
};

constexpr std::array<Figure, 7> kFigures{{
    {"before", "1", "service before the first failure", &models::Recovery::before},
    {"least", "1", "lowest service after it", &models::Recovery::least},
    {"area", "1", "area under service over before, from then on", &models::Recovery::area_share},
    {"lost_time", "s", "what is lost of that, as time without any", &models::Recovery::lost_s},
    {"to_50", "s", "until half of the drop is regained; NaN: not in the run",
     &models::Recovery::to_50_s},
    {"to_90", "s", "until 90 % are", &models::Recovery::to_90_s},
    {"to_99", "s", "until 99 % are", &models::Recovery::to_99_s},
}};

template <class Value, class Get>
std::vector<Value> of_each(const std::vector<PipelineService>& services, Get get) {
  std::vector<Value> values;
  for (const PipelineService& each : services) values.push_back(get(each));
  return values;
}

}  // namespace

std::vector<PipelineService> pipeline_services(
    const Scenario& scenario, const std::vector<std::unique_ptr<PipelineRun>>& runs, double end_s,
    double first_failure_s) {
  models::ServiceQuestion question;
  question.step_s = scenario.run.time_bin_s;
  question.end_s = end_s;
  question.first_failure_s = first_failure_s;
  question.late_factor = scenario.disruption.parameters.late_factor;
  question.late_grace_s = scenario.disruption.parameters.late_grace_s;
  std::vector<PipelineService> all;
  for (std::size_t i = 0; i < runs.size() && end_s > 0.0; ++i) {
    for (models::ServiceCount& count : runs[i]->service_over_time(question)) {
      if (count.asked() <= 0.0) continue;
      const models::Recovery recovery = count.recovery();
      all.push_back({std::string(scenario.pipelines[i]->kind()), std::move(count), recovery});
    }
  }
  return all;
}

void write_pipeline_services(ResultWriter& writer, const std::vector<PipelineService>& services) {
  if (services.empty()) return;
  using Row = PipelineService;
  std::vector<Column> columns{
      {{"system", "", "kind of pipelines"},
       of_each<std::string>(services, [](const Row& r) { return r.system; })},
      {{"name", "", "of the system, or of one of its lines"},
       of_each<std::string>(services, [](const Row& r) { return r.count.name(); })},
      {{"unit", "", "of what is asked for: 1 (sends), kg or m3"},
       of_each<std::string>(services, [](const Row& r) { return r.count.unit(); })},
      {{"asked", "", "in that unit"},
       of_each<double>(services, [](const Row& r) { return r.count.asked(); })},
      {{"served", "", "of it in time, in that unit"},
       of_each<double>(services, [](const Row& r) { return r.count.served(); })}};
  for (const Figure& figure : kFigures) {
    const bool time = std::string_view(figure.unit) == "s";
    columns.push_back(
        {{std::string(figure.name) + (time ? "_s" : ""), figure.unit, figure.meaning},
         of_each<double>(services, [&](const Row& r) { return r.recovery.*figure.of; })});
  }
  writer.write_columns("/disruption/pipelines", std::move(columns));
  std::vector<std::uint32_t> pipeline;
  std::vector<double> time_s;
  std::vector<double> share;
  for (std::uint32_t i = 0; i < services.size(); ++i) {
    const models::ServiceCurve curve = services[i].count.curve();
    pipeline.insert(pipeline.end(), curve.time_s.size(), i);
    time_s.insert(time_s.end(), curve.time_s.begin(), curve.time_s.end());
    share.insert(share.end(), curve.share.begin(), curve.share.end());
  }
  writer.write_columns(
      "/disruption/pipeline_service",
      {{{"pipeline", "1", "row of /disruption/pipelines"}, std::move(pipeline)},
       {{"time_s", "s", "start of a step"}, std::move(time_s)},
       {{"served_share", "1", "served of what was asked for in the step; NaN: nothing was"},
        std::move(share)}});
}

std::vector<Measure> pipeline_service_measures(const std::vector<PipelineService>& services) {
  std::vector<Measure> all;
  for (const PipelineService& service : services) {
    for (const Figure& figure : kFigures) {
      Measure measure;
      measure.name = std::string("pipeline_service_") + figure.name;
      measure.capsule_class = service.count.name();
      measure.unit = figure.unit;
      measure.n = 1;
      measure.mean = measure.p5 = measure.p50 = measure.p95 = measure.p99 =
          service.recovery.*figure.of;
      all.push_back(std::move(measure));
    }
  }
  return all;
}

std::string service_title(const PipelineService& service, Language language) {
  struct Title {
    const char* system;
    const char* english;
    const char* chinese;
  };
  constexpr std::array<Title, 6> kTitles{{{"tubes", "tubes, sends in time", "气动管道及时送达"},
                                          {"liquid", "liquid, delivered", "液体供给"},
                                          {"gas", "gas, delivered", "燃气供给"},
                                          {"powder", "powder, in time", "粉末及时送达"},
                                          {"capsule_line", "delivered", "送达"},
                                          {"batch_line", "sent", "输送"}}};
  for (const Title& title : kTitles) {
    if (service.system != title.system) continue;
    const std::string text = in_language(language, title.english, title.chinese);
    const bool line = service.count.name() != service.system;
    return line ? service.count.name() + in_language(language, ", ", "：") + text : text;
  }
  return service.count.name();
}

}  // namespace dimai::scenarios
