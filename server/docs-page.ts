import { html } from "hono/html";
import type { Routes } from "./routes.ts";

type Document = ReturnType<Routes["getOpenAPI31Document"]>;

const methods = ["get", "post", "put", "patch", "delete"] as const;

/** The style of the page; a file of its own, because our content security policy takes none from inside a page. */
export const docsStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
section { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .5rem 0 }
h2 { font-size: 1rem; margin: .25rem 0 }
h2 b { display: inline-block; min-width: 4.5rem; text-transform: uppercase }
code, pre { font: .875rem/1.4 ui-monospace, monospace }
pre { overflow: auto; padding: .75rem; border-radius: 6px; background: color-mix(in srgb, currentColor 8%, transparent) }
`;

const schemaOf = (content: unknown): string => JSON.stringify(content, null, 2);

/** The OpenAPI document for people: every route, who may call it, what it takes and answers. No script, nothing from outside. */
export function docsPage({ info, paths = {} }: Document) {
  const routes = Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title}: the server's routes</title>
        <link rel="stylesheet" href="/api/docs.css" />
      </head>
      <body>
        <h1>${info.title}</h1>
        <p>${info.description ?? ""} <a href="/api/openapi.json">This as an OpenAPI document</a></p>
        ${routes.map(({ path, method, operation }) => {
          const body =
            operation.requestBody !== undefined && "content" in operation.requestBody ? operation.requestBody : null;
          const callers: unknown = operation["x-callers"];
          return html`<section>
            <h2><b>${method}</b> <code>${path}</code></h2>
            <p>${operation.summary ?? ""} ${Array.isArray(callers) ? html`<i>(${callers.join(", ")})</i>` : ""}</p>
            ${
              operation.parameters === undefined
                ? ""
                : html`<details>
                    <summary>Parameters</summary>
                    <pre>${schemaOf(operation.parameters)}</pre>
                  </details>`
            }
            ${
              body === null
                ? ""
                : html`<details>
                    <summary>Takes</summary>
                    <pre>${schemaOf(body.content["application/json"]?.schema)}</pre>
                  </details>`
            }
            <ul>
              ${Object.entries(operation.responses ?? {}).map(([status, response]) => {
                const content = "content" in response ? response.content?.["application/json"]?.schema : undefined;
                return html`<li>
                  <code>${status}</code> ${"description" in response ? response.description : ""}
                  ${
                    content === undefined
                      ? ""
                      : html`<details>
                          <summary>Answers</summary>
                          <pre>${schemaOf(content)}</pre>
                        </details>`
                  }
                </li>`;
              })}
            </ul>
          </section>`;
        })}
      </body>
    </html>`;
}
