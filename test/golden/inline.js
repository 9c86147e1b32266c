function f1(l0, l1) { var t0 = 0;
  if (l1) {
    resultInt[1] = 0;
    return l1;
  }
  t0 = f0(l0);
  resultInt[1] = t0 >> 31;
  return t0;
}
function f2(l0, l1) { var t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
  L1: {
    if (l1) {
      t0 = 0;
      t1 = l1;
      break L1;
    }
    t2 = f0(l0);
    t0 = t2 >> 31;
    t1 = t2;
  }
  L3: {
    if (l0) {
      t2 = 0;
      t3 = l0;
      break L3;
    }
    t4 = f0(l1);
    t2 = t4 >> 31;
    t3 = t4;
  }
  t1 = t1 + t3 | 0;
  resultInt[1] = t0 + t2 + (t1 >>> 0 < t3 >>> 0 | 0) | 0;
  return t1;
}
function f3(l0) { var l1 = 0;
  if (l0 & 1) l1 = 100;
  resultInt[1] = 0;
  return l1;
}
function f4(al0) { var l0 = al0, l1 = 0, l1h = 0, l2 = 0, t0 = 0;
  L1: for (; ; ) {
    l2 = 0;
    if (l0 & 1) l2 = 100;
    t0 = l1 + l2 | 0;
    l1h = l1h + (t0 >>> 0 < l2 >>> 0 | 0) | 0;
    l1 = t0;
    l0 = l0 - 1 | 0;
    if (l0) continue L1;
    break;
  }
  resultInt[1] = l1h;
  return l1;
}
function f5(l0, l0h) {
  resultInt[1] = 0;
  resultInt[2] = l0h << 16 | l0 >>> 16;
  resultInt[3] = l0h >>> 16 | 0;
  return l0 & 65535;
}
function f6(l0, l0h) { var t0 = 0, t1 = 0;
  t0 = l0 & 65535;
  t1 = l0h << 16 | l0 >>> 16;
  resultInt[1] = 0 - (l0h >>> 16) - (t0 >>> 0 < t1 >>> 0 | 0) | 0;
  return t0 - t1 | 0;
}
function f7() {
  unreachable();
}
function f8(l0) { var t0 = 0;
  if (l0) {
    t0 = 9;
  } else {
    unreachable();
  }
  return t0;
}
function f9(l0) { var t0 = 0, t1 = 0, t2 = 0, t3 = 0;
  if (l0) {
    t0 = l0 - 1 | 0;
    if (t0) {
      t1 = t0 - 1 | 0;
      if (t1) {
        t2 = t1 - 1 | 0;
        if (t2) {
          t3 = f9(t2 - 1 | 0) + 3 | 0;
        } else {
          t3 = 1;
        }
        t2 = t3 + 3 | 0;
      } else {
        t2 = 1;
      }
      t1 = t2 + 3 | 0;
    } else {
      t1 = 1;
    }
    t0 = t1 + 3 | 0;
  } else {
    t0 = 1;
  }
  return t0;
}
function f10(l0) {
  return f10(l0);
}
