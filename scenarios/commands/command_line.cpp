#include "scenarios/commands/command_line.hpp"

#include <array>
#include <iostream>
#include <limits>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "scenarios/commands/design_command.hpp"
#include "scenarios/commands/resilience_command.hpp"
#include "scenarios/describing/describe.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/units.hpp"
#include "scenarios/hand_over.hpp"
#include "scenarios/output_folder.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/version.hpp"

namespace dimai::scenarios {

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrong = 2;
constexpr std::array<std::string_view, 5> kVerbs{"run", "validate", "describe", "design",
                                                 "resilience"};

/// What was typed, before it is checked.
struct Options {
  std::string scenario;
  std::string output;
  std::string seed;
  std::string replication;
  std::vector<std::string> sets;
  std::string language;
  std::string resume;
  std::string snapshot_every;
  std::vector<std::string> snapshot_at;
  std::size_t keep_snapshots = std::numeric_limits<std::size_t>::max();
  std::size_t threads = 0;
  bool quiet = false;
  bool json = false;
  bool progress_lines = false;
  PowderDesignOptions powder_design;
  ResilienceOptions resilience;
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Language chosen_language(const Options& options) {
  std::string language = options.language;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (language.empty()) language = environment(name);
  }
  return language.starts_with("zh") ? Language::chinese : Language::english;
}

/// --seed and --replication are short for --set and get the same checks.
std::vector<std::string> overrides(const Options& options) {
  std::vector<std::string> list = options.sets;
  if (!options.seed.empty()) list.push_back("run.seed=" + options.seed);
  if (!options.replication.empty()) list.push_back("run.replication=" + options.replication);
  return list;
}

/// A scenario, or nothing and all its problems.
std::optional<Scenario> read(const Options& options, std::vector<Problem>& problems) {
  try {
    return read_scenario(options.scenario, overrides(options));
  } catch (const ScenarioError& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
  }
  return std::nullopt;
}

int validate(const Options& options) {
  std::vector<Problem> problems;
  const auto scenario = read(options, problems);
  if (scenario) problems = scenario->warnings;
  std::cout << (options.json ? to_json(problems) + "\n"
                             : problems_text(problems, options.scenario, chosen_language(options)));
  return scenario ? kDone : kWrong;
}

int describe(const Options& options) {
  std::vector<Problem> problems;
  const auto scenario = read(options, problems);
  if (!scenario) {
    if (options.json) std::cout << to_json(problems) << "\n";
    if (!options.json)
      std::cerr << problems_text(problems, options.scenario, chosen_language(options));
    return kWrong;
  }
  std::cout << (options.json ? describe_json(*scenario) + "\n"
                             : describe_text(*scenario, chosen_language(options)));
  return kDone;
}

/// A simulated time, such as "6 h".
double time_option(const char* option, const std::string& text) {
  const Quantity quantity = parse_quantity(text, Dimension::time);
  if (!quantity.error.empty()) throw CLI::ValidationError(option, quantity.error);
  if (!(quantity.value >= 1e-9 && quantity.value <= 9e9))
    throw CLI::ValidationError(option, "got \"" + text + "\", accepts 1 ns to 285 years");
  return quantity.value;
}

SnapshotWishes snapshot_wishes(const Options& options) {
  SnapshotWishes wishes;
  if (!options.snapshot_every.empty())
    wishes.every_s = time_option("--snapshot-every", options.snapshot_every);
  for (const std::string& text : options.snapshot_at)
    wishes.at_s.push_back(time_option("--snapshot-at", text));
  wishes.keep = options.keep_snapshots;
  return wishes;
}

int run_verb(const Options& options, const RunFunction& run) {
  RunOptions wanted;
  wanted.scenario = options.scenario;
  wanted.output = options.output;
  wanted.resume = options.resume;
  wanted.snapshots = snapshot_wishes(options);
  if (options.scenario.empty() && options.resume.empty()) throw CLI::RequiredError("scenario");
  if (options.output.empty() && options.resume.empty())
    wanted.output = usual_output(options.scenario);
  wanted.overrides = overrides(options);
  wanted.threads = options.threads;
  wanted.quiet = options.quiet;
  wanted.json = options.json;
  wanted.progress_lines = options.progress_lines;
  wanted.language = chosen_language(options);
  const auto unwritable = wanted.output.empty() ? std::nullopt : unwritable_output(wanted.output);
  if (!unwritable) return run(wanted);
  std::vector<Problem> problems{*unwritable};
  read(options, problems);
  std::cerr << problems_text(problems, options.scenario, wanted.language);
  return kWrong;
}

CLI::Option* add_common(CLI::App* verb, Options& options) {
  CLI::Option* scenario =
      verb->add_option("scenario", options.scenario,
                       "scenario folder, its .toml file, or an EPANET .inp file")
          ->required()
          ->type_name("FOLDER");
  verb->add_option("--set", options.sets,
                   "change a key of the scenario, such as guideway.speed=300km/h; repeatable")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
  verb->add_option("--seed", options.seed, "short for --set run.seed=N")->type_name("N");
  verb->add_option("--replication", options.replication, "short for --set run.replication=K")
      ->type_name("K");
  verb->add_flag("--json", options.json, "JSON on standard output");
  verb->add_option("--language", options.language, "en or zh; default: that of the terminal")
      ->check(CLI::IsMember({"en", "zh"}));
  return scenario;
}

void add_snapshots(CLI::App* run, Options& options) {
  run->add_option("--snapshot-every", options.snapshot_every,
                  "write the run's state beside its result, whenever so much time has been "
                  "simulated, and at an interruption; such as \"6 h\"")
      ->type_name("TIME");
  run->add_option("--snapshot-at", options.snapshot_at, "the same at a simulated time; repeatable")
      ->type_name("TIME")
      ->expected(1)
      ->take_all();
  run->add_option("--keep-snapshots", options.keep_snapshots,
                  "only the newest so many (default: all)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  run->add_option("--resume", options.resume,
                  "go on from a snapshot, in its scenario; --set changes what is still to come")
      ->type_name("FILE");
}

void add_design(CLI::App& app, Options& options) {
  CLI::App* design = app.add_subcommand("design", "what would carry it: a table of sizes");
  design->require_subcommand(1);
  PowderDesignOptions& wanted = options.powder_design;
  CLI::App* powder = design->add_subcommand("powder", "bores, pressures, gas and energy of a line");
  powder->add_option("--powder", wanted.powder, "its name in data/powders.csv")->required();
  powder->add_option("--rate", wanted.rate, "such as \"900 kg/h\"")->required();
  powder->add_option("--distance", wanted.distance, "horizontal pipe, such as \"30 m\"");
  powder->add_option("--rise", wanted.rise, "vertical pipe; below 0: downward");
  powder->add_option("--bends", wanted.bends, "bends of 90 degrees");
  powder->add_option("--gas", wanted.gas, "air, nitrogen, argon, \"carbon dioxide\"");
  powder->add_option("--bore", wanted.bores, "a bore to try; repeatable; default: the usual pipes");
  powder->add_option("--max-pressure", wanted.max_pressure, "of the blower; default 1 bar");
  powder->add_option("--max-velocity", wanted.max_velocity, "of the gas; default 40 m/s");
  powder->add_option("--law", wanted.law, "law of the least velocity; default: the highest");
  powder->add_option("--factor", wanted.factor, "velocity at the feed over it; default 1.3");
  powder->add_option("--phase", wanted.phase, "dilute (default) or dense: slugs from a blow tank");
  powder->add_option("--slug-velocity", wanted.slug_velocity, "dense: at the end; default 2 m/s");
  powder->add_option("--wall-friction", wanted.wall_friction, "dense: tangent of the angle");
  powder->add_option("--internal-friction", wanted.internal_friction, "dense: the same");
  powder->add_option("--stress-ratio", wanted.stress_ratio, "dense: radial over axial, in slugs");
  powder->add_option("--tank", wanted.tank, "dense: blow tank; default 0.5 m3");
  powder->add_flag("--vacuum", wanted.vacuum, "suck at the delivery");
  powder->add_flag("--json", wanted.json, "JSON on standard output");
  powder->add_option("--language", options.language, "en or zh; default: that of the terminal");
}

void add_resilience(CLI::App& app, Options& options) {
  CLI::App* verb = app.add_subcommand(
      "resilience", "what is left of demand when tunnels are lost, without simulating");
  add_common(verb, options);
  ResilienceOptions& wanted = options.resilience;
  verb->add_option("--most", wanted.most_losses, "tunnels lost at most; default 10")
      ->check(CLI::Range(1, 10000));
  verb->add_option("--draws", wanted.draws, "random cases for each number; default 1000")
      ->check(CLI::Range(1, 10000000));
  verb->add_option("--in-time", wanted.in_time_draws,
                   "of these, whose ways' times are looked at, too; default: none")
      ->check(CLI::Range(0, 10000000));
  verb->add_option("--ranked", wanted.ranked, "tunnels and nodes ranked; default 20")
      ->check(CLI::Range(1, 100000));
  verb->add_option("--strikes", wanted.strikes, "strikes on random places; default: none")
      ->check(CLI::Range(0, 10000000));
  verb->add_option("--radius", wanted.radius, "of load 1 of these strikes; default 500 m");
  verb->add_option("--horizon", wanted.horizon, "in which they are repaired; default 30 d");
  verb->add_option("--threads", wanted.threads, "default: one a core. Changes no result")
      ->check(CLI::Range(1, 1024));
}

int resilience(const Options& options) {
  ResilienceOptions wanted = options.resilience;
  wanted.scenario = options.scenario;
  wanted.overrides = overrides(options);
  wanted.json = options.json;
  return study_losses_of(wanted, chosen_language(options));
}

void add_verbs(CLI::App& app, Options& options) {
  CLI::App* run = app.add_subcommand("run", "simulate a scenario; write result.h5 and report.html");
  add_common(run, options)->required(false);
  run->add_option("--output", options.output,
                  "folder of the results (default: results/NAME, or NAME-resumed)")
      ->type_name("DIR");
  run->add_option(
         "--threads", options.threads,
         "that simulate the scenario's regions (run.regions); default: one a core. Changes "
         "no result")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  add_snapshots(run, options);
  run->add_flag("--quiet", options.quiet, "no progress and no summary");
  run->add_flag("--progress-lines", options.progress_lines,
                "progress as lines of JSON on standard error, for programs");
  add_common(app.add_subcommand("validate", "find every problem; run nothing"), options);
  add_common(app.add_subcommand("describe", "show size, memory and every parameter; run nothing"),
             options);
  add_design(app, options);
  add_resilience(app, options);
  app.footer(
      "  report                      make report.html of a result.h5\n"
      "  view                        show a result on a map with a clock\n"
      "  desk                        scenarios in a browser: change, run, compare\n\n"
      "dimai VERB --help tells the options of a verb.\n"
      "Exit status: 0 done, 1 failed, 2 wrong usage or a faulty scenario, 130 interrupted");
}

bool is_python_verb(std::string_view word) {
  const bool option = word.starts_with('-');
  return !option && std::find(kVerbs.begin(), kVerbs.end(), word) == kVerbs.end();
}

std::vector<std::string_view> known_options(const CLI::App& verb) {
  std::vector<std::string_view> names;
  for (const CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  }
  return names;
}

/// What a command line cannot be read for, and where to find help.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error) {
  const auto given = app.get_subcommands();
  const CLI::App& verb = given.empty() ? app : *given.front();
  const std::string name = given.empty() ? "dimai" : "dimai " + verb.get_name();
  std::string message = error.what();
  if (const auto words = app.remaining(true); !words.empty()) {
    const auto option = std::find_if(words.begin(), words.end(),
                                     [](const std::string& word) { return word.starts_with("-"); });
    if (option == words.end()) {
      message = fmt::format("got one scenario and \"{}\", accepts one scenario", words.front());
    } else {
      const std::string bare = option->substr(option->find_first_not_of('-'));
      const std::string near = nearest(bare.substr(0, bare.find('=')), known_options(verb));
      message = fmt::format("there is no option \"{}\"", *option);
      if (!near.empty()) message += "; did you mean \"--" + near + "\"?";
    }
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    message = "needs a scenario, such as scenarios/first-steps";
  }
  return fmt::format("{} ({} --help tells more)", message, name);
}

int perform(const CLI::App& app, const Options& options, const RunFunction& run) {
  if (app.got_subcommand("validate")) return validate(options);
  if (app.got_subcommand("describe")) return describe(options);
  if (app.got_subcommand("design"))
    return design_powder(options.powder_design, chosen_language(options));
  if (app.got_subcommand("resilience")) return resilience(options);
  return run_verb(options, run);
}

}  // namespace

int command_line(int argc, const char* const* argv, const RunFunction& run) {
  if (argc > 1 && is_python_verb(argv[1])) return hand_over(argc, argv);
  Options options;
  CLI::App app{"dimai (地脉): underground logistics, simulated before anything is dug", "dimai"};
  app.set_version_flag("--version", fmt::format("dimai {} ({})", version(), git_commit()));
  app.require_subcommand(1);
  add_verbs(app, options);
  if (argc < 2) {
    std::cerr << app.help();
    return kWrong;
  }
  try {
    app.parse(argc, argv);
    return perform(app, options, run);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    std::cerr << "dimai: " << what_is_wrong(app, error) << "\n";
    return kWrong;
  } catch (const std::exception& error) {
    std::cerr << "dimai: " << error.what() << "\n";
    return kFailed;
  }
}

}  // namespace dimai::scenarios
