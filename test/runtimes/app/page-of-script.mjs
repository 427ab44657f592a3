/* global steinbock */
import { hash } from "./hash.mjs";

globalThis.result = await hash({ ...steinbock, main: steinbock });
