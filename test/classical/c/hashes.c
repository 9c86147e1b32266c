// Checksums, hashes, ciphers and generators of random numbers.
#include "classical.h"

static u8 data[512];
static void fill(i32 n) {
  for (i32 i = 0; i < n; i++) data[i] = i * 7 + (i >> 3) * 13 + n;
}
static inline u32 rotl(u32 x, i32 by) { return x << by | x >> (32 - by); }
static inline u32 rotr(u32 x, i32 by) { return x >> by | x << (32 - by); }
static inline u64 rotl64(u64 x, i32 by) { return x << by | x >> (64 - by); }
static inline u64 rotr64(u64 x, i32 by) { return x >> by | x << (64 - by); }
static inline u32 word_at(const u8 *p) { return p[0] | p[1] << 8 | p[2] << 16 | (u32)p[3] << 24; }
static inline u64 long_at(const u8 *p) { return word_at(p) | (u64)word_at(p + 4) << 32; }

/** Pads `n` bytes of data as MD5 and SHA do; gives how many there are then. */
static i32 pad(i32 n, i32 block, i32 big_endian) {
  i32 end = (n + block / 8 + block) / block * block;
  data[n] = 0x80;
  for (i32 i = n + 1; i < end; i++) data[i] = 0;
  for (i32 i = 0; i < 4; i++) data[big_endian ? end - 1 - i : end - 8 + i] = (u32)n * 8 >> 8 * i;
  return end;
}

// sizes 3 40 | 400
EXPORT i32 crc32(i32 n) {
  fill(n);
  u32 crc = ~0u;
  for (i32 i = 0; i < n; i++) {
    crc ^= data[i];
    for (i32 k = 0; k < 8; k++) crc = crc >> 1 ^ (0xedb88320u & -(crc & 1));
  }
  return ~crc;
}

// sizes 3 40 | 400
EXPORT i64 crc64(i32 n) {
  static u64 table[16];
  fill(n);
  for (u64 i = 0; i < 16; i++) {
    table[i] = i;
    for (i32 k = 0; k < 4; k++) table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xc96c5795d7870f42ULL : 0);
  }
  u64 crc = ~0ULL;
  for (i32 i = 0; i < n; i++) {
    crc ^= data[i];
    crc = crc >> 4 ^ table[crc & 15];
    crc = crc >> 4 ^ table[crc & 15];
  }
  return ~crc;
}

// sizes 3 40 | 400
EXPORT i32 adler32(i32 n) {
  fill(n);
  u32 a = 1, b = 0;
  for (i32 i = 0; i < n; i++) {
    a = (a + data[i]) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

// sizes 3 40 | 400
EXPORT i32 fletcher(i32 n) {
  fill(n);
  u32 a = 0, b = 0;
  for (i32 i = 0; i < n;) {
    for (i32 end = MIN(n, i + 20); i < end; i++) b += a += data[i];
    a = (a & 0xffff) + (a >> 16);
    b = (b & 0xffff) + (b >> 16);
  }
  return b << 16 ^ a;
}

// sizes 0 20 | 400
EXPORT i32 fnv1a(i32 n) {
  fill(n);
  u32 hash = 2166136261u;
  for (i32 i = 0; i < n; i++) hash = (hash ^ data[i]) * 16777619u;
  return hash;
}

// sizes 0 20 | 400
EXPORT i64 fnv1a_64(i32 n) {
  fill(n);
  u64 hash = 0xcbf29ce484222325ULL;
  for (i32 i = 0; i < n; i++) hash = (hash ^ data[i]) * 0x100000001b3ULL;
  return hash;
}

// sizes 0 20 | 400
EXPORT i32 small_hashes(i32 n) {
  fill(n);
  u32 djb = 5381, sdbm = 0, jenkins = 0, elf = 0;
  for (i32 i = 0; i < n; i++) {
    djb = djb * 33 + data[i];
    sdbm = data[i] + (sdbm << 6) + (sdbm << 16) - sdbm;
    jenkins += data[i];
    jenkins += jenkins << 10;
    jenkins ^= jenkins >> 6;
    elf = (elf << 4) + data[i];
    u32 high = elf & 0xf0000000u;
    if (high) elf ^= high >> 24;
    elf &= ~high;
  }
  jenkins += jenkins << 3;
  jenkins ^= jenkins >> 11;
  return djb ^ rotl(sdbm, 7) ^ rotl(jenkins + (jenkins << 15), 13) ^ rotl(elf, 21);
}

// sizes 0 14 | 300
EXPORT i32 murmur3(i32 n) {
  fill(n);
  u32 hash = 42, k = 0;
  for (i32 i = 0; i + 4 <= n; i += 4) {
    k = rotl(word_at(data + i) * 0xcc9e2d51u, 15) * 0x1b873593u;
    hash = rotl(hash ^ k, 13) * 5 + 0xe6546b64u;
  }
  k = 0;
  for (i32 i = n & ~3; i < n; i++) k |= data[i] << 8 * (i & 3);
  hash ^= rotl(k * 0xcc9e2d51u, 15) * 0x1b873593u ^ n;
  hash = (hash ^ hash >> 16) * 0x85ebca6bu;
  hash = (hash ^ hash >> 13) * 0xc2b2ae35u;
  return hash ^ hash >> 16;
}

// sizes 5 50 | 400
EXPORT i32 xxhash32(i32 n) {
  const u32 p1 = 2654435761u, p2 = 2246822519u, p3 = 3266489917u, p4 = 668265263u, p5 = 374761393u;
  fill(n);
  u32 hash = p5, v[4] = { p1 + p2, p2, 0, -p1 };
  i32 i = 0;
  if (n >= 16) {
    for (; i + 16 <= n; i += 16)
      for (i32 k = 0; k < 4; k++) v[k] = rotl(v[k] + word_at(data + i + 4 * k) * p2, 13) * p1;
    hash = rotl(v[0], 1) + rotl(v[1], 7) + rotl(v[2], 12) + rotl(v[3], 18);
  }
  hash += n;
  for (; i + 4 <= n; i += 4) hash = rotl(hash + word_at(data + i) * p3, 17) * p4;
  for (; i < n; i++) hash = rotl(hash + data[i] * p5, 11) * p1;
  hash = (hash ^ hash >> 15) * p2;
  hash = (hash ^ hash >> 13) * p3;
  return hash ^ hash >> 16;
}

#define P1 0x9e3779b185ebca87ULL
#define P2 0xc2b2ae3d27d4eb4fULL
#define P3 0x165667b19e3779f9ULL
#define P4 0x85ebca77c2b2ae63ULL
#define P5 0x27d4eb2f165667c5ULL
static u64 xx_round(u64 sum, u64 value) { return rotl64(sum + value * P2, 31) * P1; }

// sizes 5 50 | 400
EXPORT i64 xxhash64(i32 n) {
  fill(n);
  u64 hash = P5, v[4] = { P1 + P2, P2, 0, -P1 };
  i32 i = 0;
  if (n >= 32) {
    for (; i + 32 <= n; i += 32)
      for (i32 k = 0; k < 4; k++) v[k] = xx_round(v[k], long_at(data + i + 8 * k));
    hash = rotl64(v[0], 1) + rotl64(v[1], 7) + rotl64(v[2], 12) + rotl64(v[3], 18);
    for (i32 k = 0; k < 4; k++) hash = (hash ^ xx_round(0, v[k])) * P1 + P4;
  }
  hash += n;
  for (; i + 8 <= n; i += 8) hash = rotl64(hash ^ xx_round(0, long_at(data + i)), 27) * P1 + P4;
  for (; i < n; i++) hash = rotl64(hash ^ data[i] * P5, 11) * P1;
  hash = (hash ^ hash >> 33) * P2;
  hash = (hash ^ hash >> 29) * P3;
  return hash ^ hash >> 32;
}

static void sip_round(u64 *v) {
  v[0] += v[1], v[1] = rotl64(v[1], 13) ^ v[0], v[0] = rotl64(v[0], 32);
  v[2] += v[3], v[3] = rotl64(v[3], 16) ^ v[2];
  v[0] += v[3], v[3] = rotl64(v[3], 21) ^ v[0];
  v[2] += v[1], v[1] = rotl64(v[1], 17) ^ v[2], v[2] = rotl64(v[2], 32);
}

// sizes 0 20 | 300
EXPORT i64 siphash(i32 n) {
  fill(n);
  u64 k0 = 0x0706050403020100ULL, k1 = 0x0f0e0d0c0b0a0908ULL, last = (u64)n << 56;
  u64 v[4] = { k0 ^ 0x736f6d6570736575ULL, k1 ^ 0x646f72616e646f6dULL, k0 ^ 0x6c7967656e657261ULL,
               k1 ^ 0x7465646279746573ULL };
  for (i32 i = n & ~7; i < n; i++) last |= (u64)data[i] << 8 * (i & 7);
  for (i32 i = 0; i <= n - (n & 7); i += 8) {
    u64 m = i + 8 <= n ? long_at(data + i) : last;
    v[3] ^= m;
    for (i32 k = 0; k < 2; k++) sip_round(v);
    v[0] ^= m;
  }
  v[2] ^= 0xff;
  for (i32 k = 0; k < 4; k++) sip_round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static const u32 md5_sines[64] = {
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

// sizes 3 | 56 300
EXPORT i32 md5(i32 n) {
  static const u8 shifts[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };
  u32 state[4] = { 0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u };
  fill(n);
  for (i32 at = 0, end = pad(n, 64, 0); at < end; at += 64) {
    u32 a = state[0], b = state[1], c = state[2], d = state[3];
    for (i32 i = 0; i < 64; i++) {
      u32 f, g;
      switch (i / 16) {
        case 0: f = (b & c) | (~b & d), g = i; break;
        case 1: f = (d & b) | (~d & c), g = 5 * i + 1; break;
        case 2: f = b ^ c ^ d, g = 3 * i + 5; break;
        default: f = c ^ (b | ~d), g = 7 * i;
      }
      f += a + md5_sines[i] + word_at(data + at + (g & 15) * 4);
      a = d, d = c, c = b;
      b += rotl(f, shifts[i / 16][i & 3]);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  }
  return state[0] ^ rotl(state[1], 8) ^ rotl(state[2], 16) ^ rotl(state[3], 24);
}

// sizes 3 | 56 300
EXPORT i32 sha1(i32 n) {
  u32 state[5] = { 0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u, 0xc3d2e1f0u }, w[80];
  fill(n);
  for (i32 at = 0, end = pad(n, 64, 1); at < end; at += 64) {
    for (i32 i = 0; i < 16; i++) w[i] = __builtin_bswap32(word_at(data + at + 4 * i));
    for (i32 i = 16; i < 80; i++) w[i] = rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    u32 a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (i32 i = 0; i < 80; i++) {
      u32 f = i < 20 ? ((b & c) | (~b & d)) + 0x5a827999u : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1u
            : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcu : (b ^ c ^ d) + 0xca62c1d6u;
      u32 next = rotl(a, 5) + f + e + w[i];
      e = d, d = c, c = rotl(b, 30), b = a, a = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
  }
  return state[0] ^ rotl(state[1], 5) ^ rotl(state[2], 10) ^ rotl(state[3], 15) ^ rotl(state[4], 20);
}

/** The fractions of the cube roots of primes; the shorter hash takes the upper halves. */
static const u64 roots[80] = {
  0x428a2f98d728ae22ULL, 0x7137449123ef65cdULL, 0xb5c0fbcfec4d3b2fULL, 0xe9b5dba58189dbbcULL,
  0x3956c25bf348b538ULL, 0x59f111f1b605d019ULL, 0x923f82a4af194f9bULL, 0xab1c5ed5da6d8118ULL,
  0xd807aa98a3030242ULL, 0x12835b0145706fbeULL, 0x243185be4ee4b28cULL, 0x550c7dc3d5ffb4e2ULL,
  0x72be5d74f27b896fULL, 0x80deb1fe3b1696b1ULL, 0x9bdc06a725c71235ULL, 0xc19bf174cf692694ULL,
  0xe49b69c19ef14ad2ULL, 0xefbe4786384f25e3ULL, 0x0fc19dc68b8cd5b5ULL, 0x240ca1cc77ac9c65ULL,
  0x2de92c6f592b0275ULL, 0x4a7484aa6ea6e483ULL, 0x5cb0a9dcbd41fbd4ULL, 0x76f988da831153b5ULL,
  0x983e5152ee66dfabULL, 0xa831c66d2db43210ULL, 0xb00327c898fb213fULL, 0xbf597fc7beef0ee4ULL,
  0xc6e00bf33da88fc2ULL, 0xd5a79147930aa725ULL, 0x06ca6351e003826fULL, 0x142929670a0e6e70ULL,
  0x27b70a8546d22ffcULL, 0x2e1b21385c26c926ULL, 0x4d2c6dfc5ac42aedULL, 0x53380d139d95b3dfULL,
  0x650a73548baf63deULL, 0x766a0abb3c77b2a8ULL, 0x81c2c92e47edaee6ULL, 0x92722c851482353bULL,
  0xa2bfe8a14cf10364ULL, 0xa81a664bbc423001ULL, 0xc24b8b70d0f89791ULL, 0xc76c51a30654be30ULL,
  0xd192e819d6ef5218ULL, 0xd69906245565a910ULL, 0xf40e35855771202aULL, 0x106aa07032bbd1b8ULL,
  0x19a4c116b8d2d0c8ULL, 0x1e376c085141ab53ULL, 0x2748774cdf8eeb99ULL, 0x34b0bcb5e19b48a8ULL,
  0x391c0cb3c5c95a63ULL, 0x4ed8aa4ae3418acbULL, 0x5b9cca4f7763e373ULL, 0x682e6ff3d6b2b8a3ULL,
  0x748f82ee5defb2fcULL, 0x78a5636f43172f60ULL, 0x84c87814a1f0ab72ULL, 0x8cc702081a6439ecULL,
  0x90befffa23631e28ULL, 0xa4506cebde82bde9ULL, 0xbef9a3f7b2c67915ULL, 0xc67178f2e372532bULL,
  0xca273eceea26619cULL, 0xd186b8c721c0c207ULL, 0xeada7dd6cde0eb1eULL, 0xf57d4f7fee6ed178ULL,
  0x06f067aa72176fbaULL, 0x0a637dc5a2c898a6ULL, 0x113f9804bef90daeULL, 0x1b710b35131c471bULL,
  0x28db77f523047d84ULL, 0x32caab7b40c72493ULL, 0x3c9ebe0a15c9bebcULL, 0x431d67c49c100d4cULL,
  0x4cc5d4becb3e42b6ULL, 0x597f299cfc657e2aULL, 0x5fcb6fab3ad6faecULL, 0x6c44198c4a475817ULL,
};
static const u64 starts[8] = {
  0x6a09e667f3bcc908ULL, 0xbb67ae8584caa73bULL, 0x3c6ef372fe94f82bULL, 0xa54ff53a5f1d36f1ULL,
  0x510e527fade682d1ULL, 0x9b05688c2b3e6c1fULL, 0x1f83d9abfb41bd6bULL, 0x5be0cd19137e2179ULL,
};

// sizes 3 | 56 300
EXPORT i32 sha256(i32 n) {
  u32 state[8], w[64], v[8];
  fill(n);
  for (i32 i = 0; i < 8; i++) state[i] = starts[i] >> 32;
  for (i32 at = 0, end = pad(n, 64, 1); at < end; at += 64) {
    for (i32 i = 0; i < 16; i++) w[i] = __builtin_bswap32(word_at(data + at + 4 * i));
    for (i32 i = 16; i < 64; i++)
      w[i] = w[i - 16] + (rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] +
             (rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10);
    for (i32 i = 0; i < 8; i++) v[i] = state[i];
    for (i32 i = 0; i < 64; i++) {
      u32 t1 = v[7] + (rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
               (u32)(roots[i] >> 32) + w[i];
      u32 t2 = (rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22)) +
               ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      for (i32 j = 7; j > 0; j--) v[j] = v[j - 1];
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (i32 i = 0; i < 8; i++) state[i] += v[i];
  }
  u32 sum = 0;
  for (i32 i = 0; i < 8; i++) sum = mix(sum, state[i]);
  return sum;
}

// sizes 2 | 300
EXPORT i64 sha512(i32 n) {
  u64 state[8], w[80], v[8], sum = 0;
  fill(n);
  for (i32 i = 0; i < 8; i++) state[i] = starts[i];
  for (i32 at = 0, end = pad(n, 128, 1); at < end; at += 128) {
    for (i32 i = 0; i < 16; i++) w[i] = __builtin_bswap64(long_at(data + at + 8 * i));
    for (i32 i = 16; i < 80; i++)
      w[i] = w[i - 16] + (rotr64(w[i - 15], 1) ^ rotr64(w[i - 15], 8) ^ w[i - 15] >> 7) + w[i - 7] +
             (rotr64(w[i - 2], 19) ^ rotr64(w[i - 2], 61) ^ w[i - 2] >> 6);
    for (i32 i = 0; i < 8; i++) v[i] = state[i];
    for (i32 i = 0; i < 80; i++) {
      u64 t1 = v[7] + (rotr64(v[4], 14) ^ rotr64(v[4], 18) ^ rotr64(v[4], 41)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
               roots[i] + w[i];
      u64 t2 = (rotr64(v[0], 28) ^ rotr64(v[0], 34) ^ rotr64(v[0], 39)) +
               ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      for (i32 j = 7; j > 0; j--) v[j] = v[j - 1];
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (i32 i = 0; i < 8; i++) state[i] += v[i];
  }
  for (i32 i = 0; i < 8; i++) sum = sum * 31 + state[i];
  return sum;
}

// sizes 1 | 9
EXPORT i32 chacha20(i32 n) {
  static const u8 rounds[8][4] = { { 0, 4, 8, 12 }, { 1, 5, 9, 13 }, { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
                                   { 0, 5, 10, 15 }, { 1, 6, 11, 12 }, { 2, 7, 8, 13 }, { 3, 4, 9, 14 } };
  u32 sum = 0;
  for (i32 block = 0; block < n; block++) {
    u32 in[16] = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 }, x[16];
    for (i32 i = 4; i < 12; i++) in[i] = i * 0x01010101u;
    in[12] = block;
    for (i32 i = 0; i < 16; i++) x[i] = in[i];
    for (i32 i = 0; i < 80; i++) {
      const u8 *r = rounds[i & 7];
      x[r[0]] += x[r[1]], x[r[3]] = rotl(x[r[3]] ^ x[r[0]], 16);
      x[r[2]] += x[r[3]], x[r[1]] = rotl(x[r[1]] ^ x[r[2]], 12);
      x[r[0]] += x[r[1]], x[r[3]] = rotl(x[r[3]] ^ x[r[0]], 8);
      x[r[2]] += x[r[3]], x[r[1]] = rotl(x[r[1]] ^ x[r[2]], 7);
    }
    for (i32 i = 0; i < 16; i++) sum = mix(sum, x[i] + in[i]);
  }
  return sum;
}

// sizes 2 | 60
EXPORT i32 xtea(i32 n) {
  u32 key[4] = { 0x01234567, 0x89abcdef, 0xfedcba98, 0x76543210 }, a = n, b = ~n, sum = 0, check = 0;
  for (i32 block = 0; block < n; block++) {
    for (i32 i = 0; i < 32; i++) {
      a += ((b << 4 ^ b >> 5) + b) ^ (sum + key[sum & 3]);
      sum += 0x9e3779b9u;
      b += ((a << 4 ^ a >> 5) + a) ^ (sum + key[sum >> 11 & 3]);
    }
    check = mix(check, a ^ b);
  }
  for (i32 block = 0; block < n; block++)
    for (i32 i = 0; i < 32; i++) {
      b -= ((a << 4 ^ a >> 5) + a) ^ (sum + key[sum >> 11 & 3]);
      sum -= 0x9e3779b9u;
      a -= ((b << 4 ^ b >> 5) + b) ^ (sum + key[sum & 3]);
    }
  return check + (a == (u32)n) + 2 * (b == ~(u32)n);
}

// sizes 5 40 | 256
EXPORT i32 rc4(i32 n) {
  u8 s[256], i = 0, j = 0;
  u32 sum = 0;
  for (i32 k = 0; k < 256; k++) s[k] = k;
  for (i32 k = 0, j = 0; k < 256; k++) {
    j = (j + s[k] + "key!"[k & 3]) & 255;
    SWAP(u8, s[k], s[j]);
  }
  for (i32 k = 0; k < n; k++) {
    i++, j += s[i];
    SWAP(u8, s[i], s[j]);
    sum = mix(sum, s[(u8)(s[i] + s[j])]);
  }
  return sum;
}

/** The table of AES from its definition: inverses in a field of 256. */
// sizes 4 30 | 255
EXPORT i32 aes_box(i32 n) {
  u8 p = 1, q = 1;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    p = p ^ p << 1 ^ (p & 0x80 ? 0x1b : 0);
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    if (q & 0x80) q ^= 9;
    u8 x = q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6) ^ (q << 3 | q >> 5) ^ (q << 4 | q >> 4);
    sum = mix(sum, (x ^ 0x63) * 256 + p);
  }
  return sum;
}

// sizes 1 | 700
EXPORT i32 mersenne_twister(i32 n) {
  static u32 state[624];
  u32 sum = 0;
  state[0] = 5489;
  for (i32 i = 1; i < 624; i++) state[i] = 1812433253u * (state[i - 1] ^ state[i - 1] >> 30) + i;
  for (i32 at = 0; at < n; at++) {
    if (at % 624 == 0)
      for (i32 i = 0; i < 624; i++) {
        u32 y = (state[i] & 0x80000000u) | (state[(i + 1) % 624] & 0x7fffffff);
        state[i] = state[(i + 397) % 624] ^ y >> 1 ^ (y & 1 ? 0x9908b0dfu : 0);
      }
    u32 y = state[at % 624];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680u;
    y ^= y << 15 & 0xefc60000u;
    sum = mix(sum, y ^ y >> 18);
  }
  return sum;
}

// sizes 5 40 | 900
EXPORT i64 random_streams(i32 n) {
  u64 xorshift = 88172645463325252ULL, split = 7, pcg = 1, sum = 0, s[2] = { 1, 2 };
  for (i32 i = 0; i < n; i++) {
    xorshift ^= xorshift << 13, xorshift ^= xorshift >> 7, xorshift ^= xorshift << 17;
    u64 z = split += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    u64 old = pcg;
    pcg = old * 6364136223846793005ULL + 1442695040888963407ULL;
    u32 p = rotr((u32)((old >> 18 ^ old) >> 27), old >> 59);
    u64 x = s[0], y = s[1];
    s[0] = y, x ^= x << 23, s[1] = x ^ y ^ x >> 17 ^ y >> 26;
    sum = sum * 3 + (xorshift ^ z ^ z >> 31 ^ p) + s[1] + y;
  }
  return sum;
}
