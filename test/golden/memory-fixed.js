function f0(l0, l1) {
  V0.setInt32(l0 >>> 0, V0.getInt32(l0 >>> 0, true) + l1 | 0, true);
  return V0.getInt32(l0 >>> 0, true);
}
