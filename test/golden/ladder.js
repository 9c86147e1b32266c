function f0(l0) { var l1 = 0;
  L1: {
    L2: switch (l0) {
      default:
        break L2;
      case 0:
        l1 = 10;
        break L1;
      case 1:
      case 3:
        l1 = 20;
      case 2:
        l1 = l1 + 5 | 0;
        break L1;
    }
    l1 = -1;
  }
  return l1;
}
