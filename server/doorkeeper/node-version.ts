/** The oldest Node whose store works without a switch. */
const oldest = [22, 13] as const;

/** What is wrong with this Node; null where nothing is. `version` as in `process.versions.node`. */
export function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null;
  return `The doorkeeper needs Node ${oldest.join(".")} or newer; this is Node ${version}. Get a newer one from https://nodejs.org.`;
}

// Imported before everything else: whatever is loaded after this may need what an old Node lacks.
const because = tooOld(process.versions.node);
if (because !== null) {
  process.stderr.write(`${because}\n`);
  process.exit(1);
}
