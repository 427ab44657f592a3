/** The process of one bench file: sends its rows to bench/run.mjs. */
const { rows } = await import(process.argv[2]);
process.send(await rows(), () => process.exit(0));
