function f0(l0) { var t0 = 0, t1 = 0;
  L1: {
    L2: {
      switch (l0) {
        case 0:
        case 2:
          t0 = 5;
          break L2;
        case 1:
          t1 = 5;
          break L1;
        default:
          return 5;
      }
    }
    t1 = t0 + 20 | 0;
  }
  return t1 + 10 | 0;
}
