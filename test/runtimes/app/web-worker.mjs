import * as entries from "./entries.mjs";
import { hash } from "./hash.mjs";

postMessage(await hash(entries));
