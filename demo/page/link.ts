/**
 * What of the page's state is in its address, so that it can be shared: the filter, without the terms that could name people or
 * places. Nothing else may ever be put there, least of all a token or an id. The whole filter outlives a reload in the tab's history
 * alone, which no link carries.
 */

/** Terms that name kinds of frames, and nobody. */
const HARMLESS = /^-?(?:(?:type|dir|op):[\w*,]+|size[:<>]\d+)$/;

/** The filter as it may be shared. */
export function sharable(filter: string): string {
  return filter
    .split(/\s+/)
    .filter((term) => HARMLESS.test(term))
    .join(" ");
}

/** The filter that this tab had, or the address asks for. */
export function filterInAddress(): string {
  const state = history.state as { readonly filter?: string } | null;
  return state?.filter ?? new URLSearchParams(location.hash.slice(1)).get("filter") ?? "";
}

/** Puts the filter into the address. */
export function putFilter(filter: string): void {
  history.replaceState({ filter }, "", location.pathname + location.search + hashOf(sharable(filter)));
}

/** The page's address with the filter; `whole` leaves in who and what it names. */
export function linkTo(filter: string, whole: boolean): string {
  return location.origin + location.pathname + hashOf(whole ? filter : sharable(filter));
}

const hashOf = (filter: string): string => (filter === "" ? "" : `#${new URLSearchParams({ filter })}`);
