// Text: searching, comparing, building, converting.
#include "classical.h"

#define MOST 512
static char text[MOST], word[MOST], out[MOST * 2];

static i32 length_of(const char *s) {
  i32 n = 0;
  while (s[n]) n++;
  return n;
}
static void fill(char *s, i32 n, i32 letters) {
  for (i32 i = 0; i < n; i++) s[i] = 'a' + below(letters);
  s[n] = 0;
}
APART u32 digest(const char *s) {
  u32 sum = 1;
  while (*s) sum = mix(sum, (u8)*s++);
  return sum;
}

// sizes 20 60 | 400
EXPORT i32 knuth_morris_pratt(i32 n) {
  seed(n);
  fill(text, n, 2);
  fill(word, 3 + n / 40, 2);
  i32 m = length_of(word), border[64], found = 0;
  border[0] = 0;
  for (i32 i = 1, k = 0; i < m; i++) {
    while (k && word[i] != word[k]) k = border[k - 1];
    border[i] = k += word[i] == word[k];
  }
  for (i32 i = 0, k = 0; i < n; i++) {
    while (k && (k == m || text[i] != word[k])) k = border[k - 1];
    k += text[i] == word[k];
    if (k == m) found = mix(found, i);
  }
  return found;
}

// sizes 20 60 | 400
EXPORT i32 boyer_moore_horspool(i32 n) {
  seed(n);
  fill(text, n, 3);
  fill(word, 3, 3);
  i32 skip[256], found = 0;
  for (i32 i = 0; i < 256; i++) skip[i] = 3;
  for (i32 i = 0; i < 2; i++) skip[(u8)word[i]] = 2 - i;
  for (i32 at = 0; at + 3 <= n; at += skip[(u8)text[at + 2]]) {
    i32 k = 2;
    while (k >= 0 && text[at + k] == word[k]) k--;
    if (k < 0) found = mix(found, at);
  }
  return found;
}

// sizes 20 60 | 400
EXPORT i32 rabin_karp(i32 n) {
  seed(n);
  fill(text, n, 2);
  u64 hash = 0, wanted = 0, top = 1, prime = 1000000007;
  i32 m = 5, found = 0;
  for (i32 i = 0; i < m; i++) {
    wanted = (wanted * 256 + text[n / 2 + i]) % prime;
    hash = (hash * 256 + text[i]) % prime;
    if (i) top = top * 256 % prime;
  }
  for (i32 i = 0; i + m <= n; i++) {
    if (hash == wanted) found = mix(found, i);
    hash = ((hash + prime * 256 - text[i] * top) * 256 + text[i + m]) % prime;
  }
  return found;
}

// sizes 10 40 | 400
EXPORT i32 z_function(i32 n) {
  static i32 z[MOST];
  seed(n);
  fill(text, n, 2);
  u32 sum = 0;
  for (i32 i = 1, left = 0, right = 0; i < n; i++) {
    z[i] = i < right ? MIN(right - i, z[i - left]) : 0;
    while (i + z[i] < n && text[z[i]] == text[i + z[i]]) z[i]++;
    if (i + z[i] > right) left = i, right = i + z[i];
    sum = mix(sum, z[i]);
  }
  return sum;
}

// sizes 10 40 | 400
EXPORT i32 manacher(i32 n) {
  static i32 radius[MOST];
  seed(n);
  fill(text, n, 2);
  i32 best = 0;
  for (i32 i = 0, left = 0, right = -1; i < n; i++) {
    i32 k = i > right ? 1 : MIN(radius[left + right - i], right - i + 1);
    while (i - k >= 0 && i + k < n && text[i - k] == text[i + k]) k++;
    radius[i] = k;
    best = MAX(best, k * 1000 + i);
    if (i + k - 1 > right) left = i - k + 1, right = i + k - 1;
  }
  return best;
}

// sizes 6 16 | 80
EXPORT i32 edit_distance(i32 n) {
  static u16 row[MOST];
  seed(n);
  fill(text, n, 4);
  fill(word, n * 2 / 3, 4);
  i32 m = length_of(word);
  for (i32 j = 0; j <= m; j++) row[j] = j;
  for (i32 i = 1; i <= n; i++) {
    i32 corner = row[0];
    row[0] = i;
    for (i32 j = 1; j <= m; j++) {
      i32 above = row[j], cost = corner + (text[i - 1] != word[j - 1]);
      cost = MIN(cost, above + 1);
      row[j] = MIN(cost, row[j - 1] + 1);
      corner = above;
    }
  }
  return row[m];
}

// sizes 6 16 | 60
EXPORT i32 longest_common_subsequence(i32 n) {
  static u8 table[64][64];
  seed(n);
  fill(text, n, 3);
  fill(word, n, 3);
  for (i32 i = 1; i <= n; i++)
    for (i32 j = 1; j <= n; j++)
      table[i][j] = text[i - 1] == word[j - 1] ? table[i - 1][j - 1] + 1 : MAX(table[i - 1][j], table[i][j - 1]);
  u32 sum = table[n][n];
  for (i32 i = n, j = n; i && j;) {
    if (text[i - 1] == word[j - 1]) sum = mix(sum, text[i - 1]), i--, j--;
    else if (table[i - 1][j] >= table[i][j - 1]) i--;
    else j--;
  }
  return sum;
}

/** `*` and `?`, by recursion in a loop. */
APART i32 glob(const char *pattern, const char *s) {
  for (; *pattern; pattern++, s++) {
    if (*pattern == '*') {
      for (; *s; s++)
        if (glob(pattern + 1, s)) return 1;
      return glob(pattern + 1, s);
    }
    if (*s == 0 || (*pattern != '?' && *pattern != *s)) return 0;
  }
  return *s == 0;
}

// sizes 4 12 | 30
EXPORT i32 wildcards(i32 n) {
  static const char *const patterns[] = { "*", "a*b", "?*a", "*a*b*", "ab*?", "*aa*b?*", "" };
  i32 sum = 0;
  for (i32 k = 0; k < n; k++) {
    seed(k);
    fill(text, k, 2);
    for (i32 i = 0; i < COUNT(patterns); i++) sum = sum * 2 + glob(patterns[i], text);
  }
  return sum;
}

static i32 number_text(char *to, i64 value, i32 base) {
  char digits[70];
  i32 n = 0, count = 0;
  u64 rest = value < 0 ? -(u64)value : (u64)value;
  do digits[n++] = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % base]; while (rest /= base);
  if (value < 0) to[count++] = '-';
  while (n) to[count++] = digits[--n];
  to[count] = 0;
  return count;
}
static i64 text_number(const char *s, i32 base) {
  u64 value = 0;
  i32 minus = *s == '-';
  for (s += minus; *s; s++) value = value * base + (*s <= '9' ? *s - '0' : *s - 'a' + 10);
  return minus ? -value : value;
}

// sizes 3 8 | 36
EXPORT i64 numbers_as_text(i32 n) {
  i64 sum = 0, value = -1;
  for (i32 i = 2; i <= n; i++) {
    value = value * 6364136223846793005LL + 1442695040888963407LL;
    number_text(out, value >> (i & 31), i);
    sum = sum * 31 + digest(out) + text_number(out, i);
  }
  return sum;
}

static i32 format(char *to, const char *how, const i64 *values) {
  char *start = to;
  for (; *how; how++) {
    if (*how != '%') {
      *to++ = *how;
      continue;
    }
    i32 width = 0, zero = how[1] == '0';
    while (*++how >= '0' && *how <= '9') width = width * 10 + *how - '0';
    char number[70];
    i32 count = 1;
    switch (*how) {
      case 'd': count = number_text(number, *values++, 10); break;
      case 'x': count = number_text(number, (u32)*values++, 16); break;
      case 'b': count = number_text(number, *values++ & 0xff, 2); break;
      case 'c': number[0] = *values++; break;
      default: number[0] = *how;
    }
    for (i32 i = count; i < width; i++) *to++ = zero ? '0' : ' ';
    for (i32 i = 0; i < count; i++) *to++ = number[i];
  }
  *to = 0;
  return to - start;
}

// sizes 1 5 | 40
EXPORT i32 formatted(i32 n) {
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    i64 values[] = { i * -99991, i * 77777, i, 'a' + i % 26 };
    sum += format(out, "%d is %08x, %10b, %c; 100%%", values);
    sum = mix(sum, digest(out));
  }
  return sum;
}

// sizes 3 20 | 90
EXPORT i32 base64(i32 n) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static u8 back[MOST];
  seed(n);
  for (i32 i = 0; i < n; i++) text[i] = next_random();
  i32 at = 0, count = 0;
  for (i32 i = 0; i < n; i += 3) {
    u32 bits = (u8)text[i] << 16 | (i + 1 < n ? (u8)text[i + 1] << 8 : 0) | (i + 2 < n ? (u8)text[i + 2] : 0);
    for (i32 k = 18; k >= 0; k -= 6) out[at++] = letters[bits >> k & 63];
    if (i + 1 >= n) out[at - 2] = '=';
    if (i + 2 >= n) out[at - 1] = '=';
  }
  out[at] = 0;
  u32 sum = digest(out), bits = 0;
  for (i32 i = 0; out[i] && out[i] != '='; i++) {
    i32 value = 0;
    while (letters[value] != out[i]) value++;
    bits = bits << 6 | value;
    if (i & 3) back[count++] = bits >> (6 - (i & 3) * 2);
  }
  for (i32 i = 0; i < count; i++) sum += back[i] != (u8)text[i];
  return mix(sum, count);
}

static char roman[32];
APART void to_roman(i32 n, char *to) {
  static const struct { i32 value; char letters[3]; } signs[] = {
    { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" },
    { 40, "XL" },  { 10, "X" },   { 9, "IX" },  { 5, "V" },    { 4, "IV" },  { 1, "I" },
  };
  for (i32 i = 0; i < COUNT(signs); i++)
    for (; n >= signs[i].value; n -= signs[i].value)
      for (const char *s = signs[i].letters; *s && s < signs[i].letters + 2; s++) *to++ = *s;
  *to = 0;
}

// sizes 5 40 | 400
EXPORT i32 roman_numerals(i32 n) {
  u32 sum = 0;
  for (i32 i = 1; i <= n; i++) {
    to_roman(i * 37 % 3999, roman);
    sum = mix(sum, digest(roman));
  }
  return sum;
}

// sizes 8 20 | 90
EXPORT i32 suffix_array(i32 n) {
  static i32 order[MOST];
  seed(n);
  fill(text, n, 2);
  for (i32 i = 0; i < n; i++) {
    i32 j = i;
    for (; j > 0; j--) {
      const char *a = text + i, *b = text + order[j - 1];
      while (*a && *a == *b) a++, b++;
      if (*a >= *b) break;
      order[j] = order[j - 1];
    }
    order[j] = i;
  }
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = mix(sum, order[i]);
  return sum;
}

// sizes 2 8 | 60
EXPORT i32 utf8(i32 n) {
  u32 sum = 0;
  i32 at = 0;
  for (i32 i = 0; i < n; i++) {
    u32 point = i * i * 4999 % 0x110000;
    if (point < 0x80) out[at++] = point;
    else {
      i32 more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      out[at++] = (0xf0 << (3 - more) & 0xff) | point >> 6 * more;
      while (more--) out[at++] = 0x80 | (point >> 6 * more & 0x3f);
    }
  }
  for (i32 i = 0; i < at;) {
    u8 first = out[i++];
    i32 more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    u32 point = more ? first & (0x3f >> more) : first;
    while (more--) point = point << 6 | (out[i++] & 0x3f);
    sum = mix(sum, point);
  }
  return mix(sum, at);
}

// sizes 3 7 | 26
EXPORT i32 caesar_and_reverse(i32 n) {
  static const char *const said = "The quick brown Fox jumps over the lazy Dog, 7 times.";
  i32 count = 0, words = 0;
  for (i32 start = 0; said[start];) {
    i32 end = start;
    while (said[end] && said[end] != ' ') end++;
    for (i32 i = end - 1; i >= start; i--) {
      char c = said[i];
      if (c >= 'a' && c <= 'z') c = (c - 'a' + n) % 26 + 'a';
      else if (c >= 'A' && c <= 'Z') c = (c - 'A' + n) % 26 + 'A';
      out[count++] = c;
    }
    out[count++] = '_';
    words++;
    start = end + (said[end] == ' ');
  }
  out[count] = 0;
  return mix(digest(out), words);
}

// sizes 4 10 | 40
EXPORT i32 look_and_say(i32 n) {
  i32 count = 1;
  u32 sum = 0;
  text[0] = 1;
  for (i32 round = 0; round < n && count < MOST / 2; round++) {
    i32 made = 0;
    for (i32 i = 0, j; i < count; i = j) {
      for (j = i; j < count && text[j] == text[i];) j++;
      out[made++] = j - i;
      out[made++] = text[i];
    }
    for (i32 i = 0; i < made; i++) text[i] = out[i], sum = mix(sum, out[i]);
    count = made;
  }
  return mix(sum, count);
}
