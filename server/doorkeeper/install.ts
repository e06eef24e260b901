import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { type Say, Sentence } from "./sentence.ts";

/** Where the unit and the program lie. */
const unitFile = "/etc/systemd/system/whileaway-doorkeeper.service";
const accountFile = "/etc/sysusers.d/whileaway.conf";
const programFolder = "/usr/local/lib/whileaway";
const program = `${programFolder}/doorkeeper.mjs`;
const data = "/var/lib/whileaway-doorkeeper";

/** The account of its own: nobody logs in with it, and no visitor is ever logged in as it. */
export const accountText = `u whileaway - "Whileaway doorkeeper" ${data} -\n`;

/** A systemd unit for this program under this Node: an account of its own that may do nothing but what it is for. */
export const unitText = (node: string): string => `[Unit]
Description=Whileaway doorkeeper: lets a technician in, as far as the owner of this computer agreed
Wants=network-online.target
After=network-online.target

[Service]
ExecStart="${node}" ${program}
User=whileaway
Group=whileaway
StateDirectory=whileaway-doorkeeper
StateDirectoryMode=0700
RuntimeDirectory=whileaway-doorkeeper
RuntimeDirectoryMode=0755
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=78
UMask=0077
LimitCORE=0
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;

/** Shows the unit; with `write` puts it, the account and the program where systemd finds them. Throws a `Sentence`. */
export function install(given: { write: boolean; file: string; node: string; say: Say }): void {
  const { node, say } = given;
  if (/["%$\\\n]/.test(node)) throw new Sentence(`systemd can't start ${node}: move Node to a plainer path.`);
  if (!given.write) {
    say(unitText(node));
    say("# This is shown only. As root, this writes it: doorkeeper install --write");
    return;
  }
  if (/^\/(home|root|run\/user)\//.test(node))
    throw new Sentence(
      `Node lies in somebody's home (${node}), where the service can't read it. Install one for everybody.`,
    );
  try {
    mkdirSync(programFolder, { recursive: true, mode: 0o755 });
    mkdirSync("/etc/sysusers.d", { recursive: true, mode: 0o755 });
    copyFileSync(given.file, program);
    writeFileSync(accountFile, accountText);
    writeFileSync(unitFile, unitText(node));
    for (const path of [programFolder, program, accountFile, unitFile])
      chmodSync(path, path === programFolder ? 0o755 : 0o644);
  } catch {
    throw new Sentence("That can't be written. Say it as root: sudo node doorkeeper.mjs install --write");
  }
  say(`Written: ${unitFile}, ${accountFile}, ${program}`);
  say("Now, as root:");
  say("  systemd-sysusers && systemctl daemon-reload");
  say(`  install -d -o whileaway -g whileaway -m 700 ${data}`);
  say(`  sudo -u whileaway ${node} ${program} --data ${data}  and behind it what the popup shows: --server … --pair …`);
  say("  when it says that it is paired: Ctrl-C, then systemctl enable --now whileaway-doorkeeper");
}
