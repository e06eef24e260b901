import { type ComponentChildren, render } from "preact";
import type { Texts } from "../texts/en.ts";
import { type Background, BackgroundProvider } from "./background.tsx";
import { ReaderProvider, readerOf } from "./reader.tsx";

/** Puts a page into its document, for the reader that the browser describes. */
export function paint(page: ComponentChildren, background: Background, titleOf: (texts: Texts) => string): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const reader = readerOf(navigator.language, timeZone, Date.now);
  document.documentElement.lang = reader.language;
  document.title = titleOf(reader.texts);
  const place = document.getElementById("page");
  if (place === null) throw new Error("no place for the page");
  render(
    <ReaderProvider reader={reader}>
      <BackgroundProvider background={background}>{page}</BackgroundProvider>
    </ReaderProvider>,
    place,
  );
}
