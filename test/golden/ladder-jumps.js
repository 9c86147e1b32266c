function f0(l0, l1) {
  L1: {
    L1c2: {
      switch (l0) {
        default:
          break L1;
        case 0:
          if (l1 > 9) break L1c2;
          l1 = l1 + 100 | 0;
          break L1;
        case 1:
          l1 = l1 + 1 | 0;
          break L1c2;
        case 2:
          break L1c2;
      }
    }
    l1 = imul(l1, 2);
  }
  return l1;
}
