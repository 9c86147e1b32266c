// Floating point: series, roots, integrals, transforms, matrices. Nothing here asks for a library.
#include "classical.h"

#define PI 3.141592653589793
static f64 absolute(f64 x) { return x < 0 ? -x : x; }

APART f64 sine(f64 x) {
  f64 turns = __builtin_floor(x / (2 * PI)), term, sum;
  x -= turns * 2 * PI;
  term = sum = x;
  for (i32 i = 3; absolute(term) > 1e-17 && i < 60; i += 2) sum += term *= -x * x / (i * (i - 1));
  return sum;
}
APART f64 exponential(f64 x) {
  f64 term = 1, sum = 1;
  i32 halved = 0;
  for (; absolute(x) > 0.5; x /= 2) halved++;
  for (i32 i = 1; i < 20; i++) sum += term *= x / i;
  while (halved--) sum *= sum;
  return sum;
}
APART f64 logarithm(f64 x) {
  i32 twos = 0;
  for (; x > 1.5; x /= 2) twos++;
  for (; x < 0.75; x *= 2) twos--;
  f64 y = (x - 1) / (x + 1), square = y * y, sum = 0, power = y;
  for (i32 i = 1; i < 40; i += 2, power *= square) sum += power / i;
  return 2 * sum + twos * 0.6931471805599453;
}

// sizes 1 5 | 60
EXPORT f64 series(i32 n) {
  f64 sum = 0;
  for (i32 i = 1; i <= n; i++) sum += sine(i * 0.7) * exponential(-i / 3.0) + logarithm(i * i + 0.5);
  return sum;
}

// sizes 1 9 | 100
EXPORT f64 newton_roots(i32 n) {
  f64 sum = 0;
  for (i32 i = 1; i <= n; i++) {
    f64 x = i, last = 0;
    for (i32 round = 0; round < 50 && x != last; round++) {
      last = x;
      x = (2 * x + i / (x * x)) / 3;
    }
    sum += x - __builtin_sqrt(i * 1.5);
  }
  return sum;
}

typedef f64 function(f64);
static f64 bump(f64 x) { return x * x * x - 2 * x - 5; }
static f64 hill(f64 x) { return 1 / (1 + x * x); }
static f64 wave(f64 x) { return sine(x) * x; }

APART f64 bisect(function *f, f64 low, f64 high) {
  while (high - low > 1e-10) {
    f64 middle = (low + high) / 2;
    if ((f(low) < 0) == (f(middle) < 0)) low = middle;
    else high = middle;
  }
  return low;
}
APART f64 simpson(function *f, f64 from, f64 to, i32 n) {
  f64 step = (to - from) / n, sum = f(from) + f(to);
  for (i32 i = 1; i < n; i++) sum += f(from + i * step) * (i & 1 ? 4 : 2);
  return sum * step / 3;
}
APART f64 adaptive(function *f, f64 from, f64 to, f64 whole, i32 depth) {
  f64 middle = (from + to) / 2, left = simpson(f, from, middle, 2), right = simpson(f, middle, to, 2);
  if (depth == 0 || absolute(left + right - whole) < 1e-6) return left + right;
  return adaptive(f, from, middle, left, depth - 1) + adaptive(f, middle, to, right, depth - 1);
}

// sizes 2 6 | 60
EXPORT f64 integrals(i32 n) {
  f64 sum = 4 * simpson(hill, 0, 1, 2 * n) + simpson(wave, 0, n, 2 * n);
  return sum + bisect(bump, 0, n + 3) + adaptive(hill, -n, n, simpson(hill, -n, n, 2), 6);
}

// sizes 3 6 | 40
EXPORT i32 mandelbrot(i32 n) {
  i32 sum = 0;
  for (i32 y = 0; y < n; y++)
    for (i32 x = 0; x < n; x++) {
      f64 cr = x * 3.0 / n - 2, ci = y * 2.0 / n - 1, r = 0, i = 0;
      i32 rounds = 0;
      for (; rounds < 30 && r * r + i * i < 4; rounds++) {
        f64 next = r * r - i * i + cr;
        i = 2 * r * i + ci;
        r = next;
      }
      sum = mix(sum, rounds);
    }
  return sum;
}

// sizes 3 6 | 40
EXPORT i32 julia_single(i32 n) {
  i32 sum = 0;
  for (i32 y = 0; y < n; y++)
    for (i32 x = 0; x < n; x++) {
      f32 r = x * 3.0f / n - 1.5f, i = y * 3.0f / n - 1.5f;
      i32 rounds = 0;
      while (rounds < 30 && r * r + i * i < 4) {
        f32 next = r * r - i * i - 0.8f;
        i = 2 * r * i + 0.156f;
        r = next;
        rounds++;
      }
      sum = mix(sum, rounds);
    }
  return sum;
}

// sizes 2 4 | 7
EXPORT f64 fourier(i32 n) {
  static f64 re[128], im[128];
  i32 size = 1 << n;
  for (i32 i = 0; i < size; i++) re[i] = i * 7 % 5 - 1.5, im[i] = i & 1;
  for (i32 i = 0, j = 0; i < size; i++) {
    if (i < j) {
      SWAP(f64, re[i], re[j]);
      SWAP(f64, im[i], im[j]);
    }
    for (i32 bit = size >> 1; bit && ((j ^= bit) & bit) == 0;) bit >>= 1;
  }
  for (i32 half = 1; half < size; half *= 2) {
    f64 angle = PI / half, step_re = sine(angle + PI / 2), step_im = -sine(angle);
    for (i32 from = 0; from < size; from += 2 * half) {
      f64 wr = 1, wi = 0;
      for (i32 k = from; k < from + half; k++) {
        f64 r = re[k + half] * wr - im[k + half] * wi, i = re[k + half] * wi + im[k + half] * wr;
        re[k + half] = re[k] - r, im[k + half] = im[k] - i;
        re[k] += r, im[k] += i;
        f64 next = wr * step_re - wi * step_im;
        wi = wr * step_im + wi * step_re;
        wr = next;
      }
    }
  }
  f64 sum = 0;
  for (i32 i = 0; i < size; i++) sum += re[i] * (i + 1) - im[i] / (i + 1);
  return sum;
}

APART void fourier_part(f64 (*x)[2], i32 n, i32 step, f64 (*out)[2]) {
  if (n == 1) {
    out[0][0] = x[0][0], out[0][1] = x[0][1];
    return;
  }
  fourier_part(x, n / 2, step * 2, out);
  fourier_part(x + step, n / 2, step * 2, out + n / 2);
  for (i32 k = 0; k < n / 2; k++) {
    f64 c = sine(PI / 2 - 2 * PI * k / n), s = -sine(2 * PI * k / n), *a = out[k], *b = out[k + n / 2];
    f64 r = b[0] * c - b[1] * s, i = b[0] * s + b[1] * c;
    b[0] = a[0] - r, b[1] = a[1] - i;
    a[0] += r, a[1] += i;
  }
}

// sizes 1 3 | 6
EXPORT f64 fourier_recursive(i32 n) {
  f64 x[64][2], out[64][2], sum = 0;
  for (i32 i = 0; i < 1 << n; i++) x[i][0] = i % 3, x[i][1] = 1.0 / (i + 1);
  fourier_part(x, 1 << n, 1, out);
  for (i32 i = 0; i < 1 << n; i++) sum = sum / 2 + out[i][0] - out[i][1] * 3;
  return sum;
}

// sizes 2 8 | 100
EXPORT f64 runge_kutta(i32 n) {
  f64 x = 1, v = 0, h = 0.1;
  for (i32 i = 0; i < n; i++) {
    f64 k[4], l[4];
    for (i32 s = 0; s < 4; s++) {
      f64 by = s == 0 ? 0 : s == 3 ? h : h / 2, at = s ? s - 1 : 0;
      f64 xs = x + by * (s ? l[(i32)at] : 0), vs = v + by * (s ? k[(i32)at] : 0);
      k[s] = -xs - 0.1 * vs * vs * vs;
      l[s] = vs;
    }
    x += h / 6 * (l[0] + 2 * l[1] + 2 * l[2] + l[3]);
    v += h / 6 * (k[0] + 2 * k[1] + 2 * k[2] + k[3]);
  }
  return x * 10 + v;
}

struct body { f64 x[3], v[3], mass; };

// sizes 1 5 | 60
EXPORT f64 n_bodies(i32 n) {
  struct body bodies[4];
  for (i32 i = 0; i < 4; i++)
    bodies[i] = (struct body){ { i * 1.5, 2.0 - i, i * i * 0.3 }, { 0.1 * i, 0.2, -0.1 * i }, 1.0 / (i + 1) };
  for (i32 round = 0; round < n; round++) {
    for (i32 i = 0; i < 4; i++)
      for (i32 j = i + 1; j < 4; j++) {
        f64 d[3], square = 0;
        for (i32 k = 0; k < 3; k++) d[k] = bodies[i].x[k] - bodies[j].x[k], square += d[k] * d[k];
        f64 force = 0.01 / (square * __builtin_sqrt(square));
        for (i32 k = 0; k < 3; k++) {
          bodies[i].v[k] -= d[k] * bodies[j].mass * force;
          bodies[j].v[k] += d[k] * bodies[i].mass * force;
        }
      }
    for (i32 i = 0; i < 4; i++)
      for (i32 k = 0; k < 3; k++) bodies[i].x[k] += 0.01 * bodies[i].v[k];
  }
  f64 energy = 0;
  for (i32 i = 0; i < 4; i++)
    for (i32 k = 0; k < 3; k++) energy += bodies[i].mass * bodies[i].v[k] * bodies[i].v[k] / 2 + bodies[i].x[k];
  return energy;
}

// sizes 2 8 | 60
EXPORT f64 spectral_norm(i32 n) {
  f64 u[64], v[64], top = 0, bottom = 0;
  for (i32 i = 0; i < n; i++) u[i] = 1;
  for (i32 round = 0; round < 2; round++) {
    for (i32 i = 0; i < n; i++) {
      v[i] = 0;
      for (i32 j = 0; j < n; j++) v[i] += u[j] / ((i + j) * (i + j + 1) / 2 + i + 1);
    }
    for (i32 i = 0; i < n; i++) {
      u[i] = 0;
      for (i32 j = 0; j < n; j++) u[i] += v[j] / ((i + j) * (i + j + 1) / 2 + j + 1);
    }
  }
  for (i32 i = 0; i < n; i++) top += u[i] * v[i], bottom += v[i] * v[i];
  return __builtin_sqrt(top / bottom);
}

// sizes 5 60 | 2000
EXPORT f64 sums_of_pi(i32 n) {
  f64 leibniz = 0, wallis = 2, kahan = 0, lost = 0;
  f32 single = 0;
  for (i32 i = 0; i < n; i++) {
    leibniz += (i & 1 ? -4.0 : 4.0) / (2 * i + 1);
    wallis *= 4.0 * (i + 1) * (i + 1) / (4.0 * (i + 1) * (i + 1) - 1);
    single += 1.0f / ((f32)(i + 1) * (i + 1));
    f64 y = 1.0 / ((i + 1.0) * (i + 1.0)) - lost, t = kahan + y;
    lost = (t - kahan) - y;
    kahan = t;
  }
  return leibniz + wallis * 10 + single * 100 + kahan * 1000;
}

// sizes 5 50 | 2000
EXPORT f64 monte_carlo(i32 n) {
  i32 hits = 0;
  seed(n);
  for (i32 i = 0; i < n; i++) {
    f64 x = next_random() / 4294967296.0, y = (i32)next_random() / 2147483648.0;
    hits += x * x + y * y < 1;
  }
  return 4.0 * hits / n;
}

// sizes 3 12 | 90
EXPORT f64 polynomials(i32 n) {
  f64 c[100], sum = 0;
  for (i32 i = 0; i <= n; i++) c[i] = (i * 7 % 11) - 4.75;
  for (f64 x = -1; x <= 1; x += 0.25) {
    f64 value = 0, slope = 0, chebyshev = 0, later = 0;
    for (i32 i = n; i >= 0; i--) {
      slope = slope * x + value;
      value = value * x + c[i];
      f64 next = 2 * x * chebyshev - later + c[i];
      later = chebyshev;
      chebyshev = next;
    }
    sum += value - slope / 3 + chebyshev * 0.01;
  }
  return sum;
}

// sizes 4 40 | 500
EXPORT f64 logistic_map(i32 n) {
  f64 x = 0.3;
  f32 y = 0.3f;
  for (i32 i = 0; i < n; i++) {
    x = 3.9 * x * (1 - x);
    y = 3.7f * y * (1 - y);
  }
  return x + y;
}

// sizes 3 20 | 300
EXPORT i64 conversions(i32 n) {
  i64 sum = 0;
  for (i32 i = 0; i < n; i++) {
    f64 x = (i - n / 2) * 1234567.891 / (i + 1);
    f32 y = (f32)x;
    sum = sum * 3 + (i32)x + (i64)(x * 1e6) + (u32)absolute(x) + (i64)(u64)absolute(x * 1e9);
    sum += (i32)__builtin_floor(x) - (i32)__builtin_ceil(y) + (i32)__builtin_trunc(x) * (i32)__builtin_rint(y);
    sum ^= (i64)(f64)(sum >> 9) + (i64)(f32)(u32)(sum >> 3) + (i64)((f64)(u64)sum / 3);
    sum += (i32)(__builtin_copysign(y, -x) + MIN(x, 5.5) + MAX(y, 2.25f));
  }
  return sum;
}

// sizes 0 1 2 3 4 5 6 7
EXPORT i64 special_values(i32 n) {
  volatile f64 zero = 0, big = 1.7976931348623157e308, small = 5e-324;
  f64 values[] = { zero, -zero, 1 / zero, -1 / zero, big * 2, small / 2, small * 3, -big };
  f64 x = values[n];
  u64 bits = 0;
  for (i32 i = 0; i < COUNT(values); i++) {
    f64 y = values[i], sum = x + y, product = x * y;
    bits = bits * 31 + (x < y) + 2 * (x == y) + 4 * (sum == sum) + 8 * (product != product) + 16 * (x >= y);
    if (sum == sum) bits += (sum < 0) + (1 / sum < 0) * 2;
    if (product == product) bits += (product > 1) * 4 + (1 / product > 0) * 8;
    bits += (i64)(__builtin_sqrt(absolute(y)) > 1e100);
  }
  return bits;
}

#define ROOM 8
typedef f64 matrix[ROOM][ROOM];

static void make(matrix a, i32 n, i32 kind) {
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) a[i][j] = (i * 5 + j * 3 + kind) % 7 - 2.5 + (i == j) * 9;
}
static f64 total(matrix a, i32 n) {
  f64 sum = 0;
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) sum = sum * 0.75 + a[i][j];
  return sum;
}
APART void multiply(matrix to, matrix a, matrix b, i32 n) {
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) {
      f64 sum = 0;
      for (i32 k = 0; k < n; k++) sum += a[i][k] * b[k][j];
      to[i][j] = sum;
    }
}

// sizes 2 5 | 8
EXPORT f64 matrix_product(i32 n) {
  matrix a, b, c;
  make(a, n, 1);
  make(b, n, 2);
  multiply(c, a, b, n);
  multiply(a, c, b, n);
  return total(a, n);
}

// sizes 2 4 | 8
EXPORT f64 gauss(i32 n) {
  f64 a[ROOM][ROOM + 1], x[ROOM], determinant = 1;
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j <= n; j++) a[i][j] = (i * j + i + 2 * j) % 5 + (i == j) * 0.5;
  for (i32 c = 0; c < n; c++) {
    i32 best = c;
    for (i32 r = c + 1; r < n; r++)
      if (absolute(a[r][c]) > absolute(a[best][c])) best = r;
    if (best != c) {
      for (i32 j = 0; j <= n; j++) SWAP(f64, a[c][j], a[best][j]);
      determinant = -determinant;
    }
    determinant *= a[c][c];
    if (a[c][c] == 0) return 0;
    for (i32 r = c + 1; r < n; r++) {
      f64 by = a[r][c] / a[c][c];
      for (i32 j = c; j <= n; j++) a[r][j] -= by * a[c][j];
    }
  }
  for (i32 r = n - 1; r >= 0; r--) {
    x[r] = a[r][n];
    for (i32 j = r + 1; j < n; j++) x[r] -= a[r][j] * x[j];
    x[r] /= a[r][r];
  }
  for (i32 r = 0; r < n; r++) determinant += x[r] * (r + 1);
  return determinant;
}

// sizes 2 4 | 8
EXPORT f64 lu_and_inverse(i32 n) {
  matrix a, inverse, product;
  make(a, n, 3);
  make(product, n, 3);
  for (i32 k = 0; k < n; k++)
    for (i32 i = k + 1; i < n; i++) {
      a[i][k] /= a[k][k];
      for (i32 j = k + 1; j < n; j++) a[i][j] -= a[i][k] * a[k][j];
    }
  for (i32 c = 0; c < n; c++) {
    for (i32 i = 0; i < n; i++) {
      inverse[i][c] = i == c;
      for (i32 j = 0; j < i; j++) inverse[i][c] -= a[i][j] * inverse[j][c];
    }
    for (i32 i = n - 1; i >= 0; i--) {
      for (i32 j = i + 1; j < n; j++) inverse[i][c] -= a[i][j] * inverse[j][c];
      inverse[i][c] /= a[i][i];
    }
  }
  multiply(a, product, inverse, n);
  return total(a, n) + total(inverse, n);
}

// sizes 2 4 | 8
EXPORT f64 cholesky(i32 n) {
  matrix a, l = { { 0 } };
  make(a, n, 0);
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j <= i; j++) {
      f64 sum = a[i][j] * 0.5 + a[j][i] * 0.5 + (i == j) * 20;
      for (i32 k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
      l[i][j] = i == j ? __builtin_sqrt(sum) : sum / l[j][j];
    }
  return total(l, n);
}

APART void strassen(i32 n, const f64 *a, const f64 *b, f64 *c, f64 *room) {
  if (n == 1) {
    *c = *a * *b;
    return;
  }
  i32 h = n / 2, q = h * h;
  f64 *m = room, *x = room + 7 * q, *y = x + q, *rest = y + q;
  static const signed char left[7][4] = { { 1, 0, 0, 1 }, { 0, 0, 1, 1 }, { 1, 0, 0, 0 }, { 0, 0, 0, 1 },
                                          { 1, 1, 0, 0 }, { -1, 0, 1, 0 }, { 0, 1, 0, -1 } };
  static const signed char right[7][4] = { { 1, 0, 0, 1 }, { 1, 0, 0, 0 }, { 0, 1, 0, -1 }, { -1, 0, 1, 0 },
                                           { 0, 0, 0, 1 }, { 1, 1, 0, 0 }, { 0, 0, 1, 1 } };
  for (i32 p = 0; p < 7; p++) {
    for (i32 i = 0; i < q; i++) {
      f64 u = 0, v = 0;
      for (i32 k = 0; k < 4; k++) {
        i32 at = (i / h + k / 2 * h) * n + i % h + k % 2 * h;
        u += left[p][k] * a[at];
        v += right[p][k] * b[at];
      }
      x[i] = u, y[i] = v;
    }
    strassen(h, x, y, m + p * q, rest);
  }
  for (i32 i = 0; i < q; i++) {
    f64 *to = c + i / h * n + i % h;
    to[0] = m[i] + m[3 * q + i] - m[4 * q + i] + m[6 * q + i];
    to[h] = m[2 * q + i] + m[4 * q + i];
    to[h * n] = m[q + i] + m[3 * q + i];
    to[h * n + h] = m[i] - m[q + i] + m[2 * q + i] + m[5 * q + i];
  }
}

// sizes 1 2 | 3
EXPORT f64 strassen_product(i32 n) {
  static f64 a[64], b[64], c[64], room[600];
  i32 size = 1 << n;
  f64 sum = 0;
  for (i32 i = 0; i < size * size; i++) a[i] = i % 5 - 1.5, b[i] = i % 3 + 0.25;
  strassen(size, a, b, c, room);
  for (i32 i = 0; i < size * size; i++) sum = sum * 0.75 + c[i];
  return sum;
}

// sizes 2 6 | 60
EXPORT f64 jacobi_and_power(i32 n) {
  f64 x[4] = { 0 }, next[4], v[4] = { 1, 1, 1, 1 }, largest = 0;
  matrix a;
  make(a, 4, 5);
  for (i32 round = 0; round < n; round++) {
    for (i32 i = 0; i < 4; i++) {
      next[i] = i + 1;
      for (i32 j = 0; j < 4; j++)
        if (j != i) next[i] -= a[i][j] * x[j];
      next[i] /= a[i][i] + 5;
    }
    for (i32 i = 0; i < 4; i++) x[i] = next[i];
    f64 length = 0;
    for (i32 i = 0; i < 4; i++) {
      next[i] = 0;
      for (i32 j = 0; j < 4; j++) next[i] += a[i][j] * v[j];
      length += next[i] * next[i];
    }
    largest = __builtin_sqrt(length);
    for (i32 i = 0; i < 4; i++) v[i] = next[i] / largest;
  }
  return largest + x[0] - x[3] + v[1];
}

// sizes 3 10 | 90
EXPORT i64 fibonacci_by_matrix(i64 n) {
  u64 r[4] = { 1, 0, 0, 1 }, m[4] = { 1, 1, 1, 0 };
  for (; n; n >>= 1) {
    u64 t[4];
    if (n & 1) {
      for (i32 i = 0; i < 4; i++) t[i] = r[i & 2] * m[i & 1] + r[(i & 2) + 1] * m[(i & 1) + 2];
      for (i32 i = 0; i < 4; i++) r[i] = t[i];
    }
    for (i32 i = 0; i < 4; i++) t[i] = m[i & 2] * m[i & 1] + m[(i & 2) + 1] * m[(i & 1) + 2];
    for (i32 i = 0; i < 4; i++) m[i] = t[i];
  }
  return r[1];
}
