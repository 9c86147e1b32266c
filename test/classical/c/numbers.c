// Integers: large ones in words, primes, sequences, and what 64 bits ask for.
#include "classical.h"

#define WORDS 40
typedef struct { u32 word[WORDS]; i32 used; } big;

static void big_set(big *x, u64 value) {
  x->used = 0;
  for (; value; value >>= 32) x->word[x->used++] = (u32)value;
}
APART void big_mul_small(big *x, u32 by) {
  u64 carry = 0;
  for (i32 i = 0; i < x->used; i++) {
    carry += (u64)x->word[i] * by;
    x->word[i] = (u32)carry;
    carry >>= 32;
  }
  if (carry) x->word[x->used++] = (u32)carry;
}
APART u32 big_div_small(big *x, u32 by) {
  u64 rest = 0;
  for (i32 i = x->used - 1; i >= 0; i--) {
    rest = rest << 32 | x->word[i];
    x->word[i] = (u32)(rest / by);
    rest %= by;
  }
  while (x->used && x->word[x->used - 1] == 0) x->used--;
  return (u32)rest;
}
APART void big_add(big *x, const big *y) {
  u64 carry = 0;
  for (i32 i = 0; i < y->used || carry; i++) {
    if (i == x->used) x->word[x->used++] = 0;
    carry += (u64)x->word[i] + (i < y->used ? y->word[i] : 0);
    x->word[i] = (u32)carry;
    carry >>= 32;
  }
}
APART void big_mul(big *to, const big *x, const big *y) {
  for (i32 i = 0; i < x->used + y->used; i++) to->word[i] = 0;
  for (i32 i = 0; i < x->used; i++) {
    u64 carry = 0;
    for (i32 j = 0; j < y->used; j++) {
      carry += (u64)x->word[i] * y->word[j] + to->word[i + j];
      to->word[i + j] = (u32)carry;
      carry >>= 32;
    }
    to->word[i + y->used] = (u32)carry;
  }
  to->used = x->used + y->used;
  while (to->used && to->word[to->used - 1] == 0) to->used--;
}
/** Its decimal digits, from the last. */
APART u32 big_digits(big *x) {
  u32 sum = 0;
  while (x->used) sum = mix(sum, big_div_small(x, 1000000000));
  return sum;
}

// sizes 5 20 | 100
EXPORT i32 big_factorial(i32 n) {
  big x;
  big_set(&x, 1);
  for (i32 i = 2; i <= n; i++) big_mul_small(&x, i);
  return big_digits(&x);
}

// sizes 10 90 | 900
EXPORT i32 big_fibonacci(i32 n) {
  big a, b;
  big_set(&a, 0);
  big_set(&b, 1);
  for (i32 i = 0; i < n; i++) {
    big_add(&a, &b);
    big c = a;
    a = b;
    b = c;
  }
  return big_digits(&a);
}

// sizes 7 60 | 500
EXPORT i32 big_power(i32 n) {
  big x, base, to;
  big_set(&x, 1);
  big_set(&base, 3);
  for (i32 rest = n; rest; rest >>= 1) {
    if (rest & 1) {
      big_mul(&to, &x, &base);
      x = to;
    }
    if (rest > 1) {
      big_mul(&to, &base, &base);
      base = to;
    }
  }
  return big_digits(&x);
}

/** Knuth's algorithm D, with words of 16 bits. */
// sizes 2 5 | 12
EXPORT i32 long_division(i32 n) {
  u16 u[33], v[16], q[33];
  seed(n);
  for (i32 i = 0; i < 2 * n; i++) u[i] = next_random();
  for (i32 i = 0; i < n; i++) v[i] = next_random();
  u[2 * n] = 0;
  v[n - 1] |= 0x8000;
  for (i32 j = n; j >= 0; j--) {
    u32 top = (u32)u[j + n] << 16 | u[j + n - 1], guess = top / v[n - 1], rest = top % v[n - 1];
    while (guess > 0xffff || (n > 1 && guess * v[n - 2] > (rest << 16 | u[j + n - 2]))) {
      guess--;
      rest += v[n - 1];
      if (rest > 0xffff) break;
    }
    i32 borrow = 0;
    for (i32 i = 0; i < n; i++) {
      u32 product = guess * v[i];
      i32 difference = u[i + j] - borrow - (i32)(product & 0xffff);
      u[i + j] = difference;
      borrow = (i32)(product >> 16) - (difference >> 16);
    }
    i32 last = u[j + n] - borrow;
    u[j + n] = last;
    if (last < 0) {
      guess--;
      u32 carry = 0;
      for (i32 i = 0; i < n; i++) {
        carry += u[i + j] + v[i];
        u[i + j] = carry;
        carry >>= 16;
      }
      u[j + n] += carry;
    }
    q[j] = guess;
  }
  u32 sum = 0;
  for (i32 i = 0; i <= n; i++) sum = mix(sum, q[i]);
  for (i32 i = 0; i < n; i++) sum = mix(sum, u[i]);
  return sum;
}

APART u64 mul_mod(u64 a, u64 b, u64 m) {
  u64 sum = 0;
  for (a %= m; b; b >>= 1) {
    if (b & 1) sum = sum >= m - a ? sum - (m - a) : sum + a;
    a = a >= m - a ? a - (m - a) : a + a;
  }
  return sum;
}
APART u64 pow_mod(u64 base, u64 exponent, u64 m) {
  u64 result = 1 % m;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = mul_mod(result, base, m);
    base = mul_mod(base, base, m);
  }
  return result;
}

// sizes 3 9 | 60
EXPORT i64 modular_power(i32 n) {
  u64 sum = 0;
  for (i32 i = 1; i <= n; i += 3) sum = sum * 31 + pow_mod(i + 0x123456789ULL, i * 5, 0xfffffffffffffc5ULL + i);
  return sum;
}

APART i32 is_strong_prime(u64 n) {
  static const u8 bases[] = { 2, 3, 5, 7 };
  if (n < 2) return 0;
  for (i32 i = 0; i < 4; i++)
    if (n % bases[i] == 0) return n == bases[i];
  u64 odd = n - 1;
  i32 twos = 0;
  for (; !(odd & 1); odd >>= 1) twos++;
  for (i32 i = 0; i < 4; i++) {
    u64 x = pow_mod(bases[i], odd, n);
    i32 passes = x == 1 || x == n - 1;
    for (i32 k = 1; k < twos && !passes; k++) passes = (x = mul_mod(x, x, n)) == n - 1;
    if (!passes) return 0;
  }
  return 1;
}

// sizes 4 11 | 60
EXPORT i32 miller_rabin(i32 n) {
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = mix(sum, is_strong_prime(4294967291ULL + i * 2) * 2 + is_strong_prime(i));
  return sum;
}

// sizes 10 100 | 2000
EXPORT i32 sieve(i32 n) {
  static u8 composite[2048];
  u32 sum = 0;
  for (i32 i = 0; i <= n; i++) composite[i] = 0;
  for (i32 i = 2; i <= n; i++) {
    if (composite[i]) continue;
    sum = mix(sum, i);
    for (i32 j = i * i; j <= n; j += i) composite[j] = 1;
  }
  return sum;
}

// sizes 10 60 | 400
EXPORT i32 primes_by_division(i32 n) {
  u32 sum = 0;
  for (i32 i = 2; i < n; i++) {
    i32 is_prime = 1;
    for (i32 d = 2; d * d <= i && is_prime; d++) is_prime = i % d != 0;
    if (is_prime) sum = mix(sum, i);
  }
  return sum;
}

// sizes 6 27 | 300
EXPORT i64 collatz(i64 n) {
  i64 longest = 0, highest = 0;
  for (i64 i = 1; i <= n; i++) {
    i64 steps = 0;
    for (i64 x = i; x != 1; steps++) {
      x = x & 1 ? 3 * x + 1 : x >> 1;
      if (x > highest) highest = x;
    }
    if (steps > longest) longest = steps;
  }
  return longest * 1000000007 + highest;
}

// sizes 2 12 | 60
EXPORT i64 factors(i64 n) {
  u64 sum = 0;
  for (u64 x = 600851475143ULL / n, end = x + n / 4 + 1; x < end; x++) {
    u64 rest = x;
    for (u64 d = 2; d * d <= rest && d < 400; d += d == 2 ? 1 : 2)
      while (rest % d == 0) rest /= d, sum = sum * 7 + d;
    sum += rest;
  }
  return sum;
}

// sizes 12 30 | 200
EXPORT i32 totients(i32 n) {
  i32 phi[256];
  u32 sum = 0;
  for (i32 i = 0; i <= n; i++) phi[i] = i;
  for (i32 i = 2; i <= n; i++)
    if (phi[i] == i)
      for (i32 j = i; j <= n; j += i) phi[j] -= phi[j] / i;
  for (i32 i = 1; i <= n; i++) sum = mix(sum, phi[i]);
  return sum;
}

/** Extended Euclid, by remainders with signs. */
APART i64 inverse(i64 a, i64 m) {
  i64 x = 1, y = 0, r = a, s = m;
  while (s) {
    i64 q = r / s, t = r % s;
    r = s, s = t;
    t = x - q * y;
    x = y, y = t;
  }
  return r == 1 ? (x % m + m) % m : -r;
}

// sizes 5 20 | 200
EXPORT i64 inverses(i32 n) {
  i64 sum = 0;
  for (i32 i = 1; i < n; i++) sum = sum * 31 + inverse(i * 12345678901LL, 1000000007LL * (i | 1)) + inverse(i, 360);
  return sum;
}

/** Digits of pi, by Rabinowitz and Wagon. */
// sizes 4 10 | 40
EXPORT i32 pi_digits(i32 n) {
  u32 rest[160], sum = 0, held = 0, nines = 0;
  i32 length = n * 10 / 3 + 1;
  for (i32 i = 0; i < length; i++) rest[i] = 2;
  for (i32 k = 0; k < n; k++) {
    u32 carry = 0;
    for (i32 i = length - 1; i >= 0; i--) {
      u32 x = rest[i] * 10 + carry * (i + 1);
      rest[i] = i ? x % (2 * i + 1) : x % 10;
      carry = i ? x / (2 * i + 1) : x / 10;
    }
    if (carry == 9) nines++;
    else {
      if (carry == 10) held++, carry = 0, sum = mix(sum, nines * 100);
      sum = mix(sum, held * 10 + nines);
      held = carry, nines = 0;
    }
  }
  return mix(sum, held);
}

// sizes 3 8 | 30
EXPORT i32 digits_of_e(i32 n) {
  u32 terms[40], sum = 0;
  for (i32 i = 0; i < 40; i++) terms[i] = 1;
  for (i32 k = 0; k < n; k++) {
    u32 carry = 0;
    for (i32 i = 39; i >= 0; i--) {
      u32 x = terms[i] * 10 + carry;
      terms[i] = x % (i + 2);
      carry = x / (i + 2);
    }
    sum = mix(sum, carry);
  }
  return sum;
}

// sizes 3 20 | 500
EXPORT i64 square_roots(i32 n) {
  u64 sum = 0, x = 3;
  for (i32 i = 0; i < n; i++) {
    x = x * 6364136223846793005ULL + 1;
    u64 value = x >> (i & 31), root = 0, rest = value;
    for (u64 bit = 1ULL << 62; bit; bit >>= 2) {
      if (rest >= root + bit) {
        rest -= root + bit;
        root = (root >> 1) + bit;
      } else root >>= 1;
    }
    sum += root * 3 + rest;
  }
  return sum;
}

/** 128 bits of two factors of 64. */
APART u64 mul_high(u64 a, u64 b) {
  u64 al = (u32)a, ah = a >> 32, bl = (u32)b, bh = b >> 32, low = al * bl;
  u64 m1 = ah * bl + (low >> 32), m2 = al * bh + (u32)m1;
  return ah * bh + (m1 >> 32) + (m2 >> 32);
}

// sizes 3 20 | 500
EXPORT i64 montgomery(i32 n) {
  u64 m = 0xffffffffffffffc5ULL, inverse = m, x = 0x0123456789abcdefULL, sum = 0;
  for (i32 i = 0; i < 6; i++) inverse *= 2 - m * inverse;
  for (i32 i = 0; i < n; i++) {
    u64 high = mul_high(x, x + i), low = x * (x + i), q = mul_high(low * inverse, m);
    x = high - q + (high < q ? m : 0);
    sum ^= x;
  }
  return sum;
}

// sizes 3 9 | 60
EXPORT i64 long_arithmetic(i32 n) {
  i64 x = 0x7fffffffffffff0dLL, sum = 0;
  for (i32 i = 1; i <= n; i++) {
    i64 y = x >> (i * 7 & 63), z = (i64)((u64)x << (i & 31)) | 1;
    sum += y / i - y % (i + 1);
    sum ^= (i64)((u64)z / (u64)(i * 0x10001)) + (i64)((u64)z % 1000003);
    sum += (x < y) + 2 * ((u64)x < (u64)y) + 4 * (z >= sum) + 8 * (i32)(x >> 60);
    x = x * 0x5851f42d4c957f2dLL + (i32)sum;
    if (x % 3 == 0) x = -x;
    x ^= (i64)(u32)sum << 13;
    x += (signed char)sum - (i64)(int16_t)(sum >> 8);
  }
  return sum ^ x;
}

// sizes 2 9 | 100
EXPORT i64 loops_past_32_bits(i32 n) {
  i64 sum = 0;
  for (i64 i = 0xffffffffLL - n; i <= 0xffffffffLL + n; i++) sum += i * 3 ^ (i >> 16);
  for (u64 i = 1ULL << 63, end = i + n; i != end; i++) sum ^= i >> 3;
  for (i64 i = -0x80000000LL - n; i < -0x80000000LL + n; i += 2) sum += i / 7;
  for (i64 i = 1; i > 0; i <<= 1) sum += i & n;
  return sum;
}
