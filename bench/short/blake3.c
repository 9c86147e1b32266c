// BLAKE3 of one buffer, without SIMD: chunks of 1,024 bytes, whose values are joined as a tree.
#include <stdint.h>
#include <string.h>

enum { CHUNK_START = 1, CHUNK_END = 2, PARENT = 4, ROOT = 8, LENGTH = 1 << 19 };

static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
static const uint8_t order[16] = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};
static uint8_t input[LENGTH];

static uint32_t turned(uint32_t x, int by) { return x >> by | x << (32 - by); }

static void mix(uint32_t *s, int a, int b, int c, int d, uint32_t x, uint32_t y) {
  s[a] += s[b] + x, s[d] = turned(s[d] ^ s[a], 16), s[c] += s[d], s[b] = turned(s[b] ^ s[c], 12);
  s[a] += s[b] + y, s[d] = turned(s[d] ^ s[a], 8), s[c] += s[d], s[b] = turned(s[b] ^ s[c], 7);
}

static void compress(uint32_t value[8], const uint8_t *block, uint32_t length, uint32_t counter, uint32_t flags) {
  uint32_t m[16], next[16], s[16];
  memcpy(m, block, 64);
  memcpy(s, value, 32);
  memcpy(s + 8, start, 16);
  s[12] = counter, s[13] = 0, s[14] = length, s[15] = flags;
  for (int round = 0; round < 7; round++) {
    for (int i = 0; i < 4; i++) mix(s, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
    for (int i = 0; i < 4; i++) mix(s, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[8 + 2 * i], m[9 + 2 * i]);
    for (int i = 0; i < 16; i++) next[i] = m[order[i]];
    memcpy(m, next, sizeof m);
  }
  for (int i = 0; i < 8; i++) value[i] = s[i] ^ s[i + 8];
}

static void add_chunk(uint32_t value[8], uint32_t number) {
  memcpy(value, start, 32);
  for (int i = 0; i < 16; i++)
    compress(value, input + number * 1024 + i * 64, 64, number, (i == 0 ? CHUNK_START : 0) | (i == 15 ? CHUNK_END : 0));
}

// The number of chunks is a power of two.
static void join(uint32_t value[8], uint32_t from, uint32_t count, uint32_t flags) {
  if (count == 1) {
    add_chunk(value, from);
    return;
  }
  uint32_t both[16];
  join(both, from, count / 2, 0);
  join(both + 8, from + count / 2, count / 2, 0);
  memcpy(value, start, 32);
  compress(value, (const uint8_t *)both, 64, 0, PARENT | flags);
}

uint32_t run(void) {
  uint32_t sum = 0, value[8];
  for (uint32_t i = 0; i < LENGTH; i++) input[i] = (uint8_t)(i % 251);
  for (int round = 0; round < 10; round++) {
    join(value, 0, LENGTH / 1024, ROOT);
    memcpy(input, value, sizeof value);
    sum = sum * 31 + value[0];
  }
  return sum;
}
