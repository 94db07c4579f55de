// Decodes with zarrita's codecs what Java encoded, and encodes the same for Java where it can. Its argument is a
// file of cases, one a line; of each it prints whether it has encoded.
import { readFileSync, writeFileSync } from "node:fs";
import { registry } from "zarrita";

const arrays = {
  int8: Int8Array, int16: Int16Array, int32: Int32Array, int64: BigInt64Array,
  uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, uint64: BigUint64Array,
  float32: Float32Array, float64: Float64Array,
};

const bytesOf = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const read = (file) => new Uint8Array(readFileSync(file));

for (const line of readFileSync(process.argv[2], "utf8").trim().split("\n")) {
  const { name, configuration, dataType, chunk, encoded, decoded, written } = JSON.parse(line);
  const Codec = await registry.get(name)();
  const elements = new arrays[dataType](read(chunk).buffer);
  const array = (data) => ({ data, shape: [elements.length], stride: [1] });
  const codec = Codec.fromConfig(configuration, { dataType, shape: [elements.length] });
  const takesArrays = codec.kind === "array_to_array" || codec.kind === "array_to_bytes";
  if (encoded) {
    const input = read(encoded);
    const found = await codec.decode(
      codec.kind === "array_to_array" ? array(new arrays[dataType](input.buffer)) : input);
    writeFileSync(decoded, bytesOf(takesArrays ? found.data : found));
  }
  let wrote = true;
  try {
    const made = await codec.encode(takesArrays ? array(elements) : read(chunk));
    writeFileSync(written, bytesOf(codec.kind === "array_to_array" ? made.data : made));
  } catch (e) {
    wrote = false;
  }
  console.log(`${name} ${wrote}`);
}
