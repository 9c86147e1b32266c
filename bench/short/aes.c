// AES-128 in counter mode over a buffer: byte tables, and the columns mixed by doubling.
#include <stdint.h>
#include <string.h>

static uint8_t box[256], keys[176], buffer[1 << 16];

static uint8_t doubled(uint8_t x) { return (uint8_t)(x << 1 ^ (x & 0x80 ? 0x1b : 0)); }

// Multiplies and divides by 3 until all 255 elements have been met.
static void make_box(void) {
  uint8_t p = 1, q = 1;
  do {
    p = p ^ doubled(p);
    q ^= q << 1, q ^= q << 2, q ^= q << 4;
    if (q & 0x80) q ^= 0x09;
    uint32_t twice = q * 0x101u;
    box[p] = (uint8_t)(q ^ twice >> 7 ^ twice >> 6 ^ twice >> 5 ^ twice >> 4 ^ 0x63);
  } while (p != 1);
  box[0] = 0x63;
}

static void make_keys(const uint8_t key[16]) {
  uint8_t constant = 1;
  memcpy(keys, key, 16);
  for (int i = 16; i < 176; i += 4) {
    uint8_t t[4];
    memcpy(t, keys + i - 4, 4);
    if (i % 16 == 0) {
      uint8_t first = t[0];
      t[0] = box[t[1]] ^ constant, t[1] = box[t[2]], t[2] = box[t[3]], t[3] = box[first];
      constant = doubled(constant);
    }
    for (int j = 0; j < 4; j++) keys[i + j] = keys[i + j - 16] ^ t[j];
  }
}

static void add_key(uint8_t s[16], int round) {
  for (int i = 0; i < 16; i++) s[i] ^= keys[round * 16 + i];
}

static void substitute_and_shift(uint8_t s[16]) {
  uint8_t from[16];
  memcpy(from, s, 16);
  for (int i = 0; i < 16; i++) s[i] = box[from[(i + 4 * (i % 4)) % 16]];
}

static void mix_columns(uint8_t s[16]) {
  for (uint8_t *c = s; c < s + 16; c += 4) {
    uint8_t all = c[0] ^ c[1] ^ c[2] ^ c[3], first = c[0];
    for (int i = 0; i < 3; i++) c[i] ^= all ^ doubled(c[i] ^ c[i + 1]);
    c[3] ^= all ^ doubled(c[3] ^ first);
  }
}

static void encrypt(uint8_t s[16]) {
  add_key(s, 0);
  for (int round = 1; round < 10; round++) {
    substitute_and_shift(s);
    mix_columns(s);
    add_key(s, round);
  }
  substitute_and_shift(s);
  add_key(s, 10);
}

uint32_t run(void) {
  static const uint8_t key[16] = "sixteen letters";
  make_box();
  make_keys(key);
  uint32_t sum = 0;
  for (int round = 0; round < 12; round++) {
    for (uint32_t at = 0; at < sizeof buffer; at += 16) {
      uint8_t counter[16] = {0};
      uint32_t number = at + (uint32_t)round;
      memcpy(counter, &number, 4);
      encrypt(counter);
      for (int i = 0; i < 16; i++) buffer[at + i] ^= counter[i];
    }
    for (uint32_t i = 0; i < sizeof buffer; i++) sum = sum * 31 + buffer[i];
  }
  return sum;
}
