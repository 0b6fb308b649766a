#include "models/messages/forked_network.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

namespace dimai::models {

namespace {

/// What is asked of a network in another process. Plain data, as it is in memory.
struct Order {
  enum class Kind : std::uint8_t { send, compute, access, computer, next, take };
  Kind kind = Kind::next;
  bool working = true;
  std::uint32_t tag = 0;
  std::uint32_t from = 0;  ///< access point or computer
  std::uint32_t to = 0;
  std::int64_t now_ns = 0;
  std::uint64_t bytes = 0;
  double flop = 0.0;
};
struct Answer {
  std::int64_t next_ns = 0;
  std::uint64_t outcomes = 0;  ///< that follow
};
struct FlatAccess {
  double x_m = 0.0;
  double y_m = 0.0;
  double latency_s = 0.0;
  double bandwidth_bit_s = 0.0;
  AccessKind kind = AccessKind::fibre;
};
struct FlatComputer {
  std::uint32_t access = 0;
  double speed_flop_s = 0.0;
};
struct Sizes {
  std::uint64_t access_points = 0;
  std::uint64_t computers = 0;
  double latency_s_per_m = 0.0;
};

/// One end of a connection.
class Socket {
 public:
  explicit Socket(int file) : file_(file) {}
  ~Socket() {
    if (file_ >= 0) ::close(file_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int file() const { return file_; }

  /// False if the other end is gone.
  bool write(const void* data, std::size_t size) const {
    const auto* bytes = static_cast<const char*>(data);
    while (size > 0) {
      const ssize_t done = ::send(file_, bytes, size, MSG_NOSIGNAL);
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) return false;
      bytes += done;
      size -= static_cast<std::size_t>(done);
    }
    return true;
  }
  bool read(void* data, std::size_t size) const {
    auto* bytes = static_cast<char*>(data);
    while (size > 0) {
      const ssize_t done = ::recv(file_, bytes, size, 0);
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) return false;
      bytes += done;
      size -= static_cast<std::size_t>(done);
    }
    return true;
  }
  template <class T>
  bool write(const std::vector<T>& rows) const {
    return rows.empty() || write(rows.data(), rows.size() * sizeof(T));
  }
  template <class T>
  bool read(std::vector<T>& rows) const {
    return rows.empty() || read(rows.data(), rows.size() * sizeof(T));
  }

 private:
  int file_;
};

std::array<int, 2> pair_of(int type) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0)
    throw std::runtime_error(std::string("messages: no connection to a process of SimGrid's: ") +
                             std::strerror(errno));  // NOLINT: read at once
  return ends;
}

// ---- in the network's own process ----

bool read_platform(const Socket& socket, MessagePlatform& platform) {
  Sizes sizes;
  if (!socket.read(&sizes, sizeof sizes)) return false;
  std::vector<FlatAccess> access_points(sizes.access_points);
  std::vector<FlatComputer> computers(sizes.computers);
  if (!socket.read(access_points) || !socket.read(computers)) return false;
  platform.latency_s_per_m = sizes.latency_s_per_m;
  for (const FlatAccess& row : access_points)
    platform.access_points.push_back(
        {"", row.x_m, row.y_m, row.kind, row.latency_s, row.bandwidth_bit_s});
  for (const FlatComputer& row : computers)
    platform.computers.push_back({"", AccessIndex{row.access}, row.speed_flop_s});
  return true;
}

/// Does what is asked until the other end is gone.
void serve(const Socket& socket, MessageNetwork& network) {
  Order order;
  std::vector<MessageOutcome> outcomes;
  while (socket.read(&order, sizeof order)) {
    const sim::Time now{order.now_ns};
    outcomes.clear();
    switch (order.kind) {
      case Order::Kind::send:
        network.send(now, AccessIndex{order.from}, AccessIndex{order.to}, order.bytes, order.tag);
        continue;
      case Order::Kind::compute:
        network.compute(now, ComputerIndex{order.from}, order.flop, order.tag);
        continue;
      case Order::Kind::access:
        network.set_working(now, AccessIndex{order.from}, order.working);
        continue;
      case Order::Kind::computer:
        network.set_working(now, ComputerIndex{order.from}, order.working);
        continue;
      case Order::Kind::take:
        network.take(now, outcomes);
        break;
      case Order::Kind::next:
        break;
    }
    const Answer answer{network.next().ns, outcomes.size()};
    if (!socket.write(&answer, sizeof answer) || !socket.write(outcomes)) return;
  }
}

/// A byte, with room for a connection beside it.
struct ConnectionMessage {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
  msghdr message{};

  ConnectionMessage() {
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = room.data();
    message.msg_controllen = room.size();
  }
  ConnectionMessage(const ConnectionMessage&) = delete;
  ConnectionMessage& operator=(const ConnectionMessage&) = delete;
};

/// The connection that a message brings; -1 if the other end is gone.
int receive_connection(int from) {
  ConnectionMessage carrier;
  msghdr& message = carrier.message;
  ssize_t done = 0;
  do {
    done = ::recvmsg(from, &message, 0);
  } while (done < 0 && errno == EINTR);
  if (done <= 0) return -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr) return -1;
  int file = -1;
  std::memcpy(&file, CMSG_DATA(header), sizeof file);
  return file;
}

bool send_connection(int to, int file) {
  ConnectionMessage carrier;
  msghdr& message = carrier.message;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof file);
  std::memcpy(CMSG_DATA(header), &file, sizeof file);
  return ::sendmsg(to, &message, MSG_NOSIGNAL) == 1;
}

/// Files of the process that was forked are not this one's to keep open; its Ctrl-C not to hear.
void let_go_of_all_but(int file) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
  if (file != 3) ::dup2(file, 3);
  ::close_range(4, ~0U, 0);
}

/// Waits for connections, and forks a process for each.
[[noreturn]] void wait_for_networks(MakeNetwork make) {
  std::signal(SIGCHLD, SIG_IGN);  // nobody asks how they ended
  while (true) {
    const int file = receive_connection(3);
    if (file < 0) ::_exit(0);
    if (::fork() != 0) {
      ::close(file);
      continue;
    }
    let_go_of_all_but(file);
    const Socket socket(3);
    MessagePlatform platform;
    if (!read_platform(socket, platform)) ::_exit(0);
    try {
      serve(socket, *make(platform));
    } catch (const std::exception&) {
      ::_exit(1);  // the other end finds the connection closed
    }
    ::_exit(0);
  }
}

// ---- in the process that wants it ----

struct Unused {
  std::mutex mutex;
  int connection = -1;
};
Unused& unused() {
  static Unused the_one;
  return the_one;
}

class ForkedNetwork final : public MessageNetwork {
 public:
  explicit ForkedNetwork(const MessagePlatform& platform) : socket_(connect()) {
    std::vector<FlatAccess> access_points;
    for (const AccessPoint& row : platform.access_points)
      access_points.push_back({row.x_m, row.y_m, row.latency_s, row.bandwidth_bit_s, row.kind});
    std::vector<FlatComputer> computers;
    for (const Computer& row : platform.computers)
      computers.push_back({row.access.value, row.speed_flop_s});
    const Sizes sizes{access_points.size(), computers.size(), platform.latency_s_per_m};
    check(socket_.write(&sizes, sizeof sizes) && socket_.write(access_points) &&
          socket_.write(computers));
  }

  void send(sim::Time now, AccessIndex from, AccessIndex to, std::uint64_t bytes,
            std::uint32_t tag) override {
    if (bytes == 0) throw std::domain_error("send(): a message of 0 bytes");
    ++in_flight_;
    add({Order::Kind::send, true, tag, from.value, to.value, now.ns, bytes, 0.0});
  }
  void compute(sim::Time now, ComputerIndex computer, double flop, std::uint32_t tag) override {
    if (!(flop > 0.0)) throw std::domain_error("compute(): a job without operations");
    ++in_flight_;
    add({Order::Kind::compute, true, tag, computer.value, 0, now.ns, 0, flop});
  }
  void set_working(sim::Time now, AccessIndex access, bool working) override {
    add({Order::Kind::access, working, 0, access.value, 0, now.ns, 0, 0.0});
  }
  void set_working(sim::Time now, ComputerIndex computer, bool working) override {
    add({Order::Kind::computer, working, 0, computer.value, 0, now.ns, 0, 0.0});
  }

  sim::Time next() override {
    if (in_flight_ == 0) return sim::Time::max();
    if (!known_) ask(Order{});
    return {next_ns_};
  }

  void take(sim::Time now, std::vector<MessageOutcome>& outcomes) override {
    if (in_flight_ == 0) return;
    Order order;
    order.kind = Order::Kind::take;
    order.now_ns = now.ns;
    const std::vector<MessageOutcome> found = ask(order);
    in_flight_ -= found.size();
    outcomes.insert(outcomes.end(), found.begin(), found.end());
  }

  std::size_t in_flight() const override { return in_flight_; }

 private:
  static int connect() {
    const std::array<int, 2> ends = pair_of(SOCK_STREAM);
    const bool sent = send_connection(unused().connection, ends[1]);
    ::close(ends[1]);
    if (!sent) {
      ::close(ends[0]);
      check(false);
    }
    return ends[0];
  }

  static void check(bool there) {
    if (!there)
      throw std::runtime_error(
          "messages: the process in which SimGrid runs has ended; messages.back_end = \"analytic\" "
          "does without it");
  }

  /// Kept until an answer is wanted.
  void add(const Order& order) {
    orders_.push_back(order);
    known_ = false;
  }

  std::vector<MessageOutcome> ask(const Order& order) {
    orders_.push_back(order);
    check(socket_.write(orders_));
    orders_.clear();
    Answer answer;
    check(socket_.read(&answer, sizeof answer));
    std::vector<MessageOutcome> outcomes(answer.outcomes);
    check(socket_.read(outcomes));
    next_ns_ = answer.next_ns;
    known_ = true;
    return outcomes;
  }

  Socket socket_;
  std::vector<Order> orders_;
  std::int64_t next_ns_ = 0;
  bool known_ = false;
  std::size_t in_flight_ = 0;
};

}  // namespace

void keep_unused_process(MakeNetwork make) {
  Unused& known = unused();
  const std::lock_guard lock(known.mutex);
  if (known.connection >= 0) return;
  const std::array<int, 2> ends = pair_of(SOCK_SEQPACKET);
  std::fflush(nullptr);  // or what is not written yet would be written by each process once
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("messages: no process for SimGrid could be forked");
  if (child == 0) {
    let_go_of_all_but(ends[1]);
    wait_for_networks(make);
  }
  ::close(ends[1]);
  known.connection = ends[0];
}

std::unique_ptr<MessageNetwork> make_forked_network(const MessagePlatform& platform) {
  return std::make_unique<ForkedNetwork>(platform);
}

}  // namespace dimai::models
