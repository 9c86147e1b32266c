function f0() {
  return 42;
}
function f1(l0) {
  X0.set(l0, refFunc(0));
  return;
}
function f2(l0) {
  return X0.get(l0) === null | 0;
}
function f3(l0) {
  if (T0[l0] !== Y0) return indirectFailure(X0, l0);
  return C0[l0]();
}
function f4(l0) {
  growTable(X0, null, l0);
  return X0.size | 0;
}
