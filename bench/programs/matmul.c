// Products of matrices of double.
#include <stdio.h>

#define N 300

static double a[N][N], b[N][N], c[N][N];

int main(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      a[i][j] = (i * N + j) % 17 + 0.25;
      b[i][j] = (i * N + j) % 13 - 0.5;
    }
  for (int round = 0; round < 12; round++)
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++) {
        double sum = round;
        for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
        c[i][j] = sum;
      }
  double trace = 0;
  for (int i = 0; i < N; i++) trace += c[i][i];
  printf("%.17g\n", trace);
  return 0;
}
