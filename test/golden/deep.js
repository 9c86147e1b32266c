function f0(al0) { var l0 = al0, l1 = 0, t0 = 0;
  t0 = 0;
  L1: for (; ; ) {
    switch (t0) {
      case 0:
      case 1:
        if (l0 === 0) {
          t0 = 4;
          continue L1;
        }
        if ((l0 & 1) === 0) {
          t0 = 2;
          continue L1;
        }
        if (l0 >>> 0 > 5) l1 = l1 + 1000 | 0;
        t0 = 3;
        continue L1;
      case 2:
        l1 = l1 + 1 | 0;
      case 3:
        l0 = l0 - 1 | 0;
        t0 = 1;
        continue L1;
      case 4:
        return l1;
    }
    break;
  }
}
function f1(l0, l1) { var t0 = 0, t1 = 0, t2 = 0, t3 = 0;
  t0 = 0;
  L1: for (; ; ) {
    switch (t0) {
      case 0:
        if (l0 === 0) {
          t0 = 1;
          continue L1;
        }
        if (l1) {
          t1 = l1 + 1 | 0;
        } else {
          t1 = l1;
        }
        t2 = t1;
        t0 = 2;
        continue L1;
      case 1:
        t2 = l1;
      case 2:
        t3 = t2;
      case 3:
        return 1000 + t3 | 0;
    }
    break;
  }
}
