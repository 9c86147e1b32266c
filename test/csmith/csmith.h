/* What the programs of csmith include, in place of csmith's own file of that name: no library is needed, and there is
 * no text. `run` starts the program and returns its checksum; the host is told the checksum so far after each
 * global that counts. */
#ifndef JITSAM_CSMITH_H
#define JITSAM_CSMITH_H

#include <float.h>
#include <limits.h>
#include <stdint.h>

#define STATIC static
#define UNDEFINED(value) (value)
#define LOG_INDEX
#define LOG_EXEC
#define FUNC_NAME(name) (safe_##name)
#define assert(condition) ((void)0)
#define fabs __builtin_fabs
#define fabsf __builtin_fabsf
#define printf(...) ((void)0)
#include <safe_math.h>

#ifdef __wasm__
#define IMPORTED(name) __attribute__((import_name(name)))
#define EXPORTED(name) __attribute__((export_name(name)))
#else
#define IMPORTED(name)
#define EXPORTED(name)
#endif

IMPORTED("checksum") void checksum(uint32_t so_far);

static uint32_t crc32_context;
static uint32_t crc32_tab[256];

static void crc32_gentab(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int j = 0; j < 8; j++) crc = crc & 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
    crc32_tab[i] = crc;
  }
}

static void crc32_byte(uint8_t byte) {
  crc32_context = (crc32_context >> 8) ^ crc32_tab[(crc32_context ^ byte) & 0xff];
}

static void transparent_crc_bytes(char *bytes, int count, char *name, int told) {
  for (int i = 0; i < count; i++) crc32_byte(bytes[i]);
  checksum(crc32_context);
}

static void transparent_crc(uint64_t value, char *name, int told) {
  for (int i = 0; i < 64; i += 8) crc32_byte(value >> i);
  checksum(crc32_context);
}

static void platform_main_begin(void) {}
static void platform_main_end(uint32_t crc, int told) {}

#define main program
int program(void);

EXPORTED("run") uint32_t run(void) {
  crc32_context = ~0u;
  program();
  return ~crc32_context;
}

#endif
