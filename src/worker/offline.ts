import { InputError } from "../errors.js";
import type {
  OfflineMatrix,
  OfflineOptions,
  OfflineRecords,
  OfflineResult,
} from "../offline/index.js";
import type { Call } from "./pool.js";
import { PREFIX } from "./protocol.js";

export async function offlineElsewhere(
  call: Call,
  data: OfflineMatrix | OfflineRecords,
  { signal, onProgress, ...options }: OfflineOptions,
): Promise<OfflineResult> {
  if (typeof options.method === "object") {
    const remedy = "a worker knows methods by name: put your own into serve({ functions })";
    throw new InputError("method", options.method, remedy);
  }
  return call(
    `${PREFIX}offline`,
    { data, options },
    {
      ...(signal && { signal }),
      ...(onProgress && { onProgress: onProgress as never }),
    },
  );
}
