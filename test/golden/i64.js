function f0(l0, l0h, l1, l1h) { var t0 = 0;
  t0 = l0 + l1 | 0;
  resultInt[1] = l0h + l1h + (t0 >>> 0 < l1 >>> 0 | 0) | 0;
  return t0;
}
function f1(l0, l0h, l1, l1h) {
  resultInt[1] = l0h - l1h - (l0 >>> 0 < l1 >>> 0 | 0) | 0;
  return l0 - l1 | 0;
}
function f2(l0, l0h, l1, l1h) { var t0 = 0;
  t0 = imul(l0, l1);
  resultInt[1] = imul(l0h, l1) + imul(l0, l1h) + (((l0 >>> 0) * (l1 >>> 0) - (t0 >>> 0)) * 2.3283064365386963e-10 + 1099511627776.5 | 0) | 0;
  return t0;
}
function f3(l0, l1, l2, l3, l4, l4h) { var t0 = 0;
  t0 = imul(l0, l1) + imul(l2, l3) + l4 | 0;
  resultInt[1] = l4h + ((l0 * l1 + l2 * l3 + (l4 >>> 0) - (t0 >>> 0)) * 2.3283064365386963e-10 + 1099511627776.5 | 0) | 0;
  return t0;
}
function f4(l0, l0h) {
  resultInt[1] = (l0h << 12 | l0 >>> 20) ^ l0h >> 8;
  return l0 << 12 ^ l0h >> 31;
}
function f5(l0, l0h, l1, l1h) { var t0 = 0, t1 = 0;
  t0 = shrU64(l0, l0h, l1);
  t1 = resultInt[1];
  resultInt[1] = t1;
  return t0;
}
function f6(l0, l0h, l1, l1h) { var t0 = 0;
  if (l0h < l1h || l0h === l1h && l0 >>> 0 < l1 >>> 0) {
    t0 = 10;
  } else {
    t0 = l0h >>> 0 > l1h >>> 0 | 0 | (l0h === l1h | 0) & (l0 >>> 0 >= l1 >>> 0 | 0);
  }
  return t0;
}
function f7(l0, l0h) {
  return l0h < 0 | 0;
}
function f8(l0, l0h, l1, l1h) { var t0 = 0, t1 = 0;
  t0 = divS64(l0, l0h, l1, l1h);
  t1 = resultInt[1];
  resultInt[1] = t1;
  return t0;
}
function f9(l0) {
  resultInt[1] = 64;
  return l0;
}
function f10(l0, l0h) {
  return l0h * 4294967296 + (l0 >>> 0);
}
