// Reads a directory and looks at all of its names.
#include <dirent.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
  DIR *directory = opendir(argc > 1 ? argv[1] : "/");
  if (!directory) return 1;
  int count = 0;
  size_t letters = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    count++;
    letters += strlen(entry->d_name);
  }
  closedir(directory);
  printf("%d entries, %zu letters\n", count, letters);
  return 0;
}
