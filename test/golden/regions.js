(function () {
function f0p0(l2, l1) { var D0 = H0.view, t0 = 0;
  D0.setInt32(0, D0.getInt32(0, true) + l2 | 0, true);
  t0 = D0.getInt32(4, true) ^ l1;
  resultInt[1] = t0;
  return 0;
}
return function f0(al0, al1) { var D0 = H0.view, l0 = al0, l1 = al1, l2 = 0, t0 = 0;
  L1: {
    L2: for (; ; ) {
      l2 = l2 + imul(l0, l1) | 0;
      if (l0 & 1) {
        f0p0(l2, l1);
        t0 = resultInt[1];
        D0.setInt32(4, t0, true);
        if (l2 > 40) break L1;
        l1 = l1 + 3 | 0;
      } else {
        l2 = l2 - D0.getInt32(0, true) | 0;
        if (l0 === 0) return l1;
      }
      l0 = l0 - 1 | 0;
      if (l0) continue L2;
      break;
    }
  }
  D0.setInt32((l0 >>> 0) + 8, D0.getInt32((l1 >>> 0) + 8, true), true);
  D0.setInt32((l0 >>> 0) + 12, D0.getInt32((l1 >>> 0) + 20, true), true);
  return l2 + D0.getInt32(4, true) | 0;
};
})()
