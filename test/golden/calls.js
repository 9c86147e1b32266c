function f1() {
  return f0(f0(1) + f0(2) | 0) - f0(4) | 0;
}
function f2(l0) { var t0 = 0;
  t0 = f0(l0);
  f0(2);
  return t0 - f0(3) | 0;
}
function f3(l0) { var t0 = 0;
  t0 = divS(1, l0);
  f0(1);
  return t0;
}
function f4() {
  g0 = g0 + 1 | 0;
  return g0;
}
function f5() {
  return g0 - imul(f4(), g0) | 0;
}
