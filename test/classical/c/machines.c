// State machines and coroutines: Duff's device, protothreads, tables of states, games on boards.
#include "classical.h"

// sizes 1 7 8 30 | 100
EXPORT i32 duffs_device(i32 n) {
  u8 from[128], to[128];
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) from[i] = i * 37 + 5;
  const u8 *f = from;
  u8 *t = to;
  i32 rounds = (n + 7) / 8;
  switch (n % 8) {
    case 0: do { *t++ = *f++ + rounds;
    case 7: *t++ = *f++ ^ 7;
    case 6: *t++ = *f++;
    case 5: *t++ = *f++ * 3;
    case 4: *t++ = *f++;
    case 3: *t++ = *f++ - rounds;
    case 2: *t++ = *f++;
    case 1: *t++ = *f++ + 1;
    } while (--rounds > 0);
  }
  for (i32 i = 0; i < n; i++) sum = mix(sum, to[i]);
  return sum;
}

struct thread { i32 line, i, j, value; };
#define BEGIN(thread) switch ((thread)->line) { case 0:
#define YIELD(thread, result) do { (thread)->line = __LINE__; return (result); case __LINE__:; } while (0)
#define END(thread) } (thread)->line = 0; return -1

APART i32 counting(struct thread *t, i32 n) {
  BEGIN(t);
  for (t->i = 0; t->i < n; t->i++) {
    YIELD(t, t->i);
    for (t->j = t->i; t->j > 0; t->j -= 2) YIELD(t, t->i * 100 + t->j);
  }
  END(t);
}
APART i32 fibonacci_thread(struct thread *t, i32 n) {
  BEGIN(t);
  t->i = 0, t->j = 1;
  while (t->i < n) {
    YIELD(t, t->i);
    t->value = t->i + t->j;
    t->i = t->j;
    t->j = t->value;
    if (t->value & 1) YIELD(t, -t->value);
  }
  END(t);
}

// sizes 2 6 | 40
EXPORT i32 protothreads(i32 n) {
  struct thread a = { 0 }, b = { 0 };
  u32 sum = 0;
  i32 running = 2;
  while (running) {
    i32 x = counting(&a, n), y = fibonacci_thread(&b, n * n);
    sum = mix(mix(sum, x), y);
    running = (x != -1) + (y != -1);
  }
  return sum;
}

/** Kowaltowski's style: producer and consumer each go on where they stopped. */
static i32 produced, producer_state, consumer_state, consumed;
APART void producer(i32 n) {
  static i32 k;
  switch (producer_state) {
    case 0:
      for (k = 0; k < n; k++) {
        produced = k * k;
        producer_state = 1;
        return;
    case 1:
        if (k % 3 == 2) {
          produced = -1;
          producer_state = 2;
          return;
    case 2:;
        }
      }
      produced = 1 << 30;
      producer_state = 3;
    case 3: return;
  }
}

// sizes 2 9 | 60
EXPORT i32 producer_and_consumer(i32 n) {
  producer_state = consumer_state = consumed = 0;
  do {
    producer(n);
    switch (consumer_state) {
      case 0: consumed += produced; consumer_state = produced & 1; break;
      case 1: consumed ^= produced; consumer_state = produced < 0 ? 2 : 0; break;
      default: consumed = consumed * 3 + produced; consumer_state = 0;
    }
  } while (producer_state != 3);
  return consumed;
}

enum token { SPACE, WORD, NUMBER, SIGN, COMMENT, STRING, KINDS };

// sizes 1 3 | 20
EXPORT i32 tokenizer(i32 n) {
  static const char *const text = "let x1 = 42+y; // answer\nif(x1>=10){say(\"a \\\" b\",3.14)}/*no*/ end_";
  i32 counts[KINDS] = { 0 };
  u32 sum = 0;
  for (i32 round = 0; round < n; round++) {
    enum token state = SPACE;
    for (const char *c = text; *c; c++) {
      i32 letter = (*c | 32) >= 'a' && (*c | 32) <= 'z', digit = *c >= '0' && *c <= '9';
      enum token next = state;
      switch (state) {
        case WORD: if (letter || digit || *c == '_') break; goto fresh;
        case NUMBER: if (digit || *c == '.') break; goto fresh;
        case COMMENT: if (*c == '\n') next = SPACE; break;
        case STRING:
          if (*c == '\\') c++;
          else if (*c == '"') next = SPACE;
          break;
        default:
        fresh:
          if (letter) next = WORD;
          else if (digit) next = NUMBER;
          else if (*c == '"') next = STRING;
          else if (*c == '/' && c[1] == '/') next = COMMENT;
          else next = *c == ' ' || *c == '\n' ? SPACE : SIGN;
      }
      if (next != state || next == SIGN) sum = mix(sum, next * 256 + *c), counts[next]++;
      state = next;
    }
  }
  for (i32 i = 0; i < KINDS; i++) sum = mix(sum, counts[i]);
  return sum;
}

// sizes 1 3 | 40
EXPORT i32 game_of_life(i32 n) {
  enum { SIZE = 10 };
  u8 cells[SIZE][SIZE] = { { 0 } }, next[SIZE][SIZE];
  static const u8 start[][2] = { { 1, 2 }, { 2, 3 }, { 3, 1 }, { 3, 2 }, { 3, 3 }, { 7, 7 }, { 7, 8 }, { 7, 6 } };
  u32 sum = 0;
  for (i32 i = 0; i < COUNT(start); i++) cells[start[i][0]][start[i][1]] = 1;
  for (i32 round = 0; round < n; round++) {
    for (i32 y = 0; y < SIZE; y++)
      for (i32 x = 0; x < SIZE; x++) {
        i32 around = -cells[y][x];
        for (i32 dy = SIZE - 1; dy <= SIZE + 1; dy++)
          for (i32 dx = SIZE - 1; dx <= SIZE + 1; dx++) around += cells[(y + dy) % SIZE][(x + dx) % SIZE];
        next[y][x] = around == 3 || (around == 2 && cells[y][x]);
      }
    for (i32 y = 0; y < SIZE; y++)
      for (i32 x = 0; x < SIZE; x++) sum = mix(sum, cells[y][x] = next[y][x]);
  }
  return sum;
}

// sizes 5 60 | 3000
EXPORT i32 langtons_ant(i32 n) {
  static u8 board[32][32];
  i32 x = 16, y = 16, way = 0;
  for (i32 i = 0; i < 32 * 32; i++) board[i / 32][i % 32] = 0;
  for (i32 i = 0; i < n; i++) {
    way = (way + (board[y][x] ? 3 : 1)) & 3;
    board[y][x] ^= 1;
    switch (way) {
      case 0: y = (y + 31) & 31; break;
      case 1: x = (x + 1) & 31; break;
      case 2: y = (y + 1) & 31; break;
      case 3: x = (x + 31) & 31; break;
    }
  }
  u32 sum = x * 32 + y;
  for (i32 i = 0; i < 32; i++)
    for (i32 j = 0; j < 32; j += 8) {
      u32 eight = 0;
      for (i32 k = 0; k < 8; k++) eight = eight * 2 + board[i][j + k];
      if (eight) sum = mix(sum, eight + i);
    }
  return sum;
}

/** Busy beavers: what is written, where to go, which state is next. */
// sizes 2 3 4
EXPORT i32 busy_beaver(i32 n) {
  static const char *const rules[] = { "1RB1LB1LA1RH", "1RB1RH0RC1RB1LC1LA", "1RB1LB1LA0LC1RH1LD1RD0RA" };
  const char *rule = rules[n - 2];
  u8 tape[64] = { 0 };
  i32 at = 32, state = 0, steps = 0, ones = 0;
  for (; state != 'H' - 'A'; steps++) {
    const char *how = rule + state * 6 + tape[at] * 3;
    tape[at] = how[0] - '0';
    at += how[1] == 'R' ? 1 : -1;
    state = how[2] - 'A';
  }
  for (i32 i = 0; i < 64; i++) ones += tape[i];
  return steps * 100 + ones;
}

/** A machine with registers; jumps go to cases that share code. */
// sizes 3 10 | 100
EXPORT i32 register_machine(i32 n) {
  static const u8 code[] = { 0x10, 0x21, 0x32, 0x01, 0x42, 0x53, 0x13, 0x61, 0x25, 0x70, 0x02, 0x34, 0x17, 0x66 };
  i32 r[4] = { n, 1, 2, 3 }, sum = 0, at = 0;
  for (i32 steps = 0; steps < n * 4; steps++) {
    i32 op = code[at] >> 4, x = code[at] & 3, y = code[at] >> 2 & 3;
    at = (at + 1) % COUNT(code);
    switch (op) {
      case 0: r[x] += r[y]; break;
      case 1: r[x] -= r[y] + 1; break;
      case 2: r[x] *= r[y] | 1; break;
      case 3: case 4: r[y] ^= r[x] << 2; if (op == 4) goto skip; break;
      case 5: SWAP(i32, r[x], r[y]); break;
      case 6: if (r[x] & 1) { skip: at = (at + x + 1) % COUNT(code); } break;
      case 7: sum = mix(sum, r[x]); break;
    }
    sum = mix(sum, r[0] ^ r[3]);
  }
  return sum;
}

// sizes 2 8 | 80
EXPORT i32 elevator(i32 n) {
  enum { IDLE, UP, DOWN, OPEN } state = IDLE, before = UP;
  i32 floor = 0, waits = 0, open = 0;
  u32 calls = 0, sum = 0;
  seed(n);
  for (i32 time = 0; time < n * 4; time++) {
    if (time % 3 == 0) calls |= 1u << below(10);
    switch (state) {
      case IDLE:
        if (calls == 0) break;
        state = calls >> floor > 1 ? UP : calls >> floor & 1 ? OPEN : DOWN;
        break;
      case UP: case DOWN:
        floor += state == UP ? 1 : -1;
        before = state;
        if (calls >> floor & 1) state = OPEN, open = 2;
        break;
      case OPEN:
        calls &= ~(1u << floor);
        if (open-- > 0) break;
        if (before == UP && calls >> floor) state = UP;
        else if (calls & ((1u << floor) - 1)) state = DOWN;
        else state = IDLE;
    }
    waits += __builtin_popcount(calls);
    sum = mix(sum, floor * 4 + state);
  }
  return mix(sum, waits);
}

// sizes 3 9 | 50
EXPORT i32 josephus(i32 n) {
  i32 next[64], at = n - 1;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) next[i] = (i + 1) % n;
  for (i32 left = n; left > 0; left--) {
    for (i32 k = 1; k < 3; k++) at = next[at];
    sum = mix(sum, next[at]);
    next[at] = next[next[at]];
  }
  return sum;
}

// sizes 3 6 | 20
EXPORT i32 spiral_and_zigzag(i32 n) {
  static i32 cells[32][32];
  i32 top = 0, left = 0, bottom = n - 1, right = n - 1, value = 0;
  u32 sum = 0;
  while (top <= bottom && left <= right) {
    for (i32 i = left; i <= right; i++) cells[top][i] = value++;
    top++;
    for (i32 i = top; i <= bottom; i++) cells[i][right] = value++;
    right--;
    for (i32 i = right; i >= left && top <= bottom; i--) cells[bottom][i] = value++;
    bottom--;
    for (i32 i = bottom; i >= top && left <= right; i--) cells[i][left] = value++;
    left++;
  }
  for (i32 d = 0; d < 2 * n - 1; d++)
    for (i32 k = MAX(0, d - n + 1); k <= MIN(d, n - 1); k++)
      sum = mix(sum, d & 1 ? cells[k][d - k] : cells[d - k][k]);
  return sum;
}

/** Zeller's, and every day of a year the long way. */
// sizes 1 12 | 400
EXPORT i32 calendar(i32 n) {
  static const u8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  i32 year = 1999, month = 0, day = 1, weekday = 5;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    for (i32 step = 0; step < 37; step++) {
      weekday = (weekday + 1) % 7;
      i32 leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      if (++day > days[month] + (month == 1 && leap)) day = 1, month++;
      if (month == 12) month = 0, year++;
    }
    i32 y = year - (month < 2), m = month < 2 ? month + 13 : month + 1;
    i32 zeller = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400 + 6) % 7;
    sum = mix(sum, year * 1000 + month * 50 + day + weekday * 100000 + zeller);
  }
  return sum;
}
