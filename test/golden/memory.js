function f0(l0, l1, l1h) { var D0 = H0.view;
  D0.setInt32((l0 >>> 0) + 12, l1h, true);
  D0.setInt32(l0 + 8 | 0, l1, true);
  return;
}
function f1(l0) { var D0 = H0.view, t0 = 0, t1 = 0;
  t0 = D0.getInt32((l0 >>> 0) + 12, true);
  t1 = D0.getInt32(l0 + 8 | 0, true);
  resultInt[1] = t0;
  return t1;
}
function f2() { var D0 = H0.view;
  D0.setInt8(100, 200);
  return D0.getInt8(100) + D0.getUint8(100) | 0;
}
function f3(l0) { var D0 = H0.view, t0 = 0, t1 = 0, t2 = 0;
  D0.setInt16((l0 >>> 0) + 2, -2, true);
  D0.setFloat64((l0 >>> 0) + 32, D0.getFloat64(0, true), true);
  t0 = D0.getInt16(l0 + 2 | 0, true);
  t1 = D0.getInt32(l0, true);
  t2 = t0 + t1 | 0;
  resultInt[1] = (t0 >> 31) + (t2 >>> 0 < t1 >>> 0 | 0) | 0;
  return t2;
}
