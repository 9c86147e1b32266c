function f0(l0, l1, l2) {
  return (l0 + l1 | 0) - imul(l1, l2) | 0;
}
function f1(l0, l1) {
  return (l0 << l1 | (l0 >>> (l1 & 15) | 0)) ^ rotl(clz32(l0), l1 << 24 >> 24);
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
