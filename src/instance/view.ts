// The views of memories. Generated code takes an i32 address for the number that it is in JavaScript, from
// -2^31 to 2^31-1: in a memory of at most 2 GiB what is negative is out of bounds anyhow, and a DataView
// refuses it. That spares `>>> 0` at each access, which V8 spells out as a test of its own: sieve and base64
// take 1.25 times as long with it. A larger memory has a view that knows what a negative address means. Where
// a static offset is added, generated code adds it to the unsigned address.

/** Bytes of a memory of which every address is a positive i32. */
const simple = 2 ** 31

const unsigned = (address: number): number => (address < 0 ? address + 2 ** 32 : address)

type Access = 'Int8' | 'Uint8' | 'Int16' | 'Uint16' | 'Int32' | 'Float32' | 'Float64'
type Written = Exclude<Access, 'Uint8' | 'Uint16'>

/** Whether the lowest byte comes first, as DataView has it. */
type Order = Parameters<DataView['getInt32']>[1]

/** What generated code does with a view. */
export type View = Pick<DataView, `get${Access}` | `set${Written}`>

/** The view of a memory beyond 2 GiB. */
class LargeView implements View {
  constructor(private readonly view: DataView) {}
  getInt8(at: number): number {
    return this.view.getInt8(unsigned(at))
  }
  getUint8(at: number): number {
    return this.view.getUint8(unsigned(at))
  }
  getInt16(at: number, little?: Order): number {
    return this.view.getInt16(unsigned(at), little)
  }
  getUint16(at: number, little?: Order): number {
    return this.view.getUint16(unsigned(at), little)
  }
  getInt32(at: number, little?: Order): number {
    return this.view.getInt32(unsigned(at), little)
  }
  getFloat32(at: number, little?: Order): number {
    return this.view.getFloat32(unsigned(at), little)
  }
  getFloat64(at: number, little?: Order): number {
    return this.view.getFloat64(unsigned(at), little)
  }
  setInt8(at: number, value: number): void {
    this.view.setInt8(unsigned(at), value)
  }
  setInt16(at: number, value: number, little?: Order): void {
    this.view.setInt16(unsigned(at), value, little)
  }
  setInt32(at: number, value: number, little?: Order): void {
    this.view.setInt32(unsigned(at), value, little)
  }
  setFloat32(at: number, value: number, little?: Order): void {
    this.view.setFloat32(unsigned(at), value, little)
  }
  setFloat64(at: number, value: number, little?: Order): void {
    this.view.setFloat64(unsigned(at), value, little)
  }
}

/** What generated code uses in place of a memory's view. */
export const viewFor = (view: DataView): View => (view.byteLength <= simple ? view : new LargeView(view))
