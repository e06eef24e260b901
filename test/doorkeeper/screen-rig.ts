import { type Accounts, createAccounts } from "../../server/doorkeeper/administrators.ts";
import type { LogIn } from "../../server/doorkeeper/parts.ts";
import { programOutput } from "../../server/doorkeeper/program-output.ts";
import { createScreenLogin } from "../../server/doorkeeper/screen-login.ts";
import { officeAccounts, type RealScreen } from "../screen/real-screen.ts";

/** The accounts of a screen's computer, asked as the doorkeeper asks, from where they exist. */
export const accountsOf = (screen: RealScreen): Accounts =>
  createAccounts((program, args) => {
    const inside = screen.inside(program, args);
    return programOutput(inside.program, inside.args);
  });

export const logInAt = (screen: RealScreen): LogIn =>
  createScreenLogin({ kind: "socket", path: screen.socketPath }, { accounts: accountsOf(screen) });

/** Right credentials, as the block of a connection holds them. */
export const office = { userName: officeAccounts.ordinary.userName, password: officeAccounts.ordinary.password };
export const officeAdmin = {
  userName: officeAccounts.administrator.userName,
  password: officeAccounts.administrator.password,
};
