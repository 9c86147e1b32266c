// What is computed before a loop and used within it; small functions that an engine takes in, whose loops read their
// parameters; arguments that come from memory, globals and calls that the callee then changes.
#include "classical.h"

APART i32 sum_to(i32 n, i32 x) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum += i ^ x;
  return sum;
}

// sizes 3 10 | 100
EXPORT i32 loop_taken_in(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = sum * 3 + sum_to(i + 2, sum & 7);
  return sum;
}

APART i32 inner_sum(i32 n, i32 x) {
  i32 sum = x;
  for (i32 i = n; i > 0; i--) sum = sum * 5 + (x >> (i & 3));
  return sum;
}
APART i32 middle_sum(i32 n, i32 x) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum += inner_sum(x & 3, i + x) - n;
  return sum;
}
APART i32 outer_sum(i32 n, i32 x) {
  i32 sum = n;
  for (i32 i = 0; i < x; i++) sum ^= middle_sum(n - i, sum + x) * x;
  return sum;
}

// sizes 2 5 | 9
EXPORT i32 loops_three_deep(i32 n) { return outer_sum(n, n + 1); }

static i32 cells[32];
static i32 shared;

/** `first` was read before the loop that writes where it stood. */
APART i32 over_cells(i32 first, i32 *at, i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    at[i] = sum + i + 1;
    sum = sum * 7 + first;
  }
  return sum;
}

// sizes 3 8 | 20
EXPORT i32 argument_from_memory(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < 32; i++) cells[i] = i * i + 5;
  for (i32 i = 0; i < 6; i++) sum = mix(sum, over_cells(cells[i], cells + i, n));
  return sum;
}

APART i32 over_shared(i32 before, i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    shared += before + i;
    sum = sum * 3 + (shared ^ before);
  }
  return sum;
}

// sizes 3 8 | 50
EXPORT i32 argument_from_global(i32 n) {
  shared = 17;
  return over_shared(shared, n) - over_shared(shared + 1, n) + over_shared(shared, shared & 7);
}

APART i32 bump(i32 by) { return shared += by; }
APART i32 twice_in_loop(i32 a, i32 b, i32 n) {
  i32 sum = a;
  while (n-- > 0) sum += (a - b) * bump(b & 3);
  return sum;
}

// sizes 2 6 | 50
EXPORT i32 argument_from_call(i32 n) {
  shared = 3;
  return twice_in_loop(bump(2), bump(5), n) ^ twice_in_loop(bump(1), shared, n);
}

APART i64 long_loop(i64 from, i64 to, i64 step) {
  i64 sum = step;
  for (i64 i = from; i < to; i += step) sum = (sum << 3) - sum + (i ^ from);
  return sum;
}

// sizes 2 9 | 80
EXPORT i64 long_bounds(i32 n) {
  i64 base = 0x7fffffffLL;
  return long_loop(base, base + n * 3, 2) ^ long_loop(-base * 4, -base * 4 + n, 1) ^ long_loop(n, 0, 1);
}

APART i64 mixed_words(i32 low, i64 high, i32 n) {
  i64 sum = high;
  for (i32 i = 0; i < n; i++) {
    sum += low;
    if (sum & 1) sum ^= high;
    else sum -= (i64)low << 32;
  }
  return sum;
}

// sizes 3 12 | 200
EXPORT i64 long_parameters(i32 n) {
  i64 sum = 1;
  for (i32 i = 0; i < n; i++) sum += mixed_words(i - 5, sum * 0x9e3779b97f4a7c15LL, i);
  return sum;
}

APART f64 floats_in_loop(f64 x, f32 y, i32 n) {
  f64 sum = x;
  for (i32 i = 1; i <= n; i++) sum = sum / (x + i) + y * i;
  return sum;
}

// sizes 3 12 | 200
EXPORT f64 float_parameters(i32 n) {
  f64 sum = 0;
  for (i32 i = 0; i < n; i++) sum += floats_in_loop(sum + 1.5, (f32)sum * 0.25f, i & 7);
  return sum;
}

// sizes 2 7 | 60
EXPORT i32 computed_before(i32 n) {
  i32 a = n * 31 ^ 5, b = a >> 2, c = (a - b) * 3, sum = 0;
  u32 d = (u32)a / 3, e = (u32)c % 11 + 1;
  i64 f = (i64)a * c, g = f >> 7;
  f64 h = a / 7.0, k = h * h;
  for (i32 i = 0; i < n; i++) {
    sum += (a ^ i) + (b << (i & 7)) - c;
    for (i32 j = i; j < n; j++) sum ^= (i32)(d + j * e) + (i32)(f ^ g) + (i32)(h + k * 0.001 * j);
    if (sum & 1) sum += (i32)(f - g);
  }
  return sum + a + b + c + (i32)(d + e) + (i32)f + (i32)g + (i32)h;
}

// sizes 2 9 | 80
EXPORT i32 several_exits(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    i32 limit = (i * 7 + 3) % 13, j = 0;
    for (;;) {
      if (j == limit) break;
      j++;
      if (j % 3 == 1) continue;
      sum += j * limit;
      if (sum % 17 == 5) goto next;
      if (sum > 100000) return sum - n;
    }
    sum -= limit;
  next:
    sum ^= i;
  }
  return sum;
}

// sizes 1 6 | 40
EXPORT i32 do_while(i32 n) {
  i32 sum = 0, i = n;
  do {
    i32 j = i & 5;
    do sum = sum * 3 + (i ^ j); while (j-- > 0);
  } while (--i > 0);
  return sum;
}

// sizes 5 20 | 300
EXPORT i32 switch_in_loop(i32 n) {
  i32 sum = 0, state = n % 7;
  for (i32 i = 0; i < n; i++) {
    switch (state) {
      case 0: sum += i; state = 3; break;
      case 1: sum ^= i * 3; /* fall through */
      case 2: sum -= 7; state = sum & 3; continue;
      case 3: sum = sum * 5 + 1; state = i % 9; break;
      case 4: case 5: sum += state; state = 8; break;
      case 8: if (sum & 1) { state = 1; break; } sum++; state = 2; break;
      default: state = (sum >> 1) & 7; sum += 11;
    }
    sum += state << (i & 7);
  }
  return sum;
}

struct three { i32 a; i64 b; f64 c; };

APART struct three rotate(struct three x, i32 n) {
  for (i32 i = 0; i < n; i++) {
    struct three y = { (i32)x.b, (i64)x.c, x.a + 0.5 };
    x.a ^= y.a + i;
    x.b += y.b * 3;
    x.c = y.c - x.c / 4;
  }
  return x;
}

// sizes 1 5 | 40
EXPORT f64 structs_in_loop(i32 n) {
  struct three x = { n, n * 1000003LL, n / 3.0 };
  for (i32 i = 0; i < n; i++) {
    struct three y = rotate(x, i & 3);
    x = rotate(y, 1);
    x.a += y.a;
  }
  return x.a + x.b % 1000 + x.c;
}

typedef i32 (*operation)(i32, i32);
static i32 op_add(i32 a, i32 b) { return a + b; }
static i32 op_sub(i32 a, i32 b) { return a - b; }
static i32 op_mul(i32 a, i32 b) { return a * b; }
static i32 op_loop(i32 a, i32 b) {
  i32 sum = b;
  for (i32 i = 0; i < (a & 7); i++) sum = sum * 2 + (a ^ b);
  return sum;
}
static const operation operations[] = { op_add, op_sub, op_mul, op_loop, op_loop, op_add };

APART i32 apply(operation op, i32 x, i32 n) {
  i32 sum = 1;
  for (i32 i = 0; i < n; i++) sum = op(sum, x + i);
  return sum;
}

// sizes 2 9 | 60
EXPORT i32 calls_by_table(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = mix(sum, apply(operations[i % COUNT(operations)], sum, i & 7));
  return sum;
}

APART i32 clamp(i32 x, i32 low, i32 high) { return x < low ? low : x > high ? high : x; }
APART i32 smooth(const i32 *values, i32 n, i32 low, i32 high) {
  i32 sum = 0;
  for (i32 i = 1; i + 1 < n; i++) sum += clamp(values[i - 1] + values[i + 1] - 2 * values[i], low, high);
  return sum;
}

// sizes 5 16 | 32
EXPORT i32 small_callees(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) cells[i] = (i * 73 + 11) % 64;
  for (i32 k = 1; k < 9; k++) sum = mix(sum, smooth(cells, n, -k * 4, k * 3));
  return sum;
}

/** The loop reads both parameters behind a call in the condition. */
APART i32 condition_call(i32 x, i32 y) {
  i32 rounds = 0;
  while (clamp(x - rounds, y, 40) > y && rounds < x + y) rounds++;
  return rounds * (x - y);
}

// sizes 3 12 | 60
EXPORT i32 call_in_condition(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum += condition_call(n + i, i) ^ condition_call(i, -n);
  return sum;
}

APART u32 many(u32 a, u32 b, u32 c, u32 d, u32 e, u32 f, u32 g, u32 h) {
  u32 sum = a;
  for (u32 i = 0; i < (h & 7); i++) {
    sum += b ^ i;
    sum *= c | 1;
    sum ^= d >> (i & 15);
    sum += e - f;
    if (g > sum) sum -= many(b, c, d, e, f, g, h >> 3, 0);
  }
  return sum + h;
}

// sizes 2 7 | 40
EXPORT i32 many_parameters(i32 n) {
  u32 sum = n;
  for (i32 i = 0; i < n; i++)
    sum += many(sum, i, n, sum >> 3, i * 3, sum ^ n, 0x80000000u, sum + 4);
  return sum;
}

/** Two loops one after the other, which use the same value from before. */
APART i32 one_after_other(i32 a, i32 b) {
  i32 sum = 0, both = a * b + 3;
  for (i32 i = 0; i < a; i++) sum += both ^ i;
  for (i32 i = 0; i < b; i++) sum = sum * 3 - (both >> (i & 7));
  return sum + both;
}

// sizes 2 9 | 40
EXPORT i32 loops_in_row(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum ^= one_after_other(i, n - i) + one_after_other(n, sum & 3);
  return sum;
}

/** A loop that goes on in another one's condition: irreducible but for the compiler's help. */
// sizes 3 11 | 90
EXPORT i32 jump_into_loop(i32 n) {
  i32 sum = 0, i = n;
  if (n & 1) goto inside;
  while (i > 0) {
    sum += i * 3;
  inside:
    sum ^= i + n;
    i--;
    if (sum % 5 == 0 && i > 2) goto inside;
  }
  return sum;
}
