function f0(l0, l1) { var t0 = 0;
  t0 = l0;
  l0 = l1;
  l1 = t0;
  return l0 - l1 | 0;
}
function f1(l0) { var t0 = 0;
  t0 = l0;
  l0 = l0 + 1 | 0;
  return imul(t0, l0);
}
function f2(l0) { var l1 = 0;
  l1 = imul(l0, l0);
  return l1 + l1 | 0;
}
