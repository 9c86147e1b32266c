// qsort of the C library: comparisons by way of a function pointer.
#include <stdio.h>
#include <stdlib.h>

static int compare(const void *a, const void *b) {
  const int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

int main(void) {
  const int n = 400000;
  int *items = malloc(n * sizeof *items);
  unsigned seed = 12345, sum = 0;
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < n; i++) {
      seed = seed * 1103515245u + 12345u;
      items[i] = (int)(seed >> 4);
    }
    qsort(items, n, sizeof *items, compare);
    for (int i = 0; i < n; i += 1000) sum = sum * 31 + (unsigned)items[i];
  }
  printf("%u\n", sum);
  free(items);
  return 0;
}
