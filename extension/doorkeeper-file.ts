import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "vite";

// The doorkeeper as one file that needs nothing but Node: carried by the extension, so that it comes from the same place
// as the code that signs, and run by `npm run doorkeeper`.

const root = join(import.meta.dirname, "..");
const entry = join(root, "server/doorkeeper/main.ts");

/** The text of `doorkeeper.mjs`. */
export async function doorkeeperText(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: "error",
    mode: "production",
    // Both are optional natives of `ws`; without them it looks for nothing that isn't in the file.
    define: { "process.env.WS_NO_BUFFER_UTIL": '"1"', "process.env.WS_NO_UTF_8_VALIDATE": '"1"' },
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: entry,
      write: false,
      // Old enough that an older Node reads it and says which one it needs.
      target: "es2022",
      minify: true,
      rolldownOptions: { output: { format: "es", entryFileNames: "doorkeeper.mjs", codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []));
  const [chunk, ...more] = outputs;
  if (chunk?.type !== "chunk" || more.length > 0) throw new Error("the doorkeeper isn't one file");
  const outside = [...chunk.imports, ...chunk.dynamicImports].filter((name) => !name.startsWith("node:"));
  if (outside.length > 0) throw new Error(`the doorkeeper needs ${outside.join(", ")} from elsewhere`);
  return chunk.code;
}

/** Files whose change makes the built file stale. */
function sources(): string[] {
  const below = ["server/doorkeeper", "shared"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  );
  return [...below, join(root, "package-lock.json"), import.meta.filename];
}

/** Where `npm run doorkeeper` keeps the file that it runs. */
const builtFile = join(root, ".cache/doorkeeper.mjs");

/** Builds the file where it isn't there or is older than what it is made of. Answers its path. */
export async function buildWhenStale(): Promise<string> {
  const builtAt = existsSync(builtFile) ? statSync(builtFile).mtimeMs : 0;
  if (sources().some((path) => statSync(path).mtimeMs > builtAt)) {
    mkdirSync(dirname(builtFile), { recursive: true });
    const aside = `${builtFile}.${process.pid}`;
    await writeFile(aside, await doorkeeperText());
    renameSync(aside, builtFile);
  }
  return builtFile;
}

if (import.meta.main) await buildWhenStale();
