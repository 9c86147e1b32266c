// Table look-ups that wait for each other.
#include <stdint.h>
#include <stdio.h>

static uint32_t table[256];
static uint8_t input[1 << 20];

int main(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
    table[i] = c;
  }
  for (int i = 0; i < 1 << 20; i++) input[i] = (uint8_t)(i * 7 ^ i >> 5);
  uint32_t crc = ~0u;
  for (int round = 0; round < 150; round++)
    for (int i = 0; i < 1 << 20; i++) crc = table[(crc ^ input[i]) & 255] ^ crc >> 8;
  printf("%08x\n", ~crc);
  return 0;
}
