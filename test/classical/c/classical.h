/* What the classical programs have in common. They need no library; each exported function begins with its own
 * numbers and gives one that depends on all it has done. A line `sizes 4 5 6 | 8` before a function says what it is
 * called with: behind the bar, only when there is time. */
#ifndef CLASSICAL_H
#define CLASSICAL_H

#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef int32_t i32;
typedef uint32_t u32;
typedef int64_t i64;
typedef uint64_t u64;
typedef float f32;
typedef double f64;

#define EXPORT __attribute__((visibility("default"), used))
/** What stays a call of its own, whatever the compiler thinks of it. */
#define APART static __attribute__((noinline))

#define COUNT(array) ((i32)(sizeof(array) / sizeof((array)[0])))
#define SWAP(type, a, b) do { type swapped = (a); (a) = (b); (b) = swapped; } while (0)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

static u32 seed_now;

static inline void seed(u32 value) { seed_now = value * 2654435761u + 12345; }

/** Xorshift. */
static inline u32 next_random(void) {
  u32 x = seed_now ? seed_now : 1;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return seed_now = x;
}

static inline u32 below(u32 count) { return next_random() % count; }

/** One number for many. */
static inline u32 mix(u32 sum, u32 value) { return (sum ^ value) * 16777619u + (sum >> 15); }

#endif
