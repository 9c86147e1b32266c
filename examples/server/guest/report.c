// The guest of the example. It reads numbers, with names, from its input and writes a report of them as JSON. It
// also does what no guest should: a line `loop`, `grow`, `recurse` or `trap` makes it do that.
//
//   apples 3.5
//   pears 1
//   apples 4         {"lines":3,"names":[{"name":"apples","count":2,"sum":7.5,"mean":3.75},{"name":"pears",…}]}
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  char name[32];
  int count;
  double sum;
};

static struct entry *entries;
static int used, room;

static struct entry *find(const char *name) {
  for (int i = 0; i < used; i++)
    if (strcmp(entries[i].name, name) == 0) return &entries[i];
  if (used == room) {
    room = room ? 2 * room : 16;
    entries = realloc(entries, room * sizeof *entries);
    if (!entries) exit(70);
  }
  struct entry *entry = &entries[used++];
  memset(entry, 0, sizeof *entry);
  strncpy(entry->name, name, sizeof entry->name - 1);
  return entry;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int recurse(volatile int *depth) {
  volatile int next = *depth + 1;
  return next == 0 ? 0 : recurse(&next) + next;
}

static void misbehave(const char *how) {
  if (strcmp(how, "loop") == 0)
    for (volatile int i = 0;; i++) continue;
  if (strcmp(how, "grow") == 0)
    for (;;) {
      char *block = malloc(1 << 20);
      if (!block) exit(71);
      // What nobody looks at a compiler leaves out.
      *(volatile char *)block = 1;
    }
  volatile int depth = 0;
  if (strcmp(how, "recurse") == 0) printf("%d\n", recurse(&depth));
  if (strcmp(how, "trap") == 0) __builtin_trap();
}

int main(void) {
  regex_t line;
  if (regcomp(&line, "^([[:alpha:]]+)[[:space:]]+(-?[0-9]+(\\.[0-9]+)?)$", REG_EXTENDED)) return 1;
  char text[256];
  int lines = 0;
  while (fgets(text, sizeof text, stdin)) {
    text[strcspn(text, "\n")] = 0;
    misbehave(text);
    regmatch_t found[3];
    if (regexec(&line, text, 3, found, 0)) {
      fprintf(stderr, "not understood: %s\n", text);
      continue;
    }
    lines++;
    text[found[1].rm_eo] = 0;
    struct entry *entry = find(text);
    entry->count++;
    entry->sum += strtod(text + found[2].rm_so, NULL);
  }
  qsort(entries, used, sizeof *entries, by_name);
  printf("{\"lines\":%d,\"names\":[", lines);
  for (int i = 0; i < used; i++)
    printf("%s{\"name\":\"%s\",\"count\":%d,\"sum\":%g,\"mean\":%g}", i ? "," : "", entries[i].name,
           entries[i].count, entries[i].sum, entries[i].sum / entries[i].count);
  printf("]}\n");
  regfree(&line);
  return 0;
}
