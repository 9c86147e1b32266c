function f0(l0) { var D0 = H0.view;
  D0.setInt32(l0, -2122153084, true);
  D0.setInt16(l0, 37266, true);
  D0.setInt8(l0, 161);
  return D0.getInt8(l0) + D0.getUint8(l0) + (D0.getInt16(l0, true) + D0.getUint16(l0, true) + D0.getInt32(l0, true)) | 0;
}
function f1(l0) { var D0 = H0.view;
  D0.setFloat64(l0, 1.25, true);
  D0.setFloat32(l0 - 8 | 0, fround(D0.getFloat64(l0, true)), true);
  return promote(loadF32(D0, l0 - 8 | 0)) + D0.getFloat64(l0, true);
}
function f2(l0) { var D0 = H0.view;
  D0.setInt32((l0 >>> 0) + 8, 7, true);
  return D0.getInt32(l0 + 8 | 0, true);
}
