// Functions that call themselves and each other, with and without loops.
#include "classical.h"

APART i32 is_odd(i32 n);
APART i32 is_even(i32 n) { return n == 0 ? 1 : is_odd(n - 1); }
APART i32 is_odd(i32 n) { return n == 0 ? 0 : is_even(n - 1); }

// sizes 0 7 30 | 500
EXPORT i32 even(i32 n) { return is_even(n) * 2 + is_odd(n); }

APART i32 male(i32 n);
APART i32 female(i32 n) { return n == 0 ? 1 : n - male(female(n - 1)); }
APART i32 male(i32 n) { return n == 0 ? 0 : n - female(male(n - 1)); }

// sizes 3 8 12 | 25
EXPORT i32 hofstadter_male(i32 n) { return male(n) * 100 + female(n); }

APART i32 g_of(i32 n) { return n == 0 ? 0 : n - g_of(g_of(n - 1)); }
APART i32 h_of(i32 n) { return n == 0 ? 0 : n - h_of(h_of(h_of(n - 1))); }
APART i32 q_of(i32 n) { return n < 3 ? 1 : q_of(n - q_of(n - 1)) + q_of(n - q_of(n - 2)); }
APART i32 conway(i32 n) { return n < 3 ? 1 : conway(conway(n - 1)) + conway(n - conway(n - 1)); }

// sizes 4 10 | 18
EXPORT i32 hofstadter(i32 n) { return ((g_of(n) * 50 + h_of(n)) * 50 + q_of(n)) * 50 + conway(n / 2 + 1); }

APART i32 ackermann_of(i32 m, i32 n) {
  if (m == 0) return n + 1;
  return ackermann_of(m - 1, n == 0 ? 1 : ackermann_of(m, n - 1));
}

// sizes 1 2 3 | 4 5
EXPORT i32 ackermann(i32 n) { return ackermann_of(2, n) * 1000 + ackermann_of(3, n / 2); }

APART i32 tak_of(i32 x, i32 y, i32 z) {
  if (y >= x) return z;
  return tak_of(tak_of(x - 1, y, z), tak_of(y - 1, z, x), tak_of(z - 1, x, y));
}

// sizes 4 6 7 | 10 12
EXPORT i32 tak(i32 n) { return tak_of(n, n * 2 / 3, n / 3); }

APART i32 ninety_one(i32 n) { return n > 100 ? n - 10 : ninety_one(ninety_one(n + 11)); }

// sizes 70 99 120 | 1
EXPORT i32 mccarthy(i32 n) { return ninety_one(n); }

APART i32 fibonacci(i32 n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

// sizes 1 8 12 | 20 24
EXPORT i32 fib(i32 n) { return fibonacci(n); }

APART u64 fibonacci_long(u64 n) { return n < 2 ? n : fibonacci_long(n - 1) + fibonacci_long(n - 2); }

// sizes 2 9 12 | 20
EXPORT i64 fib64(i64 n) { return fibonacci_long(n) << 20; }

APART i32 gcd_of(i32 a, i32 b) { return b == 0 ? a : gcd_of(b, a % b); }

// sizes 5 30 | 100
EXPORT i32 gcd(i32 n) {
  i32 sum = 0;
  for (i32 i = 1; i < n; i++) sum += gcd_of(n * 12, i * 8);
  return sum;
}

APART i32 choose(i32 n, i32 k) { return k == 0 || k == n ? 1 : choose(n - 1, k - 1) + choose(n - 1, k); }

// sizes 4 8 | 14
EXPORT i32 binomial(i32 n) { return choose(n, n / 2); }

static i32 pegs[3][20], heights[3], moves;

APART void hanoi_move(i32 n, i32 from, i32 to, i32 over) {
  if (n == 0) return;
  hanoi_move(n - 1, from, over, to);
  pegs[to][heights[to]++] = pegs[from][--heights[from]];
  moves = mix(moves, pegs[to][heights[to] - 1] * 9 + from * 3 + to);
  hanoi_move(n - 1, over, to, from);
}

// sizes 3 6 8 | 12
EXPORT i32 hanoi(i32 n) {
  for (i32 i = 0; i < n; i++) pegs[0][i] = n - i;
  heights[0] = n;
  heights[1] = heights[2] = moves = 0;
  hanoi_move(n, 0, 2, 1);
  return mix(moves, heights[2]);
}

APART i32 four_pegs(i32 n, i32 pegs) {
  if (n < 2) return n;
  if (pegs == 3) return (1 << n) - 1;
  i32 best = 1 << 30;
  for (i32 k = 1; k < n; k++) best = MIN(best, 2 * four_pegs(k, pegs) + four_pegs(n - k, pegs - 1));
  return best;
}

// sizes 3 5 7 | 10
EXPORT i32 frame_stewart(i32 n) { return four_pegs(n, 4); }

APART i32 first_of_two(i32 n, i32 x);
APART i32 second_of_two(i32 n, i32 x) {
  i32 sum = x;
  for (i32 i = 0; i < n; i++) sum += first_of_two(i, sum & 15) ^ x;
  return sum;
}
APART i32 first_of_two(i32 n, i32 x) {
  i32 sum = n;
  for (i32 i = n; i > 0; i--) sum = sum * 5 + second_of_two(i - 1, x + i) - x;
  return sum;
}

// sizes 2 4 6 | 8
EXPORT i32 two_in_loops(i32 n) { return first_of_two(n, n * 7); }

APART i64 three_a(i32 n, i64 x);
APART i64 three_b(i32 n, i64 x) {
  i64 sum = 0;
  for (i64 i = x & 3; i >= 0; i--) sum += three_a(n - 1, x + i) ^ i;
  return sum;
}
APART i64 three_c(i32 n, i64 x) { return n <= 0 ? x : three_a(n - 2, x * 0x100000001LL) + three_b(n - 1, x >> 3); }
APART i64 three_a(i32 n, i64 x) { return n <= 0 ? x + 1 : three_b(n - 1, x ^ n) - three_c(n - 2, -x); }

// sizes 2 4 6 | 9
EXPORT i64 three_around(i32 n) { return three_a(n, 0x0123456789abcdefLL); }

APART i32 collatz_of(u64 n, i32 steps) { return n == 1 ? steps : collatz_of(n & 1 ? 3 * n + 1 : n / 2, steps + 1); }

// sizes 3 9 27 | 97
EXPORT i32 collatz_recursive(i32 n) { return collatz_of(n, 0); }

APART i32 sierpinski(i32 size, i32 x, i32 y, i32 level) {
  if (level == 0) return x * 31 + y;
  i32 sum = 0;
  for (i32 i = 0; i < 3; i++)
    sum = sum * 7 + sierpinski(size / 2, x + (i == 1 ? size / 2 : 0), y + (i == 2 ? size / 2 : 0), level - 1);
  return sum;
}

// sizes 1 3 4 | 7
EXPORT i32 triangles(i32 n) { return sierpinski(1 << n, 0, 0, n); }

APART f64 power_of(f64 base, i32 exponent) {
  if (exponent == 0) return 1;
  f64 half = power_of(base, exponent / 2);
  return exponent & 1 ? half * half * base : half * half;
}

// sizes 3 20 | 300
EXPORT f64 power(i32 n) { return power_of(1.0625, n) - power_of(0.875, n); }

APART f64 determinant(i32 n, f64 (*rows)[6], u32 used, i32 row) {
  if (row == n) return 1;
  f64 sum = 0, sign = 1;
  for (i32 c = 0; c < n; c++) {
    if (used >> c & 1) continue;
    sum += sign * rows[row][c] * determinant(n, rows, used | 1u << c, row + 1);
    sign = -sign;
  }
  return sum;
}

// sizes 2 3 4 | 5 6
EXPORT f64 laplace(i32 n) {
  f64 rows[6][6];
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) rows[i][j] = (i * 7 + j * j * 3) % 11 - 4.5;
  return determinant(n, rows, 0, 0);
}

APART i32 peel(i32 *values, i32 n, i32 value) {
  i32 best = value;
  for (i32 i = 0; i < n; i++) {
    i32 first = values[0];
    for (i32 k = 1; k < n; k++) values[k - 1] = values[k];
    best = MAX(best, peel(values, n - 1, value + first * n));
    for (i32 k = n - 1; k > 0; k--) values[k] = values[k - 1];
    values[0] = first;
    i32 turned = values[0];
    for (i32 k = 1; k < n; k++) values[k - 1] = values[k];
    values[n - 1] = turned;
  }
  return best;
}

// sizes 2 3 4 | 6
EXPORT i32 best_order(i32 n) {
  i32 values[8];
  for (i32 i = 0; i < n; i++) values[i] = (i * 5 + 3) % 7;
  return peel(values, n, 1);
}

APART i32 minimax(i32 board, i32 left, i32 player, i32 bound) {
  if (left == 0) return board % 9 - 4;
  i32 best = -100;
  for (i32 move = 1; move <= 3; move++) {
    i32 value = -minimax(board * 3 + move, left - 1, -player, -best);
    if (value * player > 50) value = 0;
    if (value > best) best = value;
    if (best >= bound) break;
  }
  return best;
}

// sizes 1 3 5 | 8
EXPORT i32 alpha_beta(i32 n) { return minimax(n, n, 1, 100); }

APART u32 flood(u8 *cells, i32 n, i32 at, i32 value) {
  if (cells[at]) return 0;
  cells[at] = value;
  u32 sum = 1;
  static const i32 turns[] = { 1, -1, 0, 0 };
  for (i32 k = 0; k < 4; k++) {
    i32 x = at % n + turns[k], y = at / n + turns[3 - k];
    if (x >= 0 && y >= 0 && x < n && y < n) sum += flood(cells, n, y * n + x, value);
  }
  return sum;
}

// sizes 4 7 | 12
EXPORT i32 flood_fill(i32 n) {
  u8 cells[256];
  for (i32 i = 0; i < n * n; i++) cells[i] = i % 5 == 3 || i % 7 == 2;
  u32 sum = 0;
  for (i32 i = 0; i < n * n; i++) sum = mix(sum, flood(cells, n, i, i % 200 + 2));
  return sum;
}
