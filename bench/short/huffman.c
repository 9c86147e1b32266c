// Huffman's codes: counts, a tree by a heap, codes; encodes, then decodes bit by bit, and compares.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SYMBOLS = 256, LENGTH = 60000 };

typedef struct { uint32_t weight; int16_t left, right; } Node;

static Node nodes[2 * SYMBOLS];
static int16_t heap[SYMBOLS + 1];
static int heap_size;
static uint32_t codes[SYMBOLS];
static uint8_t lengths[SYMBOLS], text[LENGTH], packed[LENGTH * 2], unpacked[LENGTH];

static int is_lighter(int a, int b) {
  return nodes[a].weight != nodes[b].weight ? nodes[a].weight < nodes[b].weight : a < b;
}

static void push(int node) {
  int at = ++heap_size;
  for (; at > 1 && is_lighter(node, heap[at / 2]); at /= 2) heap[at] = heap[at / 2];
  heap[at] = (int16_t)node;
}

static int pop(void) {
  int top = heap[1], last = heap[heap_size--], at = 1;
  for (int child; (child = 2 * at) <= heap_size; at = child) {
    if (child < heap_size && is_lighter(heap[child + 1], heap[child])) child++;
    if (!is_lighter(heap[child], last)) break;
    heap[at] = heap[child];
  }
  heap[at] = (int16_t)last;
  return top;
}

static int build_tree(void) {
  int count = SYMBOLS;
  heap_size = 0;
  for (int i = 0; i < SYMBOLS; i++) nodes[i] = (Node){0, -1, -1};
  for (int i = 0; i < LENGTH; i++) nodes[text[i]].weight++;
  for (int i = 0; i < SYMBOLS; i++) if (nodes[i].weight > 0) push(i);
  while (heap_size > 1) {
    int left = pop(), right = pop();
    nodes[count] = (Node){nodes[left].weight + nodes[right].weight, (int16_t)left, (int16_t)right};
    push(count++);
  }
  return pop();
}

static void assign(int node, uint32_t code, int length) {
  if (nodes[node].left < 0) {
    codes[node] = code;
    lengths[node] = (uint8_t)length;
    return;
  }
  assign(nodes[node].left, code << 1, length + 1);
  assign(nodes[node].right, code << 1 | 1, length + 1);
}

static uint32_t encode(void) {
  uint32_t bits = 0;
  memset(packed, 0, sizeof packed);
  for (int i = 0; i < LENGTH; i++)
    for (int k = lengths[text[i]] - 1; k >= 0; k--, bits++)
      if (codes[text[i]] >> k & 1) packed[bits / 8] |= (uint8_t)(1 << bits % 8);
  return bits;
}

static void decode(int root, uint32_t bits) {
  int node = root, count = 0;
  for (uint32_t i = 0; i < bits; i++) {
    node = packed[i / 8] >> i % 8 & 1 ? nodes[node].right : nodes[node].left;
    if (nodes[node].left >= 0) continue;
    unpacked[count++] = (uint8_t)node;
    node = root;
  }
}

uint32_t run(void) {
  uint32_t sum = 0, random = 1;
  for (int round = 0; round < 6; round++) {
    for (int i = 0; i < LENGTH; i++) {
      random = random * 1664525 + 1013904223;
      text[i] = (uint8_t)((random >> 24) * (random >> 16 & 255) * (uint32_t)(round + 3) >> 11);
    }
    int root = build_tree();
    assign(root, 0, 0);
    uint32_t bits = encode();
    decode(root, bits);
    if (memcmp(text, unpacked, LENGTH) != 0) abort();
    sum = sum * 31 + bits;
  }
  return sum;
}
