import * as entries from "./entries.mjs";
import { hash } from "./hash.mjs";

globalThis.result = await hash(entries);
