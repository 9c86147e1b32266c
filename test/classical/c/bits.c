// Tricks with bits.
#include "classical.h"

APART i32 count_by_loop(u32 x) {
  i32 n = 0;
  for (; x; x &= x - 1) n++;
  return n;
}
APART i32 count_by_halves(u32 x) {
  x -= x >> 1 & 0x55555555;
  x = (x & 0x33333333) + (x >> 2 & 0x33333333);
  return ((x + (x >> 4)) & 0x0f0f0f0f) * 0x01010101u >> 24;
}

// sizes 3 20 | 300
EXPORT i32 population_counts(i32 n) {
  i32 sum = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    u32 x = next_random();
    i32 a = count_by_loop(x), b = count_by_halves(x), c = __builtin_popcount(x);
    sum += a == b && b == c ? a : -10000;
    sum += __builtin_popcountll((u64)x << 21 ^ x);
  }
  return sum;
}

// sizes 3 20 | 300
EXPORT i32 leading_and_trailing(i32 n) {
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    u32 x = 1u << (i & 31) | (u32)i;
    u64 y = (u64)x << (i * 5 & 31) | 1ULL << (i & 63);
    sum = mix(sum, __builtin_clz(x) * 64 + __builtin_ctz(x));
    sum = mix(sum, __builtin_clzll(y) * 64 + __builtin_ctzll(y));
    i32 shift = 0;
    for (u32 rest = x; rest >>= 1;) shift++;
    sum += shift != 31 - __builtin_clz(x);
  }
  return sum;
}

APART u32 reverse(u32 x) {
  x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
  x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
  x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
  return __builtin_bswap32(x);
}
APART u64 reverse_long(u64 x) {
  u64 y = 0;
  for (i32 i = 0; i < 64; i++, x >>= 1) y = y << 1 | (x & 1);
  return y;
}

// sizes 2 8 | 100
EXPORT i64 reversals(i32 n) {
  u64 sum = n;
  for (i32 i = 0; i < n; i++) {
    u64 x = (u64)reverse(i * 0x9e3779b9u) << 32 | reverse((u32)sum);
    sum = sum * 3 + reverse_long(x) + __builtin_bswap64(x);
  }
  return sum;
}

// sizes 4 25 | 300
EXPORT i32 gray_codes(i32 n) {
  u32 sum = 0, last = 0;
  for (i32 i = 0; i < n; i++) {
    u32 gray = i ^ i >> 1, back = gray;
    for (i32 shift = 1; shift < 32; shift *= 2) back ^= back >> shift;
    sum = mix(sum, (gray ^ last) + (back == (u32)i));
    last = gray;
  }
  return sum;
}

// sizes 3 20 | 200
EXPORT i64 morton_codes(i32 n) {
  u64 sum = 0;
  for (i32 i = 0; i < n; i++) {
    u64 x = (u32)(i * 77777), code = 0;
    for (i32 k = 0; k < 5; k++) {
      static const u64 masks[] = { 0x0000ffff0000ffffULL, 0x00ff00ff00ff00ffULL, 0x0f0f0f0f0f0f0f0fULL,
                                   0x3333333333333333ULL, 0x5555555555555555ULL };
      x = (x | x << (16 >> k)) & masks[k];
    }
    code = x | x << 1;
    sum = sum * 31 + code;
  }
  return sum;
}

// sizes 3 5 | 10
EXPORT i32 next_same_count(i32 n) {
  u32 sum = 0;
  for (u32 x = (1u << n / 2) - 1; x < 1u << n && x;) {
    sum = mix(sum, x);
    u32 lowest = x & -x, ripple = x + lowest;
    x = ripple | ((x ^ ripple) >> 2) / lowest;
  }
  return sum;
}

// sizes 3 5 | 9
EXPORT i32 subsets_of_mask(i32 n) {
  u32 mask = 0x2d6f5u & ((1u << 2 * n) - 1), sum = 0;
  for (u32 part = mask;; part = (part - 1) & mask) {
    sum = mix(sum, part);
    if (part == 0) return sum;
  }
}

// sizes 3 16 | 200
EXPORT i32 rotations(i32 n) {
  u32 x = 0x12345678, sum = 0;
  u64 y = 0x0123456789abcdefULL;
  for (i32 i = 0; i < n; i++) {
    i32 by = i * 5 & 31, far = i * 11 & 63;
    x = x << by | x >> (-by & 31);
    y = y >> far | y << (-far & 63);
    x += (u32)(y >> 32) ^ (u32)y;
    sum = mix(sum, x);
  }
  return sum;
}

static i32 saturate(i64 x) { return x > 0x7fffffff ? 0x7fffffff : x < -0x7fffffff - 1 ? -0x7fffffff - 1 : (i32)x; }

// sizes 4 20 | 300
EXPORT i32 saturating(i32 n) {
  i32 x = 1, y = -3, sum = 0;
  for (i32 i = 0; i < n; i++) {
    x = saturate((i64)x * 3 + i);
    y = saturate((i64)y * 5 - i);
    sum = mix(sum, saturate((i64)x + y) ^ saturate((i64)y - x));
    if (x == 0x7fffffff) x = i - 9;
    if (y == -0x7fffffff - 1) y = -i;
  }
  return sum;
}

// sizes 4 20 | 300
EXPORT i32 overflow_checks(i32 n) {
  i32 sum = 0, x = 0x40000000;
  i64 y = 0x4000000000000000LL;
  for (i32 i = 0; i < n; i++) {
    i32 a, b, c;
    i64 d, e;
    sum = sum * 2 + __builtin_add_overflow(x, i * 0x2000000, &a);
    sum = sum * 2 + __builtin_sub_overflow(-x, i * 0x3000000, &b);
    sum = sum * 2 + __builtin_mul_overflow(x >> 20, i * 1000, &c);
    sum = sum * 2 + __builtin_add_overflow(y, (i64)i << 57, &d);
    sum = sum * 2 + __builtin_sub_overflow(-y, (i64)i << 58, &e);
    sum += a ^ b ^ c ^ (i32)(d >> 40) ^ (i32)(e >> 33);
    x = (x >> 1) + i * 7919;
    y = (y >> 1) + ((i64)i << 40);
  }
  return sum;
}

// sizes 3 15 | 200
EXPORT i32 signs_and_widths(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    i32 x = i * 0x01234567 - n;
    signed char byte = x >> 3;
    int16_t half = x >> 5;
    sum = mix(sum, byte * 3 + half);
    sum += (x > 0) - (x < 0) + (u8)byte + (u16)half;
    sum ^= (x ^ x >> 31) - (x >> 31);
    i64 wide = (i64)byte << 40 | (u16)half;
    sum += (i32)(wide >> 38) + (int16_t)(wide >> 33) + (signed char)(wide >> 2);
  }
  return sum;
}

// sizes 3 12 | 100
EXPORT i32 division_by_constants(i32 n) {
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    u32 x = i * 0x10203041u;
    i32 y = (i32)x;
    i64 z = (i64)x * y;
    sum = mix(sum, x / 3 + x / 7 + x / 10 + x / 641 + x % 1000 + x / 0x80000001u);
    sum = mix(sum, y / 3 + y / -7 + y / 16 + y % 10 + y / 1000003);
    sum = mix(sum, (u32)(z / 3 + z / -10 + z % 1000000007 + (i64)((u64)z / 77)));
  }
  return sum;
}

struct fields { u32 a : 3, b : 7, c : 11, d : 11; i32 e : 5, f : 13, g : 14; u64 h : 37, k : 27; };

// sizes 3 15 | 200
EXPORT i32 bit_fields(i32 n) {
  struct fields x = { 0 };
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    x.a += i, x.b ^= x.a * 5, x.c = x.b + x.c * 3, x.d -= x.c;
    x.e = x.d >> 2, x.f += x.e * i, x.g ^= x.f - 77;
    x.h = x.h * 1000003 + x.g, x.k += x.h >> 9;
    sum = mix(sum, x.a + x.b + x.c + x.d + x.e + x.f + x.g + (u32)(x.h >> 5) + (u32)x.k);
  }
  return sum;
}

union views { f32 f; f64 d; u32 w[2]; u64 l; u8 b[8]; };

// sizes 3 15 | 200
EXPORT i64 bits_of_floats(i32 n) {
  u64 sum = 0;
  for (i32 i = 1; i <= n; i++) {
    union views x, y;
    x.d = i * 1.1 - n / 3.0;
    y.l = 0;
    y.f = (f32)x.d;
    sum = sum * 31 + x.l + y.w[0];
    x.w[1] ^= 0x80000000u;
    y.b[2] += i;
    x.d += y.f;
    sum ^= x.l + x.b[3];
    f64 whole = x.l >> 60 ? (f64)(i64)x.l : (f64)x.l;
    sum += (i64)(whole / 1e9) + (i32)y.f;
  }
  return sum;
}

// sizes 5 40 | 900
EXPORT i32 bit_set(i32 n) {
  u32 set[32] = { 0 }, sum = 0;
  for (i32 i = 0; i < n; i++) {
    i32 at = i * i * 7 % 1000;
    set[at >> 5] ^= 1u << (at & 31);
  }
  for (i32 w = 0; w < 32; w++)
    for (u32 rest = set[w]; rest; rest &= rest - 1) sum = mix(sum, w * 32 + __builtin_ctz(rest));
  return sum;
}

APART i32 walsh(i32 *a, i32 n) {
  for (i32 half = 1; half < n; half *= 2)
    for (i32 i = 0; i < n; i += 2 * half)
      for (i32 j = i; j < i + half; j++) {
        i32 x = a[j], y = a[j + half];
        a[j] = x + y;
        a[j + half] = x - y;
      }
  return a[n / 2] ^ a[n - 1];
}

// sizes 2 4 | 7
EXPORT i32 walsh_hadamard(i32 n) {
  i32 a[128];
  for (i32 i = 0; i < 1 << n; i++) a[i] = __builtin_parity(i * 13 & 0x55) * 3 - i;
  i32 sum = walsh(a, 1 << n);
  for (i32 i = 0; i < 1 << n; i++) sum = mix(sum, a[i]);
  return sum;
}

/** Rows of a board as bits: a rule of one dimension, and Conway's game of two. */
// sizes 3 16 | 60
EXPORT i32 rule_110(i32 n) {
  u64 row = 1;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    u64 next = 0;
    for (i32 k = 0; k < 64; k++) {
      i32 three = (row >> k & 1) << 1 | (row >> ((k + 63) & 63) & 1) | (row >> ((k + 1) & 63) & 1) << 2;
      next |= (u64)(110 >> three & 1) << k;
    }
    row = next;
    sum = mix(sum, (u32)(row ^ row >> 32));
  }
  return sum;
}

// sizes 1 6 | 60
EXPORT i32 life_in_bits(i32 n) {
  u32 rows[32], next[32], sum = 0;
  for (i32 i = 0; i < 32; i++) rows[i] = i * 0x9e3779b9u ^ 0x0f0f1234;
  for (i32 round = 0; round < n; round++) {
    for (i32 i = 0; i < 32; i++) {
      u32 one = 0, two = 0, four = 0;
      for (i32 dy = -1; dy <= 1; dy++) {
        u32 row = rows[(i + dy) & 31];
        u32 around[] = { row << 1 | row >> 31, row >> 1 | row << 31, dy ? row : 0 };
        for (i32 k = 0; k < 3; k++) {
          u32 carry = one & around[k];
          one ^= around[k];
          four |= two & carry;
          two ^= carry;
        }
      }
      next[i] = two & ~four & (one | rows[i]);
    }
    for (i32 i = 0; i < 32; i++) sum = mix(sum, rows[i] = next[i]);
  }
  return sum;
}
