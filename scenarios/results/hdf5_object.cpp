#include "scenarios/results/hdf5_object.hpp"

#include <hdf5.h>

namespace dimai::scenarios {
namespace {

// The innermost description of HDF5's error stack; the system's own words if it holds them, as in
// "file write failed: ..., errno = 28, error message = 'No space left on device', ...".
herr_t read_reason(unsigned /*depth*/, const H5E_error2_t* error, void* client) {
  std::string& reason = *static_cast<std::string*>(client);
  const std::string text = error->desc == nullptr ? "" : error->desc;
  const std::string mark = "error message = '";
  const std::size_t start = text.find(mark);
  if (start != std::string::npos) {
    const std::size_t from = start + mark.size();
    reason = text.substr(from, text.find('\'', from) - from);
    return 1;
  }
  if (reason.empty()) reason = text;
  return 0;
}

std::string reason_of_failure() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, read_reason, &reason);
  return reason.empty() ? "unknown reason" : reason;
}

}  // namespace

Hdf5Object::Hdf5Object(std::int64_t id, Closer closer, std::string_view what)
    : id_(id), closer_(closer) {
  check_hdf5(id, what);
}

bool Hdf5Object::close() {
  const std::int64_t id = std::exchange(id_, -1);
  return id < 0 || closer_(id) >= 0;
}

void check_hdf5(std::int64_t status, std::string_view what) {
  if (status < 0) throw Hdf5Failure("cannot " + std::string(what) + ": " + reason_of_failure());
}

void silence_hdf5() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

}  // namespace dimai::scenarios
