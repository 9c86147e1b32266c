// Compressing and getting the same back.
#include "classical.h"

#define MOST 400
static u8 plain[MOST], packed[MOST * 3], back[MOST];

static void fill(i32 n) {
  static const char *const words = "she sells sea shells by the sea shore ";
  seed(n);
  for (i32 i = 0; i < n;) {
    i32 from = below(30), length = below(7) + 1;
    for (i32 k = 0; k < length && i < n; k++) plain[i++] = words[from + k];
  }
}
static i32 check(i32 n, i32 count, const u8 *made) {
  u32 sum = count;
  for (i32 i = 0; i < count; i++) sum = mix(sum, made[i]);
  for (i32 i = 0; i < n; i++) sum += back[i] != plain[i];
  return sum;
}

// sizes 5 40 | 400
EXPORT i32 run_lengths(i32 n) {
  i32 count = 0, at = 0;
  for (i32 i = 0; i < n; i++) plain[i] = i * i / 23 & 3;
  for (i32 i = 0, j; i < n; i = j) {
    for (j = i + 1; j < n && j < i + 255 && plain[j] == plain[i];) j++;
    packed[count++] = j - i;
    packed[count++] = plain[i];
  }
  for (i32 i = 0; i < count; i += 2)
    for (i32 k = 0; k < packed[i]; k++) back[at++] = packed[i + 1];
  return check(n, count, packed);
}

APART i32 longest_match(i32 at, i32 n, i32 *where) {
  i32 best = 0;
  for (i32 from = MAX(0, at - 60); from < at; from++) {
    i32 length = 0;
    while (at + length < n && length < 18 && plain[from + length] == plain[at + length]) length++;
    if (length > best) best = length, *where = at - from;
  }
  return best;
}

// sizes 8 30 | 300
EXPORT i32 lz77(i32 n) {
  i32 count = 0, at = 0;
  fill(n);
  for (i32 i = 0; i < n;) {
    i32 where = 0, length = longest_match(i, n, &where);
    if (length < 3) packed[count++] = 0, packed[count++] = plain[i++];
    else packed[count++] = length, packed[count++] = where, i += length;
  }
  for (i32 i = 0; i < count; i += 2) {
    if (packed[i] == 0) back[at++] = packed[i + 1];
    else for (i32 k = 0; k < packed[i]; k++, at++) back[at] = back[at - packed[i + 1]];
  }
  return check(n, count, packed);
}

// sizes 8 30 | 300
EXPORT i32 lzw(i32 n) {
  static struct { i32 before, last; } entries[512];
  static u16 codes[MOST];
  i32 used = 256, count = 0, at = 0, code = -1;
  fill(n);
  for (i32 i = 0; i < n; i++) {
    i32 found = code < 0 ? plain[i] : -1;
    for (i32 e = 256; e < used && found < 0; e++)
      if (entries[e].before == code && entries[e].last == plain[i]) found = e;
    if (found < 0) {
      codes[count++] = code;
      if (used < 512) entries[used].before = code, entries[used++].last = plain[i];
      found = plain[i];
    }
    code = found;
  }
  codes[count++] = code;
  used = 256;
  for (i32 i = 0; i < count; i++) {
    u8 turned[64];
    i32 length = 0, known = codes[i] < used, entry = known ? codes[i] : codes[i - 1];
    for (; entry >= 256; entry = entries[entry].before) turned[length++] = entries[entry].last;
    turned[length++] = entry;
    for (i32 k = length - 1; k >= 0; k--) back[at++] = turned[k];
    if (!known) back[at++] = entry;
    if (i && used < 512) entries[used].before = codes[i - 1], entries[used++].last = entry;
  }
  u32 sum = count;
  for (i32 i = 0; i < count; i++) sum = mix(sum, codes[i]);
  return mix(sum, check(n, 0, packed));
}

static struct { i32 weight, left, right; } huffman_nodes[600];
static u8 code_length[256];
static u32 code_bits[256];

APART void codes_below(i32 at, i32 depth, u32 bits) {
  if (huffman_nodes[at].left < 0) {
    code_length[at] = MAX(depth, 1);
    code_bits[at] = bits;
    return;
  }
  codes_below(huffman_nodes[at].left, depth + 1, bits << 1);
  codes_below(huffman_nodes[at].right, depth + 1, bits << 1 | 1);
}

// sizes 5 25 | 300
EXPORT i32 huffman(i32 n) {
  u8 alive[600] = { 0 };
  i32 used = 256, bits = 0, root = 0, count = 0;
  fill(n);
  for (i32 i = 0; i < 256; i++) huffman_nodes[i].weight = 0, huffman_nodes[i].left = -1;
  for (i32 i = 0; i < n; i++) huffman_nodes[plain[i]].weight++;
  for (i32 i = 0; i < 256; i++)
    if (huffman_nodes[i].weight) alive[i] = 1, count++, root = i;
  for (; count > 1; count--) {
    i32 a = -1, b = -1;
    for (i32 i = 0; i < used; i++) {
      if (!alive[i]) continue;
      if (a < 0 || huffman_nodes[i].weight < huffman_nodes[a].weight) b = a, a = i;
      else if (b < 0 || huffman_nodes[i].weight < huffman_nodes[b].weight) b = i;
    }
    huffman_nodes[used].weight = huffman_nodes[a].weight + huffman_nodes[b].weight;
    huffman_nodes[used].left = a;
    huffman_nodes[used].right = b;
    alive[a] = alive[b] = 0;
    alive[root = used++] = 1;
  }
  codes_below(root, 0, 0);
  for (i32 i = 0; i < MOST; i++) packed[i] = 0;
  for (i32 i = 0; i < n; i++)
    for (i32 k = code_length[plain[i]] - 1; k >= 0; k--, bits++)
      packed[bits >> 3] |= (code_bits[plain[i]] >> k & 1) << (bits & 7);
  for (i32 i = 0, at = 0; i < n; i++) {
    i32 node = root;
    do {
      i32 bit = packed[at >> 3] >> (at & 7) & 1;
      at++;
      if (huffman_nodes[node].left >= 0) node = bit ? huffman_nodes[node].right : huffman_nodes[node].left;
    } while (huffman_nodes[node].left >= 0);
    back[i] = node;
  }
  return check(n, (bits + 7) / 8, packed);
}

APART i32 turned_before(i32 a, i32 b, i32 n) {
  for (i32 k = 0; k < n; k++) {
    i32 x = plain[(a + k) % n], y = plain[(b + k) % n];
    if (x != y) return x < y;
  }
  return a < b;
}

// sizes 5 14 | 90
EXPORT i32 burrows_wheeler(i32 n) {
  i32 order[MOST], first = 0, next[MOST], starts[257] = { 0 };
  fill(n);
  for (i32 i = 0; i < n; i++) {
    i32 j = i;
    for (; j > 0 && turned_before(i, order[j - 1], n); j--) order[j] = order[j - 1];
    order[j] = i;
  }
  for (i32 i = 0; i < n; i++) {
    packed[i] = plain[(order[i] + n - 1) % n];
    if (order[i] == 0) first = i;
  }
  for (i32 i = 0; i < n; i++) starts[packed[i] + 1]++;
  for (i32 i = 0; i < 256; i++) starts[i + 1] += starts[i];
  for (i32 i = 0; i < n; i++) next[starts[packed[i]]++] = i;
  for (i32 i = 0, at = next[first]; i < n; i++, at = next[at]) back[i] = packed[at];
  return mix(check(n, n, packed), first);
}

// sizes 5 30 | 300
EXPORT i32 move_to_front(i32 n) {
  u8 list[128];
  fill(n);
  for (i32 i = 0; i < 128; i++) list[i] = i;
  for (i32 i = 0; i < n; i++) {
    i32 at = 0;
    while (list[at] != plain[i]) at++;
    packed[i] = at;
    for (; at > 0; at--) list[at] = list[at - 1];
    list[0] = plain[i];
  }
  for (i32 i = 0; i < 128; i++) list[i] = i;
  for (i32 i = 0; i < n; i++) {
    i32 at = packed[i];
    back[i] = list[at];
    for (; at > 0; at--) list[at] = list[at - 1];
    list[0] = back[i];
  }
  return check(n, n, packed);
}

/** Binary arithmetic coding, by a probability that learns. */
// sizes 3 16 | 200
EXPORT i32 range_coder(i32 n) {
  u32 low = 0, high = ~0u, code = 0;
  u16 chances[256];
  i32 count = 0, read = 0;
  fill(n);
  for (i32 i = 0; i < 256; i++) chances[i] = 2048;
  for (i32 i = 0; i < n; i++)
    for (i32 node = 1; node < 256;) {
      i32 bit = plain[i] >> (7 - (31 - __builtin_clz(node))) & 1;
      u32 middle = low + (high - low >> 12) * chances[node];
      if (bit) high = middle, chances[node] += (4096 - chances[node]) >> 4;
      else low = middle + 1, chances[node] -= chances[node] >> 4;
      node = node * 2 + bit;
      for (; (low ^ high) >> 24 == 0; low <<= 8, high = high << 8 | 255) packed[count++] = high >> 24;
    }
  for (i32 i = 0; i < 4; i++, low <<= 8) packed[count++] = low >> 24;
  for (i32 i = 0; i < 4; i++) packed[count + i] = 0;
  low = 0, high = ~0u;
  for (i32 i = 0; i < 256; i++) chances[i] = 2048;
  while (read < 4) code = code << 8 | packed[read++];
  for (i32 i = 0; i < n; i++) {
    i32 node = 1;
    while (node < 256) {
      u32 middle = low + (high - low >> 12) * chances[node];
      i32 bit = code <= middle;
      if (bit) high = middle, chances[node] += (4096 - chances[node]) >> 4;
      else low = middle + 1, chances[node] -= chances[node] >> 4;
      node = node * 2 + bit;
      for (; (low ^ high) >> 24 == 0; low <<= 8, high = high << 8 | 255) code = code << 8 | packed[read++];
    }
    back[i] = node;
  }
  return check(n, count, packed);
}

// sizes 4 30 | 300
EXPORT i32 variable_lengths(i32 n) {
  i32 count = 0, at = 0;
  u32 sum = 0;
  i64 value = 1, last = 0, seen = 0;
  for (i32 i = 0; i < n; i++) {
    value = value * -3 + i;
    if (value > 1LL << 50 || value < -(1LL << 50)) value = i;
    i64 step = value - last;
    u64 zigzag = (u64)step << 1 ^ (u64)(step >> 63);
    for (last = value; zigzag >= 128; zigzag >>= 7) packed[count++ % 1200] = zigzag | 128;
    packed[count++ % 1200] = zigzag;
    u64 read = 0;
    for (i32 shift = 0;; shift += 7) {
      u8 byte = packed[at++ % 1200];
      read |= (u64)(byte & 127) << shift;
      if (byte < 128) break;
    }
    seen += (i64)(read >> 1) ^ -(i64)(read & 1);
    sum = mix(sum, (u32)seen + (seen == value));
  }
  return mix(sum, count);
}
