function f0() {
  return 3;
}
function f1() {
  return 5;
}
function f2(l0) {
  return;
}
function f3(l0) { var D0 = H0.view, l1 = 0;
  U: {
    L1: for (; ; ) {
      if (l1 >>> 0 >= 5) break U;
      l1 = l1 + 1 | 0;
      if (l0 !== l1) continue L1;
      break;
    }
    D0.setInt32(0, l1, true);
    return D0.getInt32(0, true);
  }
  return unreachable();
}
function f4(al0, l1) { var l0 = al0, l2 = 0, t0 = 0;
  I0: {
    L1: for (; ; ) {
      if (T0[l0] !== Y0) {
        t0 = l0;
        break I0;
      }
      l2 = l2 + C0[l0]() | 0;
      l0 = l0 + 1 | 0;
      if (l0 >>> 0 < l1 >>> 0) continue L1;
      break;
    }
    return l2;
  }
  return indirectFailure(X0, t0);
}
function f5(al0) { var l0 = al0, t0 = 0, t1 = 0;
  I1: {
    U: {
      I0: {
        L1: for (; ; ) {
          L2: {
            if (l0 === 4) break L2;
            t0 = l0 - 1 | 0;
            if (T0[t0] !== Y0) {
              t1 = t0;
              break I0;
            }
            C0[t0]();
            if (l0 >>> 0 > 4) break U;
            l0 = l0 + 2 | 0;
            if (l0 >>> 0 < 4) continue L1;
            if (T1[0] !== Y0) {
              t0 = 0;
              break I1;
            }
            C1[0]();
          }
          break;
        }
        if (T1[7] !== Y0) return indirectFailure(X1, 7);
        return C1[7]();
      }
      return indirectFailure(X0, t1);
    }
    return unreachable();
  }
  return indirectFailure(X1, t0);
}
