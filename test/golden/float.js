function f0(l0, l1) {
  return fround(l0 * fround(sqrt(fround(l1)))) + min(l1, 2.5);
}
function f1(l0) { var D0 = H0.view;
  D0.setFloat32((l0 >>> 0) + 16, fround(D0.getFloat32(l0, true) + D0.getFloat32((l0 >>> 0) + 4, true)), true);
  return D0.getInt32(l0 + 16 | 0, true);
}
function f2(l0) { var D0 = H0.view, l1 = 0;
  l1 = loadF32(D0, l0);
  storeF32(D0, (l0 >>> 0) + 24, -l1);
  return D0.getInt32(l0 + 24 | 0, true);
}
function f3(l0, l1) { var D0 = H0.view;
  D0.setInt32(l1, D0.getInt32(l0, true), true);
  return D0.getInt32(l1, true);
}
function f4(l0) { var t0 = 0, t1 = 0, t2 = 0;
  t0 = reinterpretF32(fromBitsF32(2141192193));
  t1 = reinterpretF64(l0 ? -0 : fromBitsF64(1, 2146697216));
  t2 = resultInt[1];
  resultInt[1] = t2;
  return t0 ^ t1;
}
function f5(l0) {
  return nearest64(l0) + copysign(truncate(l0) - 0, -1);
}
