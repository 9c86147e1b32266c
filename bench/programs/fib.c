// Calls.
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(int count, char **arguments) {
  printf("%d\n", fib(count > 1 ? atoi(arguments[1]) : 38));
  return 0;
}
