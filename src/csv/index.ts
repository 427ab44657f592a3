/** Tables of designs and scores as text, for the command and for pages in browsers. */
export { decodeText } from "./decode.js";
export { type DesignOptions, type Designs, readDesigns } from "./designs.js";
export { parseCsv, type RawRow, type RawTable, type Separator } from "./parse.js";
export { writeCsv } from "./write.js";
