#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dimai::scenarios {

/// An HDF5 call that failed; what() says which and why, without the path of the file.
class Hdf5Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An open HDF5 identifier, closed when it goes. HDF5's own header stays out of this one.
class Hdf5Object {
 public:
  using Closer = int (*)(std::int64_t);

  Hdf5Object() = default;

  /// @param id      identifier that an HDF5 call returned; negative if the call failed
  /// @param closer  the library's function that closes it
  /// @param what    what was tried, such as "create /trips/wait_s"
  /// @throws Hdf5Failure if `id` is negative
  Hdf5Object(std::int64_t id, Closer closer, std::string_view what);
  ~Hdf5Object() { close(); }
  Hdf5Object(const Hdf5Object&) = delete;
  Hdf5Object& operator=(const Hdf5Object&) = delete;
  Hdf5Object(Hdf5Object&& other) noexcept
      : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
  Hdf5Object& operator=(Hdf5Object&& other) noexcept {
    if (this != &other) {
      close();
      id_ = std::exchange(other.id_, -1);
      closer_ = other.closer_;
    }
    return *this;
  }

  std::int64_t id() const { return id_; }

  /// Closes it now. False if the library could not.
  bool close();

 private:
  std::int64_t id_ = -1;
  Closer closer_ = nullptr;
};

/// Throws Hdf5Failure, with the library's reason, if `status` is negative.
void check_hdf5(std::int64_t status, std::string_view what);

/// Keeps the library from printing its errors on the calling thread: ours are exceptions.
void silence_hdf5();

}  // namespace dimai::scenarios
