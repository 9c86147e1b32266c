function f0(l0) {
  return imul(l0, 2);
}
function f1(l0) {
  return imul(l0, l0);
}
function f2() {
  return 9;
}
function f3(l0, l1) { var t0 = 0;
  t0 = f0(l1);
  if (T0[l0] !== Y0) return indirectFailure(X0, l0);
  return C0[l0](t0) + 1 | 0;
}
