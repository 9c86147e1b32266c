(function (functions, memories, tables, globals, types, data, elements, refFunc, values, stub, F, U) {
"use strict";
return (function () {
var g0 = globals[0].word0, g0h = globals[0].word1;
var H0 = memories[0].holder;
var T0 = tables[0].types, C0 = tables[0].codes;
var RuntimeError = values.RuntimeError;
var M0 = memories[0];
var X0 = tables[0];
var Y0 = types[0];
function divU(x, y) {
    if (y === 0)
        trap('integer divide by zero');
    return ((x >>> 0) / (y >>> 0)) | 0;
}
function indirectFailure(table, index) {
    const at = index >>> 0;
    if (at >= table.size)
        trap('undefined element');
    const type = table.types[at];
    if (type === undefined || type === -1)
        trap('uninitialized element ' + at);
    trap('indirect call type mismatch');
}
function trap(message) {
    throw new RuntimeError(message);
}
function dropData(i) { data[i] = new Uint8Array(0); }
function dropElements(i) { elements[i] = []; }
var f0 = functions[0];
function f1(l0) {
  return divU(100, l0);
}
function f2(l0) { var D0 = H0.view, t0 = 0;
  D0.setInt32(0, g0, true);
  t0 = D0.getUint8(1);
  if (T0[t0] !== Y0) return indirectFailure(X0, t0);
  t0 = C0[t0](l0);
  D0 = H0.view;
  t0 = f0(t0);
  D0 = H0.view;
  return t0;
}
return [f1, f2];
})();
})
