#include "sim/keeping/archive.hpp"

namespace dimai::sim {

namespace {

/// FNV-1a, 32 bits.
std::uint32_t mark_of(std::string_view name) {
  std::uint32_t mark = 0x811c9dc5U;
  for (const char letter : name) mark = (mark ^ static_cast<unsigned char>(letter)) * 0x01000193U;
  return mark;
}

}  // namespace

void Archive::same(std::uint64_t value, std::string_view what) {
  std::uint64_t kept = value;
  keep_rows(&kept, 1);
  if (kept != value)
    refuse("it holds " + std::to_string(kept) + " " + std::string(what) + " where the run has " +
           std::to_string(value));
}

void Archive::part(std::string_view name) {
  std::uint32_t mark = mark_of(name);
  keep_rows(&mark, 1);
  if (mark != mark_of(name)) refuse("part \"" + std::string(name) + "\" is not where it should be");
}

void Archive::read(void* data, std::size_t size) {
  if (size > left()) refuse("it ends too early");
  std::memcpy(data, input_.data() + at_, size);
  at_ += size;
}

void Archive::refuse(const std::string& why) {
  throw ArchiveError("the state cannot be read back: " + why);
}

}  // namespace dimai::sim
