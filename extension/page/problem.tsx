import type { Refused } from "./background.tsx";
import { Icon } from "./icon.tsx";
import { useTexts } from "./reader.tsx";

/** Why an act failed, where it was tried; stays until the next act. */
export function Problem({ failure, id }: { failure: Refused | null; id?: string | undefined }) {
  const { problems } = useTexts();
  if (failure === null) return null;
  const said = Object.entries(problems).find(([code]) => code === failure.code && code !== "other")?.[1];
  return (
    <p class="error" role="alert" id={id}>
      <Icon of="warn" />
      <span>{typeof said === "string" ? said : problems.other(failure.code)}</span>
    </p>
  );
}
