/* A request to a server: JSON comes in, a report goes out. Uses what programs of C use: stdio, malloc, qsort,
   regular expressions, floats in text. With an argument it computes a while instead. */
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  char name[32];
  double amount;
  int count;
};

static struct entry entries[256];
static int length;

static char *read_all(void) {
  size_t used = 0, room = 1024;
  char *text = malloc(room);
  for (;;) {
    size_t got = fread(text + used, 1, room - used - 1, stdin);
    if (got == 0) break;
    used += got;
    if (used + 1 == room) text = realloc(text, room *= 2);
  }
  text[used] = 0;
  return text;
}

/* [{"name":"…","amount":1.5,"count":3},…] and nothing else. */
static void parse(const char *at) {
  while ((at = strchr(at, '{')) != NULL && length < 256) {
    struct entry *entry = &entries[length];
    char *end;
    if (sscanf(at, "{\"name\":\"%31[^\"]\"", entry->name) != 1) break;
    at = strstr(at, "\"amount\":") + 9;
    entry->amount = strtod(at, &end);
    at = strstr(end, "\"count\":") + 8;
    entry->count = strtol(at, &end, 10);
    at = end;
    length++;
  }
}

static int by_total(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  double difference = y->amount * y->count - x->amount * x->count;
  return difference < 0 ? -1 : difference > 0 ? 1 : strcmp(x->name, y->name);
}

static uint32_t hash(int rounds) {
  uint32_t h = 2166136261u;
  for (int i = 0; i < rounds; i++) h = (h ^ (i & 255)) * 16777619u + (h >> 13);
  return h;
}

int main(int argc, char **argv) {
  if (argc > 1) {
    printf("%08x\n", hash(atoi(argv[1])));
    return 0;
  }
  parse(read_all());
  regex_t wanted;
  if (regcomp(&wanted, "^[a-m].*(er|ing)$", REG_EXTENDED | REG_NOSUB) != 0) return 1;
  qsort(entries, length, sizeof entries[0], by_total);
  double sum = 0;
  int matching = 0;
  for (int i = 0; i < length; i++) {
    struct entry *entry = &entries[i];
    sum += entry->amount * entry->count;
    if (regexec(&wanted, entry->name, 0, NULL, 0) == 0) matching++;
    if (i < 5) printf("%2d. %-12s %10.2f %8.3e\n", i + 1, entry->name, entry->amount * entry->count, entry->amount);
  }
  printf("%d entries, %d match, %.4f in all, %g on average\n", length, matching, sum, sum / length);
  return 0;
}
