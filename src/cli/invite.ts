/** `anycord invite`: the link that adds a bot to a server. */

import { inviteUrl } from "../discord/invite.ts";
import type { PermissionName } from "../discord/permissions.ts";
import { createRest } from "../rest/rest.ts";
import { tokenOrComplain } from "./token.ts";

/** What the link is for. */
export interface InviteOptions {
  /** Undefined: what the application's install settings say. */
  readonly permissions: readonly string[] | undefined;
  /** The application; undefined: asked for with the token. */
  readonly clientId: string | undefined;
}

/** Prints it. */
export async function invite({ permissions, clientId }: InviteOptions): Promise<number> {
  if (clientId !== undefined && !/^\d{17,20}$/.test(clientId)) {
    console.error("--client-id takes the application's id, 17 to 20 digits: developer portal, General Information.");
    return 1;
  }
  const id = clientId ?? (await ownId());
  if (id === undefined) return 1;
  // Discord reads permissions only where the scope is named, too.
  const asked = permissions && {
    permissions: permissions as PermissionName[],
    scopes: ["bot", "applications.commands"],
  };
  console.log(inviteUrl({ clientId: id, ...asked }));
  return 0;
}

async function ownId(): Promise<string | undefined> {
  const token = tokenOrComplain();
  return token === undefined ? undefined : (await createRest({ token }).request("GET /applications/@me")).id;
}
