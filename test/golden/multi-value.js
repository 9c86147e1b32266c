function f0(l0) {
  resultFloat[1] = 2.5;
  resultInt[2] = 4;
  resultInt[3] = 3;
  return l0;
}
function f1(l0) { var l1 = 0, l2 = 0, l2h = 0, t0 = 0;
  t0 = f0(l0);
  l2h = resultInt[3];
  l2 = resultInt[2];
  l1 = resultFloat[1];
  t0 = t0 + l2 | 0;
  resultInt[1] = l2h + (t0 >>> 0 < l2 >>> 0 | 0) | 0;
  resultFloat[2] = l1 * l1;
  return t0;
}
function f2(l0) { var t0 = 0, t1 = 0;
  L1: {
    if (l0) {
      t0 = 3;
      t1 = 4;
      break L1;
    }
    t0 = 3 - 4 | 0;
    t1 = 9;
  }
  resultInt[1] = t1;
  return t0;
}
function f3(al0) { var l0 = al0, t0 = 0, t1 = 0, t2 = 0;
  t0 = 0;
  t1 = l0;
  L1: for (; ; ) {
    l0 = t1;
    t2 = t0 + l0 | 0;
    l0 = l0 - 1 | 0;
    if (l0) {
      t0 = t2;
      t1 = l0;
      continue L1;
    }
    break;
  }
  return t2;
}
