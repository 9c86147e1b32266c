function f0(al0) { var l0 = al0, l1 = 0;
  L1: for (; ; ) {
    L2: {
      l1 = l1 + 1 | 0;
      l0 = l0 - 1 | 0;
      L3: switch (l0) {
        case 2:
          break L2;
        case 3:
          continue L1;
        default:
          break L3;
        case 0:
          l1 = l1 + 10 | 0;
        case 1:
          l1 = l1 + 100 | 0;
      }
      return l1 + 1000 | 0;
    }
    break;
  }
  return l1;
}
