// Backtracking: functions that call themselves within a loop, with parameters that are never written and are read in
// the loop.
#include "classical.h"

APART i32 place_queen(i32 n, i32 row, i32 columns, i32 down, i32 up) {
  if (row == n) return 1;
  i32 sum = 0;
  for (i32 c = 0; c < n; c++) {
    i32 a = 1 << c, b = 1 << (row + c), e = 1 << (row - c + n);
    if ((columns & a) || (down & b) || (up & e)) continue;
    sum += place_queen(n, row + 1, columns | a, down | b, up | e);
  }
  return sum;
}

// sizes 4 5 6 | 7 8 9
EXPORT i32 queens(i32 n) { return place_queen(n, 0, 0, 0, 0); }

APART i32 queens_by_bits(u32 all, u32 columns, u32 left, u32 right) {
  if (columns == all) return 1;
  i32 sum = 0;
  for (u32 free = all & ~(columns | left | right); free; free &= free - 1) {
    u32 bit = free & -free;
    sum += queens_by_bits(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return sum;
}

// sizes 4 6 7 | 8 9 10
EXPORT i32 queens_bits(i32 n) { return queens_by_bits((1u << n) - 1, 0, 0, 0); }

static i32 queen_at[16];

APART i32 first_queens(i32 n, i32 row) {
  if (row == n) return 1;
  for (i32 c = 0; c < n; c++) {
    i32 fits = 1;
    for (i32 r = 0; r < row && fits; r++) {
      i32 apart = queen_at[r] - c;
      fits = apart != 0 && apart != row - r && apart != r - row;
    }
    if (!fits) continue;
    queen_at[row] = c;
    if (first_queens(n, row + 1)) return 1;
  }
  return 0;
}

// sizes 4 5 8 | 10 12
EXPORT i32 queens_first(i32 n) {
  u32 sum = first_queens(n, 0);
  for (i32 i = 0; i < n; i++) sum = mix(sum, queen_at[i]);
  return sum;
}

APART i32 halves(i32 n, i32 x) {
  if (n == 0) return x;
  i32 sum = 0;
  for (i32 i = 2; i; i--) sum += halves(n >> 1, x * 3);
  return sum;
}

// sizes 1 2 3 16 | 64 300
EXPORT i32 recursion_with_loop(i32 n) { return halves(n, 1); }

APART i64 halves_long(i64 n, i64 x, i32 times) {
  if (n <= 0) return x ^ times;
  i64 sum = 1;
  for (i32 i = 0; i < times; i++) sum = sum * 31 + halves_long(n - 1 - i, x + n, times);
  return sum;
}

// sizes 1 3 5 | 7 9
EXPORT i64 recursion_with_long_loop(i32 n) { return halves_long(n, 0x123456789abcLL, 2 + (n & 1)); }

APART f64 halves_float(i32 n, f64 x, f32 y) {
  if (n == 0) return x - y;
  f64 sum = 0;
  for (i32 i = 0; i < 3; i++) sum += halves_float(n - 1, x / (i + 2), y * 1.5f) * y + x;
  return sum;
}

// sizes 1 3 5 | 7
EXPORT f64 recursion_with_float_loop(i32 n) { return halves_float(n, 100, 0.25f); }

static i32 visited[8][8];

APART i32 knight(i32 n, i32 x, i32 y, i32 left) {
  static const i32 dx[] = { 1, 2, 2, 1, -1, -2, -2, -1 }, dy[] = { 2, 1, -1, -2, -2, -1, 1, 2 };
  if (left == 0) return 1;
  visited[x][y] = 1;
  i32 sum = 0;
  for (i32 k = 0; k < 8; k++) {
    i32 to = x + dx[k], up = y + dy[k];
    if (to >= 0 && up >= 0 && to < n && up < n && !visited[to][up]) sum += knight(n, to, up, left - 1);
  }
  visited[x][y] = 0;
  return sum;
}

// sizes 3 4 5 | 6 8
EXPORT i32 knights_walks(i32 n) { return knight(n, 0, 0, MIN(n, 6)); }

static i32 move_of[6][6];

/** Warnsdorff's rule, with a way back. */
APART i32 tour(i32 n, i32 x, i32 y, i32 move) {
  static const i32 dx[] = { 1, 2, 2, 1, -1, -2, -2, -1 }, dy[] = { 2, 1, -1, -2, -2, -1, 1, 2 };
  move_of[x][y] = move;
  if (move == n * n) return 1;
  i32 ways[8], degrees[8], count = 0;
  for (i32 k = 0; k < 8; k++) {
    i32 to = x + dx[k], up = y + dy[k], degree = 0;
    if (to < 0 || up < 0 || to >= n || up >= n || move_of[to][up]) continue;
    for (i32 j = 0; j < 8; j++) {
      i32 a = to + dx[j], b = up + dy[j];
      degree += a >= 0 && b >= 0 && a < n && b < n && !move_of[a][b];
    }
    i32 at = count++;
    for (; at > 0 && degrees[at - 1] > degree; at--) ways[at] = ways[at - 1], degrees[at] = degrees[at - 1];
    ways[at] = k;
    degrees[at] = degree;
  }
  for (i32 i = 0; i < count; i++)
    if (tour(n, x + dx[ways[i]], y + dy[ways[i]], move + 1)) return 1;
  move_of[x][y] = 0;
  return 0;
}

// sizes 3 5 6
EXPORT i32 knights_tour(i32 n) {
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) move_of[i][j] = 0;
  u32 sum = tour(n, 0, 0, 1);
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) sum = mix(sum, move_of[i][j]);
  return sum;
}

static u8 sudoku_cells[81];

APART i32 sudoku_fits(i32 at, i32 digit) {
  i32 row = at / 9 * 9, column = at % 9, box = at / 27 * 27 + column / 3 * 3;
  for (i32 i = 0; i < 9; i++)
    if (sudoku_cells[row + i] == digit || sudoku_cells[column + 9 * i] == digit ||
        sudoku_cells[box + i / 3 * 9 + i % 3] == digit)
      return 0;
  return 1;
}

static i32 sudoku_tries;

APART i32 sudoku_solve(i32 at) {
  while (at < 81 && sudoku_cells[at]) at++;
  if (at == 81) return 1;
  for (i32 digit = 1; digit <= 9; digit++) {
    if (!sudoku_fits(at, digit)) continue;
    sudoku_tries++;
    sudoku_cells[at] = digit;
    if (sudoku_solve(at + 1)) return 1;
  }
  sudoku_cells[at] = 0;
  return 0;
}

// sizes 10 25 | 40 81
EXPORT i32 sudoku(i32 n) {
  u32 sum = 0;
  sudoku_tries = 0;
  for (i32 i = 0; i < 81; i++) {
    i32 row = i / 9;
    sudoku_cells[i] = (row * 3 + row / 3 + i % 9) % 9 + 1;
  }
  for (i32 i = 0; i < n; i++) sudoku_cells[i * 37 % 81] = 0;
  sum = sudoku_solve(0);
  for (i32 i = 0; i < 81; i++) sum = mix(sum, sudoku_cells[i]);
  return mix(sum, sudoku_tries);
}

static i32 weights[24];

APART i32 subsets(i32 from, i32 n, i32 left) {
  if (left == 0) return 1;
  i32 sum = 0;
  for (i32 i = from; i < n; i++)
    if (weights[i] <= left) sum += subsets(i + 1, n, left - weights[i]);
  return sum;
}

// sizes 4 8 12 | 16
EXPORT i32 subset_sum(i32 n) {
  for (i32 i = 0; i < n; i++) weights[i] = 3 + i * 7 % 11;
  return subsets(0, n, n * 3);
}

static i32 chosen[12];

APART i32 permute(i32 n, i32 at) {
  if (at == n) {
    i32 value = 0;
    for (i32 i = 0; i < n; i++) value += chosen[i] * (i + 1);
    return value % 7 == 0;
  }
  i32 sum = 0;
  for (i32 i = at; i < n; i++) {
    SWAP(i32, chosen[at], chosen[i]);
    sum += permute(n, at + 1);
    SWAP(i32, chosen[at], chosen[i]);
  }
  return sum;
}

// sizes 3 4 5 | 6 7
EXPORT i32 permutations(i32 n) {
  for (i32 i = 0; i < n; i++) chosen[i] = i + 1;
  return permute(n, 0);
}

APART i32 derange(i32 n, i32 at, u32 used) {
  if (at == n) return 1;
  i32 sum = 0;
  for (i32 i = 0; i < n; i++)
    if (i != at && !(used >> i & 1)) sum += derange(n, at + 1, used | 1u << i);
  return sum;
}

// sizes 2 4 5 | 7 8
EXPORT i32 derangements(i32 n) { return derange(n, 0, 0); }

APART u32 combine(i32 n, i32 from, i32 left, u32 product) {
  if (left == 0) return product;
  u32 sum = 0;
  for (i32 i = from; i <= n - left; i++) sum += combine(n, i + 1, left - 1, product * (i + 2));
  return sum;
}

// sizes 3 6 8 | 12 15
EXPORT i32 combinations(i32 n) { return combine(n, 0, n / 2, 1); }

APART i32 part(i32 left, i32 largest) {
  if (left == 0) return 1;
  i32 sum = 0;
  for (i32 k = MIN(left, largest); k > 0; k--) sum += part(left - k, k);
  return sum;
}

// sizes 5 9 14 | 25 35
EXPORT i32 partitions(i32 n) { return part(n, n); }

APART i32 change(i32 amount, i32 kinds) {
  static const i32 coins[] = { 1, 2, 5, 10, 20, 50 };
  if (amount == 0) return 1;
  i32 sum = 0;
  for (i32 i = 0; i < kinds; i++)
    if (coins[i] <= amount) sum += change(amount - coins[i], i + 1);
  return sum;
}

// sizes 3 12 25 | 60
EXPORT i32 coins(i32 n) { return change(n, 6); }

static i32 color_of[16];

APART i32 color(i32 n, i32 at, i32 colors) {
  if (at == n) return color_of[n - 1] != color_of[0];
  i32 sum = 0;
  for (i32 c = 0; c < colors; c++) {
    if (at > 0 && color_of[at - 1] == c) continue;
    if (at > 2 && color_of[at - 3] == c) continue;
    color_of[at] = c;
    sum += color(n, at + 1, colors);
  }
  return sum;
}

// sizes 3 4 5 | 7 9
EXPORT i32 colorings(i32 n) { return color(n, 0, 4); }

APART i32 latin_from(i32 n, i32 at, u32 *rows, u32 *columns) {
  if (at == n * n) return 1;
  i32 r = at / n, c = at % n, sum = 0;
  for (i32 v = 0; v < n; v++) {
    u32 bit = 1u << v;
    if ((rows[r] | columns[c]) & bit) continue;
    rows[r] |= bit;
    columns[c] |= bit;
    sum += latin_from(n, at + 1, rows, columns);
    rows[r] &= ~bit;
    columns[c] &= ~bit;
  }
  return sum;
}

// sizes 2 3 | 4
EXPORT i32 latin_squares(i32 n) {
  u32 rows[8] = { 0 }, columns[8] = { 0 };
  return latin_from(n, 0, rows, columns);
}

static u8 walked[32][32];

APART i32 walk(i32 x, i32 y, i32 left) {
  static const signed char dx[] = { 1, 0, -1, 0 }, dy[] = { 0, 1, 0, -1 };
  if (left == 0) return 1;
  i32 sum = 0;
  walked[x][y] = 1;
  for (i32 k = 0; k < 4; k++)
    if (!walked[x + dx[k]][y + dy[k]]) sum += walk(x + dx[k], y + dy[k], left - 1);
  walked[x][y] = 0;
  return sum;
}

// sizes 2 4 5 | 7 9
EXPORT i32 self_avoiding_walks(i32 n) { return walk(16, 16, n); }

APART i32 hamilton(i32 n, i32 at, u32 seen) {
  if (seen == (1u << n) - 1) return 1;
  i32 sum = 0;
  for (i32 to = 0; to < n; to++)
    if (!(seen >> to & 1) && (to * 3 + at * 5) % 7 < 4) sum += hamilton(n, to, seen | 1u << to);
  return sum;
}

// sizes 4 5 6 | 8 9
EXPORT i32 hamilton_paths(i32 n) { return hamilton(n, 0, 1); }

APART i32 brackets_from(i32 open, i32 close, i32 n, u32 text) {
  if (close == n) return text % 5 == 0 ? 2 : 1;
  i32 sum = 0;
  for (i32 side = 0; side < 2; side++) {
    if (side == 0 && open < n) sum += brackets_from(open + 1, close, n, text * 2);
    if (side == 1 && close < open) sum += brackets_from(open, close + 1, n, text * 2 + 1);
  }
  return sum;
}

// sizes 2 4 5 | 8
EXPORT i32 brackets(i32 n) { return brackets_from(0, 0, n, 1); }

APART i32 trees_of(i32 n) {
  if (n < 2) return 1;
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum += trees_of(i) * trees_of(n - 1 - i);
  return sum;
}

// sizes 3 5 6 | 8 9
EXPORT i32 binary_trees(i32 n) { return trees_of(n); }

APART i32 magic_from(i32 at, u32 used, i32 *cells, i32 sum) {
  if (at == 9) return cells[0] + cells[3] + cells[6] == sum && cells[2] + cells[4] + cells[6] == sum &&
                      cells[0] + cells[4] + cells[8] == sum && cells[1] + cells[4] + cells[7] == sum;
  i32 found = 0;
  for (i32 v = 1; v <= 9; v++) {
    if (used >> v & 1) continue;
    cells[at] = v;
    if (at % 3 == 2 && cells[at] + cells[at - 1] + cells[at - 2] != sum) continue;
    found += magic_from(at + 1, used | 1u << v, cells, sum);
  }
  return found;
}

// sizes 7 24 | 15
EXPORT i32 magic_squares(i32 n) {
  i32 cells[9];
  return magic_from(0, 0, cells, n);
}

APART i32 deeper(i32 a, i32 b, i32 c, i32 depth) {
  i32 sum = a ^ b;
  for (i32 i = 0; i < c; i++)
    for (i32 j = i; j < depth; j++) {
      sum = sum * 3 + deeper(b, a + i, c - 1, depth - 1 - j) + a;
      for (i32 k = 0; k < b % 3; k++) sum ^= deeper(c, k, 1, depth - 2) - b;
    }
  return sum;
}

// sizes 1 2 3 4 | 6
EXPORT i32 loops_in_recursion(i32 n) { return deeper(5, 8, 3, n); }
