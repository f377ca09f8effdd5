/** `anycord invite`: the link that adds a bot to a server. */

import { inviteUrl } from "../discord/invite.ts";
import type { PermissionName } from "../discord/permissions.ts";
import { createRest } from "../rest/rest.ts";
import { tokenOrComplain } from "./token.ts";

/** What the link is for. */
export interface InviteOptions {
  readonly permissions: readonly string[];
  /** The application; undefined: asked for with the token. */
  readonly clientId: string | undefined;
}

/** Prints it. */
export async function invite({ permissions, clientId }: InviteOptions): Promise<number> {
  const id = clientId ?? (await ownId());
  if (id === undefined) return 1;
  console.log(inviteUrl({ clientId: id, permissions: permissions as PermissionName[] }));
  return 0;
}

async function ownId(): Promise<string | undefined> {
  const token = tokenOrComplain();
  return token === undefined ? undefined : (await createRest({ token }).request("GET /applications/@me")).id;
}
