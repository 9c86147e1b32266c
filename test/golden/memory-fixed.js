function f0(l0, l1) { var D0 = H0.view;
  D0.setInt32(l0, D0.getInt32(l0, true) + l1 | 0, true);
  return D0.getInt32(l0, true);
}
