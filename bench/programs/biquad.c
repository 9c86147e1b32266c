// Filters of float.
#include <stdio.h>

#define N 65536

static float samples[N];

static void filter(float b0, float b1, float a1, float a2) {
  float z1 = 0, z2 = 0;
  for (int i = 0; i < N; i++) {
    float x = samples[i], y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b0 * x - a2 * y;
    samples[i] = y;
  }
}

int main(void) {
  float sum = 0;
  for (int round = 0; round < 400; round++) {
    for (int i = 0; i < N; i++) samples[i] = (float)((i * 7919 + round) % 2048) / 1024 - 1;
    filter(0.067455f, 0.134911f, -1.14298f, 0.412802f);
    filter(0.067455f, 0.134911f, -1.14298f, 0.412802f);
    for (int i = 0; i < N; i += 256) sum += samples[i];
  }
  printf("%.9g\n", sum);
  return 0;
}
