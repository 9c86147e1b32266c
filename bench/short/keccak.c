// The permutation under SHA-3, over and over: 64-bit words, turned and joined.
#include <stdint.h>

static uint64_t turned(uint64_t x, int by) { return by == 0 ? x : x << by | x >> (64 - by); }

static void permute(uint64_t s[25]) {
  uint8_t bits = 1;
  for (int round = 0; round < 24; round++) {
    uint64_t c[5], d, b[25];
    for (int x = 0; x < 5; x++) c[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
    for (int x = 0; x < 5; x++) {
      d = c[(x + 4) % 5] ^ turned(c[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) s[x + y] ^= d;
    }
    b[0] = s[0];
    for (int t = 0, x = 1, y = 0; t < 24; t++) {
      int to = (2 * x + 3 * y) % 5;
      b[y + 5 * to] = turned(s[x + 5 * y], (t + 1) * (t + 2) / 2 % 64);
      x = y, y = to;
    }
    for (int y = 0; y < 25; y += 5)
      for (int x = 0; x < 5; x++) s[x + y] = b[x + y] ^ (~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y]);
    // The constant of a round comes from a register that is shifted.
    for (int j = 0; j < 7; j++) {
      if (bits & 1) s[0] ^= (uint64_t)1 << ((1 << j) - 1);
      bits = (uint8_t)(bits << 1 ^ (bits & 0x80 ? 0x71 : 0));
    }
  }
}

uint32_t run(void) {
  uint64_t state[25] = {1};
  for (int i = 0; i < 5000; i++) permute(state);
  return (uint32_t)(state[0] ^ state[24] >> 32);
}
