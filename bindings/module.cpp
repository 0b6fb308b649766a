// The module dimai._native: scenarios in, columns out. It translates and adds nothing; what a
// Python user sees stands in analysis/dimai.
#include <cmath>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "bindings/run_session.hpp"
#include "scenarios/describing/describe.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/toml_document.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/recording/closing_tables.hpp"
#include "scenarios/snapshots/snapshot_file.hpp"
#include "scenarios/version.hpp"

namespace py = pybind11;

namespace dimai::bindings {

using scenarios::ColumnData;
using scenarios::Problem;
using scenarios::Scenario;
using scenarios::Value;

namespace {

/// Number of this interface; dimai/library.py asks for the same one.
constexpr int kInterface = 2;

py::dict to_python(const Problem& problem) {
  const bool warning = problem.severity == scenarios::Severity::warning;
  py::dict found;
  found["file"] = problem.file;
  found["line"] = problem.line;
  found["column"] = problem.column;
  found["key"] = problem.key;
  found["message"] = problem.message;
  found["severity"] = warning ? "warning" : "error";
  return found;
}

py::list to_python(const std::vector<Problem>& problems) {
  py::list all;
  for (const Problem& problem : problems) all.append(to_python(problem));
  return all;
}

/// [line, column, value]; the same for every value in a table or list. Numbers, texts, None.
py::object to_python(const Value& value) {
  py::object plain = py::none();
  if (const bool* flag = value.boolean()) plain = py::bool_(*flag);
  if (const std::int64_t* whole = value.integer()) plain = py::int_(*whole);
  if (const double* real = value.real()) plain = py::float_(*real);
  if (const std::string* text = value.text()) plain = py::str(*text);
  if (const Value::Array* array = value.array()) {
    py::list items;
    for (const Value& item : *array) items.append(to_python(item));
    plain = items;
  }
  if (const Value::Table* table = value.table()) {
    py::dict members;
    for (const scenarios::Member& member : *table) {
      py::tuple each = to_python(member.value);
      members[py::str(member.key)] =
          py::make_tuple(member.place.line, member.place.column, each[2]);
    }
    plain = members;
  }
  return py::make_tuple(value.place.line, value.place.column, plain);
}

py::object parse_toml(const std::string& text, const std::string& file) {
  scenarios::Problems problems;
  const auto document = scenarios::parse_toml(text, file, problems);
  if (!document) throw scenarios::ScenarioError(problems.sorted());
  return to_python(*document);
}

/// An array that shows the values where they are, and keeps them; not to be written to. Texts are
/// copied.
py::array to_array(const std::shared_ptr<const ColumnData>& data,
                   const std::vector<std::uint64_t>& shape) {
  return std::visit(
      [&](const auto& values) -> py::array {
        using T = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_same_v<T, std::string>) {
          py::list texts;
          for (const std::string& text : values) texts.append(py::str(text));
          return {py::module_::import("numpy").attr("array")(texts, py::arg("dtype") = "object")};
        } else {
          auto* owner = new std::shared_ptr<const ColumnData>(data);
          const py::capsule keeper(
              owner, [](void* p) { delete static_cast<std::shared_ptr<const ColumnData>*>(p); });
          const std::vector<py::ssize_t> sizes(shape.begin(), shape.end());
          py::array_t<T> array(sizes, values.data(), keeper);
          array.attr("setflags")(py::arg("write") = false);
          return array;
        }
      },
      *data);
}

py::list take_batches(RunSession& session) {
  py::list all;
  for (const Batch& batch : session.columns().take_batches()) {
    py::dict columns;
    for (std::size_t c = 0; c < batch.infos.size(); ++c) {
      columns[py::str(batch.infos[c].name)] = to_array(batch.columns[c], batch.shapes[c]);
    }
    all.append(py::make_tuple(batch.group, columns));
  }
  return all;
}

py::dict attributes(RunSession& session) {
  py::dict all;
  for (const auto& [name, value] : session.columns().attributes())
    all[py::str(name)] = py::cast(value);
  return all;
}

py::dict dataset_infos(RunSession& session) {
  py::dict all;
  for (const auto& [path, each] : session.columns().datasets())
    all[py::str(path)] = py::make_tuple(each.info.units, each.info.long_name, each.info.meanings);
  return all;
}

py::array dataset(RunSession& session, const std::string& path) {
  const auto found = session.columns().datasets().find(path);
  if (found == session.columns().datasets().end()) throw py::key_error(path);
  return to_array(found->second.data, found->second.shape);
}

py::object effective(const Scenario& scenario) {
  return py::module_::import("json").attr("loads")(scenarios::describe_json(scenario));
}

/// C++ errors become those of Python, scenarios' own with all problems.
// NOLINTNEXTLINE(performance-unnecessary-value-param): pybind11 asks for this signature
void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const scenarios::ScenarioError& error) {
    const py::object type = py::module_::import("dimai.problems").attr("ScenarioError");
    const py::object made = type.attr("of")(to_python(error.problems()));
    PyErr_SetObject(type.ptr(), made.ptr());
  } catch (const scenarios::SnapshotError& error) {
    const py::object type = py::module_::import("dimai.problems").attr("SnapshotError");
    PyErr_SetString(type.ptr(), error.what());
  } catch (const scenarios::ResultError& error) {
    PyErr_SetString(PyExc_OSError, error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    PyErr_SetString(PyExc_OSError, error.what());
  }
}

void bind_scenario(py::module_& module) {
  using Holder = std::shared_ptr<Scenario>;
  py::class_<Scenario, Holder>(module, "Scenario", "A scenario that was read and checked.")
      .def(py::init([](const std::string& path, const std::vector<std::string>& overrides) {
             const py::gil_scoped_release release;
             return std::make_shared<Scenario>(scenarios::read_scenario(path, overrides));
           }),
           py::arg("path"), py::arg("overrides"))
      .def_readonly("name", &Scenario::name)
      .def_readonly("title", &Scenario::title)
      .def_readonly("title_zh", &Scenario::title_zh)
      .def_readonly("source_text", &Scenario::source_text)
      .def_readonly("files", &Scenario::files)
      .def_readonly("overrides", &Scenario::overrides)
      .def_property_readonly("seed", [](const Scenario& s) { return s.run.seed; })
      .def_property_readonly("replication", [](const Scenario& s) { return s.run.replication; })
      .def_property_readonly("duration_s", [](const Scenario& s) { return s.run.duration_s; })
      .def_property_readonly("time_bin_s", [](const Scenario& s) { return s.run.time_bin_s; })
      .def_property_readonly("warnings", [](const Scenario& s) { return to_python(s.warnings); })
      .def("describe", &effective);
}

void bind_run(py::module_& module) {
  const auto free = py::call_guard<py::gil_scoped_release>();
  py::class_<RunSession>(module, "Run", "One run of a scenario, stepped by its caller.")
      .def(py::init([](std::shared_ptr<Scenario> scenario, const std::string& file) {
             const py::gil_scoped_release release;
             return std::make_unique<RunSession>(std::move(scenario), file);
           }),
           py::arg("scenario"), py::arg("file"))
      .def(py::init([](std::shared_ptr<Scenario> scenario, const std::string& file,
                       const std::string& snapshot, const std::vector<std::string>& changes) {
             const py::gil_scoped_release release;
             return std::make_unique<RunSession>(std::move(scenario), file, snapshot, changes);
           }),
           py::arg("scenario"), py::arg("file"), py::arg("snapshot"), py::arg("changes"))
      .def(
          "snapshot",
          [](RunSession& s, const std::string& folder, const std::string& path) {
            return s.snapshot(folder, path).string();
          },
          py::arg("folder"), py::arg("path"), free)
      .def("advance", &RunSession::advance, py::arg("until_s"), py::arg("wall_s"), free)
      .def("write_news", &RunSession::write_news, free)
      .def("finish", &RunSession::finish, free)
      .def("want_batches", [](RunSession& s) { s.columns().want_batches(); })
      .def("take_batches", &take_batches)
      .def("attributes", &attributes)
      .def("datasets", &dataset_infos)
      .def("dataset", &dataset, py::arg("path"))
      .def("texts", [](RunSession& s) { return s.columns().texts(); })
      .def_property_readonly("now_s", &RunSession::now_s)
      .def_property_readonly("at_end", &RunSession::at_end)
      .def_property_readonly("finished", &RunSession::finished)
      .def_property_readonly("share_done", [](const RunSession& s) { return s.run().share_done(); })
      .def_property_readonly("events", [](const RunSession& s) { return s.run().event_count(); })
      .def_property_readonly(
          "event_hash", [](const RunSession& s) { return scenarios::event_hash_text(s.run()); })
      .def_property_readonly("faults", [](const RunSession& s) { return s.end().faults; })
      .def_property_readonly("file", [](const RunSession& s) { return s.file().string(); });
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  return scenarios::did_you_mean(word, {known.begin(), known.end()});
}

}  // namespace

PYBIND11_MODULE(_native, module) {
  module.doc() = "The compiled part of dimai; use the package dimai instead.";
  module.attr("INTERFACE") = kInterface;
  module.attr("VERSION") = std::string(scenarios::version());
  module.attr("COMMIT") = std::string(scenarios::git_commit());
  py::register_exception_translator(&translate);
  bind_scenario(module);
  bind_run(module);
  module.def("parse_toml", &parse_toml, py::arg("text"), py::arg("file"));
  module.def(
      "read_label",
      [](const std::string& file) {
        const scenarios::SnapshotLabel label = scenarios::read_snapshot(file).label;
        py::dict told;
        told["scenario"] = label.scenario;
        told["overrides"] = label.overrides;
        told["time_ns"] = label.time_ns;
        return told;
      },
      py::arg("file"));
  module.def("did_you_mean", &did_you_mean, py::arg("word"), py::arg("known"));
}

}  // namespace dimai::bindings
