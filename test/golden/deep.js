function f0(al0) { var l0 = al0, l1 = 0, t0 = 0;
  t0 = 0;
  L1: for (; ; ) {
    L1c4: {
      L1c3: {
        L1c2: {
          switch (t0) {
            case 0:
            case 1:
              if (l0 === 0) break L1c4;
              if ((l0 & 1) === 0) break L1c2;
              if (l0 >>> 0 > 5) l1 = l1 + 1000 | 0;
              break L1c3;
          }
        }
        l1 = l1 + 1 | 0;
      }
      l0 = l0 - 1 | 0;
      t0 = 1;
      continue L1;
    }
    return l1;
    break;
  }
}
function f1(l0, l1) { var t0 = 0, t1 = 0, t2 = 0;
  t0 = 0;
  L1: {
    L1c2: {
      L1c1: {
        switch (t0) {
          case 0:
            if (l0 === 0) break L1c1;
            if (l1) {
              t1 = l1 + 1 | 0;
            } else {
              t1 = l1;
            }
            t2 = t1;
            break L1c2;
        }
      }
      t2 = l1;
    }
    t1 = t2;
    return 1000 + t1 | 0;
  }
}
