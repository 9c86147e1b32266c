// Bytes set at a stride.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  const int n = 4000000;
  char *flags = malloc(n);
  int count = 0;
  for (int round = 0; round < 20; round++) {
    memset(flags, 1, n);
    count = 0;
    for (int i = 2; i < n; i++) {
      if (!flags[i]) continue;
      count++;
      for (long long j = (long long)i * i; j < n; j += i) flags[j] = 0;
    }
  }
  printf("%d\n", count);
  free(flags);
  return 0;
}
