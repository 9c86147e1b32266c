function f0(l0, l1, l2) {
  return l0 + l1 - imul(l1, l2) | 0;
}
function f1(l0, l1) { var t0 = 0, t1 = 0, t2 = 0;
  t0 = l0 << l1 | l0 >>> (l1 & 15);
  t1 = clz32(l0);
  t2 = l1 << 24 >> 24;
  return t0 ^ (t1 << t2 | t1 >>> 32 - t2);
}
function f2(l0, l1) {
  return divS(l0, l1) + remU(l0, l1) | 0;
}
function f3(l0) {
  return (l0 / 10 | 0) + ((l0 >>> 0) % 10 | 0) | 0;
}
function f4(l0, l1) {
  return (l0 >>> 0 < l1 >>> 0 | 0) + (!(l0 >= l1) | 0) | 0;
}
function f5(l0, l1) { var l2 = 0;
  l2 = l0 > l1 | 0;
  if ((!(l0 === 0) | 0) & (l1 !== 3 | 0)) l2 = l2 + 10 | 0;
  return imul(!(l2 === 0) | 0, 2) + l2 | 0;
}
