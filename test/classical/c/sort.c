// Sorting: each algorithm on numbers in disorder, few different ones, and such as are in order already.
#include "classical.h"

#define MOST 256
static i32 given[MOST], spare[MOST];

typedef void sorting(i32 *a, i32 n);

/** What is in order afterwards counts by its place; what is not shows. */
APART i32 check(sorting *sort, i32 n) {
  u32 sum = 0;
  for (i32 kind = 0; kind < 3; kind++) {
    seed(n + kind);
    for (i32 i = 0; i < n; i++) given[i] = kind == 0 ? (i32)next_random() : kind == 1 ? (i32)below(5) : i * 3 - n;
    sort(given, n);
    for (i32 i = 0; i < n; i++) sum = mix(sum, given[i]);
    for (i32 i = 1; i < n; i++) sum += (given[i - 1] > given[i]) << 20;
  }
  return sum;
}

static void bubble(i32 *a, i32 n) {
  for (i32 swaps = 1; swaps; n--) {
    swaps = 0;
    for (i32 i = 1; i < n; i++)
      if (a[i - 1] > a[i]) {
        SWAP(i32, a[i - 1], a[i]);
        swaps++;
      }
  }
}

// sizes 8 20 | 100
EXPORT i32 bubble_sort(i32 n) { return check(bubble, n); }

static void insertion(i32 *a, i32 n) {
  for (i32 i = 1; i < n; i++) {
    i32 value = a[i], j = i;
    for (; j > 0 && a[j - 1] > value; j--) a[j] = a[j - 1];
    a[j] = value;
  }
}

// sizes 8 20 | 100
EXPORT i32 insertion_sort(i32 n) { return check(insertion, n); }

static void selection(i32 *a, i32 n) {
  for (i32 i = 0; i < n; i++) {
    i32 least = i;
    for (i32 j = i + 1; j < n; j++)
      if (a[j] < a[least]) least = j;
    SWAP(i32, a[i], a[least]);
  }
}

// sizes 8 20 | 100
EXPORT i32 selection_sort(i32 n) { return check(selection, n); }

static void shell(i32 *a, i32 n) {
  for (i32 gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
    for (i32 i = gap; i < n; i++) {
      i32 value = a[i], j = i;
      for (; j >= gap && a[j - gap] > value; j -= gap) a[j] = a[j - gap];
      a[j] = value;
    }
}

// sizes 8 40 | 200
EXPORT i32 shell_sort(i32 n) { return check(shell, n); }

static void comb(i32 *a, i32 n) {
  i32 gap = n, swapped = 1;
  while (gap > 1 || swapped) {
    gap = MAX(1, gap * 10 / 13);
    swapped = 0;
    for (i32 i = 0; i + gap < n; i++)
      if (a[i] > a[i + gap]) {
        SWAP(i32, a[i], a[i + gap]);
        swapped = 1;
      }
  }
}

// sizes 8 40 | 200
EXPORT i32 comb_sort(i32 n) { return check(comb, n); }

static void cocktail(i32 *a, i32 n) {
  i32 low = 0, high = n - 1;
  while (low < high) {
    i32 last = low;
    for (i32 i = low; i < high; i++)
      if (a[i] > a[i + 1]) {
        SWAP(i32, a[i], a[i + 1]);
        last = i;
      }
    high = last;
    for (i32 i = high; i > low; i--)
      if (a[i] < a[i - 1]) {
        SWAP(i32, a[i], a[i - 1]);
        last = i;
      }
    low = last == high ? high : last;
  }
}

// sizes 8 20 | 100
EXPORT i32 cocktail_sort(i32 n) { return check(cocktail, n); }

static void gnome(i32 *a, i32 n) {
  for (i32 i = 0; i < n;)
    if (i == 0 || a[i - 1] <= a[i]) i++;
    else {
      SWAP(i32, a[i], a[i - 1]);
      i--;
    }
}

// sizes 8 16 | 100
EXPORT i32 gnome_sort(i32 n) { return check(gnome, n); }

APART void quick_lomuto(i32 *a, i32 low, i32 high) {
  if (low >= high) return;
  SWAP(i32, a[(low + high) / 2], a[high]);
  i32 pivot = a[high], at = low;
  for (i32 i = low; i < high; i++)
    if (a[i] < pivot) {
      SWAP(i32, a[i], a[at]);
      at++;
    }
  SWAP(i32, a[at], a[high]);
  quick_lomuto(a, low, at - 1);
  quick_lomuto(a, at + 1, high);
}
static void lomuto(i32 *a, i32 n) { quick_lomuto(a, 0, n - 1); }

// sizes 8 30 | 120
EXPORT i32 quick_sort_lomuto(i32 n) { return check(lomuto, n); }

APART void quick_hoare(i32 *a, i32 low, i32 high) {
  while (low < high) {
    i32 pivot = a[low + (high - low) / 2], i = low, j = high;
    for (;;) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i >= j) break;
      SWAP(i32, a[i], a[j]);
      i++, j--;
    }
    if (i == j) j--, i++;
    if (j - low < high - i) {
      quick_hoare(a, low, j);
      low = i;
    } else {
      quick_hoare(a, i, high);
      high = j;
    }
  }
}
static void hoare(i32 *a, i32 n) { quick_hoare(a, 0, n - 1); }

// sizes 8 60 | 250
EXPORT i32 quick_sort_hoare(i32 n) { return check(hoare, n); }

APART void quick_three(i32 *a, i32 low, i32 high) {
  if (low >= high) return;
  i32 pivot = a[(low + high) / 2], less = low, more = high;
  for (i32 i = low; i <= more;) {
    if (a[i] < pivot) {
      SWAP(i32, a[i], a[less]);
      i++, less++;
    } else if (a[i] > pivot) {
      SWAP(i32, a[i], a[more]);
      more--;
    } else i++;
  }
  quick_three(a, low, less - 1);
  quick_three(a, more + 1, high);
}
static void three_way(i32 *a, i32 n) { quick_three(a, 0, n - 1); }

// sizes 8 50 | 250
EXPORT i32 quick_sort_three_way(i32 n) { return check(three_way, n); }

APART void merge_part(i32 *a, i32 low, i32 middle, i32 high) {
  i32 i = low, j = middle;
  for (i32 k = low; k < high; k++) spare[k] = i < middle && (j >= high || a[i] <= a[j]) ? a[i++] : a[j++];
  for (i32 k = low; k < high; k++) a[k] = spare[k];
}
APART void merge_down(i32 *a, i32 low, i32 high) {
  if (high - low < 2) return;
  i32 middle = (low + high) / 2;
  merge_down(a, low, middle);
  merge_down(a, middle, high);
  merge_part(a, low, middle, high);
}
static void top_down(i32 *a, i32 n) { merge_down(a, 0, n); }

// sizes 8 40 | 250
EXPORT i32 merge_sort(i32 n) { return check(top_down, n); }

static void bottom_up(i32 *a, i32 n) {
  for (i32 width = 1; width < n; width *= 2)
    for (i32 i = 0; i + width < n; i += 2 * width) merge_part(a, i, i + width, MIN(i + 2 * width, n));
}

// sizes 8 40 | 250
EXPORT i32 merge_sort_bottom_up(i32 n) { return check(bottom_up, n); }

APART void sift(i32 *a, i32 at, i32 n) {
  i32 value = a[at];
  for (i32 child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && a[child + 1] > a[child]) child++;
    if (a[child] <= value) break;
    a[at] = a[child];
  }
  a[at] = value;
}
static void heap(i32 *a, i32 n) {
  for (i32 i = n / 2 - 1; i >= 0; i--) sift(a, i, n);
  for (i32 i = n - 1; i > 0; i--) {
    SWAP(i32, a[0], a[i]);
    sift(a, 0, i);
  }
}

// sizes 8 40 | 250
EXPORT i32 heap_sort(i32 n) { return check(heap, n); }

static void radix(i32 *a, i32 n) {
  for (i32 shift = 0; shift < 32; shift += 4) {
    i32 counts[17] = { 0 };
    for (i32 i = 0; i < n; i++) counts[(((u32)a[i] ^ 0x80000000u) >> shift & 15) + 1]++;
    for (i32 d = 1; d < 16; d++) counts[d] += counts[d - 1];
    for (i32 i = 0; i < n; i++) spare[counts[((u32)a[i] ^ 0x80000000u) >> shift & 15]++] = a[i];
    for (i32 i = 0; i < n; i++) a[i] = spare[i];
  }
}

// sizes 8 20 | 250
EXPORT i32 radix_sort(i32 n) { return check(radix, n); }

APART void radix_from(u32 *a, i32 n, u32 bit) {
  if (n < 2 || bit == 0) return;
  i32 i = 0, j = n;
  while (i < j)
    if (a[i] & bit) {
      j--;
      SWAP(u32, a[i], a[j]);
    } else i++;
  radix_from(a, i, bit >> 1);
  radix_from(a + i, n - i, bit >> 1);
}
static void radix_top(i32 *a, i32 n) {
  for (i32 i = 0; i < n; i++) a[i] ^= (i32)0x80000000u;
  radix_from((u32 *)a, n, 0x80000000u);
  for (i32 i = 0; i < n; i++) a[i] ^= (i32)0x80000000u;
}

// sizes 8 20 | 250
EXPORT i32 radix_sort_from_top(i32 n) { return check(radix_top, n); }

static void introsort(i32 *a, i32 n, i32 depth) {
  while (n > 12) {
    if (depth-- == 0) {
      heap(a, n);
      return;
    }
    i32 x = a[0], y = a[n / 2], z = a[n - 1];
    i32 pivot = x < y ? (y < z ? y : x < z ? z : x) : (x < z ? x : y < z ? z : y), i = 0, j = n - 1;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i > j) break;
      SWAP(i32, a[i], a[j]);
      i++, j--;
    }
    introsort(a + i, n - i, depth);
    n = j + 1;
  }
  insertion(a, n);
}
static void intro(i32 *a, i32 n) { introsort(a, n, 4); }

// sizes 8 60 | 250
EXPORT i32 intro_sort(i32 n) { return check(intro, n); }

static void counting(i32 *a, i32 n) {
  i32 low = a[0], buckets[16] = { 0 };
  for (i32 i = 0; i < n; i++) low = MIN(low, a[i]);
  for (i32 i = 0; i < n; i++) buckets[((u32)a[i] - (u32)low) >> 28]++;
  for (i32 i = 1; i < 16; i++) buckets[i] += buckets[i - 1];
  for (i32 i = n - 1; i >= 0; i--) spare[--buckets[((u32)a[i] - (u32)low) >> 28]] = a[i];
  insertion(spare, n);
  for (i32 i = 0; i < n; i++) a[i] = spare[i];
}

// sizes 8 30 | 100
EXPORT i32 bucket_sort(i32 n) { return check(counting, n); }

APART void bitonic_from(i32 *a, i32 n, i32 up) {
  if (n < 2) return;
  for (i32 half = n / 2; half > 0; half /= 2)
    for (i32 i = 0; i < n; i++)
      if (!(i & half) && (a[i] > a[i + half]) == up) SWAP(i32, a[i], a[i + half]);
}
static void bitonic(i32 *a, i32 n) {
  i32 size = 1;
  while (size < n) size *= 2;
  for (i32 i = n; i < size; i++) a[i] = 0x7fffffff;
  for (i32 width = 2; width <= size; width *= 2)
    for (i32 i = 0; i < size; i += width) bitonic_from(a + i, width, (i & width) == 0);
}

// sizes 8 30 | 250
EXPORT i32 bitonic_sort(i32 n) { return check(bitonic, n); }

struct pair { u16 key; u16 value; };

APART void stable(struct pair *a, i32 n, i32 (*before)(const struct pair *, const struct pair *)) {
  for (i32 i = 1; i < n; i++) {
    struct pair one = a[i];
    i32 j = i;
    for (; j > 0 && before(&one, &a[j - 1]); j--) a[j] = a[j - 1];
    a[j] = one;
  }
}
static i32 by_key(const struct pair *a, const struct pair *b) { return a->key < b->key; }
static i32 by_value(const struct pair *a, const struct pair *b) { return a->value > b->value; }

// sizes 6 20 | 60
EXPORT i32 pairs_by_comparison(i32 n) {
  struct pair a[64];
  u32 sum = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) a[i] = (struct pair){ below(6), i };
  stable(a, n, by_value);
  stable(a, n, by_key);
  for (i32 i = 0; i < n; i++) sum = mix(sum, a[i].key * 256 + a[i].value);
  return sum;
}

APART i32 kth(i32 *a, i32 n, i32 k) {
  i32 low = 0, high = n - 1;
  while (low < high) {
    i32 pivot = a[(low + high) / 2], i = low, j = high;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i <= j) {
        SWAP(i32, a[i], a[j]);
        i++, j--;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return a[k];
}

// sizes 8 30 | 200
EXPORT i32 quick_select(i32 n) {
  u32 sum = 0;
  for (i32 k = 0; k < n; k += 3) {
    seed(n);
    for (i32 i = 0; i < n; i++) given[i] = below(1000);
    sum = mix(sum, kth(given, n, k));
  }
  return sum;
}
