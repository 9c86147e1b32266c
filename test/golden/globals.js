function f0() { var t0 = 0, t1 = 0;
  t0 = g0 + 1 | 0;
  g0h = g0h + (t0 >>> 0 < 1 | 0) | 0;
  g0 = t0;
  t0 = g0;
  t1 = g0h;
  resultInt[1] = t1;
  return t0;
}
function f1(l0) { var t0 = 0;
  t0 = G1.word0;
  G1.word0 = l0;
  return t0;
}
