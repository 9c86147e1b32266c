// Says hello, and what memory it could get before there was none left. What it throws is caught here.
#include <cstdio>
#include <stdexcept>
#include <vector>

extern "C" {
// Standalone programs end where something is thrown, unless it is left to the host.
#define HOST(name) __attribute__((import_module("env"), import_name(name)))
[[noreturn]] HOST("__cxa_throw") void host_throw(void *, void *, void *(*)(void *));
HOST("__cxa_allocate_exception") void *host_allocate(size_t);
void __cxa_throw(void *object, void *type, void *(*destroy)(void *)) { host_throw(object, type, destroy); }
void *__cxa_allocate_exception(size_t size) noexcept { return host_allocate(size); }
}

static std::vector<int> squares(int count) {
  if (count < 0) throw std::invalid_argument("less than nothing");
  std::vector<int> all;
  for (int i = 0; i < count; i++) all.push_back(i * i);
  return all;
}

int main() {
  std::printf("hello from Emscripten, %zu squares\n", squares(10000000).size());
  try {
    squares(-1);
  } catch (const std::exception &error) {
    std::printf("caught: %s\n", error.what());
  }
}
