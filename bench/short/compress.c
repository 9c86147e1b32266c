// What bzip2 does to a block: sorts the rotations, moves to the front, counts runs, and codes numbers with few bits; then all
// of it backwards.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH = 50000 };

static uint8_t text[LENGTH], last[LENGTH], ranks_out[LENGTH], back[LENGTH], bits[LENGTH * 3];
static int32_t order[LENGTH], rank[LENGTH], next_rank[LENGTH], counts[LENGTH > 256 ? LENGTH : 256], sorted[LENGTH];
static uint32_t written, seen;

static const char *const words[] = {"the ", "wind ", "of ", "change ", "and ", "a ", "river ", "under ", "stone ", "bridges ", "sleeps\n"};

static void make_text(uint32_t random) {
  int at = 0;
  while (at < LENGTH) {
    random = random * 1103515245 + 12345;
    const char *word = words[(random >> 16) % 11];
    while (*word != 0 && at < LENGTH) text[at++] = (uint8_t)*word++;
  }
}

// Sorts by the rank of what stands `step` behind, which the last round's order gives, then by the own rank.
static int sort_by_rank(int step, int ranks) {
  for (int i = 0; i < LENGTH; i++) sorted[i] = (order[i] - step + LENGTH) % LENGTH;
  memset(counts, 0, (size_t)ranks * sizeof counts[0]);
  for (int i = 0; i < LENGTH; i++) counts[rank[i]]++;
  for (int i = 1; i < ranks; i++) counts[i] += counts[i - 1];
  for (int i = LENGTH - 1; i >= 0; i--) order[--counts[rank[sorted[i]]]] = sorted[i];
  next_rank[order[0]] = 0;
  int distinct = 0;
  for (int i = 1; i < LENGTH; i++) {
    int a = order[i - 1], b = order[i];
    if (rank[a] != rank[b] || rank[(a + step) % LENGTH] != rank[(b + step) % LENGTH]) distinct++;
    next_rank[b] = distinct;
  }
  memcpy(rank, next_rank, sizeof rank);
  return distinct + 1;
}

static int rotate_and_sort(void) {
  memset(counts, 0, 256 * sizeof counts[0]);
  for (int i = 0; i < LENGTH; i++) rank[i] = text[i], counts[text[i]]++;
  for (int i = 1; i < 256; i++) counts[i] += counts[i - 1];
  for (int i = LENGTH - 1; i >= 0; i--) order[--counts[text[i]]] = i;
  int ranks = 256;
  for (int step = 1; step < LENGTH && ranks < LENGTH; step *= 2) ranks = sort_by_rank(step, ranks);
  int first = 0;
  for (int i = 0; i < LENGTH; i++) {
    last[i] = text[(order[i] + LENGTH - 1) % LENGTH];
    if (order[i] == 0) first = i;
  }
  return first;
}

static void move_to_front(void) {
  uint8_t list[256];
  for (int i = 0; i < 256; i++) list[i] = (uint8_t)i;
  for (int i = 0; i < LENGTH; i++) {
    int at = 0;
    while (list[at] != last[i]) at++;
    memmove(list + 1, list, (size_t)at);
    list[0] = last[i];
    ranks_out[i] = (uint8_t)at;
  }
}

static void put(int bit) {
  if (bit) bits[written / 8] |= (uint8_t)(1 << written % 8);
  written++;
}

static int get(void) {
  int bit = bits[seen / 8] >> seen % 8 & 1;
  seen++;
  return bit;
}

// As many zeros as the number has further digits, then its digits.
static void put_number(uint32_t number) {
  int digits = 31 - __builtin_clz(number);
  for (int i = 0; i < digits; i++) put(0);
  for (int i = digits; i >= 0; i--) put(number >> i & 1);
}

static uint32_t get_number(void) {
  int digits = 0;
  while (!get()) digits++;
  uint32_t number = 1;
  for (int i = 0; i < digits; i++) number = number << 1 | (uint32_t)get();
  return number;
}

static void encode(void) {
  written = 0;
  memset(bits, 0, sizeof bits);
  for (int i = 0; i < LENGTH;) {
    int run = 0;
    while (i + run < LENGTH && ranks_out[i + run] == 0) run++;
    put_number(run > 0 ? 1 : 1 + ranks_out[i]);
    if (run > 0) put_number((uint32_t)run);
    i += run > 0 ? run : 1;
  }
}

static void decode(void) {
  uint8_t list[256];
  for (int i = 0; i < 256; i++) list[i] = (uint8_t)i;
  seen = 0;
  for (int i = 0; i < LENGTH;) {
    uint32_t at = get_number() - 1;
    uint8_t byte = list[at];
    for (uint32_t run = at == 0 ? get_number() : 1; run > 0; run--) last[i++] = byte;
    memmove(list + 1, list, at);
    list[0] = byte;
  }
}

static void rotate_back(int first) {
  int starts[257] = {0};
  for (int i = 0; i < LENGTH; i++) starts[last[i] + 1]++;
  for (int i = 0; i < 256; i++) starts[i + 1] += starts[i];
  for (int i = 0; i < LENGTH; i++) order[starts[last[i]]++] = i;
  for (int i = 0, at = order[first]; i < LENGTH; i++, at = order[at]) back[i] = last[at];
}

uint32_t run(void) {
  uint32_t sum = 0;
  for (uint32_t round = 0; round < 3; round++) {
    make_text(round);
    int first = rotate_and_sort();
    move_to_front();
    encode();
    memset(last, 0, sizeof last);
    decode();
    rotate_back(first);
    if (memcmp(text, back, LENGTH) != 0) abort();
    sum = sum * 31 + written;
  }
  return sum;
}
