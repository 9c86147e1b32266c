function f0(l0) { var t0 = 0;
  L1: {
    if (l0) {
      t0 = 100;
      break L1;
    }
    t0 = 1;
  }
  return t0 + 7 | 0;
}
function f1(l0) {
  return l0 + 1 | 0;
}
function f2(l0, l1) { var t0 = 0, t1 = 0;
  L1: {
    L2: {
      if (l0 === 1) {
        t0 = l1;
        break L2;
      }
      if (l0 === 2) {
        t1 = l1;
        break L1;
      }
      t0 = imul(l1, 10);
    }
    t1 = t0 + 1 | 0;
  }
  return t1;
}
