/** Comes next. */
export {};
