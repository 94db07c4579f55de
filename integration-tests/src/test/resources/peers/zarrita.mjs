// Reads every array of a directory with zarrita, prints the bytes of its elements, and writes all but truth
// values anew.
import fs from 'node:fs';
import path from 'node:path';
import * as zarr from 'zarrita';
import FileSystemStore from '@zarrita/storage/fs';

function inOrder({ data, shape, stride }) {
  const size = data.BYTES_PER_ELEMENT ?? 1;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length * size);
  const elements = Buffer.alloc(bytes.length);
  const index = shape.map(() => 0);
  for (let to = 0; to < bytes.length; to += size) {
    const from = size * index.reduce((sum, position, axis) => sum + position * stride[axis], 0);
    bytes.copy(elements, to, from, from + size);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) {
      index[axis] = 0;
    }
  }
  return elements;
}

const [from, to] = process.argv.slice(2);
for (const name of fs.readdirSync(from).sort()) {
  const array = await zarr.open(new FileSystemStore(path.join(from, name)), { kind: 'array' });
  const all = await zarr.get(array);
  console.log(name + ' ' + array.dtype + ' ' + inOrder(all).toString('hex'));
  if (array.dtype === 'bool') {
    continue; // zarrita writes zeros for truth values
  }
  const copy = await zarr.create(new FileSystemStore(path.join(to, name)), {
    shape: array.shape,
    chunkShape: array.shape.map((length) => Math.max(1, length >> 1)),
    dtype: array.dtype,
    fillValue: 0,
    chunkSeparator: name.length % 2 ? '.' : '/',
    codecs: [
      { name: 'transpose', configuration: { order: array.shape.map((_, axis) => axis).reverse() } },
      { name: 'bytes', configuration: { endian: name.length % 2 ? 'little' : 'big' } },
      { name: 'numcodecs.shuffle', configuration: { elementsize: all.data.BYTES_PER_ELEMENT } },
      { name: 'zstd', configuration: { level: 1, checksum: true } },
    ],
  });
  await zarr.set(copy, null, all);
}
