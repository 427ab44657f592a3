import * as entries from "./entries.mjs";
import { hash } from "./hash.mjs";

export default {
  fetch: async () => new Response(await hash(entries)),
  test: async () => console.log(await hash(entries)),
};
