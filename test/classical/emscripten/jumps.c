// setjmp and longjmp, as Emscripten has them: by functions of the host that call back and catch.
#include <setjmp.h>
#include <stdlib.h>
#include "../c/classical.h"

static jmp_buf back, outer;

APART i32 dig(i32 n, i32 x) {
  if (n == 0) longjmp(back, x | 1);
  i32 sum = 0;
  for (i32 i = 0; i < 2; i++) sum += dig(n - 1, x * 3 + i);
  return sum;
}

// sizes 0 1 5 | 40
EXPORT i32 out_of_recursion(i32 n) {
  i32 got = setjmp(back);
  return got ? got * 10 + n : dig(n, n + 1);
}

// sizes 1 4 | 30
EXPORT i32 jump_in_loop(i32 n) {
  volatile i32 rounds = 0, sum = 0;
  i32 got = setjmp(back);
  sum = sum * 5 + got;
  rounds++;
  if (rounds <= n) longjmp(back, rounds * 7);
  return sum;
}

APART i32 inner(i32 n) {
  i32 got = setjmp(back);
  if (got == 0) longjmp(n & 1 ? outer : back, n + 2);
  return got * 100;
}

// sizes 2 7 | 30
EXPORT i32 two_marks(i32 n) {
  volatile i32 sum = 0, i = 0;
  for (; i < n; i++) {
    i32 got = setjmp(outer);
    if (got) sum = sum * 3 + got;
    else sum += inner(i);
  }
  return sum;
}

struct failure { jmp_buf mark; i32 code; struct failure *before; };
static struct failure *failures;

APART void fail(i32 code) {
  failures->code = code;
  longjmp(failures->mark, 1);
}
APART i32 divided(i32 a, i32 b) {
  if (b == 0) fail(a);
  return a / b;
}
APART i32 attempt(i32 depth, i32 n) {
  struct failure here = { .code = 0, .before = failures };
  volatile i32 sum = depth;
  failures = &here;
  if (setjmp(here.mark) == 0) {
    for (i32 i = n; i >= 0; i--) sum += depth ? attempt(depth - 1, i) : divided(n * 60, i - 1);
  } else sum = sum * 2 + here.code;
  failures = here.before;
  return sum;
}

// sizes 1 3 | 6
EXPORT i32 nested_attempts(i32 n) {
  failures = 0;
  return attempt(n, n + 1);
}

static i32 compare(const void *a, const void *b) {
  i32 x = *(const i32 *)a, y = *(const i32 *)b;
  if (x == 13 || y == 13) longjmp(back, 13);
  return x < y ? -1 : x > y;
}

// sizes 4 12 20 | 60
EXPORT i32 out_of_qsort(i32 n) {
  i32 values[64];
  for (i32 i = 0; i < n; i++) values[i] = i * 37 % 41;
  i32 got = setjmp(back);
  if (got) return -got;
  qsort(values, n, sizeof *values, compare);
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = mix(sum, values[i]);
  return sum;
}

APART f64 with_floats(f64 x, i64 y, i32 n) {
  volatile f64 kept = x * 1.5;
  volatile i64 kept_long = y ^ n;
  if (setjmp(back) == 0)
    for (i32 i = 0;; i++) {
      kept += x / (i + 1);
      kept_long = kept_long * 3 + i;
      if (i == n) longjmp(back, 1);
    }
  return kept + kept_long % 1000;
}

// sizes 1 6 | 40
EXPORT f64 values_across_jumps(i32 n) {
  f64 sum = 0;
  for (i32 i = 1; i <= n; i++) sum = sum / 2 + with_floats(sum + i, 0x123456789LL * i, i);
  return sum;
}

// sizes 2 9 | 60
EXPORT i32 switch_on_mark(i32 n) {
  volatile i32 sum = n, left = n;
  switch (setjmp(back)) {
    case 0: sum += 5; break;
    case 1: sum *= 3; break;
    case 2: sum ^= 0x55; break;
    default: sum -= 9;
  }
  if (left-- > 0) longjmp(back, left % 4 + 1);
  return sum;
}
