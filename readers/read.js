// Reads Excel files with exceljs and luckyexcel, as previews do; prints what each finds in them.
// node read.js FILE…: a JSON array of {file, reader, sheets: {name: pictures}, texts, error}.
"use strict";
const fs = require("fs");
const { createRequire } = require("module");
// The packages are installed into the folder that node is started in, not beside this file.
const installed = createRequire(`${process.cwd()}/`);
const ExcelJS = installed("exceljs");
const LuckyExcel = installed("luckyexcel");
// luckyexcel draws the names of pictures from the letters of its browser's name.
globalThis.window = { navigator: { userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" } };

async function byExceljs(content) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content);
  const found = { sheets: {}, texts: 0 };
  for (const sheet of book.worksheets) {
    found.sheets[sheet.name] = sheet.getImages().length;
    sheet.eachRow((row) => row.eachCell((cell) => {
      // Of a merged area it gives each cell the first one's value.
      if (cell.text !== "" && cell.master === cell) found.texts += 1;
    }));
  }
  return found;
}

function byLuckyexcel(content) {
  return new Promise((resolve, reject) => {
    process.once("unhandledRejection", reject); // its own promises have no handler
    LuckyExcel.transformExcelToLucky(content, ({ sheets }) => {
      const found = { sheets: {}, texts: 0 };
      for (const sheet of sheets) {
        found.sheets[sheet.name] = Object.values(sheet.images || {}).filter((one) => one.src).length;
        found.texts += sheet.celldata.filter(({ v }) => v && v.v).length;
      }
      resolve(found);
    }, reject);
  });
}

async function read(file, reader, open) {
  try {
    return { file, reader, ...(await open(fs.readFileSync(file))) };
  } catch (error) {
    return { file, reader, error: String(error) };
  }
}

(async () => {
  console.log = () => {}; // luckyexcel talks
  const found = [];
  for (const file of process.argv.slice(2)) {
    found.push(await read(file, "exceljs", byExceljs));
    found.push(await read(file, "luckyexcel", byLuckyexcel));
  }
  process.stdout.write(JSON.stringify(found));
})();
