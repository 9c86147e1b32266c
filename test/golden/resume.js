function f0(l0) {
  return 0;
}
(function () {
var f1p0 = function f1p0(l0) { var D0 = H0.view, l1 = 0, l2h = 0, l2 = 0, t0 = 0;
  l1 = resultInt[2048];
  L1: {
    L2: for (; ; ) {
      L3: switch (l0) {
        default:
          break L3;
        case 0:
          l2h = D0.getInt32((l1 >>> 0) + 12, true);
          l2 = D0.getInt32(l1 + 8 | 0, true);
          if ((l2 | l2h) === 0) {
            resultInt[2048] = l1;
            resultInt[2049] = l2;
            resultInt[2050] = l2h;
            return 2;
          }
          t0 = f0(0);
          D0 = H0.view;
          if (t0 !== 0) break L1;
          return 1;
      }
      break;
    }
    unreachable();
  }
  return -2;
};
var f1p1 = function f1p1(l0) { var D0 = H0.view, l1 = 0, l2h = 0, l2 = 0;
  L1: {
    L2: for (; ; ) {
      L3: switch (l0) {
        default:
          break L3;
        case 1:
          l1 = g0;
          l2h = D0.getInt32((l1 >>> 0) + 12, true);
          l2 = D0.getInt32(l1 + 8 | 0, true);
          resultInt[2048] = l1;
          resultInt[2049] = l2;
          resultInt[2050] = l2h;
          return 2;
      }
      break;
    }
    unreachable();
  }
  return -2;
};
var f1p2 = function f1p2(l0) { var D0 = H0.view, l1 = 0, l2 = 0, l2h = 0, t0 = 0;
  l1 = resultInt[2048];
  l2 = resultInt[2049];
  l2h = resultInt[2050];
  L1: {
    L2: for (; ; ) {
      L3: switch (l0) {
        default:
          break L3;
        case 2:
          t0 = l2 + 5 | 0;
          l2h = l2h + (t0 >>> 0 < 5 | 0) | 0;
          l2 = t0;
          D0.setInt32((l1 >>> 0) + 12, l2h, true);
          D0.setInt32(l1 + 8 | 0, l2, true);
          if (l2h === 0 && l2 >>> 0 < 40) {
            resultInt[2048] = l1;
            return 0;
          }
          return -1;
      }
      break;
    }
    unreachable();
  }
  return -2;
};
return function f1(al0) { var l0 = al0, l1 = 0, l2 = 0, l2h = 0;
  l1 = g0;
  resultInt[2048] = l1;
  if (l0) {
    resultInt[2049] = l2;
    resultInt[2050] = l2h;
  }
  L13: for (; ; ) {
    if (l0 < 1) {
      l0 = f1p0(l0);
    } else {
      if (l0 < 2) {
        l0 = f1p1(l0);
      } else {
        l0 = f1p2(l0);
      }
    }
    if (l0 < 0) return -1 - l0 | 0;
    continue L13;
  }
};
})()
