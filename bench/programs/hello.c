// The smallest program: starts, prints, ends.
#include <stdio.h>

int main(void) {
  puts("hello");
  return 0;
}
