"""Prints what the classical programs give when they are compiled for this machine, at the sizes in the sources.

A line is a call, as test/tiers/observe.ts writes it. Rust's programs come from elsewhere: a host that has its library
is needed only for WebAssembly.
"""
import ctypes
import math
import pathlib
import re
import subprocess
import sys

RESULTS = {"i32": ctypes.c_int32, "i64": ctypes.c_int64, "f64": ctypes.c_double}
SIZES = re.compile(r"^// sizes ([-\d ]+)(?:\| ([-\d ]+))?\n.*?\b(i32|i64|f64) (\w+)\((i32|i64)", re.M)
FLAGS = "-O1 -shared -fPIC -w -ffp-contract=off".split()


def show(value):
    """As JavaScript does."""
    if isinstance(value, int):
        return str(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return "-0" if value == 0 and math.copysign(1, value) < 0 else str(int(value))
    text = repr(value)
    if "e" in text:
        digits, exponent = text.split("e")
        return f"{digits}e{int(exponent):+d}"
    return text


def main(folder):
    here = pathlib.Path(__file__).parent
    for path in sorted([*here.glob("c/*.c"), *here.glob("cpp/*.cpp"), *here.glob("emscripten/*.c")]):
        library = f"{folder}/{path.stem}.so"
        compiler = ["clang++-14", "-std=c++17"] if path.suffix == ".cpp" else ["clang-14"]
        subprocess.run([*compiler, *FLAGS, str(path), "-o", library, "-lm"], check=True)
        functions = ctypes.CDLL(library)
        for few, more, result, name, _ in SIZES.findall(path.read_text()):
            function = getattr(functions, name)
            function.restype = RESULTS[result]
            for size in map(int, f"{few} {more}".split()):
                argument = ctypes.c_int64(size) if _ == "i64" else ctypes.c_int32(size)
                value = show(function(argument)) + ("n" if result == "i64" else "")
                print(f"{path.stem} {name}({size}) = {value}")


main(sys.argv[1])
