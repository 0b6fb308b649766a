#include "scenarios/snapshots/snapshot_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <span>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "scenarios/version.hpp"

namespace dimai::scenarios {

namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 16> kMagic{'d', 'i', 'm', 'a', 'i', ' ', 's',  'n',
                                      'a', 'p', 's', 'h', 'o', 't', '\n', 0};
constexpr std::uint32_t kLayout = 1;
constexpr int kCompression = 1;

/// What a file begins with; then the label as JSON, then the state, deflated.
struct Head {
  std::array<char, 16> magic = kMagic;
  std::uint32_t layout = kLayout;
  std::uint32_t checksum = 0;  ///< CRC-32 of all that follows
  std::uint64_t label_bytes = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t state_bytes = 0;
};
constexpr std::size_t kUnchecked = sizeof(kMagic) + 2 * sizeof(std::uint32_t);
static_assert(sizeof(Head) == kUnchecked + 3 * sizeof(std::uint64_t));

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
  throw SnapshotError(file.generic_string() + ": " + why);
}

nlohmann::json to_json(const SnapshotLabel& label) {
  return {{"version", label.version},         {"scenario", label.scenario},
          {"source_hash", label.source_hash}, {"file_hashes", label.file_hashes},
          {"overrides", label.overrides},     {"origin", label.origin},
          {"fingerprint", label.fingerprint}, {"time_ns", label.time_ns},
          {"events", label.events},           {"event_hash", label.event_hash},
          {"result", label.result},           {"result_rows", label.result_rows}};
}

SnapshotLabel from_json(const nlohmann::json& json) {
  SnapshotLabel label;
  json.at("version").get_to(label.version);
  json.at("scenario").get_to(label.scenario);
  json.at("source_hash").get_to(label.source_hash);
  json.at("file_hashes").get_to(label.file_hashes);
  json.at("overrides").get_to(label.overrides);
  json.at("origin").get_to(label.origin);
  json.at("fingerprint").get_to(label.fingerprint);
  json.at("time_ns").get_to(label.time_ns);
  json.at("events").get_to(label.events);
  json.at("event_hash").get_to(label.event_hash);
  json.at("result").get_to(label.result);
  json.at("result_rows").get_to(label.result_rows);
  return label;
}

std::vector<std::byte> pack(const std::vector<std::byte>& state) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(kCompression), libdeflate_free_compressor);
  std::vector<std::byte> packed(libdeflate_zlib_compress_bound(compressor.get(), state.size()));
  packed.resize(libdeflate_zlib_compress(compressor.get(), state.data(), state.size(),
                                         packed.data(), packed.size()));
  return packed;
}

std::vector<std::byte> unpack(const fs::path& file, std::span<const std::byte> packed,
                              std::size_t bytes) {
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>
      decompressor(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  std::vector<std::byte> state(bytes);
  if (libdeflate_zlib_decompress(decompressor.get(), packed.data(), packed.size(), state.data(),
                                 state.size(), nullptr) != LIBDEFLATE_SUCCESS)
    refuse(file, "is damaged: its state cannot be unpacked");
  return state;
}

/// Writes all of a file and waits until the disk has it; the reason if that fails, else 0.
int write_file(const fs::path& file, std::span<const std::byte> bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return errno;
  int reason = 0;
  while (!bytes.empty() && reason == 0) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      reason = errno == EINTR ? 0 : errno;
    } else {
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  if (reason == 0 && ::fsync(descriptor) != 0) reason = errno;
  if (::close(descriptor) != 0 && reason == 0) reason = errno;
  return reason;
}

std::vector<std::byte> read_all(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  std::ifstream stream(file, std::ios::binary);
  if (failure || !stream) refuse(file, "cannot be read: there is no such file, or no permission");
  std::vector<std::byte> bytes(size);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!stream) refuse(file, "cannot be read");
  return bytes;
}

Head read_head(const fs::path& file, std::span<const std::byte> bytes) {
  Head head;
  const bool ours = bytes.size() >= sizeof(kMagic) &&
                    std::memcmp(bytes.data(), kMagic.data(), sizeof(kMagic)) == 0;
  if (!ours)
    refuse(file,
           "is not a snapshot of dimai; accepts a file that run --snapshot-every or "
           "--snapshot-at has written");
  if (bytes.size() < sizeof(Head)) refuse(file, "is cut short");
  std::memcpy(&head, bytes.data(), sizeof(Head));
  if (head.layout != kLayout)
    refuse(file, fmt::format("is a snapshot of layout {}, and this dimai reads layout {}",
                             head.layout, kLayout));
  const std::uint64_t rest = bytes.size() - sizeof(Head);
  const bool too_long = head.label_bytes > rest || head.packed_bytes > rest - head.label_bytes;
  if (too_long) refuse(file, "is cut short: it holds less than it says");
  const auto checked = bytes.subspan(kUnchecked);
  if (libdeflate_crc32(0, checked.data(), checked.size()) != head.checksum)
    refuse(file, "is damaged: its checksum does not fit");
  return head;
}

void check_version(const fs::path& file, const std::string& found) {
  const std::string here = this_version();
  if (found == here) return;
  refuse(file, fmt::format("was written by dimai {}, and this is dimai {}; only the same version "
                           "and commit can go on from it",
                           found, here));
}

}  // namespace

std::string this_version() { return fmt::format("{} ({})", version(), git_commit()); }

std::string text_hash(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : text)
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
  return fmt::format("{:016x}", hash);
}

void write_snapshot(const fs::path& file, const SnapshotLabel& label,
                    const std::vector<std::byte>& state) {
  const std::string text = to_json(label).dump();
  const std::vector<std::byte> packed = pack(state);
  Head head;
  head.label_bytes = text.size();
  head.packed_bytes = packed.size();
  head.state_bytes = state.size();
  std::vector<std::byte> bytes(sizeof(Head));
  const auto label_bytes = std::as_bytes(std::span(text));
  bytes.insert(bytes.end(), label_bytes.begin(), label_bytes.end());
  bytes.insert(bytes.end(), packed.begin(), packed.end());
  std::memcpy(bytes.data(), &head, sizeof(Head));
  head.checksum = libdeflate_crc32(0, bytes.data() + kUnchecked, bytes.size() - kUnchecked);
  std::memcpy(bytes.data(), &head, sizeof(Head));

  const fs::path part = file.string() + ".part";
  int reason = write_file(part, bytes);
  if (reason == 0 && ::rename(part.c_str(), file.c_str()) != 0) reason = errno;
  if (reason != 0) {
    ::unlink(part.c_str());
    refuse(file, std::string("cannot be written: ") + std::strerror(reason));
  }
  // The new name itself is safe once the folder is.
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

Snapshot read_snapshot(const fs::path& file) {
  const std::vector<std::byte> bytes = read_all(file);
  const Head head = read_head(file, bytes);
  Snapshot snapshot;
  try {
    const char* text = reinterpret_cast<const char*>(bytes.data() + sizeof(Head));
    const nlohmann::json label = nlohmann::json::parse(text, text + head.label_bytes);
    check_version(file, label.at("version").get<std::string>());
    snapshot.label = from_json(label);
  } catch (const nlohmann::json::exception& error) {
    refuse(file, std::string("has a label that cannot be read: ") + error.what());
  }
  const std::span all(bytes);
  snapshot.state = unpack(file, all.subspan(sizeof(Head) + head.label_bytes, head.packed_bytes),
                          head.state_bytes);
  return snapshot;
}

}  // namespace dimai::scenarios
