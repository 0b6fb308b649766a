#include "scenarios/results/write_lock.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/results/result_error.hpp"

namespace dimai::scenarios {

namespace {

/// Whether the path still leads to the open file: its writer may have renamed it meanwhile.
bool still_there(int descriptor, const std::filesystem::path& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

WriteLock::WriteLock(const std::filesystem::path& path) {
  while (true) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) return;
    // A lock of the open file: it neither meets those of HDF5 nor goes when HDF5 closes the file.
    struct flock whole {};
    whole.l_type = F_WRLCK;
    if (::fcntl(descriptor_, F_OFD_SETLK, &whole) != 0) {
      const bool taken = errno == EAGAIN || errno == EACCES;
      ::close(descriptor_);
      descriptor_ = -1;
      if (!taken) return;
      throw ResultError(path.string() +
                        ": another run is writing this file; give this one another --output");
    }
    if (still_there(descriptor_, path)) return;
    ::close(descriptor_);
  }
}

WriteLock::~WriteLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace dimai::scenarios
