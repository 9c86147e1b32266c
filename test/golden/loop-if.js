function f0(al0) { var l0 = al0, l1 = 0;
  L1: for (; ; ) {
    l1 = l1 + l0 | 0;
    l0 = l0 - 1 | 0;
    if (l0) continue L1;
    break;
  }
  return l1;
}
function f1(al0) { var l0 = al0, l1 = 0;
  L1: {
    L2: for (; ; ) {
      if (l0 >>> 0 <= 1) break L1;
      l1 = l1 + 1 | 0;
      if (l0 & 1) {
        l0 = imul(l0, 3) + 1 | 0;
      } else {
        l0 = l0 >>> 1 | 0;
      }
      continue L2;
    }
  }
  return l1;
}
function f2(l0) { var t0 = 0, t1 = 0;
  if (l0 === 0) {
    t0 = 0;
  } else {
    if (l0 < 0) {
      t1 = -1;
    } else {
      t1 = 1;
    }
    t0 = t1;
  }
  return t0;
}
