// Dynamic programming: tables that later entries are made of.
#include "classical.h"

static i32 table[64][64];
static i64 longs[64][64];

static void clear(i32 n) {
  for (i32 i = 0; i <= n; i++)
    for (i32 j = 0; j <= n; j++) table[i][j] = 0, longs[i][j] = 0;
}

// sizes 4 10 | 50
EXPORT i32 knapsack(i32 n) {
  i32 best[64] = { 0 };
  for (i32 i = 1; i <= n; i++) {
    i32 weight = i * 7 % 11 + 1, worth = i * 13 % 17 + 2;
    for (i32 room = 50; room >= weight; room--) best[room] = MAX(best[room], best[room - weight] + worth);
  }
  u32 sum = 0;
  for (i32 i = 0; i <= 50; i++) sum = mix(sum, best[i]);
  return sum;
}

// sizes 6 20 | 200
EXPORT i32 longest_increasing(i32 n) {
  i32 tails[256], length = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    i32 value = below(1000), low = 0, high = length;
    while (low < high) {
      i32 middle = (low + high) / 2;
      if (tails[middle] < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
    if (low == length) length++;
  }
  return length * 1000 + tails[length - 1];
}

// sizes 4 8 | 30
EXPORT i32 matrix_chain(i32 n) {
  i32 sides[64];
  clear(n);
  for (i32 i = 0; i <= n; i++) sides[i] = i * 17 % 23 + 3;
  for (i32 length = 2; length <= n; length++)
    for (i32 i = 0; i + length <= n; i++) {
      i32 j = i + length, best = 0x7fffffff;
      for (i32 k = i + 1; k < j; k++)
        best = MIN(best, table[i][k] + table[k][j] + sides[i] * sides[k] * sides[j]);
      table[i][j] = best;
    }
  return table[0][n];
}

// sizes 7 30 | 400
EXPORT i32 fewest_coins(i32 n) {
  i32 fewest[512], ways[512];
  static const i32 coins[] = { 1, 3, 7, 12 };
  u32 sum = 0;
  for (i32 i = 0; i <= n; i++) fewest[i] = i ? 9999 : 0, ways[i] = i == 0;
  for (i32 c = 0; c < COUNT(coins); c++)
    for (i32 i = coins[c]; i <= n; i++) {
      fewest[i] = MIN(fewest[i], fewest[i - coins[c]] + 1);
      ways[i] += ways[i - coins[c]];
    }
  for (i32 i = 0; i <= n; i++) sum = mix(sum, fewest[i] * 1000 + ways[i]);
  return sum;
}

// sizes 3 12 | 35
EXPORT i64 catalan(i32 n) {
  i64 numbers[64] = { 1 };
  for (i32 i = 1; i <= n; i++)
    for (i32 j = 0; j < i; j++) numbers[i] += numbers[j] * numbers[i - 1 - j];
  return numbers[n];
}

// sizes 4 12 | 30
EXPORT i64 stirling_and_bell(i32 n) {
  clear(n);
  longs[0][0] = 1;
  i64 bell = 0;
  for (i32 i = 1; i <= n; i++)
    for (i32 k = 1; k <= i; k++) longs[i][k] = k * longs[i - 1][k] + longs[i - 1][k - 1];
  for (i32 k = 0; k <= n; k++) bell += longs[n][k];
  return bell * 3 + longs[n][n / 2];
}

// sizes 3 9 | 25
EXPORT i32 egg_drop(i32 n) {
  clear(n);
  for (i32 floors = 1; floors <= n; floors++) {
    table[1][floors] = floors;
    for (i32 eggs = 2; eggs <= 3; eggs++) {
      i32 best = 999;
      for (i32 k = 1; k <= floors; k++)
        best = MIN(best, 1 + MAX(table[eggs - 1][k - 1], table[eggs][floors - k]));
      table[eggs][floors] = best;
    }
  }
  return table[2][n] * 100 + table[3][n];
}

// sizes 4 12 | 60
EXPORT i32 rod_cutting(i32 n) {
  i32 worth[64] = { 0 }, cut[64] = { 0 };
  u32 sum = 0;
  for (i32 i = 1; i <= n; i++)
    for (i32 k = 1; k <= i; k++) {
      i32 value = worth[i - k] + k * 3 + k * k % 5;
      if (value > worth[i]) worth[i] = value, cut[i] = k;
    }
  for (i32 rest = n; rest > 0; rest -= cut[rest]) sum = mix(sum, cut[rest]);
  return mix(sum, worth[n]);
}

// sizes 5 12 | 40
EXPORT i32 longest_palindrome(i32 n) {
  char text[64];
  clear(n);
  seed(n);
  for (i32 i = 0; i < n; i++) text[i] = below(3);
  for (i32 i = n - 1; i >= 0; i--) {
    table[i][i] = 1;
    for (i32 j = i + 1; j < n; j++)
      table[i][j] = text[i] == text[j] ? table[i + 1][j - 1] + 2 : MAX(table[i + 1][j], table[i][j - 1]);
  }
  return table[0][n - 1];
}

// sizes 3 5 | 9
EXPORT i32 travelling_salesman(i32 n) {
  static i32 best[512][9];
  i32 shortest = 9999;
  for (i32 set = 0; set < 1 << n; set++)
    for (i32 at = 0; at < n; at++) best[set][at] = set == 1 && at == 0 ? 0 : 9999;
  for (i32 set = 1; set < 1 << n; set += 2)
    for (i32 at = 0; at < n; at++)
      for (i32 to = 1; to < n && best[set][at] < 9999; to++) {
        i32 *there = &best[set | 1 << to][to];
        if (!(set >> to & 1)) *there = MIN(*there, best[set][at] + (at * 7 + to * 11) % 13 + 1);
      }
  for (i32 at = 1; at < n; at++) shortest = MIN(shortest, best[(1 << n) - 1][at] + at);
  return shortest;
}

// sizes 3 10 | 60
EXPORT i32 best_search_tree(i32 n) {
  i32 weight[64];
  clear(n);
  for (i32 i = 0; i < n; i++) weight[i] = i * 29 % 31 + 1;
  for (i32 length = 1; length <= MIN(n, 12); length++)
    for (i32 i = 0; i + length <= n; i++) {
      i32 total = 0, least = 0x7fffffff;
      for (i32 k = i; k < i + length; k++) total += weight[k];
      for (i32 k = i; k < i + length; k++) least = MIN(least, table[i][k] + table[k + 1][i + length]);
      table[i][i + length] = least + total;
    }
  return table[0][MIN(n, 12)];
}

// sizes 3 8 | 30
EXPORT i64 lattice_paths(i32 n) {
  clear(n);
  for (i32 i = 0; i <= n; i++)
    for (i32 j = 0; j <= n; j++) {
      if ((i * 3 + j * 5) % 11 == 7) continue;
      longs[i][j] = i + j == 0 ? 1 : (i ? longs[i - 1][j] : 0) + (j ? longs[i][j - 1] : 0);
    }
  return longs[n][n] + longs[n / 2][n] * 1000;
}

static i32 memo[64];
APART i32 stairs(i32 n) {
  if (n < 0) return 0;
  if (n == 0) return 1;
  if (memo[n]) return memo[n];
  i32 sum = 0;
  for (i32 step = 1; step <= 3; step++) sum += stairs(n - step);
  return memo[n] = sum;
}

// sizes 3 12 | 30
EXPORT i32 memoized(i32 n) {
  for (i32 i = 0; i <= n; i++) memo[i] = 0;
  return stairs(n);
}

// sizes 4 12 | 60
EXPORT i32 largest_rectangle(i32 n) {
  i32 heights[64], stack[64], top = 0, best = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) heights[i] = below(20);
  heights[n] = 0;
  for (i32 i = 0; i <= n; i++) {
    while (top && heights[stack[top - 1]] >= heights[i]) {
      i32 height = heights[stack[--top]], width = top ? i - stack[top - 1] - 1 : i;
      best = MAX(best, height * width);
    }
    stack[top++] = i;
  }
  return best;
}

// sizes 5 25 | 200
EXPORT i32 largest_sum(i32 n) {
  i32 here = 0, best = -1000, from = 0, to = 0, start = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    i32 value = (i32)below(41) - 20;
    if (here <= 0) here = 0, start = i;
    here += value;
    if (here > best) best = here, from = start, to = i;
  }
  return best * 10000 + from * 100 + to;
}

/** Whether two share a table by the diagonal: Needleman and Wunsch. */
// sizes 4 12 | 40
EXPORT i32 alignment(i32 n) {
  char a[64], b[64];
  seed(n);
  for (i32 i = 0; i < n; i++) a[i] = below(4), b[i] = below(4);
  for (i32 i = 0; i <= n; i++) table[i][0] = table[0][i] = -2 * i;
  for (i32 d = 2; d <= 2 * n; d++)
    for (i32 i = MAX(1, d - n); i < d && i <= n; i++) {
      i32 j = d - i, score = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 3 : -1);
      score = MAX(score, table[i - 1][j] - 2);
      table[i][j] = MAX(score, table[i][j - 1] - 2);
    }
  u32 sum = 0;
  for (i32 i = 0; i <= n; i++) sum = mix(sum, table[i][n - i] + table[n][i]);
  return sum;
}
