// C = a A B + b C in doubles, with loops as one writes them first.
#include <stdint.h>

enum { N = 170 };

static double a[N][N], b[N][N], c[N][N];

uint32_t run(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      a[i][j] = (double)(i * j % 17) / 17;
      b[i][j] = (double)(i * (j + 1) % 19) / 19;
      c[i][j] = (double)(i * (j + 2) % 23) / 23;
    }
  for (int round = 0; round < 3; round++)
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) c[i][j] *= 0.7;
      for (int k = 0; k < N; k++)
        for (int j = 0; j < N; j++) c[i][j] += 1.3 * a[i][k] * b[k][j];
    }
  double sum = 0;
  for (int i = 0; i < N; i++) sum += c[i][i * 7 % N];
  return (uint32_t)(sum * 1000);
}
