import * as entries from "./entries.mjs";
import { hash } from "./hash.mjs";

console.log(await hash(entries));
