function f0(l0, l1) {
  return l0 < l1 ? l0 : l1;
}
function f1(l0, l0h, l1) {
  resultInt[1] = l1 ? l0h : -1;
  return l1 ? l0 : -1;
}
function f2(l0) { var D0 = H0.view, t0 = 0;
  t0 = D0.getInt32(l0, true);
  return 1 ? 1 : t0;
}
