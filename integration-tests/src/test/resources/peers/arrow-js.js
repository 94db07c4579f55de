// Reads an Arrow file with Arrow JS, prints metadata and every value, and writes the table anew.
const fs = require('fs');
const { DataType, tableFromIPC, tableToIPC } = require('apache-arrow');

const NANOSECONDS = [1000000000n, 1000000n, 1000n, 1n]; // by the number of the unit

function raw(vector, index) {
  let chunk = 0;
  while (index >= vector.data[chunk].length) {
    index -= vector.data[chunk++].length;
  }
  return BigInt(vector.data[chunk].values[index]);
}

function bits(number) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16);
}

function hex(bytes) {
  return Buffer.from(bytes).toString('hex').replace(/(00)+$/, '');
}

function text(vector, index) {
  const type = vector.type;
  if (!vector.isValid(index)) {
    return 'null';
  } else if (DataType.isStruct(type)) {
    return '{' + type.children.map((_, i) => text(vector.getChildAt(i), index)).join() + '}';
  } else if (DataType.isFixedSizeList(type)) {
    const items = vector.get(index);
    return '[' + Array.from({ length: items.length }, (_, i) => text(items, i)).join() + ']';
  } else if (DataType.isDate(type)) {
    return String(raw(vector, index) * 86400n * NANOSECONDS[0]);
  } else if (DataType.isTimestamp(type) || DataType.isDuration(type)) {
    return String(raw(vector, index) * NANOSECONDS[type.unit]);
  } else if (DataType.isFloat(type)) {
    const number = vector.get(index);
    return Number.isNaN(number) ? 'nan' : bits(number);
  } else if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)) {
    return hex(vector.get(index));
  } else {
    return String(vector.get(index)).replaceAll('\n', '\\n');
  }
}

const [from, to] = process.argv.slice(2);
const table = tableFromIPC(fs.readFileSync(from));
console.log(table.schema.metadata.get('mmaptable.attr') ?? 'null');
for (const field of table.schema.fields) {
  const vector = table.getChild(field.name);
  const values = Array.from({ length: vector.length }, (_, i) => text(vector, i));
  console.log([field.name, field.metadata.get('mmaptable.attr') ?? 'null', ...values].join(' | '));
}
fs.writeFileSync(to, tableToIPC(table, to.endsWith('.arrows') ? 'stream' : 'file'));
