// Planets as structs of double.
#include <math.h>
#include <stdio.h>

typedef struct {
  double x, y, z, vx, vy, vz, mass;
} body;

static body bodies[5] = {
    {0, 0, 0, 0, 0, 0, 39.47},
    {4.84, -1.16, -0.1, 0.6, 2.81, -0.02, 0.037},
    {8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.011},
    {12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017},
    {15.37, -25.9, 0.17, 0.97, 0.59, -0.03, 0.002},
};

static void advance(double dt) {
  for (int i = 0; i < 5; i++) {
    body *a = &bodies[i];
    for (int j = i + 1; j < 5; j++) {
      body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double square = dx * dx + dy * dy + dz * dz;
      double magnitude = dt / (square * sqrt(square));
      a->vx -= dx * b->mass * magnitude;
      a->vy -= dy * b->mass * magnitude;
      a->vz -= dz * b->mass * magnitude;
      b->vx += dx * a->mass * magnitude;
      b->vy += dy * a->mass * magnitude;
      b->vz += dz * a->mass * magnitude;
    }
  }
  for (int i = 0; i < 5; i++) {
    body *a = &bodies[i];
    a->x += dt * a->vx;
    a->y += dt * a->vy;
    a->z += dt * a->vz;
  }
}

int main(void) {
  for (int i = 0; i < 4000000; i++) advance(0.001);
  printf("%.12g %.12g\n", bodies[0].x, bodies[1].y);
  return 0;
}
