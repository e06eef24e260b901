/** What is typed at the computer itself: certain, whatever the server does. */
export function TerminalCommand({ children }: { children: string }) {
  return (
    <code class="command" translate={false}>
      {children}
    </code>
  );
}
