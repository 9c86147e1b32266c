function f0(l0) { var D0 = H0.view, t0 = 0;
  t0 = M0.grow(l0);
  D0 = H0.view;
  D0.setInt32(0, t0, true);
  return imul(M0.pages, 10) + D0.getInt32(0, true) | 0;
}
function f1(l0) { var D0 = H0.view, t0 = 0;
  D0.setInt32(l0, 77, true);
  t0 = f0(1);
  D0 = H0.view;
  return t0 + D0.getInt32(l0, true) | 0;
}
