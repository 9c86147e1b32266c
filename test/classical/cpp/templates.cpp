// C++ without its library: templates, virtual functions, lambdas, operators, constant expressions.
#include "../c/classical.h"

namespace {

template <typename T> struct span {
  T *start;
  i32 count;
  T *begin() const { return start; }
  T *end() const { return start + count; }
  T &operator[](i32 i) const { return start[i]; }
};

template <typename T, typename Less> void sort(span<T> values, Less less) {
  for (i32 i = 1; i < values.count; i++)
    for (i32 j = i; j > 0 && less(values[j], values[j - 1]); j--) SWAP(T, values[j], values[j - 1]);
}
template <typename T, typename F> auto fold(span<T> values, F f, decltype(f(values[0], values[0])) start) {
  for (const T &value : values) start = f(start, value);
  return start;
}
template <i32 N> struct factorial { static constexpr i64 value = N * factorial<N - 1>::value; };
template <> struct factorial<0> { static constexpr i64 value = 1; };

struct shape {
  virtual f64 area() const = 0;
  virtual shape *grown(i32 by, u8 *room) const = 0;
  virtual i32 corners() const { return 0; }
};
struct circle : shape {
  f64 radius;
  circle(f64 radius) : radius(radius) {}
  f64 area() const override { return radius * radius * 3.141592653589793; }
  shape *grown(i32 by, u8 *room) const override;
};
struct rectangle : shape {
  f64 width, height;
  rectangle(f64 width, f64 height) : width(width), height(height) {}
  f64 area() const override { return width * height; }
  i32 corners() const override { return 4; }
  shape *grown(i32 by, u8 *room) const override;
};
struct square final : rectangle {
  square(f64 side) : rectangle(side, side) {}
  i32 corners() const override { return rectangle::corners() + 1; }
};

} // namespace

inline void *operator new(size_t, void *room) noexcept { return room; }

namespace {

shape *circle::grown(i32 by, u8 *room) const { return new (room) square(radius + by); }
shape *rectangle::grown(i32 by, u8 *room) const {
  return by & 1 ? static_cast<shape *>(new (room) circle(width / by)) : new (room) rectangle(height, width + by);
}

struct fraction {
  i64 top, bottom;
  constexpr fraction(i64 top, i64 bottom = 1) : top(top), bottom(bottom) { reduce(); }
  constexpr void reduce() {
    i64 a = top < 0 ? -top : top, b = bottom;
    while (b) {
      i64 rest = a % b;
      a = b;
      b = rest;
    }
    if (a > 1) top /= a, bottom /= a;
  }
  constexpr fraction operator+(fraction o) const { return { top * o.bottom + o.top * bottom, bottom * o.bottom }; }
  constexpr fraction operator*(fraction o) const { return { top * o.top, bottom * o.bottom }; }
  constexpr bool operator<(fraction o) const { return top * o.bottom < o.top * bottom; }
};

template <typename T, i32 N> struct ring {
  T values[N] = {};
  i32 at = 0;
  void push(T value) { values[at++ % N] = value; }
  template <typename F> void each(F f) const {
    for (i32 i = 0; i < N; i++) f(values[(at + i) % N]);
  }
};

/** The curiously recurring template. */
template <typename Derived> struct counted {
  static i32 alive;
  counted() { alive++; }
  counted(const counted &) { alive += 2; }
  ~counted() { alive--; }
  i32 twice() { return static_cast<Derived *>(this)->once() * 2; }
};
template <typename Derived> i32 counted<Derived>::alive = 0;
struct first : counted<first> {
  i32 n;
  first(i32 n) : n(n) {}
  i32 once() { return n + 1; }
};
struct second : counted<second> {
  i32 n = 3;
  i32 once() { return n *= 5; }
};

struct visitor;
struct expression { virtual void accept(visitor &v) const = 0; };
struct constant : expression { i32 n; constant(i32 n) : n(n) {} void accept(visitor &v) const override; };
struct binary : expression {
  char op;
  const expression *left, *right;
  binary(char op, const expression *l, const expression *r) : op(op), left(l), right(r) {}
  void accept(visitor &v) const override;
};
struct visitor {
  virtual void visit(const constant &) = 0;
  virtual void visit(const binary &) = 0;
};
void constant::accept(visitor &v) const { v.visit(*this); }
void binary::accept(visitor &v) const { v.visit(*this); }

struct evaluator : visitor {
  i32 value = 0;
  void visit(const constant &c) override { value = c.n; }
  void visit(const binary &b) override {
    b.left->accept(*this);
    i32 left = value;
    b.right->accept(*this);
    value = b.op == '+' ? left + value : b.op == '*' ? left * value : left - value;
  }
};
struct measurer : visitor {
  i32 depth = 0, deepest = 0, leaves = 0;
  void visit(const constant &) override { leaves++; }
  void visit(const binary &b) override {
    if (++depth > deepest) deepest = depth;
    b.left->accept(*this);
    b.right->accept(*this);
    depth--;
  }
};

template <typename F> APART i32 repeated(i32 n, F f) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = sum * 3 + f(i);
  return sum;
}

struct left_base { virtual i32 l() { return 1; } i32 x = 2; };
struct right_base { virtual i32 r() { return 3; } virtual i32 both() { return r() * 10; } i32 y = 4; };
struct joined : left_base, right_base {
  i32 l() override { return x + 5; }
  i32 r() override { return y + l(); }
};

} // namespace

extern "C" {

// sizes 3 9 | 30
EXPORT i32 sorted_by_lambda(i32 n) {
  u16 room[32];
  seed(n);
  for (i32 i = 0; i < n; i++) room[i] = below(500);
  i32 compared = 0;
  sort(span<u16>{ room, n }, [&](u16 a, u16 b) { return compared++, a % 7 == b % 7 ? a < b : a % 7 < b % 7; });
  return fold(span<u16>{ room, n }, [n](i32 a, i32 b) { return a * n + b; }, compared);
}

// sizes 0 1 2
EXPORT i64 constant_expressions(i32 n) {
  constexpr i64 values[] = { factorial<5>::value, factorial<13>::value, factorial<20>::value };
  return values[n] - n;
}

// sizes 2 7 | 60
EXPORT f64 virtual_functions(i32 n) {
  alignas(8) u8 rooms[2][32];
  shape *shapes[3], *now = new (rooms[0]) square(n);
  f64 sum = 0;
  for (i32 i = 1; i <= n; i++) {
    sum += now->area() / i + now->corners();
    now = now->grown(i, rooms[i & 1]);
    shapes[i % 3] = now;
  }
  return sum + shapes[n % 3]->area();
}

// sizes 2 6 | 9
EXPORT i64 fractions(i32 n) {
  fraction sum = 0, product = 1, best = 0;
  for (i32 i = 1; i <= n; i++) {
    fraction f(i + 1, i * i + 2);
    sum = sum + f;
    product = product * f * fraction(i);
    if (best < product) best = product;
  }
  return sum.top * 1000 + sum.bottom + product.top - best.bottom;
}

// sizes 3 11 | 70
EXPORT i32 rings(i32 n) {
  ring<i32, 5> small;
  ring<f64, 3> floats;
  for (i32 i = 0; i < n; i++) small.push(i * i), floats.push(i / 4.0);
  u32 sum = 0;
  small.each([&](i32 value) { sum = mix(sum, value); });
  floats.each([&sum](f64 value) { sum = mix(sum, (i32)(value * 8)); });
  return sum;
}

// sizes 1 5 | 40
EXPORT i32 constructors(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    first a(i);
    second b;
    {
      first copy = a;
      sum = mix(sum, copy.twice() + first::alive);
    }
    sum = mix(sum, b.twice() * b.twice() + second::alive);
  }
  return sum * 100 + first::alive * 10 + second::alive;
}

// sizes 1 4 | 40
EXPORT i32 visitors(i32 n) {
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    constant one(i), two(i * 2 + 1), three(7);
    binary a('+', &one, &two), b(i & 1 ? '*' : '-', &a, &three), c('*', &b, &a), d('-', &c, &b);
    evaluator e;
    measurer m;
    d.accept(e);
    d.accept(m);
    sum = mix(sum, e.value + m.deepest * 1000 + m.leaves);
  }
  return sum;
}

// sizes 2 8 | 60
EXPORT i32 closures_in_loops(i32 n) {
  i32 outer = n * 7;
  auto add = [&outer](i32 i) { return outer += i; };
  auto inner = [&](i32 i) {
    return repeated(i & 3, [&, i](i32 j) { return add(j) ^ (i << 2); });
  };
  return repeated(n, inner) + outer;
}

// sizes 1 6 | 30
EXPORT i32 two_bases(i32 n) {
  joined both;
  left_base plain, *l = &both;
  right_base other, *r = &both;
  i32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    sum = mix(sum, l->l() * 100 + r->both());
    both.x += i;
    l = i % 3 == 1 ? &plain : &both;
    r = i % 4 == 2 ? &other : static_cast<right_base *>(&both);
  }
  return sum;
}

using member = i32 (joined::*)();

// sizes 1 6 | 30
EXPORT i32 pointers_to_members(i32 n) {
  joined object;
  const member functions[] = { &joined::l, &joined::r };
  i32 joined::*field = &joined::x, sum = 0;
  for (i32 i = 0; i < n; i++) {
    sum = mix(sum, (object.*functions[i & 1])());
    object.*field += i;
  }
  return sum;
}

}
