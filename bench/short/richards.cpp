// A little operating system: tasks of four kinds, by priority, send packets to each other. Virtual calls, short lists.
#include <cstdint>
#include <memory>
#include <vector>

namespace {

enum Kind { device, work };
enum Id { idle, worker, handler_a, handler_b, device_a, device_b, tasks };

struct Packet {
  Packet *next;
  Id id;
  Kind kind;
  int datum = 0;
  int data[4] = {};
};

void append(Packet *packet, Packet *&queue) {
  packet->next = nullptr;
  Packet **at = &queue;
  while (*at != nullptr) at = &(*at)->next;
  *at = packet;
}

class Scheduler;

class Task {
public:
  Task(Scheduler &owner, Id name, int rank, Packet *queue) : scheduler(owner), id(name), priority(rank), input(queue) {}
  virtual ~Task() = default;
  // What is to run next; a packet is what has come, or nothing.
  virtual Task *run(Packet *packet) = 0;

  bool isBlocked() const { return isHeld || (isWaiting && input == nullptr); }
  Task *step() {
    Packet *packet = nullptr;
    if (isWaiting && input != nullptr) {
      packet = input;
      input = packet->next;
      isWaiting = false;
    }
    return run(packet);
  }
  Task *receive(Packet *packet, Task *sender) {
    bool wasEmpty = input == nullptr;
    append(packet, input);
    return wasEmpty && priority > sender->priority ? this : sender;
  }

  Scheduler &scheduler;
  Id id;
  int priority;
  Packet *input;
  bool isHeld = false, isWaiting = true;
};

class Scheduler {
public:
  void add(std::unique_ptr<Task> task) { byPriority.push_back(std::move(task)); }
  Task *find(Id id) {
    for (auto &task : byPriority)
      if (task->id == id) return task.get();
    return nullptr;
  }
  Task *next() {
    for (auto &task : byPriority)
      if (!task->isBlocked()) return task.get();
    return nullptr;
  }
  void runAll() {
    for (current = next(); current != nullptr;) current = current->isBlocked() ? next() : current->step();
  }
  Task *wait() {
    current->isWaiting = true;
    return current;
  }
  Task *hold() {
    holds++;
    current->isHeld = true;
    return next();
  }
  Task *release(Id id) {
    Task *task = find(id);
    task->isHeld = false;
    return task->priority > current->priority ? task : current;
  }
  Task *send(Packet *packet) {
    Task *task = find(packet->id);
    sent++;
    packet->id = current->id;
    return task->receive(packet, current);
  }

  std::vector<std::unique_ptr<Task>> byPriority;
  Task *current = nullptr;
  int holds = 0, sent = 0;
};

class Idle : public Task {
public:
  Idle(Scheduler &owner, int rounds) : Task(owner, idle, 0, nullptr), left(rounds) { isWaiting = false; }
  Task *run(Packet *) override {
    if (--left == 0) return scheduler.hold();
    bool isOdd = seed & 1;
    seed = seed >> 1 ^ (isOdd ? 0xd008 : 0);
    return scheduler.release(isOdd ? device_b : device_a);
  }
  int left;
  uint32_t seed = 1;
};

class Worker : public Task {
public:
  using Task::Task;
  Task *run(Packet *packet) override {
    if (packet == nullptr) return scheduler.wait();
    target = target == handler_a ? handler_b : handler_a;
    packet->id = target;
    packet->datum = 0;
    for (int &letter : packet->data) letter = 'a' + (count = count % 26 + 1) - 1;
    return scheduler.send(packet);
  }
  Id target = handler_a;
  int count = 0;
};

class Handler : public Task {
public:
  Handler(Scheduler &owner, Id name, int rank, Packet *queue, Id target) : Task(owner, name, rank, queue), device_(target) {}
  Task *run(Packet *packet) override {
    if (packet != nullptr) append(packet, packet->kind == work ? works : devices);
    if (works == nullptr) return scheduler.wait();
    Packet *first = works;
    if (first->datum == 4) {
      works = first->next;
      return scheduler.send(first);
    }
    if (devices == nullptr) return scheduler.wait();
    Packet *out = devices;
    devices = out->next;
    out->datum = first->data[first->datum++];
    out->id = device_;
    return scheduler.send(out);
  }
  Id device_;
  Packet *works = nullptr, *devices = nullptr;
};

class Device : public Task {
public:
  using Task::Task;
  Task *run(Packet *packet) override {
    if (packet != nullptr) {
      pending = packet;
      return scheduler.hold();
    }
    if (pending == nullptr) return scheduler.wait();
    Packet *out = pending;
    pending = nullptr;
    return scheduler.send(out);
  }
  Packet *pending = nullptr;
};

uint32_t simulate(int rounds) {
  std::vector<std::unique_ptr<Packet>> packets;
  auto queue = [&](Id id, Kind kind, int count) {
    Packet *first = nullptr;
    for (int i = 0; i < count; i++) {
      packets.push_back(std::unique_ptr<Packet>(new Packet{first, id, kind}));
      first = packets.back().get();
    }
    return first;
  };
  Scheduler scheduler;
  scheduler.add(std::make_unique<Device>(scheduler, device_b, 5000, nullptr));
  scheduler.add(std::make_unique<Device>(scheduler, device_a, 4000, nullptr));
  scheduler.add(std::make_unique<Handler>(scheduler, handler_b, 3000, queue(device_b, device, 3), device_b));
  scheduler.add(std::make_unique<Handler>(scheduler, handler_a, 2000, queue(device_a, device, 3), device_a));
  scheduler.add(std::make_unique<Worker>(scheduler, worker, 1000, queue(worker, work, 2)));
  scheduler.add(std::make_unique<Idle>(scheduler, rounds));
  scheduler.runAll();
  return static_cast<uint32_t>(scheduler.sent * 31 + scheduler.holds);
}

} // namespace

extern "C" uint32_t run() {
  uint32_t sum = 0;
  for (int round = 0; round < 20; round++) sum = sum * 7 + simulate(20000 + round);
  return sum;
}
