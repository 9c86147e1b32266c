// Multiplications of 64 bits.
#include <stdint.h>
#include <stdio.h>

static const uint64_t p1 = 0x9e3779b185ebca87u, p2 = 0xc2b2ae3d27d4eb4fu;

static uint64_t input[65536];

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

static uint64_t lane(uint64_t state, uint64_t word) { return rotate(state + word * p2, 31) * p1; }

int main(void) {
  uint64_t seed = 1;
  for (int i = 0; i < 65536; i++) input[i] = seed = seed * 6364136223846793005u + 1442695040888963407u;
  uint64_t a = p1 + p2, b = p2, c = 0, d = -p1;
  for (int round = 0; round < 800; round++)
    for (int i = 0; i < 65536; i += 4) {
      a = lane(a, input[i]);
      b = lane(b, input[i + 1]);
      c = lane(c, input[i + 2]);
      d = lane(d, input[i + 3]);
    }
  printf("%016llx\n", (unsigned long long)(rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)));
  return 0;
}
