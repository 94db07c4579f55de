// Reads an Arrow file with Polars and writes the frame anew.
const fs = require('fs');
const pl = require('nodejs-polars');

const [from, to, compression] = process.argv.slice(2);
const frame = pl.readIPC(fs.readFileSync(from));
fs.writeFileSync(to, frame.writeIPC({ compression }));
console.log(frame.height + ' ' + frame.columns.join());
