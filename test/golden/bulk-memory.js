function f0(l0) { var D0 = H0.view;
  memoryInit(M0, data[0], l0, 1, 4);
  memoryCopy(M0, M0, 100, l0, 3);
  memoryFill(M0, 102, 33, 2);
  return D0.getInt32(100, true);
}
function f1() {
  dropData(0);
  return;
}
