function f0(al0) { var l0 = al0, l1 = 0, w = 0;
  if (new.target !== undefined) {
    w = 39;
    for (; ; ) {
      if (w === 0) return;
      w = w - 1 | 0;
    }
  }
  L1: for (; ; ) {
    l1 = l1 + l0 | 0;
    l0 = l0 - 1 | 0;
    if (l0) continue L1;
    break;
  }
  return l1;
}
function f1(l0) {
  return imul(l0, l0);
}
