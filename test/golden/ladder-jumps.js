function f0(l0, al1) { var l1 = al1, t0 = 0;
  t0 = l0 >>> 0 < 3 ? l0 : 3;
  L1: for (; ; ) {
    switch (t0) {
      default:
        break L1;
      case 0:
        if (l1 > 9) {
          t0 = 2;
          continue L1;
        }
        l1 = l1 + 100 | 0;
        break L1;
      case 1:
        l1 = l1 + 1 | 0;
      case 2:
        l1 = imul(l1, 2);
    }
    break;
  }
  return l1;
}
