// Parsers and machines that run what they have read.
#include "classical.h"

static const char *at;
static i32 failed;

static void blanks(void) {
  while (*at == ' ') at++;
}
static i32 next_is(char c) {
  blanks();
  return *at == c ? (at++, 1) : 0;
}

APART f64 expression(void);
APART f64 primary(void) {
  if (next_is('(')) {
    f64 value = expression();
    failed |= !next_is(')');
    return value;
  }
  if (next_is('-')) return -primary();
  f64 value = 0, scale = 1;
  failed |= !(*at >= '0' && *at <= '9');
  while (*at >= '0' && *at <= '9') value = value * 10 + (*at++ - '0');
  if (*at == '.')
    for (at++; *at >= '0' && *at <= '9'; at++) value += (*at - '0') * (scale /= 10);
  return value;
}
APART f64 factor(void) {
  f64 base = primary();
  if (!next_is('^')) return base;
  f64 result = 1;
  for (i32 n = (i32)factor(); n > 0; n--) result *= base;
  return result;
}
APART f64 term(void) {
  f64 value = factor();
  for (;;) {
    if (next_is('*')) value *= factor();
    else if (next_is('/')) value /= factor();
    else return value;
  }
}
APART f64 expression(void) {
  f64 value = term();
  for (;;) {
    if (next_is('+')) value += term();
    else if (next_is('-')) value -= term();
    else return value;
  }
}

// sizes 0 1 2 3 4 5
EXPORT f64 calculator(i32 n) {
  static const char *const texts[] = {
    "1 + 2 * 3", "(1.5 - 4) / 0.25 ^ 2", "2^3^2 - ---7", "1/(3-3)", "((((2))) * (3 + 4.125)) / 7 - 1e", "-(2+3)*-4/7",
  };
  at = texts[n];
  failed = 0;
  f64 value = expression();
  return value + failed * 1000 + (*at ? 10000 : 0);
}

/** Dijkstra's yard: operators wait on a stack. */
// sizes 0 1 2
EXPORT i32 shunting_yard(i32 n) {
  static const char *const texts[] = { "1+2*3-4", "(1+2)*(3-4)*5", "9-(8-(7-(6-5)))*2+1*3" };
  char waiting[32];
  i32 values[32], operators = 0, count = 0;
  static const i32 ranks[] = { ['('] = 0, ['+'] = 1, ['-'] = 1, ['*'] = 2 };
  for (const char *c = texts[n];; c++) {
    if (*c >= '0' && *c <= '9') {
      values[count++] = *c - '0';
      continue;
    }
    if (*c == '(') {
      waiting[operators++] = '(';
      continue;
    }
    i32 rank = *c == ')' || *c == 0 ? 1 : ranks[(u8)*c];
    while (operators && waiting[operators - 1] != '(' && ranks[(u8)waiting[operators - 1]] >= rank) {
      i32 b = values[--count], a = values[count - 1];
      char op = waiting[--operators];
      values[count - 1] = op == '+' ? a + b : op == '-' ? a - b : a * b;
    }
    if (*c == 0) return values[0] * 10 + count;
    if (*c == ')') operators--;
    else waiting[operators++] = *c;
  }
}

static u32 json_value(i32 depth) {
  u32 sum = depth;
  if (next_is('[')) {
    for (i32 i = 0; !next_is(']') && !failed; i++) {
      if (i) failed |= !next_is(',');
      sum = mix(sum, json_value(depth + 1));
    }
    return sum * 3;
  }
  if (next_is('{')) {
    for (i32 i = 0; !next_is('}') && !failed; i++) {
      if (i) failed |= !next_is(',');
      sum = mix(sum, json_value(depth + 1));
      failed |= !next_is(':');
      sum = mix(sum, json_value(depth + 1));
    }
    return sum * 5;
  }
  if (next_is('"')) {
    while (*at && *at != '"') {
      if (*at == '\\' && *++at == 'u') {
        u32 point = 0;
        for (i32 i = 0; i < 4; i++) at++, point = point * 16 + (*at <= '9' ? *at - '0' : (*at | 32) - 'a' + 10);
        sum = mix(sum, point);
        at++;
        continue;
      }
      sum = mix(sum, (u8)*at++);
    }
    failed |= !next_is('"');
    return sum * 7;
  }
  static const char *const words[] = { "true", "false", "null" };
  for (i32 w = 0; w < 3; w++) {
    i32 k = 0;
    while (words[w][k] && words[w][k] == at[k]) k++;
    if (words[w][k]) continue;
    at += k;
    return sum + w * 1000;
  }
  i32 minus = next_is('-'), value = 0, digits = 0;
  for (; *at >= '0' && *at <= '9'; digits++) value = value * 10 + *at++ - '0';
  failed |= !digits;
  return sum + (minus ? -value : value);
}

// sizes 0 1 2 3
EXPORT i32 json(i32 n) {
  static const char *const texts[] = {
    "[1, -22, [true, [false, null]], []]", "{\"a\": {\"b\\u0041\\n\": [1,2,{\"c\":3}]}, \"\": \"x y\"}", "[1, 2",
    " {\"k\" : [ {\"a\":[[[[7]]]]}, \"\\\"quoted\\\"\", 12345 ] } ",
  };
  at = texts[n];
  failed = 0;
  u32 sum = json_value(0);
  return mix(sum, failed);
}

/** A Lisp: numbers, and cells whose halves are values. */
static i32 heads[256], tails[256], cells_used;
#define IS_CELL(value) ((value) & 1)
#define NUMBER(n) ((n) * 2)
#define NIL 1
static i32 cons(i32 head, i32 tail) {
  heads[++cells_used] = head;
  tails[cells_used] = tail;
  return cells_used * 2 + 1;
}
#define HEAD(value) heads[(value) >> 1]
#define TAIL(value) tails[(value) >> 1]
#define SYMBOL(c) NUMBER(-1000 - (c))

static i32 lisp_read(void) {
  blanks();
  if (*at == '(') {
    at++;
    i32 list = NIL, last = NIL;
    while (!next_is(')')) {
      i32 cell = cons(lisp_read(), NIL);
      if (last == NIL) list = cell;
      else TAIL(last) = cell;
      last = cell;
    }
    return list;
  }
  if (*at >= '0' && *at <= '9') {
    i32 value = 0;
    while (*at >= '0' && *at <= '9') value = value * 10 + *at++ - '0';
    return NUMBER(value);
  }
  return SYMBOL(*at++);
}

static i32 lisp_functions[26];

APART i32 lisp_run(i32 value, i32 bound, i32 argument) {
  if (!IS_CELL(value)) return value == bound ? argument : value;
  i32 op = HEAD(value) / -2 - 1000, rest = TAIL(value);
  i32 first = lisp_run(HEAD(rest), bound, argument);
  if (op == '?') return lisp_run(HEAD(first > 0 ? TAIL(rest) : TAIL(TAIL(rest))), bound, argument);
  if (op >= 'a' && op <= 'z') {
    i32 function = lisp_functions[op - 'a'];
    return lisp_run(HEAD(TAIL(function)), HEAD(function), first);
  }
  for (rest = TAIL(rest); rest != NIL; rest = TAIL(rest)) {
    i32 next = lisp_run(HEAD(rest), bound, argument);
    if (op == '+') first += next;
    else if (op == '-') first -= next;
    else if (op == '*') first = first * next / 2;
    else if (op == '<') first = NUMBER(first < next);
  }
  return first;
}

// sizes 3 6 | 10
EXPORT i32 lisp(i32 n) {
  cells_used = 0;
  at = "(n (? (< n 2) n (+ (f (- n 1)) (f (- n 2))))) (n (? n (* n (g (- n 1))) 1)) (n (+ (f n) (g n) (* n n n)))";
  lisp_functions['f' - 'a'] = lisp_read();
  lisp_functions['g' - 'a'] = lisp_read();
  lisp_functions['h' - 'a'] = lisp_read();
  at = "(h x)";
  return lisp_run(lisp_read(), SYMBOL('x'), NUMBER(n)) / 2;
}

// sizes 0 1 | 2
EXPORT i32 brainfuck(i32 n) {
  static const char *const programs[] = {
    "++>+++++[<+>-]++++++++[<++++++>-]<.", "++++++[>+++++[>+++<-]<-]>>.[-<+>]<.",
    "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.",
  };
  u8 tape[64] = { 0 };
  u32 sum = 0, steps = 0;
  i32 head = 8;
  for (const char *op = programs[n]; *op; op++, steps++) {
    i32 depth = 1;
    switch (*op) {
      case '>': head++; break;
      case '<': head--; break;
      case '+': tape[head]++; break;
      case '-': tape[head]--; break;
      case '.': sum = mix(sum, tape[head]); break;
      case '[':
        if (!tape[head])
          while (depth) op++, depth += (*op == '[') - (*op == ']');
        break;
      case ']':
        if (tape[head])
          while (depth) op--, depth += (*op == ']') - (*op == '[');
        break;
    }
  }
  return mix(sum, steps);
}

/** Thompson's: all states at once. */
APART i32 matches(const char *pattern, const char *s) {
  u32 now = 1;
  i32 n = 0;
  while (pattern[n]) n++;
  for (;; s++) {
    for (i32 i = 0; i < n; i++)
      if (now >> i & 1) {
        char how = pattern[i + 1];
        if (how == '*' || how == '?') now |= 1u << (i + 2);
        if (pattern[i] == '*' || pattern[i] == '?' || pattern[i] == '+') now |= 1u << (i + 1);
      }
    if (*s == 0 || now == 0) return now >> n & 1;
    u32 then = 0;
    for (i32 i = 0; i < n; i++) {
      if (!(now >> i & 1) || (pattern[i] != '.' && pattern[i] != *s)) continue;
      char how = pattern[i + 1];
      then |= 1u << (i + (how == '*' || how == '?' || how == '+' ? 2 : 1));
      if (how == '*' || how == '+') then |= 1u << i;
    }
    now = then;
  }
}

// sizes 2 5 | 9
EXPORT i32 regular_expressions(i32 n) {
  static const char *const patterns[] = { "a*b", "a+b?a", ".*ab", "a.b.?", "b?a*b*a", ".+" };
  i32 sum = 0;
  for (i32 k = 0; k < 1 << n; k++) {
    char text[16];
    i32 length = 0;
    for (i32 i = 0; i < n; i++)
      if (i == 0 || k >> i) text[length++] = 'a' + (k >> i & 1);
    text[length] = 0;
    for (i32 i = 0; i < COUNT(patterns); i++) sum = sum * 3 + matches(patterns[i], text);
  }
  return sum;
}

/** Kernighan's, by mutual recursion in loops. */
APART i32 match_here(const char *pattern, const char *s);
APART i32 match_star(i32 c, const char *pattern, const char *s) {
  do if (match_here(pattern, s)) return 1; while (*s && (*s++ == c || c == '.'));
  return 0;
}
APART i32 match_here(const char *pattern, const char *s) {
  if (pattern[0] == 0) return 1;
  if (pattern[1] == '*') return match_star(pattern[0], pattern + 2, s);
  if (pattern[0] == '$' && pattern[1] == 0) return *s == 0;
  return *s && (pattern[0] == '.' || pattern[0] == *s) ? match_here(pattern + 1, s + 1) : 0;
}

// sizes 2 5 | 9
EXPORT i32 regular_expressions_recursive(i32 n) {
  static const char *const patterns[] = { "a*b$", "ba*b", ".*ab$", "a.b", "b*a*b*a$", "x*y*z*" };
  i32 sum = 0;
  for (i32 k = 0; k < 1 << n; k++) {
    char text[16];
    for (i32 i = 0; i < n; i++) text[i] = 'a' + (k >> i & 1);
    text[n] = 0;
    for (i32 i = 0; i < COUNT(patterns); i++) sum = sum * 3 + match_here(patterns[i], text);
  }
  return sum;
}

enum { PUSH, ADD, SUB, MUL, LESS, JUMP, BRANCH, LOAD, STORE };

/** A machine with a stack; its code computes a sum of squares. */
// sizes 3 9 | 60
EXPORT i32 stack_machine(i32 n) {
  const i32 code[] = {
    PUSH, 0, STORE, 1, PUSH, n, STORE, 0,                                            // 0
    PUSH, 0, LOAD, 0, LESS, BRANCH, 18, JUMP, 37, 0,                                 // 8: while (0 < n)
    LOAD, 1, LOAD, 0, LOAD, 0, MUL, ADD, STORE, 1, LOAD, 0, PUSH, 1,                 // 18: sum += n * n
    SUB, STORE, 0, JUMP, 8,                                                         // 32: n--
  };
  i32 stack[32], locals[2] = { 0 }, top = 0, steps = 0;
  for (i32 at = 0; at < COUNT(code) && steps < 5000; steps++) {
    switch (code[at++]) {
      case PUSH: stack[top++] = code[at++]; break;
      case ADD: top--; stack[top - 1] += stack[top]; break;
      case SUB: top--; stack[top - 1] -= stack[top]; break;
      case MUL: top--; stack[top - 1] *= stack[top]; break;
      case LESS: top--; stack[top - 1] = stack[top - 1] < stack[top]; break;
      case JUMP: at = code[at]; break;
      case BRANCH: at = stack[--top] ? code[at] : at + 1; break;
      case LOAD: stack[top++] = locals[code[at++]]; break;
      case STORE: locals[code[at++]] = stack[--top]; break;
      default: return -at;
    }
  }
  return mix(locals[1], steps);
}

// sizes 2 5 | 12
EXPORT i32 tables_with_commas(i32 n) {
  static const char *const rows = "name,count,price\n\"a, b\",12,3.5\n\"say \"\"hi\"\"\",7,0.25\nlast,,9\n";
  u32 sum = 0;
  for (i32 round = 0; round < n; round++) {
    i32 field = 0, quoted = 0, line = 0;
    for (const char *c = rows; *c; c++) {
      if (*c == '"') {
        if (quoted && c[1] == '"') sum = mix(sum, *c++);
        else quoted = !quoted;
      } else if (*c == ',' && !quoted) field++;
      else if (*c == '\n' && !quoted) {
        sum = mix(sum, field * 100 + line++);
        field = 0;
      } else sum = mix(sum, *c + field * round);
    }
  }
  return sum;
}
