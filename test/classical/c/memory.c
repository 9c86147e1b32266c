// Allocators, lists, tables, rings: memory that the program arranges itself; and memory that grows.
#include "classical.h"

#define ROOM 2048
static u32 arena[ROOM];
static i32 bumped;

static void *bump(i32 bytes) {
  void *at = arena + bumped;
  bumped += (bytes + 3) / 4;
  return at;
}

struct list { i32 value; struct list *next; };

APART struct list *reversed(struct list *list) {
  struct list *back = 0;
  while (list) {
    struct list *next = list->next;
    list->next = back;
    back = list;
    list = next;
  }
  return back;
}
APART struct list *merged(struct list *a, struct list *b) {
  struct list *head = 0, **end = &head;
  while (a && b) {
    struct list **least = a->value <= b->value ? &a : &b;
    *end = *least;
    end = &(*end)->next;
    *least = (*least)->next;
  }
  *end = a ? a : b;
  return head;
}
APART struct list *sorted(struct list *list) {
  if (!list || !list->next) return list;
  struct list *slow = list, *fast = list->next;
  while (fast && fast->next) slow = slow->next, fast = fast->next->next;
  struct list *half = slow->next;
  slow->next = 0;
  return merged(sorted(list), sorted(half));
}

// sizes 3 16 | 100
EXPORT i32 linked_lists(i32 n) {
  struct list *list = 0;
  u32 sum = 0;
  bumped = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    struct list *cell = bump(sizeof(struct list));
    *cell = (struct list){ below(100), list };
    list = cell;
  }
  list = reversed(list);
  for (struct list *at = list; at; at = at->next) sum = mix(sum, at->value);
  list = sorted(list);
  for (struct list *at = list; at; at = at->next) sum = mix(sum, at->value);
  return sum;
}

/** First fit; a block's head is its words, negative if taken. Neighbours that are free are joined. */
static i32 *const blocks = (i32 *)arena;
APART i32 take(i32 words) {
  for (i32 at = 0; at < ROOM; at += (blocks[at] < 0 ? -blocks[at] : blocks[at]) + 1) {
    while (blocks[at] > 0 && at + blocks[at] + 1 < ROOM && blocks[at + blocks[at] + 1] > 0)
      blocks[at] += blocks[at + blocks[at] + 1] + 1;
    if (blocks[at] < words) continue;
    if (blocks[at] > words + 1) {
      blocks[at + words + 1] = blocks[at] - words - 1;
      blocks[at] = words;
    }
    blocks[at] = -blocks[at];
    return at + 1;
  }
  return 0;
}
static void give(i32 at) { blocks[at - 1] = -blocks[at - 1]; }

// sizes 6 30 | 300
EXPORT i32 first_fit(i32 n) {
  i32 held[16] = { 0 };
  u32 sum = 0;
  blocks[0] = ROOM - 1;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    i32 which = below(16);
    if (held[which]) give(held[which]), held[which] = 0;
    else {
      held[which] = take(below(90) + 1);
      if (held[which]) blocks[held[which]] = i;
    }
    sum = mix(sum, held[which]);
  }
  return sum;
}

static u8 buddies[128];
APART i32 buddy_take(i32 node, i32 size, i32 wanted) {
  if (buddies[node] < wanted) return -1;
  if (size == wanted) {
    buddies[node] = 0;
    return 0;
  }
  i32 at = buddy_take(2 * node, size / 2, wanted);
  if (at < 0) {
    at = buddy_take(2 * node + 1, size / 2, wanted);
    if (at >= 0) at += size / 2;
  }
  buddies[node] = MAX(buddies[2 * node], buddies[2 * node + 1]);
  return at;
}
APART void buddy_give(i32 node, i32 size, i32 at, i32 wanted) {
  if (size == wanted) {
    buddies[node] = size;
    return;
  }
  if (at < size / 2) buddy_give(2 * node, size / 2, at, wanted);
  else buddy_give(2 * node + 1, size / 2, at - size / 2, wanted);
  i32 left = buddies[2 * node], right = buddies[2 * node + 1];
  buddies[node] = left == size / 2 && right == size / 2 ? size : MAX(left, right);
}

// sizes 6 25 | 200
EXPORT i32 buddy_system(i32 n) {
  i32 held[12], sizes[12] = { 0 };
  u32 sum = 0;
  for (i32 node = 1, size = 64; node < 128; node++) {
    buddies[node] = size;
    if ((node & (node + 1)) == 0) size /= 2;
  }
  seed(n);
  for (i32 i = 0; i < n; i++) {
    i32 which = below(12);
    if (sizes[which]) buddy_give(1, 64, held[which], sizes[which]), sizes[which] = 0;
    else {
      held[which] = buddy_take(1, 64, 1 << below(5));
      for (i32 s = 1; held[which] >= 0 && !sizes[which]; s *= 2)
        if (s == 16 || below(2)) sizes[which] = s;
      if (held[which] >= 0) sizes[which] = 0, held[which] = 0;
    }
    sum = mix(sum, held[which] * 64 + buddies[1]);
  }
  return sum;
}

struct cell { i32 left, right, mark; };
APART void mark_from(struct cell *cells, i32 at) {
  while (at >= 0 && !cells[at].mark) {
    cells[at].mark = 1;
    mark_from(cells, cells[at].left);
    at = cells[at].right;
  }
}

// sizes 6 30 | 200
EXPORT i32 mark_and_sweep(i32 n) {
  struct cell cells[48];
  i32 free = 0, roots[4] = { -1, -1, -1, -1 }, collections = 0;
  u32 sum = 0;
  for (i32 i = 0; i < 48; i++) cells[i] = (struct cell){ -1, i < 47 ? i + 1 : -1, 0 };
  seed(n);
  for (i32 i = 0; i < n; i++) {
    if (free < 0) {
      collections++;
      for (i32 r = 0; r < 4; r++) mark_from(cells, roots[r]);
      for (i32 k = 0; k < 48; k++) {
        if (!cells[k].mark) cells[k] = (struct cell){ -1, free, 0 }, free = k;
        cells[k].mark = 0;
      }
      if (free < 0) roots[0] = roots[1] = -1;
      continue;
    }
    i32 made = free, r = below(4);
    free = cells[made].right;
    cells[made] = (struct cell){ roots[below(4)], roots[r], 0 };
    roots[r] = below(5) ? made : -1;
    sum = mix(sum, made);
  }
  return mix(sum, collections);
}

// sizes 6 30 | 300
EXPORT i32 hash_table(i32 n) {
  static struct { i32 key, value, state; } table[64];
  u32 sum = 0;
  i32 used = 0;
  for (i32 i = 0; i < 64; i++) table[i].state = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    i32 key = below(60), at = key * 2654435761u >> 26, hole = -1;
    while (table[at].state && !(table[at].state == 1 && table[at].key == key)) {
      if (table[at].state == 2 && hole < 0) hole = at;
      at = (at + 1) & 63;
    }
    if (table[at].state == 1) {
      sum = mix(sum, table[at].value);
      if (key % 3 == 0) table[at].state = 2, used--;
      else table[at].value += i;
    } else if (used < 40) {
      if (hole >= 0) at = hole;
      table[at].key = key, table[at].value = i, table[at].state = 1;
      used++;
    }
  }
  return mix(sum, used);
}

// sizes 6 30 | 300
EXPORT i32 least_recently_used(i32 n) {
  enum { PLACES = 6 };
  struct { i32 key, value, next, before; } cache[PLACES + 1];
  i32 hits = 0;
  u32 sum = 0;
  for (i32 i = 0; i <= PLACES; i++) cache[i].key = -1, cache[i].next = (i + 1) % (PLACES + 1), cache[i].value = 0;
  for (i32 i = 0; i <= PLACES; i++) cache[cache[i].next].before = i;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    i32 key = below(9), at = cache[0].next;
    while (at && cache[at].key != key) at = cache[at].next;
    if (at) hits++, cache[at].value++;
    else {
      at = cache[0].before;
      sum = mix(sum, cache[at].key * 100 + cache[at].value);
      cache[at].key = key, cache[at].value = 0;
    }
    cache[cache[at].before].next = cache[at].next;
    cache[cache[at].next].before = cache[at].before;
    cache[at].next = cache[0].next, cache[at].before = 0;
    cache[cache[0].next].before = at;
    cache[0].next = at;
  }
  return mix(sum, hits);
}

// sizes 4 25 | 200
EXPORT i32 gap_buffer(i32 n) {
  char text[128];
  i32 start = 0, end = 128;
  u32 sum = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    switch (below(5)) {
      case 0: if (start > 0) text[--end] = text[--start]; break;
      case 1: if (end < 128) text[start++] = text[end++]; break;
      case 2: if (start > 0) start--; break;
      default: if (start < end) text[start++] = 'a' + i % 26;
    }
  }
  for (i32 i = 0; i < start; i++) sum = mix(sum, text[i]);
  for (i32 i = end; i < 128; i++) sum = mix(sum, text[i]);
  return sum;
}

// sizes 5 30 | 300
EXPORT i32 ring_buffer(i32 n) {
  i32 ring[8];
  u32 read = 0, write = 0xfffffffcu, sum = 0;
  read = write;
  for (i32 i = 0; i < n; i++) {
    if (i % 3 != 1 && write - read < 8) ring[write++ & 7] = i * i;
    else if (read != write) sum = mix(sum, ring[read++ & 7]);
  }
  return mix(sum, write - read);
}

// sizes 5 17 | 100
EXPORT i32 overlapping_moves(i32 n) {
  u8 bytes[256];
  u32 sum = 0;
  for (i32 i = 0; i < 256; i++) bytes[i] = i * 11;
  for (i32 i = 1; i < n; i++) {
    __builtin_memmove(bytes + i, bytes + i * 2 / 3, 100);
    __builtin_memmove(bytes + i / 2, bytes + i, 90);
    __builtin_memcpy(bytes + 200, bytes + i, i % 50);
    __builtin_memset(bytes + i, i, i & 3);
    sum = mix(sum, bytes[i] * 65536 + bytes[i + 7] * 256 + bytes[200 + i % 50]);
  }
  for (i32 i = 0; i < 256; i++) sum = mix(sum, bytes[i]);
  return sum;
}

// sizes 3 9 | 40
EXPORT i32 unaligned(i32 n) {
  u8 bytes[64] = { 0 };
  u64 sum = 0;
  for (i32 i = 0; i < n; i++) {
    u64 x = sum * 3 + i;
    __builtin_memcpy(bytes + i % 40 + 1, &x, 8);
    u32 y;
    __builtin_memcpy(&y, bytes + i % 37 + 3, 4);
    u16 z;
    __builtin_memcpy(&z, bytes + i % 31, 2);
    f64 d = y * 0.5 + z;
    __builtin_memcpy(bytes + 17, &d, 8);
    __builtin_memcpy(&x, bytes + 16, 8);
    sum = sum * 31 + x + y + z;
  }
  return (i32)(sum ^ sum >> 32);
}

// sizes 2 6 | 30
EXPORT i32 pointers_to_pointers(i32 n) {
  i32 values[8], *one[8], **two[8], ***three = two;
  u32 sum = 0;
  for (i32 i = 0; i < 8; i++) values[i] = i * i, one[i] = values + (i * 3 & 7), two[i] = one + (i * 5 & 7);
  for (i32 i = 0; i < n; i++) {
    ***three += **two[i & 7];
    *three = one + (values[i & 7] & 7);
    i32 **other = ***three > *one[0] ? one + 1 : one + 2;
    SWAP(i32 *, one[i & 7], *other);
    sum = mix(sum, *one[i & 7] + **two[(i + 1) & 7]);
    if (++three == two + 4) three = two;
  }
  return sum;
}

/** What nobody has written yet is zero; where the memory cannot grow, nothing is said. */
// sizes 1 2
EXPORT i32 growing(i32 n) {
#ifdef __wasm__
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    i32 pages = __builtin_wasm_memory_grow(0, 1);
    if (pages < 0) return -1;
    volatile u8 *at = (u8 *)(pages << 16);
    sum += at[0] + at[65535];
    at[i] = 7 + i;
    sum += at[i] + (__builtin_wasm_memory_size(0) == (u32)pages + 1);
  }
  return sum;
#else
  return n * (n - 1) / 2 + 8 * n;
#endif
}
